"""The shape of constraints: where propagation, which sees one constraint at a time, may be blind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Const,
    Magnitude,
    Over,
    Power,
    Relation,
    Term,
    Times,
    children,
    is_whole,
    relations,
)


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


def leans_on_itself(condition: Condition) -> bool:
    """Whether one bound of an unknown may follow from its other bound: the sign of a root, an end that is ruled out."""
    return any(
        relation.op == "!=" or _any(relation, lambda term: isinstance(term, (Over, Power, Magnitude)))
        for relation in relations(condition)
    )


def has_gaps(condition: Condition) -> bool:
    """Whether the values that a condition leaves an unknown may lie apart, so that an interval hides that some fail."""
    match condition:
        case Relation(op=op):
            return op == "!=" or _any(condition, _is_bent) or (_any(condition, _is_whole_unknown) and _steps(condition))
        case All(items):
            return any(map(has_gaps, items))
        case AnyOf(items):
            return len(items) > 1
        case _:
            return False


def _any(relation: Relation, test: Callable[[Term], bool]) -> bool:
    return any(_found(side, test) for side in (relation.left, relation.right))


def _found(term: Term, test: Callable[[Term], bool]) -> bool:
    return test(term) or any(_found(child, test) for child in children(term))


def _is_bent(term: Term) -> bool:
    return isinstance(term, (Over, Magnitude)) or (isinstance(term, Power) and term.exponent % 2 == 0)


def _is_whole_unknown(term: Term) -> bool:
    return not children(term) and not isinstance(term, Const) and is_whole(term)


def _steps(relation: Relation) -> bool:
    """Whether whole numbers meet what is not whole, or are multiplied."""
    whole = is_whole(relation.left) and is_whole(relation.right)
    return not whole or _any(relation, lambda term: isinstance(term, (Times, Power)))
