"""A point that satisfies linear constraints of real numbers, looked for among whole multiples of one small unit.

On such a grid every bound is a whole number, so that nothing is paid for fractions: a constraint is one or two sums of
whole numbers that are at most a whole number each, rounded such that a sum that is so satisfies the constraint, the
strict one too (`grid_search` looks for the numbers). A point that is found is a proof; where none is found, nothing is
said.

A figure that stands in one constraint alone is no unknown here but what it leaves its constraint: a constant that is
an interval, or a factor that is one, of an unknown that is never negative. It can be chosen when all else is fixed. Of
such constraints the inequalities of `linearise` say everything, so that the exact linear step decides them, and what
has a point here is what it calls possible: it is found sooner, and that is all.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from claimcheck.engine.solving.contract import Contractor
from claimcheck.engine.solving.grid_search import GridSearch, Sum, greater, lesser
from claimcheck.engine.solving.network import System
from claimcheck.engine.solving.nodes import ConstNode, Domains, Node, PlusNode, SlotNode, TimesNode
from claimcheck.engine.solving.pairs import PairContractor
from claimcheck.engine.solving.sums import SumContractor
from claimcheck.rules.terms import Leaf, Var
from claimcheck.values.interval import Exact, Interval

MOST = 60
"""Of how many constraints a system is at most: the search in larger ones would be long."""
PARTS = 720_720
"""Into how many parts the common measure of all constants is divided: a number that many divide."""
LONGEST = 10**30
"""How many parts a whole has at most."""

Factors = list[tuple[int, Exact]]
"""Slots with what they are multiplied with."""
Product = tuple[int, Exact, Exact, bool, bool]
"""An unknown, and the ends between which its factor lies, with whether they are open."""


class Point(NamedTuple):
    """Whole numbers by slot; each times the unit is the value of the unknown."""

    values: dict[int, int]
    unit: Fraction


class Unfit(Exception):
    """A constraint that is not of this kind."""


def has_point(system: System, domains: Domains) -> bool | None:
    """Return whether a point was found where unknowns lie in these domains; None where constraints are not such.

    What `domains` leave out of those that the system begins with satisfies no constraint.
    """
    grid = grid_of(system, domains)
    return None if grid is None else grid.point() is not None


def grid_of(system: System, domains: Domains) -> Grid | None:
    """Return the grid of a system, or None where its constraints are not such."""
    if len(system.members) > MOST or any(system.whole):
        return None
    try:
        return Grid(system, domains)
    except Unfit:
        return None


class Grid:
    """Constraints over the unknowns that more than one of them speaks of, as sums of whole numbers."""

    def __init__(self, system: System, domains: Domains) -> None:
        self._initial, self._domains, self._terms = system.initial, domains, system.terms
        self._own = [
            type(term) is Leaf and len(watchers) == 1
            for term, watchers in zip(system.terms, system.watchers, strict=True)
        ]
        # First of all, for most constraints that do not fit are products of two unknowns.
        products = [self._products(*each) for each in zip(system.contractors, system.members, strict=True)]
        self._one = one = self._parts(system.contractors)
        self._low: list[int | None] = [None] * len(domains)
        self._high: list[int | None] = [None] * len(domains)
        self._sums: list[Sum] = []
        self._slots: list[int] = []
        for slot, (domain, own) in enumerate(zip(domains, self._own, strict=True)):
            if not own:
                self._slots.append(slot)
                lo, hi = domain.lo, domain.hi
                if lo is not None:
                    self._low[slot] = -_most(-lo, one, domain.lo_open)
                if hi is not None:
                    self._high[slot] = _most(hi, one, domain.hi_open)
        for contractor, members, own_products in zip(system.contractors, system.members, products, strict=True):
            self._add(contractor, members, own_products)

    def point(self) -> Point | None:
        """Look for a point of the unknowns that is not of one constraint alone."""
        search = GridSearch(self._sums, self._low, self._high, self._one)
        if not search.fix(self._slots):
            return None
        values = {slot: value for slot in self._slots if (value := search.low[slot]) is not None}
        return Point(values, Fraction(1, self._one))

    def _parts(self, contractors: Sequence[Contractor]) -> int:
        """Return into how many parts a whole is divided: such that all constants are whole numbers of them."""
        ends = [end for each in self._initial for end in (each.lo, each.hi)]
        for contractor in contractors:
            if type(contractor) is SumContractor:
                ends += (contractor.constant.lo, contractor.constant.hi)
        measure = 1
        for end in ends:
            if type(end) is Fraction:
                measure *= end.denominator // gcd(measure, end.denominator)
        if measure * PARTS > LONGEST:
            raise Unfit
        return measure * PARTS

    def _add(self, contractor: Contractor, members: Sequence[int], products: Sequence[Product]) -> None:
        if type(contractor) is PairContractor:
            sign = -1 if contractor.op in (">", ">=") else 1
            parts: list[tuple[Exact, int]] = [(sign, members[contractor.left]), (-sign, members[contractor.right])]
            self._relate(parts, (), NOTHING, contractor.op == "==", contractor.strict)
        elif type(contractor) is SumContractor:
            parts = [(factor, members[slot]) for factor, slot, node, _ in contractor.parts if node is None]
            self._relate(parts, products, contractor.constant, contractor.equal, contractor.strict)

    def _products(self, contractor: Contractor, members: Sequence[int]) -> Sequence[Product]:
        """Return the products of a constraint. Raises Unfit for a constraint that is not of this kind."""
        if type(contractor) is PairContractor:
            return ()
        if type(contractor) is not SumContractor:
            raise Unfit
        return [self._product(factor, node, members) for factor, _, node, _ in contractor.parts if node is not None]

    def _product(self, scale: Exact, node: Node, members: Sequence[int]) -> Product:
        """Return an unknown that is not negative with its factor."""
        if type(node) is not TimesNode:
            raise Unfit
        left, right = node.left, node.right
        if not self._is_unknown(left, members):
            left, right = right, left
        if type(left) is not SlotNode or not self._is_unknown(left, members):
            raise Unfit
        slot = members[left.slot]
        domain, by = self._domains[slot], self._factor(right, members)
        lo, hi, lo_open, hi_open = by.lo, by.hi, by.lo_open, by.hi_open
        if domain.lo is None or domain.lo < 0 or lo is None or hi is None:
            raise Unfit
        if (lo_open or hi_open) and domain.lo == 0 and not domain.lo_open:
            # Zero times what is never reached is reached all the same, which is no inequality.
            raise Unfit
        if scale > 0:
            return slot, lo * scale, hi * scale, lo_open, hi_open
        return slot, hi * scale, lo * scale, hi_open, lo_open

    def _is_unknown(self, node: Node, members: Sequence[int]) -> bool:
        return type(node) is SlotNode and type(self._terms[members[node.slot]]) is Var

    def _factor(self, node: Node, members: Sequence[int]) -> Interval:
        """Return between what a term lies that is made of constants and figures of its own."""
        if type(node) is ConstNode:
            return node.value
        if type(node) is SlotNode and self._own[members[node.slot]]:
            return self._initial[members[node.slot]]
        if type(node) is PlusNode:
            first, *others = [self._factor(item, members) for item in node.items]
            return sum(others, first)
        raise Unfit

    def _relate(
        self,
        parts: Sequence[tuple[Exact, int]],
        products: Sequence[Product],
        constant: Interval,
        equal: bool,
        strict: bool,
    ) -> None:
        """Add parts and a constant that are zero together, or at most zero, as one or two sums."""
        one = self._one
        least: Factors = []
        most: Factors = []
        # What the constant and the figures come to, as an exact number of parts; None without end.
        low, high = _scaled(constant.lo, one), _scaled(constant.hi, one)
        low_open, high_open = strict or constant.lo_open, constant.hi_open
        for factor, slot in parts:
            if not self._own[slot]:
                least.append((slot, factor))
                most.append((slot, -factor))
                continue
            figure = self._initial[slot]
            lo, hi, lo_open, hi_open = figure.lo, figure.hi, figure.lo_open, figure.hi_open
            if factor < 0:
                lo, hi, lo_open, hi_open = hi, lo, hi_open, lo_open
            low = None if low is None or lo is None else low + _parts_of(lo, one) * factor
            high = None if high is None or hi is None else high + _parts_of(hi, one) * factor
            low_open, high_open = low_open or lo_open, high_open or hi_open
        for slot, by, to, by_open, to_open in products:
            least.append((slot, by))
            most.append((slot, -to))
            low_open, high_open = low_open or by_open, high_open or to_open
        if low is not None:
            self._bound(least, -low, low_open)
        if equal and high is not None:
            self._bound(most, high, high_open)

    def _bound(self, parts: Factors, most: Exact, strict: bool) -> None:
        """Add that a sum of parts is at most a number, or below it."""
        by = lcm(*[each.denominator for _, each in parts if type(each) is Fraction])
        whole = [(slot, int(each * by)) for slot, each in parts if each]
        end = _most(most * by, 1, strict)
        if len(whole) != 1:
            self._sums.append((whole, end))
            return
        ((slot, factor),) = whole
        if factor > 0:
            self._high[slot] = lesser(end // factor, self._high[slot])
        else:
            self._low[slot] = greater(-(end // -factor), self._low[slot])


NOTHING = Interval.point(0)


def _parts_of(end: Exact, one: int) -> int:
    """Return an end in parts, of which it is a whole number."""
    return end * one if type(end) is int else end.numerator * (one // end.denominator)


def _scaled(end: Exact | None, one: int) -> Exact | None:
    return None if end is None else _parts_of(end, one)


def _most(end: Exact, one: int, strict: bool) -> int:
    """Return the greatest whole number of parts that is at most an end, or below it."""
    if type(end) is int:
        return end * one - strict
    whole, rest = divmod(end.numerator * one, end.denominator)
    return whole - (strict and not rest)
