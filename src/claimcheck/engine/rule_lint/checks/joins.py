"""The cost of a rule: claims that nothing equal joins are compared each with each, which grows with the square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.claims.registry import shapes_of
from claimcheck.engine.rule_lint.bench import Bench, RuleProblem
from claimcheck.findings.model import Severity
from claimcheck.rules.rule import JOINABLE, Binder, Rule

PREFERRED = ("event", "series", "metric", "who", "person", "entity", "subject", "property", "of", "role", "among")
"""Fields that claims about one thing share, the most telling first."""


def problems(rule: Rule, bench: Bench) -> Iterator[RuleProblem]:
    """Yield each claim of a rule that no equality joins to one before it."""
    for position, binder in enumerate(rule.binders[1:], 1):
        before = rule.binders[:position]
        if any(_joins(rule, binder, other) for other in before):
            continue
        names = " and ".join(f"`{other.name}`" for other in before)
        missing = _missing(rule, binder, before)
        said = (
            f"no equality joins `{binder.name}` to {names}, so that every claim is compared with every other; "
            f"add to `where`: {missing}"
        )
        path = "where" if rule.model.where is not None else "each"
        yield RuleProblem(bench.place(rule, path), rule.code, "quadratic-join", Severity.WARNING, said)


def _joins(rule: Rule, one: Binder, other: Binder) -> bool:
    return any({join.left.binding, join.right.binding} == {one.name, other.name} for join in rule.joins)


def _missing(rule: Rule, binder: Binder, before: tuple[Binder, ...]) -> str:
    """Return the equality that is likeliest to be meant."""
    for other in before:
        shared = _shared(rule, (*binder.kinds, *other.kinds)) - {
            name for name, _ in (*binder.constants, *other.constants)
        }
        best = next((name for name in PREFERRED if name in shared), min(shared, default=None))
        if best is not None:
            return f"{other.name}.{best} == {binder.name}.{best}"
    return f"{before[0].name}.when == {binder.name}.when"


def _shared(rule: Rule, kinds: Sequence[str]) -> set[str]:
    """Return the fields that every one of the kinds has and a join can use."""
    shapes = [shapes_of(rule.kinds[kind]) for kind in kinds]
    return set.intersection(*({name for name, shape in each.items() if shape.type in JOINABLE} for each in shapes))
