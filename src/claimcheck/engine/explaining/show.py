"""Prints numbers, days and ids as a person would write them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Sort
from claimcheck.values.dates import format_days
from claimcheck.values.interval import Interval

SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
SIGNIFICANT = 4


def number(value: Fraction, digits: int = SIGNIFICANT) -> str:
    """Return a number in plain digits: exact when it is short, else rounded half up to significant digits."""
    if value.denominator == 1 and abs(value) < 10 ** (digits + 3):
        return f"{value.numerator:,}" if abs(value) >= 10_000 else str(value.numerator)
    exact = _exact_decimal(value, digits + 1)
    if exact is not None:
        return exact
    return _rounded(value, digits)


def _exact_decimal(value: Fraction, digits: int) -> str | None:
    for places in range(digits + 1):
        scaled = value * 10**places
        if scaled.denominator == 1:
            text = f"{Decimal(scaled.numerator).scaleb(-places):f}"
            return text if len(text.replace("-", "").replace(".", "").lstrip("0")) <= digits else None
    return None


def _rounded(value: Fraction, digits: int) -> str:
    if value == 0:
        return "0"
    places = digits - 1
    size = abs(value)
    while size >= 10:
        size /= 10
        places -= 1
    while size < 1:
        size *= 10
        places += 1
    places = max(places, 0)
    scaled = abs(value) * 10**places
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    text = f"{Decimal(whole).scaleb(-places):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def scale_of(values: list[Fraction]) -> tuple[int, str]:
    """Return the scale that figures are best written in together, with its word; 1 and nothing for small ones."""
    largest = max((abs(value) for value in values), default=Fraction(0))
    for factor, word in SCALES:
        if largest >= factor:
            return factor, word
    return 1, ""


def interval(value: Interval, show: Callable[[Fraction], str] = number) -> str:
    """Return an interval as words: `25 … 30`, `above 25`, `at most 30`."""
    if value.lo is not None and value.lo == value.hi:
        return show(Fraction(value.lo))
    if value.lo is None and value.hi is None:
        return "anything"
    if value.lo is None:
        assert value.hi is not None
        return f"{'below' if value.hi_open else 'at most'} {show(Fraction(value.hi))}"
    if value.hi is None:
        return f"{'above' if value.lo_open else 'at least'} {show(Fraction(value.lo))}"
    return f"{show(Fraction(value.lo))} … {show(Fraction(value.hi))}"


def days(value: Interval) -> str:
    """Return days as the shortest EDTF text."""
    whole = value.to_integers()
    lo = None if whole is None or whole.lo is None or whole.lo <= 1 else int(whole.lo)
    hi = None if whole is None or whole.hi is None or whole.hi >= 3652059 else int(whole.hi)
    return format_days(lo, hi)


def value_text(value: Interval, sort: Sort, unit: str, symbols: Symbols) -> str:
    """Return what an unknown is known to be, with its unit."""
    if sort is Sort.DAY:
        return days(value)
    if sort is Sort.SYMBOL:
        if value.is_point and value.lo is not None:
            return symbols.names[int(value.lo)]
        return "anything"
    if unit == "percent":
        return f"{interval(value * Interval.point(100))} percent"
    return with_unit(value, unit)


def with_unit(value: Interval, unit: str) -> str:
    """Return an interval in the scale that suits it, with its unit."""
    factor, word = scale_of([Fraction(end) for end in (value.lo, value.hi) if end is not None])
    text = interval(value, lambda end: number(end / factor))
    return " ".join(part for part in (text, word, unit) if part)
