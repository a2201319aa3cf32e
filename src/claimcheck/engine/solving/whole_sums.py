"""Equations between whole numbers that no whole numbers satisfy, such as `2 a + 2 b = 17`, however far they may range.

The unknowns are eliminated by column operations (the Hermite normal form of the equations), and the equations solved
from the first to the last; the first unknown that is no whole number tells which equations add up to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm

from claimcheck.engine.solving.network import System
from claimcheck.rules.terms import All, Condition, Const, Leaf, Minus, Over, Plus, Relation, Stated, Term, Times, Var
from claimcheck.values.value_class import value_class

MAX_EQUATIONS = 60
"""How many equations are solved together: the work grows with their cube."""

Form = dict[int | None, Fraction]
"""Factors by the slots that they are multiplied with; under None what is added."""


@value_class
class Equation:
    """Whole factors of slots that add up to a number, by which constraint."""

    constraint: int
    factors: Mapping[int, Fraction]
    total: Fraction


def whole_contradiction(system: System) -> tuple[tuple[int, Fraction], ...]:
    """Return constraints, and how often each is taken, whose sum no whole numbers satisfy; nothing when none do."""
    found = [
        each for number, ground in enumerate(system.grounds) for each in _equations(number, ground.condition, system)
    ]
    return _unsolvable(found) if 0 < len(found) <= MAX_EQUATIONS else ()


def _equations(number: int, condition: Condition, system: System) -> Iterator[Equation]:
    if isinstance(condition, All):
        for item in condition.items:
            yield from _equations(number, item, system)
    elif isinstance(condition, Relation) and condition.op == "==":
        form = sum_of(Plus((condition.left, Minus(condition.right))), system)
        if form is not None:
            total = -form.pop(None, Fraction(0))
            factors = {slot: factor for slot, factor in form.items() if slot is not None and factor}
            if factors:
                yield Equation(number, factors, total)


def sum_of(term: Term, system: System, *, figures: bool = False) -> Form | None:
    """Return the factors of whole unknowns in a term, and under None what is added; None for what is no such sum.

    With `figures` what claims state may be any number, and counts as an unknown.
    """
    match term:
        case Const(value=value):
            return {None: Fraction(value.only)} if value.only is not None else None
        case Var(slot=slot) | Leaf(slot=slot):
            index = system.index[slot]
            known = system.initial[index].only
            if known is not None:
                return {None: Fraction(known)}
            return {index: Fraction(1)} if system.whole[index] or (figures and isinstance(slot, Stated)) else None
        case Minus(item):
            return _times(sum_of(item, system, figures=figures), Fraction(-1))
        case Plus(items):
            total: Form = {}
            for item in items:
                form = sum_of(item, system, figures=figures)
                if form is None:
                    return None
                for slot_, factor in form.items():
                    total[slot_] = total.get(slot_, Fraction(0)) + factor
            return total
        case Times(left, right):
            one, other = sum_of(left, system, figures=figures), sum_of(right, system, figures=figures)
            if one is None or other is None:
                return None
            if one.keys() <= {None}:
                return _times(other, one.get(None, Fraction(0)))
            return _times(one, other.get(None, Fraction(0))) if other.keys() <= {None} else None
        case Over(left, right):
            divisor = sum_of(right, system, figures=figures)
            by = None if divisor is None or divisor.keys() - {None} else divisor.get(None)
            return _times(sum_of(left, system, figures=figures), 1 / by) if by else None
        case _:
            return None


def _times(form: Form | None, factor: Fraction) -> Form | None:
    return None if form is None else {slot: each * factor for slot, each in form.items()}


def _unsolvable(equations: Sequence[Equation]) -> tuple[tuple[int, Fraction], ...]:
    """Return equations and factors that add up to a whole sum of whole numbers which is no whole number."""
    slots = sorted({slot for each in equations for slot in each.factors})
    scales = [Fraction(lcm(*(each.denominator for each in e.factors.values()))) for e in equations]
    rows = [
        [int(each.factors.get(slot, 0) * scale) for slot in slots]
        for each, scale in zip(equations, scales, strict=True)
    ]
    solved: list[tuple[int, list[Fraction], Fraction]] = []
    pivots = 0
    for number, each in enumerate(equations):
        _make_triangular(rows, number, pivots)
        row = rows[number]
        # What the equation says beyond those that are solved already, and how often each equation is in that.
        mix = [Fraction(0)] * len(equations)
        mix[number] = scales[number]
        total = each.total * scales[number]
        for at, earlier, value in solved:
            mix = [a - row[at] * b for a, b in zip(mix, earlier, strict=True)]
            total -= row[at] * value
        divisor = row[pivots] if pivots < len(slots) else 0
        if not divisor:
            continue  # it says nothing new, or contradicts outright, which the linear step sees
        value = total / divisor
        mix = [each / divisor for each in mix]
        if value.denominator != 1:
            return tuple((equations[i].constraint, factor) for i, factor in enumerate(mix) if factor)
        solved.append((pivots, mix, value))
        pivots += 1
    return ()


def _make_triangular(rows: list[list[int]], number: int, first: int) -> None:
    """Add columns to each other until a row has nothing right of one column, by Euclid's algorithm."""
    width = len(rows[number])
    while True:
        held = [column for column in range(first, width) if rows[number][column]]
        if not held:
            return
        least = min(held, key=lambda column: abs(rows[number][column]))
        for column in held:
            if column != least:
                times = rows[number][column] // rows[number][least]
                for row in rows:
                    row[column] -= times * row[least]
        if len(held) == 1:
            for row in rows:
                row[first], row[least] = row[least], row[first]
            return
