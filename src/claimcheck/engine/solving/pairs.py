"""The contractor of two bare unknowns: half of all revisions are of one, and two ends decide what is left of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.engine.solving.nodes import Domains, Narrow
from claimcheck.rules.terms import Leaf, Relation, Slot, Var
from claimcheck.values.interval import Exact, Interval


def pair_contractor(relation: Relation, index: Mapping[Slot, int]) -> PairContractor | None:
    """Return the contractor of an order or an equality of two bare unknowns, or None for other relations.

    Of whole numbers the smaller is at most the greater less one, which is left to sums.
    """
    left, right = relation.left, relation.right
    if relation.op == "!=" or not isinstance(left, (Var, Leaf)) or not isinstance(right, (Var, Leaf)):
        return None
    whole = left.sort.is_whole and right.sort.is_whole
    if whole and relation.op in ("<", ">"):
        return None
    return PairContractor(index[left.slot], relation.op, index[right.slot], whole)


class PairContractor:
    """Two unknowns compared, in the order of the relation. It narrows as the contractor of a sum does."""

    __slots__ = ("left", "op", "right", "strict", "whole")

    def __init__(self, left: int, op: str, right: int, whole: bool) -> None:
        self.left, self.op, self.right, self.whole = left, op, right, whole
        self.strict = op in ("<", ">")

    def revise(self, domains: Domains, narrow: Narrow) -> bool:
        """Narrow the domains; False when the condition cannot hold."""
        left, right = domains[self.left], domains[self.right]
        if self.op == "==":
            return narrow(self.left, right) and narrow(self.right, left)
        if self.op in ("<", "<="):
            return self._at_most(self.left, left, right, narrow) and self._at_least(self.right, right, left, narrow)
        return self._at_least(self.left, left, right, narrow) and self._at_most(self.right, right, left, narrow)

    def holds_at(self, values: Sequence[Exact]) -> bool | None:
        """Whether it holds where the unknowns have these values."""
        left, right = values[self.left], values[self.right]
        if left == right:
            return not self.strict
        return self.op != "==" and (left < right) is (self.op in ("<", "<="))

    def hides(self, domains: Domains) -> bool:
        """Whether a number of these domains may satisfy it for no choice of the other, though its interval stays."""
        return not (self.whole or domains[self.left].is_point or domains[self.right].is_point)

    def _at_most(self, slot: int, domain: Interval, greater: Interval, narrow: Narrow) -> bool:
        end, is_open = greater.hi, greater.hi_open or self.strict
        if end is None or _within(domain.hi, domain.hi_open, end, is_open, upper=True):
            return True
        return narrow(slot, Interval(None, end, True, is_open))

    def _at_least(self, slot: int, domain: Interval, smaller: Interval, narrow: Narrow) -> bool:
        end, is_open = smaller.lo, smaller.lo_open or self.strict
        if end is None or _within(domain.lo, domain.lo_open, end, is_open, upper=False):
            return True
        return narrow(slot, Interval(end, None, is_open))


def _within(own: Exact | None, own_open: bool, end: Exact, is_open: bool, *, upper: bool) -> bool:
    """Whether an end of a domain lies within a bound already."""
    if own is None:
        return False
    if own == end:
        return own_open or not is_open
    return own < end if upper else own > end
