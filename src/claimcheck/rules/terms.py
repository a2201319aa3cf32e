"""Ground terms and conditions: what an assertion becomes once claims, ids and times are put in.

A term is a number that is known (a constant), stated (a field of a claim, known as an interval) or unknown (a
variable). Days are numbers, counted as `datetime.date.toordinal` does; ids are numbers of a symbol table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple, TypeGuard, get_args

from claimcheck.values.interval import EVERYTHING, Interval
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import value_class


class Sort(StrEnum):
    """What a number stands for; it decides how it is printed and whether it is whole."""

    NUMBER = "number"
    DAY = "day"
    YEAR = "year"
    COUNT = "count"
    SYMBOL = "symbol"

    @cached_property
    def is_whole(self) -> bool:
        """Whether only whole numbers are values."""
        return self is not Sort.NUMBER


class Variable(NamedTuple):
    """An unknown: its kind, what it is of, and what keeps it apart (an estimate, a basis, another unit)."""

    kind: str
    parts: tuple[object, ...]
    apart: str = ""


class Stated(NamedTuple):
    """A field of a claim, as an unknown that its figure bounds."""

    claim: str
    field: str


Slot = Variable | Stated


@value_class
class Const:
    """A known number, or one known as an interval that no claim can be blamed for."""

    value: Interval
    text: str = ""
    sort: Sort = Sort.NUMBER


@value_class
class Var:
    """An unknown. `domain` is what is known of it before any claim; `sort` says what its numbers are."""

    slot: Variable
    sort: Sort = Sort.NUMBER
    unit: str = ""
    domain: Interval = EVERYTHING


@value_class
class Leaf:
    """A figure or a date of a claim under a reading. `nominal` is the number that its words name."""

    slot: Stated
    value: Interval
    text: str
    nominal: Fraction | None = None
    sort: Sort = Sort.NUMBER
    unit: str = ""


@value_class
class Plus:
    """A sum."""

    items: tuple[Term, ...]


@value_class
class Minus:
    """The negative of a term."""

    item: Term


@value_class
class Times:
    """A product of two."""

    left: Term
    right: Term


@value_class
class Over:
    """A quotient."""

    left: Term
    right: Term


@value_class
class Power:
    """A whole power, of at least 2."""

    base: Term
    exponent: int


@value_class
class YearOf:
    """The calendar year of a day."""

    item: Term


@value_class
class Magnitude:
    """The absolute value."""

    item: Term


Term = Const | Var | Leaf | Plus | Minus | Times | Over | Power | YearOf | Magnitude
_TERMS = frozenset(get_args(Term))
_NAMED = frozenset((Const, Var, Leaf))

OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@value_class
class Relation:
    """Two terms compared."""

    left: Term
    op: str
    right: Term


@value_class
class All:
    """Conditions that all hold."""

    items: tuple[Condition, ...]


@value_class
class AnyOf:
    """Conditions of which at least one holds."""

    items: tuple[Condition, ...]


Condition = Relation | All | AnyOf | Truth


def is_term(value: object) -> TypeGuard[Term]:
    """Whether a value is a term."""
    return type(value) in _TERMS


def negate(condition: Condition) -> Condition:
    """Return the condition that holds just when this one does not."""
    match condition:
        case Relation(left, op, right):
            return Relation(left, OPPOSITE[op], right)
        case All(items):
            return AnyOf(tuple(negate(item) for item in items))
        case AnyOf(items):
            return All(tuple(negate(item) for item in items))
        case _:
            return ~condition


def children(term: Term) -> tuple[Term, ...]:
    """Return the terms directly inside."""
    inside = _INSIDE.get(type(term))
    return inside(term) if inside is not None else ()


def _item(term: Any) -> tuple[Term, ...]:
    return (term.item,)


def _two(term: Any) -> tuple[Term, ...]:
    return (term.left, term.right)


_INSIDE: dict[type, Callable[[Any], tuple[Term, ...]]] = {
    Plus: lambda term: term.items,
    Times: _two,
    Over: _two,
    Minus: _item,
    YearOf: _item,
    Magnitude: _item,
    Power: lambda term: (term.base,),
}


def relations(condition: Condition) -> Iterator[Relation]:
    """Yield every relation inside."""
    match condition:
        case Relation():
            yield condition
        case All(items) | AnyOf(items):
            for item in items:
                yield from relations(item)


def unknowns(condition: Condition) -> Iterator[Var | Leaf]:
    """Yield every variable and stated field inside, from left to right, with repetitions."""
    for relation in relations(condition):
        yield from (term for term in terms_of(relation) if isinstance(term, (Var, Leaf)))


def terms_of(relation: Relation) -> list[Term]:
    """Return every term of a relation, each before those inside it, from left to right."""
    found: list[Term] = []
    stack = [relation.right, relation.left]
    while stack:
        term = stack.pop()
        found.append(term)
        inside = _INSIDE.get(type(term))
        if inside is not None:
            stack.extend(reversed(inside(term)))
    return found


def sort_of(term: Term) -> Sort:
    """Return what the numbers of a term stand for."""
    match term:
        case Const() | Var() | Leaf():
            return term.sort
        case YearOf():
            return Sort.YEAR
        case Plus(items):
            sorts = {sort_of(item) for item in items}
            return Sort.DAY if Sort.DAY in sorts else Sort.YEAR if Sort.YEAR in sorts else Sort.NUMBER
        case Minus(item):
            return sort_of(item)
        case _:
            return Sort.NUMBER


def is_symbol(term: Term) -> bool:
    """Whether the numbers of a term stand for ids: a sum or a product of them is none."""
    while type(term) is Minus:
        term = term.item
    return type(term) in _NAMED and term.sort is Sort.SYMBOL  # type: ignore[union-attr] # these have a sort


def is_whole(term: Term) -> bool:
    """Whether a term has only whole numbers as values, whatever its unknowns are.

    A day plus a length of 30.4 days is still printed as a day (`sort_of`), but is not whole.
    """
    match term:
        case Const(value=value):
            return term.sort.is_whole if value.lo is None or not value.is_point else value.lo.denominator == 1
        case Var() | Leaf():
            return term.sort.is_whole
        case YearOf():
            return True
        case Over():
            return False
        case _:
            return all(is_whole(child) for child in children(term))
