from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus.splice import SpliceError, replace_spans
from claimcheck.corpus.yaml_nodes import at
from claimcheck.corpus.yaml_reader import read_yaml


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.yaml"
    path.write_bytes("\ufeffa: é😀  # why\r\nb: 2\r\n".encode())
    return path


def test_only_the_spans_change(file: Path) -> None:
    data = file.read_bytes()
    file.chmod(0o640)
    root = read_yaml(data).root
    assert root is not None
    a, b = at(root, ("a",)), at(root, ("b",))
    spans = [(b.start.index, b.end.index, "3"), (a.start.index, a.end.index, "|\n  x")]
    digest = replace_spans(file, spans, sha(data))
    assert file.read_bytes() == "\ufeffa: |\r\n  x  # why\r\nb: 3\r\n".encode()
    assert digest == sha(file.read_bytes())
    assert file.stat().st_mode & 0o777 == 0o640
    assert os.listdir(file.parent) == ["claims.yaml"]


def test_an_edit_of_an_anchored_value_keeps_the_anchor(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: &x old\nb: *x\n")
    root = read_yaml(path.read_bytes()).root
    assert root is not None
    node = at(root, ("a",))
    replace_spans(path, [(node.start.index, node.end.index, "new")], sha(path.read_bytes()))
    assert path.read_text() == "a: &x new\nb: *x\n"


def test_no_edit_leaves_the_file_alone(file: Path) -> None:
    before = file.stat().st_mtime_ns, file.stat().st_ino
    assert replace_spans(file, [], sha(file.read_bytes())) == sha(file.read_bytes())
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


@pytest.mark.parametrize("spans", [[(0, 3, ""), (2, 4, "")], [(0, 99, "")], [(3, 2, "")], [(-1, 2, "")]])
def test_bad_spans_change_nothing(file: Path, spans: list[tuple[int, int, str]]) -> None:
    data = file.read_bytes()
    with pytest.raises(SpliceError, match="overlaps another or lies outside the text"):
        replace_spans(file, spans, sha(data))
    assert file.read_bytes() == data


def test_a_changed_file_is_refused(file: Path) -> None:
    digest = sha(file.read_bytes())
    file.write_bytes(b"other")
    with pytest.raises(SpliceError, match="has changed since it was read"):
        replace_spans(file, [(0, 1, "x")], digest)
    assert file.read_bytes() == b"other"


def test_a_change_while_writing_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = sha(file.read_bytes())
    monkeypatch.setattr(os, "fsync", lambda _: file.write_bytes(b"other"))
    with pytest.raises(SpliceError, match="has changed since it was read"):
        replace_spans(file, [(0, 1, "x")], digest)
    assert file.read_bytes() == b"other"
    assert os.listdir(file.parent) == ["claims.yaml"]


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod", "fdopen"])
def test_a_failing_disk_leaves_the_file_whole(file: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    data = file.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(SpliceError, match="cannot be edited: No space left on device"):
        replace_spans(file, [(0, 1, "x")], sha(data))
    assert file.read_bytes() == data
    assert os.listdir(file.parent) == ["claims.yaml"]


def test_what_a_killed_run_left_is_cleared(file: Path) -> None:
    left = file.with_name(".claims.yaml.claimcheck-tmp")
    left.write_bytes(b"half")
    replace_spans(file, [(0, 1, "x")], sha(file.read_bytes()))
    assert os.listdir(file.parent) == ["claims.yaml"]


def test_links_and_odd_files_are_refused(file: Path) -> None:
    link = file.with_name("link.yaml")
    link.symlink_to(file)
    for path in (link, file.parent):
        with pytest.raises(SpliceError, match="is a link or no regular file"):
            replace_spans(path, [], "")
    with pytest.raises(SpliceError, match="No such file"):
        replace_spans(file.with_name("absent.yaml"), [], "")
    file.write_bytes(b"\xff")
    with pytest.raises(SpliceError, match="not UTF-8"):
        replace_spans(file, [], sha(b"\xff"))


@given(st.text("ab\n😀é:# ", max_size=30).filter(lambda text: text.strip() != ""), st.data())
@settings(max_examples=60, deadline=None)
def test_every_byte_outside_the_spans_stays(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("splice") / "f"
    path.write_bytes(text.encode())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    replace_spans(path, [(start, end, "NEW")], sha(text.encode()))
    assert path.read_bytes().decode() == text[:start] + "NEW" + text[end:]
