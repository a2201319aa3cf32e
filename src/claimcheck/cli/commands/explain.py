"""`claimcheck explain`: what a code means, or the whole of one finding."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.commands.rules import load
from claimcheck.cli.session import open_session
from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.rules.load import RuleSet
    from claimcheck.rules.rule import Rule

FINGERPRINT_LENGTH = 16


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    what: Annotated[str, typer.Argument(help="A code (ANN001), a rule's name, or a finding's fingerprint.")],
) -> None:
    """Explain a code: what it means and why, with an agreeing and a conflicting example. Or print one finding."""
    from claimcheck.corpus.suggest import did_you_mean
    from claimcheck.findings.codes import CHECKS

    if _is_fingerprint(what):
        _explain_finding(what)
        return
    rules = load()
    check = CHECKS.get(what.upper()) or next((each for each in CHECKS.values() if each.name == what), None)
    if check is not None:
        typer.echo(f"{check.code} {check.name} ({check.severity})\n\n{check.summary}\n\n{check.why}")
        return
    rule = rules.get(what) or rules.get(what.upper())
    if rule is None:
        known = [*CHECKS, *(each.code for each in rules.rules), *(each.model.name for each in rules.rules)]
        raise Problem(f"there is no code {what}{did_you_mean(what.upper(), known)}")
    _explain_rule(rule, rules)


def _is_fingerprint(text: str) -> bool:
    return len(text) == FINGERPRINT_LENGTH and all(char in "0123456789abcdef" for char in text)


def _explain_rule(rule: Rule, rules: RuleSet) -> None:
    from claimcheck.engine.examples import example_source

    model = rule.model
    typer.echo(f"{rule.code} {model.name} ({rule.severity}, {model.status}, since {model.since})\n")
    typer.echo(f"{model.summary}\n\n{' '.join(model.why.split())}\n")
    typer.echo("asserts: " + "\n         ".join(model.assert_))
    if model.where:
        typer.echo(f"where:   {' '.join(model.where.split())}")
    agreeing = next((i for i, example in enumerate(model.examples) if not example.expect), None)
    conflicting = next((i for i, example in enumerate(model.examples) if example.expect), None)
    for title, index in (("agrees", agreeing), ("conflicts", conflicting)):
        if index is not None:
            example = model.examples[index]
            typer.echo(f"\nThis {title} ({example.name}):")
            typer.echo(example_source(rules, rule, index))
            for wish in example.expect:
                typer.echo(f"  gives: {wish.severity} at {', '.join(wish.at)}")


def _explain_finding(fingerprint: str) -> None:
    from claimcheck.engine.result import Result
    from claimcheck.reporters.base import ReportOptions
    from claimcheck.reporters.registry import reporter

    result: Result = open_session().check()
    found = tuple(finding for finding in result.findings if finding.fingerprint == fingerprint)
    if not found:
        raise Problem(f"no finding of this corpus has the fingerprint {fingerprint}")
    from dataclasses import replace

    sys.stdout.write(reporter("text").render(replace(result, findings=found), ReportOptions()))
