from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.corpus.layout import lay_out


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("one\ntwo\n", ["one", "two"]),
        ("\n\none\ntwo\n\n", ["one", "two"]),
        ("one\r\ntwo\r\rthree\r\n", ["one\r\ntwo", "three"]),
        ("one\n  \t\ntwo\nthree\n\n\nfour", ["one", "two\nthree", "four"]),
        ("one\u2028two\x0bthree\x85four", ["one\u2028two\x0bthree\x85four"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert [text[start:end] for start, end in lay_out(text).paragraphs] == paragraphs


def test_places_count_from_one() -> None:
    layout = lay_out("a\r\nbc\rd\n")
    assert [layout.place(offset) for offset in (0, 1, 3, 4, 6, 8)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
        (3, 1),
        (4, 1),
    ]


def test_the_paragraph_of_a_span() -> None:
    text = "\n\none\ntwo\n\nthree"
    layout = lay_out(text)
    one, two, three = text.index("one"), text.index("two"), text.index("three")
    assert layout.paragraph(two, two + 3) == (one, two + 3)
    assert layout.paragraph(two, three + 2) == (one, len(text))
    assert layout.paragraph(0, 1) == (0, 1)
    assert layout.paragraph_number(0) is None
    assert layout.paragraph_number(three - 1) == 0
    assert layout.paragraph_number(three) == 1


@given(st.text("ab \n\r", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_paragraph_reaches_from_that_of_its_start_to_that_of_its_end(text: str, start: int, length: int) -> None:
    layout = lay_out(text)
    end = start + length
    first, last = layout.paragraph_number(start), layout.paragraph_number(max(start, end - 1))
    expected = (
        (start, end)
        if first is None or last is None
        else (min(start, layout.paragraphs[first][0]), max(end, layout.paragraphs[last][1]))
    )
    assert layout.paragraph(start, end) == expected
