"""The shape of constraints: where propagation, which sees one constraint at a time, may be blind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Leaf,
    Magnitude,
    Over,
    Power,
    Relation,
    Term,
    Times,
    Var,
    is_whole,
    relations,
    terms_of,
)

LEANING = frozenset((Over, Power, Magnitude))


def has_cycle(members: Sequence[Sequence[int]], watchers: Sequence[Sequence[int]]) -> bool:
    """Whether constraints (`members` are their slots) and the slots that they share form a cycle."""
    parent = list(range(len(watchers)))

    def find(slot: int) -> int:
        while parent[slot] != slot:
            parent[slot] = parent[parent[slot]]
            slot = parent[slot]
        return slot

    for slots in members:
        roots: set[int] = set()
        for slot in slots:
            if len(watchers[slot]) < 2:
                continue
            root = find(slot)
            if root in roots:
                return True
            roots.add(root)
        anchor = min(roots, default=-1)
        for root in roots:
            parent[root] = anchor
    return False


def leans_on_itself(condition: Condition, terms: Iterable[Term]) -> bool:
    """Whether one bound of an unknown may follow from its other bound: the sign of a root, an end that is ruled out.

    `terms` are all terms of the condition.
    """
    if not LEANING.isdisjoint(map(type, terms)):
        return True
    if isinstance(condition, Relation):
        return condition.op == "!="
    return any(each.op == "!=" for each in relations(condition))


def has_gaps(condition: Condition, terms: Iterable[Term] | None = None) -> bool:
    """Whether the values that a condition leaves an unknown may lie apart, so that an interval hides that some fail.

    `terms` are all terms of the condition, where they are at hand.
    """
    match condition:
        case Relation():
            return _leaves_gaps(condition, terms_of(condition) if terms is None else terms)
        case All(items):
            return any(map(has_gaps, items))
        case AnyOf(items):
            return len(items) > 1
        case _:
            return False


def _leaves_gaps(relation: Relation, terms: Iterable[Term]) -> bool:
    if relation.op == "!=":
        return True
    whole = products = False
    for term in terms:
        if isinstance(term, (Var, Leaf)):
            whole = whole or term.sort.is_whole
        elif isinstance(term, (Over, Magnitude)) or (isinstance(term, Power) and term.exponent % 2 == 0):
            return True
        else:
            products = products or isinstance(term, (Times, Power))
    # Whole numbers meet what is not whole, or are multiplied.
    return whole and (products or not (is_whole(relation.left) and is_whole(relation.right)))
