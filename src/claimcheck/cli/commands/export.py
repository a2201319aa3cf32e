"""`claimcheck export`: the same claims in bulk, as lines of JSON or a Parquet table."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.files import open_atomically
from claimcheck.cli.status import CLEAN, FINDINGS, Problem

if TYPE_CHECKING:
    from claimcheck.corpus.bulk.export import Export

MAX_TOLD = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: FILE.jsonl or FILE.parquet.")],
    output_format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="jsonl or parquet.", show_default="by the name of the file"),
    ] = None,
) -> None:
    """Write all claims of the project, as they are written, with their sources and places, into one file.

    `lint` reads such files in claims/ beside YAML, or in its place. Exit status: 1 when a file could not be taken.
    """
    from claimcheck.corpus.bulk.export import Export
    from claimcheck.corpus.project import open_project

    name = _format_name(output, output_format)
    project = open_project()
    target = Path(os.path.abspath(output))
    folder = target.parent if target.parent.is_relative_to(project.root) else project.claims_folder
    taken = Export(project, folder)
    _write(taken, name, target, output)
    _tell(taken.left_out)
    if target.is_relative_to(project.claims_folder):
        also = f"lint reads {output.name} in {project.settings.claims}/ too"
        sys.stderr.write(f"claimcheck: {also}: move the files that it is made of away\n")
    raise typer.Exit(FINDINGS if taken.left_out else CLEAN)


def _write(taken: Export, name: str, target: Path, shown: Path) -> None:
    """Write the claims; an older file stays where that goes wrong, or where there are none."""
    from claimcheck.corpus.bulk.registry import format_of
    from claimcheck.corpus.bulk.row import Unavailable

    try:
        with open_atomically(target) as file:
            format_of(name).write(taken.claims, file)
            if not taken.taken:
                raise Problem(_nothing(taken.left_out))
    except Unavailable as error:
        raise Problem(str(error)) from None
    except OSError as error:
        raise Problem(f"{shown} cannot be written: {error.strerror or error}") from None


def _nothing(left_out: Mapping[str, str]) -> str:
    if not left_out:
        return "there is no claim to export, so nothing is written"
    place, why = next(iter(left_out.items()))
    return f"no claim can be exported, so nothing is written; {place}: {why}"


def _tell(left_out: Mapping[str, str]) -> None:
    """Say on standard error what could not be taken, and why."""
    from claimcheck.findings.printable import printable

    for place, why in list(left_out.items())[:MAX_TOLD]:
        sys.stderr.write(f"claimcheck: left out: {printable(place)}: {printable(why)}\n")
    if len(left_out) > MAX_TOLD:
        sys.stderr.write(f"claimcheck: {len(left_out) - MAX_TOLD} more were left out\n")


def _format_name(output: Path, given: str | None) -> str:
    """Return the format that the option names, or the file; they must agree, as `lint` goes by the file's name."""
    from claimcheck.corpus.bulk.registry import format_names
    from claimcheck.corpus.suggest import did_you_mean

    known = format_names()
    if given is not None and given not in known:
        raise Problem(f"--format takes {', '.join(known)}, not {given}{did_you_mean(given, known)}")
    endings = [f".{name}" for name in known if given in (None, name)]
    if output.suffix not in endings:
        raise Problem(f"{output} must end in {' or '.join(endings)}, by which lint knows how to read it")
    return output.suffix[1:]
