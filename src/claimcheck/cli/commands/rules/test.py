"""`claimcheck rules test`: runs the examples of rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.commands.rules import find, load
from claimcheck.cli.status import BROKEN, FINDINGS


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("test")(run_rule_examples)


def run_rule_examples(
    codes: Annotated[
        list[str] | None,
        typer.Argument(help="Codes, names or files of rules; without any, all.", show_default=False),
    ] = None,
) -> None:
    """Run the examples of rules. Exit status 1 when one differs, 2 when a rule is broken."""
    from claimcheck.engine.examples import run_examples
    from claimcheck.findings.printable import printable

    rules = load()
    chosen = [find(rules, Path(code).stem if "/" in code else code) for code in codes or ()] or list(rules.rules)
    for finding in rules.findings:
        typer.echo(f"{finding.place}: {finding.code} {printable(finding.message)}")
    ran = failed = 0
    for rule in chosen:
        for outcome in run_examples(rule, rules):
            ran += 1
            if outcome.differences:
                failed += 1
                typer.echo(f'{outcome.place}: {rule.code} example "{printable(outcome.name)}"')
                for line in outcome.differences:
                    typer.echo(f"  {printable(line)}")
    rules_word, examples_word = ("rule" if len(chosen) == 1 else "rules"), ("example" if ran == 1 else "examples")
    typer.echo(f"{len(chosen)} {rules_word}, {ran} {examples_word}, {failed} failed")
    if rules.findings or not ran:
        raise typer.Exit(BROKEN)
    raise typer.Exit(FINDINGS if failed else 0)
