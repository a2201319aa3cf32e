"""Figures in their plainest wording, `$1,600 million` or `53.5 percent`, which most are: read by one pattern."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.values.amount import Amount
from claimcheck.values.currencies import currency_of
from claimcheck.values.figure_model import Figure, Hedge
from claimcheck.values.late_pattern import late
from claimcheck.values.number_words import BIG

_PLAIN = late(
    r"([$€£]?)(0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,9}))?"
    r"(?: (percent|thousand|million|billion|trillion))?"
)


def read_plain_figure(text: str) -> Figure | None:
    """Return the figure that `read_figure` reads; None for all that is worded in another way."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    symbol, whole, decimals, word = found.groups("")
    share = word == "percent"
    if symbol and share:
        return None
    digits = whole.replace(",", "")
    scale = BIG.get(word, 1)
    divisor = 10 ** len(decimals) * (100 if share else 1)
    number = int(digits + decimals)
    zeros = 10 ** (len(digits) - len(digits.rstrip("0"))) if number and not decimals else 1
    digit = Fraction(scale, divisor)
    amount = Amount(
        Fraction(number * scale, divisor),
        digit,
        digit * zeros if zeros > 1 else digit,
        counted=not (symbol or word or decimals),
    )
    return Figure(text, (currency_of(symbol) or "") if symbol else "percent" if share else "", Hedge.BARE, amount)
