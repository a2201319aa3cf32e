"""The structure of a condition: all of it but how its unknowns are called, what is known of them and what is printed.

Conditions of one structure are compiled once. A corpus has thousands of conditions and some dozens of structures.
"""

from __future__ import annotations

from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Const,
    Leaf,
    Plus,
    Power,
    Relation,
    Slot,
    Sort,
    Term,
    Var,
    children,
)

Structure = tuple[object, ...]
"""Each part with what it holds behind it, from left to right; how many items follow is told where that may vary."""


def structure_of(condition: Condition) -> tuple[Structure, tuple[Var | Leaf, ...], bool]:
    """Return the structure of a condition, its unknowns, each once and in order, and whether one stands in it twice."""
    walk = _Walk()
    walk.condition(condition)
    return tuple(walk.structure), tuple(walk.terms), walk.repeats


class _Walk:
    """What was found so far."""

    __slots__ = ("numbers", "repeats", "structure", "terms")

    def __init__(self) -> None:
        self.structure: list[object] = []
        self.terms: list[Var | Leaf] = []
        self.numbers: dict[Slot, int] = {}
        self.repeats = False

    def condition(self, condition: Condition) -> None:
        if isinstance(condition, Relation):
            self.structure.append(condition.op)
            self._terms(condition.left, condition.right)
        elif isinstance(condition, (All, AnyOf)):
            self.structure += (type(condition), len(condition.items))
            for item in condition.items:
                self.condition(item)
        else:
            self.structure.append(condition)

    def _terms(self, left: Term, right: Term) -> None:
        structure = self.structure
        stack: list[Term] = [right, left]
        while stack:
            term = stack.pop()
            if isinstance(term, (Var, Leaf)):
                structure += (Var, self._number(term), term.sort is Sort.NUMBER)
            elif isinstance(term, Const):
                value = term.value
                structure += (Const, value.lo, value.hi, value.lo_open, value.hi_open, term.sort is Sort.NUMBER)
            elif isinstance(term, Plus):
                structure += (Plus, len(term.items))
                stack += reversed(term.items)
            elif isinstance(term, Power):
                structure += (Power, term.exponent)
                stack.append(term.base)
            else:
                structure.append(type(term))
                stack += reversed(children(term))

    def _number(self, term: Var | Leaf) -> int:
        """Return the number of an unknown, which is a new one where it was not met before."""
        fresh = len(self.terms)
        number = self.numbers.setdefault(term.slot, fresh)
        if number == fresh:
            self.terms.append(term)
        else:
            self.repeats = True
        return number
