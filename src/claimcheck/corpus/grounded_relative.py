"""Dates that a text gives by the day it is read: `last year`, `yesterday`, `on Tuesday`, `year-on-year`."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.corpus.word_hints import WordHints
from claimcheck.values.late_pattern import late
from claimcheck.values.numerals import parse_cardinal
from claimcheck.values.value_class import value_class

_WEEKDAYS = r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?"

DAY_WINDOWS: tuple[tuple[str, str, int, int], ...] = (
    ("a weekday", _WEEKDAYS, -7, 7),
    ("today", r"\b(?:today|tonight|now|currently)\b|\bthis (?:morning|afternoon|evening)\b", -1, 1),
    ("yesterday", r"\b(?:yesterday|overnight)\b|\blast (?:night|evening)\b", -2, 0),
    ("tomorrow", r"\btomorrow\b", 0, 2),
    ("this week", r"\b(?:this|the current) week\b|\b(?:the|this|last|next) weekend\b", -7, 7),
    ("last week", r"\b(?:last|past|previous) week\b|\bfortnight\b", -14, 0),
    ("next week", r"\b(?:next|coming|following) week\b", 0, 14),
)
"""Words that place a day near that of publication: their name, how they are found, first and last day."""

_MONTHS = (
    (late(r"\b(?:this|the current) month\b", re.IGNORECASE), 0),
    (late(r"\b(?:last|past|previous|preceding) month\b", re.IGNORECASE), -1),
    (late(r"\b(?:next|coming|following) month\b", re.IGNORECASE), 1),
)
_QUARTERS = (
    (late(r"\b(?:last|past|previous|preceding) quarter\b", re.IGNORECASE), -1),
    (late(r"\b(?:next|coming|following) quarter\b", re.IGNORECASE), 1),
)
_YEARS = (
    (late(r"\byear before last\b", re.IGNORECASE), -2),
    (late(r"\b(?:last|past) year\b|\byear ago\b", re.IGNORECASE), -1),
    (late(r"\b(?:next|coming) year\b", re.IGNORECASE), 1),
)
_YEAR_BEFORE = late(
    r"\byear[ -](?:on|over|to|by)[ -]year\b|\by[ -/]?o[ -/]?y\b|\bannual(?:ly|ised|ized)?\b"
    r"|\b(?:previous|preceding|prior) year\b|\byear[ -](?:earlier|before(?! last)|prior)\b"
    r"|\bsame (?:period|time|month|quarter|stage)\b",
    re.IGNORECASE,
)
_YEAR_AFTER = late(r"\b(?:following|subsequent) year\b|\byear (?:later|after)\b", re.IGNORECASE)
_AGO = late(r"\b([0-9]{1,3}|[a-z]{3,9}|an?) (year|month|week|day)s? ago\b", re.IGNORECASE)


@value_class
class Relative:
    """What a text says by way of the day of publication.

    `days` are first and last days counted from it, `months`, `quarters` and `years` steps from those of
    publication. `year_before` and `year_after` say that the text steps from a year that it names.
    """

    days: tuple[tuple[int, int], ...]
    months: frozenset[int]
    quarters: frozenset[int]
    years: frozenset[int]
    year_before: bool
    year_after: bool


_DAY_PATTERNS = tuple((late(pattern, re.IGNORECASE), first, last) for _, pattern, first, last in DAY_WINDOWS)
_NEAR_DAY, _MONTH, _QUARTER, _YEAR, _BEFORE, _AFTER, _AGO_WORD = (1 << bit for bit in range(7))
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_HINTS = WordHints(
    {
        _NEAR_DAY: (
            *(f"{day}day" for day in _DAYS),
            *(f"{day}days" for day in _DAYS),
            *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
            *("today", "tonight", "now", "currently", "morning", "afternoon", "evening", "yesterday", "overnight"),
            *("night", "tomorrow", "week", "weekend", "fortnight"),
        ),
        _MONTH: ("month",),
        _QUARTER: ("quarter",),
        _YEAR: ("year",),
        _BEFORE: ("year", "y", "yo", "oy", "yoy", "annual", "annually", "annualised", "annualized", "same"),
        _AFTER: ("year",),
        _AGO_WORD: ("ago",),
    }
)
"""What each pattern above cannot do without."""


@lru_cache(maxsize=64)
def relative_in(text: str) -> Relative:
    """Return what a text says by way of the day of publication, in time linear in its length."""
    hints = _HINTS.of(text)
    return relative_of(text, hints) if hints else _NOTHING


_NOTHING = Relative((), frozenset(), frozenset(), frozenset(), False, False)


def relative_of(text: str, hints: int) -> Relative:
    """Return what a text says by way of the day of publication, looking only for what its words hint at."""
    near = _DAY_PATTERNS if hints & _NEAR_DAY else ()
    days = [(first, last) for pattern, first, last in near if pattern.search(text)]
    months = _steps(_MONTHS, text) if hints & _MONTH else set()
    years = _steps(_YEARS, text) if hints & _YEAR else set()
    for count, unit in _ago(text) if hints & _AGO_WORD else ():
        if unit == "year":
            years.add(-count)
        elif unit == "month":
            months.add(-count)
        else:
            size = 7 if unit == "week" else 1
            days.append((-count * size - size, -count * size + size))
    return Relative(
        tuple(dict.fromkeys(days)),
        frozenset(months),
        frozenset(_steps(_QUARTERS, text) if hints & _QUARTER else ()),
        frozenset(years),
        bool(hints & _BEFORE and _YEAR_BEFORE.search(text)),
        bool(hints & _AFTER and _YEAR_AFTER.search(text)),
    )


def _steps(patterns: tuple[tuple[re.Pattern[str], int], ...], text: str) -> set[int]:
    return {step for pattern, step in patterns if pattern.search(text)}


def _ago(text: str) -> list[tuple[int, str]]:
    found = []
    for match in _AGO.finditer(text):
        word = match.group(1).lower()
        count = 1 if word in {"a", "an"} else parse_cardinal(word)
        if count is not None and 1 <= count < 1000:
            found.append((int(count), match.group(2).lower()))
    return found
