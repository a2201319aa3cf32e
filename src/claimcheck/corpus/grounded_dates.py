"""Whether the dates and weekdays of a claim follow from its passage, the source's date or the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from claimcheck.claims.fields import WEEKDAYS
from claimcheck.corpus.grounded_calendar import Calendar, Days
from claimcheck.corpus.grounded_mentions import Mentions, dates_shown, mentions_in, says_month, says_year
from claimcheck.corpus.grounded_numbers import Miss
from claimcheck.corpus.grounded_relative import Relative, relative_in
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.values.civil import FIRST_DAY, LAST_DAY, add_months, whole_months
from claimcheck.values.dates import DateError, DateSpan, parse_date
from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

_DOUBTS = str.maketrans("", "", "~?%")
_FISCAL = late(r"FY ?([0-9]{4})(?:-[A-Z]?([0-9]))?")
_SEASON = late(r"([0-9]{4})-(2[1-4])")
_YEAR_OR_MONTH = late(r"([1-9][0-9]{3})(?:-(0[1-9]|1[0-2]))?")
_NEAR = 7
_NEAREST_MONTHS = 6


def date_miss(span: DateSpan, text: str, calendar: Calendar, vocabulary: Vocabulary) -> Miss | None:
    """Return why a date does not follow from the text of a paragraph and a calendar, or None when it does."""
    if is_said(span.text, text):
        return None
    about = _About(mentions_in(text), relative_in(text), calendar)
    # The days of a fiscal period are those of other quarters: its own parts have to be said.
    if not _FISCAL.search(span.text) and _follows(span, about):
        return None
    for piece in _pieces(span.text):
        if not _piece_follows(piece, about, vocabulary):
            return _absent(span, piece, about, text)
    return None


def is_said(written: str, text: str) -> bool:
    """Whether a year, or a year and the name of a month, stand there: a quick look, right whenever it says yes."""
    said = _said_by(written)
    return said is not None and says_year(text, said[0]) and (not said[1] or says_month(text, said[1]))


@lru_cache(maxsize=4096)
def _said_by(written: str) -> tuple[int, int] | None:
    """Return a year and a month, or a year and 0; None where a date is written in another way."""
    found = _YEAR_OR_MONTH.fullmatch(written)
    return None if found is None else (int(found.group(1)), int(found.group(2) or 0))


def base_follows(base: DateSpan, period: DateSpan | None, text: str) -> bool:
    """Whether a base is the period just before the claim's, or with `year-on-year` the one a year before."""
    if period is None or period.earliest is None or period.latest is None or base.earliest is None:
        return False
    lo, hi = period.earliest, period.latest
    months = whole_months(lo, hi)
    if base.latest == lo - 1 and months is not None and whole_months(base.earliest, lo - 1) == months:
        return True
    year_ago = (add_months(lo, -12), add_months(hi + 1, -12) - 1) if hi < LAST_DAY else None
    return relative_in(text).year_before and (base.earliest, base.latest) == year_ago


def weekday_miss(weekday: str, text: str, calendar: Calendar) -> Miss | None:
    """Return why a weekday does not follow from a text, or None when it does. Its date is another matter."""
    wanted = WEEKDAYS.index(weekday)
    said = mentions_in(text).weekdays
    if wanted in said:
        return None
    lo, hi = calendar.published
    if lo is not None and lo == hi:
        for first, last in relative_in(text).days:
            if last - first < _NEAR and any((lo + step - 1) % 7 == wanted for step in range(first, last + 1)):
                return None
    names = ", ".join(WEEKDAYS[number] for number in sorted(said))
    there = f"the weekdays there are {names}" if len(said) > 1 else f"it says {names}"
    return Miss(
        f'"{weekday}" does not follow from the quote or its paragraph: '
        + (there if said else "no weekday stands there"),
        f"the weekday there is {names}" if len(said) == 1 else None,
    )


@value_class
class _About:
    """What the words and the calendar say together."""

    said: Mentions
    relative: Relative
    calendar: Calendar

    def published_years(self) -> set[int]:
        """The years in which the source may have been published; of an open or a long span, its ends."""
        lo, hi = self.calendar.published
        found = {date.fromordinal(day).year for day in (lo, hi) if day is not None}
        return set(range(min(found), max(found) + 1)) if found and max(found) - min(found) < 20 else found

    def years(self) -> set[int]:
        """The years that are named, that of publication, and those a step from them."""
        published = self.published_years()
        found = set(self.said.years) | published
        found |= {year + step for year in published for step in self.relative.years}
        stepped = set(found)
        if self.relative.year_before:
            stepped |= {year - 1 for year in found}
        if self.relative.year_after:
            stepped |= {year + 1 for year in found}
        return stepped

    def windows(self) -> Iterator[tuple[int, int]]:
        """The days near publication that weekdays, `yesterday` and the like mean."""
        lo, hi = self.calendar.published
        if lo is not None and hi is not None:
            for first, last in self.relative.days:
                yield lo + first, hi + last

    def near_years(self) -> set[int]:
        """The years that a month without a year may belong to: those named, and one on either side."""
        return self.years() | {year + step for year in self.published_years() for step in (-1, 1)}


def _pieces(text: str) -> Iterator[str]:
    """Yield the single dates that a date is made of: both ends, all members of a set."""
    body = text.strip().strip("[]{}")
    for word in ("before ", "after "):
        body = body.removeprefix(word)
    for member in body.split(","):
        for end in re.split(r"/|\.\.", member):
            if end.strip():
                yield end.strip().translate(_DOUBTS)


def _piece_follows(piece: str, about: _About, vocabulary: Vocabulary) -> bool:
    fiscal = _FISCAL.search(piece)
    if fiscal is not None:
        part = int(fiscal.group(2)) if fiscal.group(2) else None
        said = about.said.quarters | about.said.halves
        return int(fiscal.group(1)) in about.near_years() and (part is None or part in said)
    season = _SEASON.fullmatch(piece)
    if season is not None:
        number = int(season.group(2)) - 20
        return int(season.group(1)) in about.near_years() and number in about.said.seasons
    try:
        return _follows(parse_date(piece, vocabulary.calendars), about)
    except DateError:
        return False


def _follows(span: DateSpan, about: _About) -> bool:
    """Whether all that a date says follows: it holds a known date, or each of its parts is said."""
    lo, hi = span.earliest, span.latest
    if (lo, hi) in about.calendar.others:
        return True
    if lo is None or hi is None or (_is_composed(span.text) and not _is_period(lo, hi)):
        return False
    known = (about.calendar.published, *about.calendar.own)
    if any(a is not None and b is not None and lo <= a and b <= hi for a, b in known):
        return True
    if any(first <= hi and last >= lo for first, last in about.windows()):
        return True
    first, last = date.fromordinal(lo), date.fromordinal(hi)
    if lo == hi:
        return _day_follows(first, about)
    if whole_months(lo, hi) is None:
        return any(lo <= day <= hi for day in _whole_dates(about))
    return _months_follow(first, last, about)


def _is_composed(text: str) -> bool:
    """Whether a date is an interval or a set, whose parts have to follow one by one."""
    return "/" in text or text[:1] == "["


def _is_period(lo: int, hi: int) -> bool:
    """Whether an interval is a period with a name of its own, such as a month, a half or a decade."""
    return whole_months(lo, hi) in {1, 3, 6, 12, 120, 1200}


def _whole_dates(about: _About) -> Iterator[int]:
    for year, month, day in about.said.dates:
        try:
            yield date(year, month, day).toordinal()
        except ValueError:
            continue


def _day_follows(day: date, about: _About) -> bool:
    if (day.year, day.month, day.day) in about.said.dates:
        return True
    if day.year not in about.near_years():
        return False
    if (day.month, day.day) in about.said.days:
        return True
    return day.day in about.said.days_alone and day.month in (about.said.months | _near_months(about))


def _near_months(about: _About) -> set[int]:
    """The months of publication and on either side of it."""
    found: set[int] = set()
    for day in about.calendar.published:
        if day is not None:
            month = date.fromordinal(day).month
            found |= {month, month % 12 + 1, (month - 2) % 12 + 1}
    return found


def _months_follow(first: date, last: date, about: _About) -> bool:
    """Whether a span of whole months is said: as months, a quarter, a half, years, a decade or a century."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count == 12 and first.month == 1:
        return first.year in about.years() or _is_year_of_month(first.year, about) or _in_decade(first, about)
    if count % 12 == 0 and first.month == 1:
        return _years_follow(first.year, last.year, about)
    if first.year not in about.near_years() or count > 12:
        return False
    if count == 1 and _step_of_months(first, about):
        return True
    if count == 3 and _step_of_quarters(first, about):
        return True
    numbered = {3: about.said.quarters, 6: about.said.halves}.get(count, frozenset())
    if (first.month - 1) % count == 0 and (first.month - 1) // count + 1 in numbered:
        return True
    months = about.said.months | (about.said.parts if first.year in about.years() else frozenset())
    return {first.month, last.month} <= months


def _years_follow(first: int, last: int, about: _About) -> bool:
    if last - first == 9 and first % 10 == 0 and first in about.said.decades:
        return True
    if last - first == 99 and (first // 100 + 1) in about.said.centuries:
        return True
    return any(first <= year <= last for year in about.said.years)


def _in_decade(year: date, about: _About) -> bool:
    """Whether a year is that of `the early 1990s`."""
    return bool(about.said.parts) and year.year // 10 * 10 in about.said.decades


def _is_year_of_month(year: int, about: _About) -> bool:
    """Whether a month that is named without a year is nearest to publication in this year."""
    for day in about.calendar.published:
        if day is None:
            continue
        published = date.fromordinal(day)
        now = published.year * 12 + published.month
        if any(abs(year * 12 + month - now) <= _NEAREST_MONTHS for month in about.said.months):
            return True
    return any(_step_of_months(date(year, month, 1), about) for month in range(1, 13))


def _step_of_months(first: date, about: _About) -> bool:
    """Whether a month is `last month` or the like."""
    start = first.toordinal()
    return any(
        add_months(_month_start(day), step) == start
        for day in about.calendar.published
        if day is not None
        for step in about.relative.months
        if FIRST_DAY + 31 * abs(step) < day < LAST_DAY - 31 * abs(step)
    )


def _step_of_quarters(first: date, about: _About) -> bool:
    for day in about.calendar.published:
        if day is None:
            continue
        published = date.fromordinal(day)
        now = published.year * 4 + (published.month - 1) // 3
        if first.year * 4 + (first.month - 1) // 3 - now in about.relative.quarters and first.month % 3 == 1:
            return True
    return False


def _month_start(day: int) -> int:
    return date.fromordinal(day).replace(day=1).toordinal()


def _absent(span: DateSpan, piece: str, about: _About, text: str) -> Miss:
    shown = span.text if piece == span.text else f'{piece}" of "{span.text}'
    published = _published(about.calendar.published)
    return Miss(
        f'"{shown}" does not follow from the quote, its paragraph, the source\'s date ({published}) '
        f"or a date of the vocabulary: {_dates_there(dates_shown(text))}",
        "give the date that the text gives, or say with `inferred:` why an editor reads it so",
    )


def _dates_there(shown: tuple[str, ...]) -> str:
    if not shown:
        return "no date stands there"
    return f"the dates there are {', '.join(shown)}" if len(shown) > 1 else f"the date there is {shown[0]}"


def _published(span: Days) -> str:
    lo, hi = span
    return DateSpan.of_days(lo, hi).text if lo is not None or hi is not None else "unknown"
