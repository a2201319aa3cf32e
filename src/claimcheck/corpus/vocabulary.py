"""The vocabulary at work: what an id is, where a place lies, who belongs to a group, what a metric measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from claimcheck.claims.registry import KindSet, built_in_kinds
from claimcheck.claims.vocabulary import (
    Entity,
    Event,
    Group,
    Metric,
    Property,
    RoleDeclaration,
    Series,
    VocabularyFile,
)
from claimcheck.values.dates import DateSpan
from claimcheck.values.interval import Interval
from claimcheck.values.periods import FiscalCalendar, When
from claimcheck.values.readings import DEFAULT_TABLE, ReadingTable
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import value_class

MAX_CHAIN = 32
MAX_DAYS = 3652059
SHARED_SECTIONS = ("entities", "groups", "events", "series")
"""Sections whose ids live in one namespace, because claims may mean any of them in one place."""


@value_class
class Members:
    """The members of a group at a time, and whether they are certainly all."""

    ids: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All that the vocabulary files declare. `lenient` takes ids that nobody declared, as examples of rules do.

    `kinds` are the kinds of claims: those that ship, and those that the files declare.
    """

    declared: VocabularyFile = field(default_factory=VocabularyFile)
    calendars: Mapping[str, FiscalCalendar] = field(default_factory=dict)
    lenient: bool = False
    table: ReadingTable = DEFAULT_TABLE
    kinds: KindSet = field(default_factory=built_in_kinds)

    def knows(self, section: str, identifier: str) -> bool:
        """Whether a section declares the id."""
        if section == "words":
            return any(identifier in entry.values for entry in self.declared.properties.values())
        return identifier in getattr(self.declared, section)

    def ids(self, sections: Iterable[str]) -> Iterator[str]:
        """Yield every id of the sections, for suggestions."""
        for section in sections:
            if section == "words":
                for entry in self.declared.properties.values():
                    yield from entry.values
            else:
                yield from getattr(self.declared, section)

    def entity(self, identifier: str) -> Entity | None:
        """Return the entity."""
        return self.declared.entities.get(identifier)

    def event(self, identifier: str) -> Event | None:
        """Return the event."""
        return self.declared.events.get(identifier)

    def series(self, identifier: str) -> Series | None:
        """Return the series."""
        return self.declared.series.get(identifier)

    def property(self, identifier: str) -> Property:
        """Return the property; one that nobody declared has a single value."""
        return self.declared.properties.get(identifier) or Property()

    def role(self, identifier: str) -> RoleDeclaration:
        """Return the role; one that nobody declared may be held by several."""
        return self.declared.roles.get(identifier) or RoleDeclaration(single=self.lenient)

    def group(self, identifier: str) -> Group | None:
        """Return the group."""
        return self.declared.groups.get(identifier)

    @lru_cache(maxsize=4096)  # noqa: B019 - a vocabulary lives as long as the run
    def metric(self, identifier: str) -> Metric | None:
        """Return the metric with what it takes from the metric that it mirrors or is a part of."""
        metric = self.declared.metrics.get(identifier)
        if metric is None:
            return Metric() if self.lenient else None
        base_id = metric.mirror_of or metric.part_of
        if base_id is None or base_id == identifier:
            return metric
        base = self.metric(base_id)
        if base is None:
            return metric
        given = metric.model_fields_set
        taken = {
            name: getattr(base, name)
            for name in ("unit", "measures", "of", "symmetric", "at_least", "whole", "additive")
            if name not in given
        }
        return metric.model_copy(update=taken)

    def canonical_measure(self, metric: str, of: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Return metric and dimensions as variables are named: mirrors turned round, symmetric ones sorted."""
        declared = self.metric(metric)
        if declared is None:
            return metric, of
        if declared.mirror_of is not None:
            return self.canonical_measure(declared.mirror_of, of[::-1])
        if declared.symmetric:
            return metric, tuple(sorted(of))
        return metric, of

    def rate(self, unit: str, other: str, when: When) -> Interval | None:
        """Return what one unit was worth in another, by the shortest declared period that holds all of a time."""
        best: tuple[int, Interval] | None = None
        for rate in self.declared.rates:
            if {rate.from_, rate.to} != {unit, other} or not _holds(rate.during, when):
                continue
            length = MAX_DAYS if rate.during is None else (rate.during.latest or MAX_DAYS) - (rate.during.earliest or 0)
            least, most = Fraction(rate.at_least), Fraction(rate.at_most)
            worth = Interval.of(least, most) if rate.from_ == unit else Interval.of(1 / most, 1 / least)
            if best is None or length < best[0]:
                best = length, worth
        return best[1] if best is not None else None

    def type_of(self, identifier: str) -> str | None:
        """Return the type of an entity, of a group its members' type, of an event or a series its section."""
        entity = self.entity(identifier)
        if entity is not None:
            return entity.type
        group = self.group(identifier)
        if group is not None:
            if group.type is not None:
                return group.type
            types = {self.type_of(member.id) for member in group.members}
            return types.pop() if len(types) == 1 else "group"
        if identifier in self.declared.events:
            return "event"
        return "series" if identifier in self.declared.series else None

    def is_of_type(self, identifier: str, wanted: str) -> bool:
        """Whether an id may stand where a type is wanted. An id that a lenient vocabulary lacks may."""
        if wanted in ("thing", "entity", "any"):
            return True
        if wanted == "group":
            return identifier in self.declared.groups or self.lenient
        found = self.type_of(identifier)
        return found == wanted or (found is None and self.lenient)

    def label(self, identifier: str) -> str:
        """Return the name of an id as a reader knows it, else the id."""
        for section in (*SHARED_SECTIONS, "metrics", "properties", "roles", "lists"):
            entry = getattr(self.declared, section).get(identifier)
            if entry is not None:
                return entry.label or identifier
        return identifier

    def names(self) -> Iterator[tuple[str, str, DateSpan | None]]:
        """Yield every name of an entity, a group, an event or a series: the name, the id, and when it was in use."""
        for section in SHARED_SECTIONS:
            for identifier, entry in getattr(self.declared, section).items():
                if entry.label:
                    yield entry.label, identifier, None
                for alias in entry.aliases:
                    yield alias.name, identifier, alias.during

    def around(self, place: str) -> Iterator[str]:
        """Yield the place itself and every place that it lies in, from the smallest."""
        current: str | None = place
        for _ in range(MAX_CHAIN):
            if current is None:
                return
            yield current
            entity = self.entity(current)
            current = entity.in_ if entity is not None else None

    def country_of(self, identifier: str) -> str | None:
        """Return the country that a place lies in, or that a person or an organisation is of."""
        for place in self.around(identifier):
            entity = self.entity(place)
            if entity is not None and entity.type == "country":
                return place
            if entity is not None and entity.country is not None:
                return entity.country
        return None

    def within(self, place: str, region: str) -> Truth:
        """Whether a place lies in a region; a group is the region of its members."""
        chain = tuple(self.around(place))
        if region in chain:
            return Truth.YES
        group = self.group(region)
        if group is not None:
            members = {member.id for member in group.members}
            if members & set(chain):
                return Truth.YES
            return Truth.NO if group.complete and self._is_rooted(chain) else Truth.POSSIBLY
        if place in tuple(self.around(region)):
            return Truth.POSSIBLY
        return Truth.NO if self._is_rooted(chain) and self._is_rooted(tuple(self.around(region))) else Truth.POSSIBLY

    def _is_rooted(self, chain: tuple[str, ...]) -> bool:
        """Whether the chain of places ends at a country, so that nothing is left unsaid of where it lies."""
        entity = self.entity(chain[-1])
        return entity is not None and entity.type == "country"

    def members(self, group_id: str, lo: int | None = None, hi: int | None = None) -> Members | None:
        """Return who is in a group at some time from day `lo` to day `hi`; None when it is no group.

        A member that was in it for a part of that time only makes the list incomplete: who counts is unknown.
        """
        group = self.group(group_id)
        if group is None:
            return None
        ids, complete = [], group.complete
        for member in group.members:
            during = member.during
            if during is None:
                ids.append(member.id)
                continue
            starts_late = during.earliest is not None and (lo is None or during.earliest > lo)
            ends_early = during.latest is not None and (hi is None or during.latest < hi)
            absent = (during.earliest is not None and hi is not None and during.earliest > hi) or (
                during.latest is not None and lo is not None and during.latest < lo
            )
            if absent:
                continue
            if starts_late or ends_early:
                complete = False
            ids.append(member.id)
        return Members(tuple(sorted(ids)), complete)

    def disjoint_parts(self, metric: str) -> tuple[str, ...]:
        """Return the largest declared list of disjoint metrics that the metric is in, all parts of one whole."""
        whole = self.part_of(metric)
        best: tuple[str, ...] = ()
        for entry in self.declared.disjoint:
            siblings = tuple(sorted(m for m in entry if self.part_of(m) == whole))
            if metric in siblings and whole is not None and len(siblings) > len(best):
                best = siblings
        return best or (metric,)

    def part_of(self, metric: str) -> str | None:
        """Return the metric that a metric is declared a part of."""
        declared = self.declared.metrics.get(metric)
        return declared.part_of if declared is not None else None


def _holds(during: DateSpan | None, when: When) -> bool:
    if during is None:
        return True
    late = during.earliest is not None and (when.lo is None or when.lo < during.earliest)
    early = during.latest is not None and (when.hi is None or when.hi > during.latest)
    return not late and not early
