"""Claims as a Parquet table: a row is a claim with its source; a column is a key, `claim.metric` or `source.publisher`.

Every column is text, and a cell is what a YAML file would say. A list or a mapping is JSON, and so is a text that could
be taken for JSON: one that begins with a bracket, a brace or a double quotation mark, or is the word null.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from claimcheck.corpus.bulk.json_nodes import mark_of, read_row
from claimcheck.corpus.bulk.row import (
    MAX_BYTES,
    MAX_ROW,
    MAX_ROWS,
    UNREADABLE,
    Format,
    Row,
    Unavailable,
    Unreadable,
    Written,
)
from claimcheck.corpus.yaml_nodes import Mapping as MappingNode
from claimcheck.corpus.yaml_nodes import Mark, Node, Scalar

PLACE = "place"
PARTS = ("source", "claim")
MAX_COLUMNS = 500
A_BATCH = 1_000
"""Rows that are held as text at once."""
A_GROUP = 50_000
"""Rows that are written at once."""
_MAX_THRIFT = 10_000_000
_ABSENT = "Parquet needs the library pyarrow: install claimcheck[bulk], or use JSONL"


def read(file: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a table. Raises Unreadable for what is no such table, or too large a one."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise Unreadable(_ABSENT) from None
    number = total = 0
    try:
        names = _checked_columns(parquet.ParquetFile(file, **_LIMITS))
        file.seek(0)
        # A text that stands in many rows is kept once: a small file cannot fill the memory.
        table = parquet.ParquetFile(file, read_dictionary=names, **_LIMITS)
        cells = _Cells(names)
        for batch in table.iter_batches(batch_size=A_BATCH, columns=names, use_threads=False):
            columns = [_texts(column) for column in batch.columns]
            for values in zip(*columns, strict=True):
                number += 1
                size = sum(len(text) for text in values if text is not None)
                total += size
                if total > MAX_BYTES:
                    raise Unreadable(f"this table says more than {MAX_BYTES:,} characters: split it into several files")
                yield cells.row(values, number) if size <= MAX_ROW else _too_large(number)
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        said = " ".join(str(error).split())[:200]
        raise Unreadable(
            f"this is no Parquet table of claims that can be read from row {number + 1} on: {said}"
        ) from None


def _too_large(number: int) -> Row:
    return Row(number, None, ((UNREADABLE, f"this row holds more than {MAX_ROW:,} characters: one claim is a row"),))


_LIMITS: Mapping[str, Any] = {"thrift_string_size_limit": _MAX_THRIFT, "thrift_container_size_limit": _MAX_THRIFT}


def _checked_columns(table: Any) -> list[str]:
    """Return the names of the columns, all of which must be text and of a claim or its source."""
    schema = table.schema_arrow
    names: list[str] = list(schema.names)
    if table.metadata.num_rows > MAX_ROWS:
        raise Unreadable(f"this table has more than {MAX_ROWS:,} rows: split it into several files")
    if len(names) > MAX_COLUMNS or len(set(names)) < len(names):
        raise Unreadable(f"this table has more than {MAX_COLUMNS} columns, or two of one name")
    for name, kind in zip(names, schema.types, strict=True):
        shown = name[:60]
        if name != PLACE and (name.partition(".")[0] not in PARTS or not name.partition(".")[2]):
            raise Unreadable(f'the column "{shown}" is neither `{PLACE}` nor named like `claim.metric` or `source.id`')
        if not _is_text(kind):
            said = str(kind)[:60]
            raise Unreadable(f'the column "{shown}" is of the type {said}; columns are text, as sources word it')
    return names


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    plain = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(plain) or types.is_large_string(plain))


def _texts(column: Any) -> list[str | None]:
    """Return the cells of a column; those of one text are one object."""
    texts: list[str | None] = column.dictionary.to_pylist()
    return [None if index is None else texts[index] for index in column.indices.to_pylist()]


class _Cells:
    """Makes rows of cells. Rows of one source that follow each other share its nodes."""

    def __init__(self, names: Sequence[str]) -> None:
        split = [(number, *name.partition(".")[::2]) for number, name in enumerate(names)]
        self.source = [(number, key) for number, part, key in split if part == "source"]
        self.claim = [(number, key) for number, part, key in split if part == "claim"]
        self.place = [(number, PLACE) for number, part, _ in split if part == PLACE]
        self.last: tuple[tuple[str | None, ...], Node, list[tuple[str, str]]] | None = None

    def row(self, values: Sequence[str | None], number: int) -> Row:
        mark = mark_of(number)
        problems: list[tuple[str, str]] = []
        source = self._source(values, mark, problems)
        entries = [(Scalar("source", mark, mark, "plain"), source)]
        claim = _mapping(self.claim, values, mark, problems)
        if claim.entries:
            entries.append((Scalar("claim", mark, mark, "plain"), claim))
        entries.extend(_mapping(self.place, values, mark, problems).entries)
        return Row(number, MappingNode(tuple(entries), mark, mark, False), tuple(problems))

    def _source(self, values: Sequence[str | None], mark: Mark, problems: list[tuple[str, str]]) -> Node:
        key = tuple(values[number] for number, _ in self.source)
        if self.last is None or self.last[0] != key:
            found: list[tuple[str, str]] = []
            self.last = (key, _mapping(self.source, values, mark, found), found)
            problems.extend(found)
        return self.last[1]


def _mapping(
    columns: Sequence[tuple[int, str]], values: Sequence[str | None], mark: Mark, problems: list[tuple[str, str]]
) -> MappingNode:
    entries = []
    for number, key in columns:
        text = values[number]
        if text is not None:
            entries.append((Scalar(key, mark, mark, "double"), _cell(text, key, mark, problems)))
    return MappingNode(tuple(entries), mark, mark, False)


def _cell(text: str, key: str, mark: Mark, problems: list[tuple[str, str]]) -> Node:
    if not _is_json(text):
        return Scalar(text, mark, mark, "double")
    row = read_row(text, mark.line)
    problems.extend((code, f"the cell `{key[:60]}`: {message}") for code, message in row.problems)
    return row.node or Scalar("null", mark, mark, "plain")


def _is_json(text: str) -> bool:
    return text.startswith(("[", "{", '"')) or text == "null"


def write(claims: Callable[[], Iterable[Written]], file: BinaryIO) -> None:
    """Write the table; the claims are gone through twice, first for their keys. Raises Unavailable."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise Unavailable(_ABSENT) from None
    names = _columns_of(claims())
    schema = pyarrow.schema([(name, pyarrow.string()) for name in names])
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for rows in _in_groups(claims()):
            columns = [pyarrow.array([row.get(name) for row in rows], pyarrow.string()) for name in names]
            writer.write_table(pyarrow.table(columns, schema=schema))


def _columns_of(claims: Iterable[Written]) -> list[str]:
    """Return the names of the columns that the claims need, in the order in which they come up."""
    found: dict[str, dict[str, None]] = {part: {} for part in PARTS}
    for each in claims:
        found["source"].update(dict.fromkeys(each.source))
        found["claim"].update(dict.fromkeys(each.claim or ()))
    return [*(f"{part}.{key}" for part in PARTS for key in found[part]), PLACE]


def _in_groups(claims: Iterable[Written]) -> Iterator[list[dict[str, str]]]:
    rows: list[dict[str, str]] = []
    for each in claims:
        parts = (("source", each.source), ("claim", each.claim or {}))
        rows.append({f"{part}.{key}": _written(value) for part, data in parts for key, value in data.items()})
        rows[-1][PLACE] = each.place
        if len(rows) == A_GROUP:
            yield rows
            rows = []
    yield rows


def _written(value: Any) -> str:
    if isinstance(value, str) and not _is_json(value):
        return value
    return json.dumps(value, ensure_ascii=False)


FORMAT = Format(read, write)
