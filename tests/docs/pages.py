"""The documents of the repository as their tests see them: blocks, tables, links, and a project to play them in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck.cli.main import command_line

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
GENERATED = frozenset(("kinds.md", "vocabulary.md", "figures.md", "language.md", "codes.md"))
TEMPLATE = ROOT / "src" / "claimcheck" / "cli" / "template"
_FENCE = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ((?:claims|rules|seeds)/\S+)\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a document; `file` is the path that its first line names in a comment."""

    document: str
    line: int
    language: str
    text: str

    @property
    def file(self) -> str | None:
        found = _FILE.match(self.text)
        return None if found is None else found.group(1)

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, and its exit status."""

    output: str
    status: int


def text_of(name: str) -> str:
    """Return a document by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks_of(document: Path) -> list[Block]:
    text = document.read_text(encoding="utf-8")
    name = document.relative_to(ROOT).as_posix()
    return [
        Block(name, text.count("\n", 0, found.start()) + 1, found.group(1), found.group(2))
        for found in _FENCE.finditer(text)
    ]


def section(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one."""
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"there is no heading {heading!r}"
    kept, fenced = [], False
    for line in rest.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            break
        kept.append(line)
    return "".join(kept)


def rows_of(text: str) -> Iterator[list[str]]:
    """Yield the rows of the tables of a text, without their heads."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        ruled = any(part.startswith("| ---") for part in lines[number : number + 2])
        if line.startswith("|") and not ruled:
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def claimcheck(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Ran:
    """Run a command in a folder, as in a terminal of 100 columns without colour."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    result = CliRunner().invoke(command_line(), list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return Ran(result.output, result.exit_code)
