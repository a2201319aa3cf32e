"""Writes files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def write_atomically(path: Path, text: str) -> None:
    """Write a text file by way of a temporary one beside it, so that no reader ever sees half of it.

    Raises OSError when it cannot be written; what stood there before is untouched then.
    """
    with open_atomically(path) as file:
        file.write(text.encode())


@contextmanager
def open_atomically(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file to be written piece by piece, which takes the place of the file at the end.

    What is no regular file, such as `/dev/stdout` or a pipe, is written to as it is: nothing may take its place. A link
    to a regular file is replaced itself: it may come with a checkout, and lead anywhere.
    Raises OSError when it cannot be written; what stood there before is untouched then, as after any other exception.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    temporary = path.with_name(f".{path.name}.claimcheck-tmp")
    temporary.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
