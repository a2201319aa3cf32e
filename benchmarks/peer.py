"""What a measured tool is, and how all of them are found."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import peers
from made_corpus import Made

SUBJECT = re.compile(rb"\b[a-z]+-(?:founding|forum)\b")
"""What the two rules that peers are given speak about: the foundings and the forums of firms."""


class Missing(Exception):
    """A tool that is not installed here: a plain sentence, with what would install it."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool that is run on a corpus.

    `does` says how much of the job. `largest` is the size in claims up to which it is run. `prepare` makes its input,
    which is not measured, and returns the command; it raises Missing. `judge` returns what is to be said of its output,
    and raises ValueError when that is not what it should be.
    """

    name: str
    does: str
    largest: int
    prepare: Callable[[Made], Sequence[str]]
    judge: Callable[[bytes, int, Made], str]


def all_peers() -> list[Peer]:
    """Return every peer, by the names of their modules."""
    modules = sorted(module.name for module in pkgutil.iter_modules(peers.__path__))
    return [importlib.import_module(f"peers.{name}").PEER for name in modules]


def in_python(module: str, package: str) -> list[str]:
    """Return the beginning of a command that runs a module of Python. Raises Missing when it is not installed."""
    if subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, check=False).returncode:
        raise Missing(f"{package} is not installed: pip install -r benchmarks/requirements.txt")
    return [sys.executable]


def of_node(command: str) -> str:
    """Return the path of a command that npm installs. Raises Missing when it is not there."""
    local = Path(__file__).parent / "node_modules/.bin" / command
    found = str(local) if local.exists() else shutil.which(command)
    if found is None:
        raise Missing(f"{command} is not installed: npm install --prefix benchmarks")
    return found


def claimcheck() -> list[str]:
    """Return the command of claimcheck itself."""
    return [sys.executable, "-m", "claimcheck"]


def made_once(path: Path, make: Callable[[Path], None]) -> Path:
    """Return a file or a folder, made if it is not there yet."""
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.unfinished")
        if unfinished.is_dir():
            shutil.rmtree(unfinished)
        make(unfinished)
        unfinished.rename(path)
    return path


def passed(_: bytes, status: int, corpus: Made) -> str:
    """Judge a tool that looks at files one by one and must accept them all."""
    if status:
        raise ValueError(f"left with {status} on {corpus.root}")
    return "no contradiction: it sees one file at a time"


def subjects_found(output: bytes, _: int, corpus: Made) -> str:
    """Judge a tool that was given two rules: all that is planted for them, and nothing else."""
    wanted = {name for name in corpus.planted.values() if SUBJECT.fullmatch(name.encode())}
    return compared({found.decode() for found in SUBJECT.findall(output)}, wanted)


def compared(found: Iterable[str], wanted: Iterable[str]) -> str:
    """Return how much of what is wanted was found. Raises ValueError unless it is all of it and nothing else."""
    there, needed = set(found), set(wanted)
    missed, extra = sorted(needed - there), sorted(there - needed)
    if missed or extra:
        raise ValueError(f"missed {len(missed)} {missed[:3]}, extra {len(extra)} {extra[:3]}")
    return f"all {len(needed)}, nothing else"
