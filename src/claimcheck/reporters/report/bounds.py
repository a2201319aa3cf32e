"""What the sides of a contradiction say of one unknown, as intervals: projected from the constraints that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.network import System
from claimcheck.findings.model import Finding
from claimcheck.rules.terms import Leaf, Slot, Sort, Stated, Var, unknowns
from claimcheck.rules.variables import describe
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class

MAX_SIDES = 10
MAX_GROUNDS = 2000
"""Larger proofs get no picture: it would take longer than it tells."""
MAX_DRAWN = 60
"""Nor do contradictions that need more constraints than this."""


@value_class
class Side:
    """Claims, and what they say of an unknown; `states` is a claim's own words where it states it outright."""

    claims: tuple[str, ...]
    interval: Interval
    states: str | None = None


@value_class
class Sides:
    """What two or more sides say of one thing. `field` is the field of a claim where no shared unknown is drawn."""

    sides: tuple[Side, ...]
    sort: Sort
    unit: str
    field: str | None = None

    @property
    def gap(self) -> Interval | None:
        """What lies between the sides that are farthest apart; None where all of them meet."""
        return gap_of([side.interval for side in self.sides])


def gap_of(intervals: Iterable[Interval]) -> Interval | None:
    """Return what lies between the lowest upper and the highest lower end; None where the intervals meet."""
    many = list(intervals)
    met: Interval | None = many[0]
    for each in many[1:]:
        met = None if met is None else met.intersect(each)
    if met is not None:
        return None
    lo = min(each.hi for each in many if each.hi is not None)
    hi = max(each.lo for each in many if each.lo is not None)
    return Interval(lo, hi) if lo <= hi else None


def needed_of(grounds: Sequence[Ground]) -> tuple[Ground, ...]:
    """Return the constraints of a proof that its contradiction goes back to; none where they are too many to draw.

    A proof brings every identity of its component along, and a picture looks at each constraint many times.
    """
    if not 0 < len(grounds) <= MAX_GROUNDS:
        return ()
    system = System(grounds)
    outcome = system.run()
    kept = tuple(grounds)
    if outcome.conflict is not None:
        _, numbers = system.ancestors(outcome, outcome.conflict)
        kept = tuple(grounds[number] for number in sorted(numbers | {outcome.constraint}) if number >= 0)
    return kept if len(kept) <= MAX_DRAWN else ()


def sides_of(finding: Finding, grounds: Sequence[Ground]) -> Sides | None:
    """Return what the claims of a finding say of its subject, or else of a field that one of them states.

    The charitable or plain meaning of every figure is that of the constraints, so that the picture shows the
    contradiction that was found and no other. None where nothing on an axis shows it.
    """
    system = System(grounds)
    claims = tuple(evidence.claim for evidence in finding.claims)
    return _about_subject(finding, system, claims) or _about_field(finding, system, claims) or _as_stated(system)


def _about_subject(finding: Finding, system: System, claims: tuple[str, ...]) -> Sides | None:
    term = next((t for t in system.terms if isinstance(t, Var) and describe(t.slot) == finding.subject), None)
    if term is None or term.sort is Sort.SYMBOL:
        return None
    alone: dict[str, Interval] = {}
    for claim in claims:
        found = bounded([ground for ground in system.grounds if ground.claims == (claim,)], term.slot)
        if found is not None:
            alone[claim] = found
    outright = [claim for claim in alone if alone[claim].is_bounded]
    for apart in (outright, *([claim] for claim in alone)):
        made = _partition(system, term, alone, apart, claims)
        if made is not None and made.gap is not None:
            return made
    return None


def _partition(
    system: System, term: Var, alone: dict[str, Interval], apart: list[str], claims: tuple[str, ...]
) -> Sides | None:
    """Set some claims against each other, and against all others taken together."""
    sides = [Side((claim,), alone[claim], _words(system, claim)) for claim in apart[:MAX_SIDES]]
    rest = tuple(claim for claim in claims if claim not in apart)
    if rest:
        found = bounded([g for g in system.grounds if not set(g.claims) & set(apart)], term.slot)
        if found is not None:
            sides.append(Side(rest, found, _words(system, rest[0]) if len(rest) == 1 else None))
    return Sides(tuple(sides), term.sort, term.unit) if len(sides) > 1 else None


def _words(system: System, claim: str) -> str | None:
    """Return what a claim states, where it states one thing alone."""
    stated = [term.text for term in leaves(system) if term.slot.claim == claim and term.sort is Sort.NUMBER]
    return stated[0] if len(stated) == 1 else None


def bounded(grounds: Sequence[Ground], slot: Slot) -> Interval | None:
    """Return what constraints make of an unknown; None where they leave it as it is, or contradict each other."""
    system = System(grounds)
    number = system.index.get(slot)
    if number is None:
        return None
    outcome = system.run()
    found = outcome.domains[number]
    return None if outcome.conflict is not None or found == system.initial[number] else found


def _about_field(finding: Finding, system: System, claims: tuple[str, ...]) -> Sides | None:
    """Set what a claim states against what the others leave for it, the doubted fields first."""
    doubted = [Stated(c.claim, c.field) for each in (finding.suspects, *finding.alternatives) for c in each]
    order = {slot: number for number, slot in reversed(list(enumerate(doubted)))}
    for leaf in sorted(leaves(system), key=lambda leaf: order.get(leaf.slot, len(order))):
        if leaf.sort is Sort.SYMBOL:
            continue
        slot = system.index[leaf.slot]
        outcome = system.run(free=(slot,))
        left = outcome.domains[slot]
        if outcome.conflict is not None or left.is_everything or gap_of((leaf.value, left)) is None:
            continue
        others = tuple(claim for claim in claims if claim != leaf.slot.claim)
        sides = (Side((leaf.slot.claim,), leaf.value, leaf.text), Side(others, left))
        return Sides(sides, leaf.sort, leaf.unit, leaf.slot.field)
    return None


def _as_stated(system: System) -> Sides | None:
    """Return the days that two claims or more state, where a rule compares them outright."""
    days = {term.slot.claim: term for term in leaves(system) if term.sort is Sort.DAY}
    if len(days) < 2:
        return None
    sides = tuple(Side((claim,), leaf.value, leaf.text) for claim, leaf in sorted(days.items())[:MAX_SIDES])
    return Sides(sides, Sort.DAY, "", next(iter(days.values())).slot.field)


def leaves(system: System) -> Iterator[Leaf]:
    """Yield the stated fields of a system, each once."""
    seen: set[Stated] = set()
    for ground in system.grounds:
        for term in unknowns(ground.condition):
            if isinstance(term, Leaf) and term.slot not in seen:
                seen.add(term.slot)
                yield term
