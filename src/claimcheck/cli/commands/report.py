"""`claimcheck report`: the discrepancy report that an editor reads."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.session import Paths, Session, open_session, status_of
from claimcheck.cli.status import BROKEN, INTERRUPTED, Problem
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.cli.watching import Stamps
    from claimcheck.reporters.base import Reporter, ReportOptions

MAX_NAMED = 5
"""How many changed files are named."""


@value_class
class _Task:
    """What to write, and where; `target` is None for standard output."""

    paths: Sequence[Path]
    reporter: Reporter
    options: ReportOptions
    target: Path | None


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
            help="Where to write it; its suffix chooses the format. `-` prints it. A large HTML report gets a folder "
            "of pages beside it.",
            show_default="report.html",
        ),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="html, md, json or another format.", show_default="html, or by the suffix"),
    ] = None,
    link: Annotated[
        str | None,
        typer.Option(
            help="Where the project's files are on the web, to link to them: https://example.org/{file}#L{line}",
            show_default=False,
        ),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Then open it in the browser.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Write it again when a file changes; Ctrl-C ends it with status 130.")
    ] = False,
) -> None:
    """Write the discrepancy report. Findings do not change the exit status; a run that is not to be trusted is 2."""
    from claimcheck.cli.watching import stamps

    task = _task(paths or (), output, output_format, link)
    if task.target is None and (open_it or watch):
        raise Problem("--open and --watch need a file to write; leave out `--output -`")
    session = open_session(task.paths)
    seen = stamps(session) if watch else {}
    status = _write(task, session)
    if open_it and task.target is not None:
        _open(task.target)
    if watch:
        _watch(task, session, seen)
    raise typer.Exit(status)


def _task(paths: Sequence[Path], output: Path | None, output_format: str | None, link: str | None) -> _Task:
    from claimcheck.reporters.base import ReportOptions
    from claimcheck.reporters.registry import reporter
    from claimcheck.reporters.report.links import link_template

    target = output or Path(f"report.{output_format or 'html'}")
    try:
        chosen = reporter(output_format or target.suffix.removeprefix(".") or "html")
        files = None if link is None else link_template(link)
    except ValueError as error:
        raise Problem(str(error)) from None
    return _Task(paths, chosen, ReportOptions(files=files), None if str(target) == "-" else target)


def _write(task: _Task, session: Session) -> int:
    """Check and write; return the exit status."""
    from claimcheck.cli.report_files import write_report
    from claimcheck.cli.reporting import Choices, reported

    result = reported(session, Choices())
    if task.target is None:
        sys.stdout.write(task.reporter.render(result, task.options))
    else:
        try:
            pages = write_report(task.target, task.reporter, result, task.options)
        except OSError as error:
            raise Problem(f"{task.target} cannot be written: {error.strerror}") from None
        typer.echo(f"wrote {task.target}" + (f" and {pages} pages in {task.target.stem}_files" if pages else ""))
    return BROKEN if status_of(result, "error") == BROKEN else 0


def _open(target: Path) -> None:
    import webbrowser

    if not webbrowser.open(target.resolve().as_uri()):
        typer.echo(f"no browser was found; open {target} yourself")


def _watch(task: _Task, session: Session, seen: Stamps) -> None:
    """Write the report again whenever a file that it rests on changes, until the user ends it."""
    from claimcheck.cli.watching import changed, stamps, wait_for_change

    typer.echo("Waiting for a file to change; Ctrl-C ends this.")
    try:
        while True:
            now = wait_for_change(session, seen)
            names = changed(seen, now)
            typer.echo(f"Changed: {', '.join(names[:MAX_NAMED])}{' and more' if len(names) > MAX_NAMED else ''}")
            try:
                session = open_session(task.paths)
                # What changes while it is read counts as changed afterwards; an article that is new does not.
                seen = {**stamps(session), **now}
                _write(task, session)
            except Problem as problem:
                seen = now
                typer.echo(f"claimcheck: {problem}", err=True)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
