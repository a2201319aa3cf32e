"""The short ways of propagation come to what the long ways come to, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referee_networks import PROFILES, network

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving import skeleton
from claimcheck.engine.solving.contract import Contractor, compile_condition
from claimcheck.engine.solving.form import Form
from claimcheck.engine.solving.network import System
from claimcheck.engine.solving.nodes import Domains
from claimcheck.engine.solving.outcome import Outcome
from claimcheck.engine.solving.propagation import Propagation
from claimcheck.engine.solving.reads import BOTH
from claimcheck.rules.terms import unknowns
from claimcheck.values.interval import Exact, Interval

SEEDS = st.integers(0, 100_000)
PROFILE = st.sampled_from(sorted(PROFILES))


def read_everything(contractor: Contractor, count: int) -> list[int]:
    """Say that each constraint reads every end, so that it is revised whenever something moved."""
    return [BOTH] * count


def told(outcome: Outcome) -> tuple[object, ...]:
    return (outcome.domains, outcome.trail, outcome.conflict, outcome.constraint, outcome.unfinished)


def runs(grounds: Sequence[Ground]) -> list[object]:
    """Return what comes of all claims, of each claim alone, and of a supposition."""
    system = System(grounds)
    whole = system.run()
    found: list[object] = [told(whole), whole.revisions]
    for claim in sorted(system.claims):
        own = [number for number, each in enumerate(grounds) if {claim}.issuperset(each.claims)]
        found.append(told(system.run(active=frozenset({claim}), only=own)))
    for slot, domain in enumerate(whole.domains):
        if not whole.failed and domain.lo is not None and not domain.lo_open:
            found.append(told(system.suppose(whole, {slot: Interval.point(domain.lo)})))
    return found


@given(SEEDS, PROFILE)
def test_who_reads_no_end_that_moved_would_have_changed_nothing(seed: int, profile: str) -> None:
    grounds = network(seed, profile).wide
    quick = runs(grounds)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(skeleton, "reads_of", read_everything)
        patched.setattr(skeleton, "_known", skeleton._Known())
        patched.setattr(System, "idle", frozenset())
        assert runs(grounds) == quick


@given(SEEDS, PROFILE)
def test_conditions_of_one_structure_share_what_each_would_have_of_its_own(seed: int, profile: str) -> None:
    for ground in network(seed, profile).wide:
        form = ground.form
        slots = [term.slot for term in unknowns(ground.condition)]
        assert [term.slot for term in form.terms] == list(dict.fromkeys(slots))
        assert form.repeats == (len(set(slots)) < len(slots))
        own = compile_condition(
            ground.condition, {slot: n for n, slot in enumerate(dict.fromkeys(slots))}, repeats=form.repeats
        )
        box = System((ground,)).initial
        assert narrowed(form, form.contractor, box) == narrowed(form, own, box)


def narrowed(form: Form, contractor: Contractor, box: Domains) -> Domains | None:
    left = list(box)

    def narrow(slot: int, interval: Interval) -> bool:
        met = left[slot].intersect(interval)
        met = met.to_integers() if met is not None and form.terms[slot].sort.is_whole else met
        left[slot] = met or left[slot]
        return met is not None

    return left if contractor.revise(list(box), narrow) else None


@given(SEEDS, PROFILE, st.data())
def test_what_holds_at_a_point_is_what_is_left_of_the_point(seed: int, profile: str, data: st.DataObject) -> None:
    numbers = st.one_of(st.integers(-9, 9), st.fractions(-9, 9, max_denominator=4))
    for ground in network(seed, profile).wide:
        values: list[Exact] = []
        for term in ground.form.terms:
            if term.sort.is_whole:
                values.append(data.draw(st.integers(730_000, 740_000) | st.integers(-3, 3)))
            else:
                values.append(Interval.point(data.draw(numbers)).lo or 0)
        held = ground.form.contractor.holds_at(values)
        points = [Interval.point(value) for value in values]

        def stays(slot: int, interval: Interval, values: list[Exact] = values) -> bool:
            return interval.contains(values[slot])

        assert held is None or held == ground.form.contractor.revise(points, stays)


def test_reasons_that_are_worked_out_afterwards_are_those_that_were_known_at_the_time() -> None:
    """Each step follows from what its constraint's other unknowns had come to when it was made."""
    seen = 0
    for seed in range(60):
        system = System(network(seed).wide)
        outcome = system.run()
        lower, upper = [-1] * len(system.terms), [-1] * len(system.terms)
        for number, step in enumerate(outcome.trail):
            assert all(reason < number for reason in step.antecedents)
            if step.constraint >= 0:
                own = system.relations_cyclic or system.leaning[step.constraint]
                beside = [slot for slot in system.members[step.constraint] if own or slot != step.slot]
                known = {at for slot in beside for at in (lower[slot], upper[slot]) if at >= 0}
                assert set(step.antecedents) == known
                seen += 1
            lower[step.slot] = number if step.lower else lower[step.slot]
            upper[step.slot] = number if step.upper else upper[step.slot]
        assert (lower, upper) == (outcome.lower, outcome.upper)
    assert seen > 100


def test_a_supposition_on_what_was_not_finished_asks_everyone_again() -> None:
    asked: list[bool] = []

    class Noted(Propagation):
        def go(self, *args: Any, all_due: bool = False) -> Outcome:
            asked.append(all_due)
            return super().go(*args, all_due=all_due)

    system = System(network(1, "linear").wide)
    outcome = system.run()
    for unfinished in (False, True):
        Noted(outcome.copy()).suppose({}, unfinished=unfinished)
    assert asked == [False, True]
