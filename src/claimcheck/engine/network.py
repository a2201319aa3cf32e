"""A system of constraints: interval propagation to a fixed point, with the reason of every bound.

Interval constraint propagation as of HC4 (see `contract`), with a trail as in lazy clause generation: every
tightening of a bound remembers its constraint and the bounds that it was computed from, so that the claims behind a
contradiction can be traced.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from claimcheck.engine.contract import Contractor, Domains, compile_condition
from claimcheck.engine.ground import Ground
from claimcheck.rules.terms import (
    Condition,
    Leaf,
    Magnitude,
    Over,
    Power,
    Slot,
    Stated,
    Term,
    Var,
    children,
    relations,
    unknowns,
)
from claimcheck.values.interval import EVERYTHING, Interval

MAX_TIGHTENINGS = 40
"""How often one bound may tighten: what wants more tightens for ever, or nearly."""

MAX_BITS = 2048
"""How long the numbers of a bound may grow: products of unknowns in a circle double them each time round."""

Claims = frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """A tightening: of which slot, to what, by which constraint (-1: a claim's own figure), from which steps."""

    slot: int
    interval: Interval
    constraint: int
    antecedents: tuple[int, ...]
    lower: bool
    upper: bool


@dataclass(slots=True)
class Outcome:
    """What propagation came to: the domains, or the steps and the constraint that cannot all hold."""

    domains: Domains
    trail: list[Step]
    lower: list[int]
    upper: list[int]
    conflict: tuple[int, ...] | None = None
    constraint: int = -1
    unfinished: bool = False


@dataclass(slots=True)
class System:
    """Constraints over slots. It can be run with all claims, or with some of them only."""

    grounds: Sequence[Ground]
    slots: list[Slot] = field(default_factory=list)
    index: dict[Slot, int] = field(default_factory=dict)
    whole: list[bool] = field(default_factory=list)
    initial: list[Interval] = field(default_factory=list)
    owner: list[str | None] = field(default_factory=list)
    terms: list[Var | Leaf] = field(default_factory=list)
    contractors: list[Contractor] = field(default_factory=list)
    members: list[tuple[int, ...]] = field(default_factory=list)
    watchers: list[list[int]] = field(default_factory=list)
    leaning: list[bool] = field(default_factory=list)
    relations_cyclic: bool = False

    def __post_init__(self) -> None:
        for number, ground in enumerate(self.grounds):
            own: dict[int, None] = {}
            repeated = False
            for term in unknowns(ground.condition):
                slot = self._number(term)
                repeated = repeated or slot in own
                own[slot] = None
            members = tuple(own)
            self.members.append(members)
            self.leaning.append(_leans_on_itself(ground.condition))
            for slot in members:
                self.watchers[slot].append(number)
            self.contractors.append(compile_condition(ground.condition, {self.slots[slot]: slot for slot in members}))
            self.relations_cyclic = self.relations_cyclic or repeated
        self.relations_cyclic = self.relations_cyclic or self._has_cycle()

    def _number(self, term: Var | Leaf) -> int:
        slot = term.slot
        if slot in self.index:
            return self.index[slot]
        number = len(self.slots)
        self.index[slot] = number
        self.slots.append(slot)
        self.terms.append(term)
        self.whole.append(term.sort.is_whole)
        known = term.value if isinstance(term, Leaf) else term.domain
        self.initial.append((known.to_integers() or known) if term.sort.is_whole else known)
        self.owner.append(slot.claim if isinstance(slot, Stated) else None)
        self.watchers.append([])
        return number

    def _has_cycle(self) -> bool:
        """Whether constraints and the slots that they share form a cycle, where propagation can be blind."""
        parent = list(range(len(self.slots)))

        def find(slot: int) -> int:
            while parent[slot] != slot:
                parent[slot] = parent[parent[slot]]
                slot = parent[slot]
            return slot

        for members in self.members:
            roots: set[int] = set()
            for slot in members:
                if len(self.watchers[slot]) < 2:
                    continue
                root = find(slot)
                if root in roots:
                    return True
                roots.add(root)
            anchor = min(roots, default=-1)
            for root in roots:
                parent[root] = anchor
        return False

    @property
    def claims(self) -> Claims:
        """Every claim that is evidence here."""
        return frozenset(claim for ground in self.grounds for claim in ground.claims)

    def is_active(self, number: int, active: Claims | None) -> bool:
        """Whether a constraint takes part when only some claims do."""
        return active is None or all(claim in active for claim in self.grounds[number].claims)

    def run(self, active: Claims | None = None, free: Iterable[int] = (), only: Sequence[int] | None = None) -> Outcome:
        """Propagate to a fixed point.

        `active` leaves out the constraints and figures of all other claims. `free` are slots whose own figure is
        forgotten, to see what everything else says of them. `only` are the constraints that take part.
        """
        return _Run(self, active, frozenset(free), only).go()

    def ancestors(self, outcome: Outcome, steps: Iterable[int]) -> tuple[Claims, frozenset[int]]:
        """Return the claims and the constraints that steps of a trail go back to."""
        claims: set[str] = set()
        constraints: set[int] = set()
        seen: set[int] = set()
        stack = list(steps)
        while stack:
            number = stack.pop()
            if number in seen or number < 0:
                continue
            seen.add(number)
            step = outcome.trail[number]
            if step.constraint < 0:
                owner = self.owner[step.slot]
                if owner is not None:
                    claims.add(owner)
            else:
                constraints.add(step.constraint)
                claims.update(self.grounds[step.constraint].claims)
            stack.extend(step.antecedents)
        return frozenset(claims), frozenset(constraints)

    def conflict_claims(self, outcome: Outcome) -> Claims:
        """Return the claims behind a contradiction that propagation found."""
        claims, _ = self.ancestors(outcome, outcome.conflict or ())
        return claims | frozenset(self.grounds[outcome.constraint].claims)

    def bound_claims(self, outcome: Outcome, slot: int) -> Claims:
        """Return the claims behind both bounds of a slot."""
        claims, _ = self.ancestors(outcome, (outcome.lower[slot], outcome.upper[slot]))
        return claims


class _Run:
    """One propagation."""

    def __init__(self, system: System, active: Claims | None, free: frozenset[int], only: Sequence[int] | None) -> None:
        self.system = system
        numbers = range(len(system.grounds)) if only is None else only
        self.active = [number for number in numbers if system.is_active(number, active)]
        self.is_active = [False] * len(system.grounds)
        for number in self.active:
            self.is_active[number] = True
        count = len(system.slots)
        self.outcome = Outcome(list(system.initial), [], [-1] * count, [-1] * count)
        self.tightened: dict[tuple[int, bool], int] = {}
        self.current = -1
        for slot in range(count):
            owner = system.owner[slot]
            if owner is None:
                continue
            if slot in free or (active is not None and owner not in active):
                self.outcome.domains[slot] = EVERYTHING
            else:
                self._note(slot, system.initial[slot], -1, (), lower=True, upper=True)

    def go(self) -> Outcome:
        system, outcome = self.system, self.outcome
        queue = deque(self.active)
        waiting = [False] * len(system.grounds)
        for number in queue:
            waiting[number] = True
        self.changed: set[int] = set()
        while queue:
            number = queue.popleft()
            waiting[number] = False
            self.current = number
            if not system.contractors[number].revise(outcome.domains, self.narrow):
                outcome.conflict = self._antecedents(number, None)
                outcome.constraint = number
                return outcome
            if not self.changed:
                continue
            for slot in sorted(self.changed):
                for watcher in system.watchers[slot]:
                    if not waiting[watcher] and self.is_active[watcher] and watcher != number:
                        waiting[watcher] = True
                        queue.append(watcher)
            # Once is enough for a constraint that meets each unknown once, unless one was rounded to whole numbers.
            again = system.relations_cyclic or any(system.whole[slot] for slot in self.changed)
            if again and not waiting[number]:
                waiting[number] = True
                queue.append(number)
            self.changed.clear()
        return outcome

    def narrow(self, slot: int, interval: Interval) -> bool:
        domain = self.outcome.domains[slot]
        met = domain.intersect(interval)
        if met is not None and self.system.whole[slot]:
            met = met.to_integers()
        if met is None:
            return False
        if met == domain:
            return True
        lower = (met.lo, met.lo_open) != (domain.lo, domain.lo_open)
        upper = (met.hi, met.hi_open) != (domain.hi, domain.hi_open)
        if _too_long(met.lo) or _too_long(met.hi) or not self._allowed(slot, lower, upper):
            self.outcome.unfinished = True
            return True
        self._note(slot, met, self.current, self._antecedents(self.current, slot), lower=lower, upper=upper)
        self.outcome.domains[slot] = met
        self.changed.add(slot)
        return True

    def _allowed(self, slot: int, lower: bool, upper: bool) -> bool:
        for side in (True, False):
            if (lower if side else upper) is False:
                continue
            count = self.tightened.get((slot, side), 0) + 1
            self.tightened[slot, side] = count
            if count > MAX_TIGHTENINGS:
                return False
        return True

    def _note(
        self,
        slot: int,
        interval: Interval,
        constraint: int,
        antecedents: tuple[int, ...],
        *,
        lower: bool,
        upper: bool,
    ) -> None:
        outcome = self.outcome
        number = len(outcome.trail)
        outcome.trail.append(Step(slot, interval, constraint, antecedents, lower, upper))
        if lower:
            outcome.lower[slot] = number
        if upper:
            outcome.upper[slot] = number

    def _antecedents(self, constraint: int, slot: int | None) -> tuple[int, ...]:
        found: dict[int, None] = {}
        own_too = self.system.relations_cyclic or self.system.leaning[constraint]
        for member in self.system.members[constraint]:
            if member == slot and not own_too:
                continue
            for step in (self.outcome.lower[member], self.outcome.upper[member]):
                if step >= 0:
                    found[step] = None
        return tuple(found)


def _too_long(end: Fraction | None) -> bool:
    return end is not None and max(end.numerator.bit_length(), end.denominator.bit_length()) > MAX_BITS


def _leans_on_itself(condition: Condition) -> bool:
    """Whether one bound of an unknown may follow from its other bound: the sign of a root, an end that is ruled out."""
    return any(
        relation.op == "!=" or _has_branches(relation.left) or _has_branches(relation.right)
        for relation in relations(condition)
    )


def _has_branches(term: Term) -> bool:
    return isinstance(term, (Over, Power, Magnitude)) or any(_has_branches(child) for child in children(term))
