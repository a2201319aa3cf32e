"""Reads files that strangers put into a checkout: regular ones only, of bounded size, inside the project."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class UnreadableFile(Exception):
    """A file that is not read, and why: a clause that goes on from "the file"."""


def contained(root: Path, path: Path) -> Path:
    """Return the real path of a file inside the root, all links followed. Raises UnreadableFile when it is outside."""
    try:
        real_root, real = root.resolve(), path.resolve()
    except (OSError, RuntimeError, ValueError):
        raise UnreadableFile("cannot be reached") from None
    if not real.is_relative_to(real_root):
        raise UnreadableFile("lies outside the project")
    return real


def read_regular(real: Path, limit: int) -> bytes:
    """Return the bytes of a regular file, at most one more than the limit. Raises UnreadableFile.

    It is opened once and looked at through its descriptor, so that it cannot be exchanged in between; a pipe or a
    device is refused without waiting for it.
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
            return file.read(limit + 1)
    except OSError:
        raise UnreadableFile("cannot be read from its disk") from None
    finally:
        os.close(descriptor)
