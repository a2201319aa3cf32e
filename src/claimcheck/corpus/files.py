"""Reads files that strangers put into a checkout: regular ones only, of bounded size, inside the project."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from claimcheck.cache.reading import look_at
from claimcheck.cache.trace import note_file, note_unreadable, real_path, spoil, streamed


class UnreadableFile(Exception):
    """A file that is not read, and why: a clause that goes on from "the file"."""


def contained(root: Path, path: Path) -> Path:
    """Return the real path of a file inside the root, all links followed. Raises UnreadableFile when it is outside."""
    try:
        real_root, real = real_path(root), real_path(path)
    except (OSError, RuntimeError, ValueError):
        spoil("a file cannot be reached", path)
        raise UnreadableFile("cannot be reached") from None
    return inside(real_root, real, path)


def inside(real_root: Path, real: Path, path: Path) -> Path:
    """Return the real path of a file, where it is known as that of the root is. Raises UnreadableFile as above."""
    if not lies_in(real_root, real):
        spoil("a file lies outside the project", path)
        raise UnreadableFile("lies outside the project")
    return real


def lies_in(folder: Path, path: Path) -> bool:
    """Tell whether a path is a folder or lies in it; of paths whose links are followed their letters say it."""
    return path == folder or os.path.normcase(path).startswith(os.path.join(os.path.normcase(folder), ""))


def read_regular(real: Path, limit: int) -> bytes:
    """Return the bytes of a regular file, at most one more than the limit. Raises UnreadableFile."""
    with _noted(real), _opened(real) as file:
        before = look_at(file.fileno())
        data = file.read(limit + 1)
    note_file(real, limit, data, before)
    return data


@contextmanager
def open_regular(real: Path, limit: int) -> Iterator[BinaryIO]:
    """Open a regular file of at most a number of bytes, to be read piece by piece. Raises UnreadableFile."""
    with _noted(real), _opened(real) as file:
        if os.fstat(file.fileno()).st_size > limit:
            raise UnreadableFile(f"is larger than {limit:,} bytes")
        with streamed(real, limit, file):
            yield file


def size_of(path: Path) -> int:
    """Return how many bytes a file has, by which work is judged before it is done; 0 where that cannot be told."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0


@contextmanager
def _noted(real: Path) -> Iterator[None]:
    try:
        yield
    except UnreadableFile:
        note_unreadable(real)
        raise


@contextmanager
def _opened(real: Path) -> Iterator[BinaryIO]:
    """Open a regular file once and look at it through its descriptor, so that it cannot be exchanged in between.

    A pipe or a device is refused without waiting for it.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOFOLLOW"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(real, flags)
    except FileNotFoundError:
        raise UnreadableFile("does not exist") from None
    except (OSError, ValueError):
        raise UnreadableFile("cannot be opened") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableFile("is not a regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file
    except OSError:
        raise UnreadableFile("cannot be read from its disk") from None
    finally:
        os.close(descriptor)
