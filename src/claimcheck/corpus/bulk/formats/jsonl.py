"""Claims as lines of JSON: a line that gives a source, then a line for each claim, which names its source by id."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from claimcheck.corpus.bulk.json_nodes import read_row
from claimcheck.corpus.bulk.row import MAX_ROW, MAX_ROWS, UNREADABLE, Format, Row, Unreadable, Written

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(file: BinaryIO) -> Iterator[Row]:
    """Yield the lines that hold anything. Raises Unreadable for more lines than are read."""
    number = 0
    while line := file.readline(MAX_ROW + 1):
        number += 1
        if number > MAX_ROWS:
            raise Unreadable(f"this file has more than {MAX_ROWS:,} lines: split it into several files")
        if len(line) > MAX_ROW:
            _skip_line(file, line)
            yield _refused(number, f"this line is longer than {MAX_ROW:,} bytes: one claim is a line")
            continue
        if number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if line.strip():
            yield _read_line(line, number)


def _read_line(line: bytes, number: int) -> Row:
    try:
        return read_row(line.decode("utf-8"), number)
    except UnicodeDecodeError as error:
        return _refused(number, f"the byte 0x{line[error.start]:02x} is not UTF-8 here: save the file as UTF-8")


def _refused(number: int, message: str) -> Row:
    return Row(number, None, ((UNREADABLE, message),))


def _skip_line(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(MAX_ROW)


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


FORMAT = Format(read, write)
