"""The tutorial is done from an empty folder, block by block, and the page on CI after it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from pages import ROOT, Block, blocks_of, claimcheck, rows_of, text_of

from claimcheck.reporters.registry import reporters

GAP = "…"
TUTORIAL = blocks_of(ROOT / "docs" / "tutorial.md")


def settled(text: str) -> str:
    """Return what a command printed without the number of rules, which grows with every release."""
    return re.sub(r"\b\d+ rules\b", "N rules", text)


def is_as_told(told: str, found: str) -> bool:
    """Tell whether a text is what a page says, where a line `…` stands for any lines."""
    pattern = "".join("(?:.*\n)*" if line == GAP else re.escape(line + "\n") for line in told.splitlines())
    return re.fullmatch(pattern, found) is not None


def play(block: Block, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the file that a block names in its first line, or run its commands and compare what they print."""
    if block.file is not None:
        path = project / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text.partition("\n")[2], encoding="utf-8")
    if block.language == "console":
        for command in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            line, _, told = command.partition("\n")
            ran = claimcheck(project, monkeypatch, *shlex.split(line)[1:])
            assert is_as_told(settled(told), settled(ran.output)), f"{block}: {line}\n{ran.output}"


def test_the_tutorial_is_played_from_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len([block for block in TUTORIAL if block.file]) == 2
    for block in TUTORIAL:
        play(block, tmp_path, monkeypatch)
    ran = claimcheck(tmp_path, monkeypatch, "lint", "--no-baseline")
    assert ran.status == 1, "the finding is answered for, not gone"
    assert (tmp_path / "report.html").stat().st_size > 10_000


def test_the_commands_of_the_page_on_ci_are_run(first_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for block in blocks_of(ROOT / "docs" / "how-to-ci.md"):
        play(block, first_project, monkeypatch)
    assert (first_project / "claimcheck.sarif").exists()
    assert (first_project / "claimcheck.xml").exists()


def test_a_page_that_says_something_else_would_be_seen() -> None:
    assert is_as_told("a\n…\nd\n", "a\nb\nc\nd\n")
    assert is_as_told("a\n…\n", "a\n")
    assert not is_as_told("a\n…\nd\n", "a\nb\n")
    assert not is_as_told("a\n", "a\nb\n")


def test_the_page_on_outputs_lists_every_format() -> None:
    rows = {row[0].strip("`"): row for row in rows_of(text_of("docs/outputs.md"))}
    assert set(rows) == set(reporters())
    for name, reporter in reporters().items():
        suffix = rows[name][2].strip("`")
        assert suffix in ("", reporter.suffix), name


def test_the_page_on_ci_lists_the_inputs_and_outputs_of_the_action() -> None:
    import yaml

    action = yaml.safe_load(text_of("action.yml"))
    told = {name for row in rows_of(text_of("docs/how-to-ci.md")) for name in re.findall(r"`([a-z-]+)`", row[0])}
    assert told == {*action["inputs"], *action["outputs"]}
