"""What a run asked is asked again: each kind of question, and each way in which its answer can change."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.cache import holding, trace
from claimcheck.cache.holding import Answers
from claimcheck.cache.reading import digest_of_file
from claimcheck.cache.signature import MARGIN, Signature
from claimcheck.cache.trace import Trace, tracing
from claimcheck.corpus.files import UnreadableFile, contained, read_regular

YAML = (".yaml",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    real = tmp_path.resolve()
    (real / "claims").mkdir()
    (real / "claims" / "a.yaml").write_text("one")
    return real


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let so much time go by that all that was written until now has settled."""

    def go() -> None:
        now = time.time_ns() + 2 * MARGIN
        monkeypatch.setattr(time, "time_ns", lambda: now)

    return go


def traced(folder: Path) -> Trace:
    with tracing(Trace()) as noted:
        for name, is_folder in trace.listed(folder / "claims", YAML):
            if not is_folder:
                read_regular(contained(folder, folder / "claims" / name), 100)
        trace.is_file(folder / "claimcheck.toml")
    return noted


def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of files that are read from here on."""
    read: list[str] = []
    really = digest_of_file

    def noted(real: str, limit: int) -> tuple[str, Signature | None]:
        read.append(os.path.basename(real))
        return really(real, limit)

    monkeypatch.setattr(holding, "digest_of_file", noted)
    return read


def test_what_settled_is_not_read_again(
    folder: Path, later: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    later()
    noted, read = traced(folder), read_again(monkeypatch)
    answers = Answers()
    assert answers.hold(noted)
    assert (read, answers.renewed) == ([], False)


def test_what_changed_just_before_is_read_again_until_it_settles(
    folder: Path, later: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted, read = traced(folder), read_again(monkeypatch)
    assert noted.files[str(folder / "claims" / "a.yaml")].signature is None
    assert Answers().hold(noted)
    later()
    answers = Answers()
    assert answers.hold(noted)
    assert (read, answers.renewed) == (["a.yaml", "a.yaml"], True)
    assert Answers().hold(noted)
    assert read == ["a.yaml", "a.yaml"]


@pytest.mark.parametrize("settled", [False, True])
def test_a_change_that_puts_back_size_and_time(folder: Path, later: Callable[[], None], settled: bool) -> None:
    path = folder / "claims" / "a.yaml"
    before = path.stat()
    if settled:
        later()
    noted = traced(folder)
    time.sleep(0.02)
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    assert not Answers().hold(noted)


def removed(folder: Path) -> None:
    (folder / "claims" / "a.yaml").unlink()


def added(folder: Path) -> None:
    (folder / "claims" / "b.yaml").write_text("one")


def renamed(folder: Path) -> None:
    (folder / "claims" / "a.yaml").rename(folder / "claims" / "b.yaml")


def put_into_a_folder(folder: Path) -> None:
    (folder / "claims" / "more").mkdir()


def made_a_folder(folder: Path) -> None:
    removed(folder)
    (folder / "claims" / "a.yaml").mkdir()


def made_a_pipe(folder: Path) -> None:
    removed(folder)
    os.mkfifo(folder / "claims" / "a.yaml")


def made_a_link(folder: Path) -> None:
    (folder / "claims" / "a.yaml").rename(folder / "elsewhere")
    (folder / "claims" / "a.yaml").symlink_to(folder / "elsewhere")


def made_a_linked_folder(folder: Path) -> None:
    (folder / "claims").rename(folder / "elsewhere")
    (folder / "claims").symlink_to(folder / "elsewhere")


def settings_made(folder: Path) -> None:
    (folder / "claimcheck.toml").write_text("")


CHANGES = (
    removed,
    added,
    renamed,
    put_into_a_folder,
    made_a_folder,
    made_a_pipe,
    made_a_link,
    made_a_linked_folder,
    settings_made,
)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("settled", [False, True])
def test_changes(folder: Path, later: Callable[[], None], change: Callable[[Path], None], settled: bool) -> None:
    if settled:
        later()
    noted = traced(folder)
    assert Answers().hold(noted)
    time.sleep(0.02)
    change(folder)
    assert not Answers().hold(noted)


@pytest.mark.parametrize("name", ["notes.txt", ".hidden.yaml", ".git"])
def test_what_no_run_asks_for_changes_nothing(folder: Path, name: str) -> None:
    noted = traced(folder)
    (folder / "claims" / name).write_text("x")
    assert Answers().hold(noted)


def test_a_link_that_leads_elsewhere_now(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).write_text("the same")
    link = folder / "link"
    link.symlink_to("one")
    with tracing(Trace()) as noted:
        read_regular(contained(folder, link), 100)
    assert Answers().hold(noted)
    link.unlink()
    link.symlink_to("two")
    assert not Answers().hold(noted)


def test_a_file_that_was_not_there(folder: Path) -> None:
    with tracing(Trace()) as noted, pytest.raises(UnreadableFile):
        read_regular(contained(folder, folder / "b.txt"), 100)
    assert noted.spoilt is None
    assert Answers().hold(noted)
    (folder / "b.txt").write_text("")
    assert not Answers().hold(noted)


def test_a_file_that_is_not_there_any_more(folder: Path) -> None:
    (folder / "b.txt").write_text("")
    with tracing(Trace()) as noted:
        read_regular(contained(folder, folder / "b.txt"), 100)
    (folder / "b.txt").unlink()
    assert not Answers().hold(noted)


def test_what_cannot_be_read_is_not_kept(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with tracing(Trace()) as noted, pytest.raises(UnreadableFile):
        read_regular(contained(folder, folder / "pipe"), 100)
    assert noted.spoilt is not None
    assert noted.loose == {str(folder / "pipe")}


def test_what_changes_during_the_run_is_not_kept(folder: Path) -> None:
    path = folder / "claims" / "a.yaml"
    with tracing(Trace()) as noted:
        read_regular(path, 100)
        path.write_text("two")
        read_regular(path, 100)
    assert noted.spoilt == f"{path} changed while it was read"


def test_beyond_the_limit_nothing_is_compared(folder: Path) -> None:
    path = folder / "large"
    path.write_text("123456")
    with tracing(Trace()) as noted:
        assert read_regular(path, 4) == b"12345"
    path.write_text("12345678")
    assert Answers().hold(noted)
    path.write_text("12340")
    assert not Answers().hold(noted)


def test_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    with tracing(Trace()) as noted:
        trace.today()
    assert Answers().hold(noted)
    noted.day = "2020-01-01"
    assert not Answers().hold(noted)


def test_a_folder_that_is_asked_for_other_files_too(folder: Path) -> None:
    with tracing(Trace()) as noted:
        assert trace.listed(folder / "claims", YAML) == (("a.yaml", False),)
        assert trace.listed(folder / "claims", (*YAML, ".jsonl")) == (("a.yaml", False),)
    assert noted.spoilt is None
    (folder / "claims" / "b.jsonl").write_text("")
    assert not Answers().hold(noted)


def test_without_a_trace_nothing_is_noted(folder: Path) -> None:
    traced(folder)
    assert trace.current() is None
    assert read_regular(folder / "claims" / "a.yaml", 100) == b"one"
