"""Coverage: which claims the rest of the corpus says something about, and what nothing compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims, Outcome, System
from claimcheck.rules.terms import Slot, Var
from claimcheck.rules.variables import describe
from claimcheck.values.interval import Interval

RINGS = 2
"""How many steps from a claim its check looks for others before it asks the whole component."""


Bounded = Mapping[int, AbstractSet[Claims]]
"""For slots of a component's system, claims that are known to bound them together."""


def checked_claims(
    judge: Judge, system: System, outcome: Outcome, active: Claims, bounded: Bounded
) -> tuple[Claims, dict[str, str]]:
    """Return the claims of a consistent component that the others narrow, and for the rest what is missing.

    A claim is checked when, without it, the rest still bounds an unknown of its constraints beyond what is known
    of it before any claim. `system` is that of the claims alone, `outcome` what it came to. What is `bounded` by
    others alone is bounded by all others as well, where all of them fit.
    """
    checked: set[str] = set()
    missing: dict[str, str] = {}
    numbers = _numbers_by_claim(system)
    known = bounded if system is judge.system and not outcome.failed else {}
    for claim in sorted(active):
        own = numbers.get(claim, [])
        if (
            _is_compared(own, system)
            or _is_heard_of(claim, own, system, known)
            or _is_checked(claim, own, judge, system, outcome, active)
        ):
            checked.add(claim)
        else:
            missing[claim] = missing_of(system.grounds[number] for number in own)
    return frozenset(checked), missing


def _numbers_by_claim(system: System) -> dict[str, list[int]]:
    """Return the constraints of each claim."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, ground in enumerate(system.grounds):
        for claim in ground.claims:
            found[claim].append(number)
    return found


def _is_compared(own: Iterable[int], system: System) -> bool:
    """Whether a constraint of several claims compares them at once."""
    return any(len(system.grounds[number].claims) > 1 for number in own)


def _is_heard_of(claim: str, own: Iterable[int], system: System, bounded: Bounded) -> bool:
    """Whether claims without this one are known to bound one of its unknowns."""
    return any(
        claim not in others
        for number in own
        for slot in system.members[number]
        if slot in bounded
        for others in bounded[slot]
    )


def _is_checked(claim: str, own: list[int], judge: Judge, system: System, outcome: Outcome, active: Claims) -> bool:
    slots = _variables(own, system)
    if any(_is_bounded_by_another(claim, slot, system) for slot in slots):
        return True
    for slot in slots:
        for step in (outcome.lower[slot], outcome.upper[slot]):
            if step < 0:
                continue
            behind, _ = system.ancestors(outcome, (step,))
            if behind and claim not in behind:
                return True
    return bool(slots) and _narrowed_by_others(slots, system, judge.numbers(active - {claim}), judge)


def _is_bounded_by_another(claim: str, slot: int, system: System) -> bool:
    """Whether a single constraint of other claims bounds an unknown, from their figures alone."""
    for number in system.watchers[slot]:
        others = system.grounds[number].claims
        if others and claim not in others and _narrows(system, number, slot):
            return True
    return False


def _narrows(system: System, number: int, slot: int) -> bool:
    """Whether a constraint narrows an unknown when nothing else is known."""
    domains = list(system.initial)
    narrowed = False

    def narrow(each: int, interval: Interval) -> bool:
        nonlocal narrowed
        met = domains[each].intersect(interval)
        met = met.to_integers() if met is not None and system.whole[each] else met
        narrowed = narrowed or (each == slot and met is not None and met != domains[each])
        return met is not None

    return system.revise(number, domains, narrow) and narrowed


def _narrowed_by_others(slots: list[int], system: System, numbers: list[int], judge: Judge) -> bool:
    """Whether the other claims bound one of the unknowns: first asked of what is near it, then of everything."""
    variables = [system.slots[slot] for slot in slots]
    near: list[int] = []
    for _ in range(RINGS):
        wider = _around(judge, near, variables, numbers)
        if len(wider) == len(near):
            return False
        near = wider
        if _bounds_one(System([judge.grounds[number] for number in near]), variables):
            return True
        if len(near) == len(numbers):
            return False
    return _bounds_one(System([judge.grounds[number] for number in numbers]), variables)


def _around(judge: Judge, near: list[int], variables: Iterable[Slot], numbers: list[int]) -> list[int]:
    """Return the constraints that share an unknown with those that are near already, or at first with the variables."""
    system = judge.system
    slots = {system.index[variable] for variable in variables}
    slots.update(slot for number in near for slot in system.members[number])
    touched = {number for slot in slots for number in system.watchers[slot]}
    return [number for number in numbers if number in touched]


def _bounds_one(system: System, variables: Iterable[Slot]) -> bool:
    outcome = system.run()
    found = (system.index.get(variable) for variable in variables)
    return any(number is not None and bool(system.bound_claims(outcome, number)) for number in found)


def _variables(numbers: Iterable[int], system: System) -> list[int]:
    """Return the shared unknowns of constraints, each once."""
    found = dict.fromkeys(slot for number in numbers for slot in system.members[number])
    return [slot for slot in found if isinstance(system.terms[slot], Var)]


def missing_of(own: Iterable[Ground]) -> str:
    """Return what a claim lacks that nothing else is said of: the first unknown of its constraints."""
    for ground in own:
        for term in ground.form.terms:
            if isinstance(term, Var):
                return describe(term.slot)
    return "another claim"
