"""Dates as worded, each a set of possible days, and their three-valued comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from claimcheck.values.civil import FIRST_DAY, LAST_DAY, DateError, Span, Spans, closed, holds, merged, touch
from claimcheck.values.day_text import format_days
from claimcheck.values.edtf import Piece, parse_piece, widened
from claimcheck.values.fiscal import FiscalCalendar
from claimcheck.values.interval import Interval
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import value_class

__all__ = [
    "DateError",
    "DateSpan",
    "before",
    "format_days",
    "parse_date",
    "same_day",
    "within",
]

Calendars = Mapping[str, FiscalCalendar]
NO_CALENDARS: Calendars = MappingProxyType({})
_LONGEST = 120
_MOST_MEMBERS = 40


@value_class
class DateSpan:
    """A date as the set of days that it can be; days are numbered as `datetime.date.toordinal` does.

    `spans` are disjoint, ascending and closed; None is an open end. `approximate` (`~`) widens the set in the
    charitable reading: a day by a week, a month, quarter or season by a month, a year by a year, and longer
    periods by half of themselves, on both sides. `uncertain` (`?`) doubts the source and changes no day.
    `charitable_spans` is the set in the charitable reading; it defaults to `spans`.
    """

    text: str
    spans: Spans
    precision: str
    approximate: bool = False
    uncertain: bool = False
    charitable_spans: Spans = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.spans:
            raise DateError("a date needs at least one possible day")
        if any(a[1] is None or b[0] is None or b[0] <= a[1] for a, b in pairwise(self.spans)):
            raise DateError("the spans of a date are disjoint and ascending")
        if not self.charitable_spans:
            object.__setattr__(self, "charitable_spans", self.spans)

    @classmethod
    def of_days(cls, lo: int | None, hi: int | None) -> DateSpan:
        """Make a date from its first and last possible day."""
        is_day = lo is not None and lo == hi
        return cls(format_days(lo, hi), ((lo, hi),), "day" if is_day else "interval")

    @property
    def earliest(self) -> int | None:
        """The first possible day; None when there is none."""
        return self.spans[0][0]

    @property
    def latest(self) -> int | None:
        """The last possible day; None when there is none."""
        return self.spans[-1][1]

    @property
    def is_day(self) -> bool:
        """Whether only one day is possible."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_one_period(self) -> bool:
        """Whether the possible days have no gap: `[2021,2023]` has one."""
        return len(self.spans) == 1

    def possible(self, charitable: bool) -> Spans:
        """Return the possible days in a reading."""
        return self.charitable_spans if charitable else self.spans

    def days(self, charitable: bool) -> Interval:
        """Return the hull of the possible days, as day numbers with closed ends."""
        lo, hi = _hull(self, charitable)
        return Interval(lo, hi)

    def years(self, charitable: bool = False) -> tuple[int | None, int | None]:
        """Return the first and last possible calendar year; None is open."""
        lo, hi = _hull(self, charitable)
        return _year(lo), _year(hi)

    def __str__(self) -> str:
        return self.text


def parse_date(text: str, calendars: Calendars = NO_CALENDARS) -> DateSpan:
    """Read a date; `calendars` are the fiscal calendars by name, for `FY2019-Q3` or `NAME:FY2019`.

    DateError, which says what would work, for a text that is no date and for a date that does not exist.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        raise DateError(f"a date of {len(stripped)} characters is too long; dates look like 2022-09-16")
    if not stripped:
        raise DateError("the date is empty; dates look like 2022, 2022-09 or 2022-09-16")
    found = _parse(stripped, calendars)
    if found is None:
        raise DateError(_explain(stripped, calendars))
    return found


def before(a: DateSpan, b: DateSpan, charitable: bool = False) -> Truth:
    """Whether the day of a comes strictly before the day of b."""
    (a_lo, a_hi), (b_lo, b_hi) = closed(_hull(a, charitable)), closed(_hull(b, charitable))
    return Truth.decide(always=a_hi < b_lo, sometimes=a_lo < b_hi)


def same_day(a: DateSpan, b: DateSpan, charitable: bool = False) -> Truth:
    """Whether a and b are the same day; certain only for two single days."""
    (a_lo, a_hi), (b_lo, b_hi) = closed(_hull(a, charitable)), closed(_hull(b, charitable))
    return Truth.decide(always=a_lo == a_hi == b_lo == b_hi, sometimes=_meet(a, b, charitable))


def within(a: DateSpan, b: DateSpan, charitable: bool = False) -> Truth:
    """Whether the day of a lies in the period b. Charitably an approximate period has no certain inside."""
    vague = charitable and b.charitable_spans != b.spans
    inside = all(any(holds(big, small) for big in b.spans) for small in a.possible(charitable))
    return Truth.decide(always=inside and not vague, sometimes=_meet(a, b, charitable))


def _meet(a: DateSpan, b: DateSpan, charitable: bool) -> bool:
    return any(touch(x, y) for x in a.possible(charitable) for y in b.possible(charitable))


def _hull(date_span: DateSpan, charitable: bool) -> Span:
    spans = date_span.possible(charitable)
    return spans[0][0], spans[-1][1]


def _year(day: int | None) -> int | None:
    return None if day is None else date.fromordinal(day).year


def _parse(text: str, calendars: Calendars) -> DateSpan | None:
    word, _, rest = text.partition(" ")
    if word in ("before", "after"):
        return _one_sided(text, word, rest.strip(), calendars)
    if text[0] == "[" and text[-1] == "]":
        return _one_of(text, calendars)
    if text[0] == "{":
        dates = ", ".join(part.strip() for part in text.strip("{}").split(",")[:3])
        raise DateError(f"`{text}` means all of these dates; write them as a YAML list, [{dates}], without quotes")
    if "/" in text:
        return _interval(text, calendars)
    piece = parse_piece(text, calendars)
    return None if piece is None else _from_pieces(text, piece.spans, piece.outer, piece.precision, [piece])


def _from_pieces(text: str, spans: Spans, outer: Spans, precision: str, pieces: list[Piece]) -> DateSpan:
    approximate = any(piece.approximate for piece in pieces)
    uncertain = any(piece.uncertain for piece in pieces)
    return DateSpan(text, spans, precision, approximate, uncertain, outer)


def _one_sided(text: str, word: str, rest: str, calendars: Calendars) -> DateSpan | None:
    piece = parse_piece(rest, calendars)
    if piece is None:
        return None
    spans = _beyond(text, word, piece.spans)
    wide = _beyond(text, word, piece.wide)
    outer = widened(wide, piece.precision) if piece.approximate else wide
    return _from_pieces(text, spans, outer, "interval", [piece])


def _beyond(text: str, word: str, spans: Spans) -> Spans:
    """Return the days before or after a date, of several possible dates the one that leaves the most."""
    first_end, last_start = spans[0][1], spans[-1][0]
    if word == "before" and last_start is not None and last_start > FIRST_DAY:
        return ((None, last_start - 1),)
    if word == "after" and first_end is not None and first_end < LAST_DAY:
        return ((first_end + 1, None),)
    raise DateError(f"there are no days {text}; dates go from year 0001 to year 9999")


def _interval(text: str, calendars: Calendars) -> DateSpan | None:
    parts = [part.strip() for part in text.split("/")]
    if len(parts) != 2:
        return None
    if not any(parts):
        raise DateError(f"`{text}` has neither end; write ../.. for an interval that is open on both sides")
    pieces = [None if part in ("", "..") else parse_piece(part, calendars) for part in parts]
    if any(piece is None and part not in ("", "..") for piece, part in zip(pieces, parts, strict=True)):
        return None
    start, end = pieces
    plain = (start.spans[0][0] if start else None, end.spans[-1][1] if end else None)
    wide = (start.outer[0][0] if start else None, end.outer[-1][1] if end else None)
    if plain[0] is not None and plain[1] is not None and plain[0] > plain[1]:
        raise DateError(f"`{text}` ends before it begins; write {parts[1]}/{parts[0]}")
    known = [piece for piece in pieces if piece]
    return _from_pieces(text, (plain,), (wide,), "unknown" if "" in parts else "interval", known)


def _one_of(text: str, calendars: Calendars) -> DateSpan | None:
    members = [member.strip() for member in text[1:-1].split(",")]
    if len(members) > _MOST_MEMBERS:
        raise DateError(f"{len(members)} dates are too many for one of a set; at most {_MOST_MEMBERS} are read")
    dates = [_member(member, calendars) for member in members]
    known = [each for each in dates if each]
    if len(known) != len(dates):
        return None
    precisions = {each.precision for each in known}
    return DateSpan(
        text,
        merged([span for each in known for span in each.spans]),
        precisions.pop() if len(precisions) == 1 else "interval",
        any(each.approximate for each in known),
        any(each.uncertain for each in known),
        merged([span for each in known for span in each.charitable_spans]),
    )


def _member(text: str, calendars: Calendars) -> DateSpan | None:
    """Read one member of a set: a date, or a range of dates with two points."""
    if not text:
        return None
    if ".." not in text:
        return None if "/" in text or text[0] in "[{" else _parse(text, calendars)
    start, _, end = text.partition("..")
    return _interval(f"{start or '..'}/{end or '..'}", calendars)


def _explain(text: str, calendars: Calendars) -> str:
    """Return the sentence for a text that is no date."""
    if special := _explain_special(text):
        return special
    from claimcheck.values.date_hints import suggestions

    readable = [each for each in suggestions(text) if _readable(each, calendars)]
    if readable:
        return f"`{text}` is not written as a date; write {' or '.join(dict.fromkeys(readable[:2]))}"
    return f"`{text}` is not a date; dates look like 2022, 2022-09, 2022-09-16, 2017/2022 or `before 2010`"


def _explain_special(text: str) -> str | None:
    digits = text.lstrip("-−Yy")
    if text[0] in "-−Yy" and digits[:1].isdecimal() and digits.replace("-", "").isdecimal():
        return f"`{text}` is outside the years 0001 to 9999; claims about other years cannot be dated"
    if digits.isdecimal() and len(digits) in (5, 6):
        return f"`{text}` is outside the years 0001 to 9999; a month is written as in 2022-09"
    return None


def _readable(text: str, calendars: Calendars) -> bool:
    try:
        return len(text) <= _LONGEST and text != "" and _parse(text, calendars) is not None
    except DateError:
        return False
