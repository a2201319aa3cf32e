"""`claimcheck explain`: what a code or a kind of claims means, or the whole of one finding."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.commands.rules import load
from claimcheck.cli.session import open_session
from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.rules.load import RuleSet

FINGERPRINT_LENGTH = 16


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    what: Annotated[
        str, typer.Argument(help="A code (ANN001), a rule's name, a kind of claims, or a finding's fingerprint.")
    ],
) -> None:
    """Explain a code (what it means and why, with examples) or a kind of claims. Or print one finding."""
    from claimcheck.findings.codes import CHECKS
    from claimcheck.reporters.rule_page import check_page, rule_page
    from claimcheck.reporters.rule_page_text import as_text

    if _is_fingerprint(what):
        _explain_finding(what)
        return
    check = CHECKS.get(what.upper()) or next((each for each in CHECKS.values() if each.name == what), None)
    if check is not None:
        sys.stdout.write(as_text(check_page(check), _width()))
        return
    if _explain_kind(what):
        return
    rules = load()
    rule = rules.get(what) or rules.get(what.upper())
    if rule is None:
        raise Problem(_unknown(what, rules))
    sys.stdout.write(as_text(rule_page(rule, rules), _width()))


def _explain_kind(name: str) -> bool:
    """Print what a kind of claims is, of those that ship or of the project's own; whether there is one."""
    from claimcheck.corpus.load import kinds_of
    from claimcheck.corpus.project import open_project
    from claimcheck.reporters.kind_page import kind_page

    kind = kinds_of(open_project()).get(name)
    if kind is not None:
        sys.stdout.write(kind_page(name, kind, _width()))
    return kind is not None


def _unknown(what: str, rules: RuleSet) -> str:
    from claimcheck.corpus.suggest import did_you_mean
    from claimcheck.findings.codes import CHECKS

    known = [*CHECKS, *(each.code for each in rules.rules), *(each.model.name for each in rules.rules)]
    return f"there is no code {what}{did_you_mean(what.upper(), known)}"


def _is_fingerprint(text: str) -> bool:
    return len(text) == FINGERPRINT_LENGTH and all(char in "0123456789abcdef" for char in text)


def _width() -> int:
    return max(40, min(120, shutil.get_terminal_size((100, 24)).columns))


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
