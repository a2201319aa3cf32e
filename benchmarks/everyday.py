"""What people wait for day by day: the start, the two articles, a tree that has not changed, one file that has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from made_corpus import Made
from peer import claimcheck
from timing import Ratio, ratio_of, run

ROOT = Path(__file__).resolve().parents[1]
IMPORTS = [sys.executable, "-c", "import typer, pydantic, ruamel.yaml"]
LONG_AGO = 1_700_000_000
GIT = ["git", "-c", "user.name=benchmark", "-c", "user.email=benchmark@localhost"]


@dataclass(frozen=True, slots=True)
class Wait:
    """A command against another one, such as `git status` on the same files; `start` is start-up in that measure."""

    what: str
    against: str
    ratio: Ratio
    start: Ratio


def waits(corpus: Made, rounds: int, cold: int) -> list[Wait]:
    """Return what the everyday commands take; those over everything anew are run in so many rounds of their own."""
    version = [*claimcheck(), "--version"]
    run([*claimcheck(), "lint"], ROOT)
    found = [
        _against("start-up", version, ROOT, "its libraries' imports", IMPORTS, ROOT, rounds),
        _against("the two articles", [*claimcheck(), "lint", "--no-cache"], ROOT, "the imports", IMPORTS, ROOT, rounds),
        _against("the same, kept", [*claimcheck(), "lint"], ROOT, "the imports", IMPORTS, ROOT, rounds),
    ]
    folder = _in_git(corpus)
    warm = [*claimcheck(), "lint"]
    run(warm, folder)
    status = ["git", "status", "--porcelain"]
    size = f"{corpus.claims:,} claims"
    found.append(_against(f"{size}, nothing changed", warm, folder, "git status", status, folder, rounds))
    changed = folder / "claims/000/s000000.yaml"
    edit = _editor(changed)
    found.append(_against(f"{size}, one file changed", warm, folder, "git status", status, folder, rounds, edit))
    found.append(_by_the_clock(f"{size}, two workers", folder, min(rounds, cold)))
    return found


def _by_the_clock(what: str, folder: Path, rounds: int) -> Wait:
    """Return what a cold run takes by the clock with two workers, against one process."""
    cold = [*claimcheck(), "lint", "--no-cache", "--jobs"]
    ratios, starts = [], []
    for _ in range(rounds):
        one = run([*cold, "1"], folder).wall
        starts.append(run([*claimcheck(), "--version"], folder).wall / one)
        ratios.append(run([*cold, "2"], folder).wall / one)
    return Wait(what, "one process, by the clock", ratio_of(ratios), ratio_of(starts))


def _against(
    what: str,
    argv: Sequence[str],
    cwd: Path,
    against: str,
    other: Sequence[str],
    there: Path,
    rounds: int,
    before: Callable[[], None] = lambda: None,
) -> Wait:
    ratios, starts = [], []
    for _ in range(rounds):
        base = run(other, there).cpu
        starts.append(run([*claimcheck(), "--version"], cwd).cpu / base)
        before()
        ratios.append(run(argv, cwd).cpu / base)
    return Wait(what, against, ratio_of(ratios), ratio_of(starts))


def _in_git(corpus: Made) -> Path:
    """Return a copy of a corpus that git keeps."""
    folder = corpus.root.with_name(f"{corpus.root.name}.git-copy")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(
        corpus.root, folder, ignore=lambda at, names: [n for n in names if n not in _KEPT and at == str(corpus.root)]
    )
    # Files as old as those of a project are: what changed a moment ago is read again, as git reads it again.
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    for argv in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "made"]):
        subprocess.run([*GIT, *argv], cwd=folder, check=True)
    return folder


_KEPT = ("claims", "seeds")


def _editor(path: Path) -> Callable[[], None]:
    """Return what changes a file anew at each call: a note of its source."""
    text = path.read_text(encoding="utf-8")
    count = 0

    def edit() -> None:
        nonlocal count
        count += 1
        path.write_text(text.replace("\n  text:", f"\n  note: edit {count}\n  text:", 1), encoding="utf-8")

    return edit
