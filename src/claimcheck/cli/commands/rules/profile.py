"""`claimcheck rules profile`: what each rule meets in the corpus, and its share of the time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.session import open_session
from claimcheck.cli.status import BROKEN, CLEAN, Problem

if TYPE_CHECKING:
    from claimcheck.engine.workbench.profile import Profile

COLUMNS = ("code", "name", "matches", "constraints", "findings", "not checked", "time")


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("profile")(profile_rules)


def profile_rules(
    prefix: Annotated[str, typer.Argument(help="Only codes that begin so.", show_default=False)] = "",
    output_format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
) -> None:
    """Show for each rule what it meets in the corpus and what comes of it, the most costly first.

    The time is the rule's share of grounding and judging all of them. It differs a little from run to run.
    """
    from claimcheck.engine.workbench.profile import profile
    from claimcheck.reporters.columns import shown

    if output_format not in ("text", "json"):
        raise Problem(f"--format takes text or json, not {output_format}")
    session = open_session()
    if not any(rule.code.startswith(prefix.upper()) for rule in session.rules.rules):
        raise Problem(f"no rule's code begins with {prefix}")
    if not session.corpus.claims:
        raise Problem("there are no claims to apply rules to")
    found = profile(session.corpus, session.rules.rules)
    for line in _as_json(found, prefix.upper()) if output_format == "json" else _as_text(found, prefix.upper()):
        typer.echo(line)
    for finding in session.rules.findings:
        typer.echo(shown(f"{finding.place}: {finding.code} {finding.message}"), err=True)
    raise typer.Exit(BROKEN if session.rules.findings else CLEAN)


def _as_text(found: Profile, prefix: str) -> Iterator[str]:
    from claimcheck.reporters.digest import counted

    rows = [COLUMNS, *((*row[:-1], f"{row[-1]} %") for row in _rows(found, prefix))]
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(COLUMNS))]
    for row in rows:
        cells = [
            f"{cell:<{width}}" if number < 2 else f"{cell:>{width}}"
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
    claims, sources = counted(len(found.corpus.claims), "claim"), counted(len(found.corpus.sources), "source")
    yield f"{counted(len(rows) - 1, 'rule')} on {claims} of {sources}"


def _as_json(found: Profile, prefix: str) -> Iterator[str]:
    keys = ("code", "name", "matches", "constraints", "findings", "not_checked", "time_percent")
    rules = [dict(zip(keys, (*row[:-1], float(row[-1])), strict=True)) for row in _rows(found, prefix)]
    corpus = {"sources": len(found.corpus.sources), "claims": len(found.corpus.claims)}
    yield json.dumps({"version": 1, **corpus, "rules": rules}, ensure_ascii=False, indent=2)


def _rows(found: Profile, prefix: str) -> Iterator[tuple[str, str, int, int, int, int, str]]:
    whole = found.nanoseconds or 1
    for each in found.rules:
        if each.rule.code.startswith(prefix):
            share = Fraction(1000 * each.nanoseconds, whole)
            tenths = f"{round(share) // 10}.{round(share) % 10}"
            name = each.rule.model.name
            yield each.rule.code, name, each.matches, each.constraints, each.findings, each.not_checked, tenths
