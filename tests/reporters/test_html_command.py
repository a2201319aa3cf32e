from __future__ import annotations

import time
import webbrowser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck.cli.main import command_line

CLAIMS = """\
source: {id: a, published: 2022-09-16, text: ../a.txt}
claims:
  - {id: one, kind: anniversary, event: ties, ordinal: 30, on: 2022, quote: the 30th anniversary}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.yaml").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "claims" / "vocabulary.yaml").write_text("events: {ties: {label: ties}}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("In 2022 they marked the 30th anniversary of ties.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_open_opens_the_file_that_was_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def note(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    ran = CliRunner().invoke(command_line(), ["report", "-o", "a report.html", "--open"])
    assert (ran.exit_code, ran.output) == (0, "wrote a report.html\n")
    assert opened == [(project / "a report.html").as_uri()]


def test_open_says_when_there_is_no_browser(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    ran = CliRunner().invoke(command_line(), ["report", "--open"])
    assert ran.output.splitlines()[1] == "no browser was found; open report.html yourself"


@pytest.mark.parametrize("option", ["--open", "--watch"])
def test_what_is_printed_can_be_neither_opened_nor_watched(project: Path, option: str) -> None:
    ran = CliRunner().invoke(command_line(), ["report", "-o", "-", option])
    assert str(ran.exception) == "--open and --watch need a file to write; leave out `--output -`"


def test_watch_writes_again_when_an_article_changes_and_ends_with_130(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter([lambda: (project / "a.txt").write_text("In 2022: the 30th anniversary of all.\n", encoding="utf-8")])

    def look(seconds: float) -> None:
        change = next(looks, None)
        if change is None:
            raise KeyboardInterrupt
        change()

    monkeypatch.setattr(time, "sleep", look)
    ran = CliRunner().invoke(command_line(), ["report", "--watch"])
    assert ran.exit_code == 130
    assert ran.output.splitlines() == [
        "wrote report.html",
        "Waiting for a file to change; Ctrl-C ends this.",
        "Changed: a.txt",
        "wrote report.html",
    ]
    assert "of all." in (project / "report.html").read_text(encoding="utf-8")


def test_a_link_that_is_no_web_address_is_refused(project: Path) -> None:
    ran = CliRunner().invoke(command_line(), ["report", "--link", "javascript:{file}"])
    assert "is no address with {file}" in str(ran.exception)
    assert not (project / "report.html").exists()
