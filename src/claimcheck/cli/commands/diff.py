"""`claimcheck diff`: which findings are new, gone or changed between two states, and why."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.session import Session, is_untrusted, level_of, open_session, status_of
from claimcheck.cli.status import BROKEN, CLEAN, FINDINGS, Problem

if TYPE_CHECKING:
    from claimcheck.engine.result import Result

NOW = "the working tree"
Revision = Annotated[str, typer.Argument(metavar="REV_A", help="A git revision, or a folder such as ./old.")]
Other = Annotated[
    str | None,
    typer.Argument(metavar="REV_B", help="The later state.", show_default="the files as they are now"),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff")(diff)


def diff(
    before: Revision = "HEAD",
    after: Other = None,
    output_format: Annotated[str, typer.Option("--format", "-f", help="text, json or markdown.")] = "text",
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", help="error or warning: which new findings count.", show_default="error"),
    ] = None,
    no_plugins: Annotated[bool, typer.Option("--no-plugins", help="Load no rules of other packages.")] = False,
) -> None:
    """Compare the findings of two states of the project: new, gone, changed, still there, and what caused each.

    Exit status: 1 when there are new findings at the level of --fail-on, 2 when the later state is not to be trusted.
    """
    from claimcheck.corpus.comparison import compare
    from claimcheck.corpus.suggest import did_you_mean
    from claimcheck.engine.difference import Fate, differences
    from claimcheck.findings.model import Severity
    from claimcheck.reporters.differences import FORMATS, Comparison

    if output_format not in FORMATS:
        raise Problem(f"--format takes {', '.join(FORMATS)}, not {output_format}{did_you_mean(output_format, FORMATS)}")
    here = open_session(plugins=not no_plugins)
    level = level_of(fail_on, here.project)
    with ExitStack() as stack:
        old, notes = _state(stack, here, before, not no_plugins)
        new, more = _state(stack, here, after, not no_plugins)
        results = [_reported(old), _reported(new)]
        changes = compare(old.project, new.project, (old.corpus, new.corpus))
    found = differences(results[0], results[1], changes)
    notes += more
    if any(is_untrusted(each.code) for each in results[0].findings):
        notes.append(f"the run at {before} is not to be trusted, so what is new may be older than that")
    comparison = Comparison(before, after or NOW, found, tuple(notes))
    sys.stdout.write(FORMATS[output_format](comparison, 100))
    limit = Severity(level).rank
    worse = any(each.fate is Fate.NEW and each.finding.severity.rank <= limit for each in found)
    broken = status_of(results[1], level) == BROKEN
    raise typer.Exit(BROKEN if broken else FINDINGS if worse else CLEAN)


def _state(stack: ExitStack, here: Session, written: str | None, plugins: bool) -> tuple[Session, list[str]]:
    """Return a state of the project, and what of it was not read."""
    from claimcheck.cli.revisions import opened, session_at

    if written is None:
        return here, []
    state = stack.enter_context(opened(here.project, written))
    left_out = [f"{path} of {written} is not read: {why}" for path, why in sorted(state.left_out.items())]
    return session_at(state, here.project, plugins=plugins), left_out


def _reported(session: Session) -> Result:
    from claimcheck.cli.reporting import Choices, reported

    return reported(session, Choices())
