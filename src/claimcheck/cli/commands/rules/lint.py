"""`claimcheck rules lint`: what is wrong with rules themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.commands.rules import load
from claimcheck.cli.rule_targets import targets
from claimcheck.cli.status import BROKEN, CLEAN, FINDINGS, Problem

if TYPE_CHECKING:
    from claimcheck.engine.rule_lint.bench import RuleProblem


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("lint")(lint_rules)


def lint_rules(
    codes: Annotated[
        list[str] | None,
        typer.Argument(help="Codes, names or files of rules; without any, all.", show_default=False),
    ] = None,
    output_format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="error or warning: what makes the exit status 1.")
    ] = "error",
) -> None:
    """Say what is wrong with rules: they contradict each other, can never speak, cost too much, prove too little.

    Exit status: 0 when there is nothing at the level of --fail-on, 1 when there is, 2 when a rule cannot be used.
    """
    from claimcheck.corpus.project import open_project
    from claimcheck.engine.rule_lint.run import lint_rules as lint
    from claimcheck.findings.model import Severity
    from claimcheck.findings.printable import printable

    if output_format not in ("text", "json"):
        raise Problem(f"--format takes text or json, not {output_format}")
    if fail_on not in ("error", "warning"):
        raise Problem(f"--fail-on takes error or warning, not {fail_on}")
    rules = load()
    broken = [f"{found.place}: {found.severity} {found.code} {printable(found.message)}" for found in rules.findings]
    for line in broken:
        typer.echo(line, err=output_format == "json")
    chosen = targets(rules, codes, open_project().root).rules if codes else rules.rules
    problems = lint(rules, chosen)
    typer.echo(_as_json(problems) if output_format == "json" else _as_text(problems, len(chosen)))
    limit = Severity(fail_on).rank
    failing = any(problem.severity.rank <= limit for problem in problems)
    raise typer.Exit(BROKEN if broken or not rules.rules else FINDINGS if failing else CLEAN)


def _as_text(problems: tuple[RuleProblem, ...], count: int) -> str:
    from claimcheck.findings.printable import printable

    lines = [f"{each.place}: {each.severity} {each.code} {each.check}: {printable(each.message)}" for each in problems]
    number = f"{count} rule{'' if count == 1 else 's'}"
    found = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}" if problems else "nothing to find"
    return "\n".join((*lines, f"{number}, {found}"))


def _as_json(problems: tuple[RuleProblem, ...]) -> str:
    found = [
        {
            "code": each.code,
            "check": each.check,
            "severity": each.severity.value,
            "message": each.message,
            "location": {"file": each.place.file, "line": each.place.line, "column": each.place.column},
        }
        for each in problems
    ]
    return json.dumps({"version": 1, "problems": found}, ensure_ascii=False, indent=1)
