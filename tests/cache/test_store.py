"""Entries are believed when we wrote them, whole, in a folder that is ours alone; all else is as good as none."""

from __future__ import annotations

import json
import os
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from claimcheck.cache import program as programs
from claimcheck.cache import store as storing
from claimcheck.cache.home import UnsafeFolder, default_folder, made_folder
from claimcheck.cache.seal import MAGIC, sealed, unsealed
from claimcheck.cache.store import Store, open_store

KEY = b"k" * 32
ROOT = "/some/project"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(made_folder(tmp_path / "cache"), KEY)


def entry(store: Store, name: str = "a") -> Path:
    return store.folder_of(ROOT) / f"{name}.entry"


def test_what_is_written_is_read(store: Store) -> None:
    assert store.read(ROOT, "a") is None
    assert store.write(ROOT, "a", {"status": 0})
    assert store.read(ROOT, "a") == {"status": 0, "root": ROOT, "name": "a"}
    assert store.read("/another", "a") is None
    assert [path.stat().st_mode & 0o777 for path in (store.folder, entry(store).parent, entry(store))] == [
        0o700,
        0o700,
        0o600,
    ]


def test_every_byte_counts(store: Store) -> None:
    store.write(ROOT, "a", {"status": 0})
    whole = entry(store).read_bytes()
    for place in range(len(whole)):
        entry(store).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert store.read(ROOT, "a") is None, place
        entry(store).write_bytes(whole[:place])
        assert store.read(ROOT, "a") is None, place
    entry(store).write_bytes(whole + b" ")
    assert store.read(ROOT, "a") is None
    entry(store).write_bytes(whole)
    assert store.read(ROOT, "a") is not None


@pytest.mark.parametrize("data", [b"", b"{}", MAGIC, MAGIC + b"0" * 64 + b"\n{}", b"\x80\x04N.", b"[" * 100_000])
def test_what_others_write_is_nothing(store: Store, data: bytes) -> None:
    store.write(ROOT, "a", {"status": 0})
    entry(store).write_bytes(data)
    assert store.read(ROOT, "a") is None


def test_an_entry_counts_in_its_own_place_alone(store: Store) -> None:
    store.write(ROOT, "a", {"status": 0})
    entry(store).rename(entry(store, "b"))
    assert store.read(ROOT, "b") is None
    store.write(ROOT, "a", {"status": 0})
    other = store.folder_of("/other")
    other.mkdir()
    entry(store).rename(other / "a.entry")
    assert store.read("/other", "a") is None


def test_a_seal_of_another_secret_is_none() -> None:
    assert unsealed(sealed({"a": 1}, KEY), KEY) == {"a": 1}
    assert unsealed(sealed({"a": 1}, b"x" * 32), KEY) is None


def test_entries_are_json(store: Store) -> None:
    store.write(ROOT, "a", {"text": "\x1b[31m\udcff\n"})
    body = entry(store).read_bytes().partition(b"\n")[2]
    assert json.loads(body)["text"] == "\x1b[31m\udcff\n"
    assert body.isascii()


def test_a_link_is_not_followed(store: Store, tmp_path: Path) -> None:
    store.write(ROOT, "a", {"status": 0})
    entry(store).rename(tmp_path / "moved")
    entry(store).symlink_to(tmp_path / "moved")
    assert store.read(ROOT, "a") is None
    store.write(ROOT, "a", {"status": 1})
    assert not entry(store).is_symlink()
    assert json.loads((tmp_path / "moved").read_bytes().partition(b"\n")[2])["status"] == 0


def test_a_folder_of_others_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("")
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    for name, why in (
        ("link", "is a link, and links are not followed"),
        ("file", "cannot be made: File exists"),
        ("open", "can be written to by other users"),
        ("file/below", "cannot be made: File exists"),
        ("a\0b", "cannot be made: "),
    ):
        with pytest.raises(UnsafeFolder, match=why):
            made_folder(tmp_path / name)


def test_a_folder_of_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(UnsafeFolder, match="belongs to another user"):
        made_folder(tmp_path)


def test_a_disk_that_is_full_is_no_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert not store.write(ROOT, "a", {"status": 0})
    assert list(entry(store).parent.iterdir()) == []


def test_the_oldest_go_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "MAX_ENTRIES", 3)
    for age, name in ((4, "a"), (3, "b"), (2, "c")):
        store.write(ROOT, name, {})
        os.utime(entry(store, name), (1e9, time.time() - age))
    store.read(ROOT, "a")
    store.write("/other", "d", {})
    assert [each.path.name for each in store.entries()] == ["c.entry", "a.entry", "d.entry"]
    monkeypatch.setattr(storing, "MAX_TOTAL", entry(store, "a").stat().st_size * 2)
    store.prune()
    assert [each.path.name for each in store.entries()] == ["a.entry", "d.entry"]


def test_what_nobody_used_for_long_goes_and_so_does_what_was_left_behind(store: Store) -> None:
    store.write(ROOT, "a", {})
    left, fresh = (entry(store).with_name(f".tmp-{name}") for name in "12")
    left.write_text("")
    fresh.write_text("")
    for path, age in ((entry(store), 61 * 86_400), (left, 7_200)):
        os.utime(path, (1e9, time.time() - age))
    store.write(ROOT, "b", {})
    assert sorted(path.name for path in entry(store).parent.iterdir()) == [".tmp-2", "b.entry"]


def test_an_entry_that_is_too_large_is_not_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "MAX_ENTRY", 200)
    assert store.write(ROOT, "a", {})
    assert not store.write(ROOT, "a", {"text": "x" * 200})
    monkeypatch.setattr(storing, "MAX_ENTRY", 20)
    assert store.read(ROOT, "a") is None


def test_clearing(store: Store) -> None:
    store.write(ROOT, "a", {})
    store.write("/other", "b", {})
    assert store.clear(ROOT) == 1
    assert [each.path.name for each in store.entries()] == ["b.entry"]
    assert store.clear() == 1
    assert list(store.folder.iterdir()) == []


def test_a_cache_that_came_with_a_checkout_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "checkout" / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    open_store(given).write(ROOT, "a", {"status": 0})
    assert open_store(given).read(ROOT, "a") is not None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    assert open_store(given).read(ROOT, "a") is None


def test_a_secret_that_was_cut_short_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = open_store()
    (first.folder / "key").write_bytes(b"short")
    second = open_store()
    assert (len(second.key), second.key != first.key) == (32, True)
    assert (second.folder / "key").stat().st_mode & 0o777 == 0o600
    (first.folder / "key").unlink()
    (first.folder / "key").mkdir()
    with pytest.raises(UnsafeFolder, match="has a key that cannot be read"):
        open_store()


def test_where_it_is() -> None:
    assert default_folder({"XDG_CACHE_HOME": "/x", "HOME": "/h"}) == Path("/x/claimcheck")
    assert default_folder({"XDG_CACHE_HOME": "relative", "HOME": "/h"}) == Path("/h/.cache/claimcheck")
    assert default_folder({"HOME": ""}) is None
    assert default_folder({}) is None


def test_runs_at_once_never_see_half_of_an_entry(store: Store) -> None:
    texts = [letter * 200_000 for letter in "abcd"]
    seen: list[object] = []

    def work(text: str) -> None:
        for _ in range(20):
            assert store.write(ROOT, "a", {"text": text})
            found = store.read(ROOT, "a")
            seen.append(None if found is None else found["text"])

    threads = [threading.Thread(target=work, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 80
    assert set(seen) <= set(texts)
    assert [path.name for path in entry(store).parent.iterdir()] == ["a.entry"]


def test_secrets_made_at_once_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    keys: list[bytes] = []
    threads = [threading.Thread(target=lambda: keys.append(open_store().key)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(keys), len(set(keys))) == (8, 1)
    assert [path.name for path in (tmp_path / "claimcheck").iterdir()] == ["key"]


def test_each_file_of_the_program_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cache/program.py", "__pycache__/x.pyc", "page.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a")
    monkeypatch.setattr(programs, "__file__", str(tmp_path / "cache" / "program.py"))
    found = [programs.program()]
    assert programs.program() == found[0]
    (tmp_path / "__pycache__" / "x.pyc").write_text("longer")
    assert programs.program() == found[0]
    for change in (
        lambda: os.utime(tmp_path / "page.css", ns=(1, 1)),
        lambda: (tmp_path / "new.yaml").write_text(""),
        lambda: monkeypatch.setattr(programs, "__version__", "99"),
        lambda: monkeypatch.syspath_prepend(str(tmp_path / "site-packages")),
        lambda: (tmp_path / "site-packages" / "new").mkdir(parents=True),
    ):
        change()
        found.append(programs.program())
    assert [one == other for one, other in pairwise(found)] == [False, False, False, True, False]
