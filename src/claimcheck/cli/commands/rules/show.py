"""`claimcheck rules show`: a rule as it is written."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.commands.rules import find, load


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("show")(show_rule)


def show_rule(code: Annotated[str, typer.Argument(help="A code such as ANN001, or a name.")]) -> None:
    """Print a rule as it is written."""
    from claimcheck.findings.printable import printable

    rule = find(load(), code)
    typer.echo(f"# {rule.file}")
    for line in rule.path.read_text(encoding="utf-8").splitlines():
        typer.echo(printable(line))
