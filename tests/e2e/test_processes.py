"""Whatever happens to the process or its surroundings, the user sees a sentence and never a traceback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from shell import EVENING, TEMPLATE, Shell
from workbench import ROOT, copy_project

COMMAND = str(Path(sys.executable).parent / "claimcheck")
MODULE = (sys.executable, "-m", "claimcheck")
TIMEOUT = 90
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The project that `init` makes, with one contradiction."""
    shutil.copytree(TEMPLATE, tmp_path, dirs_exist_ok=True)
    for file in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        path = tmp_path / file
        path.write_text(path.read_text(encoding="utf-8").replace("48", "47"), encoding="utf-8")
    return tmp_path


def _run(folder: Path, *command: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=TIMEOUT, check=False)
    assert b"Traceback" not in ran.stderr
    return ran


def _start(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_hear_interrupts
    )


def _hear_interrupts() -> None:
    """Undo what a shell does to what it starts in the background: there Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


# Output that nobody takes.


def test_a_reader_that_goes_away_is_no_fault() -> None:
    """As with `| head -1`: the pipe is closed long before the report is written."""
    with _start(ROOT, COMMAND, "lint", "--format", "json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_any_number_of_workers_prints_the_same() -> None:
    alone = _run(ROOT, *MODULE, "lint", "-j", "1")
    assert (alone.returncode, alone.stderr) == (0, b"")
    shared = _run(ROOT, *MODULE, "lint", "-j", "3")
    assert (shared.returncode, shared.stdout, shared.stderr) == (0, alone.stdout, b"")
    wrong = _run(ROOT, *MODULE, "lint", "-j", "0")
    told = b"claimcheck: --jobs takes auto or a number from 1 to 1000, not 0\n"
    assert (wrong.returncode, wrong.stdout, wrong.stderr) == (2, b"", told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("name", ["text", "json"])
def test_a_full_disk_is_a_broken_run(small: Path, name: str) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [COMMAND, "lint", "--format", name],
            cwd=small if name == "text" else ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=TIMEOUT,
            check=False,
        )
    assert ran.returncode == 2
    assert ran.stderr == b"claimcheck: the output could not be written: No space left on device\n"


def test_a_closed_output_is_a_broken_run(small: Path) -> None:
    ran = subprocess.run(
        ["sh", "-c", f'exec "{COMMAND}" lint >&-'],
        cwd=small,
        stderr=subprocess.PIPE,
        timeout=TIMEOUT,
        check=False,
    )
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


# Signals.


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs to see which signals a process handles")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_run_with_its_status(sent: signal.Signals, status: int) -> None:
    with _start(ROOT, COMMAND, "lint") as process:
        _wait_until_it_works(process.pid)
        process.send_signal(sent)
        out, err = process.communicate(timeout=TIMEOUT)
    assert process.returncode == status
    assert out == b""
    assert b"Traceback" not in err
    assert b"fault of claimcheck" not in err


def _wait_until_it_works(process: int) -> None:
    """The command handles termination from its first line on."""
    until = time.monotonic() + TIMEOUT
    while time.monotonic() < until:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        caught = int(status.partition("SigCgt:")[2].split()[0], 16)
        if caught >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.01)
    pytest.fail("the command did not start")


# Surroundings.


def test_a_plain_locale_and_no_home(small: Path) -> None:
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = _run(small, COMMAND, "lint", environment=bare)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert "“47th anniversary”" in ran.stdout.decode("utf-8")


def test_as_a_module(small: Path) -> None:
    ran = _run(small, *MODULE, "lint")
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert ran.stdout == _run(small, COMMAND, "lint").stdout


@pytest.mark.parametrize("command", [(COMMAND,), MODULE], ids=["command", "module"])
def test_code_in_the_working_folder_is_never_run(small: Path, command: tuple[str, ...]) -> None:
    """A stranger's checkout may hold modules with the names of those that claimcheck imports."""
    planted = "open('planted', 'w').close()\nraise SystemExit(0)\n"
    for name in ("yaml", "typer", "pydantic", "rapidfuzz", "iso4217", "jinja2", "json", "sitecustomize"):
        (small / f"{name}.py").write_text(planted, encoding="utf-8")
    (small / "ruamel").mkdir()
    (small / "ruamel" / "yaml.py").write_text(planted, encoding="utf-8")
    ran = _run(small, *command, "lint")
    assert not (small / "planted").exists()
    assert ran.returncode == 1


def test_the_working_folder_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ran = _run(tmp_path, "sh", "-c", f'cd gone && rmdir "{gone}" && exec "{COMMAND}" lint')
    assert ran.returncode == 2
    assert b"fault of claimcheck" not in ran.stderr


# Files that are no files.


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("path", [EVENING, "seeds/evening-news-2022-11-20.txt", "claims", "seeds"])
def test_what_may_not_be_read_is_a_finding(small: Path, path: str) -> None:
    (small / path).chmod(0)
    try:
        ran = _run(small, COMMAND, "lint")
    finally:
        (small / path).chmod(0o755)
    assert ran.returncode in (1, 2)
    assert b"fault of claimcheck" not in ran.stderr
    assert b": error " in ran.stdout


@pytest.mark.parametrize("odd", ["pipe", "zero", "lost", "round"])
def test_odd_claim_files_are_findings_and_never_hang(small: Path, odd: str) -> None:
    path = small / "claims" / "odd.yaml"
    if odd == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"zero": "/dev/zero", "lost": "nowhere.yaml", "round": "odd.yaml"}[odd])
    ran = _run(small, "sh", "-c", f'ulimit -v 2000000; exec "{COMMAND}" lint')
    assert ran.returncode == 1
    assert b"claims/odd.yaml:1:1: error " in ran.stdout
    assert b" ANN001 " in ran.stdout


def test_folders_with_names_of_files_and_links_to_folders_are_not_read(shell: Shell) -> None:
    claims = shell.conflict().folder / "claims"
    whole = shell("lint").out
    (claims / "folder.yaml").mkdir()
    (claims / "up").symlink_to("..")
    assert shell("lint").out == whole


@pytest.mark.parametrize(
    "text", ["/etc/passwd", "../../../etc/passwd", "/dev/zero", "../seeds", "../seeds/pipe", "~/x", "a\\0b", ""]
)
def test_an_article_is_a_file_of_the_project(shell: Shell, text: str) -> None:
    shell.project()
    os.mkfifo(shell.folder / "seeds" / "pipe")
    shell.swap(EVENING, "text: ../seeds/evening-news-2022-11-20.txt", f'text: "{text}"')
    ran = shell("lint", "--quiet")
    assert ran.status == 1
    assert ran.out.startswith(f"{EVENING}:")
    assert "root:" not in ran.out


# Words that would take over a terminal or a build log.

HOSTILE = (
    "\x1b[2J\x1b]8;;https://example.org\x07link\x1b]8;;\x07",
    "\u202egnp.exe\u202c",
    "\r::error file=x::owned",
    "x\n::error file=x::owned",
    "\u2028##vso[task.complete]",
    "[bold]see [/nope][link=https://example.org]",
    "</script><script>alert(1)</script>",
    "\x9b31mred\x85next",
    "| a | @everyone |",
)


@pytest.mark.parametrize("name", ["text", "json", "markdown", "html"])
def test_no_words_of_a_source_reach_the_terminal_as_commands(shell: Shell, name: str) -> None:
    shell.conflict()
    hostile = " ".join(HOSTILE)
    shell.swap(EVENING, "publisher: Evening News", f"publisher: {_quoted(hostile[:100])}")
    shell.swap(EVENING, "quote: 47th anniversary", f"quote: {_quoted('47th anniversary ' + hostile)}")
    shell.swap("seeds/evening-news-2022-11-20.txt", "47th anniversary", f"47th anniversary {hostile}")
    ran = shell("lint", "--format", name)
    assert ran.status == 1
    assert "ANN001" in ran.out
    assert not UNSAFE.search(ran.out)
    assert not re.search(r"^\s*(::|##vso|##teamcity)", ran.out, re.MULTILINE)
    if name == "html":
        assert ran.out.lower().count("<script") == 1, "the page's own"
        assert "<script>alert" not in ran.out.lower()


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(each):08X}" for each in text) + '"'


def test_names_of_files_are_no_commands_either(shell: Shell) -> None:
    shell.conflict()
    (shell.folder / "claims" / "::error file=x::\x1b[31m\u202e.yaml").write_text("a: [", encoding="utf-8")
    ran = shell("lint")
    assert ran.status == 1
    assert " YML001 " in ran.out
    assert not UNSAFE.search(ran.out)
    assert not re.search(r"^\s*::", ran.out, re.MULTILINE)


def test_nothing_is_written_beside_the_claims(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    before = sorted(path.relative_to(root) for path in root.rglob("*"))
    assert _run(root, COMMAND, "lint").returncode == 0
    assert sorted(path.relative_to(root) for path in root.rglob("*")) == before
