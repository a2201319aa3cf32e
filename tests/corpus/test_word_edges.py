from __future__ import annotations

import pytest

from claimcheck.corpus.word_edges import begins_inside, ends_inside, widen


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("$41 billion", "1 billion", (True, False)),
        ("$5.31 now", "$5.3", (False, True)),
        ("5.31", "31", (True, False)),
        ("5.31", "5", (False, True)),
        ("it was 5.3.", "5.3", (False, False)),
        ("so ... on", "so .", (False, True)),
        ("4,000 jobs", "000 jobs", (True, False)),
        ("4,000 jobs", "4", (False, True)),
        ("in 2021, trade", "2021", (False, False)),
        ("10-12 million", "12 million", (True, False)),
        ("10-12 million", "10", (False, True)),
        ("COVID-19", "19", (False, False)),
        ("by -5 percent", "5 percent", (True, False)),
        ("(+5 percent)", "5 percent", (True, False)),
        ("-5 percent", "5 percent", (True, False)),
        ("by -5 percent", "-5 percent", (False, False)),
        ("the 30th", "30", (False, True)),
        ("China's trade", "China", (False, False)),
        ("China's trade", "s trade", (True, False)),
        ("he can't go", "can", (False, True)),
        ("they said 'yes'", "yes", (False, False)),
        ("d'accord", "accord", (True, False)),
        ("O'Sullivan", "O", (False, True)),
        ("$41", "41", (False, False)),
        ("53.5%", "53.5", (False, False)),
        ("2023年中国", "2023", (False, False)),
        ("2023年中国", "中国", (False, False)),
        ("x\u0323y", "x", (False, True)),
        ("end", "end", (False, False)),
    ],
)
def test_cuts(text: str, words: str, expected: tuple[bool, bool]) -> None:
    start = text.index(words)
    assert (begins_inside(text, start), ends_inside(text, start + len(words))) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [((5, 6), "bcd"), ((4, 7), "bcd"), ((1, 5), "aaa bcd"), ((0, 1), "aaa"), ((9, 10), "ee")],
)
def test_widening_stops_at_spaces(span: tuple[int, int], expected: str) -> None:
    start, end = widen("aaa bcd ee", *span)
    assert "aaa bcd ee"[start:end] == expected
