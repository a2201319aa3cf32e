"""Solves a relation for one of its unknowns, symbolically, so that the arithmetic can be shown."""

from __future__ import annotations

from claimcheck.rules.terms import (
    MIRRORED,
    Leaf,
    Minus,
    Over,
    Plus,
    Relation,
    Slot,
    Term,
    Times,
    Var,
    YearOf,
    children,
)


def isolate(relation: Relation, slot: Slot) -> tuple[Term, str, Term] | None:
    """Return (unknown, operator, everything else), or None when the unknown stands twice or cannot be solved for.

    The unknown is the bare variable, or its year where only its year is compared. The operator is "" when
    dividing or multiplying may have turned an inequality round.
    """
    counts = (_count(relation.left, slot), _count(relation.right, slot))
    if sum(counts) != 1:
        return None
    if counts[0]:
        side, op, other = relation.left, relation.op, relation.right
    else:
        side, op, other = relation.right, MIRRORED[relation.op], relation.left
    while True:
        match side:
            case Var() | Leaf():
                return side, op, other
            case YearOf(item) if isinstance(item, (Var, Leaf)):
                return side, op, other
            case Plus(items):
                inner = next(item for item in items if _count(item, slot))
                rest = tuple(Minus(item) for item in items if item is not inner)
                side, other = inner, Plus((other, *rest))
            case Minus(item):
                side, op, other = item, MIRRORED[op], Minus(other)
            case Times(left, right) if _count(left, slot):
                side, other = left, Over(other, right)
            case Times(left, right):
                side, other = right, Over(other, left)
            case Over(left, right) if _count(left, slot):
                side, other = left, Times(other, right)
            case Over(left, right):
                side, op, other = right, MIRRORED[op], Over(left, other)
            case _:
                return None


def _count(term: Term, slot: Slot) -> int:
    own = 1 if isinstance(term, (Var, Leaf)) and term.slot == slot else 0
    return own + sum(_count(child, slot) for child in children(term))
