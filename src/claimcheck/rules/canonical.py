"""What tells constraints of one assertion apart, so that equal ones are found to be equal.

The order of what is added or multiplied says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable

from claimcheck.rules.terms import All, AnyOf, Condition, Leaf, Plus, Power, Relation, Slot, Term, Times, Var, children


def canonical(condition: Condition, name: Callable[[Slot], Hashable] = lambda slot: slot) -> Hashable:
    """Return what two conditions share just when they say the same of the same unknowns.

    `name` gives what stands for an unknown: the same for equal ones alone.
    """
    match condition:
        case Relation(left, op, right):
            return _canonical(left, name), op, _canonical(right, name)
        case All(items) | AnyOf(items):
            return type(condition), tuple(canonical(item, name) for item in items)
        case _:
            return condition


def _canonical(term: Term, name: Callable[[Slot], Hashable]) -> Hashable:
    match term:
        case Var(slot=slot) | Leaf(slot=slot):
            return name(slot)
        case Plus() | Times():
            inside = [_canonical(child, name) for child in children(term)]
            if all(type(each) is int for each in inside):
                return type(term), tuple(sorted(inside))  # type: ignore[type-var] # whole numbers
            return type(term), frozenset(Counter(inside).items())
        case Power(base, exponent):
            return Power, _canonical(base, name), exponent
        case _:
            parts = children(term)
            return (type(term), *[_canonical(part, name) for part in parts]) if parts else term
