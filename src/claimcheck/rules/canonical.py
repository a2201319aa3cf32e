"""What tells constraints of one assertion apart, so that equal ones are found to be equal.

The order of what is added or multiplied says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from claimcheck.rules.terms import All, AnyOf, Condition, Leaf, Plus, Power, Relation, Term, Times, Var, children


def canonical(condition: Condition) -> Hashable:
    """Return what two conditions share just when they say the same of the same unknowns."""
    match condition:
        case Relation(left, op, right):
            return _canonical(left), op, _canonical(right)
        case All(items) | AnyOf(items):
            return type(condition), tuple(canonical(item) for item in items)
        case _:
            return condition


def _canonical(term: Term) -> Hashable:
    match term:
        case Var(slot=slot) | Leaf(slot=slot):
            return slot
        case Plus() | Times():
            return type(term), frozenset(Counter(map(_canonical, children(term))).items())
        case Power(base, exponent):
            return Power, _canonical(base), exponent
        case _:
            inside = children(term)
            return (type(term), *map(_canonical, inside)) if inside else term
