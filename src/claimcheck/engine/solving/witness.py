"""Settles what propagation and the linear step leave open: a point where everything holds, or a proof by cases.

The search is branch and prune: unknowns that stand in products, powers, years or alternatives are fixed, which makes
the rest linear; where no such point is found, the box of one unknown is halved, and each half is judged for itself.
The work is counted, so that the same constraints end the same way on any machine.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice, product

from claimcheck.engine.solving.factors import factors_of
from claimcheck.engine.solving.halving import HALF, halves, number_in
from claimcheck.engine.solving.linear_step import LinearStep, linear_step
from claimcheck.engine.solving.network import Claims, Outcome, System
from claimcheck.engine.solving.restate import restated
from claimcheck.engine.solving.whole_sums import whole_contradiction
from claimcheck.rules.terms import Leaf
from claimcheck.values.interval import Exact, Interval
from claimcheck.values.value_class import slot_class, value_class

MAX_NODES = 32
MAX_WORK = 12_000
"""How many revisions of constraints, and inequalities, a search may take: some seconds."""
QUICK_WORK = 100
"""How much of that a first look for a point may take, besides some for each slot."""
TRIES = (HALF, Fraction(1, 8), Fraction(7, 8))
"""Where in its interval an unknown is fixed, in this order."""


@value_class
class Settled:
    """Either values of all slots that satisfy everything, or the claims of a contradiction in every case."""

    values: tuple[Fraction, ...] | None = None
    conflict: Claims | None = None


@value_class
class _Node:
    """A case: what is left of the slots, and how often each was halved to get there."""

    outcome: Outcome
    halved: Mapping[int, int]
    step: LinearStep | None = None


@slot_class()
class Work:
    """How much may still be spent, and how many cases a search may look at."""

    left: int = MAX_WORK
    nodes: int = MAX_NODES

    def part(self, left: int) -> Work:
        """Take some of it for itself."""
        taken = min(left, self.left)
        self.left -= taken
        return Work(taken, self.nodes)


def settle(system: System, outcome: Outcome, step: LinearStep, work: Work | None = None) -> Settled | None:
    """Settle a system of which propagation and the linear step found no contradiction; None when it stays open.

    It is looked at once more with names for its quotients and shared products, where it has some.
    """
    odd = whole_contradiction(system)
    if odd:
        return Settled(conflict=frozenset(claim for number, _ in odd for claim in system.grounds[number].claims))
    named = restated(system.grounds)
    more = System([*system.grounds, *named]) if named else None
    if more is not None:
        told = more.run()
        step_there = linear_step(more, told) if not told.failed else LinearStep(more.conflict_claims(told))
        if step_there.conflict is not None:
            return Settled(conflict=step_there.conflict)
    work = work or Work()
    if more is None:
        return _Search(system, outcome, work).go(_Node(outcome, {}, step))
    first = work.part(work.left // 2)
    settled = _Search(system, outcome, first).go(_Node(outcome, {}, step))
    work.left += max(first.left, 0)
    return settled or _Search(more, told, work).go(_Node(told, {}, step_there))


def point_of(system: System, outcome: Outcome) -> tuple[Fraction, ...] | None:
    """Return values of all slots that satisfy everything, if the first few that offer themselves do.

    First the lower ends: propagation leaves them possible together where all constraints are orders, or equalities
    of two, and nothing has to be propagated to see it.
    """
    search = _Search(system, outcome, Work(QUICK_WORK + 4 * len(system.terms)))
    lowest = [domain.lo for domain in outcome.domains if domain.lo is not None and not domain.lo_open]
    return tuple(map(Fraction, lowest)) if search._holds(lowest) else search._completed(outcome, {})


class _Search:
    def __init__(self, system: System, outcome: Outcome, work: Work) -> None:
        self.system = system
        self.outcome = outcome
        self.work = work

    @cached_property
    def ways(self) -> tuple[tuple[int, ...], ...]:
        """The ways to make the system linear."""
        return factors_of(self.system, self.outcome.domains)

    def go(self, root: _Node) -> Settled | None:
        claims: set[str] = set()
        waiting = [root]
        for _ in range(self.work.nodes):
            node = waiting.pop()
            closed, node = self._closed(node)
            if closed is None:
                values = self._dive(node)
                if values is not None:
                    return Settled(values)
                halves = self._halves(node)
                if not halves or self.work.left < 0:
                    return None
                waiting.extend(reversed(halves))
            else:
                claims |= closed
            if not waiting:
                return Settled(conflict=frozenset(claims))
        return None

    def _closed(self, node: _Node) -> tuple[Claims | None, _Node]:
        """Return the claims that contradict each other in this case, and the case with what the linear step says."""
        if node.outcome.failed:
            return self.system.conflict_claims(node.outcome), node
        step = node.step or self._linear(node.outcome)
        return step.conflict, replace(node, step=step)

    def _linear(self, outcome: Outcome) -> LinearStep:
        self.work.left -= 2 * len(self.system.slots)
        return linear_step(self.system, outcome)

    def _suppose(self, outcome: Outcome, values: Mapping[int, Interval]) -> Outcome:
        supposed = self.system.suppose(outcome, values)
        self.work.left -= 1 + supposed.revisions
        return supposed

    def _dive(self, node: _Node) -> tuple[Fraction, ...] | None:
        """Look for a point of this case: at the values of the linear step, then with what is not linear fixed."""
        guide = {} if node.step is None else node.step.values
        found = None
        for free in ((), *self.ways):
            found = found or self._completed(node.outcome, {slot: guide[slot] for slot in guide if slot not in free})
        for fix, way in product((self._fixed_at_once, self._fixed_one_by_one), self.ways):
            if found is not None or self.work.left < 0:
                break
            fixed = fix(node, way)
            if fixed is not None:
                found = self._completed(fixed.outcome, fixed.step.values if fixed.step else {})
        return found

    def _fixed_at_once(self, node: _Node, way: Sequence[int]) -> _Node | None:
        """Return the case with some slots fixed, each where propagation leaves it room."""
        fixed = self._fixed(node.outcome, way, {})
        return None if fixed is None else self._possible(fixed)

    def _fixed_one_by_one(self, node: _Node, way: Sequence[int]) -> _Node | None:
        """Return the case with some slots fixed, each where the linear step leaves it room too."""
        for slot in way:
            domain = node.outcome.domains[slot]
            if domain.is_point:
                continue
            guide = {} if node.step is None else node.step.values
            tries = chain(self._tries(domain, slot, {}), islice(self._tries(domain, slot, guide), 1))
            cases = (self._possible(self._suppose(node.outcome, {slot: Interval.point(value)})) for value in tries)
            fixed = next((case for case in cases if case is not None), None)
            if fixed is None or self.work.left < 0:
                return None
            node = fixed
        return node

    def _possible(self, outcome: Outcome) -> _Node | None:
        """Return an outcome as a case with its linear step, or None when that contradicts."""
        step = self._linear(outcome) if not outcome.failed else None
        return None if step is None or step.conflict is not None else _Node(outcome, {}, step)

    def _completed(self, outcome: Outcome, guide: Mapping[Hashable, Fraction]) -> tuple[Fraction, ...] | None:
        """Return a point of an outcome with the guide's values for the unknowns, and for figures what fits them."""
        system = self.system
        points = {
            slot: Interval.point(guide[slot])
            for slot, term in enumerate(system.terms)
            if slot in guide and not isinstance(term, Leaf)
        }
        supposed = self._suppose(outcome, points) if points else outcome
        if supposed.failed:
            return None
        fixed = self._fixed(supposed, range(len(system.terms)), guide)
        if fixed is None:
            return None
        values = [domain.lo for domain in fixed.domains if domain.lo is not None]
        return tuple(map(Fraction, values)) if self._holds(values) else None

    def _fixed(self, outcome: Outcome, slots: Iterable[int], guide: Mapping[Hashable, Fraction]) -> Outcome | None:
        """Return the outcome with each slot at one number, or None when the few that are tried do not fit."""
        for slot in slots:
            if outcome.domains[slot].is_point:
                continue
            for value in self._tries(outcome.domains[slot], slot, guide):
                supposed = self._suppose(outcome, {slot: Interval.point(value)})
                if not supposed.failed:
                    outcome = supposed
                    break
            else:
                return None
            if self.work.left < 0:
                return None
        return outcome

    def _tries(self, domain: Interval, slot: int, guide: Mapping[Hashable, Fraction]) -> Iterator[Fraction]:
        """Yield the numbers at which an unknown is fixed, the guide's first."""
        whole = self.system.whole[slot]
        wanted = guide.get(slot)
        if wanted is not None and domain.contains(wanted) and (wanted.denominator == 1 or not whole):
            yield wanted
        for share in TRIES:
            yield number_in(domain, share, whole=whole)

    def _holds(self, values: Sequence[Exact]) -> bool:
        """Whether every constraint holds at a point."""
        system = self.system
        return len(values) == len(system.terms) and all(
            self._holds_at(number, [values[slot] for slot in members]) for number, members in enumerate(system.members)
        )

    def _holds_at(self, number: int, values: Sequence[Exact]) -> bool:
        """Whether a constraint holds where its unknowns have these values."""
        contractor = self.system.contractors[number]
        told = contractor.holds_at(values)
        if told is not None:
            return told
        points = [Interval.point(value) for value in values]
        return contractor.revise(points, lambda position, interval: interval.contains(values[position]))

    def _halves(self, node: _Node) -> list[_Node]:
        """Return two cases that together are this one, or nothing when no unknown is left to split."""
        way = self.ways[0] if self.ways else ()
        split = halves(self.system, node.outcome, way, node.halved)
        split = split or halves(self.system, node.outcome, self._broken(node), node.halved)
        if split is None:
            return []
        slot, *parts = split
        halved = {**node.halved, slot: node.halved.get(slot, 0) + 1}
        return [_Node(self._suppose(node.outcome, {slot: part}), halved) for part in parts]

    def _broken(self, node: _Node) -> list[int]:
        """Return the slots of whole numbers to which the linear step gave a value that is none."""
        guide = {} if node.step is None else node.step.values
        return [
            slot
            for slot, whole in enumerate(self.system.whole)
            if whole and slot in guide and guide[slot].denominator != 1
        ]
