"""The worst failure: two claims about one thing that never meet, because their keys differ in one part.

Claims are near when what differs in their keys is what two people would encode differently (the metric, the order of
the dimensions, the period by a little, the event's id), their figures could be one, and no constraint links them.
Claims that plainly speak of other years or other countries are not near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import resolve
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.result import Neighbour
from claimcheck.engine.solving.network import Claims
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Evidence, Finding
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure, Reading
from claimcheck.values.periods import When, when_of
from claimcheck.values.truth import Truth

MAX_BUCKET = 60
MAX_NEIGHBOURS = 3
MAX_CANDIDATES = 200


Keys = dict[tuple[Hashable, ...], list[ClaimRecord]]


def near_keys(claims: Sequence[ClaimRecord], vocabulary: Vocabulary, linked: Sequence[Claims]) -> list[Finding]:
    """Return a finding for every two claims whose keys are near and that nothing compared."""
    home = {claim: number for number, component in enumerate(linked) for claim in component}
    found: dict[tuple[str, str], Finding] = {}
    for one, other, why in _near_pairs(claims, vocabulary):
        first, second = (one, other) if one.id < other.id else (other, one)
        if (first.id, second.id) in found or one.entry == other.entry or _is_distinct(one, other):
            continue
        if one.id in home and home.get(one.id) == home.get(other.id):
            continue
        found[first.id, second.id] = _finding(first, second, why)
    return [found[key] for key in sorted(found)]


def _near_pairs(
    claims: Sequence[ClaimRecord], vocabulary: Vocabulary
) -> Iterator[tuple[ClaimRecord, ClaimRecord, str]]:
    buckets: dict[str, Keys] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        for which, key in buckets_of(claim, vocabulary):
            buckets[which][key].append(claim)
    yield from _compared(buckets["metric"], _near_in_time)
    yield from _compared(buckets["value"], lambda one, other: _other_metric(one, other, vocabulary))
    yield from _compared(buckets["event"], _other_event)
    yield from _compared(buckets["own"], _near_in_time)


def buckets_of(claim: ClaimRecord, vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[Hashable, ...]]]:
    """Yield what a claim must share with another for the two to be near, each by its name."""
    metric, of, when = claim.fields.get("metric"), claim.fields.get("of", ()), time_of(claim)
    if isinstance(metric, str) and isinstance(of, tuple):
        canonical, dimensions = vocabulary.canonical_measure(metric, of)
        yield "metric", (claim.kind, canonical, dimensions)
        declared = vocabulary.metric(metric)
        unit = declared.unit if declared is not None else ""
        yield "value", (unit, frozenset(of), when.key if when else None)
    if claim.kind == "event":
        yield "event", (claim.fields.get("type"), claim.fields.get("where"), claim.fields.get("who"))
    if claim.model.about:
        yield "own", (claim.kind, *(claim.fields.get(name) for name in claim.model.about))


def _compared(
    buckets: Keys, near: Callable[[ClaimRecord, ClaimRecord], str | None]
) -> Iterator[tuple[ClaimRecord, ClaimRecord, str]]:
    for members in buckets.values():
        for one, other in combinations(members[:MAX_BUCKET], 2):
            why = near(one, other)
            if why is not None:
                yield one, other, why


def time_of(claim: ClaimRecord) -> When | None:
    """Return the time of a claim's value, or None when it gives none."""
    for name in ("during", "on"):
        raw = claim.fields.get(name)
        if isinstance(raw, DateSpan):
            return when_of(raw, "during" if name == "during" else "on")
    return None


def _near_in_time(one: ClaimRecord, other: ClaimRecord) -> str | None:
    """Periods that overlap and are about as long, or one time meant in two ways: a fiscal against a calendar year."""
    a, b = time_of(one), time_of(other)
    if a is None or b is None or a.key == b.key or a.overlaps(b) is Truth.NO:
        return None
    if a.days is None or b.days is None or not 4 * max(a.days, b.days) <= 5 * min(a.days, b.days):
        return None
    return f"one speaks of {a}, the other of {b}" if _could_be_one(one, other) else None


def _other_metric(one: ClaimRecord, other: ClaimRecord, vocabulary: Vocabulary) -> str | None:
    # Whether the figures could be the same is asked last: most pairs are of one metric, and it takes intervals.
    why = _difference(one, other, vocabulary)
    return why if why is not None and _could_be_one(one, other) else None


def _difference(one: ClaimRecord, other: ClaimRecord, vocabulary: Vocabulary) -> str | None:
    """Return how the metrics of two claims, or their dimensions, differ; None where that is no matter."""
    first, second = str(one.fields["metric"]), str(other.fields["metric"])
    if first == second:
        reversed_ = one.fields.get("of") != other.fields.get("of") and one.kind == other.kind
        metric = vocabulary.metric(first)
        if reversed_ and metric is not None and not metric.symmetric:
            return f"the dimensions of {first} stand in another order"
        return None
    if _related(first, second, vocabulary):
        return None
    return f"one is of {first}, the other of {second}"


def _related(first: str, second: str, vocabulary: Vocabulary) -> bool:
    for one, other in ((first, second), (second, first)):
        declared = vocabulary.declared.metrics.get(one)
        if declared is not None and other in (declared.part_of, declared.growth_of, declared.mirror_of):
            return True
    return second in vocabulary.disjoint_parts(first)


def _other_event(one: ClaimRecord, other: ClaimRecord) -> str | None:
    first, second = one.fields.get("event"), other.fields.get("event")
    a, b = one.fields.get("on"), other.fields.get("on")
    if first == second or not isinstance(a, DateSpan) or not isinstance(b, DateSpan):
        return None
    if not (a.is_day and a.spans == b.spans):
        return None
    return f"one names the event {first or 'nothing'}, the other {second or 'nothing'}"


def _could_be_one(one: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether the figures of two claims could be the same."""
    if one.model.about and one.kind == other.kind:
        pairs = [(_figure(one, (name,)), _figure(other, (name,))) for name in one.fields]
        return any(a is not None and b is not None and _meet(a, b) for a, b in pairs)
    a, b = _figure(one), _figure(other)
    return a is not None and b is not None and _meet(a, b)


def _meet(a: Figure, b: Figure) -> bool:
    if a.unit and b.unit and a.unit != b.unit:
        return False
    return a.interval(Reading.PLAIN).intersect(b.interval(Reading.PLAIN)) is not None


def _figure(claim: ClaimRecord, names: Iterable[str] = ("value", "to", "by")) -> Figure | None:
    for name in names:
        raw = claim.fields.get(name)
        if isinstance(raw, Figure):
            return raw
    return None


def _is_distinct(one: ClaimRecord, other: ClaimRecord) -> bool:
    return any(resolve(a, name) == b.entry for a, b in ((one, other), (other, one)) for name in a.model.distinct)


def _finding(one: ClaimRecord, other: ClaimRecord, why: str) -> Finding:
    check = CHECKS["KEY001"]
    members = tuple(
        Evidence(claim.id, "near", "kind", claim.place(), claim.model.quote, _described(claim))
        for claim in (one, other)
    )
    return Finding(
        check.code,
        check.name,
        check.severity,
        f"{one.id} and {other.id} seem to be about one thing but were never compared: {why}",
        one.place(),
        subject=one.id,
        claims=members,
        rules=(check.code,),
        hint=f"if they are not, write `distinct: {{{other.id}: reason}}`; else mend the key of one of them",
    )


def _described(claim: ClaimRecord) -> str:
    metric, of = claim.fields.get("metric"), claim.fields.get("of", ())
    when = time_of(claim)
    if isinstance(metric, str):
        inside = [*(of if isinstance(of, tuple) else ()), *([str(when)] if when else [])]
        return f"{metric}[{', '.join(inside)}]"
    return claim.kind


def neighbours(claims: Sequence[ClaimRecord], vocabulary: Vocabulary) -> Callable[[str], tuple[Neighbour, ...]]:
    """Return a function that names the claims nearest to one of them, and why they did not meet."""

    @cache
    def index() -> tuple[dict[str, ClaimRecord], Keys]:
        found: Keys = defaultdict(list)
        for claim in claims:
            for key in _handles(claim, vocabulary):
                found[key].append(claim)
        return {claim.id: claim for claim in claims}, found

    def near(identifier: str) -> tuple[Neighbour, ...]:
        records, held = index()
        claim = records[identifier]
        scores: dict[str, int] = defaultdict(int)
        others: dict[str, ClaimRecord] = {}
        for key in _handles(claim, vocabulary):
            for other in held[key][:MAX_CANDIDATES]:
                if other.entry != claim.entry:
                    scores[other.id] += 1 + (other.kind == claim.kind)
                    others[other.id] = other
        best = sorted(scores, key=lambda identifier: (-scores[identifier], identifier))[:MAX_NEIGHBOURS]
        return tuple(Neighbour(name, _why_apart(claim, others[name])) for name in best)

    return near


def _handles(claim: ClaimRecord, vocabulary: Vocabulary) -> Iterator[tuple[Hashable, ...]]:
    """Yield what a claim can be found by: its metric, its event, who and what it is about."""
    for name in ("metric", "event", "series", "subject", "person", "entity", "property", "role", *claim.model.about):
        value = claim.fields.get(name)
        if isinstance(value, str):
            yield (name, vocabulary.canonical_measure(value, ())[0] if name == "metric" else value)
    for name in ("of", "who", "where"):
        value = claim.fields.get(name)
        if isinstance(value, tuple):
            yield (name, tuple(sorted(map(str, value))))
        elif isinstance(value, str):
            yield (name, value)


def _why_apart(one: ClaimRecord, other: ClaimRecord) -> str:
    if one.kind != other.kind:
        return f"it is of the kind {other.kind}"
    for name in (
        "metric",
        "of",
        "event",
        "series",
        "subject",
        "property",
        "person",
        "role",
        "type",
        "who",
        "where",
        *one.model.about,
    ):
        a, b = one.fields.get(name), other.fields.get(name)
        if a != b:
            shown = " ".join(map(str, b)) if isinstance(b, tuple) else b
            return f"its `{name}` is {shown}" if b is not None else f"it gives no `{name}`"
    a_time, b_time = time_of(one), time_of(other)
    if (a_time and a_time.key) != (b_time and b_time.key):
        return f"it speaks of {b_time}" if b_time else "it gives no time"
    return "no rule compares them"
