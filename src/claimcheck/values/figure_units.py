"""The unit of a figure: what stands before its number and what follows it, and the words that are none."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.values.figure_hedges import HEDGE_WORDS
from claimcheck.values.figure_model import FigureError
from claimcheck.values.figure_tokens import Token, text_of, words_of
from claimcheck.values.near_words import near_word
from claimcheck.values.number_words import BIG, TENS, UNITS
from claimcheck.values.units import PERCENT, POINTS, currency_of, relative_divisor, unit_code

_STOPS = HEDGE_WORDS | {
    *UNITS,
    *TENS,
    *BIG,
    *("to", "and", "or", "of", "in", "than", "from", "between", "by", "on", "at", "for", "since", "during"),
    *("as", "worth", "percent", "times", "hundred", "dozen", "up", "down", "last", "this"),
}
_INSIDE = {"of", "in", "and", "at", "for"}
_MISSPELT = ("thousand", "million", "billion", "trillion", "hundred", "percent")


def resolve_unit(rest: Sequence[Token], currency: str | None, whole: str) -> tuple[str, int]:
    """Return the unit's code and by what the number is divided (100 for percent).

    `currency` is what stood before the number, `whole` the text to name in messages. Raises FigureError and
    UnitError for what is no unit.
    """
    text = text_of(rest)
    if not text:
        return currency or "", 1
    divisor = relative_divisor(text)
    if currency is not None:
        return _price(text, rest, currency, whole), 1
    if divisor is not None:
        code = PERCENT if unit_code(text) == PERCENT else POINTS
        return code, divisor
    _check_free(rest, whole)
    return unit_code(text), 1


def _price(text: str, rest: Sequence[Token], currency: str, whole: str) -> str:
    """Return the unit of `$41 billion USD` or `$70 a barrel`; money takes no other unit."""
    first = rest[0].lower
    if first in {"per", "a", "an", "/"} and len(rest) > 1:
        return f"{currency} per {unit_code(text_of(rest[1:]))}"
    if relative_divisor(text) is None and currency_of(text) == currency:
        return currency
    raise FigureError(
        f"{whole!r} has {text!r} after an amount of money; leave it out, or write a price such as '$5 per t'."
    )


def _check_free(rest: Sequence[Token], whole: str) -> None:
    """Refuse what is no noun: words of numbers and hedges, misspelt scales, a sentence that goes on."""
    words = words_of(rest)
    _check_first(rest[0], whole)
    extra = next((i for i, word in enumerate(words) if word in _STOPS and not (i and word in _INSIDE)), None)
    for relative in (("percent",), ("%",), ("per", "cent"), ("percentage", "points")):
        if words[: len(relative)] == relative:
            extra = len(relative)
    if extra is not None:
        tail = text_of(rest[extra:])
        raise FigureError(f"{whole!r} goes on with {tail!r} after its figure; leave that out.")


def _check_first(first: Token, whole: str) -> None:
    word = first.lower
    if first.glued and word in {"st", "nd", "rd", "th"}:
        number = whole.lower().partition(word)[0].split(" ")[-1]
        raise FigureError(f"{whole!r} is an ordinal; write the number {number}.")
    if first.glued and word == "e":
        raise FigureError(f"{whole!r} has an exponent; write the digits, or a scale word such as million.")
    near = near_word(word[:20], _MISSPELT, 85) if word not in _MISSPELT else None
    if near is not None:
        raise FigureError(f"{first.text!r} in {whole!r} is no scale word; did you mean '{near}'?")
