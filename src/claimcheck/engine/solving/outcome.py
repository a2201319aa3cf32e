"""What propagation came to, and why: every tightening with its reasons, worked out when they are asked for."""

from __future__ import annotations

from dataclasses import field

from claimcheck.engine.solving.nodes import Domains
from claimcheck.engine.solving.skeleton import Skeleton
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import slot_class, value_class

STATED, SUPPOSED = -1, -2
"""Reasons of a bound that are no constraint: a claim's own figure, and a supposition that nobody vouches for."""

Move = tuple[int, Interval, int, bool, bool]
"""A slot, to what it was narrowed, by which constraint or other reason, and whether its lower and upper end moved."""


@value_class
class Step:
    """A tightening: of which slot, to what, by which constraint or other reason (below 0), from which steps."""

    slot: int
    interval: Interval
    constraint: int
    antecedents: tuple[int, ...]
    lower: bool
    upper: bool


@slot_class()
class Outcome:
    """What propagation came to: the domains, or the steps and the constraint that cannot all hold.

    `moves` are all that it did, in order. Most runs end well and nobody asks for their reasons, so these are read
    from the moves: a move follows from what had been moved last, by then, of its constraint's slots.
    """

    skeleton: Skeleton
    domains: Domains
    moves: list[Move]
    failed: bool = False
    constraint: int = -1
    slot: int = -1
    unfinished: bool = False
    revisions: int = 0
    _history: _History | None = field(default=None, init=False)

    def copy(self) -> Outcome:
        """Return the same, to go on from."""
        return Outcome(self.skeleton, list(self.domains), list(self.moves))

    @property
    def history(self) -> _History:
        """The moves with their reasons."""
        if self._history is None or len(self._history.trail) != len(self.moves):
            self._history = _History(self.skeleton, self.moves)
        return self._history

    @property
    def trail(self) -> list[Step]:
        """Every tightening, in order."""
        return self.history.trail

    @property
    def lower(self) -> list[int]:
        """The step that moved the lower end of each slot last, or -1."""
        return self.history.lower

    @property
    def upper(self) -> list[int]:
        """The step that moved the upper end of each slot last, or -1."""
        return self.history.upper

    @property
    def conflict(self) -> tuple[int, ...] | None:
        """The steps that cannot hold together with the constraint, or None where nothing failed."""
        if not self.failed:
            return None
        if self.constraint >= 0:
            return self.history.antecedents(self.constraint, None)
        return tuple(step for step in (self.lower[self.slot], self.upper[self.slot]) if step >= 0)


class _History:
    """Moves gone through once more, to see what each followed from."""

    __slots__ = ("lower", "skeleton", "trail", "upper")

    def __init__(self, skeleton: Skeleton, moves: list[Move]) -> None:
        self.skeleton = skeleton
        self.lower = [-1] * len(skeleton.watchers)
        self.upper = [-1] * len(skeleton.watchers)
        self.trail: list[Step] = []
        for number, (slot, interval, constraint, lower, upper) in enumerate(moves):
            reasons = self.antecedents(constraint, slot) if constraint >= 0 else ()
            self.trail.append(Step(slot, interval, constraint, reasons, lower, upper))
            if lower:
                self.lower[slot] = number
            if upper:
                self.upper[slot] = number

    def antecedents(self, constraint: int, slot: int | None) -> tuple[int, ...]:
        """Return the last steps of a constraint's slots; of a slot that it moves only where that may lean on itself."""
        skeleton = self.skeleton
        own_too = skeleton.relations_cyclic or skeleton.leaning[constraint]
        found: dict[int, None] = {}
        for member in skeleton.members[constraint]:
            if member == slot and not own_too:
                continue
            for step in (self.lower[member], self.upper[member]):
                if step >= 0:
                    found[step] = None
        return tuple(found)
