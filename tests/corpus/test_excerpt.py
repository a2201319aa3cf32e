from __future__ import annotations

import pytest

from claimcheck.corpus.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("a: 1\nb: two\n", (2, 4, 3), "b: two\n   ^^^"),
        ("a: 1\r\nb: two\r\n", (2, 4, 99), "b: two\n   ^^^"),
        ("a: 1", (1, 5, 1), "a: 1\n    ^"),
        ("a: 1", (1, 99, 4), "a: 1\n    ^"),
        ("a\rb", (2, 1, 0), "b\n^"),
        ("a: 1", (2, 1, 1), ""),
        ("a\n", (2, 1, 1), "\n^"),
        ("\tx: \x1b[1m", (1, 2, 1), "\\u0009x: \\u001b[1m\n      ^"),
        ("中国: x", (1, 5, 1), "中国: x\n      ^"),
        ("中国: x", (1, 1, 2), "中国: x\n^^^^"),
        ("e\u0301x", (1, 3, 1), "e\u0301x\n ^"),
    ],
)
def test_excerpts(text: str, place: tuple[int, int, int], expected: str) -> None:
    assert excerpt(text, *place) == expected


def test_a_long_line_is_cut_to_a_window() -> None:
    line = "".join(chr(97 + number % 26) for number in range(500))
    shown, carets = excerpt(line, 1, 201, 5).split("\n")
    assert shown == "…" + line[160:259] + "…"
    assert carets == " " * 41 + "^" * 5
    shown, carets = excerpt(line, 1, 3, 400).split("\n")
    assert shown == line[:102] + "…"
    assert carets == "  " + "^" * 100
    shown, carets = excerpt(line, 1, 500, 1).split("\n")
    assert shown == "…" + line[459:]
    assert carets == " " * 41 + "^"
