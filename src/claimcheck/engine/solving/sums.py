"""The contractor of a relation between sums: most relations are one, and all their bounds follow from two totals.

`a + 2 b <= c` becomes `a + 2 b - c <= 0`. What the others leave to a part is the total without its own share, so one
pass over the parts gives every bound, and an interval is made only where a bound moves. It narrows to the same as
HC4 on the tree of the relation, as long as no unknown stands in it twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from claimcheck.engine.solving.nodes import Domains, Narrow, Node, compile_term
from claimcheck.rules.terms import Const, Leaf, Minus, Over, Plus, Relation, Slot, Term, Times, Var, YearOf, is_whole
from claimcheck.values.interval import EVERYTHING, Exact, Interval, exact

Part = tuple[Exact, int, Node | None, bool]
"""A factor, what it multiplies (the unknown in a slot, or with slot -1 a term that is no sum), and whether that is an
unknown of whole numbers or the year of one."""


def sum_contractor(relation: Relation, index: Mapping[Slot, int]) -> SumContractor | None:
    """Return the contractor of an order or an equality, or None for other relations.

    Constants that are no numbers but intervals are summed up where the tree would narrow in the order of the parts.
    """
    if relation.op == "!=":
        return None
    factor = -1 if relation.op in (">", ">=") else 1
    parts: list[Part] = []
    constant: Exact = 0
    vague: list[Interval] = []
    for scale, term in (*summands(relation.left, factor), *summands(relation.right, -factor)):
        if isinstance(term, Const):
            if term.value.lo is not None and term.value.is_point:
                constant = constant + scale * term.value.lo
            elif relation.op in ("==", "<="):
                vague.append(term.value * Interval.point(scale))
            else:
                return None
        elif isinstance(term, (Var, Leaf)):
            parts.append((exact(scale), index[term.slot], None, term.sort.is_whole))
        else:
            inner = term.item if isinstance(term, YearOf) else None
            whole = isinstance(inner, (Var, Leaf)) and inner.sort.is_whole
            parts.append((exact(scale), -1, compile_term(term, index), whole))
    if not parts:
        return None
    strict = relation.op in ("<", ">")
    if strict and is_whole(relation.left) and is_whole(relation.right):
        return SumContractor(parts, Interval.point(constant + 1), equal=False, strict=False)
    total = sum(vague, Interval.point(constant))
    return SumContractor(parts, total, equal=relation.op == "==", strict=strict)


def summands(side: Term, factor: Exact) -> list[tuple[Exact, Term]]:
    """Return the terms that are added up, each with its factor, from left to right."""
    found: list[tuple[Exact, Term]] = []
    stack: list[tuple[Exact, Term]] = [(factor, side)]
    while stack:
        scale, term = stack.pop()
        if isinstance(term, Plus):
            stack.extend((scale, item) for item in reversed(term.items))
        elif isinstance(term, Minus):
            stack.append((-scale, term.item))
        elif isinstance(term, Times) and (number := _number(term.left)):
            stack.append((scale * number, term.right))
        elif isinstance(term, Times) and (number := _number(term.right)):
            stack.append((scale * number, term.left))
        elif isinstance(term, Over) and (number := _number(term.right)):
            stack.append((Fraction(scale) / number, term.left))
        else:
            found.append((scale, term))
    return found


def _number(term: Term) -> Exact | None:
    """Return a known number; None for what is unknown."""
    return term.value.lo if isinstance(term, Const) and term.value.is_point else None


class SumContractor:
    """Parts and a constant that together are at most zero, below zero when `strict`, or zero when `equal`."""

    __slots__ = ("constant", "equal", "leans", "parts", "plan", "settles", "strict", "totals")

    def __init__(self, parts: Sequence[Part], constant: Interval, *, equal: bool, strict: bool) -> None:
        self.parts, self.constant, self.equal, self.strict = tuple(parts), constant, equal, strict
        self.leans = any(node is not None and node.leans for _, _, node, _ in parts)
        self.settles = not equal and not self.leans
        # For the way forward: a factor other than 1, and whether it is above zero.
        self.plan = tuple([(None if by == 1 else by, by > 0, slot, node) for by, slot, node, _ in parts])
        no_low, no_high = constant.lo is None, constant.hi is None
        low: Exact = 0 if constant.lo is None else constant.lo
        high: Exact = 0 if constant.hi is None else constant.hi
        self.totals = (
            (low, high),
            (int(no_low), int(no_high)),
            (int(constant.lo_open and not no_low), int(constant.hi_open and not no_high)),
        )

    def revise(self, domains: Domains, narrow: Narrow) -> bool:
        """Narrow the domains; False when the condition cannot hold."""
        shares: list[_Share] = []
        # How many shares are infinite on a side, and how many of the others are not reached.
        (low, high), (no_low, no_high), (open_low, open_high) = self.totals
        for scale, rising, slot, node in self.plan:
            if node is None:
                value = domains[slot]
            elif node.forward(domains):
                value = node.value
            else:
                return False
            if rising:
                least, most, least_open, most_open = value.lo, value.hi, value.lo_open, value.hi_open
            else:
                least, most, least_open, most_open = value.hi, value.lo, value.hi_open, value.lo_open
            if least is None:
                no_low += 1
                least_open = False
            else:
                if scale is not None:
                    least = least * scale
                low = low + least
                open_low += least_open
            if most is None:
                no_high += 1
                most_open = False
            else:
                if scale is not None:
                    most = most * scale
                high = high + most
                open_high += most_open
            shares.append((least, most, least_open, most_open))
        if self.settles and not no_high and (high < 0 or (high == 0 and (open_high or not self.strict))):
            # It holds at the most of every part, so it leaves each as it is.
            return True
        equal, strict = self.equal, self.strict
        if no_low > 1 and (no_high > 1 or not equal) and not self.leans:
            return True
        at = 0
        for factor, slot, node, _ in self.parts:
            least, most, least_open, most_open = shares[at]
            at += 1
            # A share is at most what the least of the others leaves, and at least what the most of them leaves.
            top = bottom = None
            top_open = bottom_open = False
            if no_low == (least is None):
                top = -low if least is None else least - low
                top_open = strict or open_low > least_open
                if most is not None and (top > most or (top == most and (most_open or not top_open))):
                    top = None
            if equal and no_high == (most is None):
                bottom = -high if most is None else most - high
                bottom_open = open_high > most_open
                if least is not None and (bottom < least or (bottom == least and (least_open or not bottom_open))):
                    bottom = None
            if bottom is None and top is None:
                if node is None or not node.leans:
                    continue
                target = EVERYTHING
            elif (
                bottom is not None
                and top is not None
                and (top < bottom or (top == bottom and (top_open or bottom_open)))
            ):
                return False
            else:
                target = _times(factor, bottom, top, bottom_open, top_open)
            if not (narrow(slot, target) if node is None else node.backward(target, narrow)):
                return False
        return True

    def holds_at(self, values: Sequence[Exact]) -> bool | None:
        """Whether it holds where the unknowns have these values; None where that is not told."""
        total: Exact = 0
        for factor, slot, node, _ in self.parts:
            value = values[slot] if node is None else node.at(values)
            if value is None:
                return None
            total = total + (value if factor == 1 else value * factor)
        low, high = self.constant.lo, self.constant.hi
        if low is not None and (total > -low or (total == -low and (self.strict or self.constant.lo_open))):
            return False
        return not (self.equal and high is not None and (total < -high or (total == -high and self.constant.hi_open)))

    def hides(self, domains: Domains) -> bool:
        """Whether a number of these domains may satisfy it for no choice of the others, though its interval stays.

        Sums and differences of whole numbers leave no gaps, and neither does a single unknown.
        """
        if self.constant.lo is None or not self.constant.is_point:
            return True
        total = self.constant.lo
        loose: list[bool] = []
        single = True
        for factor, slot, node, whole in self.parts:
            if node is not None and not node.forward(domains):
                return True
            value = domains[slot] if node is None else node.value
            if value.lo is not None and value.is_point:
                total = total + factor * value.lo
            else:
                single = single and (node is None or whole)
                loose.append(whole and factor in (1, -1))
        if single and len(loose) <= 1:
            return False
        return not (all(loose) and exact(total).denominator == 1)


_Share = tuple[Exact | None, Exact | None, bool, bool]


def _times(factor: Exact, bottom: Exact | None, top: Exact | None, bottom_open: bool, top_open: bool) -> Interval:
    """Return what lies between two ends that hold for a multiple."""
    if factor == 1:
        return Interval(bottom, top, bottom_open, top_open)
    if factor == -1:
        return Interval(None if top is None else -top, None if bottom is None else -bottom, top_open, bottom_open)
    whole = Fraction(factor)
    lo = None if bottom is None else exact(bottom / whole)
    hi = None if top is None else exact(top / whole)
    return Interval(lo, hi, bottom_open, top_open) if factor > 0 else Interval(hi, lo, top_open, bottom_open)
