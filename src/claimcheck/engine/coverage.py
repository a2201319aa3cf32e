"""Coverage: which claims the rest of the corpus says something about, and what nothing compared."""

from __future__ import annotations

from claimcheck.engine.judge import Judge
from claimcheck.engine.network import Claims, Outcome, System
from claimcheck.rules.terms import Var, unknowns
from claimcheck.rules.variables import describe


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
    rest = System([judge.grounds[number] for number in numbers])
    outcome = rest.run()
    for slot in slots:
        number = rest.index.get(system.slots[slot])
        if number is not None and rest.bound_claims(outcome, number):
            return True
    return False


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

