"""Years of days and days of years, remembered: claims speak of few dates again and again."""

from __future__ import annotations

from functools import lru_cache

from claimcheck.rules.evaluate import days_of, years_of
from claimcheck.values.interval import Exact, Interval

MAX_DATES = 10_000


@lru_cache(maxsize=MAX_DATES)
def known_years(lo: Exact | None, hi: Exact | None) -> Interval:
    """Return the calendar years between two days; those of a day that is left out count as well."""
    return years_of(Interval(lo, hi))


@lru_cache(maxsize=MAX_DATES)
def known_days(lo: Exact | None, hi: Exact | None, lo_open: bool, hi_open: bool) -> Interval | None:
    """Return the days of calendar years, or None when no year is whole or on the calendar."""
    return days_of(Interval(lo, hi, lo_open, hi_open))
