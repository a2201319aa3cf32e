"""Sources that report a true world honestly, in the claim format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from corpora import Data, Report
from truth import PARTS, Tenure, World, make_world
from wording import Writer

Words = Callable[[Writer, date], Data | None]
"""Words a fact for a source that is published on a day; None when this writer would rather not."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something true: from which day it can be known, and how it is told."""

    known: date
    tell: Words


def vocabulary_of(world: World) -> Data:
    """Return the vocabulary that the sources of a world share."""
    entities: Data = {name: {"type": "country"} for name in world.countries}
    entities["traveller"] = {"type": "person", "country": world.hub}
    for country in world.countries:
        entities |= {t.who: {"type": "person", "country": country} for t in world.presidents[country]}
        entities |= {t.who: {"type": "city", "in": country} for t in world.capitals[country]}
    flow = {"unit": "USD", "measures": "flow", "of": ["country", "country"], "at_least": 0}
    return {
        "entities": entities,
        "groups": {"region": list(world.group), "everyone": list(world.countries)},
        "events": {name: {"type": "founding"} for name in world.events},
        "series": {
            name: {
                "type": "summit",
                "frequency": rhythm,
                "gaps": "none" if rhythm == "annual" else "possible",
            }
            for name, (rhythm, _) in world.series.items()
        },
        "properties": {"capital": {"of": "country", "value": "city", "single": "true"}},
        "roles": {"president": {"single": "true"}},
        "metrics": {
            "trade": {**flow, "symmetric": "true"},
            "exports": flow,
            "imports": {"mirror_of": "exports"},
            **{part: {"part_of": "exports"} for part in PARTS},
            "export-growth": {
                "growth_of": "exports",
                "unit": "percent",
                "measures": "flow",
                "of": flow["of"],
            },
            "gdp": {"unit": "USD", "measures": "flow", "of": ["country"], "at_least": 0},
            "population": {"measures": "stock", "of": ["country"], "at_least": 0, "whole": "true"},
            "size": {"measures": "once", "of": ["group"], "at_least": 0, "whole": "true"},
        },
        "disjoint": [list(PARTS)],
    }


def reports_of(world: World, *, loose: bool = False, covered: bool = False) -> list[Report]:
    """Return what the sources of a world say: some thirty facts, each told by one to four of them.

    In a well covered world every source looks back on everything, and each fact is told by three or four.
    """
    rng = Random(f"{world.seed} reports")
    writer = Writer(rng, loose=loose)
    first = world.end - timedelta(days=300) if covered else date(world.years[1], 2, 1)
    days = sorted(_day_between(rng, first, world.end) for _ in range(rng.randint(4, 7)))
    told: list[list[Data]] = [[] for _ in days]
    facts = list(_facts(world, rng))
    for fact in rng.sample(facts, min(len(facts), rng.randint(20, 40))):
        able = [number for number, day in enumerate(days) if day > fact.known]
        for number in rng.sample(able, min(len(able), rng.randint(3 if covered else 1, 4))):
            claim = fact.tell(writer, days[number])
            if claim is not None:
                told[number].append({"id": f"c{len(told[number])}", **claim})
    return [
        Report({"id": f"source-{number}", "publisher": f"Paper {number}", "published": day.isoformat()}, tuple(claims))
        for number, (day, claims) in enumerate(zip(days, told, strict=True))
    ]


def consistent(seed: int, *, loose: bool = False, covered: bool = False) -> tuple[Data, list[Report]]:
    """Return the vocabulary and the reports of a seed's world."""
    world = make_world(seed)
    return vocabulary_of(world), reports_of(world, loose=loose, covered=covered)


def _day_between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, (last - first).days))


def _facts(world: World, rng: Random) -> Iterator[Fact]:
    partners = (*rng.sample(world.group, 2), "region")
    for year in world.years:
        for partner in partners:
            yield from _flows(world, rng, partner, year)
        yield from _sizes(world, rng, year)
    yield from _group_size(world)
    for name, day in world.events.items():
        yield from _event(name, day, world)
    for name, (_, editions) in world.series.items():
        for number, day in editions.items():
            if day.year >= world.years[0]:
                yield _edition(name, number, day)
    for country in world.countries[:3]:
        yield from _presidents(country, world)
        yield from _capitals(country, world)
    for (who, country), days in world.visits.items():
        yield from _visits(who, country, days)


def _after(year: int) -> date:
    return date(year + 1, 1, 20)


def _flow(metric: str, a: str, b: str, year: int, value: Fraction) -> Fact:
    """Tell a level, now and then by its mirror."""

    def tell(writer: Writer, _: date) -> Data:
        name, of = metric, [a, b]
        if metric == "exports" and writer.rng.random() < 0.3:
            name, of = "imports", [b, a]
        elif metric == "trade" and writer.rng.random() < 0.5:
            of = [b, a]
        return {"kind": "quantity", "metric": name, "of": of, "during": year, "value": writer.money(value)}

    return Fact(_after(year), tell)


def _flows(world: World, rng: Random, partner: str, year: int) -> Iterator[Fact]:
    hub = world.hub
    for a, b in ((hub, partner), (partner, hub)):
        if a == "region":
            continue
        yield _flow("exports", a, b, year, world.export(a, b, year))
        if year > world.years[0]:
            before, now = world.export(a, b, year - 1), world.export(a, b, year)
            yield _growth("exports", a, b, year, before, now)
            yield _growth_metric(a, b, year, before, now)
        if b != "region":
            yield from _parts(world, rng, a, b, year)
    yield _flow("trade", hub, partner, year, world.trade(hub, partner, year))
    if year > world.years[0]:
        yield _growth("trade", hub, partner, year, world.trade(hub, partner, year - 1), world.trade(hub, partner, year))
        yield _record(world, "trade", [hub, partner], year, [world.trade(hub, partner, y) for y in world.years])
    if partner != "region":
        part, whole = world.trade(hub, partner, year), world.trade(hub, "region", year)
        yield _share(
            {"metric": "trade", "of": [hub, partner]},
            {"metric": "trade", "of": [hub, "region"]},
            year,
            part / whole,
        )
        other = rng.choice([name for name in world.group if name != partner])
        yield _comparison(hub, partner, other, year, part, world.trade(hub, other, year))


def _growth(metric: str, a: str, b: str, year: int, before: Fraction, now: Fraction) -> Fact:
    def tell(writer: Writer, _: date) -> Data | None:
        claim: Data = {"kind": "change", "metric": metric, "of": [a, b], "during": year, "base": year - 1}
        match writer.rng.randrange(5):
            case 0:
                claim["by"] = "up" if now > before else "down"
            case 1:
                claim["by"] = ("" if now > before else "-") + writer.money(abs(now - before))
                if abs(now - before) < 1000 or (now < before and not claim["by"][1:].startswith("$")):
                    return None
            case _:
                claim["by"] = writer.percent(now / before - 1)
        if writer.rng.random() < 0.5:
            claim["to"] = writer.money(now)
        return claim if claim["by"] is not None else None

    return Fact(_after(year), tell)


def _growth_metric(a: str, b: str, year: int, before: Fraction, now: Fraction) -> Fact:
    def tell(writer: Writer, _: date) -> Data | None:
        value = writer.percent(now / before - 1)
        claim = {"kind": "quantity", "metric": "export-growth", "of": [a, b], "during": year, "value": value}
        return claim if value is not None else None

    return Fact(_after(year), tell)


def _parts(world: World, rng: Random, a: str, b: str, year: int) -> Iterator[Fact]:
    values = [Fraction(part) for part in world.parts[a, b, year]]
    whole = sum(values, Fraction(0))
    number = rng.randrange(len(PARTS))
    if values[number] >= 1000:
        yield _flow(PARTS[number], a, b, year, values[number])
    if values[number] > whole / 50:
        part = {"metric": PARTS[number], "of": [a, b]}
        yield _share(part, {"metric": "exports", "of": [a, b]}, year, values[number] / whole)
    two = {"metric": list(PARTS[:2]), "of": [a, b]}
    yield _share(two, {"metric": "exports", "of": [a, b]}, year, (values[0] + values[1]) / whole)
    if min(values) >= 1000:
        yield _breakdown(a, b, year, values, whole)


def _breakdown(a: str, b: str, year: int, values: list[Fraction], whole: Fraction) -> Fact:
    def tell(writer: Writer, _: date) -> Data:
        listed = len(PARTS) if writer.rng.random() < 0.6 else 2
        claim: Data = {
            "kind": "breakdown",
            "during": year,
            "whole": {"metric": "exports", "of": [a, b], "value": writer.money(whole)},
            "parts": [
                {"metric": part, "of": [a, b], "value": writer.money(value)}
                for part, value in zip(PARTS[:listed], values, strict=False)
            ],
        }
        return {**claim, "complete": "true"} if listed == len(PARTS) else claim

    return Fact(_after(year), tell)


def _share(part: Data, whole: Data, year: int, share: Fraction) -> Fact:
    def tell(writer: Writer, _: date) -> Data | None:
        worded = writer.share(share)
        claim = {"kind": "share", "part": part, "whole": whole, "during": year, "share": worded}
        return claim if worded is not None else None

    return Fact(_after(year), tell)


def _comparison(hub: str, one: str, other: str, year: int, left: Fraction, right: Fraction) -> Fact:
    if left < right:
        one, other, left, right = other, one, right, left

    def tell(writer: Writer, _: date) -> Data | None:
        claim: Data = {
            "kind": "compare",
            "during": year,
            "left": {"metric": "trade", "of": [hub, one]},
            "right": {"metric": "trade", "of": [hub, other]},
        }
        ratio = writer.ratio(left / right)
        if ratio is not None and writer.rng.random() < 0.6:
            return {**claim, "ratio": ratio}
        return {**claim, "direction": "more"} if left > right else None

    return Fact(_after(year), tell)


def _record(world: World, metric: str, of: list[str], year: int, path: list[Fraction]) -> Fact:
    position = year - world.years[0]
    extreme = next(
        (name for name, best in (("highest", max), ("lowest", min)) if best(path[: position + 1]) == path[position]),
        None,
    )

    def tell(writer: Writer, _: date) -> Data | None:
        claim = {"kind": "record", "metric": metric, "of": of, "during": year, "extreme": extreme}
        if writer.rng.random() < 0.3:
            claim["since"] = world.years[writer.rng.randrange(position)]
        return claim if extreme is not None else None

    return Fact(_after(year), tell)


def _sizes(world: World, rng: Random, year: int) -> Iterator[Fact]:
    country = rng.choice(world.countries)
    sizes = {name: Fraction(world.gdp[name, year]) for name in world.countries}
    place = 1 + sum(size > sizes[country] for size in sizes.values())
    for name in rng.sample(world.countries, 2):
        yield _plain(
            {"kind": "quantity", "metric": "gdp", "of": [name], "during": year},
            "value",
            sizes[name],
            "$",
            _after(year),
        )
    rank = {
        "kind": "rank",
        "entity": country,
        "metric": "gdp",
        "among": "everyone",
        "rank": place,
        "during": year,
    }
    yield Fact(_after(year), lambda writer, day: rank)
    yield (
        _record(world, "gdp", [country], year, [Fraction(world.gdp[country, y]) for y in world.years])
        if year > world.years[0]
        else Fact(_after(year), lambda writer, day: rank)
    )
    people = Fraction(world.people[country, year])
    yield _plain(
        {"kind": "quantity", "metric": "population", "of": [country], "on": f"{year}-07-01"},
        "value",
        people,
        "",
        _after(year),
    )
    yield _plain(
        {"kind": "quantity", "metric": "population", "of": [country], "on": year},
        "value",
        people,
        "",
        _after(year),
    )
    yield _forecast(country, year, sizes[country])


def _plain(claim: Data, field: str, value: Fraction, unit: str, known: date) -> Fact:
    return Fact(known, lambda writer, day: {**claim, field: writer.level(value, unit)})


def _forecast(country: str, year: int, size: Fraction) -> Fact:
    """Tell what one office expected, in one of its yearly outlooks: it need not have come."""

    def tell(writer: Writer, published: date) -> Data:
        made = writer.rng.randint(year - 3, min(year, published.year - 1))
        expected = size * (70 + 7 * (made % 10)) / 100
        claim = {
            "kind": "quantity",
            "metric": "gdp",
            "of": [country],
            "during": year,
            "as": "estimate",
            "made": made,
        }
        return {**claim, "value": writer.money(expected)}

    return Fact(date(year - 1, 1, 1), tell)


def _group_size(world: World) -> Iterator[Fact]:
    size = {"kind": "quantity", "metric": "size", "of": ["region"], "value": len(world.group)}
    yield Fact(date(1900, 1, 1), lambda writer, day: size)
    named = {**size, "members": list(world.group)}
    yield Fact(date(1900, 1, 1), lambda writer, day: named)


def _event(name: str, day: date, world: World) -> Iterator[Fact]:
    def dated(writer: Writer, _: date) -> Data:
        given = writer.day(day)
        claim = {"kind": "event", "event": name, "type": "founding", "on": given}
        if len(given) == 10 and writer.rng.random() < 0.5:
            claim["weekday"] = day.strftime("%A")
        return claim

    def celebrated(writer: Writer, published: date) -> Data | None:
        year = writer.rng.randint(day.year + 1, published.year) if published.year > day.year else day.year
        claim = {"kind": "anniversary", "event": name, "ordinal": year - day.year, "on": year}
        return claim if year > day.year else None

    def lasting(writer: Writer, published: date) -> Data | None:
        length = writer.years_since(day, published)
        claim = {"kind": "duration", "event": name, "length": length, "on": published.isoformat()}
        return claim if length is not None else None

    def in_days(writer: Writer, published: date) -> Data | None:
        days = (published - day).days
        length = f"{days} days" if writer.rng.random() < 0.5 or days < 21 else f"{days // 7} weeks"
        claim = {"kind": "duration", "event": name, "length": length, "on": published.isoformat()}
        return claim if 3 < days < 400 else None

    for tell in (dated, dated, celebrated, celebrated, lasting, in_days):
        yield Fact(day, tell)


def _edition(name: str, number: int, day: date) -> Fact:
    def tell(writer: Writer, _: date) -> Data:
        return {"kind": "edition", "series": name, "ordinal": number, "on": writer.day(day)}

    return Fact(day, tell)


def _held(tenure: Tenure, writer: Writer, published: date) -> Data:
    """Tell when someone holds an office: at a time, throughout a year, from a start, or from a start to an end."""
    last = min(tenure.end, published)
    whole = list(range(tenure.start.year + 1, last.year))
    match writer.rng.randrange(4):
        case 0 if whole:
            return {"during": writer.rng.choice(whole)}
        case 1:
            return {"since": writer.day(tenure.start)}
        case 2 if tenure.end < published:
            return {"since": writer.day(tenure.start), "until": writer.day(tenure.end)}
        case _:
            return {"on": writer.day(_day_between(writer.rng, tenure.start + timedelta(1), last - timedelta(1)))}


def _presidents(country: str, world: World) -> Iterator[Fact]:
    for tenure in world.presidents[country]:
        yield Fact(tenure.start + timedelta(3), _office(country, tenure))


def _office(country: str, tenure: Tenure) -> Words:
    role = {"kind": "role", "person": tenure.who, "role": "president", "of": country}
    # A source that gives a start alone says that it lasts: it is told while it does.
    return lambda writer, day: _current({**role, **_held(tenure, writer, day)}, tenure, day)


def _current(claim: Data, tenure: Tenure, published: date) -> Data | None:
    return None if "since" in claim and "until" not in claim and tenure.end < published else claim


def _capitals(country: str, world: World) -> Iterator[Fact]:
    for tenure in world.capitals[country]:
        yield Fact(tenure.start + timedelta(3), _seat(country, tenure))


def _seat(country: str, tenure: Tenure) -> Words:
    state = {"kind": "state", "subject": country, "property": "capital", "value": tenure.who}
    return lambda writer, day: _current({**state, **_held(tenure, writer, day)}, tenure, day)


def _visits(who: str, country: str, days: tuple[date, ...]) -> Iterator[Fact]:
    pattern = {"type": "visit", "who": who, "where": country}
    for number, day in enumerate(days, 1):

        def visited(writer: Writer, _: date, day: date = day) -> Data:
            return {"kind": "event", **pattern, "on": writer.day(day)}

        def counted(writer: Writer, _: date, day: date = day, number: int = number) -> Data:
            return {"kind": "nth", **pattern, "ordinal": number, "on": writer.day(day)}

        def latest(writer: Writer, published: date, day: date = day) -> Data | None:
            last = max(each for each in days if each < published) == day
            return {"kind": "nth", **pattern, "ordinal": "last", "on": writer.day(day)} if last else None

        yield from (Fact(day, visited), Fact(day, counted), Fact(day, latest))
        if number > 1:
            yield Fact(day, _first_since(pattern, days[number - 2], day))


def _first_since(pattern: Data, before: date, day: date) -> Words:
    def tell(writer: Writer, _: date) -> Data | None:
        since = before.year + 1
        claim = {"kind": "nth", **pattern, "ordinal": 1, "since": since, "on": writer.day(day)}
        return claim if since < day.year else None

    return tell
