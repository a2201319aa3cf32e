"""Reads files and lists folders once, together with what tells later whether they have changed."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from claimcheck.cache.signature import Signature, settled

_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_NONBLOCK", "O_CLOEXEC", "O_NOFOLLOW"):
    _FLAGS |= getattr(os, _name, 0)

Entries = tuple[tuple[str, bool], ...]
"""Names in a folder, each with whether it is a folder itself."""


@contextmanager
def opened(real: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a regular file that is no link; a pipe or a device is refused without waiting for it.

    Raises OSError or ValueError.
    """
    descriptor = os.open(real, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is no regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(descriptor)


def look_at(descriptor: int) -> Signature | None:
    """Return the signature of an open file, which has to be taken before it is read; None while it says nothing.

    A change during the reading then makes the signature one of the past.
    """
    now = time.time_ns()
    return settled(os.fstat(descriptor), now)


def read_bytes(real: str | os.PathLike[str], limit: int) -> bytes:
    """Return the bytes of a regular file, at most one more than the limit. Raises OSError or ValueError."""
    with opened(real) as file:
        return file.read(limit + 1)


def digest_of_file(real: str | os.PathLike[str], limit: int) -> tuple[str, Signature | None]:
    """Return the SHA-256 of a file up to one byte beyond a limit, with its signature. Raises OSError or ValueError."""
    with opened(real) as file:
        before = look_at(file.fileno())
        return digest_of_stream(file, limit), before


def digest_of_stream(file: BinaryIO, limit: int) -> str:
    """Return the SHA-256 of what is left to read of a file, up to one byte beyond a limit."""
    found, left = hashlib.sha256(), limit + 1
    while left > 0 and (chunk := file.read(min(left, _CHUNK))):
        found.update(chunk)
        left -= len(chunk)
    return found.hexdigest()


def list_folder(folder: str | os.PathLike[str], suffixes: tuple[str, ...]) -> tuple[Entries, Signature | None]:
    """Return the folders in a folder and its files of some suffixes, sorted, without hidden ones; links are files.

    Raises OSError.
    """
    now = time.time_ns()
    status = os.stat(folder)
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder or entry.name.endswith(suffixes):
                found.append((entry.name, is_folder))
    return tuple(sorted(found)), settled(status, now)


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def digest_of_entries(entries: Entries) -> str:
    """Return a name for what a folder holds."""
    return digest_of(
        "\0".join(f"{name}/" if folder else name for name, folder in entries).encode("utf-8", "surrogatepass")
    )
