"""Proofs of contradictions in a form that is easy to check: bounds that follow one by one, or inequalities that add up.

A step says that an unknown lies in an interval because a constraint holds nowhere outside of it, or because another
proof refutes what is outside. The steps end in an interval that leaves nothing, in a constraint that holds nowhere, or
in a sum of inequalities that holds nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.proving.case_proofs import prove_by_cases
from claimcheck.engine.proving.proof_model import Bound, Proof, Share
from claimcheck.engine.proving.whole_proofs import prove_by_whole_sums
from claimcheck.engine.solving.network import Outcome, System
from claimcheck.engine.solving.nodes import Domains, compile_term
from claimcheck.engine.solving.restate import has_quotient, restated
from claimcheck.engine.solving.simplex import Inequality, Infeasible, inside, solve
from claimcheck.rules.terms import All, Condition, Const, Leaf, Minus, Over, Plus, Relation, Term, Times, Var
from claimcheck.values.interval import EVERYTHING, Interval
from claimcheck.values.truth import Truth

MAX_ROWS = 4000
MAX_PRUNED = 80
"""Up to how many steps it is tried which of them are needed."""
ONE = Interval.point(1)
ZERO = Interval.point(0)
TAKES = ("right", "left", "wide")
"""Which side of a product is taken for an interval: the right if either can be, the left, or the right in any case."""
Sums = dict[int | None, Interval]
"""Intervals by the slots that they are multiplied with; under None what is added."""


def proofs_of(grounds: Sequence[Ground]) -> Iterator[Proof]:
    """Yield proofs that the constraints contradict each other, the simplest first; nothing when no form has one.

    What has none as it stands may have one with names for quotients and shared products, or for whole numbers that
    are sums.
    """
    parts = parts_of(grounds)
    named = restated(parts)
    of_names = [[*parts, *named], [*map(_without_quotients, parts), *named]] if named else []
    for said in (parts, *of_names):
        system = System(said)
        proof = prove_by_cases(system, system.run(), _at_once)
        if proof is not None:
            yield proof
    proof = prove_by_whole_sums(System([*parts, *named]), _at_once)
    if proof is not None:
        yield proof


def _at_once(system: System, outcome: Outcome) -> Proof | None:
    return _by_steps(system, outcome) if outcome.conflict is not None else _by_sum(system, outcome)


def parts_of(grounds: Sequence[Ground]) -> list[Ground]:
    """Return constraints, each as several where it says several things at once."""
    return [part for ground in grounds for part in _parts(ground, ground.condition)]


def _parts(ground: Ground, condition: Condition) -> Iterator[Ground]:
    if isinstance(condition, All):
        for item in condition.items:
            yield from _parts(ground, item)
    else:
        yield replace(ground, condition=condition)


def _without_quotients(ground: Ground) -> Ground:
    """Leave out what a constraint says with quotients, which the checker refutes for each sign of one unknown alone."""
    return replace(ground, condition=Truth.YES) if has_quotient(ground.condition) else ground


def _by_steps(system: System, outcome: Outcome) -> Proof:
    last, fails = _failure(system, outcome)
    wanted = {(slot, side) for slot in system.members[outcome.constraint] for side in (True, False)}
    steps = (*_steps_to(system, outcome, wanted), *last)
    failing = outcome.constraint if fails else None
    return Proof(system, _pruned(system, steps, failing), failing)


def _pruned(system: System, steps: tuple[Bound, ...], fails: int | None) -> tuple[Bound, ...]:
    """Leave out the steps that the contradiction does not need, the last first."""
    if len(steps) > MAX_PRUNED:
        return steps
    for number in reversed(range(len(steps))):
        fewer = (*steps[:number], *steps[number + 1 :])
        if _contradicts(system, fewer, fails):
            steps = fewer
    return steps


def _contradicts(system: System, steps: Sequence[Bound], fails: int | None) -> bool:
    """Whether each step follows from those before it, and the last of them or the constraint leaves nothing."""
    domains = list(system.initial)
    for step in steps:
        found = _revised(system, step.constraint, domains)
        if found is None:
            left = domains[step.slot].intersect(step.interval)
            return left is None or (system.whole[step.slot] and left.to_integers() is None)
        if not found[step.slot].within(step.interval):
            return False
        domains[step.slot] = found[step.slot]
    return fails is not None and _revised(system, fails, domains) is None


def _revised(system: System, constraint: int, domains: Domains) -> Domains | None:
    """Return what one constraint leaves of the domains, or None for nothing."""
    left = list(domains)

    def narrow(slot: int, interval: Interval) -> bool:
        met = left[slot].intersect(interval)
        met = met.to_integers() if met is not None and system.whole[slot] else met
        left[slot] = met or left[slot]
        return met is not None

    return left if system.revise(constraint, left, narrow) else None


def _failure(system: System, outcome: Outcome) -> tuple[tuple[Bound, ...], bool]:
    """Return the last steps of a contradiction, and whether the constraint fails without one that leaves nothing."""
    domains, number = list(outcome.domains), outcome.constraint
    steps: list[Bound] = []
    emptied = False

    def narrow(slot: int, interval: Interval) -> bool:
        nonlocal emptied
        met = domains[slot].intersect(interval)
        met = met.to_integers() if met is not None and system.whole[slot] else met
        if met is None or met != domains[slot]:
            steps.append(Bound(number, slot, interval))
        emptied = met is None
        domains[slot] = met or domains[slot]
        return met is not None

    system.revise(number, domains, narrow)
    if not emptied and (last := _across_zero(system.members[number], domains)) is not None:
        return (*steps, Bound(number, *last)), False
    return tuple(steps), not emptied


def _across_zero(slots: Sequence[int], domains: Domains) -> tuple[int, Interval] | None:
    """Return a slot that may be positive or negative, and an interval beyond it, which leaves nothing of it.

    A step is checked for negative and positive values apart, which is what a quotient needs.
    """
    for slot in slots:
        lo, hi = domains[slot].lo, domains[slot].hi
        if domains[slot].contains(0) and not domains[slot].is_point:
            if hi is not None:
                return slot, Interval.point(hi + 1)
            if lo is not None:
                return slot, Interval.point(lo - 1)
    return None


def _steps_to(system: System, outcome: Outcome, wanted: set[tuple[int, bool]]) -> tuple[Bound, ...]:
    """Return the steps of a run that the wanted bounds (a slot, and whether it is the lower) go back to, in order."""
    found: list[Bound] = []
    for step in reversed(outcome.trail):
        sides = [
            side for side, moved in ((True, step.lower), (False, step.upper)) if moved and (step.slot, side) in wanted
        ]
        if step.constraint < 0 or not sides:
            continue
        wanted.difference_update((step.slot, side) for side in sides)
        found.append(Bound(step.constraint, step.slot, _one_sided(step.interval, sides)))
        own_too = system.relations_cyclic or system.leaning[step.constraint]
        members = [slot for slot in system.members[step.constraint] if own_too or slot != step.slot]
        wanted.update((slot, side) for slot in members for side in (True, False))
    return tuple(reversed(found))


def _one_sided(interval: Interval, sides: Sequence[bool]) -> Interval:
    lo, lo_open = (interval.lo, interval.lo_open) if True in sides else (None, True)
    hi, hi_open = (interval.hi, interval.hi_open) if False in sides else (None, True)
    return Interval(lo, hi, lo_open, hi_open)


def _by_sum(system: System, outcome: Outcome) -> Proof | None:
    for domains in (system.initial, outcome.domains):
        for take in TAKES:
            shares = shares_of(system, domains, take)
            if shares:
                used = {slot for share in shares for slot in system.members[share.constraint]}
                wanted = {(slot, side) for slot in used for side in (True, False)}
                steps = _steps_to(system, outcome, wanted) if domains is outcome.domains else ()
                return Proof(system, steps, None, shares, take)
    return None


def shares_of(system: System, domains: Domains, take: str, *, bounds: bool = True) -> tuple[Share, ...]:
    """Return relations and factors that add up to a contradiction inside the domains, or nothing.

    Without `bounds` relations that speak of a single unknown take no part: the domains say the same.
    """
    rows: list[Inequality] = []
    for number, ground in enumerate(system.grounds):
        if isinstance(ground.condition, Relation) and (bounds or len(system.members[number]) > 1):
            rows.extend(_rows(number, ground.condition, system, domains, take))
    for slot, domain in enumerate(domains):
        rows.extend(inside(((slot, 1),), domain, None))
    answer = solve(rows) if len(rows) <= MAX_ROWS else None
    if not isinstance(answer, Infeasible):
        return ()
    labelled = [(rows[index].label, multiplier) for index, multiplier in answer.multipliers]
    return tuple(Share(label[0], multiplier * label[1]) for label, multiplier in labelled if isinstance(label, tuple))


def _rows(number: int, relation: Relation, system: System, domains: Domains, take: str) -> Iterator[Inequality]:
    form = sums_of(Plus((relation.left, Minus(relation.right))), system, domains, take)
    strict = relation.op in ("<", ">")
    for sign in (1, -1):
        if relation.op in (("<", "<=", "==") if sign > 0 else (">", ">=", "==")):
            row = _at_most_zero(form, sign, domains)
            if row is not None:
                terms, least, is_open = row
                yield Inequality(terms, -least, strict or is_open, (number, sign))


def _at_most_zero(
    form: Sums, sign: int, domains: Domains
) -> tuple[tuple[tuple[int, Fraction], ...], Fraction, bool] | None:
    """Return `sign * form` at its least: coefficients, the lower end of the constant, and whether that is open."""
    terms: list[tuple[int, Fraction]] = []
    above = False
    for slot, wide in form.items():
        if slot is None:
            continue
        factor = wide * Interval.point(sign)
        lo, hi = domains[slot].lo, domains[slot].hi
        end = factor.lo if factor.is_point or (lo is not None and lo >= 0) else None
        end = factor.hi if end is None and hi is not None and hi <= 0 else end
        if end is None:
            return None
        # An end that is not reached is not reached by the product either, unless the slot may be zero.
        above = above or (not domains[slot].contains(0) and not factor.contains(end))
        terms.append((slot, Fraction(end)))
    constant = form.get(None, ZERO) * Interval.point(sign)
    return None if constant.lo is None else (tuple(terms), Fraction(constant.lo), constant.lo_open or above)


def sums_of(term: Term, system: System, domains: Domains, take: str) -> Sums:
    """Return a term as intervals times slots, and an interval."""
    match term:
        case Var(slot=slot) | Leaf(slot=slot):
            return {system.index[slot]: ONE}
        case Times(left, right):
            one, other = _value(left, system, domains), _value(right, system, domains)
            turned = take == "left" or isinstance(left, Const) or (take == "right" and not other.is_bounded)
            if one.is_bounded and turned:
                return _scaled(sums_of(right, system, domains, take), one)
            return _scaled(sums_of(left, system, domains, take), other)
        case Over(left, right):
            inverse = _value(right, system, domains).inverse()
            return _scaled(sums_of(left, system, domains, take), inverse or EVERYTHING)
        case Plus(items):
            total: Sums = {}
            for item in items:
                for slot_, factor in sums_of(item, system, domains, take).items():
                    total[slot_] = total[slot_] + factor if slot_ in total else factor
            return total
        case Minus(item):
            return _scaled(sums_of(item, system, domains, take), Interval.point(-1))
        case _:
            return {None: _value(term, system, domains)}


def _scaled(form: Sums, factor: Interval) -> Sums:
    return {slot: each * factor for slot, each in form.items()}


def _value(term: Term, system: System, domains: Domains) -> Interval:
    node = compile_term(term, system.index)
    return node.value if node.forward(domains) else EVERYTHING
