"""`claimcheck power`: how many slips the rules would notice, made one at a time in a copy of the corpus."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claimcheck.cli.session import Paths, open_session
from claimcheck.cli.status import Problem


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("power")(power)


def power(
    paths: Paths = None,
    output_format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, help="Try so many slips, drawn at random.", show_default="all")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which sample: the same seed draws the same.")] = 0,
) -> None:
    """Change one figure, date, ordinal, unit or direction at a time, and count the changes that would be noticed.

    Each change is a slip that people make: digits swapped or dropped, a factor of 1,000, a year off by one, up for
    down. It stands in claim, quote and article alike, so that the other claims alone can give it away. Nothing is
    written.
    """
    from claimcheck.engine.power.power import power as measured
    from claimcheck.engine.power.power_report import as_json, as_text

    if output_format not in ("text", "json"):
        raise Problem(f"--format takes text or json, not {output_format}")
    result = open_session(paths).check()
    if not result.corpus.claims:
        raise Problem("there are no claims to try slips on")
    found = measured(result, sample=sample, seed=seed)
    sys.stdout.write(as_json(found) if output_format == "json" else as_text(found))
