"""Builds and runs the floor: a C program that only pulls libyaml's events from the files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from made_corpus import Made
from timing import Cost, run

SOURCE = Path(__file__).with_name("floor.c")
ENOUGH = 200_000
"""Claims that are read at least, over and over, so that the start of the process does not count."""


class NoFloor(Exception):
    """The floor cannot be built here: a plain sentence."""


def build(folder: Path) -> Path:
    """Compile the program into a folder. Raises NoFloor without a C compiler or libyaml's headers."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise NoFloor("there is no C compiler here (cc), so nothing can be compared with the floor")
    target = folder / "floor"
    argv = [compiler, "-O2", "-o", str(target), str(SOURCE), "-lyaml"]
    built = subprocess.run(argv, capture_output=True, text=True, check=False)
    if built.returncode:
        raise NoFloor(
            f"the floor cannot be built; it needs libyaml with its headers (libyaml-dev): {built.stderr[:300]}"
        )
    return target


def measure(program: Path, corpus: Made) -> Cost:
    """Return what one reading of a corpus takes."""
    listed = corpus.root / "files.txt"
    if not listed.exists():
        listed.write_text("".join(f"{path}\n" for path in corpus.files), encoding="utf-8")
    rounds = max(1, ENOUGH // corpus.claims)
    cost = run([str(program), str(listed), str(rounds)], corpus.root)
    if cost.status:
        raise NoFloor(f"the floor cannot read {corpus.root}")
    return Cost(cost.cpu / rounds, cost.wall / rounds, cost.memory, 0, cost.output)
