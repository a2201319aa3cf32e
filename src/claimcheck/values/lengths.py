"""Lengths of time as worded, and what they mean in years, in calendar years and in days."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from claimcheck.values.figure import (
    DEFAULT_TABLE,
    Figure,
    FigureError,
    Hedge,
    Reading,
    ReadingTable,
    parse_figure,
)
from claimcheck.values.interval import EVERYTHING, Interval, Number
from claimcheck.values.length_words import as_figure, iso_parts, two_parts
from claimcheck.values.month_spread import month_spread
from claimcheck.values.value_class import value_class

_MONTHS = {"months": 1, "quarters": 3, "years": 12, "decades": 120, "centuries": 1200}
_HOURS = {
    "seconds": Fraction(1, 3600),
    "minutes": Fraction(1, 60),
    "hours": Fraction(1),
    "days": Fraction(24),
    "weeks": Fraction(168),
    "fortnights": Fraction(336),
}
_ROUND = frozenset({"decades", "centuries"})
_NEVER_NEGATIVE = Interval.of(0, None)
_LONGEST = 120


class LengthError(ValueError):
    """A text that is no length of time: the message says what was found and what would be one."""


@value_class
class Length:
    """A length of time as a source words it: a figure whose unit is one of time.

    `unit` is `years`, `months`, `weeks`, `days`, `hours`, `decades`, `centuries` and the like.
    """

    text: str
    figure: Figure

    @property
    def unit(self) -> str:
        """The unit of time, in the plural."""
        return self.figure.unit

    @property
    def hedge(self) -> Hedge:
        """The wording around the number."""
        return self.figure.hedge

    @property
    def value(self) -> Fraction | None:
        """The nominal number, in `unit`; None for a range and for `decades`."""
        return self.figure.value

    def years(self, charitable: bool, table: ReadingTable = DEFAULT_TABLE) -> Interval:
        """Return the length in years.

        A bare length is exact plainly, and charitably one unit more or less, since writers count begun units,
        completed ones and calendar years; decades and centuries are round numbers and read as fractions are
        (a share on either side). Hedges are read as those of other figures. A day is between 1/366 and 1/365
        of a year.
        """
        return self._in_years(self._amount(charitable, table))

    def calendar_years(self, charitable: bool, table: ReadingTable = DEFAULT_TABLE) -> Interval:
        """Return by how much the numbers of the two calendar years can differ, as whole numbers.

        A bare length in years is that difference, charitably one more or less. From some day of 1992 to some
        day of 2022 it can be more than 30 years, or less: the 30 of a hedged length is inside.
        """
        counts_years = self.unit == "years" or self.unit in _ROUND
        years = self._in_years((self._amount if counts_years else self._elapsed)(charitable, table))
        lo = None if years.lo is None else floor(years.lo)
        return Interval.of(lo, None if years.hi is None else ceil(years.hi))

    def days(self, charitable: bool, table: ReadingTable = DEFAULT_TABLE) -> Interval:
        """Return how many days may lie between the first day and the last, from any start in the calendar.

        Plainly a bare length is rounded to the nearest unit or counts completed ones: from half a unit below
        it to under one unit above it. The lower end allows a day less, since `five days` may count the first.
        """
        amount = self._elapsed(charitable, table)
        if self.unit in _MONTHS:
            return _one_day_less(_from_months(_scaled(amount, _MONTHS[self.unit], _MONTHS[self.unit])))
        days = _HOURS[self.unit] / 24
        # Hours of one day may end on the next: dates do not say at what time.
        slack = Interval.of(0, 1 if days < 1 else 0)
        return _one_day_less(_scaled(amount, days, days) + slack)

    def _in_years(self, amount: Interval) -> Interval:
        if self.unit in _MONTHS:
            share = Fraction(_MONTHS[self.unit], 12)
            return _scaled(amount, share, share)
        days = _HOURS[self.unit] / 24
        return _scaled(amount, days / 366, days / 365)

    def _elapsed(self, charitable: bool, table: ReadingTable) -> Interval:
        """Return the number of units between two days, where a bare number is rounded or cut off."""
        amount = self._amount(charitable, table)
        if charitable or self.value is None or self.hedge is not Hedge.BARE or self.unit in _ROUND:
            return amount
        below = max(self.value - Fraction(1, 2), Fraction(0))
        return amount.hull(Interval.of(below, self.value + 1, "[)"))

    def _amount(self, charitable: bool, table: ReadingTable) -> Interval:
        """Return the number of units: what the table gives for the figure, and the slack of bare lengths."""
        reading = Reading.CHARITABLE if charitable else Reading.PLAIN
        figure = self.figure
        result = figure.interval(reading, level=False, at_least=Fraction(0), table=table)
        lowest, highest = figure.numbers[0], figure.numbers[-1]
        if self.unit in _ROUND:
            if figure.hedge is Hedge.BARE or (charitable and figure.hedge is Hedge.RANGE):
                share = table.fraction.reach(reading)
                below, above = share.below or Fraction(0), share.above or Fraction(0)
                result = result.hull(Interval.of(lowest * (1 - below), highest * (1 + above)))
        elif charitable and figure.hedge in (Hedge.BARE, Hedge.ABOUT, Hedge.RANGE):
            result = result.hull(Interval.of(lowest - 1, highest + 1))
        return result.intersect(_NEVER_NEGATIVE) or result

    def __str__(self) -> str:
        return self.text


def parse_length(text: str) -> Length:
    """Read a length: `more than 30 years`, `nearly three decades`, `30-year`, `P30Y`, `2 years and 3 months`.

    LengthError, whose message says what would be a length, for everything else.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        raise LengthError(f"a length of {len(stripped)} characters is too long; write it as in `more than 30 years`")
    if not stripped:
        raise LengthError("the length is empty; lengths look like `30 years` or `more than 18 months`")
    parts = iso_parts(stripped) or two_parts(stripped)
    if parts and len(parts) > 1:
        return Length(stripped, _sum_of(stripped, parts))
    return Length(stripped, _one(stripped, parts[0] if parts else stripped))


def _one(text: str, wording: str) -> Figure:
    try:
        figure = parse_figure(as_figure(wording))
    except FigureError as error:
        raise LengthError(
            f"`{text}` is not a length of time; lengths look like `30 years`, `more than 18 months` or `P30Y`"
        ) from error
    if figure.unit not in _MONTHS and figure.unit not in _HOURS:
        found = f"the unit `{figure.unit}`, which is none of time" if figure.unit else "no unit"
        raise LengthError(f"`{text}` has {found}; write one, as in `30 years`, `18 months` or `seven weeks`")
    if min(figure.numbers) < 0:
        raise LengthError(f"`{text}` is negative, and a length is at least zero; leave the sign out")
    # Time has parts in any unit: less than 12 quarters is not 11 at most, as less than 12 ministers is.
    parts = replace(figure.amount, divisible=True)
    return replace(figure, amount=parts, upper=figure.upper and replace(figure.upper, divisible=True))


def _sum_of(text: str, parts: tuple[str, ...]) -> Figure:
    """Add up the parts in the smallest unit that they share: months, or hours."""
    figures = [_one(text, part) for part in parts]
    values = [figure.value for figure in figures if figure.value is not None and figure.hedge is Hedge.BARE]
    if len(values) != len(figures):
        raise LengthError(f"`{text}` has two parts with a hedge or a range; write it in one unit")
    months = all(figure.unit in _MONTHS for figure in figures)
    if not months and not all(figure.unit in _HOURS for figure in figures):
        raise LengthError(f"`{text}` adds months, whose length varies, to days; write it in one unit")
    smallest = figures[-1].unit
    factors = [_MONTHS[each.unit] if months else _HOURS[each.unit] for each in figures]
    scaled = [value * factor for value, factor in zip(values, factors, strict=True)]
    total = sum(scaled, Fraction(0)) / factors[-1]
    if total.denominator != 1:
        raise LengthError(f"`{text}` gives the larger unit last; write the larger one first")
    return _one(text, f"{total} {smallest}")


def _scaled(interval: Interval, low: Number, high: Number) -> Interval:
    """Multiply the ends of an interval of numbers that are at least zero."""
    return Interval(
        None if interval.lo is None else interval.lo * Fraction(low),
        None if interval.hi is None else interval.hi * Fraction(high),
        interval.lo_open,
        interval.hi_open,
    )


def _from_months(months: Interval) -> Interval:
    lo = None if months.lo is None else Fraction(month_spread(floor(months.lo))[0])
    hi = None if months.hi is None else Fraction(month_spread(ceil(months.hi))[1])
    return Interval(lo, hi, months.lo_open and lo != hi, months.hi_open and lo != hi)


def _one_day_less(days: Interval) -> Interval:
    longer = Interval(None if days.lo is None else days.lo - 1, days.hi, days.lo_open, days.hi_open)
    return longer.intersect(_NEVER_NEGATIVE) or EVERYTHING
