"""`claimcheck baseline prune`: takes out what no longer answers for anything."""

from __future__ import annotations

import typer

from claimcheck.cli.commands.baseline import File, usable, write
from claimcheck.cli.reporting import baselined
from claimcheck.cli.session import open_session


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("prune")(prune)


def prune(file: File = None) -> None:
    """Take stale entries out of the baseline: those whose finding is gone. All other lines stay as they are."""
    from claimcheck.engine.baseline.apply import State
    from claimcheck.findings.printable import printable

    session = open_session()
    baseline = usable(session, file)
    verdicts = baselined(session, session.check(), file).verdicts
    stale = [each.written.entry for each in verdicts if each.state is State.STALE]
    if stale:
        write(session, file, baseline, (), {entry.fingerprint for entry in stale})
    for entry in stale:
        typer.echo(printable(f"removed {entry.fingerprint} {entry.code} {entry.subject or entry.file or ''}".rstrip()))
    typer.echo(f"{len(stale)} removed, {len(verdicts) - len(stale)} kept")
