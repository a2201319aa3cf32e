"""An independent translation of constraints to z3, which shares nothing with the engine but the terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import count

import z3

from claimcheck.engine.grounding.ground import Ground
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
    Sort,
    Stated,
    Term,
    Times,
    Var,
    YearOf,
)
from claimcheck.values.interval import Interval
from claimcheck.values.truth import Truth

YEARS = range(2010, 2031)
"""Those of the days that the networks speak of."""

TIMEOUT_MS = 400
Claims = frozenset[str]


class Referee:
    """Answers for one network whether some of its claims can be true together: yes, no, or None for unknown."""

    def __init__(self, grounds: Sequence[Ground], *, free: Slot | None = None) -> None:
        self.grounds = grounds
        self.free = free
        self.unknowns: dict[Slot, z3.ArithRef] = {}
        self.owned: dict[str, list[z3.BoolRef]] = {}
        self.always: list[z3.BoolRef] = []
        self.sides: list[z3.BoolRef] = []
        self.numbers = count()
        self.nonlinear = False
        self.formulas = [self._condition(ground.condition) for ground in grounds]
        self.known: dict[Claims, bool | None] = {}
        self.solver = None if self.nonlinear else self._incremental()

    def satisfiable(self, claims: Claims) -> bool | None:
        """Whether these claims and the identities can be true together; None when z3 cannot tell in time."""
        if claims not in self.known:
            self.known[claims] = self._check(claims)
        return self.known[claims]

    def allows(self, claims: Claims, slot: Slot, interval: Interval) -> bool | None:
        """Whether these claims and the identities leave the slot a value in the interval."""
        solver = self._fresh(claims)
        solver.set("timeout", 10 * TIMEOUT_MS)
        solver.add(*self._inside(self.unknowns[slot], interval))
        return _answer(solver.check())

    def _check(self, claims: Claims) -> bool | None:
        if self.solver is not None:
            return _answer(self.solver.check(*(z3.Bool(claim) for claim in sorted(claims))))
        return _answer(self._fresh(claims).check())

    def _incremental(self) -> z3.Solver:
        solver = z3.SimpleSolver()
        solver.set("timeout", TIMEOUT_MS)
        solver.add(*self.always)
        for ground, formula in zip(self.grounds, self.formulas, strict=True):
            solver.add(z3.Implies(z3.And(*(z3.Bool(claim) for claim in ground.claims)), formula))
        for claim, facts in self.owned.items():
            solver.add(z3.Implies(z3.Bool(claim), z3.And(*facts)))
        return solver

    def _fresh(self, claims: Claims) -> z3.Solver:
        solver = z3.Solver()
        solver.set("timeout", TIMEOUT_MS)
        solver.add(*self.always)
        for ground, formula in zip(self.grounds, self.formulas, strict=True):
            if claims.issuperset(ground.claims):
                solver.add(formula)
        for claim in claims:
            solver.add(*self.owned.get(claim, ()))
        return solver

    def _condition(self, condition: Condition) -> z3.BoolRef:
        match condition:
            case Relation(left, op, right):
                return self._relation(left, op, right)
            case All(items):
                return z3.And(*(self._condition(item) for item in items))
            case AnyOf(items):
                return z3.Or(*(self._condition(item) for item in items))
            case _:
                return z3.BoolVal(condition is not Truth.NO)

    def _relation(self, left: Term, op: str, right: Term) -> z3.BoolRef:
        before, self.sides = self.sides, []
        a, b = self._term(left), self._term(right)
        compared = {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]
        formula = z3.And(compared, *self.sides)
        self.sides = before
        return formula

    def _term(self, term: Term) -> z3.ArithRef:
        match term:
            case Const(value=value, sort=sort):
                return self._constant(value, sort)
            case Var() | Leaf():
                return self._unknown(term)
            case Plus(items):
                return z3.Sum(*(self._term(item) for item in items))
            case Minus(item):
                return -self._term(item)
            case Times(left, right):
                return self._product(self._term(left), self._term(right))
            case Over(left, right):
                return self._quotient(self._term(left), self._term(right))
            case Power(base, exponent):
                return self._power(self._term(base), exponent)
            case YearOf(item):
                return _year(self._term(item))
            case Magnitude(item):
                inner = self._term(item)
                return z3.If(inner >= 0, inner, -inner)

    def _constant(self, value: Interval, sort: Sort) -> z3.ArithRef:
        if value.is_point and value.lo is not None:
            return _number(value.lo)
        fresh = self._named(f"const{next(self.numbers)}", sort)
        self.sides.extend(self._inside(fresh, value))
        return fresh

    def _unknown(self, term: Var | Leaf) -> z3.ArithRef:
        slot = term.slot
        if slot not in self.unknowns:
            unknown = self.unknowns[slot] = self._named(str(slot), term.sort)
            facts = self._inside(unknown, term.value if isinstance(term, Leaf) else term.domain)
            if isinstance(slot, Stated):
                self.owned.setdefault(slot.claim, []).extend(() if slot == self.free else facts)
            else:
                self.always.extend(facts)
        return self.unknowns[slot]

    def _product(self, left: z3.ArithRef, right: z3.ArithRef) -> z3.ArithRef:
        self.nonlinear = self.nonlinear or not (z3.is_rational_value(left) or z3.is_rational_value(right))
        return left * right

    def _quotient(self, left: z3.ArithRef, right: z3.ArithRef) -> z3.ArithRef:
        self.nonlinear = True
        ratio = z3.Real(f"ratio{next(self.numbers)}")
        self.sides += [ratio * right == left, right != 0]
        return ratio

    def _power(self, base: z3.ArithRef, exponent: int) -> z3.ArithRef:
        self.nonlinear = True
        result = base
        for _ in range(exponent - 1):
            result = result * base
        return result

    @staticmethod
    def _named(name: str, sort: Sort) -> z3.ArithRef:
        return z3.Int(name) if sort.is_whole else z3.Real(name)

    @staticmethod
    def _inside(unknown: z3.ArithRef, interval: Interval) -> list[z3.BoolRef]:
        found = []
        if interval.lo is not None:
            lo = _number(interval.lo)
            found.append(unknown > lo if interval.lo_open else unknown >= lo)
        if interval.hi is not None:
            hi = _number(interval.hi)
            found.append(unknown < hi if interval.hi_open else unknown <= hi)
        return found


def _number(value: int | Fraction) -> z3.ArithRef:
    return z3.IntVal(int(value)) if value.denominator == 1 else z3.RealVal(str(value))


def _year(day: z3.ArithRef) -> z3.ArithRef:
    """Return the year as a table over the years that the networks reach."""
    result: z3.ArithRef = z3.IntVal(YEARS[-1])
    for year in reversed(YEARS[:-1]):
        result = z3.If(day < date(year + 1, 1, 1).toordinal(), z3.IntVal(year), result)
    return result


def _answer(result: z3.CheckSatResult) -> bool | None:
    return None if result == z3.unknown else bool(result == z3.sat)
