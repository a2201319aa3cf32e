"""Agreement: an unknown that two sets of claims, of different sources, each bound on both sides, and alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.explaining.show import value_text
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims, Outcome, System
from claimcheck.findings.model import Agreement
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Leaf, Sort, Variable
from claimcheck.rules.variables import describe
from claimcheck.values.interval import Interval

Alone = dict[str, frozenset[Variable]]
"""The unknowns that each claim bounds by itself."""

MAX_ORIGINS = 40
"""How many origins of one component are asked for their word; further ones are taken together."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one origin says of an unknown, and the propagation of its claims that says so."""

    interval: Interval
    claims: Claims
    system: System
    outcome: Outcome


def agreements(
    judge: Judge, records: Mapping[str, ClaimRecord], symbols: Symbols, active: Claims
) -> tuple[Agreement, ...]:
    """Return the unknowns of a consistent component on which independent origins agree."""
    by_origin: dict[str, set[str]] = {}
    for claim in active:
        by_origin.setdefault(records[claim].source.model.origin, set()).add(claim)
    if len(by_origin) < 2:
        return ()
    voices: dict[Variable, dict[str, Voice]] = {}
    alone: Alone = {}
    for origin in sorted(by_origin)[:MAX_ORIGINS]:
        _listen(judge, frozenset(by_origin[origin]), origin, voices, alone)
    found = []
    for variable, spoken in voices.items():
        if len(spoken) < 2:
            continue
        met = _meeting(list(spoken.values()))
        if met is not None:
            claims = frozenset().union(*(_speakers(voice, variable, judge, alone) for voice in spoken.values()))
            found.append(_agreement(variable, met, claims, judge, records, symbols))
    return tuple(sorted(found, key=lambda agreement: agreement.subject))


def _listen(
    judge: Judge,
    claims: Claims,
    origin: str,
    voices: dict[Variable, dict[str, Voice]],
    alone: Alone,
) -> None:
    """Note each unknown that an origin's claims bound on both sides by themselves."""
    system = judge.system
    numbers = judge.numbers(claims)
    outcome = system.run(active=claims, only=numbers)
    bounded = _bounded(system, outcome)
    for slot in bounded:
        voices.setdefault(slot, {})[origin] = Voice(outcome.domains[system.index[slot]], claims, system, outcome)
    if len(claims) == 1 and all(system.grounds[number].claims for number in numbers):
        alone.update(dict.fromkeys(claims, frozenset(bounded)))


def _bounded(system: System, outcome: Outcome) -> list[Variable]:
    """Return the unknowns that an outcome bounds on both sides; none where it is a contradiction."""
    moved = set() if outcome.failed else {move[0] for move in outcome.moves}
    return [
        slot
        for number in sorted(moved)
        if isinstance(slot := system.slots[number], Variable) and _is_bounded(system, outcome.domains[number], number)
    ]


def _is_bounded(system: System, interval: Interval, number: int) -> bool:
    """Whether claims bound an unknown on both sides, beyond what is known of it before any claim."""
    if not interval.is_bounded:
        return False
    before = system.initial[number]
    return (interval.lo != before.lo and interval.hi != before.hi) or (before.is_bounded and interval.is_point)


def _speakers(voice: Voice, variable: Variable, judge: Judge, alone: Alone) -> Claims:
    """Return the claims of an origin that each bound the unknown, or those that together do."""
    slot = voice.system.index[variable]
    together = voice.system.bound_claims(voice.outcome, slot)
    if together and len(voice.claims) == 1:
        return together
    speaking = {claim for number in judge.system.watchers[slot] for claim in judge.grounds[number].claims}
    able = (claim for claim in voice.claims if claim in speaking)
    return frozenset(claim for claim in able if variable in _bounded_alone(claim, judge, alone)) or together


def _bounded_alone(claim: str, judge: Judge, alone: Alone) -> frozenset[Variable]:
    """Return the unknowns that one claim bounds by itself; `alone` remembers them."""
    if claim not in alone:
        claims = frozenset((claim,))
        numbers = [number for number in judge.numbers(claims) if judge.grounds[number].claims]
        outcome = judge.system.run(active=claims, only=numbers)
        alone[claim] = frozenset(_bounded(judge.system, outcome))
    return alone[claim]


def _meeting(voices: list[Voice]) -> Interval | None:
    met: Interval | None = voices[0].interval
    for voice in voices[1:]:
        met = None if met is None else met.intersect(voice.interval)
    return met


def _agreement(
    variable: Variable,
    met: Interval,
    claims: Claims,
    judge: Judge,
    records: Mapping[str, ClaimRecord],
    symbols: Symbols,
) -> Agreement:
    number = judge.system.index[variable]
    term = judge.system.terms[number]
    sort, unit = term.sort, term.unit
    sources = sorted({records[claim].source.id for claim in claims})
    return Agreement(
        describe(variable),
        _named_value(judge, claims, variable) or value_text(met, sort, unit, symbols),
        tuple(sorted(claims)),
        tuple(sources),
    )


def _named_value(judge: Judge, claims: Claims, variable: Variable) -> str | None:
    """Return the sources' own words when all state the unknown outright in the same ones."""
    texts = set()
    for claim in claims:
        leaves = [
            term.text
            for term in judge.system.terms
            if isinstance(term, Leaf) and term.slot.claim == claim and term.sort is Sort.NUMBER
        ]
        if len(leaves) != 1 or variable.kind != "measure":
            return None
        texts.add(leaves[0])
    return texts.pop() if len(texts) == 1 else None
