"""z3 referees the engine on thousands of random networks: no cry of wolf, and no claim too many in a conflict."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Sequence

import pytest
from referee_checks import ask
from referee_maker import some_rule
from referee_networks import COMPLETE, PROFILES, network

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.components import components
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims
from claimcheck.rules.terms import Const, Relation, Var, Variable
from claimcheck.values.interval import Interval

NETWORKS = int(os.environ.get("CLAIMCHECK_REFEREE_NETWORKS", "5000"))
CHUNKS = 25


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_engine_answers_as_z3_does(chunk: int) -> None:
    unknown = 0
    for turn, seed in enumerate(range(chunk, NETWORKS, CHUNKS)):
        made = network(seed)
        grounds = made.wide if turn % 2 else made.narrow
        unknown += ask(made, grounds).satisfiable is None
    assert unknown <= NETWORKS // CHUNKS // 50, "z3 gives up on too many for the test to mean much"


def test_the_networks_are_worth_asking_about() -> None:
    contradictory: Counter[str] = Counter()
    types: set[str] = set()
    for seed in range(50 * len(PROFILES)):
        made = network(seed)
        types |= made.types
        contradictory[made.profile] += Judge(made.wide).verdict().conflict is not None
    assert all(5 <= contradictory[profile] <= 35 for profile in PROFILES), contradictory
    assert len(types) == 20, sorted(types)


def test_a_wider_reading_makes_no_conflict() -> None:
    seen = 0
    for profile in sorted(COMPLETE):
        for seed in range(60):
            made = network(seed, profile)
            if Judge(made.wide).verdict().conflict is not None:
                seen += 1
                assert Judge(made.narrow).verdict().conflict is not None, (profile, seed)
    assert seen >= 40


def test_the_order_of_constraints_changes_no_verdict() -> None:
    for profile in sorted(COMPLETE):
        for seed in range(60):
            made = network(seed, profile)
            shuffled = list(made.wide)
            random.Random(seed).shuffle(shuffled)
            verdicts = [Judge(grounds).verdict() for grounds in (made.wide, shuffled)]
            assert verdicts[0].undecided == verdicts[1].undecided
            assert (verdicts[0].conflict is None) == (verdicts[1].conflict is None), (profile, seed)


def test_a_claim_about_another_unknown_changes_no_verdict() -> None:
    for seed in range(200):
        made = network(seed)
        stranger = Var(Variable("stranger", ()))
        claims = [Relation(stranger, "==", Const(Interval.point(value))) for value in (1, 2)]
        strangers = [Ground(some_rule(), 0, claim, (f"s{i}",)) for i, claim in enumerate(claims)]
        alone = {_told(component) for component in components(made.wide)}
        together = {_told(component) for component in components([strangers[0], *made.wide, strangers[1]])}
        assert together == alone | {(frozenset({"s0", "s1"}), frozenset({"s0", "s1"}))}, seed


def _told(component: Sequence[Ground]) -> tuple[Claims, Claims | None]:
    judge = Judge(component)
    conflict = judge.verdict().conflict
    return judge.claims, None if conflict is None else judge.minimal(conflict)
