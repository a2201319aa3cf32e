"""What must be true of the engine's answer to a network, asked of z3."""

from __future__ import annotations

from dataclasses import dataclass

from referee_networks import COMPLETE, Network
from referee_z3 import Claims, Referee

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.judge import Judge


@dataclass(frozen=True, slots=True)
class Answer:
    """What z3 says of one reading of a network (None: unknown), and what the engine found."""

    satisfiable: bool | None
    propagated: bool
    found: bool
    undecided: bool


def ask(network: Network, grounds: tuple[Ground, ...]) -> Answer:
    """Check every promise about one reading; raise AssertionError for a promise that is broken."""
    judge, referee = Judge(grounds), Referee(grounds)
    verdict = judge.verdict()
    satisfiable = referee.satisfiable(network.claims)
    if verdict.conflict is not None:
        assert satisfiable is not True, (network.seed, "the engine cries wolf")
        assert referee.satisfiable(verdict.conflict) is not True, (network.seed, sorted(verdict.conflict))
        _check_minimal(network, judge, referee, judge.minimal(verdict.conflict))
    elif network.profile in COMPLETE:
        assert verdict.undecided is None, (network.seed, verdict.undecided)
        assert satisfiable is not False, (network.seed, "a contradiction reads as clean")
    undecided = verdict.undecided is not None
    propagated = judge.outcome is not None and judge.outcome.conflict is not None
    return Answer(satisfiable, propagated, verdict.conflict is not None, undecided)


def _check_minimal(network: Network, judge: Judge, referee: Referee, minimal: Claims) -> None:
    """Check that a minimal conflict is one, and that neither the judge nor z3 can leave a claim of it out."""
    assert judge.contradicts(minimal), (network.seed, "a minimal conflict that is none", sorted(minimal))
    assert referee.satisfiable(minimal) is not True, (network.seed, "satisfiable", sorted(minimal))
    for claim in sorted(minimal):
        fewer = minimal - {claim}
        assert not judge.contradicts(fewer), (network.seed, "not minimal", sorted(minimal), claim)
        assert referee.satisfiable(fewer) is not False, (network.seed, "not minimal for z3", sorted(minimal), claim)
