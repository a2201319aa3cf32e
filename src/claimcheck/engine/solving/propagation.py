"""Interval propagation to a fixed point.

Interval constraint propagation as of HC4 (see `contract`), with a trail as in lazy clause generation (see `outcome`):
every tightening of a bound goes back to its constraint and the bounds that it was computed from, so that the claims
behind a contradiction can be traced.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence

from claimcheck.engine.solving.nodes import Domains
from claimcheck.engine.solving.outcome import SUPPOSED, Outcome
from claimcheck.engine.solving.reads import LOWER, UPPER
from claimcheck.values.interval import Exact, Interval

MAX_TIGHTENINGS = 16
"""How often one bound may tighten: what wants more tightens for ever, or nearly."""

COARSE_AFTER, COARSE = 3, 8
"""After how many tightenings a bound must move by more than what part of its interval: slow steps decide little."""

MAX_BITS = 400
"""How long the numbers of a bound may grow: products of unknowns in a circle double them each time round."""


class Propagation:
    """One propagation. `only` are the constraints that take part, where not all do."""

    __slots__ = ("changed", "current", "domains", "members", "only", "outcome", "own", "rounded", "tightened", "whole")

    def __init__(self, outcome: Outcome, only: Sequence[int] | None = None) -> None:
        self.outcome = outcome
        self.domains = outcome.domains
        self.whole = outcome.skeleton.whole
        self.only = only
        # How often the lower and the upper bound of a slot moved, by twice its number and that and one.
        self.tightened = [0] * (2 * len(outcome.domains))
        # The slots that the current constraint moved, with which of their ends.
        self.changed: dict[int, int] = {}
        self.rounded = False
        self.current = SUPPOSED
        self.members: tuple[int, ...] = ()
        self.own: Domains = []

    def suppose(self, values: Mapping[int, Interval], *, unfinished: bool) -> Outcome:
        """Narrow slots to intervals, and go on from there; `unfinished` tells whether there was more to do before."""
        self.members = tuple(range(len(self.domains)))
        self.own = list(self.domains)
        for slot, interval in values.items():
            if not self.narrow(slot, interval):
                self.outcome.failed, self.outcome.slot = True, slot
                return self.outcome
        watchers = self.outcome.skeleton.watchers
        touched = sorted({number for slot in self.changed for number in watchers[slot]})
        self.changed.clear()
        return self.go(touched, all_due=unfinished)

    def go(self, first: Sequence[int], idle: Collection[int] = (), *, all_due: bool = False) -> Outcome:
        """Revise constraints until nothing moves, some of them first; the idle ones only once something did."""
        outcome, changed, domains, narrow = self.outcome, self.changed, self.domains, self.narrow
        skeleton = outcome.skeleton
        all_members, contractors, wakes = skeleton.members, skeleton.contractors, skeleton.wakes
        # Who waits for no turn: what waits for one already, and what takes no part.
        settled = self._settled(len(contractors))
        # Whose turn would change something, for an end moved that it reads. The order of turns is not touched by it.
        due = [all_due] * len(contractors)
        queue = deque(first)
        revisions = 0
        for number in first:
            settled[number] = False
            due[number] = number not in idle
        while queue:
            number = queue.popleft()
            settled[number] = True
            revisions += 1
            if not due[number] and not outcome.unfinished:
                continue
            due[number] = False
            self.current = number
            self.members = members = all_members[number]
            self.own = own = [domains[slot] for slot in members]
            if not contractors[number].revise(own, narrow):
                outcome.failed, outcome.constraint = True, number
                break
            if not changed:
                continue
            for slot in changed if len(changed) == 1 else sorted(changed):
                moved = changed[slot]
                for watcher, ends in wakes[slot]:
                    if ends & moved:
                        due[watcher] = True
                    if settled[watcher] and watcher != number:
                        settled[watcher] = False
                        queue.append(watcher)
            # Once is enough for a constraint that meets each unknown once, unless one was rounded to whole numbers.
            if self.rounded or skeleton.repeats[number] or (skeleton.relations_cyclic and skeleton.leaning[number]):
                due[number] = True
                if settled[number]:
                    settled[number] = False
                    queue.append(number)
                self.rounded = False
            changed.clear()
        outcome.revisions = revisions
        return outcome

    def _settled(self, count: int) -> list[bool]:
        """Return which constraints take part."""
        if self.only is None:
            return [True] * count
        settled = [False] * count
        for number in self.only:
            settled[number] = True
        return settled

    def narrow(self, position: int, interval: Interval) -> bool:
        """Narrow an unknown of the current constraint; False when nothing is left."""
        domain = self.own[position]
        met = domain.intersect(interval)
        if met is domain:
            return True
        if met is None:
            return False
        slot = self.members[position]
        if self.whole[slot]:
            given, met = met, met.to_integers()
            if met is not given:
                self.rounded = self.rounded or met != given
                if met is None:
                    return False
        lower = met.lo != domain.lo or met.lo_open is not domain.lo_open
        upper = met.hi != domain.hi or met.hi_open is not domain.hi_open
        if not lower and not upper:
            return True
        if _too_long(met.lo, met.hi) or not self._allowed(slot, domain, met, lower, upper):
            self.outcome.unfinished = True
            return True
        self.outcome.moves.append((slot, met, self.current, lower, upper))
        self.own[position] = self.domains[slot] = met
        self.changed[slot] = self.changed.get(slot, 0) | (LOWER * lower) | (UPPER * upper)
        return True

    def _allowed(self, slot: int, domain: Interval, met: Interval, lower: bool, upper: bool) -> bool:
        """Whether a bound may tighten once more, which is counted."""
        tightened = self.tightened
        below = tightened[2 * slot] if lower else 0
        above = tightened[2 * slot + 1] if upper else 0
        most = max(below, above)
        if most >= COARSE_AFTER and (most >= MAX_TIGHTENINGS or _is_small(domain, met)):
            return False
        if lower:
            tightened[2 * slot] = below + 1
        if upper:
            tightened[2 * slot + 1] = above + 1
        return True


def _too_long(lo: Exact | None, hi: Exact | None) -> bool:
    """Whether an end has more digits than are worth it."""
    for end in (lo, hi):
        if type(end) is int:
            if end.bit_length() > MAX_BITS:
                return True
        elif end is not None and max(end.numerator.bit_length(), end.denominator.bit_length()) > MAX_BITS:
            return True
    return False


def _is_small(domain: Interval, met: Interval) -> bool:
    """Whether little of an interval was cut off."""
    if domain.lo is None or domain.hi is None or met.lo is None or met.hi is None:
        return False
    width = domain.hi - domain.lo
    return met.lo < met.hi and (width - (met.hi - met.lo)) * COARSE < width
