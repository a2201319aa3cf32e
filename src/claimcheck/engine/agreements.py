"""Agreement: an unknown that two sets of claims, of different sources, each bound on both sides, and alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.judge import Judge
from claimcheck.engine.network import Claims, System
from claimcheck.engine.show import value_text
from claimcheck.findings.model import Agreement
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Leaf, Sort, Variable
from claimcheck.rules.variables import describe
from claimcheck.values.interval import Interval

MAX_ORIGINS = 40
"""How many origins of one component are asked for their word; further ones are taken together."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one origin, or several together, say of an unknown."""

    interval: Interval
    claims: Claims


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
    for origin in sorted(by_origin)[:MAX_ORIGINS]:
        _listen(judge, frozenset(by_origin[origin]), origin, voices)
    found = []
    for variable, spoken in voices.items():
        if len(spoken) < 2:
            continue
        met = _meeting(list(spoken.values()))
        if met is not None:
            found.append(_agreement(variable, met, spoken, judge, records, symbols))
    return tuple(sorted(found, key=lambda agreement: agreement.subject))


def _listen(
    judge: Judge,
    claims: Claims,
    origin: str,
    voices: dict[Variable, dict[str, Voice]],
) -> None:
    """Note each unknown that an origin's claims bound on both sides by themselves."""
    system = judge.subsystem(claims)
    outcome = system.run()
    if outcome.conflict is not None:
        return
    for slot, number in system.index.items():
        if isinstance(slot, Variable) and _is_bounded(system, outcome.domains[number], number):
            speakers = _speakers(system, number, claims)
            voices.setdefault(slot, {})[origin] = Voice(outcome.domains[number], speakers)


def _is_bounded(system: System, interval: Interval, number: int) -> bool:
    """Whether claims bound an unknown on both sides, beyond what is known of it before any claim."""
    if not interval.is_bounded:
        return False
    before = system.initial[number]
    return interval.lo != before.lo and interval.hi != before.hi or (before.is_bounded and interval.is_point)


def _speakers(system: System, number: int, claims: Claims) -> Claims:
    """Return the claims of an origin that each bound the unknown, or those that together do."""
    alone = set()
    for claim in claims:
        own = [ground for ground in system.grounds if ground.claims == (claim,)]
        single = System(own)
        slot = single.index.get(system.slots[number])
        if slot is None:
            continue
        outcome = single.run()
        if outcome.conflict is None and _is_bounded(single, outcome.domains[slot], slot):
            alone.add(claim)
    return frozenset(alone) or system.bound_claims(system.run(), number)


def _meeting(voices: list[Voice]) -> Interval | None:
    met: Interval | None = voices[0].interval
    for voice in voices[1:]:
        met = None if met is None else met.intersect(voice.interval)
    return met


def _agreement(
    variable: Variable,
    met: Interval,
    spoken: Mapping[str, Voice],
    judge: Judge,
    records: Mapping[str, ClaimRecord],
    symbols: Symbols,
) -> Agreement:
    claims = frozenset().union(*(voice.claims for voice in spoken.values()))
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
