"""Every number of the page on the two readings is what the code computes."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from pages import rows_of, section, text_of

from claimcheck.values.dates import before, parse_date
from claimcheck.values.figure import Reading, parse_figure
from claimcheck.values.interval import Exact, Interval

PAGE = text_of("docs/readings.md")
SCALES = {"": Fraction(1), "billion": Fraction(10**9), "million": Fraction(10**6), "percent": Fraction(1, 100)}
WORDINGS = list(rows_of(section(PAGE, "## What some wordings stand for")))
PAIRS = list(rows_of(section(PAGE, "## Open and closed ends")))
DATES = list(rows_of(section(PAGE, "## Dates, with three answers")))


def reading(text: str, name: str) -> Interval:
    return parse_figure(text).interval(Reading(name))


def decimal(value: Fraction | None) -> str:
    """Return a number that has an end in decimals, exactly."""
    if value is None:
        return "∞"
    whole, places = value, 0
    while whole.denominator != 1:
        assert places < 9, f"{value} has no end in decimals"
        whole, places = whole * 10, places + 1
    digits = str(abs(whole.numerator)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def shown(interval: Interval, scale: Fraction) -> str:
    lo = "-∞" if interval.lo is None else decimal(interval.lo / scale)
    hi = decimal(None if interval.hi is None else interval.hi / scale)
    return f"{'(' if interval.lo_open else '['}{lo}, {hi}{')' if interval.hi_open else ']'}"


def rounded(value: Exact | None) -> str:
    """Return a number of millions to four places."""
    assert value is not None
    tenths = round(Fraction(value) / 100)
    return f"{tenths // 10_000}.{tenths % 10_000:04}"


@pytest.mark.parametrize("row", WORDINGS, ids=[row[0] for row in WORDINGS])
def test_a_wording_stands_for_what_the_page_says(row: list[str]) -> None:
    wording, unit, plain, charitable = row
    scale = SCALES[unit]
    assert shown(reading(wording, "plain"), scale) == plain
    assert shown(reading(wording, "charitable"), scale) == charitable


@pytest.mark.parametrize("row", PAIRS, ids=[f"{row[0]}, {row[1]}" for row in PAIRS])
def test_two_figures_meet_or_not_as_the_page_says(row: list[str]) -> None:
    one, other, *told = row
    apart = [reading(one, name).intersect(reading(other, name)) is None for name in ("plain", "charitable")]
    verdict = "an error" if apart[1] else "a warning" if apart[0] else "nothing"
    assert told == ["apart" if each else "meet" for each in apart] + [verdict]


@pytest.mark.parametrize("row", DATES, ids=[f"{row[0]}, {row[1]}" for row in DATES])
def test_dates_compare_as_the_page_says(row: list[str]) -> None:
    first, second, answer = row
    assert before(parse_date(first), parse_date(second)).value == answer


def test_the_arithmetic_of_the_page_is_right() -> None:
    text = " ".join(section(PAGE, "## The readings go through the arithmetic").split())
    for name, adverb in (("plain", "plainly"), ("charitable", "charitably")):
        growth = reading("20 percent", name) + Interval.point(1)
        before_ = reading("1.2 million", name).divided_by(growth)
        assert before_ is not None
        assert f"{rounded(before_.lo)} … {rounded(before_.hi)} million {adverb}" in text
    plain, wide = reading("900,000", "plain"), reading("900,000", "charitable")
    assert f"Plainly that is {rounded(plain.lo)} … {rounded(plain.hi)} million" in text
    assert f"Charitably it reaches to {rounded(wide.hi)} million" in text
    assert f"800,000, which charitably reaches to {rounded(reading('800,000', 'charitable').hi)} million" in text


def test_decisions_have_five_lines_each() -> None:
    parts = re.split(r"^## \d+\. ", text_of("docs/decisions.md"), flags=re.MULTILINE)[1:]
    heads = ["- Context", "- Choice", "- Turned down", "- Reversed by", "- Date"]
    assert [[line.partition(":")[0] for line in part.splitlines()[2:] if line] for part in parts] == [heads] * len(
        parts
    )
