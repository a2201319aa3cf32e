"""One amount of a figure: sign, currency, number, scale and unit, with the precision of its digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from claimcheck.values.amount import Amount
from claimcheck.values.figure_model import FigureError
from claimcheck.values.figure_numbers import Numeral, take_number
from claimcheck.values.figure_tokens import Token, text_of
from claimcheck.values.figure_units import resolve_unit
from claimcheck.values.near_words import near_word
from claimcheck.values.number_words import BIG, ORDINAL_TENS, ORDINAL_UNITS, TENS, UNITS
from claimcheck.values.units import Unit, UnitError, currency_of
from claimcheck.values.value_class import value_class

_EXAMPLES = "'41 billion', '53.5 percent' or 'nearly half'"


@value_class
class RawAmount:
    """An amount before a range shares its scale and unit between its ends."""

    sign: int
    numeral: Numeral
    unit: str
    divisor: int

    @property
    def value(self) -> Fraction:
        """The number in base units."""
        return self.sign * self.numeral.value * self.numeral.scale / self.divisor

    def with_scale(self, scale: int) -> RawAmount:
        """Return the amount with another scale."""
        return replace(self, numeral=replace(self.numeral, scale=scale))

    def with_unit(self, other: RawAmount) -> RawAmount:
        """Return the amount with the unit of another."""
        return replace(self, unit=other.unit, divisor=other.divisor)

    def finish(self, *, ratio: bool = False) -> Amount:
        """Return the amount in base units."""
        number, factor = self.numeral, Fraction(self.numeral.scale, self.divisor)
        unit = Unit(self.unit)
        things = not (unit.is_currency or unit.is_relative or unit.is_measure or " per " in self.unit)
        whole = not number.worded and number.scale == 1 and number.digit == 1
        ratio = ratio or (number.fraction and not self.unit)
        # No thirds at all are a zero, and a zero without a digit would have no room around it.
        digit = number.digit or Fraction(0 if number.value else 1)
        return Amount(
            value=self.value,
            last_digit=digit * factor,
            last_nonzero=(number.nonzero or digit) * factor,
            counted=things and whole and not ratio,
            divisible=unit.is_time,
            worded=number.worded,
            ratio=ratio,
        )


def read_amount(tokens: Sequence[Token]) -> RawAmount:
    """Read tokens as one amount. Raises FigureError that says what does not fit."""
    try:
        return _amount(tokens)
    except UnitError as error:
        raise FigureError(str(error)) from None


def _amount(tokens: Sequence[Token]) -> RawAmount:
    sign, i = _sign(tokens, 0)
    currency, i = _currency(tokens, i)
    if sign is None:
        sign, i = _sign(tokens, i)
    found = take_number(tokens, i, money=currency is not None)
    if found is None:
        raise FigureError(_no_number(tokens[i:], text_of(tokens)))
    numeral, i = found
    rest = tokens[i:]
    # "half a percent", "a quarter of a point": the article belongs to neither the number nor the unit.
    if numeral.fraction and len(rest) > 1 and rest[0].lower == "of":
        rest = rest[1:]
    if numeral.fraction and len(rest) > 1 and rest[0].lower in {"a", "an", "one"}:
        rest = rest[1:]
    if len(rest) > 1 and rest[0].text == "-":
        rest = rest[1:]
    unit, divisor = resolve_unit(rest, currency, text_of(tokens))
    return RawAmount(sign or 1, numeral, unit, divisor)


def _sign(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    word = tokens[at].lower if at < len(tokens) else ""
    if word in {"-", "minus", "negative"}:
        return -1, at + 1
    return (1, at + 1) if word in {"+", "plus"} else (None, at)


def _currency(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Read `$`, `US$`, `USD` or `RMB` before a number."""
    if at >= len(tokens):
        return None, at
    first = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if _is_symbol(first):
        code = currency_of(first.text)
        if code is None:
            raise FigureError(f"{first.text!r} is no currency that is known; write its ISO 4217 code.")
        return code, at + 1
    if after is None or not first.text.isalpha():
        return None, at
    if _is_symbol(after) and after.glued:
        code = currency_of(first.text + after.text)
        if code is None:
            raise FigureError(f"'{first.text}{after.text}' is no currency that is known; write its ISO 4217 code.")
        return code, at + 2
    if len(first.text) <= 3 and first.text[0].isupper() and (after.is_digits or after.text == "-"):
        code = currency_of(first.text)
        return (code, at + 1) if code else (None, at)
    return None, at


def _is_symbol(token: Token) -> bool:
    return len(token.text) == 1 and unicodedata.category(token.text) == "Sc"


def _no_number(rest: Sequence[Token], whole: str) -> str:
    if not rest:
        return f"{whole!r} has no number; expected a figure such as {_EXAMPLES}."
    word = rest[0].lower
    ordinal = ORDINAL_UNITS.get(word, ORDINAL_TENS.get(word))
    if ordinal is not None:
        return f"{whole!r} is an ordinal; write the number {ordinal}, or a fraction such as 'a third'."
    near = near_word(word[:20], [*UNITS, *TENS, *BIG, "half", "nearly", "about"], 75)
    hint = f"did you mean '{near}'?" if near is not None else f"expected one such as {_EXAMPLES}."
    return f"{whole!r} is not a figure: no number was found at {rest[0].text!r}; {hint}"
