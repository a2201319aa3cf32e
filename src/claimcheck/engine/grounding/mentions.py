"""The variables that claims mention, and the index values that a rule takes from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from claimcheck.rules.rule import Pattern, Rule
from claimcheck.rules.runtime import Env, Missing, RuleFault, Value, as_when
from claimcheck.rules.scope import INDEX_TYPES
from claimcheck.rules.terms import Variable
from claimcheck.rules.variables import KINDS, TIMELESS, canonical_measure
from claimcheck.values.periods import When

Bindings = dict[str, Value]
_NO_SUCCESSOR: Mapping[tuple[object, ...], tuple[Fraction, ...]] = MappingProxyType({})


class Mentions:
    """Variables of claims, each with the day when the first claim that mentions it was published.

    `bound` are the values that they gave index names, by what was asked of them: many identities ask the same.
    """

    def __init__(self) -> None:
        self._first: dict[Variable, int | None] = {}
        self._by_head: dict[tuple[object, ...], list[Variable]] = defaultdict(list)
        self.bound: dict[Hashable, list[tuple[Bindings, str]]] = {}

    def add(self, slot: Variable, published: int | None) -> None:
        """Note that a claim mentions a variable."""
        known = self._first.get(slot, -1)
        if known == -1:
            self._first[slot] = published
            self.bound.clear()
            for head in heads(slot):
                self._by_head[head].append(slot)
        elif known is not None and (published is None or published < known):
            self._first[slot] = published

    def like(self, head: tuple[object, ...]) -> Sequence[Variable]:
        """Return the variables with this head: a kind, or a kind and its first indices."""
        return self._by_head.get(head, ())

    def known_by(self, slot: Variable, day: int | None) -> bool:
        """Whether some claim had mentioned the variable by a day."""
        if day is None:
            return True
        first = self._first[slot]
        return first is None or first <= day


def heads(slot: Variable) -> Iterator[tuple[object, ...]]:
    """Yield what a variable can be looked up by: its kind, its kind and first index, and these with the second."""
    for length in range(min(3, len(slot.parts) + 1)):
        yield (slot.kind, *slot.parts[:length])


def bindings(rule: Rule, env: Env, mentions: Mentions, as_of: int | None) -> Iterator[tuple[Bindings, str]]:
    """Yield every way to give the rule's index names values that variables of claims have, with what sets them apart.

    Each pattern that binds all names gives its ways; where none does, patterns are joined.
    """
    if not any(mentions.like((kind,)) for kind in kinds_of(rule)):
        return
    asked = _asked_of_all(rule) if as_of is None and not env.claims else None
    if asked is None:
        yield from _told_apart(rule, env, mentions, as_of)
        return
    if asked not in mentions.bound:
        mentions.bound[asked] = list(_told_apart(rule, env, mentions, as_of))
    yield from mentions.bound[asked]


def _asked_of_all(rule: Rule) -> Hashable | None:
    """Return what decides which values a rule's names have, where each pattern binds them all by itself; else None."""
    names = set(rule.indices)
    able = binding_most(rule.patterns, names)
    for pattern in able:
        if pattern.kind not in KINDS or pattern.binding != names or not all(map(_is_name, pattern.binds)):
            return None
    return tuple(dict.fromkeys((pattern.kind, pattern.binds) for pattern in able)), tuple(rule.indices.items())


def _is_name(bind: str | tuple[str | None, ...] | None) -> bool:
    return isinstance(bind, str)


def _told_apart(rule: Rule, env: Env, mentions: Mentions, as_of: int | None) -> Iterator[tuple[Bindings, str]]:
    names = tuple(rule.indices)
    seen: set[tuple[object, ...]] = set()
    for found, apart in _solve(rule, rule.patterns, {}, None, env, mentions, as_of):
        key = (apart, *(found[name] for name in names))
        known = len(seen)
        seen.add(key)
        if len(seen) > known:
            yield found, apart


def kinds_of(rule: Rule) -> frozenset[str]:
    """Return the kinds of variables that may give a rule's index names their values."""
    able = binding_most(rule.patterns, set(rule.indices))
    return frozenset(pattern.kind if pattern.kind in KINDS else "measure" for pattern in able)


def binding_most(patterns: Sequence[Pattern], missing: AbstractSet[str]) -> list[Pattern]:
    """Return the patterns that bind all missing names; where there are none, those that bind some."""
    able = [p for p in patterns if p.binding >= missing] or patterns
    return [p for p in able if p.binding & missing]


def _solve(
    rule: Rule,
    patterns: Sequence[Pattern],
    bound: Bindings,
    apart: str | None,
    env: Env,
    mentions: Mentions,
    as_of: int | None,
) -> Iterator[tuple[Bindings, str]]:
    missing = rule.indices.keys() - bound.keys()
    able = binding_most(patterns, missing)
    for position, pattern in enumerate(patterns):
        if pattern not in able:
            continue
        rest = (*patterns[:position], *patterns[position + 1 :])
        for found, found_apart in match_pattern(rule, pattern, bound, apart, env, mentions, as_of):
            if len(found) == len(rule.indices):
                yield found, found_apart
            else:
                yield from _solve(rule, rest, found, found_apart, env, mentions, as_of)


def match_pattern(
    rule: Rule,
    pattern: Pattern,
    bound: Bindings,
    apart: str | None,
    env: Env,
    mentions: Mentions,
    as_of: int | None,
) -> Iterator[tuple[Bindings, str]]:
    """Yield what names a pattern gives values to by the variables that it fits, with what sets these apart."""
    if pattern.is_plain:
        yield from _match_plain(rule, pattern, bound, apart, env, mentions, as_of)
        return
    shape = normal_form(pattern, env)
    local = env.with_names(bound) if bound else env
    head = head_of(shape, local, bound)
    for slot in mentions.like(head):
        if env.claims and slot.apart != env.apart:
            continue
        if apart is not None and slot.apart != apart:
            continue
        if not mentions.known_by(slot, as_of):
            continue
        found = _unify(rule, shape, slot, bound, local)
        if found is not None:
            yield found, slot.apart


def _match_plain(
    rule: Rule,
    pattern: Pattern,
    bound: Bindings,
    apart: str | None,
    env: Env,
    mentions: Mentions,
    as_of: int | None,
) -> Iterator[tuple[Bindings, str]]:
    """Match a pattern whose indices are names: nothing is to be evaluated for it."""
    binds = [str(bind) for bind in pattern.binds]
    for slot in mentions.like(_plain_head(pattern.kind, binds, bound, env)):
        if env.claims and slot.apart != env.apart:
            continue
        if apart is not None and slot.apart != apart:
            continue
        if not mentions.known_by(slot, as_of) or len(slot.parts) != len(binds):
            continue
        found = dict(bound)
        for name, part in zip(binds, slot.parts, strict=True):
            if not _bind(rule, found, name, part, env):
                break
        else:
            yield found, slot.apart


def _plain_head(kind: str, binds: Sequence[str], bound: Bindings, env: Env) -> tuple[object, ...]:
    """Return as much of the variable's head as names that have values tell."""
    known: list[str | tuple[object, ...]] = []
    for name in binds[:2]:
        part = bound.get(name)
        if not isinstance(part, (str, tuple)):
            break
        known.append(part)
    if kind in ("measure", "change_rate") and known:
        of = known[1] if len(known) > 1 and isinstance(known[1], tuple) else ()
        metric, dimensions = canonical_measure(str(known[0]), of, env)  # type: ignore[arg-type] # ids
        known[0] = metric
        if len(known) > 1:
            known[1] = dimensions
    return (kind, *known)


class Shape:
    """A pattern with its indices in the order of the variable's parts."""

    __slots__ = ("binds", "kind", "values")

    def __init__(self, kind: str, binds: Sequence[object], values: Sequence[object]) -> None:
        self.kind, self.binds, self.values = kind, binds, values


def normal_form(pattern: Pattern, env: Env) -> Shape:
    """Bring `metric[dimensions…, when]` into the order of `measure[metric, of, when]`."""
    if pattern.kind in KINDS:
        return Shape(pattern.kind, pattern.binds, pattern.parts)
    declared = env.vocabulary.metric(pattern.kind)
    timed = declared is None or declared.measures != "once"
    count = len(pattern.parts) - (1 if timed else 0)
    of_binds = tuple(bind if isinstance(bind, str) else None for bind in pattern.binds[:count])
    binds = (None, of_binds, *pattern.binds[count:])
    values = (
        lambda _: pattern.kind,
        lambda env: tuple(part(env) for part in pattern.parts[:count]),
        *pattern.parts[count:],
    )
    return Shape("measure", binds, values)


def head_of(shape: Shape, env: Env, bound: Bindings) -> tuple[object, ...]:
    """Return as much of the variable's head as is known, to look up only what can match."""
    head: list[object] = [shape.kind]
    for bind, value in zip(shape.binds[:2], shape.values[:2], strict=False):
        if bind is not None and not _is_bound(bind, bound):
            break
        try:
            part = value(env)  # type: ignore[operator] # values are compiled indices
        except (Missing, RuleFault, KeyError):
            break
        if not isinstance(part, (str, tuple)):
            break
        head.append(str(part) if isinstance(part, str) else tuple(part))
    if shape.kind in ("measure", "change_rate") and len(head) > 1:
        dimensions = head[2] if len(head) > 2 and isinstance(head[2], tuple) else ()
        metric, of = canonical_measure(str(head[1]), dimensions, env)
        head[1] = metric
        if len(head) > 2:
            head[2] = of
    return tuple(head)


def _is_bound(bind: object, bound: Bindings) -> bool:
    if isinstance(bind, str):
        return bind in bound
    return isinstance(bind, tuple) and all(name in bound for name in bind if name) and None not in bind


def _unify(rule: Rule, shape: Shape, slot: Variable, bound: Bindings, env: Env) -> Bindings | None:
    """Return the bindings under which the pattern is the variable, or None."""
    found = dict(bound)
    parts = list(slot.parts)
    if shape.kind == "measure" and shape.binds[0] is None and env.vocabulary.metric(str(parts[0])) is not None:
        parts = _oriented(shape, parts, env)
    if len(parts) != len(shape.binds):
        return None
    for bind, value, part in zip(shape.binds, shape.values, parts, strict=True):
        if isinstance(bind, str):
            if not _bind(rule, found, bind, part, env):
                return None
        elif isinstance(bind, tuple):
            if not isinstance(part, tuple) or len(part) != len(bind):
                return None
            for name, item in zip(bind, part, strict=True):
                if name and not _bind(rule, found, name, item, env):
                    return None
        elif not _equals(value, part, env.with_names(found)):
            return None
    return found


def _oriented(shape: Shape, parts: list[object], env: Env) -> list[object]:
    """Turn the dimensions of a variable round when the pattern names its metric by the mirror."""
    if shape.binds[0] is not None:
        return parts
    try:
        written = str(shape.values[0](env))  # type: ignore[operator] # values are compiled indices
    except (Missing, RuleFault, KeyError):
        return parts
    declared = env.vocabulary.declared.metrics.get(written)
    if declared is not None and declared.mirror_of is not None and isinstance(parts[1], tuple):
        return [written, parts[1][::-1], *parts[2:]]
    return parts


def _bind(rule: Rule, found: Bindings, name: str, part: object, env: Env) -> bool:
    if name in found:
        return bool(found[name] == part)
    if not is_of_type(part, rule.indices[name], env):
        return False
    found[name] = part
    return True


def is_of_type(part: object, wanted: str, env: Env) -> bool:
    """Whether a part of a variable may be the value of an index name of a type."""
    match wanted:
        case "period":
            return isinstance(part, When)
        case "ordinal":
            return isinstance(part, Fraction)
        case "dimensions" | "tenure":
            return isinstance(part, tuple)
        case "metric" | "event" | "series" | "property" | "subject" | "entity":
            return isinstance(part, str)
        case _ if wanted not in INDEX_TYPES:
            return isinstance(part, str) and env.vocabulary.is_of_type(part, wanted)
        case _:
            return True


def _equals(value: object, part: object, env: Env) -> bool:
    """Whether an index that binds nothing is this part; one that cannot be computed yet is left open."""
    try:
        given = value(env)  # type: ignore[operator] # values are compiled indices
    except (Missing, RuleFault, KeyError):
        return True
    if isinstance(part, When):
        try:
            return part == TIMELESS or as_when(given).key == part.key
        except RuleFault:
            return False
    if isinstance(part, tuple) and not isinstance(given, tuple):
        given = (given,)
    if isinstance(part, tuple) and isinstance(given, tuple):
        return tuple(map(str, given)) == tuple(map(str, part)) or sorted(map(str, given)) == sorted(map(str, part))
    return bool(given == part)


def successors(
    rule: Rule, found: Sequence[tuple[Bindings, str]]
) -> Sequence[Mapping[tuple[object, ...], tuple[Fraction, ...]]]:
    """Return for each binding the next ordinal that is known beside it, for `after(n)`."""
    ordinals = [name for name, wanted in rule.indices.items() if wanted == "ordinal"]
    if not ordinals:
        return [_NO_SUCCESSOR] * len(found)
    result: list[dict[tuple[object, ...], tuple[Fraction, ...]]] = [{} for _ in found]
    for name in ordinals:
        groups: dict[tuple[object, ...], list[tuple[Fraction, int]]] = defaultdict(list)
        for position, (binding, apart) in enumerate(found):
            number = binding[name]
            if isinstance(number, Fraction):
                key = (apart, *(value for other, value in binding.items() if other != name))
                groups[key].append((number, position))
        for members in groups.values():
            members.sort()
            for (_, position), (following, _) in pairwise(members):
                result[position][(name,)] = (following,)
    return result
