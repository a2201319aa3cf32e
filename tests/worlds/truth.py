"""A true world: numbers, events and offices that fit one another exactly, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

from wording import add_years

NAMES = ("AL", "BE", "CY", "DK", "EE", "FI")
PARTS = ("exports-machinery", "exports-electronics", "exports-food", "exports-other")


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who holds an office, or which city is the capital, from a day to the day of the change."""

    who: str
    start: date
    end: date


@dataclass(slots=True)
class World:
    """Everything that is so. Flows are in whole US dollars and known after their year."""

    seed: int
    countries: tuple[str, ...] = ()
    hub: str = ""
    group: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    exports: dict[tuple[str, str, int], int] = field(default_factory=dict)
    parts: dict[tuple[str, str, int], tuple[int, ...]] = field(default_factory=dict)
    gdp: dict[tuple[str, int], int] = field(default_factory=dict)
    people: dict[tuple[str, int], int] = field(default_factory=dict)
    events: dict[str, date] = field(default_factory=dict)
    series: dict[str, tuple[str, dict[int, date]]] = field(default_factory=dict)
    presidents: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)
    capitals: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)
    visits: dict[tuple[str, str], tuple[date, ...]] = field(default_factory=dict)

    def export(self, origin: str, target: str, year: int) -> Fraction:
        """Return the exports of one country to another, or to the group."""
        targets = self.group if target == "region" else (target,)
        return Fraction(sum(self.exports[origin, each, year] for each in targets))

    def trade(self, one: str, other: str, year: int) -> Fraction:
        """Return the trade of a country with another, or with the group."""
        others = self.group if other == "region" else (other,)
        return Fraction(sum(self.exports[one, each, year] + self.exports[each, one, year] for each in others))

    @property
    def end(self) -> date:
        """The last day on which anything is published."""
        return date(self.years[-1] + 2, 6, 30)


def make_world(seed: int) -> World:
    """Return the world of a seed."""
    rng = Random(seed)
    world = World(seed)
    world.countries = NAMES[: rng.randint(3, 6)]
    world.hub = world.countries[0]
    world.group = world.countries[1:]
    first = rng.randint(2005, 2016)
    world.years = tuple(range(first, first + rng.randint(3, 6)))
    _economy(world, rng)
    _happenings(world, rng)
    for country in world.countries:
        world.presidents[country] = _tenures(world, rng, f"leader-{country}", rng.randint(2, 4))
        world.capitals[country] = _tenures(world, rng, f"city-{country}", rng.choice((1, 1, 2)))
    return world


def _economy(world: World, rng: Random) -> None:
    for a in world.countries:
        for b in world.countries:
            if a != b:
                for year, value in zip(world.years, _path(rng, 7, 11, len(world.years)), strict=True):
                    world.exports[a, b, year] = value
                    world.parts[a, b, year] = _split(rng, value)
        for year, size, people in zip(
            world.years, _path(rng, 10, 13, len(world.years)), _path(rng, 6, 8, len(world.years)), strict=True
        ):
            world.gdp[a, year] = size
            world.people[a, year] = people


def _path(rng: Random, low: int, high: int, length: int) -> list[int]:
    """Return values of some years, from 10**low up, each with its own growth."""
    value = rng.randint(10**4, 10**5) * 10 ** rng.randint(low, high) // 10**4
    values = []
    for _ in range(length):
        values.append(value)
        value = value * rng.randint(6_500, 16_500) // 10_000 + rng.randint(1, 999)
    return values


def _split(rng: Random, whole: int) -> tuple[int, ...]:
    marks = sorted(rng.randint(whole // 20, whole) for _ in range(len(PARTS) - 1))
    ends = [0, *marks, whole]
    return tuple(after - before for before, after in pairwise(ends))


def _happenings(world: World, rng: Random) -> None:
    for number in range(4):
        world.events[f"event-{number}"] = _some_day(rng, 1960, world.years[-1])
    for number, rhythm in enumerate(("annual", "biennial", "irregular")):
        world.series[f"series-{number}"] = (rhythm, _editions(world, rng, rhythm))
    for country in world.group:
        days = [_some_day(rng, world.years[0] - 5, world.years[-1] + 1) for _ in range(rng.randint(1, 4))]
        apart = [
            day
            for number, day in enumerate(sorted(days))
            if not number or day - sorted(days)[number - 1] > timedelta(40)
        ]
        world.visits["traveller", country] = tuple(apart)


def _editions(world: World, rng: Random, rhythm: str) -> dict[int, date]:
    year = rng.randint(world.years[0] - 20, world.years[0])
    editions: dict[int, date] = {}
    while year <= world.years[-1] + 1:
        editions[len(editions) + 1] = _some_day(rng, year, year)
        year += {"annual": 1, "biennial": 2}.get(rhythm) or rng.randint(1, 4)
    return editions


def _tenures(world: World, rng: Random, name: str, count: int) -> tuple[Tenure, ...]:
    """Return holders that follow one another, the last of them beyond the end of the world."""
    start = _some_day(rng, world.years[0] - 3, world.years[0])
    found = []
    for number in range(count):
        end = add_years(start, rng.randint(1, 6)) + timedelta(days=rng.randint(0, 300))
        if number == count - 1:
            end = date(2200, 1, 1)
        found.append(Tenure(f"{name}-{number}", start, end))
        start = end
    return tuple(found)


def _some_day(rng: Random, first: int, last: int) -> date:
    return date(rng.randint(first, last), 1, 1) + timedelta(days=rng.randint(0, 364))
