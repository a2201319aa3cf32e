"""Proofs by cases: one unknown is split after the other, until each part is refuted by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from claimcheck.engine.proving.proof_model import Case, Proof
from claimcheck.engine.solving.factors import factors_of
from claimcheck.engine.solving.halving import Halved, halves
from claimcheck.engine.solving.network import Outcome, System

MAX_CASES = 32

Close = Callable[[System, Outcome], Proof | None]
"""Refutes a part of a system as it is."""


def prove_by_cases(system: System, outcome: Outcome, close: Close) -> Proof | None:
    """Return a proof by cases of what `close` does not refute at once, or None within the limit of cases."""
    return _Cases(system, outcome, close).prove(outcome, {})


class _Cases:
    def __init__(self, system: System, outcome: Outcome, close: Close) -> None:
        self.system = system
        self.close = close
        ways = factors_of(system, outcome.domains)
        whole = [slot for slot, is_whole in enumerate(system.whole) if is_whole]
        self.slots = ways[0] if ways else tuple(whole)
        self.left = MAX_CASES

    def prove(self, outcome: Outcome, halved: Halved) -> Proof | None:
        """Refute what is left of the system in an outcome."""
        self.left -= 1
        proof = self.close(self.system, outcome)
        split = halves(self.system, outcome, self.slots, halved) if proof is None and self.left > 0 else None
        if split is None:
            return proof
        slot, below, above = split
        deeper = {**halved, slot: halved.get(slot, 0) + 1}
        low = self.prove(self.system.suppose(outcome, {slot: below}), deeper)
        high = None if low is None else self.prove(self.system.suppose(outcome, {slot: above}), deeper)
        return None if low is None or high is None else replace(high, steps=(Case(slot, above, low), *high.steps))
