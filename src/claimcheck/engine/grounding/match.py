"""Finds the claims that a rule binds: by kind, by constant fields, and by hash joins on equal fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.rules.rule import Binder, FieldOf, Join, Rule
from claimcheck.rules.spoken import spoken_words
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure
from claimcheck.values.periods import when_of

Match = Mapping[str, ClaimRecord]


def matches(
    rule: Rule, by_kind: Mapping[str, Sequence[ClaimRecord]], only: ClaimRecord | None = None
) -> Iterator[Match]:
    """Yield every binding of a rule's names to different claims that satisfies its joins, in a stable order.

    A rule that compares several claims compares what sources say happened: estimates and plans stay out, unless
    the rule itself speaks of `as`. `only` leaves out the bindings without a claim.
    """
    candidates = [list(_candidates(rule, binder, by_kind)) for binder in rule.binders]
    if only is None:
        yield from joined(rule, candidates)
        return
    for position, found in enumerate(candidates):
        if any(claim is only for claim in found):
            yield from joined(rule, [*candidates[:position], [only], *candidates[position + 1 :]])


def joined(rule: Rule, candidates: Sequence[Sequence[ClaimRecord]]) -> Iterator[Match]:
    """Yield every binding of a rule's names to different of the claims that may stand under each."""
    if len(rule.binders) == 1:
        name = rule.binders[0].name
        for claim in candidates[0]:
            yield {name: claim}
        return
    indexes = _indexes(rule, candidates)
    if len(rule.binders) == 2:
        yield from _pairs(rule, candidates[0], indexes[1])
    else:
        yield from _extend(rule, {}, candidates, indexes)


def _pairs(rule: Rule, candidates: Sequence[ClaimRecord], index: Index) -> Iterator[Match]:
    """Yield the matches of a rule of two claims, as `_extend` would."""
    name, other_name = (binder.name for binder in rule.binders)
    fields, table = index
    names = [item.name for item in fields]
    for claim in candidates:
        pool = table.get(tuple([field_text(claim, field) for field in names]), ())
        if not pool or (len(pool) == 1 and pool[0] is claim):
            continue
        differs = _difference(rule, other_name, {name: claim})
        for other in pool:
            if other is not claim and (differs is None or differs(other)):
                yield {name: claim, other_name: other}


def _candidates(rule: Rule, binder: Binder, by_kind: Mapping[str, Sequence[ClaimRecord]]) -> Iterator[ClaimRecord]:
    for kind in binder.kinds:
        for claim in by_kind.get(kind, ()):
            if may_stand(rule, binder, claim):
                yield claim


def may_stand(rule: Rule, binder: Binder, claim: ClaimRecord) -> bool:
    """Whether a claim may stand under a name of a rule, by its kind and its constant fields."""
    if claim.kind not in binder.kinds:
        return False
    if compares_actual(rule) and claim.fields.get("as", "actual") != "actual":
        return False
    return all(has_constant(claim, name, wanted) for name, wanted in binder.constants)


def compares_actual(rule: Rule) -> bool:
    """Whether a rule compares several claims of what happened."""
    return len(rule.binders) > 1 and ".as_" not in (rule.model.where or "")


def has_constant(claim: ClaimRecord, name: str, wanted: tuple[str, ...]) -> bool:
    """Whether a field of a claim is one of the words that a rule wants of it."""
    value = field_text(claim, name)
    if value is None:
        return False
    if isinstance(value, Figure):
        return value.text in wanted or (value.value is not None and str(value.value) in wanted)
    return str(value) in wanted


def field_text(claim: ClaimRecord, name: str) -> object:
    """Return a field as something that can be hashed and compared, or None when the claim lacks it."""
    if name == "source":
        return claim.source.id
    if name == "publisher":
        return claim.source.model.publisher
    if name == "when":
        for mode in ("during", "on"):
            raw = claim.fields.get(mode)
            if isinstance(raw, DateSpan):
                return when_of(raw, "during" if mode == "during" else "on").key
        return None
    if name == "spoken":
        return spoken_words(claim.model.quote)
    if name == "as":
        return claim.fields.get("as", "actual")
    return claim.fields.get(name)


def _sides(join: Join, later: str, bound: Iterable[str]) -> tuple[FieldOf, FieldOf] | None:
    """Return the join's sides as (of a bound claim, of the later claim), when it joins the two."""
    for known, new in ((join.left, join.right), (join.right, join.left)):
        if new.binding == later and known.binding in bound:
            return known, new
    return None


Index = tuple[list[FieldOf], dict[tuple[Hashable, ...], list[ClaimRecord]]]


def _indexes(rule: Rule, candidates: Sequence[Sequence[ClaimRecord]]) -> list[Index]:
    """Build for each binder but the first a hash table on the fields that join it to those before."""
    names = [binder.name for binder in rule.binders]
    indexes: list[Index] = [([], {})]
    for position in range(1, len(names)):
        sides = [_sides(join, names[position], names[:position]) for join in rule.joins]
        pairs = [pair for pair in sides if pair is not None]
        table: dict[tuple[Hashable, ...], list[ClaimRecord]] = defaultdict(list)
        for claim in candidates[position]:
            key = tuple(field_text(claim, new.name) for _, new in pairs)
            if None not in key:
                table[key].append(claim)
        indexes.append(([known for known, _ in pairs], table))
    return indexes


def _extend(
    rule: Rule,
    bound: dict[str, ClaimRecord],
    candidates: Sequence[Sequence[ClaimRecord]],
    indexes: Sequence[Index],
) -> Iterator[Match]:
    position = len(bound)
    if position == len(rule.binders):
        yield dict(bound)
        return
    name = rule.binders[position].name
    pool: Sequence[ClaimRecord] = candidates[position]
    if position:
        fields, table = indexes[position]
        key = tuple(field_text(bound[item.binding], item.name) for item in fields)
        pool = table.get(key, ())
    differs = _difference(rule, name, bound)
    for claim in pool:
        if any(claim is other for other in bound.values()) or (differs is not None and not differs(claim)):
            continue
        bound[name] = claim
        yield from _extend(rule, bound, candidates, indexes)
        del bound[name]


def _difference(rule: Rule, name: str, bound: Match) -> Callable[[ClaimRecord], bool] | None:
    """Return a quick test of the rule's inequalities between a new claim and those bound before."""
    tests = []
    for join in rule.apart:
        sides = _sides(join, name, bound)
        if sides is not None:
            known, new = sides
            tests.append((field_text(bound[known.binding], known.name), new.name))
    if not tests:
        return None
    return lambda claim: all(field_text(claim, field) != value for value, field in tests)
