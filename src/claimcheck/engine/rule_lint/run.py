"""Runs the checks of `rules lint` over rules."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache

from claimcheck.engine.rule_lint import checks
from claimcheck.engine.rule_lint.bench import Bench, Check, RuleProblem
from claimcheck.findings.model import Place, Severity
from claimcheck.rules.load import RuleSet
from claimcheck.rules.rule import Rule


@cache
def all_checks() -> tuple[Check, ...]:
    """Return the checks, one a module, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(checks.__path__))
    return tuple(importlib.import_module(f"{checks.__name__}.{name}").problems for name in names)


def lint_rules(rules: RuleSet, chosen: Sequence[Rule]) -> tuple[RuleProblem, ...]:
    """Return what is wrong with some rules, judged beside all of them, in the order of their places."""
    bench = Bench(rules)
    found = {problem for rule in chosen for check in all_checks() for problem in _checked(check, rule, bench)}
    return tuple(sorted(found))


def _checked(check: Check, rule: Rule, bench: Bench) -> list[RuleProblem]:
    """Run one check; one that trips over a rule says so and lets the others run."""
    try:
        return list(check(rule, bench))
    except Exception as error:
        message = f"the check {check.__module__.rpartition('.')[2]} broke on it: {type(error).__name__}: {error}"
        return [RuleProblem(Place(rule.file), rule.code, "broken-check", Severity.ERROR, message)]
