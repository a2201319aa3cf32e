"""`claimcheck lint`: findings; the job in CI."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.session import Paths, known_codes, open_session, selected, split_codes, status_of, touching
from claimcheck.cli.status import Problem


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint")(lint)


def lint(
    paths: Paths = None,
    output_format: Annotated[str, typer.Option("--format", "-f", help="text, json, markdown or html.")] = "text",
    select: Annotated[
        list[str] | None,
        typer.Option("--select", help="Report only these codes or prefixes: ANN001, QUO.", show_default=False),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", help="Leave out these codes or prefixes.", show_default=False),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", help="error or warning: what makes the exit status 1.", show_default="error"),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors and warnings alone.")] = False,
    certificates: Annotated[
        Path | None,
        typer.Option("--certificates", help="Write for each finding a JSON that `verify` replays.", show_default=False),
    ] = None,
) -> None:
    """Cross-check claims and print what cannot be true together.

    Exit status: 0 when there is nothing at the level of --fail-on, 1 when there is, 2 when the run is not to be
    trusted (wrong usage or settings, nothing to check, a broken rule).
    """
    from claimcheck.reporters.base import ReportOptions
    from claimcheck.reporters.registry import reporter

    session = open_session(paths)
    settings = session.project.settings
    level = fail_on or settings.fail_on
    if level not in ("error", "warning"):
        raise Problem(f"--fail-on takes error or warning, not {level}")
    try:
        chosen = reporter(output_format)
    except ValueError as error:
        raise Problem(str(error)) from None
    result = session.check()
    selecting = split_codes(select) or settings.select
    ignoring = (*split_codes(ignore), *settings.ignore)
    known_codes(result, (*selecting, *ignoring))
    result = selected(touching(result, session.project), selecting, ignoring)
    if certificates is not None:
        from claimcheck.cli.commands.verify import write_certificates

        write_certificates(result, certificates)
    options = ReportOptions(colour=_wants_colour(), width=_width(), quiet=quiet)
    sys.stdout.write(chosen.render(result, options))
    raise typer.Exit(status_of(result, level))


def _wants_colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _width() -> int:
    return max(40, min(120, shutil.get_terminal_size((100, 24)).columns))
