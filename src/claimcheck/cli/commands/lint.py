"""`claimcheck lint`: findings; the job in CI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.session import Paths, Session, jobs_of, level_of, open_session, split_codes, status_of
from claimcheck.cli.status import BROKEN, CLEAN

if TYPE_CHECKING:
    from claimcheck.cache.runs import Outcome
    from claimcheck.cache.trace import Trace
    from claimcheck.cli.outputs import Made
    from claimcheck.cli.project_memory import ProjectMemory
    from claimcheck.cli.remembering import Memory
    from claimcheck.corpus.project import Project
    from claimcheck.engine.result import Result


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint")(lint)


def lint(
    context: typer.Context,
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
    jobs: Annotated[
        str,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N|auto",
            help="How many processes share the work; auto takes as many as there are cores where that pays.",
        ),
    ] = "auto",
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="local|dask|dask://HOST:PORT",
            help="Who checks the claims: this machine's processes, or workers of dask.distributed (extra dask).",
        ),
    ] = "local",
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Lint again when a file changes; Ctrl-C ends it with status 130.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check everything anew, and keep nothing for the next run.")
    ] = False,
    cache_dir: Annotated[
        Path | None,
        typer.Option("--cache-dir", help="Where runs are kept.", show_default="$XDG_CACHE_HOME/claimcheck"),
    ] = None,
) -> None:
    """Cross-check claims and print what cannot be true together.

    Exit status: 0 when there is nothing at the level of --fail-on, 1 when there is, 2 when the run is not to be
    trusted (wrong usage or settings, nothing to check, a broken rule).
    """
    from claimcheck.cli.remembering import ARGUMENTS, NOTHING, memory_of

    run = _Run(**{name: value for name, value in context.params.items() if name not in _NOT_OF_A_RUN})
    arguments = ARGUMENTS.get()
    kept = not no_cache and changed_since is None and certificates is None
    memory = memory_of(arguments, paths[0] if paths else None, cache_dir) if kept and arguments else NOTHING
    if not watch:
        raise typer.Exit(run.repeated(memory))
    from claimcheck.cli.rerunning import rerun

    rerun(lambda trace: run.repeated(memory, trace))


_NOT_OF_A_RUN = frozenset({"watch", "no_cache", "cache_dir"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run with the options of the command."""

    paths: list[Path] | None
    formats: list[str] | None
    output_file: Path | None
    select: list[str] | None
    ignore: list[str] | None
    fail_on: str | None
    exit_zero: bool
    baseline: Path | None
    no_baseline: bool
    changed_since: str | None
    preview: bool | None
    no_plugins: bool
    quiet: bool
    certificates: Path | None
    jobs: str
    engine: str

    def repeated(self, memory: Memory, trace: Trace | None = None) -> int:
        """Print what the run came to the last time, where it would come to that again; else make it, and keep it.

        Return the exit status. What the run asks is noted in the trace.
        """
        from claimcheck.cache.trace import Trace, tracing
        from claimcheck.cli.outputs import write_made, write_outputs
        from claimcheck.cli.remembering import recalled
        from claimcheck.cli.streams import flushed

        noted = Trace() if trace is None else trace
        status = recalled(memory, noted)
        if status is not None:
            return status
        from claimcheck.engine.collector import no_collector

        # What a run has made is let go of at its end, and looked through by nobody before.
        with no_collector():
            with tracing(noted):
                outcome, made, project, found = self._made(memory, noted)
            write_outputs(outcome.printed)
            write_made(made)
            status = flushed(outcome.status)
            memory.keep(project, outcome, noted)
            found.save()
            del made, found
        return status

    def _made(self, memory: Memory, noted: Trace) -> tuple[Outcome, Sequence[Made], Project, ProjectMemory]:
        """Return what a run comes to: texts that are kept, or what is made while it is written."""
        from claimcheck.cache.runs import Outcome
        from claimcheck.cli.outputs import made, outputs_of, whole
        from claimcheck.cli.project_memory import ProjectMemory

        outputs = outputs_of(self.formats, self.output_file)
        jobs = jobs_of(self.jobs)
        known = ProjectMemory(memory, noted)
        session = open_session(self.paths, preview=self.preview, plugins=not self.no_plugins, jobs=jobs, memory=known)
        level = level_of(self.fail_on, session.project)
        result = self._result(session, known)
        status = status_of(result, level)
        shown = made(result, outputs, quiet=self.quiet)
        kept = whole(shown) if memory.keeps(session.project) else ()
        left = CLEAN if self.exit_zero and status != BROKEN else status
        return Outcome(kept, left), () if kept else shown, session.project, known

    def _result(self, session: Session, known: ProjectMemory) -> Result:
        from claimcheck.cli.engines import share_of
        from claimcheck.cli.reporting import Choices, reported

        jobs = jobs_of(self.jobs)
        share = share_of(self.engine, session.project.root, jobs=jobs, plugins=not self.no_plugins)
        choices = Choices(split_codes(self.select), split_codes(self.ignore), self.baseline, not self.no_baseline)
        result = reported(session, choices, session.check(known, jobs, share))
        if self.changed_since is not None:
            from claimcheck.cli.revisions import only_changed

            result = only_changed(result, session, self.changed_since)
        if self.certificates is not None:
            from claimcheck.cli.commands.verify import write_certificates

            write_certificates(result, self.certificates)
        return result
