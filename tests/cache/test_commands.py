"""`lint` recalls, says and keeps what it should; `lint --watch` runs again; `cache` tells and throws away."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from edits import BASELINE, EVENING, World, surroundings

SOURCE = Path(__file__).resolve().parents[2] / "src"
RULE = "rules/harbour/too-many-passengers.yaml"
HEAVY = ("typer", "pydantic", "claimcheck.corpus", "claimcheck.engine", "claimcheck.rules", "claimcheck.reporters")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path.resolve(), Random(1))
    with surroundings(world):
        world.build()
        yield world


def recalled(world: World, *options: str, folder: str = "") -> bool:
    """Run with the cache; tell whether the run was recalled."""
    before = world.recalled
    world.run(options, folder, cached=True)
    return world.recalled > before


def test_a_run_is_recalled_once_it_was_made(world: World) -> None:
    assert [recalled(world) for _ in range(3)] == [False, True, True]


@pytest.mark.parametrize(
    "options",
    [
        ("--no-cache",),
        ("--changed-since", "./"),
        ("--certificates", "proofs"),
        ("--select", "XYZ001"),
        ("--format", "nothing"),
    ],
)
def test_runs_that_are_not_kept(world: World, options: tuple[str, ...]) -> None:
    assert [recalled(world, *options) for _ in range(2)] == [False, False]


def test_options_and_folders_are_runs_of_their_own(world: World) -> None:
    for options, folder in (((), ""), (("-q",), ""), ((), "claims"), ((EVENING,), "")):
        assert [recalled(world, *options, folder=folder) for _ in range(2)] == [False, True]


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "CLAIMCHECK_NO_PLUGINS"])
def test_what_the_surroundings_change(world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name, raising=False)
    recalled(world)
    monkeypatch.setenv(name, "77")
    assert [recalled(world) for _ in range(2)] == [False, True]


def test_every_variable_of_the_environment_that_is_read_is_known() -> None:
    """A variable that changes what is printed must be part of a run's name: add it to SURROUNDINGS."""
    harmless = {"CLAIMCHECK_DEBUG", "CLAIMCHECK_NO_CACHE", "NO_CACHE", "NO_PLUGINS", "name"}
    written = {"PYDANTIC_DISABLE_PLUGINS"}
    surroundings = {"NO_COLOR", "FORCE_COLOR", "TERM"}
    found = set()
    for path in SOURCE.rglob("*.py"):
        found |= set(re.findall(r"os\.environ(?:\.get\(|\[)[\"']?(\w+)", path.read_text(encoding="utf-8")))
    assert found <= harmless | written | surroundings


def test_the_setting(world: World) -> None:
    assert not recalled(world)
    (world.project / "claimcheck.toml").write_text("cache = false\n")
    assert [recalled(world) for _ in range(2)] == [False, False]


def test_rules_in_python_are_asked_every_time(world: World) -> None:
    (world.project / "claimcheck.toml").write_text('plugins = ["none-of-this-name"]\n')
    assert [recalled(world) for _ in range(2)] == [False, False]
    assert [recalled(world, "--no-plugins") for _ in range(2)] == [False, True]


def test_an_unsafe_folder_is_said_only_where_it_was_named(world: World) -> None:
    (world.folder / "open").mkdir()
    (world.folder / "open").chmod(0o777)
    ran = world.run(("--cache-dir", str(world.folder / "open")), "", cached=True)
    assert ran.status == 2
    assert ran.err == f"claimcheck: the cache folder {world.folder}/open can be written to by other users\n".encode()
    (world.folder / "cache" / "claimcheck").chmod(0o777)
    assert [recalled(world) for _ in range(2)] == [False, False]
    assert world.run((), "", cached=True).err == b""


def test_another_folder(world: World) -> None:
    options = ("--cache-dir", str(world.folder / "own"))
    assert [recalled(world, *options) for _ in range(2)] == [False, True]
    shutil.rmtree(world.folder / "own")
    assert not recalled(world, *options)


def environment(world: World) -> dict[str, str]:
    """Return the environment of a process that runs this program with the rules of the world."""
    source = world.folder / "src"
    if not source.exists():
        shutil.copytree(SOURCE, source)
        shutil.copytree(world.pack, source / "claimcheck" / "rulepack")
    known = {key: value for key, value in os.environ.items() if key != "CLAIMCHECK_NO_CACHE"}
    return {**known, "XDG_CACHE_HOME": str(world.folder / "cache"), "PYTHONPATH": str(source)}


def test_everything_that_a_run_opens_is_noted(world: World) -> None:
    """The audit of the interpreter sees every file that is opened, and every folder that is listed."""
    code = (
        "import sys, json, os\n"
        "seen = set()\n"
        "def audit(event, args):\n"
        "    if event in ('open', 'os.scandir', 'os.listdir') and isinstance(args[0], (str, os.PathLike)):\n"
        "        seen.add(os.path.abspath(args[0]))\n"
        "sys.addaudithook(audit)\n"
        "from claimcheck.cache.runs import Runs\n"
        "def keep(self, root, outcome, trace):\n"
        "    noted = {*trace.files, *(path for path, _ in trace.folders), *trace.links}\n"
        "    inside = {each for each in seen if each.startswith(root) or each.endswith('.yaml')}\n"
        "    print(json.dumps([len(inside), sorted(inside - noted), trace.spoilt]), file=sys.stderr)\n"
        "Runs.keep = keep\n"
        "from claimcheck.cli.start import run\n"
        "sys.argv = ['claimcheck', 'lint']\n"
        "run()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=world.project, env=environment(world), capture_output=True, text=True
    )
    assert ran.stderr.startswith("["), ran.stderr
    count, unnoted, spoilt = json.loads(ran.stderr)
    assert (unnoted, spoilt) == ([], None)
    assert count > 8


@pytest.mark.parametrize("options", [[], ["--cache-dir", "own"], ["--quiet", "--cache-dir=own"]])
def test_a_run_that_is_recalled_imports_nothing_heavy(world: World, options: list[str]) -> None:
    code = (
        "import sys\n"
        "from claimcheck.cli.start import run\n"
        f"sys.argv = ['claimcheck', 'lint', *{options}]\n"
        "try:\n    run()\n"
        "finally:\n    print(' '.join(sorted(sys.modules)), file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code]
    first, second = (
        subprocess.run(command, cwd=world.project, env=environment(world), capture_output=True, text=True)
        for _ in range(2)
    )
    assert [name for name in HEAVY if name in first.stderr.split()] == list(HEAVY)
    assert [name for name in HEAVY if name in second.stderr.split()] == []
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)


def test_watching(world: World) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "claimcheck", "lint", "--watch"],
        cwd=world.project,
        env=environment(world),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell lets what it starts in the background ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    try:
        assert process.stderr.readline() == "Waiting for a file to change; Ctrl-C ends this.\n"
        for path in (EVENING, "seeds/evening-news-2022-11-20.txt"):
            text = (world.project / path).read_text()
            (world.project / path).write_text(text.replace("48", "47"))
        assert process.stderr.readline() == "Waiting for a file to change; Ctrl-C ends this.\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, err) == (130, "")
    assert "\x1b" not in out
    assert re.findall(r"\d+ errors?|No findings", out) == ["No findings", "1 error"]


def test_the_command_cache(world: World) -> None:
    def cache(*arguments: str) -> str:
        ran = world.run(arguments, "", cached=True, command="cache")
        assert (ran.status, ran.err) == (0, b"")
        return ran.out.decode()

    recalled(world)
    recalled(world, "-q")
    told = cache().splitlines()
    assert told[0] == f"folder: {world.folder}/cache/claimcheck"
    assert re.fullmatch(r"this project: 2 runs and pieces of runs, [\d,]+ bytes", told[1])
    assert told[2].replace("all projects", "this project") == told[1]
    assert told[3] == "limit: 256,000,000 bytes, the oldest go first"
    assert cache("clear") == "2 runs are thrown away\n"
    assert cache().splitlines()[1] == "this project: 0 runs, 0 bytes"
    recalled(world)
    assert cache("clear", "--all") == "1 run is thrown away\n"
    assert not recalled(world)


def a_baseline(world: World) -> None:
    (world.project / "claimcheck-baseline.yaml").write_text(BASELINE)


def a_baseline_that_leads_nowhere(world: World) -> None:
    (world.project / "claimcheck-baseline.yaml").symlink_to("nowhere")


def a_repository(world: World) -> None:
    (world.project.parent / ".git").mkdir()


def settings_in_between(world: World) -> None:
    (world.project / "sub" / "claimcheck.toml").write_text("")


def claims_in_between(world: World) -> None:
    (world.project / "sub" / "claims").mkdir()


def a_link_to_a_copy(world: World) -> None:
    """A second way to a rule is not read; a second rule is, and is refused."""
    copy = world.project / "aside.yaml"
    shutil.copy(world.project / RULE, copy)
    (world.project / "rules" / "twin.yaml").unlink()
    (world.project / "rules" / "twin.yaml").symlink_to(copy)


@pytest.mark.parametrize(
    "change",
    [
        a_baseline,
        a_baseline_that_leads_nowhere,
        a_repository,
        settings_in_between,
        claims_in_between,
        a_link_to_a_copy,
    ],
)
def test_what_a_run_asked_in_vain_may_come(world: World, change: Callable[[World], None]) -> None:
    (world.project / "rules" / "twin.yaml").symlink_to(world.project / RULE)
    options = ("--format", "sarif")
    assert [recalled(world, *options, folder="sub") for _ in range(2)] == [False, True]
    change(world)
    assert not recalled(world, *options, folder="sub")


def test_another_day_counts_where_an_entry_of_the_baseline_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(date):
        @classmethod
        def today(cls) -> Later:
            return cls(2998, 1, 1)

    (world.project / "claimcheck-baseline.yaml").write_text(BASELINE)
    recalled(world)
    monkeypatch.setattr("claimcheck.cache.holding.date", Later)
    assert recalled(world)
    monkeypatch.undo()
    (world.project / "claimcheck-baseline.yaml").write_text(f"{BASELINE}    expires: 2999-01-01\n")
    assert [recalled(world) for _ in range(2)] == [False, True]
    monkeypatch.setattr("claimcheck.cache.holding.date", Later)
    assert not recalled(world)
