"""Writes the two examples that a new rule begins with, from the claims and the variables that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimcheck.claims.base import Claim
from claimcheck.engine.workbench.example_claims import example_claim
from claimcheck.engine.workbench.example_differences import UNWRITTEN
from claimcheck.engine.workbench.yaml_words import flow
from claimcheck.rules import syntax
from claimcheck.rules.rule import Rule
from claimcheck.rules.syntax import Expr, parse, subexpressions
from claimcheck.rules.variables import KINDS
from claimcheck.values.value_class import value_class

_TIMES = frozenset(("when", "on", "during", "base", "since", "until", "published"))
_ANYWHERE = {"dimensions": "place", "entity": "place", "subject": "place"}
_OF_VARIABLE = {
    "measure": "quantity",
    "change_rate": "change",
    "origin": "anniversary",
    "first": "edition",
    "edition": "edition",
    "state": "state",
    "start": "role",
    "end": "role",
}
"""The kind of claims that speaks of a variable, for the examples of a rule that binds no claim."""


def example_lines(rule: Rule) -> Iterator[str]:
    """Yield the examples of a new rule as lines of its file: one that agrees, and one without its expectation."""
    metrics = _metrics(rule)
    claims = list(_claims(rule, metrics))
    vocabulary = _vocabulary(metrics)
    yield "examples:"
    yield "  # Claims that an honest source could make, as near to a contradiction as they come."
    yield "  - name: claims that agree"
    yield from _body(claims, vocabulary)
    yield "  # The same claims, changed until they contradict each other; nothing else may be found."
    yield "  - name: claims that conflict"
    yield from _body(claims, vocabulary)
    yield "    expect:"
    yield f'      # For "{UNWRITTEN}" write the claims and their fields, as in [a.value, b.value].'
    yield f'      - {{severity: {rule.severity}, at: ["{UNWRITTEN}"]}}'


def _body(claims: list[dict[str, Any]], vocabulary: Mapping[str, Any]) -> Iterator[str]:
    yield "    claims:"
    for claim in claims:
        yield f"      - {flow(claim)}"
    if vocabulary:
        yield f"    vocabulary: {flow(vocabulary)}"


def _claims(rule: Rule, metrics: Mapping[str, _Metric]) -> Iterator[dict[str, Any]]:
    """Yield claims that the rule is about: those that it binds, and one for each further metric that it names."""
    bound = {words[0] for binder in rule.binders for name, words in binder.constants if name == "metric"}
    others = {name: metric for name, metric in metrics.items() if name not in bound}
    begun = list(_claims_of_binders(rule, alone=not others)) if rule.binders else []
    yield from begun
    yield from _claims_of_metrics(others, len(begun))
    if not rule.binders and not others:
        yield from _claims_of_identity(rule)


def _claims_of_binders(rule: Rule, *, alone: bool) -> Iterator[dict[str, Any]]:
    """Yield a claim for each that the rule binds; two of one where only such claims speak of the unknown."""
    single = len(rule.binders) == 1
    spoken = _spoken(rule)
    for binder in rule.binders:
        kind = rule.kinds[binder.kinds[0]]
        fixed = {name: words[0] for name, words in binder.constants if name in _fields(kind)}
        wanted = spoken[binder.name] & _fields(kind)
        ids = ("a", "b") if alone and any(each.unknowns for each in rule.assertions) else ("a",)
        for identifier in ids if single else (binder.name.replace("_", "-"),):
            yield example_claim(kind, binder.kinds[0], identifier, wanted, fixed)


def _fields(kind: type[Claim]) -> set[str]:
    return {field.alias or name for name, field in kind.model_fields.items()}


def _spoken(rule: Rule) -> dict[str, set[str]]:
    """Return for each claim that a rule binds the names in its expressions that may be fields of it."""
    found: dict[str, set[str]] = {binder.name: set() for binder in rule.binders}
    for expr in _expressions(rule):
        if isinstance(expr, syntax.Field) and expr.binding in found:
            found[expr.binding].add(expr.name.rstrip("_"))
        elif isinstance(expr, syntax.Name) and "" in found:
            found[""].add(expr.id.rstrip("_"))
    return found


def _expressions(rule: Rule) -> Iterator[Expr]:
    for text in (*rule.model.assert_, *([rule.model.where] if rule.model.where else [])):
        yield from _below(parse(text))


def _below(expr: Expr) -> Iterator[Expr]:
    yield expr
    for part in subexpressions(expr):
        yield from _below(part)


def _claims_of_identity(rule: Rule) -> Iterator[dict[str, Any]]:
    """Yield two claims of a kind that speaks of the variables of an identity."""
    variables = [expr.kind for expr in _expressions(rule) if isinstance(expr, syntax.Index)]
    name = next((_OF_VARIABLE[kind] for kind in variables if kind in _OF_VARIABLE), "quantity")
    for identifier in ("a", "b"):
        yield example_claim(rule.kinds[name], name, identifier, (), {})


@value_class
class _Metric:
    """A metric that a rule names: the types of its dimensions where `for` tells them, and whether it has a time."""

    dimensions: tuple[str, ...]
    timed: bool


def _metrics(rule: Rule) -> dict[str, _Metric]:
    """Return the metrics that the assertions of a rule name, in their order."""
    found: dict[str, _Metric] = {}
    for expr in _expressions(rule):
        if isinstance(expr, syntax.Index) and expr.kind not in KINDS:
            found.setdefault(expr.kind, _metric(expr.parts, rule))
        elif isinstance(expr, syntax.Index) and expr.kind == "measure" and isinstance(expr.parts[0], syntax.Text):
            found.setdefault(expr.parts[0].value, _metric(expr.parts[1:], rule))
    return found


def _metric(parts: tuple[Expr, ...], rule: Rule) -> _Metric:
    named = [item for part in parts for item in _below(part) if isinstance(item, (syntax.Name, syntax.Field))]
    names = [item.id if isinstance(item, syntax.Name) else item.name for item in named]
    types = [rule.indices.get(name, "time" if name in _TIMES else "place") for name in names]
    dimensions = [_ANYWHERE.get(kind, kind) for kind in types if kind not in ("time", "period")]
    return _Metric(tuple(dimensions), len(dimensions) < len(types))


def _claims_of_metrics(metrics: Mapping[str, _Metric], begun: int) -> Iterator[dict[str, Any]]:
    for number, (name, metric) in enumerate(metrics.items(), begun):
        of = [f"some-{kind}" for kind in metric.dimensions]
        claim: dict[str, Any] = {"id": f"{chr(ord('a') + number % 26)}{number // 26 or ''}", "kind": "quantity"}
        claim |= {"metric": name} | ({"of": of[0] if len(of) == 1 else of} if of else {})
        yield claim | ({"during": "2023"} if metric.timed else {}) | {"value": "500"}


def _vocabulary(metrics: Mapping[str, _Metric]) -> dict[str, Any]:
    """Return what an example must declare: the metrics, and what their dimensions are."""
    types = dict.fromkeys(kind for metric in metrics.values() for kind in metric.dimensions if kind != "place")
    declared = {}
    for name, metric in metrics.items():
        of = {} if "place" in metric.dimensions else {"of": list(metric.dimensions)}
        declared[name] = {"measures": "flow" if metric.timed else "once", **(of if metric.dimensions else {})}
    entities = {"entities": {f"some-{kind}": {"type": kind} for kind in types}} if types else {}
    return {**entities, **({"metrics": declared} if declared else {})}
