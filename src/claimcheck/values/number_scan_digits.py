"""What digits in a running text can mean: a number, a year, an ordinal, a number grouped in a foreign way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from claimcheck.values.late_pattern import late
from claimcheck.values.number_token import NumberKind
from claimcheck.values.number_words import MAX_DIGITS, read_digits

_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_SEPARATORS = late(r"[.,'’]")
_LONG_GROUPS = late(r"[0-9]{1,3}(?:[.,'’][0-9]{3})+")
_DECIMAL_COMMA = late(r"[0-9]+,[0-9]+")


def digit_values(words: Sequence[str], glued: Sequence[bool]) -> Iterator[tuple[int, NumberKind, Fraction]]:
    """Yield how many words a reading of the digits at the beginning takes, its kind and its value.

    The first is the usual reading where there is one. Digits of more than 40 characters have none.
    """
    text = words[0]
    for value in _values(text):
        yield 1, NumberKind.CARDINAL, value
        if value.denominator == 1:
            if len(words) > 1 and glued[1] and words[1] in _SUFFIXES:
                yield 2, NumberKind.ORDINAL, value
            if text.isdigit() and len(text) == 4 and 1000 <= value <= 2999:
                yield 1, NumberKind.YEAR, value
    yield from _spaced(words)


def _values(text: str) -> Iterator[Fraction]:
    usual = read_digits(text)
    if usual is not None:
        yield usual[0]
    if text.isdigit() or len(text) > MAX_DIGITS:
        return
    if _LONG_GROUPS.fullmatch(text):
        yield Fraction(_SEPARATORS.sub("", text))
    if _DECIMAL_COMMA.fullmatch(text):
        yield Fraction(text.replace(",", "."))
    if usual is None:
        yield from (Fraction(piece) for piece in _SEPARATORS.split(text))


def _spaced(words: Sequence[str]) -> Iterator[tuple[int, NumberKind, Fraction]]:
    """Read thousands that spaces group: `12 000 000`."""
    if not (words[0].isdigit() and len(words[0]) <= 3):
        return
    used = 1
    while used < min(len(words), 5) and len(words[used]) == 3 and words[used].isdigit():
        used += 1
    if used > 1:
        yield used, NumberKind.CARDINAL, Fraction("".join(words[:used]))
