"""Every command and option that a document names exists, and every code of the reference is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from pages import DOCUMENTS, ROOT, blocks_of, claimcheck, rows_of, section, text_of
from typer.core import TyperCommand, TyperGroup

from claimcheck.cli.commands import explain
from claimcheck.cli.main import command_line
from claimcheck.corpus.project import open_project
from claimcheck.rules.load import RuleSet
from claimcheck.rules.pack import rules_of

SPAN = re.compile(r"`([^`]+)`")
NAMED = re.compile(r"\bclaimcheck ([a-z]+)((?: [^`|]*)?)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
Command = TyperCommand | TyperGroup
ROOT_COMMAND = typer.main.get_command(command_line())
ROWS = list(rows_of(section(text_of("README.md"), "## The commands")))
CODES = [row[0] for row in rows_of(text_of("docs/codes.md"))]
ONE_OF_EACH_FAMILY = sorted({code.rstrip("0123456789"): code for code in reversed(CODES)}.values())


def command(*path: str) -> Command | None:
    """Return a command by its words, or None."""
    found: object = ROOT_COMMAND
    for word in path:
        found = found.commands.get(word) if isinstance(found, TyperGroup) else None
    return found if isinstance(found, (TyperCommand, TyperGroup)) else None


def options(found: object) -> set[str]:
    """Return the options of a command and of those below it."""
    if not isinstance(found, (TyperCommand, TyperGroup)):
        return set()
    own = {name for parameter in found.params for name in parameter.opts}
    below = found.commands.values() if isinstance(found, TyperGroup) else ()
    return own.union(*map(options, below))


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_command_of_the_table_and_its_options_exist(row: list[str]) -> None:
    first, *more = SPAN.findall(row[0])
    words = first.split()[1:]
    found = command(words[0])
    assert found is not None, f"there is no command {words[0]}"
    if isinstance(found, TyperGroup):
        assert [name for name in (words[1], *more) if command(words[0], name) is None] == []
    named = set(OPTION.findall(" ".join(SPAN.findall(" ".join(row)))))
    assert sorted(named - options(found)) == []


def test_the_table_names_every_command() -> None:
    assert isinstance(ROOT_COMMAND, TyperGroup)
    told = {SPAN.findall(row[0])[0].split()[1] for row in ROWS}
    aside = {"ask"} if any("claimcheck ask" in row[0] for row in ROWS) else set()
    assert sorted(set(ROOT_COMMAND.commands) - told - aside) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_page_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    spans = [span for span in SPAN.findall(text) if span.startswith("claimcheck ")]
    blocks = [block for block in blocks_of(document) if block.language in ("sh", "console")]
    lines = [line.removeprefix("$ ") for block in blocks for line in block.text.splitlines()]
    missing = []
    for written in (*spans, *(line for line in lines if line.startswith("claimcheck "))):
        named = NAMED.match(written)
        if named is None:
            continue
        found = command(named.group(1))
        if found is None or set(OPTION.findall(named.group(2).partition("#")[0])) - options(found):
            missing.append(written)
    assert missing == []


def test_the_reference_lists_codes() -> None:
    assert {"ANN001", "CHG002", "QUO001", "RUL001"} <= set(CODES)
    assert len(CODES) == len(set(CODES))


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    """The rules of the repository, read once for all codes."""
    return rules_of(open_project((), ROOT))


@pytest.mark.parametrize("code", ONE_OF_EACH_FAMILY)
def test_explain_prints_the_page_of_the_reference(code: str, rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "load", lambda: rules)
    ran = claimcheck(ROOT, monkeypatch, "explain", code)
    assert ran.status == 0
    assert ran.output.startswith(f"{code} ")
    (file,) = (ROOT / "docs" / "rules").glob(f"{code}-*.md")
    page = text_of(f"docs/rules/{file.name}")
    printed = " ".join(ran.output.split())
    headings = [line.removeprefix("## ").replace("\\", "") for line in page.splitlines() if line.startswith("## ")]
    assert [heading for heading in headings if heading not in printed] == []
    blocks = [block for block in blocks_of(file) if block.language in ("yaml", "text")]
    assert [str(block) for block in blocks if " ".join(block.text.split()) not in printed] == []
