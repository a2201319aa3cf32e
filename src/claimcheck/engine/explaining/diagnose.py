"""Which claims to doubt: the cheapest sets of claims without which the rest can be true together.

Reiter's hitting-set tree ("A theory of diagnosis from first principles", 1987), searched cheapest first. The cost
of a set is the number of slips that it takes, weighted by the trust in the sources (Fellegi and Holt's fewest
changes): what one origin says twice in the same words is one slip.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice, product

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims
from claimcheck.rules.terms import Slot, Var, unknowns
from claimcheck.values.interval import Exact, Interval
from claimcheck.values.value_class import value_class

MAX_NODES = 600
MAX_CONFLICTS = 120
MAX_DIAGNOSES = 40
MAX_SEEDS = 40
MAX_CHOICES = 32
"""How many choices of one diagnosis for each falsehood are tried, to find one that leaves nothing contradictory."""
STAR_FROM = 12

Unit = Claims
"""Claims of one origin that state the same: they are wrong together."""


@value_class
class Diagnoses:
    """The cheapest diagnoses of one falsehood, the minimal conflicts that led to them, and the claims judged.

    `context` is the component without what other falsehoods put in doubt, so that none changes another's finding.
    """

    sets: tuple[Claims, ...]
    conflicts: tuple[Claims, ...]
    context: Claims
    cut_off: bool = False

    @property
    def suspects(self) -> Claims:
        """The claims that are in every diagnosis; nobody when the search was cut off."""
        if not self.sets or self.cut_off:
            return frozenset()
        return frozenset.intersection(*self.sets)

    @property
    def doubted(self) -> Claims:
        """What is left out to judge the rest: the suspects, or every alternative, or a conflict when there are none."""
        return self.suspects or frozenset().union(*self.sets, *(self.conflicts[:1] if self.cut_off else ()))

    @property
    def options(self) -> tuple[Claims, ...]:
        """The claims without one of which the falsehood is gone."""
        return self.sets or (self.doubted,)


@value_class
class Diagnosed:
    """The diagnoses of a component, one for each falsehood, and claims without which the rest can be true together.

    `undecided` tells why it is not known that it can.
    """

    falsehoods: tuple[Diagnoses, ...]
    removed: Claims
    undecided: str | None = None


def units_of(claims: Claims, records: Mapping[str, ClaimRecord]) -> dict[str, Unit]:
    """Return for each claim the claims that are wrong with it."""
    groups: dict[tuple[object, ...], set[str]] = {}
    for claim in claims:
        groups.setdefault(_statement(records[claim]), set()).add(claim)
    return {claim: frozenset(group) for group in groups.values() for claim in group}


def _statement(record: ClaimRecord) -> tuple[object, ...]:
    stated = tuple(sorted((name, str(value)) for name, value in record.fields.items()))
    return (record.source.model.origin, record.kind, stated)


def diagnose(
    judge: Judge, first: Claims, records: Mapping[str, ClaimRecord], known: Sequence[Diagnoses] = ()
) -> Diagnosed:
    """Return the diagnoses of a component, one for each falsehood, of which `first` is a minimal conflict.

    Conflicts that share no claim are taken for falsehoods of their own, and each is diagnosed without what the
    others put in doubt. What still contradicts then, whichever of their alternatives is wrong, is one more. `known`
    are falsehoods that the wider reading told of: what they explain is not told again.
    """
    known = [_within(judge.claims, each) for each in known if each.doubted & judge.claims]
    doubted = frozenset().union(*(each.doubted for each in known))
    star = _star(judge, records, judge.claims - doubted)
    if star is not None:
        return Diagnosed((star,), frozenset().union(*(each.options[0] for each in (*known, star))))
    seeds = _seeds(judge, first, doubted)
    found = _diagnosed(judge, seeds, [frozenset(seed) for seed in seeds], records, doubted)
    # Now that suspects are known, only they are left out for the others, and not all who met them.
    known = [_narrowed(judge, each, [other for other in [*known, *found] if other is not each]) for each in known]
    doubted = frozenset().union(*(each.doubted for each in known))
    found = _diagnosed(judge, seeds, [each.doubted for each in found], records, doubted)
    left = _left(judge, [*known, *found])
    while left.conflict is not None and len(found) < MAX_SEEDS:
        found.append(_Tree(judge, records, judge.claims - left.removed).search(judge.minimal(left.conflict)))
        left = _left(judge, [*known, *found])
    return Diagnosed(tuple(found), left.removed, left.undecided)


def _within(claims: Claims, one: Diagnoses) -> Diagnoses:
    """Return what diagnoses doubt among some claims; an alternative may doubt none of them."""
    sets = tuple(dict.fromkeys(each & claims for each in one.sets))
    return replace(
        one, sets=sets, conflicts=tuple(each & claims for each in one.conflicts), context=one.context & claims
    )


@value_class
class _Left:
    """What is left without one diagnosis of each falsehood: a conflict all the same, or why it is not known."""

    removed: Claims
    conflict: Claims | None = None
    undecided: str | None = None


def _left(judge: Judge, found: Sequence[Diagnoses]) -> _Left:
    """Choose one diagnosis of each falsehood so that nothing contradicts without them; if no choice does, the first."""
    first: _Left | None = None
    for choice in islice(product(*(each.options for each in found)), MAX_CHOICES):
        removed = frozenset().union(*choice)
        verdict = judge.closer(judge.claims - removed)
        if verdict.conflict is None:
            return _Left(removed, undecided=verdict.undecided)
        first = first or _Left(removed, verdict.conflict)
    return first or _Left(frozenset())


def _narrowed(judge: Judge, one: Diagnoses, others: Sequence[Diagnoses]) -> Diagnoses:
    """Leave out alternatives that explain a falsehood under the wider reading alone."""
    context = judge.claims - frozenset().union(*(each.doubted for each in others))
    sets = tuple(each for each in one.sets if not judge.contradicts(context - each))
    return replace(one, sets=sets) if sets else one


def _seeds(judge: Judge, first: Claims, doubted: Claims) -> list[Claims]:
    seeds = [] if first & doubted else [first]
    rest = judge.claims.difference(doubted, *seeds)
    while len(seeds) < MAX_SEEDS and (conflict := judge.verdict(rest).conflict) is not None:
        seeds.append(judge.minimal(conflict))
        rest -= seeds[-1]
    return seeds


def _diagnosed(
    judge: Judge,
    seeds: Sequence[Claims],
    doubted: Sequence[Claims],
    records: Mapping[str, ClaimRecord],
    known: Claims,
) -> list[Diagnoses]:
    found = []
    for number, seed in enumerate(seeds):
        others = known.union(*(each for i, each in enumerate(doubted) if i != number))
        found.append(_Tree(judge, records, judge.claims - (others - seed)).search(seed))
    return found


class _Tree:
    def __init__(self, judge: Judge, records: Mapping[str, ClaimRecord], context: Claims) -> None:
        self.judge = judge
        self.records = records
        self.context = context
        self.units = units_of(context, records)
        self.conflicts: list[Claims] = []

    def search(self, first: Claims) -> Diagnoses:
        self.conflicts.append(first)
        heap: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
        seen: set[Claims] = set()
        found: list[Claims] = []
        best: int | None = None
        while heap:
            cost, _, removed_list = heapq.heappop(heap)
            if best is not None and cost > best:
                break
            removed = frozenset(removed_list)
            if removed in seen or any(each <= removed for each in found):
                continue
            seen.add(removed)
            if len(seen) > MAX_NODES or len(self.conflicts) > MAX_CONFLICTS or len(found) >= MAX_DIAGNOSES:
                return Diagnoses(tuple(found), tuple(self.conflicts), self.context, cut_off=True)
            conflict = self._conflict_without(removed)
            if conflict is None:
                best = cost
                found.append(removed)
                continue
            for unit in sorted({self.units[claim] for claim in conflict}, key=sorted):
                child = removed | unit
                heapq.heappush(heap, (self._cost(child), len(child), tuple(sorted(child))))
        return Diagnoses(tuple(found), tuple(self.conflicts), self.context)

    def _conflict_without(self, removed: Claims) -> Claims | None:
        for conflict in self.conflicts:
            if not conflict & removed:
                return conflict
        claims = self.judge.verdict(self.context - removed).conflict
        if claims is None:
            return None
        minimal = self.judge.minimal(claims)
        self.conflicts.append(minimal)
        return minimal

    def _cost(self, removed: Claims) -> int:
        slips = {self.units[claim] for claim in removed}
        return sum(max(self.records[claim].source.model.trust for claim in unit) for unit in slips)


def _star(judge: Judge, records: Mapping[str, ClaimRecord], context: Claims) -> Diagnoses | None:
    """Diagnose a component of one unknown, however many claims speak of it, or return None for any other.

    On a line, intervals that meet pairwise meet in a point (Helly), so the cheapest diagnosis leaves out what
    misses the point that the most weight agrees on; one sweep over the ends finds all such points.
    """
    spans = None if judge.dated else _spans(judge, context)
    if spans is None or len(spans) <= STAR_FROM:
        return None
    weights = {
        unit: max(records[claim].source.model.trust for claim in unit)
        for unit in units_of(frozenset(spans), records).values()
    }
    points = _best_points([(spans[min(unit)], weight) for unit, weight in weights.items()])
    best: dict[Claims, None] = {}
    for point in points[:MAX_DIAGNOSES]:
        best[frozenset(claim for claim, span in spans.items() if span.intersect(point) is None)] = None
    doubted = frozenset.intersection(*best) or frozenset().union(*best)
    conflicts = tuple(_pairs(spans, doubted))
    return Diagnoses(tuple(best), conflicts, context)


def _spans(judge: Judge, context: Claims) -> dict[str, Interval] | None:
    """Return what each claim says of the one unknown, when there is just one and every constraint is of one claim."""
    variables: set[Slot] = set()
    for ground in judge.grounds:
        if len(ground.claims) != 1:
            return None
        variables.update(term.slot for term in unknowns(ground.condition) if isinstance(term, Var))
        if len(variables) > 1:
            return None
    if not variables:
        return None
    variable = variables.pop()
    spans: dict[str, Interval] = {}
    for claim in sorted(context):
        system = judge.subsystem(frozenset({claim}))
        outcome = system.run()
        if outcome.conflict is not None:
            return None
        spans[claim] = outcome.domains[system.index[variable]] if variable in system.index else Interval()
    return spans


def _best_points(spans: Sequence[tuple[Interval, int]]) -> list[Interval]:
    """Return the points and gaps that the most weight of spans covers."""
    changes: dict[Exact, list[int]] = {}
    running = 0
    for span, weight in spans:
        if span.lo is None:
            running += weight
        else:
            changes.setdefault(span.lo, [0, 0, 0, 0])[3 if span.lo_open else 1] += weight
        if span.hi is not None:
            changes.setdefault(span.hi, [0, 0, 0, 0])[0 if span.hi_open else 2] -= weight
    ends = sorted(changes)
    scored = [(running, Interval(None, ends[0] if ends else None, True, True))]
    for position, end in enumerate(ends):
        open_upper, closed_lower, closed_upper, open_lower = changes[end]
        running += open_upper + closed_lower
        scored.append((running, Interval.point(end)))
        running += closed_upper + open_lower
        following = ends[position + 1] if position + 1 < len(ends) else None
        scored.append((running, Interval(end, following, True, True)))
    most = max(score for score, _ in scored)
    return [point for score, point in scored if score == most]


def _pairs(spans: Mapping[str, Interval], doubted: Claims) -> list[Claims]:
    pairs = []
    for claim in sorted(doubted):
        for other in sorted(spans):
            if other not in doubted and spans[claim].intersect(spans[other]) is None:
                pairs.append(frozenset({claim, other}))
                break
    return pairs
