"""A system of constraints: it is run with all claims or with some, and tells which are behind a bound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.components import Keys, keys_of
from claimcheck.engine.solving.nodes import Domains, Narrow
from claimcheck.engine.solving.outcome import STATED, Move, Outcome
from claimcheck.engine.solving.propagation import Propagation
from claimcheck.engine.solving.skeleton import skeleton_of
from claimcheck.rules.terms import Leaf, Slot, Sort, Var
from claimcheck.values.interval import EVERYTHING, Interval

__all__ = ["Claims", "Outcome", "System", "initial_of"]

Claims = frozenset[str]


class System:
    """Constraints over slots. It can be run with all claims, or with some of them only."""

    def __init__(self, grounds: Sequence[Ground], keys: Keys | None = None) -> None:
        """Make a system; `keys` are numbers of the constraints' unknowns, where these were numbered before."""
        self.grounds = grounds
        self.terms: list[Var | Leaf] = []
        numbers: dict[int, int] = {}
        members: list[tuple[int, ...]] = []
        for ground, own in zip(grounds, keys_of(grounds) if keys is None else keys, strict=True):
            for key, term in zip(own, ground.form.terms, strict=True):
                if key not in numbers:
                    numbers[key] = len(numbers)
                    self.terms.append(term)
            members.append(tuple([numbers[key] for key in own]))
        self.initial = [initial_of(term) for term in self.terms]
        shapes = tuple([ground.form.shape for ground in grounds])
        self.skeleton = skeleton_of(shapes, tuple(members), len(numbers))
        self.members = self.skeleton.members
        self.watchers = self.skeleton.watchers
        self.whole = self.skeleton.whole
        self.contractors = self.skeleton.contractors
        self.repeats = self.skeleton.repeats
        self.leaning = self.skeleton.leaning
        self.relations_cyclic = self.skeleton.relations_cyclic

    @cached_property
    def index(self) -> dict[Slot, int]:
        """The numbers of the unknowns."""
        return {term.slot: number for number, term in enumerate(self.terms)}

    @cached_property
    def slots(self) -> list[Slot]:
        """The unknowns by their numbers."""
        return [term.slot for term in self.terms]

    @cached_property
    def owner(self) -> list[str | None]:
        """The claim whose figure a slot is, where it is one."""
        return [term.slot.claim if isinstance(term, Leaf) else None for term in self.terms]

    @cached_property
    def owned(self) -> list[tuple[int, str]]:
        """The slots that are figures, with their claims."""
        return [(slot, term.slot.claim) for slot, term in enumerate(self.terms) if isinstance(term, Leaf)]

    @cached_property
    def idle(self) -> frozenset[int]:
        """The identities that say nothing of their unknowns as long as no claim does."""
        return frozenset(
            number
            for number, ground in enumerate(self.grounds)
            if not ground.claims and self._is_idle(number, ground.form.terms)
        )

    def _is_idle(self, number: int, terms: Sequence[Var | Leaf]) -> bool:
        """Whether a constraint over unknowns that no figure bounds leaves all of them as they are."""

        def narrow(slot: int, interval: Interval) -> bool:
            return self.initial[slot].within(interval)

        return all(isinstance(term, Var) for term in terms) and self.revise(number, self.initial, narrow)

    @cached_property
    def is_idle_without_claims(self) -> bool:
        """Whether the identities alone bound nothing."""
        return all(ground.claims or number in self.idle for number, ground in enumerate(self.grounds))

    @property
    def claims(self) -> Claims:
        """Every claim that is evidence here."""
        return frozenset(claim for ground in self.grounds for claim in ground.claims)

    def has_gaps(self, domains: Domains) -> bool:
        """Whether an interval may hide that some of its numbers satisfy no constraint."""
        return any(
            ground.form.shape.gaps and contractor.hides([domains[slot] for slot in members])
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

    def run(self, active: Claims | None = None, free: Iterable[int] = (), only: Sequence[int] | None = None) -> Outcome:
        """Propagate to a fixed point.

        `active` leaves out the constraints and figures of all other claims. `free` are slots whose own figure is
        forgotten, to see what everything else says of them. `only` are the constraints that take part.
        """
        numbers: Sequence[int] = range(len(self.grounds)) if only is None else only
        if active is not None:
            numbers = [number for number in numbers if active.issuperset(self.grounds[number].claims)]
        outcome = self._begun(active, frozenset(free))
        if len(numbers) == len(self.grounds):
            return Propagation(outcome).go(numbers)
        return Propagation(outcome, numbers).go(numbers, self.idle if only else ())

    def _begun(self, active: Claims | None, free: frozenset[int]) -> Outcome:
        """Return where propagation begins: with the figures of claims, but for those that are free or take no part."""
        domains = list(self.initial)
        moves: list[Move] = []
        for slot, claim in self.owned:
            if slot in free or (active is not None and claim not in active):
                domains[slot] = EVERYTHING
            else:
                moves.append((slot, domains[slot], STATED, True, True))
        return Outcome(self.skeleton, domains, moves)

    def suppose(self, outcome: Outcome, values: Mapping[int, Interval]) -> Outcome:
        """Go on from an outcome of all constraints, which stays as it is, supposing that slots lie in intervals."""
        return Propagation(outcome.copy()).suppose(values, unfinished=outcome.unfinished)

    def ancestors(self, outcome: Outcome, steps: Iterable[int]) -> tuple[Claims, frozenset[int]]:
        """Return the claims and the constraints that steps of a trail go back to."""
        claims: set[str] = set()
        constraints: set[int] = set()
        seen: set[int] = set()
        stack = list(steps)
        trail = outcome.trail
        while stack:
            number = stack.pop()
            if number in seen or number < 0:
                continue
            seen.add(number)
            step = trail[number]
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
    return known if term.sort is Sort.NUMBER else (known.to_integers() or known)
