"""`claimcheck baseline list`: every entry, and whether it holds."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from claimcheck.cli.commands.baseline import File
from claimcheck.cli.reporting import baselined
from claimcheck.cli.session import open_session
from claimcheck.cli.status import BROKEN, CLEAN, Problem


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("list")(list_entries)


def list_entries(
    output_format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text", file: File = None
) -> None:
    """List the entries of the baseline: what each answers for, whether it holds, why, by whom, until when."""
    from claimcheck.findings.printable import printable

    if output_format not in ("text", "json"):
        raise Problem(f"--format takes text or json, not {output_format}")
    session = open_session()
    applied = baselined(session, session.check(), file)
    broken = [finding for finding in applied.result.findings if finding.code == "BAS001"]
    if output_format == "json":
        told = [
            {"state": each.state.value, "why": each.why, **each.written.entry.model_dump(mode="json")}
            for each in applied.verdicts
        ]
        sys.stdout.write(json.dumps({"version": 1, "entries": told}, indent=2) + "\n")
    else:
        for each in applied.verdicts:
            entry = each.written.entry
            about = entry.subject or entry.file or ""
            typer.echo(printable(f"{entry.fingerprint}  {each.state}  {entry.code}  {about}"))
            until = f", until {entry.expires}" if entry.expires else ""
            typer.echo(
                printable(f"  {entry.reason or '(no reason)'} ({entry.author or 'nobody'}, {entry.date}{until})")
            )
            if each.why:
                typer.echo(printable(f"  {each.why}"))
        counted = "1 entry" if len(applied.verdicts) == 1 else f"{len(applied.verdicts)} entries"
        holding = sum(1 for each in applied.verdicts if each.state == "holds")
        typer.echo(f"{counted}, {holding} in force")
    for finding in broken:
        typer.echo(printable(f"{finding.place}: {finding.severity} {finding.code} {finding.message}"), err=True)
    raise typer.Exit(BROKEN if broken else CLEAN)
