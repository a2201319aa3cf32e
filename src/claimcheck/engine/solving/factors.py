"""The unknowns whose values make the rest of a system linear: factors, divisors, what is raised, cut or chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from claimcheck.engine.solving.network import System
from claimcheck.engine.solving.nodes import Domains, compile_term
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
    Var,
    YearOf,
    children,
    unknowns,
)
from claimcheck.values.interval import EVERYTHING

Sides = tuple[tuple[int, ...], tuple[int, ...]]


def factors_of(system: System, domains: Domains) -> tuple[tuple[int, ...], ...]:
    """Return ways to make a system linear, each the slots to fix in order.

    Of a product of unknowns the first way fixes the side that is better known, the second what stands in most
    products.
    """
    finder = _Finder(system, domains)
    for ground in system.grounds:
        finder.look(ground.condition)
    known = [side for sides in finder.products for side in sides[0]]
    ways = [tuple(dict.fromkeys((*finder.needed, *known)))]
    ways.append(tuple(dict.fromkeys((*finder.needed, *_cover(finder.products, set(finder.needed))))))
    return tuple(dict.fromkeys(way for way in ways if way))


def _cover(products: Sequence[Sides], fixed: set[int]) -> Iterator[int]:
    """Yield slots until of each product one side is fixed, those first that stand in most products."""
    while True:
        left = [sides for sides in products if not any(fixed.issuperset(side) for side in sides)]
        if not left:
            return
        counts = Counter(slot for sides in left for slot in {*sides[0], *sides[1]} - fixed)
        best = min(counts, key=lambda slot: (-counts[slot], slot))
        fixed.add(best)
        yield best


class _Finder:
    """Collects the slots that must be fixed, and the products of which either side may be, the better known first."""

    def __init__(self, system: System, domains: Domains) -> None:
        self.system = system
        self.domains = domains
        self.needed: list[int] = []
        self.products: list[Sides] = []

    def look(self, condition: Condition) -> None:
        """Collect from a condition."""
        match condition:
            case All(items):
                for item in items:
                    self.look(item)
            case AnyOf():
                self.needed.extend(self.system.index[term.slot] for term in unknowns(condition))
            case Relation(left, op, right):
                self._look_into(left)
                self._look_into(right)
                if op == "!=":
                    self.needed.extend((*self._slots(left), *self._slots(right)))

    def _look_into(self, term: Term) -> None:
        match term:
            case Times(left, right):
                self._look_into(left)
                self._look_into(right)
                self._product(left, right)
            case Over(left, right):
                self.needed.extend(self._slots(right))
                self._look_into(left)
            case Power(item) | Magnitude(item) | YearOf(item):
                self.needed.extend(self._slots(item))
            case _:
                for child in children(term):
                    self._look_into(child)

    def _product(self, left: Term, right: Term) -> None:
        known, other = sorted((left, right), key=self._how_unknown)
        slots, rest = self._slots(known), self._slots(other)
        if slots and rest:
            self.products.append((slots, rest))
        elif not slots and self._width(known) != 0:
            self.needed.extend(rest)

    def _how_unknown(self, term: Term) -> tuple[bool, bool, Fraction]:
        width = self._width(term)
        return (self._holds_variable(term), width is None, width or Fraction(0))

    def _width(self, term: Term) -> Fraction | None:
        """Return the width of a term's interval as a share of its size, or None when it has no end."""
        node = compile_term(term, self.system.index)
        value = node.value if node.forward(self.domains) else EVERYTHING
        if value.width is None or value.size is None:
            return None
        return value.width / (value.size or 1)

    def _slots(self, term: Term) -> tuple[int, ...]:
        """Return the slots of a term that are not known as numbers."""
        found = (self.system.index[each.slot] for each in unknowns(Relation(term, "==", Const(EVERYTHING))))
        return tuple(slot for slot in found if not self.domains[slot].is_point)

    def _holds_variable(self, term: Term) -> bool:
        return any(isinstance(each, Var) for each in unknowns(Relation(term, "==", Const(EVERYTHING))))
