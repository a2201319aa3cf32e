"""The variables that claims mention, and the index values that a rule takes from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from claimcheck.engine.grounding.patterns import Bindings, bind_name, head_of, normal_form, plain_head, unify
from claimcheck.rules.rule import Pattern, Rule
from claimcheck.rules.runtime import Env
from claimcheck.rules.terms import Variable
from claimcheck.rules.variables import KINDS

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
        found = unify(rule, shape, slot, bound, local)
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
    for slot in mentions.like(plain_head(pattern.kind, binds, bound, env)):
        if env.claims and slot.apart != env.apart:
            continue
        if apart is not None and slot.apart != apart:
            continue
        if not mentions.known_by(slot, as_of) or len(slot.parts) != len(binds):
            continue
        found = dict(bound)
        for name, part in zip(binds, slot.parts, strict=True):
            if not bind_name(rule, found, name, part, env):
                break
        else:
            yield found, slot.apart


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
