"""Axes of pictures: where a number or a day lies between two edges, and which marks an axis bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from claimcheck.engine.explaining.show import number, scale_of
from claimcheck.values.interval import Exact, Interval
from claimcheck.values.value_class import value_class

MAX_MARKS = 6
_PAD = Fraction(1, 8)
_FIRST_DAY, _LAST_DAY = 1, date.max.toordinal()
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_DAY_STEPS = (1, 2, 5, 10)
_DAYS_OF_MONTH_STEPS = 70


@value_class
class Mark:
    """A mark of an axis: where it is, in percent, and what it says."""

    at: str
    says: str


@value_class
class Scale:
    """Numbers from `lo` to `hi`, from the left edge of a picture to the right one."""

    lo: Fraction
    hi: Fraction

    @classmethod
    def around(cls, intervals: Sequence[Interval], floor: Fraction | None = None) -> Scale | None:
        """Return a scale with room on both sides of every finite end; None where there is no end at all."""
        ends = [Fraction(end) for each in intervals for end in (each.lo, each.hi) if end is not None]
        if not ends:
            return None
        lo, hi = min(ends), max(ends)
        pad = (hi - lo) * _PAD or max(abs(hi) * _PAD, Fraction(1))
        left = lo - pad
        if floor is not None and lo >= floor:
            left = max(left, floor)
        return cls(left, hi + pad)

    def share(self, value: Exact) -> Fraction:
        """Return where a value lies, from 0 at the left edge to 1; what lies outside is at the edge."""
        return min(Fraction(1), max(Fraction(0), (value - self.lo) / (self.hi - self.lo)))

    def at(self, value: Fraction) -> str:
        """Return where a value lies as SVG writes it: `12.5%`."""
        return percent(self.share(value))


def percent(share: Fraction) -> str:
    """Return a share with two decimals, as SVG writes lengths."""
    hundredths = round(share * 10_000)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}%" if rest else f"{whole}%"


def number_marks(scale: Scale, times: int = 1) -> tuple[tuple[Mark, ...], str]:
    """Return round numbers along a scale, and the word of the unit that they are in, such as `billion`.

    `times` is 100 for percentages.
    """
    factor, word = scale_of([scale.lo * times, scale.hi * times])
    step = _round_step((scale.hi - scale.lo) * times / factor)
    first = -(-(scale.lo * times / factor) // step)
    marks = []
    for i in range(MAX_MARKS + 1):
        value = (first + i) * step
        if value * factor / times > scale.hi:
            break
        marks.append(Mark(scale.at(value * factor / times), number(value, 6)))
    return tuple(marks), word


def _round_step(span: Fraction) -> Fraction:
    """Return 1, 2 or 5 times a power of ten that cuts a span into at most `MAX_MARKS` pieces."""
    step = Fraction(1)
    while step * MAX_MARKS < span:
        step *= 10
    while step / 10 * MAX_MARKS >= span:
        step /= 10
    for part in (5, 2):
        if step / part * MAX_MARKS >= span:
            return step / part
    return step


def day_marks(scale: Scale) -> tuple[Mark, ...]:
    """Return days, months or years along a scale of days, in EDTF."""
    lo, hi = max(_FIRST_DAY, int(scale.lo)), min(_LAST_DAY, int(scale.hi))
    if lo >= hi:
        return ()
    span = hi - lo
    found = _months(lo, hi, span) if span > _DAYS_OF_MONTH_STEPS else _days(lo, hi, span)
    return tuple(Mark(scale.at(Fraction(day)), says) for day, says in found)


def _days(lo: int, hi: int, span: int) -> Iterator[tuple[int, str]]:
    step = next((step for step in _DAY_STEPS if step * MAX_MARKS >= span), 20)
    return ((day, date.fromordinal(day).isoformat()) for day in range(lo + 1, hi, step))


def _months(lo: int, hi: int, span: int) -> Iterator[tuple[int, str]]:
    step = next((step for step in _MONTH_STEPS if step * 31 * MAX_MARKS >= span), _MONTH_STEPS[-1])
    start = date.fromordinal(lo)
    months = start.year * 12 + start.month - 1
    for number_of in range(-(-months // step) * step, months + step * (MAX_MARKS + 2), step):
        year, month = divmod(number_of, 12)
        if not 1 <= year <= date.max.year:
            continue
        day = date(year, month + 1, 1).toordinal()
        if lo <= day <= hi:
            yield day, f"{year:04}" if step % 12 == 0 else f"{year:04}-{month + 1:02}"
