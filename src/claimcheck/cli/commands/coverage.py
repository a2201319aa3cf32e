"""`claimcheck coverage`: what has been cross-checked, and what has not."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from claimcheck.cli.session import Paths, open_session, status_of
from claimcheck.cli.status import BROKEN


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("coverage")(coverage)


def coverage(
    paths: Paths = None,
    every: Annotated[bool, typer.Option("--all", "-a", help="List every claim, the cross-checked ones too.")] = False,
) -> None:
    """List the claims that nothing checked: what they imply, the nearest claims, and why they did not meet."""
    from claimcheck.engine.consequences import implied_by
    from claimcheck.engine.result import ClaimState
    from claimcheck.findings.codes import CHECKS
    from claimcheck.findings.printable import printable

    session = open_session(paths)
    result = session.check()
    if status_of(result, "error") == BROKEN:
        for finding in result.findings:
            if finding.code in CHECKS and CHECKS[finding.code].untrusted:
                typer.echo(f"{finding.place}: {finding.code} {printable(finding.message)}")
        raise typer.Exit(BROKEN)
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
        for neighbour in result.near(identifier) if entry.state is ClaimState.NOT_CHECKED else ():
            typer.echo(f"  near: {neighbour.claim}: {printable(neighbour.why)}")
    if result.not_checked and every:
        typer.echo(f"\nNot checked ({len(result.not_checked)}):")
        for missed in result.not_checked:
            claims = ", ".join(missed.claims) or "the identity"
            typer.echo(f"  {missed.rule} on {claims}: {printable(missed.operand)}: {printable(missed.reason)}")
