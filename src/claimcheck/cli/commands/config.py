"""`claimcheck config`: which settings are in force, and where each comes from."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimcheck.cli.session import is_untrusted, split_codes
from claimcheck.cli.status import BROKEN, CLEAN, Problem

if TYPE_CHECKING:
    from claimcheck.corpus.project import Project

DEFAULT = "default"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("config")(config)


def config(
    output_format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    select: Annotated[list[str] | None, typer.Option("--select", help="As of lint.", show_default=False)] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="As of lint.", show_default=False)] = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help="As of lint.", show_default=False)] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="As of lint.", show_default=False)] = None,
    preview: Annotated[
        bool | None, typer.Option("--preview/--no-preview", help="As of lint.", show_default=False)
    ] = None,
) -> None:
    """Print the settings in force, key by key, each with the file and line, the option or the default it comes from.

    With the options of lint it prints what would be in force with them. Exit status 2 when the settings cannot be used.
    """
    from claimcheck.corpus.project import open_project
    from claimcheck.findings.printable import printable

    if output_format not in ("text", "json"):
        raise Problem(f"--format takes text or json, not {output_format}")
    project = open_project()
    options: dict[str, Any] = {
        "select": list(split_codes(select)),
        "ignore": list(split_codes(ignore)),
        "fail-on": fail_on,
        "baseline": None if baseline is None else str(baseline),
        "preview": preview,
    }
    rows = _rows(project, {key: value for key, value in options.items() if value not in (None, [])})
    if output_format == "json":
        told = {key: {"value": value, "from": origin} for key, value, origin in rows}
        sys.stdout.write(json.dumps({"version": 1, "root": str(project.root), "settings": told}, indent=2) + "\n")
    else:
        typer.echo(f"project: {printable(str(project.root))}")
        _print_rows(rows)
    for finding in project.findings:
        typer.echo(f"{finding.place}: {finding.severity} {finding.code} {printable(finding.message)}", err=True)
    raise typer.Exit(BROKEN if any(is_untrusted(each.code) for each in project.findings) else CLEAN)


def _rows(project: Project, options: dict[str, Any]) -> list[tuple[str, Any, str]]:
    """Return every setting with its value and where it comes from; tables are taken apart into their keys."""
    from claimcheck.corpus.settings import Origins, dotted, origins_of

    origins = Origins() if project.findings else origins_of(project.root)
    rows: list[tuple[str, Any, str]] = []
    for key, value in _leaves(project.settings.model_dump(mode="json", by_alias=True)):
        place = origins.of(*key) or origins.of(key[0].replace("-", "_"), *key[1:])
        origin = DEFAULT if place is None else f"{place.file}:{place.line}"
        name = dotted(key)
        if name == "ignore" and name in options:
            # The option adds to what the settings ignore; the others take their place.
            given = [f"{code}" for code in options[name]]
            rows.append((name, [*given, *value], "--ignore" if origin == DEFAULT else f"--ignore and {origin}"))
        elif name in options:
            option = f"--{name}" if options[name] is not False else f"--no-{name}"
            rows.append((name, options[name], option))
        else:
            rows.append((name, value, origin))
    return rows


def _leaves(value: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    found: list[tuple[tuple[str, ...], Any]] = []
    for key, below in value.items():
        if isinstance(below, dict) and below:
            found += _leaves(below, (*path, key))
        elif below or len(path) == 0:
            found.append(((*path, key), below))
    return found


def _print_rows(rows: list[tuple[str, Any, str]]) -> None:
    from claimcheck.findings.printable import printable

    shown = [(printable(key), printable(json.dumps(value, ensure_ascii=False)), origin) for key, value, origin in rows]
    widths = [max(len(row[column]) for row in shown) for column in (0, 1)]
    for key, value, origin in shown:
        typer.echo(f"{key:<{widths[0]}}  {value:<{widths[1]}}  {origin}")
