"""Makes constraints about a hidden world: true ones, and some that a slip has moved."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache

from claimcheck.engine.grounding.ground import Ground
from claimcheck.rules.model import RuleFile
from claimcheck.rules.rule import Rule, build_rule
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
    Sort,
    Stated,
    Term,
    Times,
    Var,
    Variable,
    YearOf,
)
from claimcheck.values.interval import EVERYTHING, Interval

F = Fraction
ONE = F(1)
ZERO_UP = Interval.of(0, None)
ABOVE_ZERO = Interval.of(0, None, "(]")


@cache
def some_rule() -> Rule:
    """Return a real rule for constraints to refer to; nothing that is judged here depends on it."""
    example = {"name": "one", "claims": [{"id": "a", "kind": "quantity"}]}
    return build_rule(
        RuleFile.model_validate(
            {
                "code": "REF001",
                "name": "referee",
                "since": "0.1.0",
                "severity": "error",
                "summary": "The figure of a claim is the value.",
                "why": "A rule that random constraints of the tests refer to.",
                "each": {"kind": "quantity"},
                "assert": "measure[metric, of, when] == value",
                "examples": [example, example],
            }
        ),
        "referee.yaml",
    )


@dataclass(slots=True)
class Maker:
    """Collects the constraints of one network."""

    rng: random.Random
    grounds: list[Ground] = field(default_factory=list)
    truth: dict[Variable, Fraction] = field(default_factory=dict)
    variables: dict[str, list[Var]] = field(default_factory=dict)
    narrow: dict[Stated, Interval] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    claims: int = 0
    slips: float = 0.25

    def new(self, group: str, value: Fraction, sort: Sort = Sort.NUMBER, domain: Interval = EVERYTHING) -> Var:
        """Add an unknown to a group, with its true value."""
        slot = Variable(group, (len(self.truth),))
        self.truth[slot] = value
        var = Var(slot, sort, domain=domain)
        self.variables.setdefault(group, []).append(var)
        return var

    def pick(self, *groups: str, count: int = 1) -> list[Var]:
        """Return distinct unknowns of some groups."""
        pool = [var for group in groups for var in self.variables.get(group, ())]
        return self.rng.sample(pool, min(count, len(pool)))

    def of(self, var: Var) -> Fraction:
        """Return the true value."""
        return self.truth[var.slot]

    def claim(self) -> str:
        """Return the id of a new claim."""
        self.claims += 1
        return f"c{self.claims - 1}"

    def add(self, kind: str, condition: Condition, *claims: str) -> None:
        """Add a constraint of a type."""
        self.types.add(kind)
        self.grounds.append(Ground(some_rule(), 0, condition, tuple(sorted(claims))))

    def slip(self, value: Fraction, step: Fraction) -> Fraction:
        """Return the value, or with some probability one some steps away."""
        if self.rng.random() >= self.slips:
            return value
        return value + step * self.rng.choice((-3, -2, -1, 1, 2, 3))

    def figure(
        self,
        claim: str,
        name: str,
        value: Fraction,
        step: Fraction = ONE,
        sort: Sort = Sort.NUMBER,
        *,
        ends: bool = True,
    ) -> Leaf:
        """Return a figure of a claim round a value, and note what the narrower reading makes of it."""
        rng = self.rng
        stated = self.slip(value, step)
        below, above = (step * rng.choice((0, 0, F(1, 2), 1, 2)) for _ in range(2))
        wide = self._span(stated, below, above, rng.random(), ends)
        half = self._halved(stated, wide)
        if sort.is_whole and (wide.to_integers() is None or half.to_integers() is None):
            wide = half = Interval.point(stated)
        leaf = Leaf(Stated(claim, name), wide, str(wide), stated, sort)
        self.narrow[leaf.slot] = half
        self.leaves.append(leaf)
        return leaf

    def _span(self, value: Fraction, below: Fraction, above: Fraction, dice: float, ends: bool) -> Interval:
        if ends and dice < 0.08:
            return Interval(value - below, None, self.rng.random() < 0.5)
        if ends and dice < 0.16:
            return Interval(None, value + above, True, self.rng.random() < 0.5)
        if below + above == 0:
            return Interval.point(value)
        lo_open = below > 0 and self.rng.random() < 0.4
        hi_open = above > 0 and self.rng.random() < 0.4
        return Interval(value - below, value + above, lo_open, hi_open)

    def _halved(self, value: Fraction, wide: Interval) -> Interval:
        lo = None if wide.lo is None else (wide.lo + value) / 2
        hi = None if wide.hi is None else (wide.hi + value) / 2
        return Interval(lo, hi, wide.lo_open, wide.hi_open) if lo is None or lo != hi else Interval.point(value)

    def op(self, left: Fraction, right: Fraction) -> str:
        """Return a comparison that is true of two numbers."""
        if left == right:
            return self.rng.choice(("==", "==", "<=", ">="))
        return self.rng.choice(("<", "<=", "!=") if left < right else (">", ">=", "!="))

    def bent(self, left: Fraction, right: Fraction) -> str:
        """Return a comparison that is true, or with some probability any."""
        return (
            self.rng.choice(("<", "<=", ">", ">=", "=="))
            if self.rng.random() < self.slips / 2
            else self.op(left, right)
        )


def number(value: Fraction | int) -> Const:
    """Return a known number."""
    return Const(Interval.point(value), str(value))


def with_figures(condition: Condition, figures: dict[Stated, Interval]) -> Condition:
    """Return a condition with other intervals for the figures of its claims."""
    match condition:
        case Relation(left, op, right):
            return Relation(_with(left, figures), op, _with(right, figures))
        case All(items):
            return All(tuple(with_figures(item, figures) for item in items))
        case AnyOf(items):
            return AnyOf(tuple(with_figures(item, figures) for item in items))
        case _:
            return condition


def _with(term: Term, figures: dict[Stated, Interval]) -> Term:
    match term:
        case Leaf(slot=slot):
            return replace(term, value=figures[slot])
        case Plus(items):
            return Plus(tuple(_with(item, figures) for item in items))
        case Times(left, right):
            return Times(_with(left, figures), _with(right, figures))
        case Over(left, right):
            return Over(_with(left, figures), _with(right, figures))
        case Minus(item):
            return Minus(_with(item, figures))
        case YearOf(item):
            return YearOf(_with(item, figures))
        case Magnitude(item):
            return Magnitude(_with(item, figures))
        case Power(base, exponent):
            return Power(_with(base, figures), exponent)
        case _:
            return term


def read_narrowly(grounds: Sequence[Ground], figures: dict[Stated, Interval]) -> tuple[Ground, ...]:
    """Return the constraints under the narrower reading."""
    return tuple(replace(each, condition=with_figures(each.condition, figures)) for each in grounds)
