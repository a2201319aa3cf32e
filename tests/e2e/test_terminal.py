"""What a real terminal sees: colour, width, and a moving bar while work takes its time."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from shell import EVENING, TEMPLATE

COMMAND = str(Path(sys.executable).parent / "claimcheck")
STYLE = re.compile(r"\x1b\[[0-9;]*m")
HEADLINE = f"{EVENING}:12:14: error ANN001 conflicting-anniversaries"
SLOW = """
import sys, time
from claimcheck.cli import progress
progress.PATIENCE = float(sys.argv[1])
with progress.working("Cross-checking 5 claims"):
    time.sleep(float(sys.argv[2]))
print("done")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project that `init` makes, with one contradiction."""
    folder = Path(shutil.copytree(TEMPLATE, tmp_path / "project"))
    for file in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8").replace("48", "47"), encoding="utf-8")
    return folder


def seen(
    folder: Path, *command: str, columns: int = 100, piped: str = "", more: dict[str, str] | None = None
) -> tuple[str, str]:
    """Run a command in a terminal; return what the terminal got, and what went through a pipe instead of to it.

    `piped` names the stream that is no terminal: out, err or neither.
    """
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    mine = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm-256color"} | (more or {})
    with subprocess.Popen(
        command,
        cwd=folder,
        env=mine,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if piped == "out" else theirs,
        stderr=subprocess.PIPE if piped == "err" else theirs,
    ) as process:
        os.close(theirs)
        terminal = _drained(ours)
        pipe = process.stdout or process.stderr
        aside = pipe.read() if pipe is not None else b""
    os.close(ours)
    return terminal.decode("utf-8").replace("\r\n", "\n"), aside.decode("utf-8")


def _drained(terminal: int) -> bytes:
    got = b""
    while True:
        try:
            part = os.read(terminal, 65_536)
        except OSError:  # how Linux says that nobody has the other end open
            return got
        if not part:
            return got
        got += part


def lint(folder: Path, more: dict[str, str] | None = None, columns: int = 100) -> str:
    return seen(folder, COMMAND, "lint", columns=columns, piped="err", more=more)[0]


def test_a_terminal_gets_colour_and_nothing_but_colour(project: Path) -> None:
    coloured = lint(project)
    assert coloured.startswith(f"{EVENING}:12:14: \x1b[31;1merror\x1b[0m ANN001")
    plain = STYLE.sub("", coloured)
    assert "\x1b" not in plain
    assert plain.startswith(HEADLINE)


@pytest.mark.parametrize("surroundings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_a_terminal_that_wants_no_colour_gets_none(project: Path, surroundings: dict[str, str]) -> None:
    printed = lint(project, surroundings)
    assert printed.startswith(HEADLINE)
    assert "\x1b" not in printed


@pytest.mark.parametrize(
    ("surroundings", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False), ({"FORCE_COLOR": ""}, False)],
)
def test_a_pipe_gets_colour_only_when_it_is_forced(project: Path, surroundings: dict[str, str], coloured: bool) -> None:
    _, printed = seen(project, COMMAND, "lint", piped="out", more=surroundings)
    assert ("\x1b[31;1merror\x1b[0m" in printed) is coloured
    assert STYLE.sub("", printed).startswith(HEADLINE)


@pytest.mark.parametrize("columns", [60, 120])
def test_lines_fit_the_terminal(project: Path, columns: int) -> None:
    printed = STYLE.sub("", lint(project, columns=columns))
    # A place is never broken, for terminals make links of them; neither is the summary.
    body = [line for line in printed.split("\n") if line.startswith("  ") and ".yaml" not in line]
    assert max(map(len, body)) <= columns
    assert max(map(len, body)) > columns - 25


def test_a_bar_moves_while_work_takes_its_time_and_is_gone_at_the_end(tmp_path: Path) -> None:
    terminal, _ = seen(tmp_path, sys.executable, "-c", SLOW, "0.1", "1.2")
    assert "Cross-checking 5 claims" in terminal
    assert terminal.rstrip("\n").endswith("done")
    assert terminal.count("\x1b[?25l") == terminal.count("\x1b[?25h") == 1, "the cursor is hidden and shown again"
    last = terminal.rindex("Cross-checking")
    assert "\x1b[2K" in terminal[last:], "its line is cleared"


def test_quick_work_shows_nothing(tmp_path: Path) -> None:
    assert seen(tmp_path, sys.executable, "-c", SLOW, "30", "0.1")[0] == "done\n"


@pytest.mark.parametrize(("piped", "surroundings"), [("err", {}), ("", {"TERM": "dumb"})])
def test_no_bar_where_nobody_could_see_it_move(tmp_path: Path, piped: str, surroundings: dict[str, str]) -> None:
    terminal, aside = seen(tmp_path, sys.executable, "-c", SLOW, "0.1", "0.6", piped=piped, more=surroundings)
    assert (terminal, aside) == ("done\n", "")


def test_the_bar_never_gets_into_the_output(tmp_path: Path) -> None:
    terminal, output = seen(tmp_path, sys.executable, "-c", SLOW, "0.1", "1.2", piped="out")
    assert output == "done\n"
    assert "Cross-checking 5 claims" in terminal
