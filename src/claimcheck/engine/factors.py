"""The unknowns whose values make the rest of a system linear: factors, divisors, what is raised, cut or chosen."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from claimcheck.engine.contract import Domains, compile_term
from claimcheck.engine.network import System
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


def factors_of(system: System, domains: Domains) -> tuple[int, ...]:
    """Return the slots to fix, each once; of a product of unknowns the side that is better known."""
    finder = _Finder(system, domains)
    return tuple(dict.fromkeys(slot for ground in system.grounds for slot in finder.of_condition(ground.condition)))


class _Finder:
    def __init__(self, system: System, domains: Domains) -> None:
        self.system = system
        self.domains = domains

    def of_condition(self, condition: Condition) -> Iterator[int]:
        """Yield the slots to fix in a condition."""
        match condition:
            case All(items):
                for item in items:
                    yield from self.of_condition(item)
            case AnyOf():
                yield from (self.system.index[term.slot] for term in unknowns(condition))
            case Relation(left, op, right) if op != "!=":
                yield from self._of(left)
                yield from self._of(right)
            case Relation(left, _, right):
                yield from (*self._slots(left), *self._slots(right))

    def _of(self, term: Term) -> Iterator[int]:
        match term:
            case Times(left, right):
                known, other = self._known_first(left, right)
                yield from self._slots(known)
                yield from self._of(other)
                if not self._slots(known) and self._width(known) != 0:
                    yield from self._slots(other)
            case Over(left, right):
                yield from self._slots(right)
                yield from self._of(left)
            case Power(item) | Magnitude(item) | YearOf(item):
                yield from self._slots(item)
            case _:
                for child in children(term):
                    yield from self._of(child)

    def _known_first(self, left: Term, right: Term) -> tuple[Term, Term]:
        ranks = [
            (self._holds_variable(side), self._width(side) is None, self._width(side) or 0) for side in (left, right)
        ]
        return (left, right) if ranks[0] < ranks[1] else (right, left)

    def _width(self, term: Term) -> Fraction | None:
        """Return the width of a term's interval as a share of its size, or None when it has no end."""
        node = compile_term(term, self.system.index)
        value = node.value if node.forward(self.domains) else EVERYTHING
        if value.lo is None or value.hi is None:
            return None
        return (value.hi - value.lo) / (max(abs(value.lo), abs(value.hi)) or 1)

    def _slots(self, term: Term) -> list[int]:
        return [self.system.index[each.slot] for each in unknowns(Relation(term, "==", Const(EVERYTHING)))]

    def _holds_variable(self, term: Term) -> bool:
        return any(isinstance(each, Var) for each in unknowns(Relation(term, "==", Const(EVERYTHING))))
