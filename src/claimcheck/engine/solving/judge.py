"""Decides whether claims can be true together: propagation, the linear step, and a search where both are blind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import field

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.components import Keys, keys_of
from claimcheck.engine.solving.grid import has_point
from claimcheck.engine.solving.linear_step import TOO_LARGE, linear_step
from claimcheck.engine.solving.loose_ends import bearing
from claimcheck.engine.solving.network import Claims, Outcome, System
from claimcheck.engine.solving.witness import MAX_WORK, Work, point_of, settle
from claimcheck.values.value_class import slot_class, value_class

UNFINISHED = "bounds go on tightening beyond the limit"
OPEN = "neither values that satisfy all claims nor a proof that there are none was found within the limit"

MAX_CLOSER = 10 * MAX_WORK
"""How much work all close questions about few claims of a component may take."""
MANY_NODES = 100


@value_class
class Verdict:
    """Whether claims contradict each other: the claims of a conflict, or why it stays undecided, or neither.

    `behind` are constraints from which the conflict follows, where that is known.
    """

    conflict: Claims | None = None
    undecided: str | None = None
    behind: tuple[Ground, ...] = ()


@value_class
class Dated:
    """A minimal conflict by what was known at a claim's day, with the constraints that it follows from."""

    claims: Claims
    grounds: tuple[Ground, ...]


@slot_class()
class Judge:
    """Answers for one component. Sets of few claims are judged on their own constraints alone.

    `dated` are conflicts that hold besides: those of rules that judge by what was known when a claim was made. `keys`
    are numbers of the constraints' unknowns, where these were numbered before.
    """

    grounds: Sequence[Ground]
    linear: bool = True
    dated: Sequence[Dated] = ()
    keys: Keys = ()
    _system: System | None = field(init=False, default=None)
    outcome: Outcome | None = field(init=False, default=None)
    _of_claim: dict[str, list[int]] = field(init=False)
    _identities: list[int] = field(init=False)
    claims: Claims = field(init=False)
    """Every claim of the component."""
    _known: dict[tuple[Claims, bool], Verdict] = field(init=False, default_factory=dict)
    _by_cases: bool = field(init=False, default=False)
    _conflicts: list[Claims] = field(init=False, default_factory=list)
    _possible: list[tuple[Claims, Verdict]] = field(init=False, default_factory=list)
    _closest: dict[Claims, Verdict] = field(init=False, default_factory=dict)
    _closer: Work = field(init=False, default_factory=lambda: Work(MAX_CLOSER, MANY_NODES))

    def __post_init__(self) -> None:
        self._of_claim = defaultdict(list)
        self._identities = []
        for number, ground in enumerate(self.grounds):
            if not ground.claims:
                self._identities.append(number)
            for claim in ground.claims:
                self._of_claim[claim].append(number)
        self.claims = frozenset(self._of_claim).union(*[each.claims for each in self.dated])

    @property
    def system(self) -> System:
        """The system of all its constraints."""
        if self._system is None:
            self._system = System(self.grounds, self._keys())
        return self._system

    def _keys(self) -> Keys:
        if not self.keys:
            self.keys = keys_of(self.grounds)
        return self.keys

    def verdict(self, active: Claims | None = None) -> Verdict:
        """Judge all claims, or some of them.

        All of them are called clean only when values were found that satisfy them. Of some it is asked whether they
        contradict each other, and cases are split for that only where all together needed it.
        """
        key = self.claims if active is None else active
        closely = active is None or self._by_cases
        found = self._known.get((key, closely))
        if active is not None and (found is None or found.conflict is None):
            found = self._learned(key) or found
        self._known[key, closely] = found or self._judged(key, closely)
        return self._known[key, closely]

    def contradicts(self, active: Claims) -> bool:
        """Whether these claims cannot all be true."""
        return self.verdict(active).conflict is not None

    def minimal(self, claims: Claims) -> Claims:
        """Reduce contradictory claims until none can be left out: a minimal unsatisfiable subset, by deletion.

        Quickly at first, and last, now that the claims are few, closely.
        """
        kept = self._closely_reduced(self.smaller(claims))
        self.learn(kept)
        return kept

    def smaller(self, claims: Claims) -> Claims:
        """Reduce contradictory claims until quick answers show none that can be left out.

        First among the constraints behind the contradiction alone, which are few, then among all.
        """
        behind = self.verdict(claims).behind
        small = Judge(behind) if behind and len(behind) < len(self.grounds) else None
        kept = _reduced(small, claims) if small is not None and small.contradicts(claims) else claims
        kept = _reduced(self, kept)
        self.learn(kept)
        return kept

    def _closely_reduced(self, claims: Claims) -> Claims:
        """Leave out what only a search finds to be too many, as long as there is work left for it."""
        kept = claims
        for claim in sorted(claims, reverse=True):
            if claim in kept and len(kept) > 1 and self._closer.left > 0:
                kept = self.closer(kept - {claim}).conflict or kept
        return kept

    def closer(self, active: Claims) -> Verdict:
        """Judge some claims, closely where the quick answer is open and the component has work left for it."""
        quick = self.verdict(active)
        if quick.conflict is not None or quick.undecided is None or self._closer.left <= 0:
            return quick
        if active not in self._closest:
            work = self._closer.part(MAX_WORK)
            self._closest[active] = self._judge(active, closely=work)
            self._closer.left += max(work.left, 0)
        return self._closest[active]

    def learn(self, conflict: Claims) -> None:
        """Take over a minimal conflict that was found elsewhere among the same constraints."""
        if conflict <= self.claims and conflict not in self._conflicts:
            self._conflicts.append(conflict)

    def _learned(self, active: Claims) -> Verdict | None:
        """Return what earlier answers say: more than a conflict is one, less than what may be true may be true."""
        known = [conflict for conflict in self._conflicts if conflict <= active]
        if known:
            return Verdict(min(known, key=lambda conflict: (len(conflict), sorted(conflict))))
        return next((verdict for possible, verdict in self._possible if active <= possible), None)

    def _judged(self, active: Claims, closely: bool) -> Verdict:
        verdict = self._judge(active, closely=Work() if closely else None)
        if verdict.conflict is None:
            self._possible.append((active, verdict))
        return verdict

    def subsystem(self, active: Claims) -> System:
        """Return the system of some claims alone, with the identities."""
        grounds = [self.grounds[number] for number in self.numbers(active)]
        if any(each.claims == active for each in self.dated) and System(grounds).run().failed is False:
            grounds = list(next(each.grounds for each in self.dated if each.claims == active))
        return System(grounds)

    def _bearing_on(self, active: Claims) -> System:
        """Return the system that decides whether some claims contradict each other."""
        numbers = self.numbers(active)
        grounds = [self.grounds[number] for number in numbers]
        known = self._keys()
        keys = [known[number] for number in numbers]
        if not self._identities:
            return System(grounds, keys)
        chosen = bearing(grounds, keys)
        return System([grounds[number] for number in chosen], [keys[number] for number in chosen])

    def numbers(self, active: Claims) -> list[int]:
        """Return the constraints that rest on no other claims than these."""
        found = set(self._identities)
        for claim in active:
            for number in self._of_claim.get(claim, ()):
                if active.issuperset(self.grounds[number].claims):
                    found.add(number)
        return sorted(found)

    def _judge(self, active: Claims, *, closely: Work | None) -> Verdict:
        for each in self.dated:
            if each.claims <= active:
                return Verdict(each.claims)
        system = self.system if active == self.claims else self._bearing_on(active)
        if self.linear and system.relations_cyclic and has_point(system, system.initial):
            # Propagation alone would not settle it, and its outcome is not asked for here.
            return Verdict()
        outcome = system.run()
        if system is self.system:
            self.outcome = outcome
        if outcome.failed:
            _, constraints = system.ancestors(outcome, outcome.conflict or ())
            behind = tuple(system.grounds[number] for number in sorted({*constraints, outcome.constraint}))
            return Verdict(system.conflict_claims(outcome), behind=behind)
        if not (outcome.unfinished or system.relations_cyclic or system.has_gaps(outcome.domains)):
            return Verdict()
        found = has_point(system, outcome.domains) if self.linear else False
        if found or (found is None and point_of(system, outcome) is not None):
            return Verdict()
        if not self.linear:
            return Verdict(undecided=UNFINISHED if outcome.unfinished else None)
        step = linear_step(system, outcome)
        if step.conflict is not None:
            return Verdict(step.conflict, behind=step.behind)
        if step.unfinished == TOO_LARGE:
            return Verdict(undecided=step.unfinished)
        if step.complete and not system.has_gaps(outcome.domains) and not any(system.whole):
            return Verdict()
        if closely is None:
            return Verdict(undecided=step.unfinished or (UNFINISHED if outcome.unfinished else OPEN))
        settled = settle(system, outcome, step, closely)
        if settled is None:
            return Verdict(undecided=step.unfinished or OPEN)
        if settled.conflict is not None and active == self.claims and not self._by_cases:
            self._by_cases = True
            self._possible.clear()
        return Verdict(settled.conflict)


def _reduced(judge: Judge, claims: Claims) -> Claims:
    kept = claims
    for claim in sorted(claims, reverse=True):
        if claim not in kept or len(kept) == 1:
            continue
        fewer = judge.verdict(kept - {claim}).conflict
        if fewer is not None:
            kept = fewer
    return kept
