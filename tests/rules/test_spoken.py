"""The words that somebody is quoted with: what of a quote is taken, and in which form."""

from __future__ import annotations

import pytest

from claimcheck.rules.spoken import spoken_words


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("“We are neighbours who cannot be moved,” he said", "we are neighbours who cannot be moved"),
        ('"We are neighbours" is what he said', None),
        ("he said that it's a long-term plan of theirs", "he said that it's a long-term plan of theirs"),
        ("“One two” and “three four five six seven”", "three four five six seven"),
        ("“an open mark and no end to be seen", "an open mark and no end to be seen"),
        ("one two three four", None),
        ("", None),
    ],
)
def test_the_longest_passage_in_quotation_marks_counts(quote: str, words: str | None) -> None:
    assert spoken_words(quote) == words


def test_marks_dashes_and_case_of_two_articles_make_no_difference() -> None:
    assert (
        spoken_words("A NEW - and better - road for us all")
        == spoken_words("‘A new – and better – road for us all’")
        == spoken_words("A NEW - and better - road for us all")
    )
