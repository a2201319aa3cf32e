"""Fiscal calendars: which days FY2019 or FY2019-Q3 of one reporter are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from claimcheck.values.civil import DateError, add_months, day_number
from claimcheck.values.value_class import value_class

_PARTS = {
    "": (0, 12),
    "H1": (0, 6),
    "H2": (6, 6),
    "Q1": (0, 3),
    "Q2": (3, 3),
    "Q3": (6, 3),
    "Q4": (9, 3),
}


@value_class
class FiscalCalendar:
    """A year of twelve months that begins on a fixed day.

    `named_by` says which calendar year gives the fiscal year its number: the one in which it ends (FY2019 of
    a year that begins in October is 2018-10/2019-09) or the one in which it starts. A calendar whose year
    ends on a weekday (52 or 53 weeks) cannot be declared; claims give its days outright.

    Raises ValueError for a month or day that not every year has.
    """

    name: str
    starts_month: int
    starts_day: int = 1
    named_by: Literal["end", "start"] = "end"

    def __post_init__(self) -> None:
        if not 1 <= self.starts_month <= 12:
            raise ValueError(f"a fiscal year cannot start in month {self.starts_month}; months are 1 to 12")
        if not 1 <= self.starts_day <= 28:
            raise ValueError(
                f"a fiscal year cannot start on day {self.starts_day} of a month; days are 1 to 28, "
                "so that every quarter has one"
            )
        if self.named_by not in ("end", "start"):
            raise ValueError(f"a fiscal year is named by its `end` or its `start`, not by {self.named_by!r}")

    def period(self, year: int, part: str = "") -> tuple[int, int]:
        """Return the first and last day of a fiscal year or of its part (Q1 to Q4, H1, H2).

        DateError for another part and for a year that reaches outside the years 1 to 9999.
        """
        if part not in _PARTS:
            raise DateError(f"a fiscal year has no part {part}; its parts are Q1 to Q4, H1 and H2")
        first_year = year - 1 if self.named_by == "end" and not self._is_calendar_year else year
        if not 1 <= first_year <= (9999 if self._is_calendar_year else 9998):
            raise DateError(f"FY{year:04d} of {self.name} reaches outside the years 0001 to 9999")
        skip, count = _PARTS[part]
        start = day_number(first_year, self.starts_month, self.starts_day)
        return add_months(start, skip), add_months(start, skip + count) - 1

    @property
    def _is_calendar_year(self) -> bool:
        return self.starts_month == 1 and self.starts_day == 1


def find_calendar(name: str | None, written: str, calendars: Mapping[str, FiscalCalendar]) -> FiscalCalendar:
    """Return the calendar that a fiscal period means: the one named, or the only one that is declared.

    DateError when there is none of that name, or when none or several are declared and none is named.
    """
    if name is not None:
        if name in calendars:
            return calendars[name]
        raise DateError(f"`{written}` names the calendar `{name}`, which is not declared; {_declared(calendars)}")
    if len(calendars) == 1:
        return next(iter(calendars.values()))
    if not calendars:
        raise DateError(
            f"`{written}` is a fiscal period, and the vocabulary declares no calendar; "
            "declare one under `calendars:`, or give the months, as in 2018-10/2019-09"
        )
    first = min(calendars)
    raise DateError(f"`{written}` fits several calendars; name one, as in `{first}:{written}`")


def _declared(calendars: Mapping[str, FiscalCalendar]) -> str:
    names = ", ".join(f"`{name}`" for name in sorted(calendars)[:5])
    return f"declared are {names}" if names else "the vocabulary declares none"
