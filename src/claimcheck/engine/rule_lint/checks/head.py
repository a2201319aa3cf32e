"""The head of a rule: a name and a summary that state the problem, a reason, a code of its family."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from claimcheck.engine.rule_lint.bench import Bench, RuleProblem
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Severity
from claimcheck.rules.rule import Rule

_NO_PROBLEM = re.compile(r"(no|check|valid|invalid|verify|ensure|test|rule)(-|$)")
_ORDER = re.compile(
    r"\b(must|should|shall|has to|have to|needs? to)\b|^(check|ensure|verify|make sure)\b", re.IGNORECASE
)
MIN_WORDS = 8
"""A reason of fewer words says no more than the summary does."""


def problems(rule: Rule, bench: Bench) -> Iterator[RuleProblem]:
    """Yield what is wrong with a rule's name, summary, reason and code."""
    for check, key, message in (*_texts(rule), *_codes(rule, bench)):
        yield RuleProblem(bench.place(rule, key), rule.code, check, Severity.WARNING, message)


def _texts(rule: Rule) -> Iterator[tuple[str, str, str]]:
    model = rule.model
    if _NO_PROBLEM.match(model.name):
        message = f'"{model.name}" does not say what is wrong; name the problem, such as conflicting-dates'
        yield "name-states-no-problem", "name", message
    order = _ORDER.search(model.summary)
    if order is not None:
        message = f'the summary says what to do ("{order.group()}"); say what is the case when the rule speaks'
        yield "summary-states-no-problem", "summary", message
    words = len(model.why.split())
    if words < MIN_WORDS or model.why.strip() == model.summary.strip():
        message = f"the reason has {words} words; say why the rule holds, and where an honest text may differ from it"
        yield "no-reason", "why", message


def _codes(rule: Rule, bench: Bench) -> Iterator[tuple[str, str, str]]:
    prefix = _prefix(rule)
    if prefix in {code.rstrip("0123456789") for code in CHECKS}:
        yield "code-of-another-family", "code", f"codes that begin with {prefix} belong to the built-in checks"
    folder = rule.file.rpartition("/")[0]
    usual, count = Counter(_prefix(each) for each in bench.families[folder]).most_common(1)[0]
    if usual != prefix and count > 1:
        message = f"the rules in {folder} have codes that begin with {usual}, and this one with {prefix}"
        yield "code-of-another-family", "code", message
    elsewhere = Counter(home for home, rules in bench.families.items() for each in rules if _prefix(each) == prefix)
    home, many = elsewhere.most_common(1)[0]
    if home != folder and many > elsewhere[folder]:
        message = f"codes that begin with {prefix} belong to the rules in {home}"
        yield "code-of-another-family", "code", message


def _prefix(rule: Rule) -> str:
    return rule.code.rstrip("0123456789")
