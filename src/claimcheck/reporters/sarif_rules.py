"""The rules of a run, and the built-in checks that spoke, as rules of SARIF with their help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from claimcheck.engine.result import Result
from claimcheck.findings.codes import CHECKS, Check
from claimcheck.findings.model import Finding, Severity
from claimcheck.reporters.brief import clipped
from claimcheck.reporters.columns import shown
from claimcheck.reporters.markdown_text import opening, prose
from claimcheck.reporters.sarif_results import LEVELS
from claimcheck.rules.rule import Rule

TAGS = 10
"""The most tags that a service shows of a rule; it takes 20."""

_NAME = 255
_TEXT = 1_024

_Object = dict[str, Any]


def rule_objects(result: Result, findings: Sequence[Finding]) -> list[_Object]:
    """Return a rule for each rule that ran and for each other code of the findings, in the order of the codes."""
    made = {rule.code: _of_rule(rule) for rule in result.rules}
    for finding in findings:
        if finding.code not in made:
            check = CHECKS.get(finding.code)
            made[finding.code] = _of_code(finding) if check is None else _of_check(check)
    return [made[code] for code in sorted(made)]


def _of_rule(rule: Rule) -> _Object:
    model = rule.model
    family = PurePosixPath(rule.file).parent.name
    tags = [*([family] if family else []), *(["preview"] if model.status == "preview" else [])]
    return _rule(rule.code, model.name, rule.severity, model.summary, model.why, model.source, tags)


def _of_check(check: Check) -> _Object:
    return _rule(check.code, check.name, check.severity, check.summary, check.why, None, ["built-in"])


def _of_code(finding: Finding) -> _Object:
    summary = finding.name.replace("-", " ")
    return _rule(finding.code, finding.name, finding.severity, summary, summary, None, [])


def _rule(
    code: str, name: str, severity: Severity, summary: str, why: str, source: str | None, tags: list[str]
) -> _Object:
    explain = f"`claimcheck explain {code}` shows it with its examples."
    paragraphs = [summary, why, *([f"Source: {source}"] if source else [])]
    plain = [shown(" ".join(text.split())) for text in paragraphs]
    marked = [f"# {opening(f'{code} {name}')}", *(prose(" ".join(text.split())) for text in paragraphs), explain]
    return {
        "id": code,
        "name": clipped(name, _NAME),
        "shortDescription": {"text": clipped(plain[0], _TEXT)},
        "fullDescription": {"text": clipped(plain[1], _TEXT)},
        "help": {"text": "\n\n".join([*plain, explain]), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {"tags": [*tags[:TAGS]], "problem.severity": _problem(severity)},
    }


def _problem(severity: Severity) -> str:
    return "recommendation" if severity is Severity.INFO else severity.value
