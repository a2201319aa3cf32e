"""Comparisons that the examples do not show: another one in their place, and no example notices."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.engine.rule_lint.bench import Bench, RuleProblem
from claimcheck.engine.workbench.rule_mutants import Mutant, comparison_mutants
from claimcheck.findings.model import Severity
from claimcheck.rules.rule import Rule, RuleMistake, build_rule

MAX_CHANGES = 40
"""How many changes of one rule are tried; a rule with more comparisons is too long to be read."""


def problems(rule: Rule, bench: Bench) -> Iterator[RuleProblem]:
    """Yield the changes of single comparisons after which every example of the rule comes to the same."""
    before = [_signature(bench, rule, rule, i) for i in range(len(rule.model.examples))]
    for number, ((key, item), mutant) in enumerate(comparison_mutants(rule.model)):
        if number >= MAX_CHANGES:
            return
        changed = _built(rule, mutant)
        if changed is not None and not _is_noticed(bench, rule, changed, before):
            said = f"no example notices {mutant.change}; add one on the edge between the two"
            place = bench.place(rule, key, item) if key == "assert" else bench.place(rule, key)
            yield RuleProblem(place, rule.code, "comparison-not-shown", Severity.INFO, said)


def _built(rule: Rule, mutant: Mutant) -> Rule | None:
    try:
        return build_rule(mutant.model, rule.file, rule.path, rule.kinds)
    except RuleMistake:
        return None


def _is_noticed(bench: Bench, rule: Rule, changed: Rule, before: list[object]) -> bool:
    # Examples that expect findings notice most changes, so that they are asked first.
    numbers = sorted(range(len(before)), key=lambda i: not rule.model.examples[i].expect)
    return any(_signature(bench, rule, changed, i) != before[i] for i in numbers)


def _signature(bench: Bench, rule: Rule, changed: Rule, number: int) -> object:
    """Return what an example comes to: its findings and what the rule could not check."""
    rules = tuple(changed if each.code == rule.code else each for each in bench.rules.rules)
    return bench.outcome(rule, number, rules)
