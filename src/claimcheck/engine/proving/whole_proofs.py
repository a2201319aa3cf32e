"""Proofs about whole numbers that are sums of others: between two of them next to each other there is none.

Such a sum is given a name, so that it can be split like any other unknown: `a + b` is at most 8 or at least 9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from math import floor, gcd, lcm

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.proving.proof_model import Case, Proof
from claimcheck.engine.solving.network import Outcome, System
from claimcheck.engine.solving.whole_sums import sum_of, whole_contradiction
from claimcheck.rules.terms import Const, Minus, Plus, Relation, Sort, Stated, Term, Times, Var, Variable
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class

MAX_SUMS = 40
"""How many sums are tried."""
Close = Callable[[System, Outcome], Proof | None]
"""Refutes a part of a system as it is."""
Factors = tuple[tuple[int, int], ...]


@value_class
class _Sum:
    """Whole multiples of whole unknowns, and a number that they cannot add up to."""

    factors: Factors
    near: Fraction


def prove_by_whole_sums(system: System, close: Close) -> Proof | None:
    """Return a proof in which sums of whole unknowns are split where they cannot lie, or None."""
    sums = [*_odd(system), *_bounds(system)][:MAX_SUMS]
    if not sums:
        return None
    names = {
        factors: Var(Variable("whole", (number,)), Sort.COUNT)
        for number, factors in enumerate(dict.fromkeys(each.factors for each in sums))
    }
    rule = system.grounds[0]
    meanings = [replace(rule, condition=_meaning(name, factors, system), claims=()) for factors, name in names.items()]
    named = System([*system.grounds, *meanings])
    outcome, cases = named.run(), list[Case]()
    for each in sums:
        slot = named.index[names[each.factors].slot]
        below, above = Interval(None, floor(each.near)), Interval(floor(each.near) + 1, None)
        for kept, left_out in ((below, above), (above, below)):
            because = close(named, named.suppose(outcome, {slot: left_out}))
            if because is None:
                continue
            cases.append(Case(slot, kept, because))
            outcome = named.suppose(outcome, {slot: kept})
            proof = close(named, outcome)
            if proof is not None:
                return replace(proof, steps=(*cases, *proof.steps))
            break
    return None


def _meaning(name: Var, factors: Factors, system: System) -> Relation:
    items: list[Term] = [Times(Const(Interval.point(by), str(by)), system.terms[slot]) for slot, by in factors]
    return Relation(name, "==", Plus(tuple(items)))


def _odd(system: System) -> Iterator[_Sum]:
    """Yield the sum that equations say is no whole number."""
    total: dict[int | None, Fraction] = {}
    for number, times in whole_contradiction(system):
        condition = system.grounds[number].condition
        assert isinstance(condition, Relation)
        form = sum_of(Plus((condition.left, Minus(condition.right))), system) or {}
        for slot, factor in form.items():
            total[slot] = total.get(slot, Fraction(0)) + factor * times
    near = -total.pop(None, Fraction(0))
    if total:
        yield _Sum(tuple((slot, int(by)) for slot, by in total.items() if slot is not None and by), near)


def _bounds(system: System) -> Iterator[_Sum]:
    """Yield the sums of several whole unknowns that one relation bounds, each beyond its last whole number."""
    for ground in system.grounds:
        if isinstance(ground.condition, Relation):
            yield from _bound(ground, ground.condition, system)


def _bound(ground: Ground, relation: Relation, system: System) -> Iterator[_Sum]:
    loose = _at_their_ends(Plus((relation.left, Minus(relation.right))), system)
    if loose is None:
        return
    form, rest = loose
    if len(form) < 2 or not all(system.whole[slot] for slot in form):
        return
    scale = Fraction(lcm(*(f.denominator for f in form.values())), gcd(*(f.numerator for f in form.values())))
    scale = scale if next(iter(sorted(form.items())))[1] > 0 else -scale
    factors = tuple((slot, int(by * scale)) for slot, by in sorted(form.items()))
    beyond = rest * Interval.point(-scale)
    for end, is_open, below in ((beyond.hi, beyond.hi_open, True), (beyond.lo, beyond.lo_open, False)):
        if end is not None:
            half = Fraction(1, 2)
            exact = end.denominator == 1
            shut = exact and not (is_open or relation.op in ("<", ">"))
            near = Fraction(end) if not exact else end + half if shut == below else end - half
            yield _Sum(factors, near)


def _at_their_ends(term: Term, system: System) -> tuple[Mapping[int, Fraction], Interval] | None:
    """Return a term as factors of unknowns and an interval of all figures and numbers in it; None for no such sum."""
    form = sum_of(term, system, figures=True)
    if form is None:
        return None
    rest = Interval.point(form.pop(None, Fraction(0)))
    kept = {}
    for slot, factor in form.items():
        if slot is None or not factor:
            continue
        if isinstance(system.slots[slot], Stated):
            rest = rest + system.initial[slot] * Interval.point(factor)
        else:
            kept[slot] = factor
    return kept, rest
