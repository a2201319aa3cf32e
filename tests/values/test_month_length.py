"""Months are as long as the standard library says."""

from __future__ import annotations

from calendar import monthrange

from claimcheck.values.civil import FIRST_YEAR, LAST_YEAR, month_length


def test_every_month_is_as_long_as_the_calendar_says() -> None:
    for year in (*range(FIRST_YEAR, LAST_YEAR, 7), *range(1896, 2105), 1600, 1700, 2000, LAST_YEAR):
        assert [month_length(year, month) for month in range(1, 13)] == [monthrange(year, m)[1] for m in range(1, 13)]
