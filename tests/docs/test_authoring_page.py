"""The page on authoring is played: each file is written, each command is run, and prints what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NoReturn

import pytest
from pages import ROOT, Block, blocks_of, claimcheck

from claimcheck.cli.commands.rules import test as test_command

PAGE = ROOT / "docs" / "authoring.md"


def is_like(output: str, told: str) -> bool:
    """Whether an output is as told: `…` is any text of a line, and any lines where it stands alone."""
    pattern = ""
    for line in told.splitlines():
        if line == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += "[^\n]*".join(map(re.escape, line.split("…"))) + r"\n"
    return re.fullmatch(pattern, output) is not None


def commands(block: Block) -> list[tuple[str, str]]:
    found = []
    for command in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, told = command.partition("\n")
        found.append((line, told))
    return found


def stop() -> NoReturn:
    raise KeyboardInterrupt


def test_the_page_on_authoring_is_played(first_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_command, "_pause", stop)
    ran: list[str] = []
    for block in blocks_of(PAGE):
        if block.language == "yaml":
            assert block.file is not None
            (first_project / block.file).write_text(block.text.partition("\n")[2], encoding="utf-8")
        for line, told in commands(block) if block.language == "console" else ():
            done = claimcheck(first_project, monkeypatch, *shlex.split(line)[1:])
            assert is_like(done.output, told), f"{block}: {line}\n{done.output}"
            ran.append(line)
    assert [line.split()[2] for line in ran if line.startswith("claimcheck rules")] == [
        *("new", "test", "test", "try", "test", "try", "lint", "profile", "test")
    ]


@pytest.mark.parametrize(
    ("output", "told", "expected"),
    [
        ("one\ntwo\nthree\n", "one\n…\nthree\n", True),
        ("one\nthree\n", "one\n…\nthree\n", True),
        ("a 12 b\n", "a … b\n", True),
        ("a 12\nb\n", "a … b\n", False),
        ("one\ntwo\n", "one\n", False),
        ("", "…\n", True),
    ],
)
def test_an_output_is_compared_with_what_is_left_out(output: str, told: str, expected: bool) -> None:
    assert is_like(output, told) is expected
