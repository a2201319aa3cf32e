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
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Slot,
    Sort,
    Term,
    Times,
    Var,
    YearOf,
)

Structure = tuple[object, ...]
"""Each part with what it holds behind it, from left to right; how many items follow is told where that may vary.

An unknown is `Leaf` where it is whole, else `Var`: it matters no further what it is. A constant is its interval. Which
unknowns are the same is told at the end, where some are.
"""


def structure_of(condition: Condition) -> tuple[Structure, tuple[Var | Leaf, ...], bool]:
    """Return the structure of a condition, its unknowns, each once and in order, and whether one stands in it twice."""
    structure: list[object] = []
    unknowns: list[Var | Leaf] = []
    _walk(condition, structure, unknowns)
    if len(unknowns) < 2:
        return tuple(structure), tuple(unknowns), False
    numbers: dict[Slot, int] = {}
    order = [numbers.setdefault(term.slot, len(numbers)) for term in unknowns]
    repeats = len(numbers) < len(order)
    if repeats:
        structure += order
        first = dict(zip(reversed(order), reversed(unknowns), strict=True))
        unknowns = [first[number] for number in range(len(numbers))]
    return tuple(structure), tuple(unknowns), repeats


def _walk(condition: Condition, structure: list[object], unknowns: list[Var | Leaf]) -> None:
    """Note what a condition is made of, and each unknown wherever it stands."""
    if isinstance(condition, (All, AnyOf)):
        structure += (type(condition), len(condition.items))
        for item in condition.items:
            _walk(item, structure, unknowns)
        return
    if not isinstance(condition, Relation):
        structure.append(condition)
        return
    structure.append(condition.op)
    stack: list[Term] = [condition.right, condition.left]
    while stack:
        term = stack.pop()
        if isinstance(term, (Var, Leaf)):
            structure.append(Var if term.sort is Sort.NUMBER else Leaf)
            unknowns.append(term)
        elif isinstance(term, Const):
            value = term.value
            structure += (value.lo, value.hi, value.lo_open, value.hi_open, term.sort is Sort.NUMBER)
        elif isinstance(term, Plus):
            structure += (Plus, len(term.items))
            stack += term.items[::-1]
        elif isinstance(term, (Minus, YearOf)):
            structure.append(type(term))
            stack.append(term.item)
        elif isinstance(term, (Times, Over)):
            structure.append(type(term))
            stack += (term.right, term.left)
        elif isinstance(term, Power):
            structure += (Power, term.exponent)
            stack.append(term.base)
        else:
            structure.append(type(term))
            stack.append(term.item)
