from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.findings.printable import printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“trade” — 41 billion\u00a0$, 中国, 😀", "“trade” — 41 billion\u00a0$, 中国, 😀"),
        ("a\nb\r\tc", "a\\u000ab\\u000d\\u0009c"),
        ("\x1b]52;c;x\x07", "\\u001b]52;c;x\\u0007"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\u2028\u2029\x85\x9b", "\\u2028\\u2029\\u0085\\u009b"),
        ("\ud800\ue000\ufeff\u00ad", "\\ud800\\ue000\\ufeff\\u00ad"),
        ("\U000e0041", "\\U000e0041"),
        ("", ""),
    ],
)
def test_what_is_shown(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text(st.characters(codec=None)))
def test_nothing_invisible_passes_and_twice_is_once(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(c)[0] == "C" or unicodedata.category(c) in ("Zl", "Zp") for c in shown)
    assert printable(shown) == shown
    shown.encode("utf-8")
