"""What the page on kinds of one's own tells a reader to do is done, and gives what it says it gives."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from pages import ROOT, blocks_of, claimcheck, rows_of, section, text_of

from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project

PAGE = ROOT / "docs" / "own-kinds.md"
KINDS = "claims/vocabulary/polls.yaml"
MISTAKES = [tuple(row) for row in rows_of(section(text_of("docs/own-kinds.md"), "## What can go wrong"))]


def write_files(project: Path) -> None:
    for block in blocks_of(PAGE):
        if block.file is not None:
            path = project / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text.partition("\n")[2], encoding="utf-8")


def test_the_page_is_played_from_its_start_to_its_end(first_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(first_project)
    for block in blocks_of(PAGE):
        if block.language == "console":
            command, _, expected = block.text.removeprefix("$ ").partition("\n")
            ran = claimcheck(first_project, monkeypatch, *shlex.split(command)[1:])
            assert (ran.output, ran.status) == (expected, 0), command


def test_lint_finds_what_the_page_says(first_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(first_project)
    told = [block.text for block in blocks_of(PAGE) if block.language == "text" and block.file is None]
    ran = claimcheck(first_project, monkeypatch, "lint", "--quiet")
    assert ran.status == 1
    assert [ran.output.splitlines()[0] + "\n"] == told


@pytest.mark.parametrize(("written", "message"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_a_mistake_gives_the_message_that_is_told(first_project: Path, written: str, message: str) -> None:
    write_files(first_project)
    line = written.strip("`")
    key = line.partition(":")[0]
    file = first_project / KINDS
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (number,) = [i for i, each in enumerate(lines) if each.strip().startswith(f"{key}: {{")]
    indent = len(lines[number]) - len(lines[number].lstrip())
    lines[number] = " " * indent + line + "\n"
    file.write_text("".join(lines), encoding="utf-8")
    findings = load(open_project((), first_project)).findings
    found = [each.message for each in findings if each.place.file == KINDS]
    assert found == [message]
    assert {each.place.line for each in findings if each.place.file == KINDS} == {number + 1}
