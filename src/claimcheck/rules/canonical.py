"""Conditions in one form, so that equal constraints are found to be equal: the order of what is added says nothing."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Term,
    Times,
    YearOf,
)


def canonical(condition: Condition) -> Condition:
    """Return the condition with the items of every sum, and the factors of every product, in a fixed order."""
    match condition:
        case Relation(left, op, right):
            return Relation(_canonical(left), op, _canonical(right))
        case All(items) | AnyOf(items):
            return replace(condition, items=tuple(canonical(item) for item in items))
        case _:
            return condition


def _canonical(term: Term) -> Term:
    match term:
        case Plus(items):
            return Plus(tuple(sorted((_canonical(item) for item in items), key=repr)))
        case Times(left, right):
            first, second = sorted((_canonical(left), _canonical(right)), key=repr)
            return Times(first, second)
        case Over(left, right):
            return Over(_canonical(left), _canonical(right))
        case Minus(item) | YearOf(item) | Magnitude(item):
            return replace(term, item=_canonical(item))
        case Power(base, exponent):
            return Power(_canonical(base), exponent)
        case _:
            return term
