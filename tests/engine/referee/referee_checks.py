"""What must be true of the engine's answer to a network, asked of z3."""

from __future__ import annotations

from dataclasses import dataclass

from referee_networks import COMPLETE, Network
from referee_z3 import Claims, Referee

from claimcheck.engine.ground import Ground
from claimcheck.engine.judge import Judge


@dataclass(frozen=True, slots=True)
class Answer:
    """What z3 says of one reading of a network (None: unknown), and what the engine found."""

    satisfiable: bool | None
    propagated: bool
    found: bool
    undecided: bool
    beyond: int
    """Claims of the minimal conflict that only z3 could leave out."""


def ask(network: Network, grounds: tuple[Ground, ...]) -> Answer:
    """Check every promise about one reading; raise AssertionError for a promise that is broken."""
    judge, referee = Judge(grounds), Referee(grounds)
    verdict = judge.verdict()
    satisfiable = referee.satisfiable(network.claims)
    beyond = 0
    if verdict.conflict is not None:
        assert satisfiable is not True, (network.seed, "the engine cries wolf")
        assert referee.satisfiable(verdict.conflict) is not True, (network.seed, sorted(verdict.conflict))
        beyond = _check_minimal(network, judge, referee, judge.minimal(verdict.conflict))
    elif network.profile in COMPLETE:
        assert verdict.undecided is None, (network.seed, verdict.undecided)
        assert satisfiable is not False, (network.seed, "a contradiction reads as clean")
    undecided = verdict.undecided is not None
    propagated = judge.outcome is not None and judge.outcome.conflict is not None
    return Answer(satisfiable, propagated, verdict.conflict is not None, undecided, beyond)


def _check_minimal(network: Network, judge: Judge, referee: Referee, minimal: Claims) -> int:
    """Check that a minimal conflict is one, and return how many claims z3 could leave out but the judge could not."""
    assert judge.contradicts(minimal), (network.seed, "a minimal conflict that is none", sorted(minimal))
    assert referee.satisfiable(minimal) is not True, (network.seed, "satisfiable", sorted(minimal))
    beyond = 0
    for claim in sorted(minimal):
        fewer = minimal - {claim}
        assert not judge.contradicts(fewer), (network.seed, "not minimal", sorted(minimal), claim)
        if referee.satisfiable(fewer) is False:
            beyond += 1
            assert network.profile not in COMPLETE, (network.seed, "not minimal for z3", sorted(minimal), claim)
    return beyond
