"""Runs that are not repeated: what one printed is printed again while all that it asked has the same answers."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.cache.runs import Outcome, Recalled, Runs
    from claimcheck.cache.trace import Trace
    from claimcheck.corpus.project import Project

NO_CACHE = "CLAIMCHECK_NO_CACHE"
"""The environment variable that keeps every run from being kept and from being recalled."""

SURROUNDINGS = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "CLAIMCHECK_NO_PLUGINS")
"""The environment variables that what is printed may depend on."""

UNKEPT = ("changed_since", "certificates")
"""Options that look at a repository, or write what is not printed: such a run is made anew."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The runs with these options in this folder; `runs` is None where there is no cache."""

    runs: Runs | None
    start: str

    def recall(self) -> Recalled | None:
        """Return the outcome of a run that would be repeated."""
        return None if self.runs is None else self.runs.recall(self.start)

    def renew(self, recalled: Recalled) -> None:
        """Keep what was learned by recalling: which files need not be read next time."""
        if self.runs is not None and recalled.renewed:
            self.runs.keep(recalled.root, recalled.outcome, recalled.trace)

    def keep(self, project: Project, outcome: Outcome, trace: Trace) -> None:
        """Keep a run for the next time, after everything was printed."""
        if self.runs is not None and project.settings.cache:
            sys.stdout.flush()
            self.runs.keep(str(project.root), outcome, trace)


def memory_of(options: Mapping[str, object], paths: Sequence[Path], folder: Path | None, *, use: bool) -> Memory:
    """Return what is remembered of runs with these options. Raises Problem for a named folder that is unsafe."""
    try:
        here = os.getcwd()
    except OSError:
        return Memory(None, "")
    start = os.path.abspath(paths[0]) if paths else here
    if not use or os.environ.get(NO_CACHE) or any(options.get(name) is not None for name in UNKEPT):
        return Memory(None, start)
    from claimcheck.cache.home import UnsafeFolder
    from claimcheck.cache.program import program
    from claimcheck.cache.runs import Runs, name_of
    from claimcheck.cache.store import open_store

    try:
        store = open_store(folder)
    except UnsafeFolder as error:
        if folder is not None:
            raise Problem(f"the cache folder {folder} {error}") from None
        return Memory(None, start)
    around = [os.environ.get(name) for name in SURROUNDINGS]
    terminal = (sys.stdout.isatty(), *shutil.get_terminal_size())
    return Memory(Runs(store, name_of(program(), here, sorted(options.items()), around, terminal)), start)
