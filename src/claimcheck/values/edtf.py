"""Single dates as sets of days: EDTF and the periods that claims add to it (2023-Q3, FY2019-H1)."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.values.civil import (
    FIRST_YEAR,
    LAST_DAY,
    MONTHS,
    DateError,
    Spans,
    add_months,
    clamp,
    day_number,
    merged,
    month_length,
    months_span,
    years_span,
)
from claimcheck.values.fiscal import FiscalCalendar, find_calendar
from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

_DATE = late(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?")
_PART = late(r"([0-9]{4})-([HQ][0-9])")
_FISCAL = late(r"(?:([A-Za-z0-9][A-Za-z0-9._-]*):)?FY([0-9]{4})(?:-([HQ][0-9]))?")

# What `~` allows on either side, in months; a day has a week instead. It is half of the period, or all of it
# where a reader counts in it: "around 1991" is often off by one year, "around the 1990s" hardly by ten.
_SLACK = {
    "month": 1,
    "quarter": 1,
    "season": 1,
    "quadrimester": 2,
    "half": 3,
    "year": 12,
    "decade": 60,
    "century": 600,
}
_DAY_SLACK = 7

_SEASON_STARTS = {21: (3, 9), 22: (6, 12), 23: (9, 3), 24: (12, 6)}  # month, in the north and in the south
# The seasons of the sun begin and end up to this many days after those of the weather service.
_SUN_LAG = 23


@value_class
class Piece:
    """One date: the days that it can be, plainly (`spans`) and in the widest sense of its words (`wide`)."""

    spans: Spans
    wide: Spans
    precision: str
    approximate: bool = False
    uncertain: bool = False

    @property
    def outer(self) -> Spans:
        """The days that it can be charitably: `wide`, and around it when the date is approximate."""
        return widened(self.wide, self.precision) if self.approximate else self.wide


def parse_piece(text: str, calendars: Mapping[str, FiscalCalendar]) -> Piece | None:
    """Read one date, or return None for a text that does not have the form of one.

    DateError when it has the form and there is no such date.
    """
    body, mark = (text[:-1], text[-1]) if text[-1:] in ("~", "?", "%") else (text, "")
    found = _read(body, calendars)
    if found is None:
        return None
    spans, wide, precision = found
    return Piece(spans, wide, precision, mark in ("~", "%"), mark in ("?", "%"))


def widened(spans: Spans, precision: str) -> Spans:
    """Return the days that "about" such a date allows: one or half of its own periods on either side."""
    return merged([(_shift(lo, -1, precision), _shift(hi, 1, precision)) for lo, hi in spans])


def _shift(day: int | None, sign: int, precision: str) -> int | None:
    if day is None:
        return None
    if precision == "day":
        return clamp(day + sign * _DAY_SLACK)
    if sign < 0:
        return clamp(add_months(day, -_SLACK[precision]))
    if day == LAST_DAY:
        return LAST_DAY
    # The last day of a period is not always the 31st, but the day after it is the first of one.
    return clamp(add_months(day + 1, _SLACK[precision]) - 1)


def _read(body: str, calendars: Mapping[str, FiscalCalendar]) -> tuple[Spans, Spans, str] | None:
    if match := _DATE.fullmatch(body):
        return _read_date(body, match[1], match[2], match[3])
    if match := _PART.fullmatch(body):
        return _known(*_part_of_year(body, _year(body, match[1]), match[2]))
    if match := _FISCAL.fullmatch(body):
        calendar = find_calendar(match[1], body, calendars)
        part = match[3] or ""
        return _known(calendar.period(int(match[2]), part), _PRECISION_OF_PART[part[:1]])
    return None


def _known(span: tuple[int, int], precision: str) -> tuple[Spans, Spans, str]:
    return (span,), (span,), precision


def _read_date(body: str, year: str, month: str | None, day: str | None) -> tuple[Spans, Spans, str]:
    if year.endswith("X"):
        return _known(*_unknown_years(body, year, month))
    y = _year(body, year)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise DateError(
                f"`{body}` is a day of an unknown month; write the year, {year}, or the possible dates, "
                f"as in [{year}-01-{day},{year}-02-{day}]"
            )
        return _known(years_span(y, y), "year")
    if int(month) > 12:
        return _read_period(body, y, int(month), day)
    if month == "00":
        raise DateError(f"`{body}`: there is no month 00; months are 01 to 12, and {year} alone is the whole year")
    if day is None or day == "XX":
        return _known(months_span(y, int(month), 1), "month")
    return _known(*_single_day(body, y, int(month), int(day)))


def _single_day(body: str, year: int, month: int, day: int) -> tuple[tuple[int, int], str]:
    length = month_length(year, month)
    if not 1 <= day <= length:
        nearest = 1 if day < 1 else length
        raise DateError(
            f"`{body}` does not exist: {MONTHS[month - 1]} {year:04d} has {length} days; "
            f"the nearest date is {year:04d}-{month:02d}-{nearest:02d}"
        )
    number = day_number(year, month, day)
    return (number, number), "day"


def _year(body: str, digits: str) -> int:
    if int(digits) < FIRST_YEAR:
        raise DateError(f"`{body}`: there is no year 0000; years go from 0001 to 9999")
    return int(digits)


def _unknown_years(body: str, year: str, month: str | None) -> tuple[tuple[int, int], str]:
    if month is not None:
        raise DateError(
            f"`{body}` has a month of an unknown year; write {year}, or the dates that are possible, "
            f"as in [{year.replace('X', '0')}-{month},{year.replace('X', '1')}-{month}]"
        )
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    return years_span(first, last), "century" if year.endswith("XX") else "decade"


def _read_period(body: str, year: int, code: int, day: str | None) -> tuple[Spans, Spans, str]:
    """Read a season, quarter, quadrimester or half, which EDTF writes in the place of a month."""
    if day is not None:
        raise DateError(f"`{body}`: there is no month {code} with days; months are 01 to 12, as in {year:04d}-12")
    if code == year % 100 + 1:
        # Most who write 2022-23 mean two years; read as a season it would silently meet no other claim.
        raise DateError(
            f"`{body}` looks like two years; write {year:04d}/{year + 1:04d} for both of them, "
            f"or months, as in {year:04d}-09/{year:04d}-11, for a part of {year:04d}"
        )
    if 21 <= code <= 24:
        return _season(year, code)
    for first, months, precision in ((33, 3, "quarter"), (37, 4, "quadrimester"), (40, 6, "half")):
        if 0 <= code - first < 12 // months:
            return _known(months_span(year, months * (code - first) + 1, months), precision)
    raise DateError(
        f"`{body}`: there is no month {code}; months are 01 to 12 (the nearest is {year:04d}-12), "
        "seasons 21 to 24, quarters Q1 to Q4 and halves H1 and H2"
    )


def _season(year: int, code: int) -> tuple[Spans, Spans, str]:
    """Read a season: plainly three whole months of the north, where a winter of a year may be either of two.

    Charitably it may be the season of the sun too, and that of the south, since the code names no hemisphere.
    """
    north, south = _SEASON_STARTS[code]
    plain = _season_months(year, north)
    both = plain + _season_months(year, south)
    return plain, merged([(lo, clamp(hi + _SUN_LAG)) for lo, hi in both]), "season"


def _season_months(year: int, start: int) -> tuple[tuple[int, int], ...]:
    if start != 12:
        return (months_span(year, start, 3),)
    years = (year - 1, year) if year > FIRST_YEAR else (year,)
    return tuple(months_span(first, 12, 3) for first in years)


_PRECISION_OF_PART = {"": "year", "H": "half", "Q": "quarter"}


def _part_of_year(body: str, year: int, part: str) -> tuple[tuple[int, int], str]:
    count = {"H": 6, "Q": 3}[part[0]]
    number = int(part[1])
    if not 1 <= number <= 12 // count:
        kind, last = ("halves are H1 and H2", "H2") if count == 6 else ("quarters are Q1 to Q4", "Q4")
        raise DateError(f"`{body}`: there is no {part}; {kind}, and the nearest is {year:04d}-{last}")
    return months_span(year, count * (number - 1) + 1, count), _PRECISION_OF_PART[part[0]]
