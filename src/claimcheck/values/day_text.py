"""Days as the shortest text that a claim could use for them."""

from __future__ import annotations

from datetime import date

from claimcheck.values.civil import FIRST_DAY, LAST_DAY, DateError, month_length

_YEAR, _MONTH, _DAY = range(3)


def format_days(lo: int | None, hi: int | None) -> str:
    """Return the shortest text for the days from lo to hi, both included; None is an open end.

    Whole years, halves, quarters and months are named as such (`1992`, `2023-H1`, `2023-Q3`, `2022-09`).
    Other days are an interval with ends of one precision (`1991/1993`, `2013-09-07/2013-09-12`, `../2010`).
    `parse_date` reads it back to the same days. DateError for days outside the years 1 to 9999, or backwards.
    """
    _check(lo, hi)
    if lo is None or hi is None:
        return f"{_start(lo)}/{_end(hi)}"
    first, last = date.fromordinal(lo), date.fromordinal(hi)
    level = max(_level_of_start(first), _level_of_end(last))
    if level == _MONTH and (name := _part_of_year(first, last)):
        return name
    start, end = _cut(first, level), _cut(last, level)
    return start if start == end else f"{start}/{end}"


def _start(lo: int | None) -> str:
    if lo is None:
        return ".."
    first = date.fromordinal(lo)
    return _cut(first, _level_of_start(first))


def _end(hi: int | None) -> str:
    if hi is None:
        return ".."
    last = date.fromordinal(hi)
    return _cut(last, _level_of_end(last))


def _check(lo: int | None, hi: int | None) -> None:
    for day in (lo, hi):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise DateError(f"day number {day} is outside the years 0001 to 9999")
    if lo is not None and hi is not None and lo > hi:
        raise DateError(f"{format_days(hi, hi)} comes before {format_days(lo, lo)}; give the earlier day first")


def _level_of_start(first: date) -> int:
    if first.day != 1:
        return _DAY
    return _YEAR if first.month == 1 else _MONTH


def _level_of_end(last: date) -> int:
    if last.day != month_length(last.year, last.month):
        return _DAY
    return _YEAR if last.month == 12 else _MONTH


def _part_of_year(first: date, last: date) -> str | None:
    """Name a calendar half or quarter of one year; the ends are known to be those of months."""
    count = last.month - first.month + 1
    if first.year != last.year or count not in (3, 6) or (first.month - 1) % count:
        return None
    return f"{first.year:04d}-{'H' if count == 6 else 'Q'}{(first.month - 1) // count + 1}"


def _cut(day: date, level: int) -> str:
    return day.isoformat()[: (4, 7, 10)[level]]
