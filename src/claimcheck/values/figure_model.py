"""A figure as a source words it: its numbers, its unit, its hedge, and the intervals that it stands for."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from fractions import Fraction

from claimcheck.values import figure_intervals as wording
from claimcheck.values.amount import Amount
from claimcheck.values.figure_intervals import Width
from claimcheck.values.interval import Interval
from claimcheck.values.readings import DEFAULT_TABLE, Reading, ReadingTable
from claimcheck.values.units import Unit
from claimcheck.values.value_class import value_class


class FigureError(ValueError):
    """A text that is no figure: the message says what was found and what would be one."""


class Hedge(StrEnum):
    """The wording around a figure's number, by the row of the table that reads it."""

    BARE = "bare"
    ABOVE = "above"
    AT_LEAST = "at least"
    BELOW = "below"
    AT_MOST = "at most"
    NEARLY = "nearly"
    ABOUT = "about"
    RANGE = "range"
    FRACTION = "fraction"
    DOZENS = "dozens"


_UPWARDS = {Hedge.ABOVE, Hedge.AT_LEAST}
_DOWNWARDS = {Hedge.BELOW, Hedge.AT_MOST}


@value_class
class Figure:
    """A number as worded, in base units: `41 billion` is 41000000000, `53.5 percent` is 107/200.

    `unit` is the unit's code: `""` for a plain number or a ratio, `percent`, `points`, an ISO 4217 code, or a
    free unit. Figures in percent and in points are divided by 100 (basis points by 10,000, as points).
    `amount` is the number, or the lower end of a range, or the word of a plural (100 for `hundreds`); `upper`
    is the upper end of a range.
    """

    text: str
    unit: str
    hedge: Hedge
    amount: Amount
    upper: Amount | None = None
    _intervals: dict[int, tuple[ReadingTable, Fraction | None, Interval]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The intervals that were asked for last: a figure that claims share is asked by each of them."""

    @property
    def value(self) -> Fraction | None:
        """The nominal number in base units; None for a range and for a plural such as `hundreds`."""
        return None if self.upper is not None or self.hedge is Hedge.DOZENS else self.amount.value

    @property
    def nominal(self) -> Fraction | None:
        """The number to show in arithmetic: `value`."""
        return self.value

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """The numbers that the words state, in base units: one, or both ends of a range."""
        return (self.amount.value,) if self.upper is None else (self.amount.value, self.upper.value)

    @property
    def is_count(self) -> bool:
        """Whether it is a whole number of things, written out, without a scale word or a measure."""
        return self.amount.counted

    @property
    def is_level(self) -> bool:
        """Whether statistics of its sort are revised: all but percentages, points and ratios."""
        return not (Unit(self.unit).is_relative or self.amount.ratio)

    def interval(
        self,
        reading: Reading,
        *,
        level: bool = True,
        exact: bool = False,
        at_least: Fraction | None = None,
        table: ReadingTable = DEFAULT_TABLE,
    ) -> Interval:
        """Return the numbers that the figure stands for under a reading, in base units.

        `level` allows the charitable reading its revision of levels (figures in percent, points, ratios and
        exact counts get none either way). `exact` is for ordinals: a bare one is a point, a hedged one has
        no end on its open side. `at_least` is the least value of the metric: it cuts the open side of
        `below` and `at most`. Hedges of negative figures speak of the magnitude: `above -5` is below -5.
        """
        which = (reading is Reading.PLAIN) | level << 1 | exact << 2
        known = self._intervals.get(which)
        if known is not None and known[0] is table and (known[1] is at_least or known[1] == at_least):
            return known[2]
        found = self._interval(Width(reading, table, level and self.is_level, exact), at_least)
        self._intervals[which] = table, at_least, found
        return found

    def _interval(self, width: Width, at_least: Fraction | None) -> Interval:
        if self.upper is not None:
            return _range(self.hedge, self.amount, self.upper, width)
        result = _mirrored(self.amount, _magnitude(self.hedge, self.amount.magnitude, width))
        if at_least is not None and self.hedge in (_DOWNWARDS if self.amount.value >= 0 else _UPWARDS):
            return result.intersect(Interval.of(at_least, None)) or result
        return result

    def __str__(self) -> str:
        return self.text


def _magnitude(hedge: Hedge, amount: Amount, width: Width) -> Interval:
    if hedge in _UPWARDS:
        return wording.above(amount, width, itself=hedge is Hedge.AT_LEAST)
    if hedge in _DOWNWARDS:
        return wording.below(amount, width, itself=hedge is Hedge.AT_MOST)
    if hedge is Hedge.NEARLY:
        return wording.nearly(amount, width)
    if hedge is Hedge.ABOUT:
        return wording.about(amount, width)
    if hedge is Hedge.DOZENS:
        return wording.plural(amount, width)
    if hedge is Hedge.FRACTION:
        return wording.fraction(amount, width)
    return wording.bare(amount, width)


def _range(hedge: Hedge, lower: Amount, upper: Amount, width: Width) -> Interval:
    ends = Interval.of(lower.value, upper.value)
    if hedge is Hedge.RANGE and (width.exact or width.reading is Reading.PLAIN):
        return ends
    # About a to b: both ends as about, also plainly.
    each = Hedge.BARE if hedge is Hedge.RANGE else hedge
    first = _mirrored(lower, _magnitude(each, lower.magnitude, width))
    last = _mirrored(upper, _magnitude(each, upper.magnitude, width))
    return ends.hull(first).hull(last)


def _mirrored(amount: Amount, interval: Interval) -> Interval:
    return -interval if amount.value < 0 else interval
