"""Conditions of `where` that no claim can meet together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from claimcheck.engine.rule_lint.bench import Bench, RuleProblem
from claimcheck.findings.model import Severity
from claimcheck.rules import syntax
from claimcheck.rules.rule import Rule, conjuncts
from claimcheck.rules.syntax import Expr, parse
from claimcheck.rules.terms import MIRRORED
from claimcheck.values.interval import EVERYTHING, Interval

FieldName = tuple[str, str]


def problems(rule: Rule, bench: Bench) -> Iterator[RuleProblem]:
    """Yield the conditions that contradict each other, or what `each` says of a field already."""
    if rule.model.where is None:
        return
    listed = list(conjuncts(parse(rule.model.where)))
    for name in (*_empty_numbers(listed), *_empty_words(rule, listed), *_apart_and_equal(rule)):
        said = f"no claim has a `{name}` for which all of `where` holds, so the rule can never speak"
        yield RuleProblem(bench.place(rule, "where"), rule.code, "where-never-holds", Severity.ERROR, said)


def _empty_numbers(listed: list[Expr]) -> Iterator[str]:
    """Yield the fields that numbers bound to nothing."""
    bounds: dict[FieldName, Interval | None] = {}
    for name, op, number in _numbers(listed):
        before = bounds.get(name, EVERYTHING)
        bounds[name] = None if before is None else before.intersect(_interval(op, number))
    yield from (_shown(name) for name, found in bounds.items() if found is None)


def _numbers(listed: list[Expr]) -> Iterator[tuple[FieldName, str, Interval]]:
    for item in listed:
        if not isinstance(item, syntax.Comparison):
            continue
        sides = (item.first, *(operand for _, operand in item.rest))
        for i, (op, _) in enumerate(item.rest):
            for one, other, word in ((sides[i], sides[i + 1], op), (sides[i + 1], sides[i], MIRRORED.get(op, ""))):
                name = _field_of(one)
                if name is not None and isinstance(other, syntax.Number) and word in MIRRORED and word != "!=":
                    yield name, word, Interval.point(other.value)


def _interval(op: str, number: Interval) -> Interval:
    match op:
        case "<" | "<=":
            return Interval(None, number.hi, hi_open=op == "<")
        case ">" | ">=":
            return Interval(number.lo, None, lo_open=op == ">")
        case _:
            return number


def _empty_words(rule: Rule, listed: list[Expr]) -> Iterator[str]:
    """Yield the fields that would have to be two words at once."""
    allowed: dict[FieldName, set[str]] = {
        (binder.name, name): set(words) for binder in rule.binders for name, words in binder.constants
    }
    refused: dict[FieldName, set[str]] = defaultdict(set)
    for item in listed:
        if not isinstance(item, syntax.Comparison) or len(item.rest) != 1:
            continue
        (op, other), name = item.rest[0], _field_of(item.first)
        words = _words(other)
        if name is None or words is None:
            continue
        if op in ("==", "in"):
            allowed[name] = allowed.get(name, words) & words
        elif op in ("!=", "not in"):
            refused[name] |= words
    yield from (_shown(name) for name, words in allowed.items() if not words - refused[name])


def _words(expr: Expr) -> set[str] | None:
    items = expr.items if isinstance(expr, syntax.ListOf) else (expr,)
    return {item.value for item in items if isinstance(item, syntax.Text)} if _all_text(items) else None


def _all_text(items: tuple[Expr, ...]) -> bool:
    return all(isinstance(item, syntax.Text) for item in items)


def _apart_and_equal(rule: Rule) -> Iterator[str]:
    equal = {frozenset((join.left, join.right)) for join in rule.joins}
    for join in rule.apart:
        if frozenset((join.left, join.right)) in equal:
            yield _shown((join.left.binding, join.left.name))


def _field_of(expr: Expr) -> FieldName | None:
    match expr:
        case syntax.Field(binding=binding, name=name):
            return binding, name
        case syntax.Name(id=name):
            return "", name
        case _:
            return None


def _shown(name: FieldName) -> str:
    return ".".join(part for part in name if part)
