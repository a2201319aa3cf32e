"""Agreement: an unknown that two sets of claims, of different sources, each bound on both sides, and alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.explaining.show import value_text
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims, Outcome, System
from claimcheck.findings.model import Agreement
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Leaf, Sort, Var, Variable
from claimcheck.rules.variables import describe
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import slot_class, value_class

Alone = dict[str, frozenset[Variable]]
"""The unknowns that each claim bounds by itself."""

MAX_ORIGINS = 40
"""How many origins of one component are asked for their word; further ones are taken together."""


@value_class
class Voice:
    """What one origin says of an unknown, and the propagation of its claims that says so."""

    interval: Interval
    claims: Claims
    system: System
    outcome: Outcome


@slot_class()
class Hearing:
    """What each origin of a component says by itself, asked once.

    `voices` are those that bound an unknown on both sides, by its slot and their origins. `bounded` are for each slot
    the claims that together bound it on a side, in a constraint of their own; it is filled where the identities bound
    nothing without claims.
    """

    voices: dict[int, dict[str, Voice]] = field(default_factory=dict)
    bounded: dict[int, set[Claims]] = field(default_factory=dict)


def hear(judge: Judge, records: Mapping[str, ClaimRecord], active: Claims) -> Hearing:
    """Ask every origin of a consistent component for its word, where there are several."""
    hearing = Hearing()
    by_origin: dict[str, set[str]] = {}
    for claim in active:
        by_origin.setdefault(records[claim].source.model.origin, set()).add(claim)
    if len(by_origin) > 1:
        for origin in sorted(by_origin)[:MAX_ORIGINS]:
            _listen(judge, frozenset(by_origin[origin]), origin, hearing)
    return hearing


def agreements(
    hearing: Hearing, judge: Judge, records: Mapping[str, ClaimRecord], symbols: Symbols
) -> tuple[Agreement, ...]:
    """Return the unknowns of a consistent component on which independent origins agree."""
    found = []
    alone: Alone = {}
    for slot, spoken in hearing.voices.items():
        if len(spoken) < 2:
            continue
        voices = list(spoken.values())
        met = _meeting(voices)
        if met is not None:
            variable = judge.system.slots[slot]
            assert isinstance(variable, Variable)
            claims = frozenset().union(*[_speakers(voice, variable, judge, alone) for voice in voices])
            found.append(_agreement(variable, met, claims, judge, records, symbols))
    return tuple(sorted(found, key=lambda agreement: agreement.subject))


def _listen(judge: Judge, claims: Claims, origin: str, hearing: Hearing) -> None:
    """Note each unknown that an origin's claims bound on both sides by themselves."""
    system = judge.system
    outcome = system.run(active=claims, only=judge.numbers(claims))
    if outcome.failed:
        return
    terms, grounds, domains = system.terms, system.grounds, outcome.domains
    # The constraints that moved the ends of each unknown last.
    last: dict[int, list[int]] = {}
    for slot, _, constraint, lower, upper in outcome.moves:
        if isinstance(terms[slot], Var):
            sides = last.setdefault(slot, [-1, -1])
            if lower:
                sides[0] = constraint
            if upper:
                sides[1] = constraint
    for slot in sorted(last):
        if system.is_idle_without_claims and any(side >= 0 and grounds[side].claims for side in last[slot]):
            hearing.bounded.setdefault(slot, set()).add(claims)
        if _is_bounded(system, domains[slot], slot):
            hearing.voices.setdefault(slot, {})[origin] = Voice(domains[slot], claims, system, outcome)


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
    if len(voice.claims) == 1 and _moved_by_claims(voice, slot):
        return voice.claims
    together = voice.system.bound_claims(voice.outcome, slot)
    if together and len(voice.claims) == 1:
        return together
    speaking = {claim for number in judge.system.watchers[slot] for claim in judge.grounds[number].claims}
    able = (claim for claim in voice.claims if claim in speaking)
    return frozenset(claim for claim in able if variable in _bounded_alone(claim, judge, alone)) or together


def _moved_by_claims(voice: Voice, slot: int) -> bool:
    """Whether the last step to a bound of an unknown is one of a claim's own constraints."""
    for moved, _, constraint, _, _ in reversed(voice.outcome.moves):
        if moved == slot:
            return constraint >= 0 and bool(voice.system.grounds[constraint].claims)
    return False


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
