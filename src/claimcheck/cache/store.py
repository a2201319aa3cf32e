"""Entries on disk: one file each, written whole or not at all, the oldest thrown away first."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.cache.home import UnsafeFolder, default_folder, made_folder, safe_folder
from claimcheck.cache.reading import digest_of, read_bytes
from claimcheck.cache.seal import key_in, sealed, unsealed
from claimcheck.values.value_class import value_class

MAX_ENTRY = 64_000_000
MAX_TOTAL = 256_000_000
MAX_ENTRIES = 2_000
SUFFIX = ".entry"
_TEMPORARY = ".tmp-"
_AN_HOUR = 3_600
_MONTHS = 60 * 86_400


@value_class
class Stored:
    """An entry on disk: its file, its size in bytes, and when it was last of use, in seconds."""

    path: Path
    size: int
    used: float


@value_class
class Store:
    """The cache of one user. Nothing that goes wrong with it is an error: it is then as if it were empty."""

    folder: Path
    key: bytes

    def read(self, root: str, name: str) -> dict[str, Any] | None:
        """Return an entry about a project's root; None unless we wrote it, whole."""
        path = self.folder_of(root) / f"{name}{SUFFIX}"
        try:
            safe_folder(path.parent)
            data = read_bytes(path, MAX_ENTRY)
            value = unsealed(data, self.key) if len(data) <= MAX_ENTRY else None
        except (UnsafeFolder, OSError, ValueError, RecursionError):
            return None
        if value is None or (value.get("root"), value.get("name")) != (root, name):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return value

    def write(self, root: str, name: str, value: dict[str, Any]) -> bool:
        """Write an entry; of several runs at once, the last one's counts. False where it cannot be written."""
        return self.write_all(root, {name: value})

    def write_all(self, root: str, values: Mapping[str, dict[str, Any]]) -> bool:
        """Write several entries; False where one of them cannot be written, and those after it are not."""
        written = all(self._write(root, name, values[name]) for name in values)
        if values:
            self.prune()
        return written

    def _write(self, root: str, name: str, value: dict[str, Any]) -> bool:
        data = sealed({**value, "root": root, "name": name}, self.key)
        if len(data) > MAX_ENTRY:
            return False
        folder = self.folder_of(root)
        temporary = folder / f"{_TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}"
        try:
            made_folder(folder)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                os.replace(temporary, folder / f"{name}{SUFFIX}")
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        except (UnsafeFolder, OSError):
            return False
        return True

    def folder_of(self, root: str) -> Path:
        """Return the folder of a project's entries."""
        return self.folder / digest_of(os.fsencode(root))[:32]

    def entries(self, root: str | None = None) -> list[Stored]:
        """Return the entries of a project, or of all, the oldest first."""
        folders = self._folders() if root is None else [self.folder_of(root)]
        found = [each for folder in folders for each in _stored(folder) if each.path.name.endswith(SUFFIX)]
        return sorted(found, key=lambda each: (each.used, each.path))

    def clear(self, root: str | None = None) -> int:
        """Remove the entries of a project, or of all; return how many there were."""
        entries = self.entries(root)
        gone = sum(_removed(each.path) for each in entries)
        for folder in self._folders() if root is None else [self.folder_of(root)]:
            with contextlib.suppress(OSError):
                folder.rmdir()
        return gone

    def prune(self) -> None:
        """Remove the oldest entries beyond the limits, and what interrupted runs left behind."""
        now = time.time()
        entries = self.entries()
        size, count = sum(each.size for each in entries), len(entries)
        for each in entries:
            if size <= MAX_TOTAL and count <= MAX_ENTRIES and each.used > now - _MONTHS:
                break
            size, count = size - each.size, count - 1
            _removed(each.path)
        for folder in self._folders():
            for each in _stored(folder):
                if each.path.name.startswith(_TEMPORARY) and each.used < now - _AN_HOUR:
                    _removed(each.path)

    def _folders(self) -> list[Path]:
        try:
            with os.scandir(self.folder) as found:
                return [
                    Path(each.path) for each in found if len(each.name) == 32 and each.is_dir(follow_symlinks=False)
                ]
        except OSError:
            return []


def open_store(folder: Path | None = None) -> Store:
    """Open the cache in the default folder, or in another, whose entries are sealed by the key in the default one.

    So a folder that came with a checkout is not believed. Raises UnsafeFolder.
    """
    home = default_folder()
    if home is None:
        raise UnsafeFolder("cannot be found: neither XDG_CACHE_HOME nor a home is set")
    key = key_in(home)
    return Store(home if folder is None else made_folder(folder), key)


def _stored(folder: Path) -> Iterator[Stored]:
    try:
        with os.scandir(folder) as found:
            for each in found:
                with contextlib.suppress(OSError):
                    status = each.stat(follow_symlinks=False)
                    yield Stored(Path(each.path), status.st_size, status.st_mtime)
    except OSError:
        return


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
