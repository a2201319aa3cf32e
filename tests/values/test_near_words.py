"""A near word is the one that `difflib` finds, and what it would not find is not looked for."""

from __future__ import annotations

from difflib import get_close_matches

from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.values.near_words import near_word

KNOWN = ["thousand", "million", "billion", "trillion", "hundred", "percent", "one", "half", "a"]
SLIPS = st.sampled_from(KNOWN).flatmap(
    lambda word: st.builds(
        lambda at, put, drop: word[:at] + put + word[at + drop :],
        st.integers(0, len(word)),
        st.text("milonhude", max_size=2),
        st.integers(0, 2),
    )
)


@given(SLIPS | st.text("abehilmnorstu", max_size=12), st.sampled_from([60, 75, 85]))
@example("milion", 85)
@example("years", 85)
@example("", 60)
def test_a_near_word_is_that_of_difflib(word: str, percent: int) -> None:
    assert near_word(word, KNOWN, percent) == next(iter(get_close_matches(word, KNOWN, 1, percent / 100)), None)
