"""`claimcheck lint`: findings; the job in CI."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.session import Paths, level_of, open_session, split_codes, status_of
from claimcheck.cli.status import BROKEN, CLEAN


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint")(lint)


def lint(
    paths: Paths = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT[:FILE]",
            help="text, json, sarif, junit, github, gitlab, rdjson, markdown, csv, claimreview or html; with a file "
            "behind a colon it is written there. May be repeated.",
            show_default="text",
        ),
    ] = None,
    output_file: Annotated[
        Path | None,
        typer.Option("--output-file", help="Write to this file instead of printing.", show_default=False),
    ] = None,
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
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Leave with 0 although there are findings; 2 stays 2.")
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help="Findings that are answered for.", show_default="claimcheck-baseline.yaml"),
    ] = None,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="Report what the baseline answers for.")] = False,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            metavar="REV",
            help="Report only findings that involve what changed since a git revision or an older folder.",
            show_default=False,
        ),
    ] = None,
    preview: Annotated[
        bool | None,
        typer.Option("--preview/--no-preview", help="Whether rules in preview run.", show_default="no-preview"),
    ] = None,
    no_plugins: Annotated[
        bool, typer.Option("--no-plugins", help="Load no rules of other packages: for claims from strangers.")
    ] = False,
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
    from claimcheck.cli.outputs import outputs_of, write_outputs
    from claimcheck.cli.reporting import Choices, reported

    outputs = outputs_of(formats, output_file)
    session = open_session(paths, preview=preview, plugins=not no_plugins)
    level = level_of(fail_on, session.project)
    result = reported(session, Choices(split_codes(select), split_codes(ignore), baseline, not no_baseline))
    if changed_since is not None:
        from claimcheck.cli.revisions import only_changed

        result = only_changed(result, session, changed_since)
    if certificates is not None:
        from claimcheck.cli.commands.verify import write_certificates

        write_certificates(result, certificates)
    write_outputs(result, outputs, quiet=quiet)
    status = status_of(result, level)
    raise typer.Exit(CLEAN if exit_zero and status != BROKEN else status)
