"""`claimcheck report`: the discrepancy report that an editor reads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.session import Paths, open_session, status_of
from claimcheck.cli.status import BROKEN, Problem


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    paths: Paths = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Where to write it; its suffix chooses the format. `-` prints it.",
            show_default="report.html",
        ),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="html, md or json.", show_default="html, or by the suffix"),
    ] = None,
) -> None:
    """Write the discrepancy report. Findings do not change the exit status; a run that is not to be trusted is 2."""
    from claimcheck.cli.files import write_atomically
    from claimcheck.cli.reporting import Choices, reported
    from claimcheck.reporters.base import ReportOptions
    from claimcheck.reporters.registry import reporter

    target = output or Path(f"report.{output_format or 'html'}")
    suffix = target.suffix.removeprefix(".")
    try:
        chosen = reporter(output_format or suffix or "html")
    except ValueError as error:
        raise Problem(str(error)) from None
    session = open_session(paths)
    result = reported(session, Choices())
    text = chosen.render(result, ReportOptions())
    if str(target) == "-":
        sys.stdout.write(text)
    else:
        try:
            write_atomically(target, text)
        except OSError as error:
            raise Problem(f"{target} cannot be written: {error.strerror}") from None
        typer.echo(f"wrote {target}")
    raise typer.Exit(BROKEN if status_of(result, "error") == BROKEN else 0)
