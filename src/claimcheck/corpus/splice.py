"""Replaces spans of a text file in place, whole or not at all, and leaves every other byte as it is."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

_BOM = b"\xef\xbb\xbf"


class SpliceError(ValueError):
    """A file cannot be edited: a plain sentence; the file is as it was."""


def replace_spans(path: Path, spans: Iterable[tuple[int, int, str]], expected_sha256: str) -> str:
    """Replace spans `(start, end, new text)` of a UTF-8 file; return the SHA-256 of its new bytes, in hex.

    Offsets count code points of the text without its byte order mark, as the marks of YAML nodes do. A line
    end in a new text is written as the file writes its first one. Mode and byte order mark stay.

    Raises SpliceError, and changes nothing, if the file is a link or no regular file, if its SHA-256 is not
    `expected_sha256`, if spans overlap or lie outside the text, or if writing fails.
    """
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            raise SpliceError(f"{path.name} is a link or no regular file: edit the file it stands for")
        old = _unchanged(path, expected_sha256)
        new = _edited(old, sorted(spans))
        if new != old:
            _replace(path, new, stat.S_IMODE(status.st_mode), expected_sha256)
    except OSError as error:
        raise SpliceError(f"{path.name} cannot be edited: {error.strerror or error}") from error
    return hashlib.sha256(new).hexdigest()


def _unchanged(path: Path, expected_sha256: str) -> bytes:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != expected_sha256.lower():
        raise SpliceError(f"{path.name} has changed since it was read: read it again")
    return data


def _edited(data: bytes, spans: list[tuple[int, int, str]]) -> bytes:
    bom = _BOM if data.startswith(_BOM) else b""
    try:
        text = data[len(bom) :].decode("utf-8")
    except UnicodeDecodeError:
        raise SpliceError("the file is not UTF-8: save it as UTF-8") from None
    line_end = _line_end(text)
    pieces: list[str] = []
    done = 0
    for start, end, new in spans:
        if not done <= start <= end <= len(text):
            raise SpliceError(f"the span {start} to {end} overlaps another or lies outside the text")
        pieces += (text[done:start], new.replace("\r\n", "\n").replace("\n", line_end))
        done = end
    return bom + "".join([*pieces, text[done:]]).encode("utf-8")


def _line_end(text: str) -> str:
    first = text.find("\n")
    if first < 0:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text[first - 1 : first] == "\r" else "\n"


def _replace(path: Path, data: bytes, mode: int, expected_sha256: str) -> None:
    # One fixed name a file: what a killed run leaves behind is overwritten by the next, never piled up.
    temporary = path.with_name(f".{path.name}.claimcheck-tmp")
    temporary.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.chmod(temporary, mode)
            os.fsync(file.fileno())
        _unchanged(path, expected_sha256)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # Not every system can open a folder; the file itself is safe by then.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
