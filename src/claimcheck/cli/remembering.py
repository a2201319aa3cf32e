"""Runs that are not repeated: what one printed is printed again while all that it asked has the same answers."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.status import Problem
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.cache.runs import Outcome, Runs
    from claimcheck.cache.trace import Trace
    from claimcheck.corpus.project import Project

NO_CACHE = "CLAIMCHECK_NO_CACHE"
"""The environment variable that keeps every run from being kept and from being recalled."""

SURROUNDINGS = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "CLAIMCHECK_NO_PLUGINS")
"""The environment variables that what is printed may depend on."""

ARGUMENTS: ContextVar[tuple[str, ...] | None] = ContextVar("arguments", default=None)
"""The words of the command line; None where a command is called by another program."""


@value_class
class Memory:
    """The runs of one command line in one folder; `runs` is None where there is no cache."""

    runs: Runs | None
    start: str

    def keeps(self, project: Project) -> bool:
        """Tell whether a run of a project is to be kept."""
        return self.runs is not None and project.settings.cache

    def keep(self, project: Project, outcome: Outcome, trace: Trace) -> None:
        """Keep a run for the next time."""
        if self.runs is not None and project.settings.cache:
            self.runs.keep(str(project.root), outcome, trace)


NOTHING = Memory(None, "")


def memory_of(arguments: Sequence[str], path: Path | None = None, folder: Path | None = None) -> Memory:
    """Return what is remembered of runs of a command line, of the project of the working folder or of a path.

    Raises Problem for a folder of the cache that was named and is not safe.
    """
    if os.environ.get(NO_CACHE):
        return NOTHING
    from claimcheck.cache.home import UnsafeFolder
    from claimcheck.cache.program import program
    from claimcheck.cache.runs import Runs, name_of
    from claimcheck.cache.store import open_store

    try:
        here = os.getcwd()
        store = open_store(folder)
    except OSError:
        return NOTHING
    except UnsafeFolder as error:
        if folder is not None:
            raise Problem(f"the cache folder {folder} {error}") from None
        return NOTHING
    around = [os.environ.get(name) for name in SURROUNDINGS]
    terminal = (sys.stdout.isatty(), *shutil.get_terminal_size())
    name = name_of(program(), here, tuple(arguments), around, terminal)
    return Memory(Runs(store, name), here if path is None else os.path.abspath(path))


def recalled(memory: Memory, trace: Trace | None = None) -> int | None:
    """Print what a run came to that would be repeated, and return its exit status; None where there is no such run.

    What the run asked is noted in the trace.
    """
    from claimcheck.cli.outputs import write_outputs
    from claimcheck.cli.streams import flushed

    found = None if memory.runs is None else memory.runs.recall(memory.start)
    if found is None or memory.runs is None:
        return None
    if trace is not None:
        trace.take(found.trace)
    write_outputs(found.outcome.printed)
    status = flushed(found.outcome.status)
    if found.renewed:
        memory.runs.keep(found.root, found.outcome, found.trace)
    return status
