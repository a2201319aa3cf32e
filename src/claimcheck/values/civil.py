"""Day numbers of the proleptic Gregorian calendar, years 1 to 9999, and arithmetic with months."""

from __future__ import annotations

from datetime import date

FIRST_DAY = 1  # 0001-01-01
LAST_DAY = date.max.toordinal()  # 9999-12-31
FIRST_YEAR, LAST_YEAR = 1, 9999

Span = tuple[int | None, int | None]
"""Days from one to another, both included; None is open."""
Spans = tuple[Span, ...]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class DateError(ValueError):
    """A text that is no date, a date that does not exist, or a step that a period does not have."""


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of a day, where 1 is 0001-01-01. The day must exist."""
    return date(year, month, day).toordinal()


def month_length(year: int, month: int) -> int:
    """Return the number of days in a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def months_span(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the first and last day of so many whole months that begin with the month given.

    Days before year 1 and after year 9999 are cut off; DateError when nothing is left.
    """
    return _cut(_month_start(year * 12 + month - 1), _month_start(year * 12 + month - 1 + count) - 1)


def years_span(first: int, last: int) -> tuple[int, int]:
    """Return the first and last day of whole years, cut to years 1 to 9999."""
    return months_span(first, 1, (last - first + 1) * 12)


def add_months(day: int, count: int) -> int:
    """Return the same day of the month so many months later, at most the last day of that month.

    Outside the years 1 to 9999 there are only two days: that before `FIRST_DAY` and that after `LAST_DAY`.
    """
    start = date.fromordinal(day)
    index = start.year * 12 + start.month - 1 + count
    first = _month_start(index)
    if not FIRST_DAY <= first <= LAST_DAY:
        return first
    return first + min(start.day, month_length(index // 12, index % 12 + 1)) - 1


def clamp(day: int) -> int:
    """Return the nearest day of the years 1 to 9999."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def closed(span: Span) -> tuple[int, int]:
    """Return a span with the day before the first year and the day after the last in place of open ends."""
    lo, hi = span
    return FIRST_DAY - 1 if lo is None else lo, LAST_DAY + 1 if hi is None else hi


def touch(a: Span, b: Span) -> bool:
    """Whether two spans share a day."""
    (a_lo, a_hi), (b_lo, b_hi) = closed(a), closed(b)
    return a_lo <= b_hi and b_lo <= a_hi


def holds(big: Span, small: Span) -> bool:
    """Whether the first span holds all days of the second."""
    (big_lo, big_hi), (small_lo, small_hi) = closed(big), closed(small)
    return big_lo <= small_lo and small_hi <= big_hi


def whole_months(lo: int, hi: int) -> int | None:
    """Return how many whole months the days from lo to hi are, or None when they are not.

    The months may begin on any day up to the 28th: 2022-04-06 to 2023-04-05 are twelve.
    """
    start = date.fromordinal(lo)
    if start.day > 28 or hi < lo:
        return None
    if hi == LAST_DAY:
        return (LAST_YEAR - start.year) * 12 + 13 - start.month if start.day == 1 else None
    end = date.fromordinal(hi + 1)
    if end.day != start.day:
        return None
    return (end.year - start.year) * 12 + end.month - start.month


def merged(spans: list[Span]) -> Spans:
    """Return the same days as disjoint ascending spans; spans that touch become one."""
    ordered = sorted(spans, key=lambda span: (span[0] is not None, span[0] or 0))
    result: list[Span] = []
    for lo, hi in ordered:
        last_hi = result[-1][1] if result else 0
        if result and (last_hi is None or lo is None or lo <= last_hi + 1):
            top = None if last_hi is None or hi is None else max(last_hi, hi)
            result[-1] = (result[-1][0], top)
        else:
            result.append((lo, hi))
    return tuple(result)


def _month_start(index: int) -> int:
    """Return the first day of a month counted from year 0; outside the calendar, the day next to it."""
    year, month = divmod(index, 12)
    if year < FIRST_YEAR:
        return FIRST_DAY - 1
    if year > LAST_YEAR:
        return LAST_DAY + 1
    return day_number(year, month + 1, 1)


def _cut(lo: int, hi: int) -> tuple[int, int]:
    lo, hi = max(lo, FIRST_DAY), min(hi, LAST_DAY)
    if lo > hi:
        raise DateError("dates go from year 0001 to year 9999")
    return lo, hi
