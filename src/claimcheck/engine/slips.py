"""The slips that people make with figures, dates and ordinals: digits swapped, dropped or doubled, scale, sign, one off.

They explain a contradiction (a repair) and they measure how much the rules would notice (`power`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from claimcheck.rules.terms import Leaf, Sort
from claimcheck.values.dates import DateError, parse_date
from claimcheck.values.figure import FigureError, Reading, parse_figure
from claimcheck.values.interval import Interval

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SCALES = ("thousand", "million", "billion", "trillion")
MAX_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure as it may have been meant: its text, the interval that it stands for, and the slip in words."""

    text: str
    value: Interval
    says: str
    kind: str


def slips_of(leaf: Leaf, reading: Reading = Reading.PLAIN) -> Iterator[Slip]:
    """Yield what the figure or date of a claim may have been meant to be, the likeliest slip first."""
    seen = {leaf.text}
    for text, kind in variants(leaf.text, leaf.sort is Sort.DAY):
        if text in seen:
            continue
        seen.add(text)
        value = _read(text, leaf, reading)
        if value is not None:
            yield Slip(text, value, f"read {text} for {leaf.text}", kind)


def variants(text: str, is_date: bool) -> Iterator[tuple[str, str]]:
    """Yield other wordings that one slip turns into this one, each with the name of the slip."""
    found = _NUMBER.search(text)
    if is_date:
        yield from _date_variants(text)
        return
    if found is None:
        return
    before, digits, after = text[: found.start()], found.group(), text[found.end() :]
    for changed, kind in _digit_variants(digits, is_count=not after.strip() and not before.strip()):
        yield f"{before}{changed}{after}", kind
    for index, word in enumerate(_SCALES):
        if word in after:
            for other in (index - 1, index + 1):
                if 0 <= other < len(_SCALES):
                    yield f"{before}{digits}{after.replace(word, _SCALES[other])}", "scale"
    if "percent" in after:
        yield (
            f"{before}{digits}{after.replace('percentage points', 'percent').replace('percent', 'percentage points')}",
            "percent against points",
        )
    if not before.strip():
        yield f"-{text.lstrip()}", "sign"


def _digit_variants(digits: str, *, is_count: bool) -> Iterator[tuple[str, str]]:
    plain = digits.replace(",", "")
    if len(plain) > MAX_DIGITS:
        return
    places = [i for i, char in enumerate(plain) if char.isdigit()]
    for a, b in zip(places, places[1:], strict=False):
        swapped = list(plain)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        yield "".join(swapped), "digits swapped"
    if plain.isdigit() and is_count:
        yield str(int(plain) + 1), "one off"
        yield str(int(plain) - 1), "one off"
    yield from _moved_points(plain)
    for place in places:
        dropped = plain[:place] + plain[place + 1 :]
        if dropped and dropped not in (".",) and not dropped.startswith("."):
            yield dropped.rstrip("."), "digit doubled"
    for place in (places[-1] + 1,):
        yield f"{plain[:place]}0{plain[place:]}", "digit dropped"


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
    parts = text.split("-")
    if not all(part.isdigit() for part in parts):
        return
    steps = ((0, 4, "year one off"), (2, 2, "day one off"), (1, 2, "month one off"))
    for position, width, kind in steps:
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
