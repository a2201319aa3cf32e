"""The nearest name: what is seen without the library is what the library says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus.suggest import nearest, search_nearest
from claimcheck.rules.scope import INDEX_TYPES
from claimcheck.rules.variables import KINDS

LETTERS = "abcdE_-"
WORDS = st.text(LETTERS, min_size=1, max_size=14) | st.text("abß é", min_size=1, max_size=8)


def changed(word: str, edits: list[tuple[int, str]]) -> str:
    for place, letter in edits:
        at = place % (len(word) + 1)
        word = word[:at] + letter + word[at + place % 2 :]
    return word


@settings(max_examples=1_000)
@given(
    WORDS, st.lists(st.tuples(st.integers(0, 30), st.sampled_from(LETTERS)), max_size=5), st.lists(WORDS, max_size=3)
)
def test_no_name_is_missed_for_want_of_letters(word: str, edits: list[tuple[int, str]], others: list[str]) -> None:
    names = sorted({*others, changed(word, edits) or "a"})
    assert nearest(word, names) == search_nearest(word, names)


@settings(max_examples=500)
@given(st.text("abc", min_size=1, max_size=8), st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_a_name_that_holds_a_word_is_not_missed(word: str, before: str, after: str) -> None:
    names = [before + word + after]
    assert nearest(word, names) == search_nearest(word, names)
    assert nearest(names[0], [word]) == search_nearest(names[0], [word])


def test_a_long_name_that_holds_nearly_all_of_a_word_is_not_missed() -> None:
    word = "north-harbour-authority-of-aa"
    name = f"the-council-for-the-{word[:9]}g{word[10:]}-and-its-ports"
    assert search_nearest(word, [name]) == name
    assert nearest(word, [name]) == name


def test_words_of_rules_that_are_no_slips_are_near_to_nothing() -> None:
    assert nearest("country", INDEX_TYPES) is None
    assert nearest("balance", KINDS) is None
    assert nearest("perriod", INDEX_TYPES) == "period"
