"""Patterns of identities against variables: what each is looked up by, and which names it gives values to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from claimcheck.rules.rule import Pattern, Rule
from claimcheck.rules.runtime import Env, Missing, RuleFault, Value, as_when
from claimcheck.rules.scope import INDEX_TYPES
from claimcheck.rules.terms import Variable
from claimcheck.rules.variables import KINDS, TIMELESS, canonical_measure
from claimcheck.values.periods import When

Bindings = dict[str, Value]


def plain_head(kind: str, binds: Sequence[str], bound: Bindings, env: Env) -> tuple[object, ...]:
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


def unify(rule: Rule, shape: Shape, slot: Variable, bound: Bindings, env: Env) -> Bindings | None:
    """Return the bindings under which the pattern is the variable, or None."""
    found = dict(bound)
    parts = list(slot.parts)
    if shape.kind == "measure" and shape.binds[0] is None and env.vocabulary.metric(str(parts[0])) is not None:
        parts = _oriented(shape, parts, env)
    if len(parts) != len(shape.binds):
        return None
    for bind, value, part in zip(shape.binds, shape.values, parts, strict=True):
        if isinstance(bind, str):
            if not bind_name(rule, found, bind, part, env):
                return None
        elif isinstance(bind, tuple):
            if not isinstance(part, tuple) or len(part) != len(bind):
                return None
            for name, item in zip(bind, part, strict=True):
                if name and not bind_name(rule, found, name, item, env):
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


def bind_name(rule: Rule, found: Bindings, name: str, part: object, env: Env) -> bool:
    """Give a name a value, unless it has another or may not have this one; return whether it has it."""
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
