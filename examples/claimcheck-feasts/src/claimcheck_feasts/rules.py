"""The rule of this package: a movable feast is on a day that a church calendar gives it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from claimcheck.rules.python_api import AnyOf, Condition, Match, Missing, PythonRule, compare, day
from claimcheck_feasts.easter import FIRST_YEAR, LAST_YEAR, gregorian_easter, julian_easter

AFTER_EASTER = {
    "good-friday": -2,
    "easter-sunday": 0,
    "easter-monday": 1,
    "ascension-day": 39,
    "whit-sunday": 49,
    "whit-monday": 50,
}
"""Days from Easter Sunday to each feast."""
RECKONINGS = (("west", gregorian_easter), ("east", julian_easter))
MAX_YEARS = 5
"""A date that spans more years than these leaves every feast room."""


def feast_days(feast: str, first: int, last: int) -> Iterator[tuple[str, date]]:
    """Yield the days of a feast in some years, each with what to call it."""
    name = feast.replace("-", " ").title()
    for year in range(first, last + 1):
        for where, easter in RECKONINGS:
            found = easter(year) + timedelta(days=AFTER_EASTER[feast])
            yield f"{name} of the {where} ({found})", found


def on_its_day(claims: Match) -> Iterator[Condition]:
    """Yield that the date is one of the days of the feast."""
    first, last = claims.date("on").years(claims.charitable)
    if first is None or last is None or last - first >= MAX_YEARS or first < FIRST_YEAR or last > LAST_YEAR:
        raise Missing("on", "its year is not known")
    on = claims.term("on")
    days = feast_days(claims.text("type"), first, last)
    yield AnyOf(tuple(compare(on, "==", day(found, name)) for name, found in days))


RULES = [PythonRule(Path(__file__).with_name("feast-on-another-day.yaml"), on_its_day, about=("on",))]
