"""`claimcheck coverage`: what has been cross-checked, and what has not."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from claimcheck.cli.session import Paths, open_session


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("coverage")(coverage)


def coverage(
    paths: Paths = None,
    every: Annotated[bool, typer.Option("--all", "-a", help="List every claim, the cross-checked ones too.")] = False,
) -> None:
    """List the claims that nothing checked, with what they imply, their nearest neighbours, and why they did not meet."""
    from claimcheck.engine.consequences import implied_by
    from claimcheck.engine.result import ClaimState
    from claimcheck.findings.printable import printable

    session = open_session(paths)
    result = session.check()
    entries = result.claims or {}
    counts = Counter(entry.state for entry in entries.values())
    told = ", ".join(f"{counts[state]} {state}" for state in ClaimState if counts[state])
    typer.echo(f"{len(entries)} claims: {told or 'none'}. Coverage {result.coverage:.0%}.")
    records = session.corpus.by_id
    for identifier, entry in entries.items():
        if entry.state is not ClaimState.NOT_CHECKED and not every:
            continue
        record = records[identifier]
        typer.echo(f"\n{record.place()}: {identifier}  {entry.state}")
        if entry.rules:
            typer.echo(f"  rules: {', '.join(entry.rules)}")
        if entry.slack is not None:
            typer.echo(f"  slack: {float(entry.slack):.0%} of its rounding is left by the other claims")
        for line in implied_by(session.corpus, session.rules.rules, record):
            typer.echo(f"  implies: {printable(line)}")
        for neighbour in entry.neighbours:
            typer.echo(f"  near: {neighbour.claim}: {printable(neighbour.why)}")
    if result.not_checked and every:
        typer.echo(f"\nNot checked ({len(result.not_checked)}):")
        for missed in result.not_checked:
            claims = ", ".join(missed.claims) or "the identity"
            typer.echo(f"  {missed.rule} on {claims}: {printable(missed.operand)}: {printable(missed.reason)}")
