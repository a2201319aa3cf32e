"""A system of constraints: interval propagation to a fixed point, with the reason of every bound.

Interval constraint propagation as of HC4 (see `contract`), with a trail as in lazy clause generation: every
tightening of a bound remembers its constraint and the bounds that it was computed from, so that the claims behind a
contradiction can be traced.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.contract import Contractor
from claimcheck.engine.solving.nodes import Domains, Narrow
from claimcheck.engine.solving.shape import has_cycle
from claimcheck.rules.terms import Leaf, Slot, Stated, Var
from claimcheck.values.interval import EVERYTHING, Exact, Interval
from claimcheck.values.value_class import value_class

MAX_TIGHTENINGS = 16
"""How often one bound may tighten: what wants more tightens for ever, or nearly."""

COARSE_AFTER, COARSE = 3, 8
"""After how many tightenings a bound must move by more than what part of its interval: slow steps decide little."""

MAX_BITS = 400
"""How long the numbers of a bound may grow: products of unknowns in a circle double them each time round."""

STATED, SUPPOSED = -1, -2
"""Reasons of a bound that are no constraint: a claim's own figure, and a supposition that nobody vouches for."""

Claims = frozenset[str]


@value_class
class Step:
    """A tightening: of which slot, to what, by which constraint or other reason (below 0), from which steps."""

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
    revisions: int = 0

    def copy(self) -> Outcome:
        """Return the same, to go on from."""
        return Outcome(list(self.domains), list(self.trail), list(self.lower), list(self.upper))


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
    repeats: list[bool] = field(default_factory=list)
    relations_cyclic: bool = False

    def __post_init__(self) -> None:
        for number, ground in enumerate(self.grounds):
            form = ground.form
            members = tuple(map(self._number, form.terms))
            self.members.append(members)
            self.repeats.append(form.repeats)
            self.leaning.append(form.leans)
            for slot in members:
                self.watchers[slot].append(number)
            self.contractors.append(form.contractor)
            self.relations_cyclic = self.relations_cyclic or form.repeats
        self.relations_cyclic = self.relations_cyclic or has_cycle(self.members, self.watchers)

    def _number(self, term: Var | Leaf) -> int:
        slot = term.slot
        number = self.index.setdefault(slot, len(self.slots))
        if number < len(self.slots):
            return number
        self.slots.append(slot)
        self.terms.append(term)
        self.whole.append(term.sort.is_whole)
        self.initial.append(initial_of(term))
        self.owner.append(slot.claim if isinstance(slot, Stated) else None)
        self.watchers.append([])
        return number

    @property
    def claims(self) -> Claims:
        """Every claim that is evidence here."""
        return frozenset(claim for ground in self.grounds for claim in ground.claims)

    def has_gaps(self, domains: Domains) -> bool:
        """Whether an interval may hide that some of its numbers satisfy no constraint."""
        return any(
            ground.form.gaps and contractor.hides([domains[slot] for slot in members])
            for ground, contractor, members in zip(self.grounds, self.contractors, self.members, strict=True)
        )

    def revise(self, number: int, domains: Domains, narrow: Narrow) -> bool:
        """Let one constraint narrow domains, which `narrow` keeps; False when it cannot hold."""
        members = self.members[number]
        own = [domains[slot] for slot in members]

        def narrow_own(position: int, interval: Interval) -> bool:
            slot = members[position]
            if not narrow(slot, interval):
                return False
            own[position] = domains[slot]
            return True

        return self.contractors[number].revise(own, narrow_own)

    def is_active(self, number: int, active: Claims | None) -> bool:
        """Whether a constraint takes part when only some claims do."""
        return active is None or active.issuperset(self.grounds[number].claims)

    def run(self, active: Claims | None = None, free: Iterable[int] = (), only: Sequence[int] | None = None) -> Outcome:
        """Propagate to a fixed point.

        `active` leaves out the constraints and figures of all other claims. `free` are slots whose own figure is
        forgotten, to see what everything else says of them. `only` are the constraints that take part.
        """
        numbers = range(len(self.grounds)) if only is None else only
        chosen = [number for number in numbers if self.is_active(number, active)]
        count = len(self.slots)
        run = _Run(self, chosen, Outcome(list(self.initial), [], [-1] * count, [-1] * count))
        run.begin(active, frozenset(free))
        return run.go(chosen)

    def suppose(self, outcome: Outcome, values: Mapping[int, Interval]) -> Outcome:
        """Go on from an outcome of all constraints, which stays as it is, supposing that slots lie in intervals."""
        run = _Run(self, range(len(self.grounds)), outcome.copy())
        touched = run.suppose(values)
        return run.outcome if run.outcome.conflict is not None else run.go(touched)

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
            owner = self.owner[step.slot]
            if step.constraint == STATED and owner is not None:
                claims.add(owner)
            elif step.constraint >= 0:
                constraints.add(step.constraint)
                claims.update(self.grounds[step.constraint].claims)
            stack.extend(step.antecedents)
        return frozenset(claims), frozenset(constraints)

    def conflict_claims(self, outcome: Outcome) -> Claims:
        """Return the claims behind a contradiction that propagation found."""
        claims, _ = self.ancestors(outcome, outcome.conflict or ())
        return claims | frozenset(self.grounds[outcome.constraint].claims if outcome.constraint >= 0 else ())

    def bound_claims(self, outcome: Outcome, slot: int) -> Claims:
        """Return the claims behind both bounds of a slot."""
        claims, _ = self.ancestors(outcome, (outcome.lower[slot], outcome.upper[slot]))
        return claims


def initial_of(term: Var | Leaf) -> Interval:
    """Return what is known of an unknown before any constraint."""
    known = term.value if isinstance(term, Leaf) else term.domain
    return (known.to_integers() or known) if term.sort.is_whole else known


class _Run:
    """One propagation."""

    def __init__(self, system: System, active: Iterable[int], outcome: Outcome) -> None:
        self.system = system
        self.outcome = outcome
        self.is_active = [False] * len(system.grounds)
        for number in active:
            self.is_active[number] = True
        # How often the lower and the upper bound of a slot moved, by twice its number and that and one.
        self.tightened: dict[int, int] = {}
        self.changed: set[int] = set()
        self.rounded = False
        self.current = STATED
        self.members: tuple[int, ...] = ()
        self.own: Domains = []

    def begin(self, active: Claims | None, free: frozenset[int]) -> None:
        """Note the figures of claims; forget those that are free or whose claims take no part."""
        for slot, owner in enumerate(self.system.owner):
            if owner is None:
                continue
            if slot in free or (active is not None and owner not in active):
                self.outcome.domains[slot] = EVERYTHING
            else:
                self._note(slot, self.system.initial[slot], STATED, (), lower=True, upper=True)

    def suppose(self, values: Mapping[int, Interval]) -> list[int]:
        """Narrow slots to intervals, and return the constraints that this concerns."""
        for slot, interval in values.items():
            self.current = SUPPOSED
            if not self.narrow(slot, interval):
                sides = (self.outcome.lower[slot], self.outcome.upper[slot])
                self.outcome.conflict = tuple(step for step in sides if step >= 0)
                break
        touched = sorted({number for slot in self.changed for number in self.system.watchers[slot]})
        self.changed.clear()
        return touched

    def go(self, first: Sequence[int]) -> Outcome:
        """Revise constraints until nothing moves, some of them first."""
        system, outcome = self.system, self.outcome
        queue = deque(first)
        waiting = [False] * len(system.grounds)
        for number in queue:
            waiting[number] = True
        while queue:
            number = queue.popleft()
            waiting[number] = False
            self.current = number
            outcome.revisions += 1
            self.members = system.members[number]
            self.own = [outcome.domains[slot] for slot in self.members]
            if not system.contractors[number].revise(self.own, self.narrow_own):
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
            again = self.rounded or system.repeats[number] or (system.relations_cyclic and system.leaning[number])
            if again and not waiting[number]:
                waiting[number] = True
                queue.append(number)
            self.changed.clear()
            self.rounded = False
        return outcome

    def narrow_own(self, position: int, interval: Interval) -> bool:
        """Narrow an unknown of the current constraint."""
        slot = self.members[position]
        if not self.narrow(slot, interval):
            return False
        self.own[position] = self.outcome.domains[slot]
        return True

    def narrow(self, slot: int, interval: Interval) -> bool:
        domain = self.outcome.domains[slot]
        met = domain.intersect(interval)
        if met is domain:
            return True
        if met is not None and self.system.whole[slot]:
            given, met = met, met.to_integers()
            self.rounded = self.rounded or met != given
        if met is None:
            return False
        if met == domain:
            return True
        lower = (met.lo, met.lo_open) != (domain.lo, domain.lo_open)
        upper = (met.hi, met.hi_open) != (domain.hi, domain.hi_open)
        if _too_long(met.lo) or _too_long(met.hi) or not self._allowed(slot, domain, met, (lower, upper)):
            self.outcome.unfinished = True
            return True
        reasons = self._antecedents(self.current, slot) if self.current >= 0 else ()
        self._note(slot, met, self.current, reasons, lower=lower, upper=upper)
        self.outcome.domains[slot] = met
        self.changed.add(slot)
        return True

    def _allowed(self, slot: int, domain: Interval, met: Interval, moved: tuple[bool, bool]) -> bool:
        sides = [2 * slot + side for side in (0, 1) if moved[side]]
        counts = [self.tightened.get(side, 0) for side in sides]
        most = max(counts)
        if most >= MAX_TIGHTENINGS or (most >= COARSE_AFTER and _is_small(domain, met)):
            return False
        for side, count in zip(sides, counts, strict=True):
            self.tightened[side] = count + 1
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


def _too_long(end: Exact | None) -> bool:
    return end is not None and max(end.numerator.bit_length(), end.denominator.bit_length()) > MAX_BITS


def _is_small(domain: Interval, met: Interval) -> bool:
    """Whether little of an interval was cut off."""
    if domain.lo is None or domain.hi is None or met.lo is None or met.hi is None:
        return False
    width = domain.hi - domain.lo
    return met.lo < met.hi and (width - (met.hi - met.lo)) * COARSE < width
