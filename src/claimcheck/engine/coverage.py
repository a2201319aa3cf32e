"""Coverage: which claims the rest of the corpus says something about, and what nothing compared."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.engine.judge import Judge
from claimcheck.engine.network import Claims, Outcome, System
from claimcheck.rules.terms import Slot, Var, unknowns
from claimcheck.rules.variables import describe

RINGS = 2
"""How many steps from a claim its check looks for others before it asks the whole component."""


def checked_claims(judge: Judge, active: Claims) -> tuple[Claims, dict[str, str]]:
    """Return the claims of a consistent component that the others narrow, and for the rest what is missing.

    A claim is checked when, without it, the rest still bounds an unknown of its constraints beyond what is known
    of it before any claim.
    """
    system = judge.system if active == judge.claims else judge.subsystem(active)
    outcome = system.run()
    checked: set[str] = set()
    missing: dict[str, str] = {}
    for claim in sorted(active):
        if _is_checked(claim, judge, system, outcome, active):
            checked.add(claim)
        else:
            missing[claim] = _missing(claim, system)
    return frozenset(checked), missing


def _is_checked(claim: str, judge: Judge, system: System, outcome: Outcome, active: Claims) -> bool:
    if _is_compared_at_once(claim, system):
        return True
    slots = _own_variables(claim, system)
    for slot in slots:
        for step in (outcome.lower[slot], outcome.upper[slot]):
            if step < 0:
                continue
            behind, _ = system.ancestors(outcome, (step,))
            if behind and claim not in behind:
                return True
    return bool(slots) and _narrowed_by_others(slots, system, judge.numbers(active - {claim}), judge)


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


def _own_variables(claim: str, system: System) -> list[int]:
    """Return the shared unknowns of a claim's constraints."""
    found: dict[int, None] = {}
    for number, ground in enumerate(system.grounds):
        if claim in ground.claims:
            for slot in system.members[number]:
                if isinstance(system.terms[slot], Var):
                    found[slot] = None
    return list(found)


def _is_compared_at_once(claim: str, system: System) -> bool:
    """Whether a constraint without unknowns compares the claim with another."""
    return any(claim in ground.claims and len(ground.claims) > 1 for ground in system.grounds)


def _missing(claim: str, system: System) -> str:
    for ground in system.grounds:
        if claim in ground.claims:
            for term in unknowns(ground.condition):
                if isinstance(term, Var):
                    return describe(term.slot)
    return "another claim"
