"""The number of a figure: digits, words and fractions, with the scale words that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from claimcheck.values.figure_model import FigureError
from claimcheck.values.figure_tokens import Token, words_of
from claimcheck.values.number_lexicon import PARTS, VULGAR
from claimcheck.values.number_words import MAX_DIGITS, SCALE, read_digits, take_cardinal
from claimcheck.values.value_class import value_class

_LOOSE = {"hundred", "dozen", "score"}
_SHORT = {"k", "m", "b", "t"}


class BadNumberError(FigureError):
    """Digits that are no number: no other shape of figure can read them either."""


@value_class
class Numeral:
    """A number as written, before its scale: value, unit of the last digit and of the last nonzero one."""

    value: Fraction
    digit: Fraction
    nonzero: Fraction
    scale: int = 1
    worded: bool = False
    fraction: bool = False

    @classmethod
    def written(cls, value: Fraction, decimals: int) -> Numeral:
        """Make the numeral of digits with so many after the point."""
        digit = Fraction(1, 10**decimals)
        nonzero = digit
        if decimals == 0 and value:
            whole = int(value)
            while whole % 10 == 0:
                whole, nonzero = whole // 10, nonzero * 10
        return cls(value, digit, nonzero)

    @classmethod
    def loose(cls, value: Fraction, *, fraction: bool = False) -> Numeral:
        """Make the numeral of words without digits."""
        return cls(value, Fraction(0), Fraction(0), worded=True, fraction=fraction)


def take_number(tokens: Sequence[Token], at: int, *, money: bool) -> tuple[Numeral, int] | None:
    """Read a number and its scale words at a token; return it and the next token's index.

    `money` is whether a currency stands before it: `$5 m` is millions. Raises FigureError for digits that
    are no number and for a scale that cannot be told.
    """
    found = _unscaled(tokens, at)
    if found is None:
        return None
    numeral, i = found
    for _ in range(3):
        factor = _scale_at(tokens, i, money=money, fraction=numeral.fraction)
        if factor is None:
            break
        skip, word = factor
        numeral = _times(numeral, word, money=money)
        i += skip
    return numeral, i


def _unscaled(tokens: Sequence[Token], at: int) -> tuple[Numeral, int] | None:
    if at >= len(tokens):
        return None
    fraction = _fraction(tokens, at)
    if fraction is not None:
        return fraction
    if tokens[at].is_digits:
        return _digits(tokens, at)
    words = words_of(tokens)
    if words[at] in {"a", "an"} and at + 1 < len(words):
        loose = words[at + 1] in _LOOSE
        return (Numeral.loose(Fraction(1)) if loose else Numeral.written(Fraction(1), 0)), at + 1
    return _cardinal(words, at)


def _cardinal(words: tuple[str, ...], at: int) -> tuple[Numeral, int] | None:
    if words[at] in SCALE and words[at] != "hundred":
        return None
    found = take_cardinal(words, at)
    if found is None:
        return None
    if words[found.end : found.end + 3] == ("and", "a", "half"):
        half = Numeral.loose(found.lead + Fraction(1, 2))
        return replace(half, scale=1), found.end + 3
    numeral = Numeral.written(Fraction(found.lead), 0)
    return replace(numeral, scale=found.scale), found.end


def _digits(tokens: Sequence[Token], at: int) -> tuple[Numeral, int]:
    text = tokens[at].text
    found = read_digits(text)
    if found is None:
        raise BadNumberError(_bad_number(text))
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.text in VULGAR and after.glued:
        return Numeral.loose(found[0] + VULGAR[after.text]), at + 2
    words = words_of(tokens[at + 1 : at + 4])
    if words == ("and", "a", "half"):
        return Numeral.loose(found[0] + Fraction(1, 2)), at + 4
    if len(words) == 3 and tokens[at + 1].is_digits and words[1] == "/":
        part = _slashed(tokens, at + 1)
        if part is not None:
            return Numeral.loose(found[0] + part[0].value), part[1]
    return Numeral.written(*found), at + 1


def _fraction(tokens: Sequence[Token], at: int) -> tuple[Numeral, int] | None:
    """Read `half`, `a third`, `two-thirds`, `3/4` or `½`."""
    words = words_of(tokens)
    if words[at] in VULGAR:
        return Numeral.loose(VULGAR[words[at]], fraction=True), at + 1
    if words[at] in {"half", "quarter"} and words[at + 1 : at + 2] != ("-",):
        return Numeral.loose(Fraction(1, PARTS[words[at]]), fraction=True), at + 1
    if tokens[at].is_digits and words[at + 1 : at + 2] == ("/",) and tokens[at + 1].glued:
        return _slashed(tokens, at)
    if words[at] in {"a", "an", "one"}:
        top, i = 1, at + 1
    else:
        found = take_cardinal(words, at)
        if found is None:
            return None
        top, i = found.value, found.end
    i += words[i : i + 1] == ("-",)
    part = PARTS.get(words[i]) if i < len(words) else None
    return None if part is None else (Numeral.loose(Fraction(top, part), fraction=True), i + 1)


def _slashed(tokens: Sequence[Token], at: int) -> tuple[Numeral, int] | None:
    if at + 2 >= len(tokens) or not tokens[at + 2].is_digits:
        return None
    top, bottom = read_digits(tokens[at].text), read_digits(tokens[at + 2].text)
    if top is None or bottom is None or bottom[0] == 0:
        raise FigureError(f"'{tokens[at].text}/{tokens[at + 2].text}' is not a fraction; expected one such as 3/4.")
    return Numeral.loose(top[0] / bottom[0], fraction=True), at + 3


def _scale_at(tokens: Sequence[Token], at: int, *, money: bool, fraction: bool) -> tuple[int, str] | None:
    """Return how many tokens a scale takes at this place, and its word."""
    words = words_of(tokens[at : at + 3])
    if fraction and words[:1] == ("of",):
        skipped = _scale_at(tokens, at + 1, money=money, fraction=True)
        return None if skipped is None else (skipped[0] + 1, skipped[1])
    if fraction and words[:1] in {("a",), ("an",)} and words[1:2] and words[1] in SCALE:
        return 2, words[1]
    if not words or (words[0] not in SCALE and words[0] != "t"):
        return None
    if words[0] not in _SHORT:
        return 1, words[0]
    return _short_scale(tokens, at, words[0], money=money)


def _short_scale(tokens: Sequence[Token], at: int, word: str, *, money: bool) -> tuple[int, str] | None:
    # m3, m², m/s and t/ha are units.
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.glued and after.text != "-":
        return None
    if word == "t":
        return (1, word) if money else None
    if word == "m" and not money and not tokens[at].glued:
        number = tokens[at - 1].text
        raise FigureError(f"'{number} m' can be millions or metres; write '{number} million' or '{number} metres'.")
    return 1, word


def _times(numeral: Numeral, word: str, *, money: bool) -> Numeral:
    factor = 10**12 if word == "t" and money else SCALE[word]
    loose = numeral.worded or word in {"dozen", "score"}
    scaled = replace(numeral, scale=numeral.scale * factor, worded=loose, fraction=False)
    return replace(scaled, digit=Fraction(0), nonzero=Fraction(0)) if loose else scaled


def _bad_number(text: str) -> str:
    if len(text) > MAX_DIGITS:
        return f"'{text[:20]}…' has {len(text)} characters; expected a number of at most {MAX_DIGITS}."
    head, comma, tail = text.rpartition(",")
    if comma and "." not in tail and head.replace(".", "").isdigit():
        near = f"{head.replace('.', ',')}.{tail}"
        if read_digits(near) is not None:
            return f"'{text}' is not a number: a comma groups three digits; did you mean '{near}'?"
    near = text.replace(".", ",")
    if read_digits(near) is None:
        near = text.replace(",", "")
    hint = f"did you mean '{near}'?" if read_digits(near) is not None else "expected one such as 1,234.5."
    return f"'{text}' is not a number; {hint}"
