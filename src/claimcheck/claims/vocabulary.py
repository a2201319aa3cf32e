"""The vocabulary as it is written: entities, groups, events, series, properties, metrics, calendars and lists."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from claimcheck.claims.base import Model
from claimcheck.claims.fields import Date, EntityIds, Flag, Id, LengthText, Places, Read, Type, Unit
from claimcheck.claims.kind_declaration import KindDeclaration

Label = Annotated[str, Field(max_length=300)]


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _member(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


def _members(value: object) -> object:
    return {"members": value} if isinstance(value, list) else value


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _bound(value: object, _: ValidationInfo) -> Decimal:
    # Nothing but digits: an exponent of nine digits would make a number that no computer holds.
    text = str(value)
    if _BOUND.fullmatch(text) is None:
        raise ValueError(f'"{text[:40]}" is no bound: write digits, with a point if need be, such as 0 or -1.5')
    return Decimal(text)


_BOUND = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,20})?")
Bound = Annotated[Decimal, Read(_bound, {"type": ["string", "number"]})]


class Alias(Model):
    """Another name, and when it was in use where that is known."""

    name: Label
    during: Date | None = None


Aliases = tuple[Annotated[Alias, BeforeValidator(_named)], ...]


class Labelled(Model):
    """What has a name."""

    label: Label | None = None
    aliases: Aliases = ()
    note: str | None = Field(default=None, max_length=5000)


class Entity(Labelled):
    """A country, a city, a person, an organisation: anything that claims name."""

    type: Id = "thing"
    in_: Id | None = Field(default=None, alias="in", description="The place that it lies in")
    country: Id | None = Field(default=None, description="The country that a person or an organisation is of")
    born: Date | None = None
    died: Date | None = None


class Member(Model):
    """A member of a group, and when it was one where that is known."""

    id: Id
    during: Date | None = None


class Group(Labelled):
    """A set of entities, by name."""

    members: tuple[Annotated[Member, BeforeValidator(_member)], ...]
    complete: Flag = Field(default=True, description="Whether these are all its members")
    type: Id | None = None


class Event(Labelled):
    """Something that takes place once. Its pattern (type, who, where) makes `event:` required of claims that fit."""

    type: Type | None = None
    who: EntityIds | None = None
    with_: EntityIds | None = Field(default=None, alias="with")
    where: Places | None = None
    on: Date | None = Field(default=None, description="When it took place or began, where that is common knowledge")
    lasts: LengthText | None = Field(default=None, description="How long it may have lasted at most")
    series: Id | None = None


class Series(Labelled):
    """Events that recur and are numbered."""

    frequency: Literal["annual", "biennial", "quadrennial", "irregular"] = "irregular"
    gaps: Literal["none", "possible"] = "possible"
    lasts: LengthText | None = Field(default=None, description="How long an edition may have lasted at most")
    type: Type | None = None
    who: EntityIds | None = None
    where: Places | None = None


class Property(Labelled):
    """A property that subjects have: whether one value at a time, of which types."""

    of: Id | None = Field(default=None, description="The type of its subjects")
    value: Id | None = Field(default=None, description="The type of its values")
    values: tuple[Id, ...] = Field(default=(), description="The words that are its values, where they are no entities")
    single: Flag = Field(default=True, description="Whether a subject has one value at a time")


class RoleDeclaration(Labelled):
    """A role: whether one at a time holds it, and for how long at most."""

    single: Flag = True
    term: LengthText | None = None


class Metric(Labelled):
    """A quantity that claims give values of."""

    unit: Unit = Field(default="", description="An ISO 4217 code, percent, or a unit of one's own")
    measures: Literal["flow", "stock", "rate", "once"] = "flow"
    of: tuple[Id, ...] = Field(default=(), description="The types of its dimensions, in order")
    symmetric: Flag = Field(default=False, description="Whether the order of its two dimensions says nothing")
    at_least: Bound | None = Field(default=None, description="The least that a value can be")
    at_most: Bound | None = Field(default=None, description="The most that a value can be")
    whole: Flag = Field(default=False, description="Whether its values are whole numbers")
    mirror_of: Id | None = Field(default=None, description="The metric that it is with its dimensions exchanged")
    part_of: Id | None = Field(default=None, description="The metric that it is a part of")
    growth_of: Id | None = Field(default=None, description="The metric whose growth it is")
    quotient_of: tuple[Id, Id] | None = Field(
        default=None, description="Two metrics, the first of which it is per unit of the second"
    )
    additive: Flag = Field(default=True, description="Whether the values of a group's members add up")


class Rate(Model):
    """What one unit of `from` is in `to` at a time: between the least and the most that it was worth then."""

    from_: Unit = Field(alias="from", description="An ISO 4217 code or a unit")
    to: Unit
    during: Date | None = Field(default=None, description="When; always where nothing is given")
    at_least: Bound
    at_most: Bound

    @model_validator(mode="after")
    def _in_order(self) -> Any:
        if not 0 < self.at_least <= self.at_most:
            raise ValueError("a rate is above zero, and its `at_least` is no more than its `at_most`")
        return self


class Calendar(Model):
    """A fiscal calendar: the month its year starts in, and which calendar year names it."""

    starts: str = Field(default="01", max_length=5, pattern=r"^\d\d(-\d\d)?$", description="MM or MM-DD")
    named_by: Literal["start", "end"] = "end"
    label: Label | None = None


class ClosedList(Labelled):
    """A list of events that is complete for a period: what it lacks did not happen."""

    type: Type
    who: EntityIds | None = None
    where: Places | None = None
    complete: Date | None = Field(default=None, description="The period for which claims of the corpus are complete")
    whose: str | None = Field(default=None, max_length=300, description="Whose list it is")


class VocabularyFile(Model):
    """One vocabulary file. Several files together make the vocabulary; an id is declared once."""

    entities: dict[Id, Entity] = Field(default_factory=dict)
    groups: dict[Id, Annotated[Group, BeforeValidator(_members)]] = Field(default_factory=dict)
    events: dict[Id, Event] = Field(default_factory=dict)
    series: dict[Id, Series] = Field(default_factory=dict)
    properties: dict[Id, Property] = Field(default_factory=dict)
    roles: dict[Id, RoleDeclaration] = Field(default_factory=dict)
    metrics: dict[Id, Metric] = Field(default_factory=dict)
    calendars: dict[Id, Calendar] = Field(default_factory=dict)
    disjoint: tuple[tuple[Id, ...], ...] = Field(default=(), description="Metrics whose values do not overlap")
    rates: tuple[Rate, ...] = Field(default=(), description="What units are worth in others, and when")
    lists: dict[Id, ClosedList] = Field(default_factory=dict)
    kinds: dict[Id, KindDeclaration] = Field(default_factory=dict)
    readings: dict[str, Any] = Field(default_factory=dict, description="Changes to the table of readings")
