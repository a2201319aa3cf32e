"""Claims as lines of JSON: a line that gives a source, then a line for each claim, which names its source by id."""

from __future__ import annotations

import json
import os
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from claimcheck.corpus.bulk.json_nodes import read_row
from claimcheck.corpus.bulk.row import MAX_ROW, MAX_ROWS, UNREADABLE, Changed, Format, Row, Unreadable, Written

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(file: BinaryIO) -> Iterator[Row]:
    """Yield the lines that hold anything. Raises Unreadable for more lines than are read."""
    for number, _, line in _lines(file):
        row = _read_line(line, number)
        if row is not None:
            yield row


class Lines:
    """The lines of a file, read again from where each begins, by whichever process: the file is held open for that."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._descriptor = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._descriptor)
        self._begins = array("Q")
        self._known = self._state()

    def read(self) -> Iterator[Row]:
        """Yield the lines that hold anything. Raises Unreadable for more lines than are read."""
        for number, length, line in _lines(self._file):
            if not self._begins:
                self._begins.append(0)
            self._begins.append(self._begins[-1] + length)
            row = _read_line(line, number)
            if row is not None:
                yield row

    def again(self, number: int) -> Row:
        """Return a line that was read. Raises Changed."""
        begin, end = self._begins[number - 1], self._begins[number]
        line = self._piece(begin, end - begin)
        row = _read_line(line, number) if self._state() == self._known and len(line) == end - begin else None
        if row is None:
            raise Changed
        return row

    def _piece(self, begin: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._descriptor, length, begin)
        # Where there is no such call there are no forks either, which would share the place in the file.
        os.lseek(self._descriptor, begin, os.SEEK_SET)
        return os.read(self._descriptor, length)

    def _state(self) -> tuple[int, int]:
        """Return what is another once somebody has written to the file."""
        status = os.fstat(self._descriptor)
        return status.st_size, status.st_mtime_ns


def _lines(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Yield each line with its number and its length; of one that is too long only the beginning."""
    number = 0
    while line := file.readline(MAX_ROW + 1):
        number += 1
        if number > MAX_ROWS:
            raise Unreadable(f"this file has more than {MAX_ROWS:,} lines: split it into several files")
        length = len(line)
        if length > MAX_ROW:
            length += _skip_line(file, line)
        yield number, length, line


def _read_line(line: bytes, number: int) -> Row | None:
    """Return what a line says; None where nothing stands on it."""
    if len(line) > MAX_ROW:
        return _refused(number, f"this line is longer than {MAX_ROW:,} bytes: one claim is a line")
    if number == 1:
        line = line.removeprefix(_BYTE_ORDER_MARK)
    if line.isspace() or not line:
        return None
    try:
        return read_row(line.decode("utf-8"), number)
    except UnicodeDecodeError as error:
        return _refused(number, f"the byte 0x{line[error.start]:02x} is not UTF-8 here: save the file as UTF-8")


def _refused(number: int, message: str) -> Row:
    return Row(number, None, ((UNREADABLE, message),))


def _skip_line(file: BinaryIO, line: bytes) -> int:
    """Go to the end of a line, and return how many bytes that is from where its beginning was read to."""
    length = 0
    while line and not line.endswith(b"\n"):
        line = file.readline(MAX_ROW)
        length += len(line)
    return length


def write(claims: Callable[[], Iterable[Written]], file: BinaryIO) -> None:
    """Write a line for each source, where its first claim stands, and one for each claim."""
    source: Mapping[str, Any] | None = None
    for each in claims():
        if each.source is not source:
            source = each.source
            file.write(_line({"source": source}))
        if each.claim is not None:
            file.write(_line({"source": source["id"], "claim": each.claim, "place": each.place}))


def _line(data: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False)}\n".encode()


FORMAT = Format(read, Lines, write)
