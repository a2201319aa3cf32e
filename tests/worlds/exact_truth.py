"""Asks z3 whether claims can be true together: an independent word on what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import z3

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.components import components
from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Const,
    Leaf,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Slot,
    Term,
    Times,
    Var,
    YearOf,
)
from claimcheck.values.interval import Interval
from claimcheck.values.truth import Truth

TIMEOUT = 1500
"""Milliseconds that z3 may take; products of unknowns can take for ever."""


def component_of(claim: str, grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Return the constraints that a claim's own hang together with."""
    own = [part for part in components(list(grounds)) if any(claim in ground.claims for ground in part)]
    return tuple(ground for part in own for ground in part)


def can_be_true(grounds: Iterable[Ground], without: str | None = None) -> bool | None:
    """Whether the constraints can hold together, without one claim; None when z3 does not know in time."""
    model = _Model()
    solver = z3.Solver()
    solver.set("timeout", TIMEOUT)
    for ground in grounds:
        if without is None or without not in ground.claims:
            solver.add(model.condition(ground.condition))
    solver.add(*model.facts)
    answer = solver.check()
    return None if answer == z3.unknown else bool(answer == z3.sat)


class _Model:
    def __init__(self) -> None:
        self.slots: dict[Slot, z3.ArithRef] = {}
        self.facts: list[z3.BoolRef] = []
        self.numbers = count()

    def condition(self, condition: Condition) -> z3.BoolRef:
        match condition:
            case Relation(left, op, right):
                a, b = self.term(left), self.term(right)
                return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]
            case All(items):
                return z3.And(*map(self.condition, items))
            case AnyOf(items):
                return z3.Or(*map(self.condition, items))
            case _:
                return z3.BoolVal(condition is not Truth.NO)

    def term(self, term: Term) -> z3.ArithRef:
        match term:
            case Const(value=value):
                if value.is_point and value.lo is not None:
                    return z3.RealVal(str(value.lo))
                return self._fresh(value, False)
            case Var(slot=slot, domain=value) | Leaf(slot=slot, value=value):
                if slot not in self.slots:
                    self.slots[slot] = self._fresh(value, term.sort.is_whole)
                return self.slots[slot]
            case Plus(items):
                return z3.Sum(*map(self.term, items))
            case Minus(item):
                return -self.term(item)
            case Times(left, right):
                return self.term(left) * self.term(right)
            case Over(left, right):
                return self._quotient(self.term(left), self.term(right))
            case Power(base, exponent):
                return self.term(base) ** exponent
            case YearOf(item):
                return self._year(self.term(item))
            case Magnitude(item):
                inner = self.term(item)
                return z3.If(inner >= 0, inner, -inner)

    def _fresh(self, value: Interval, whole: bool) -> z3.ArithRef:
        name = f"x{next(self.numbers)}"
        fresh = z3.Int(name) if whole else z3.Real(name)
        if value.lo is not None:
            lo = z3.RealVal(str(value.lo))
            self.facts.append(fresh > lo if value.lo_open else fresh >= lo)
        if value.hi is not None:
            hi = z3.RealVal(str(value.hi))
            self.facts.append(fresh < hi if value.hi_open else fresh <= hi)
        return fresh

    def _quotient(self, left: z3.ArithRef, right: z3.ArithRef) -> z3.ArithRef:
        ratio = z3.Real(f"x{next(self.numbers)}")
        self.facts += [ratio * right == left, right != 0]
        return ratio

    def _year(self, day: z3.ArithRef) -> z3.ArithRef:
        """Return the year of a day: the days before a year are 365 for each year and the leap days."""
        year = z3.Int(f"x{next(self.numbers)}")
        self.facts += [_days_before(year) < day, day <= _days_before(year + 1)]
        return year


def _days_before(year: z3.ArithRef) -> z3.ArithRef:
    past = year - 1
    return 365 * past + past / 4 - past / 100 + past / 400
