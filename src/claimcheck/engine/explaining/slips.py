"""The slips that people make with figures, dates and words: digits swapped or dropped, scale, sign, one off.

They explain a contradiction (a repair) and they measure how much the rules would notice (`power`). A slip works
either way round: what turns the right figure into the wrong one, turned round, is a slip of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from claimcheck.claims.fields import WEEKDAYS
from claimcheck.rules.terms import Leaf, Sort
from claimcheck.values.dates import DateError, parse_date
from claimcheck.values.figure import FigureError, Reading, parse_figure
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9])")
_SCALES = ("thousand", "million", "billion", "trillion")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_OPPOSITES = (
    ("above", "below"),
    ("more than", "less than"),
    ("over", "under"),
    ("at least", "at most"),
    ("more", "less"),
    ("up", "down"),
    ("highest", "lowest"),
)
MAX_DIGITS = 12
MAX_TEXT = 200


@value_class
class Slip:
    """A figure as it may have been meant: its text, the interval that it stands for, and the slip in words."""

    text: str
    value: Interval
    says: str
    kind: str


def slips_of(leaf: Leaf, reading: Reading = Reading.PLAIN) -> Iterator[Slip]:
    """Yield what the figure or date of a claim may have been meant to be, the likeliest slip first."""
    for text, kind in variants(leaf.text, leaf.sort is Sort.DAY):
        value = _read(text, leaf, reading)
        if value is not None:
            yield Slip(text, value, f"read {text} for {leaf.text}", kind)


def variants(text: str, is_date: bool) -> Iterator[tuple[str, str]]:
    """Yield other wordings that one slip makes of this one, each once, with the name of the slip."""
    seen = {text}
    if len(text) > MAX_TEXT:
        return
    for changed, kind in _date_variants(text) if is_date else _figure_variants(text):
        if changed not in seen:
            seen.add(changed)
            yield changed, kind


def word_variants(word: str) -> Iterator[tuple[str, str]]:
    """Yield other words that one slip makes of a word that a claim states: a weekday, a direction, an extreme."""
    if word in WEEKDAYS:
        day = WEEKDAYS.index(word)
        for step in (1, -1):
            yield WEEKDAYS[(day + step) % len(WEEKDAYS)], "day one off"
    for pair in _OPPOSITES:
        if word in pair:
            yield pair[1 - pair.index(word)], "direction"


def _figure_variants(text: str) -> Iterator[tuple[str, str]]:
    found = _NUMBER.search(text)
    if found is not None:
        before, digits, after = text[: found.start()], found.group(), text[found.end() :]
        for changed, kind in _digit_variants(digits, is_count=not after.strip() and not before.strip()):
            yield f"{before}{changed}{after}", kind
        for word, other in _other_scales(after):
            yield f"{before}{digits}{after.replace(word, other)}", "scale"
        if "percentage points" in after:
            yield f"{before}{digits}{after.replace('percentage points', 'percent')}", "percent against points"
        elif "percent" in after:
            yield f"{before}{digits}{after.replace('percent', 'percentage points')}", "percent against points"
        if not before.strip():
            yield f"-{text.lstrip()}", "sign"
    for word, other, kind in _other_words(text):
        yield re.sub(rf"\b{word}\b", other, text, count=1), kind


def _other_scales(text: str) -> Iterator[tuple[str, str]]:
    for index, word in enumerate(_SCALES):
        if word in text:
            for other in (index - 1, index + 1):
                if 0 <= other < len(_SCALES):
                    yield word, _SCALES[other]


def _other_words(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (word, other word, slip) for the first number in words, and for words that say which way."""
    words = re.findall(r"[a-z]+", text)
    for series in (_UNITS, _TENS):
        for word in [word for word in words if word in series][:1]:
            place = series.index(word)
            for other in (place + 1, place - 1):
                if 0 <= other < len(series):
                    yield word, series[other], "another number word"
    for pair in _OPPOSITES:
        for word in pair:
            if re.search(rf"\b{word}\b", text):
                yield word, pair[1 - pair.index(word)], "direction"
                return


def _digit_variants(digits: str, *, is_count: bool) -> Iterator[tuple[str, str]]:
    """Yield other digits; nobody writes 03 for 30."""
    for changed, kind in _any_digits(digits, is_count=is_count):
        if not (changed.startswith("0") and changed[1:2].isdigit()):
            yield changed, kind


def _any_digits(digits: str, *, is_count: bool) -> Iterator[tuple[str, str]]:
    plain = digits.replace(",", "")
    if len(plain) > MAX_DIGITS:
        return
    places = [i for i, char in enumerate(plain) if char.isdigit()]
    for a, b in pairwise(places):
        swapped = list(plain)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        yield "".join(swapped), "digits swapped"
    if plain.isdigit() and is_count:
        yield str(int(plain) + 1), "one off"
        yield str(int(plain) - 1), "one off"
    yield from _moved_points(plain)
    for place in places:
        dropped = plain[:place] + plain[place + 1 :]
        if dropped and dropped != "." and not dropped.startswith("."):
            yield dropped.rstrip("."), "digit dropped or added"
    yield f"{plain[: places[-1] + 1]}0{plain[places[-1] + 1 :]}", "digit dropped or added"


def _moved_points(plain: str) -> Iterator[tuple[str, str]]:
    value = Fraction(plain)
    for factor in (10, 100, 1000):
        for moved in (value * factor, value / factor):
            text = _decimal(moved)
            if text is not None:
                yield text, "point moved" if factor < 1000 else "factor of 1,000"


def _decimal(value: Fraction) -> str | None:
    for places in range(10):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return None


def _date_variants(text: str) -> Iterator[tuple[str, str]]:
    """Yield other dates: each date inside, such as the two of `2017/2022`, one year, month or day off."""
    for found in _DATE.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        for changed, kind in _one_date(found.group().split("-")):
            yield f"{before}{changed}{after}", kind


def _one_date(parts: list[str]) -> Iterator[tuple[str, str]]:
    for position, width, kind in ((0, 4, "year one off"), (2, 2, "day one off"), (1, 2, "month one off")):
        if position < len(parts):
            for step in (1, -1):
                changed = [*parts]
                changed[position] = str(int(parts[position]) + step).rjust(width, "0")
                yield "-".join(changed), kind
    if len(parts) == 3:
        yield f"{parts[0]}-{parts[2]}-{parts[1]}", "day and month exchanged"


def _read(text: str, leaf: Leaf, reading: Reading) -> Interval | None:
    try:
        if leaf.sort is Sort.DAY:
            return parse_date(text).days(reading is Reading.CHARITABLE)
        if leaf.unit in ("years", "days") or leaf.sort is Sort.SYMBOL:
            return None
        figure = parse_figure(text)
    except (FigureError, DateError, ValueError):
        return None
    if figure.unit != leaf.unit and figure.unit not in ("points", "percent"):
        return None
    return figure.interval(reading, exact=leaf.unit == "" and leaf.value.is_point)
