"""The dates that a text mentions, each with as much of it as is said: years, months, days, quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from claimcheck.corpus.word_hints import WordHints
from claimcheck.values.late_pattern import late
from claimcheck.values.numerals import parse_cardinal, parse_ordinal
from claimcheck.values.value_class import value_class

_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH_OF = {name[:3].lower(): number for number, name in enumerate(_NAMES, 1)}
# In capitals or with a capital: `may` and `march` in lower case are verbs.
_MONTH = (
    "(?:"
    + "|".join(f"{n}|{n.upper()}" for n in _NAMES)
    + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    + r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?)"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_LINK = r"\s?(?:-|to|and|until|,)\s?"

_MONTH_DAY = late(rf"\b({_MONTH}) ({_DAY}){_TH}(?![0-9])(?:{_LINK}({_DAY}){_TH}(?![0-9]))?")
_DAY_MONTH = late(rf"(?<![0-9.,$])({_DAY}){_TH}(?:{_LINK}({_DAY}){_TH})?(?: day)? ?(?:of )?({_MONTH})(?![a-z])")
_MONTH_ALONE = late(rf"\b({_MONTH})(?![a-z])")
_ON_DAY = late(rf"\b(?:on|from|to|until|till|by|since|between|and) the ({_DAY})(?:st|nd|rd|th)\b(?! [A-Z])")
_ISO = late(r"(?<![0-9-])([0-9]{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?(?![0-9-])")
_NUMERIC = late(r"(?<![0-9])([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})(?![0-9])")
_DATE_IN_DIGITS = late("[0-9]-[01]|[0-9][./][0-9]")
_YEAR = late(r"(?<![0-9.,])(?:FY ?)?([0-9]{3,4})(?![0-9]|[.,][0-9])(?:[-/]([0-9]{2})(?![0-9-]))?")
_SHORT_YEAR = late(r"(?<![0-9A-Za-z])(?:'|FY ?)([0-9]{2})(?![0-9s])")
_DECADE = late(r"(?<![0-9])([0-9]{3})0s\b|(?<![0-9])'?([0-9])0s\b")
_TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_DECADE_WORD = late(r"\b(" + "|".join(_TENS) + r")\b", re.IGNORECASE)
_CENTURY = late(r"\b([0-9]{1,2}(?:st|nd|rd|th)|[a-z]{4,12}(?:-[a-z]{4,8})?)[ -]century\b", re.IGNORECASE)
_QUARTER = late(
    r"\bQ([1-4])\b|\b([1-4])Q|\b(first|second|third|fourth|final|last|1st|2nd|3rd|4th)[ -]quarter\b",
    re.IGNORECASE,
)
_HALF = late(r"\bH([12])\b|\b([12])H|\b(first|second|latter|1st|2nd)[ -]half\b", re.IGNORECASE)
_FIRST_MONTHS = late(r"\bfirst ([0-9]{1,2}|[a-z]{3,6}) months\b", re.IGNORECASE)
_SEASON = late(r"\b(spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_PART = late(r"\b(early|mid|late|beginning of|start of|middle of|end of|turn of)\b", re.IGNORECASE)
_PARTS = {
    **dict.fromkeys(("early", "beginning of", "start of", "turn of"), (1, 2, 3, 4, 5)),
    **dict.fromkeys(("mid", "middle of"), (4, 5, 6, 7, 8, 9)),
    **dict.fromkeys(("late", "end of"), (8, 9, 10, 11, 12)),
}
_NUMBERED = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "latter": 2, "third": 3, "3rd": 3}
_WEEKDAY = late(r"\b(?:(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)")
_NONE: frozenset[Any] = frozenset()
WEEKDAY_STEMS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@value_class
class Mentions:
    """What the dates of a text say: each set holds one part of them.

    `days` are months with their days, `days_alone` days whose month is not said, `dates` whole dates, and
    `parts` the months of `early` or `late` in a period.
    """

    years: frozenset[int]
    months: frozenset[int]
    days: frozenset[tuple[int, int]]
    days_alone: frozenset[int]
    dates: frozenset[tuple[int, int, int]]
    decades: frozenset[int]
    centuries: frozenset[int]
    quarters: frozenset[int]
    halves: frozenset[int]
    seasons: frozenset[int]
    parts: frozenset[int]
    weekdays: frozenset[int]


_MONTH_WORD, _THE, _DECADES, _CENTURIES, _QUARTERS, _HALVES = (1 << bit for bit in range(6))
_MONTHS, _SEASON_WORD, _PART_WORD, _WEEKDAY_WORD, _SHORT, _JOINED = (1 << bit for bit in range(6, 12))
_AFTER_DIGIT = late("[0-9][QqHh]")
_HINTS = WordHints(
    {
        _THE: ("the",),
        _DECADES: ("s", *_TENS),
        _CENTURIES: ("century",),
        _QUARTERS: ("q", "quarter"),
        _HALVES: ("h", "half"),
        _MONTHS: ("months",),
        _SEASON_WORD: tuple(_SEASONS),
        _PART_WORD: ("early", "mid", "late", "beginning", "start", "middle", "end", "turn"),
    },
    {
        # "3May": nothing need stand between a day and its month.
        _MONTH_WORD: re.compile("|".join(f"{n[:3]}|{n[:3].upper()}" for n in _NAMES)),
        _WEEKDAY_WORD: re.compile("Mon|Tue|Wed|Thu|Fri|Sat|Sun"),
        _SHORT: re.compile("FY"),
        _JOINED: re.compile("^[QqHh]"),
    },
)
"""What each pattern above cannot do without; a year, and a date in digits, needs no word."""


@lru_cache(maxsize=64)
def mentions_in(text: str) -> Mentions:
    """Return the dates that a text mentions, in time linear in its length."""
    return mentions_of(text, _HINTS.of(text))


def mentions_of(text: str, hints: int) -> Mentions:
    """Return the dates that a text mentions, looking only for what its words hint at."""
    if hints & _JOINED and _AFTER_DIGIT.search(text):
        hints |= _QUARTERS | _HALVES
    in_digits = _DATE_IN_DIGITS.search(text) is not None
    dates = frozenset(_dates(text)) if in_digits else _NONE
    days = frozenset(_days(text)) if hints & _MONTH_WORD else _NONE
    months = {_month(m.group(1)) for m in _MONTH_ALONE.finditer(text)} if hints & _MONTH_WORD else set()
    months |= {month for month, _ in days}
    if in_digits:
        months |= {int(m.group(2)) for m in _ISO.finditer(text)} | {month for _, month, _ in dates}
    if hints & _MONTHS:
        months |= _first_months(text)
    return Mentions(
        frozenset(_years(text, hints)) | {year for year, _, _ in dates},
        frozenset(months),
        days,
        frozenset(int(m.group(1)) for m in _ON_DAY.finditer(text)) if hints & _THE else _NONE,
        dates,
        frozenset(_decades(text)) if hints & _DECADES else _NONE,
        frozenset(_centuries(text)) if hints & _CENTURIES else _NONE,
        frozenset(_numbered(_QUARTER, text, 4)) if hints & _QUARTERS else _NONE,
        frozenset(_numbered(_HALF, text, 2)) if hints & _HALVES else _NONE,
        frozenset(_SEASONS[m.group(1).lower()] for m in _SEASON.finditer(text)) if hints & _SEASON_WORD else _NONE,
        frozenset(month for m in _PART.finditer(text) for month in _PARTS[m.group(1).lower()])
        if hints & _PART_WORD
        else _NONE,
        frozenset(_weekdays(text)) if hints & _WEEKDAY_WORD else _NONE,
    )


def says_year(text: str, year: int) -> bool:
    """Whether a text names a year in digits; then `mentions_in` has it."""
    return _year_pattern(year).search(text) is not None


def says_month(text: str, month: int) -> bool:
    """Whether a text has the name of a month; then `mentions_in` has it."""
    return _month_pattern(_NAMES[month - 1]).search(text) is not None


@lru_cache(maxsize=1024)
def _year_pattern(year: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9.,]){year:04}(?![0-9]|[.,][0-9])")


@lru_cache(maxsize=12)
def _month_pattern(name: str) -> re.Pattern[str]:
    short = "Sept?" if name == "September" else name[:3]
    return re.compile(rf"\b(?:{name}|{name.upper()}|(?:{short}|{short.upper()})\b\.?)(?![a-z])")


def date_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has days of a month or whole dates, whose numbers are no figures."""
    return date_spans_of(text, _HINTS.of(text))


def date_spans_of(text: str, hints: int) -> Iterator[tuple[int, int]]:
    """Yield where a text has dates, looking only for what its words hint at."""
    for pattern in (_MONTH_DAY, _DAY_MONTH) if hints & _MONTH_WORD else ():
        for match in pattern.finditer(text):
            yield match.span()
    if _DATE_IN_DIGITS.search(text):
        for pattern in (_ISO, _NUMERIC):
            for match in pattern.finditer(text):
                yield match.span()


def _month(word: str) -> int:
    return _MONTH_OF[word[:3].lower()]


def _days(text: str) -> Iterator[tuple[int, int]]:
    for match in _MONTH_DAY.finditer(text):
        month, first, last = match.groups()
        yield _month(month), int(first)
        if last:
            yield _month(month), int(last)
    for match in _DAY_MONTH.finditer(text):
        first, last, month = match.groups()
        yield _month(month), int(first)
        if last:
            yield _month(month), int(last)


def _dates(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _ISO.finditer(text):
        if match.group(3):
            yield int(match.group(1)), int(match.group(2)), int(match.group(3))
    for match in _NUMERIC.finditer(text):
        a, b, year = map(int, match.groups())
        # Both orders: which of them a country means cannot be seen.
        yield year, b, a
        yield year, a, b


def _first_months(text: str) -> set[int]:
    found: set[int] = set()
    for match in _FIRST_MONTHS.finditer(text):
        count = parse_cardinal(match.group(1))
        if count is not None and 1 <= count <= 12:
            found |= {1, int(count)}
    return found


def _years(text: str, hints: int) -> Iterator[int]:
    for match in _YEAR.finditer(text):
        year = int(match.group(1))
        yield year
        if match.group(2):
            yield year // 100 * 100 + int(match.group(2))
    for match in _SHORT_YEAR.finditer(text) if hints & _SHORT or "'" in text else ():
        yield 1900 + int(match.group(1))
        yield 2000 + int(match.group(1))


def _decades(text: str) -> Iterator[int]:
    for match in _DECADE.finditer(text):
        if match.group(1):
            yield int(match.group(1)) * 10
        else:
            yield from (1900 + int(match.group(2)) * 10, 2000 + int(match.group(2)) * 10)
    for match in _DECADE_WORD.finditer(text):
        tens = 20 + 10 * _TENS.index(match.group(1).lower())
        yield from (1900 + tens, 2000 + tens)


def _centuries(text: str) -> Iterator[int]:
    for match in _CENTURY.finditer(text):
        words = match.group(1)
        number = parse_ordinal(words) or parse_ordinal(words.split("-")[-1])
        if number is not None and 1 <= number <= 99:
            yield number


def _numbered(pattern: re.Pattern[str], text: str, final: int) -> Iterator[int]:
    for match in pattern.finditer(text):
        digit = match.group(1) or match.group(2)
        yield int(digit) if digit else _NUMBERED.get(match.group(3).lower(), final)


def _weekdays(text: str) -> Iterator[int]:
    for match in _WEEKDAY.finditer(text):
        yield WEEKDAY_STEMS.index((match.group(1) or match.group(2))[:3].lower())


def dates_shown(text: str) -> tuple[str, ...]:
    """Return the first few dates of a text as they are written."""
    return tuple(_shown(text))


def _shown(text: str) -> Iterator[str]:
    found: dict[str, None] = {}
    for pattern in (_ISO, _NUMERIC, _MONTH_DAY, _DAY_MONTH, _YEAR, _DECADE, _QUARTER, _WEEKDAY):
        for match in pattern.finditer(text):
            if pattern is _YEAR and len(match.group(1)) != 4:
                continue
            if pattern is _WEEKDAY and match.group(2):
                continue
            found[match.group()] = None
            if len(found) == 6:
                yield from found
                return
    yield from found
