"""HC4 contractors: a condition narrows the intervals of its unknowns to what can still satisfy it.

The method is HC4-revise (Benhamou, Goualard, Granvilliers, Puget 1999); see `nodes` for terms, and `sums` for the
relations that need no tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from claimcheck.engine.solving.nodes import Domains, Narrow, Node, compile_term
from claimcheck.engine.solving.pairs import pair_contractor
from claimcheck.engine.solving.sums import sum_contractor
from claimcheck.rules.terms import All, AnyOf, Condition, Relation, Slot, is_whole, unknowns
from claimcheck.values.interval import EVERYTHING, Exact, Interval
from claimcheck.values.truth import Truth


class Contractor(Protocol):
    """A condition, compiled."""

    def revise(self, domains: Domains, narrow: Narrow) -> bool:
        """Narrow the domains; False when the condition cannot hold."""

    def hides(self, domains: Domains) -> bool:
        """Whether an interval of a condition that may leave gaps hides that some of its numbers do not satisfy it."""

    def holds_at(self, values: Sequence[Exact]) -> bool | None:
        """Whether it holds where the unknowns have these values; None where it has to be revised to see that."""


class _Opaque:
    """What cannot tell whether there are gaps, nor at once whether it holds at a point."""

    __slots__ = ()

    def holds_at(self, values: Sequence[Exact]) -> bool | None:
        return None

    def hides(self, domains: Domains) -> bool:
        return True


class RelationContractor(_Opaque):
    """Two terms compared."""

    __slots__ = ("left", "op", "right", "whole")

    def __init__(self, left: Node, op: str, right: Node, whole: bool) -> None:
        self.left, self.op, self.right, self.whole = left, op, right, whole

    def revise(self, domains: Domains, narrow: Narrow) -> bool:
        if not (self.left.forward(domains) and self.right.forward(domains)):
            return False
        left, right = self.left.value, self.right.value
        match self.op:
            case "==":
                met = left.intersect(right)
                return met is not None and self.left.backward(met, narrow) and self.right.backward(met, narrow)
            case "<" | "<=":
                return self._ordered(left, right, self.left, self.right, narrow)
            case ">" | ">=":
                return self._ordered(right, left, self.right, self.left, narrow)
            case _:
                return self._unequal(left, right, narrow)

    def _ordered(self, low: Interval, high: Interval, low_node: Node, high_node: Node, narrow: Narrow) -> bool:
        strict = self.op in ("<", ">")
        shift = Fraction(1) if strict and self.whole else None
        below = _up_to(high, strict, shift)
        above = _down_to(low, strict, shift)
        return low_node.backward(below, narrow) and high_node.backward(above, narrow)

    def _unequal(self, left: Interval, right: Interval, narrow: Narrow) -> bool:
        if left.is_point and right.is_point:
            return left != right
        for point, other, node in ((left, right, self.right), (right, left, self.left)):
            if not point.is_point or point.lo is None:
                continue
            if other.lo == point.lo and not other.lo_open:
                return node.backward(Interval(other.lo, None, True), narrow)
            if other.hi == point.lo and not other.hi_open:
                return node.backward(Interval(None, other.hi, False, True), narrow)
        return True


def _up_to(high: Interval, strict: bool, shift: Fraction | None) -> Interval:
    if high.hi is None:
        return EVERYTHING
    if shift is not None and not high.hi_open:
        return Interval(None, high.hi - shift)
    return Interval(None, high.hi, True, strict or high.hi_open)


def _down_to(low: Interval, strict: bool, shift: Fraction | None) -> Interval:
    if low.lo is None:
        return EVERYTHING
    if shift is not None and not low.lo_open:
        return Interval(low.lo + shift, None)
    return Interval(low.lo, None, strict or low.lo_open, True)


class AllContractor(_Opaque):
    """Conditions that all hold."""

    __slots__ = ("items",)

    def __init__(self, items: Sequence[Contractor]) -> None:
        self.items = items

    def hides(self, domains: Domains) -> bool:
        return any(item.hides(domains) for item in self.items)

    def revise(self, domains: Domains, narrow: Narrow) -> bool:
        return all(item.revise(domains, narrow) for item in self.items)


class AnyContractor(_Opaque):
    """Conditions of which one holds: each unknown keeps the hull of what the possible branches leave it."""

    __slots__ = ("items", "slots")

    def __init__(self, items: Sequence[Contractor], slots: Sequence[int]) -> None:
        self.items, self.slots = items, slots

    def revise(self, domains: Domains, narrow: Narrow) -> bool:
        left: list[Domains] = []
        for item in self.items:
            trial = list(domains)
            if item.revise(trial, _trial_narrow(trial)):
                left.append(trial)
        if not left:
            return False
        for slot in self.slots:
            hull = left[0][slot]
            for trial in left[1:]:
                hull = hull.hull(trial[slot])
            if not narrow(slot, hull):
                return False
        return True


class TruthContractor(_Opaque):
    """A condition that is decided already."""

    __slots__ = ("possible",)

    def __init__(self, truth: Truth) -> None:
        self.possible = truth.possible

    def revise(self, domains: Domains, narrow: Narrow) -> bool:
        return self.possible


def _trial_narrow(trial: Domains) -> Narrow:
    def narrow(slot: int, interval: Interval) -> bool:
        met = trial[slot].intersect(interval)
        if met is None:
            return False
        trial[slot] = met
        return True

    return narrow


def compile_condition(condition: Condition, index: Mapping[Slot, int], *, repeats: bool = True) -> Contractor:
    """Return the contractor of a condition whose slots have these numbers.

    `repeats` tells whether an unknown may stand in it twice.
    """
    match condition:
        case Relation(left, op, right):
            summed = None if repeats else pair_contractor(condition, index) or sum_contractor(condition, index)
            if summed is not None:
                return summed
            whole = is_whole(left) and is_whole(right)
            return RelationContractor(compile_term(left, index), op, compile_term(right, index), whole)
        case All(items):
            return AllContractor([compile_condition(item, index, repeats=_repeats(item)) for item in items])
        case AnyOf(items):
            branches = [compile_condition(item, index, repeats=_repeats(item)) for item in items]
            return AnyContractor(branches, sorted(set(index.values())))
        case _:
            return TruthContractor(condition)


def _repeats(condition: Condition) -> bool:
    slots = [term.slot for term in unknowns(condition)]
    return len(set(slots)) < len(slots)
