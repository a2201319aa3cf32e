"""`claimcheck rules list`: one line for each rule."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.commands.rules import load
from claimcheck.cli.status import Problem


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("list")(list_rules)


def list_rules(
    prefix: Annotated[str, typer.Argument(help="Only codes that begin so.", show_default=False)] = "",
) -> None:
    """List the rules: code, severity, name, summary."""
    rules = [rule for rule in load().rules if rule.code.startswith(prefix.upper())]
    if not rules:
        raise Problem(f"no rule's code begins with {prefix}")
    width = max(len(rule.model.name) for rule in rules)
    for rule in rules:
        typer.echo(f"{rule.code}  {rule.severity:<7}  {rule.model.name:<{width}}  {rule.model.summary}")
