"""The command line as a newcomer uses it, in this process: what it prints, and the status it leaves with."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from workbench import ROOT

TEMPLATE = ROOT / "src" / "claimcheck" / "cli" / "template"
EVENING = "claims/evening-news-2022-11-20.yaml"
MORNING = "claims/morning-post-2024-03-01.yaml"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command did."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Shell:
    """A folder to work in, and a way to run the command there."""

    folder: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> Ran:
        """Run `claimcheck` with arguments."""
        from claimcheck.cli.main import run

        self.patch.setattr(sys, "argv", ["claimcheck", *arguments])
        self.capture.readouterr()
        with terminate_unchanged(), pytest.raises(SystemExit) as left:
            run()
        out, err = self.capture.readouterr()
        assert isinstance(left.value.code, int)
        assert "Traceback" not in err
        return Ran(left.value.code, out, err)

    def inside(self, folder: str) -> Shell:
        """Go into a folder."""
        self.patch.chdir(self.folder / folder)
        return self

    def write(self, file: str, text: str) -> None:
        """Write a file, and the folders above it."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def swap(self, file: str, old: str, new: str) -> None:
        """Replace words that stand in a file once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def project(self) -> Shell:
        """Have the project that `init` makes, and be in it."""
        shutil.copytree(TEMPLATE, self.folder, dirs_exist_ok=True)
        return self

    def conflict(self) -> Shell:
        """Have that project with one contradiction: the 48th anniversary is the 47th."""
        self.project()
        self.swap(EVENING, "ordinal: 48", "ordinal: 47")
        self.swap(EVENING, "48th", "47th")
        self.swap("seeds/evening-news-2022-11-20.txt", "48th", "47th")
        return self

    def warning(self) -> Shell:
        """Have that project with one warning, of its own rule."""
        self.project()
        for file in (MORNING, "seeds/morning-post-2024-03-01.txt"):
            path = self.folder / file
            path.write_text(path.read_text(encoding="utf-8").replace("1.2 million", "12 million"), encoding="utf-8")
        return self


class terminate_unchanged:  # noqa: N801 - used like a function
    """Put back the handler that the command installs for the termination of its process."""

    def __enter__(self) -> None:
        self.handler = signal.getsignal(signal.SIGTERM)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGTERM, self.handler)


def rule(code: str, name: str, more: str) -> str:
    """Return a rule file with a head, examples, and more, which begins on line 8."""
    example = "  - name: {}\n    claims:\n      - {{id: a, kind: event, type: visit, on: {}}}\n"
    return (
        f"code: {code}\nname: {name}\nsince: 0.1.0\nstatus: stable\nseverity: error\n"
        "summary: A rule that a test needs.\nwhy: A test needs a rule that goes wrong in just this way.\n"
        f"{more}\nexamples:\n" + example.format("one visit", 2022) + example.format("another visit", 2023)
    )


def unchanged(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a folder, so that a test can tell that nothing was written."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
