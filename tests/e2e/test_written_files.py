"""Files that are written whole: what is no regular file is written to, and nothing takes its place."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from claimcheck.cli.files import write_atomically
from claimcheck.cli.outputs import Made, write_made


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_atomically(pipe, "findings\n")
    reader.join()
    assert read == ["findings\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("old")
    (tmp_path / "report").symlink_to("elsewhere")
    write_atomically(tmp_path / "report", "new")
    assert not (tmp_path / "report").is_symlink()
    assert ((tmp_path / "report").read_text(), (tmp_path / "elsewhere").read_text()) == ("new", "old")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "report"]


def test_what_is_made_piece_by_piece_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("old")

    def broken() -> Iterator[str]:
        yield "new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_made([Made(report, broken())])
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("report.json", "old")]
    write_made([Made(report, iter(("ne", "w")))])
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("report.json", "new")]
