"""A project with a handful of rules, in which the commands for authors are run as on a command line."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck.cli.main import command_line
from claimcheck.cli.status import Problem
from claimcheck.rules import load as loading
from claimcheck.rules import pack

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "src" / "claimcheck" / "cli" / "template"
PACK = ("anniversary/conflicting-anniversaries", "quantity/conflicting-quantities", "change/conflicting-growth")
FERRIES = "rules/harbour/too-many-passengers.yaml"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, with the sentence that ended it, and its exit status."""

    output: str
    status: int


@dataclass(frozen=True, slots=True)
class Workshop:
    """The first project, beside a pack of three rules, so that a command takes no time."""

    root: Path

    def __call__(self, *arguments: str, answers: str = "") -> Ran:
        result = CliRunner().invoke(command_line(), ["rules", *arguments], input=answers)
        if isinstance(result.exception, Problem):
            return Ran(f"{result.output}claimcheck: {result.exception}\n", 2)
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        return Ran(result.output, result.exit_code)

    def swap(self, old: str, new: str, file: str = FERRIES) -> None:
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A workshop of its own, as the working folder."""
    small = tmp_path / "pack"
    for name in PACK:
        (small / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / "rules" / f"{name}.yaml", small / f"{name}.yaml")
    for module in (loading, pack):
        monkeypatch.setattr(module, "pack_folder", lambda: small)
    root = Path(shutil.copytree(TEMPLATE, tmp_path / "project"))
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")
    return Workshop(root)
