"""What generated sources say: components of claims that fit each other, and in some of them one that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

Value = str | list[str] | dict[str, "Value"]
Fields = dict[str, Value]

METRICS = """\
metrics:
  sales: {label: sales, unit: USD, measures: flow, of: [company], at_least: 0}
  sales-abroad: {label: sales abroad, part_of: sales}
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim and the sentence that it rests on. `planted` says that it contradicts its component."""

    claim: Fields
    sentence: str
    planted: bool = False


@dataclass(frozen=True, slots=True)
class Firm:
    """What a component is about: a name that no other is near, and the ids that hang on it."""

    name: str

    @property
    def id(self) -> str:
        """The id of the company."""
        return self.name.lower()


def growth(rng: Random, firm: Firm, wrong: bool) -> Iterator[Statement]:
    """Yield sales of a year, their growth, and sales of the next year; a wrong figure is of twice the size."""
    base, percent = 100 * rng.randint(2, 60), rng.randint(3, 80)
    after = base // 100 * (100 + percent)
    for wording in rng.sample(range(3), rng.randint(1, 3)):
        yield _sales(firm, base, 2020, wording)
    told = f"Sales of {firm.name} rose by {percent} percent in 2021 from 2020"
    change: Fields = {"metric": "sales", "of": [firm.id], "during": "2021", "base": "2020", "by": f"{percent} percent"}
    yield Statement({"kind": "change", **change}, told)
    wordings = rng.sample(range(3), rng.randint(2, 3))
    for wording in wordings:
        bad = wrong and wording == wordings[-1]
        yield _sales(firm, 2 * after if bad else after, 2021, wording, bad)


def _sales(firm: Firm, value: int, year: int, wording: int, planted: bool = False) -> Statement:
    figure = f"${value} million"
    told = (
        f"Sales of {firm.name} were {figure} in {year}",
        f"In {year} {firm.name} had sales of {figure}",
        f"{firm.name} reported sales of {figure} for {year}",
    )[wording]
    claim: Fields = {"kind": "quantity", "metric": "sales", "of": [firm.id], "during": str(year), "value": figure}
    return Statement(claim, told, planted)


def founding(rng: Random, firm: Firm, wrong: bool) -> Iterator[Statement]:
    """Yield anniversaries of one founding; the wrong one is some years late."""
    origin = rng.randint(1900, 1990)
    years = rng.sample(range(2000, 2023), rng.randint(3, 5))
    for year in years:
        bad = wrong and year == years[-1]
        ordinal = year - origin + (rng.randint(2, 9) if bad else 0)
        told = f"In {year} {firm.name} marked the {nth(ordinal)} anniversary of its founding"
        event = f"{firm.id}-founding"
        yield Statement({"kind": "anniversary", "event": event, "ordinal": str(ordinal), "on": str(year)}, told, bad)


def forum(rng: Random, firm: Firm, wrong: bool) -> Iterator[Statement]:
    """Yield editions of a yearly forum without gaps; the wrong one counts two or more too many."""
    first = rng.randint(1990, 2003)
    years = sorted(rng.sample(range(2005, 2023), rng.randint(3, 6)))
    for year in years:
        bad = wrong and year == years[len(years) // 2]
        ordinal = year - first + 1 + (rng.randint(2, 5) if bad else 0)
        told = f"The {nth(ordinal)} {firm.name} Forum was held in May {year}"
        fields: Fields = {"series": f"{firm.id}-forum", "ordinal": str(ordinal), "on": f"{year}-05"}
        yield Statement({"kind": "edition", **fields}, told, bad)


def abroad(rng: Random, firm: Firm, wrong: bool) -> Iterator[Statement]:
    """Yield a whole, a part and their share; the wrong part is three times too large."""
    whole, percent = 100 * rng.randint(2, 60), rng.randint(5, 30)
    yield _sales(firm, whole, 2015, 0)
    part = whole // 100 * percent * (3 if wrong else 1)
    told = f"{firm.name} had sales abroad of ${part} million in 2015"
    common: Fields = {"of": [firm.id]}
    foreign: Fields = {"metric": "sales-abroad", **common}
    yield Statement({"kind": "quantity", **foreign, "during": "2015", "value": f"${part} million"}, told, wrong)
    told = f"Sales abroad were {percent} percent of the sales of {firm.name} in 2015"
    parts: Fields = {"part": foreign, "whole": {"metric": "sales", **common}, "during": "2015"}
    yield Statement({"kind": "share", **parts, "share": f"{percent} percent"}, told)


SHAPES: tuple[Callable[[Random, Firm, bool], Iterator[Statement]], ...] = (growth, founding, forum, abroad)


def nth(number: int) -> str:
    """Return an ordinal as it is printed: 1st, 22nd, 113th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def names(rng: Random) -> Iterator[str]:
    """Yield made-up names, no two of which are one slip apart."""
    near: set[str] = set()
    while True:
        syllables = (rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(5))
        name = "".join(syllables).capitalize()
        around = {name, *(name[:at] + "." + name[at + 1 :] for at in range(len(name)))}
        around |= {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)}
        if around.isdisjoint(near):
            near |= around
            yield name


def vocabulary(firms: list[Firm]) -> str:
    """Return the declarations of some firms."""
    lines = ["entities:"]
    lines += [f"  {firm.id}: {{label: {firm.name}, type: company}}" for firm in firms]
    lines += ["events:"]
    lines += [f"  {firm.id}-founding: {{label: founding of {firm.name}}}" for firm in firms]
    lines += ["series:"]
    series = "{label: %s Forum, frequency: annual, gaps: none}"
    lines += [f"  {firm.id}-forum: {series % firm.name}" for firm in firms]
    return "\n".join(lines) + "\n"
