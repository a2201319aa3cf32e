"""Claims as a Parquet table: a row is a claim with its source; a column is a key, `claim.metric` or `source.publisher`.

Every column is text, and a cell is what a YAML file would say. A list or a mapping is JSON, and so is a text that could
be taken for JSON: one that begins with a bracket, a brace or a double quotation mark, or is the word null.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from claimcheck.corpus.bulk.cells import PARTS, PLACE, Cells, is_json
from claimcheck.corpus.bulk.kept_texts import KeptTexts
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

MAX_COLUMNS = 500
A_BATCH = 1_000
"""Rows that are held as text at once."""
A_GROUP = 50_000
"""Rows that are written at once."""
_MAX_THRIFT = 10_000_000
_ABSENT = "Parquet needs the library pyarrow: install claimcheck[bulk], or use JSONL"


def read(file: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a table. Raises Unreadable for what is no such table, or too large a one."""
    for number, values, cells in _cells_of(file):
        yield _too_large(number) if values is None else cells.row(values, number)


class Table:
    """The rows of a table, with what claims say kept as few bytes: a table cannot be asked for one row."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._cells = Cells(())
        self._kept = KeptTexts()
        self._source: tuple[str | None, ...] | None = None
        self._sources: dict[int, tuple[str | None, ...]] = {}

    def read(self) -> Iterator[Row]:
        """Yield the rows. Raises Unreadable."""
        for number, values, cells in _cells_of(self._file):
            self._cells = cells
            self._kept.add([values[place] for place, _ in cells.claim] if values is not None else ())
            if values is None:
                yield _too_large(number)
                continue
            source = tuple([values[place] for place, _ in cells.source])
            if source != self._source:
                self._source = self._sources[number] = source
            yield cells.row(values, number)
        _let_go()

    def again(self, number: int) -> Row:
        """Return a row that was read; it has its source where that is another than in the row before."""
        values: list[str | None] = [None] * self._cells.count
        for (place, _), text in zip(self._cells.claim, self._kept.texts(number), strict=True):
            values[place] = text
        for (place, _), text in zip(self._cells.source, self._sources.get(number, ()), strict=False):
            values[place] = text
        return self._cells.row(values, number)


def _let_go() -> None:
    """Give back what the library keeps of the memory that it read with: a table is read once."""
    import pyarrow

    pyarrow.default_memory_pool().release_unused()


def _cells_of(file: BinaryIO) -> Iterator[tuple[int, Sequence[str | None] | None, Cells]]:
    """Yield each row with its number, and with what makes rows; None for one that is too large. Raises Unreadable."""
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
        cells = Cells(names)
        for batch in table.iter_batches(batch_size=A_BATCH, columns=names, use_threads=False):
            columns = [_texts(column) for column in batch.columns]
            for values in zip(*columns, strict=True):
                number += 1
                size = sum(len(text) for text in values if text is not None)
                total += size
                if total > MAX_BYTES:
                    raise Unreadable(f"this table says more than {MAX_BYTES:,} characters: split it into several files")
                yield number, values if size <= MAX_ROW else None, cells
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
    dictionary, indices = column.dictionary, column.indices
    if len(dictionary) > len(indices):
        # Of the texts of a large group of rows, those that stand in these.
        used = indices.dictionary_encode()
        dictionary, indices = dictionary.take(used.dictionary), used.indices
    texts: list[str | None] = dictionary.to_pylist()
    return [None if index is None else texts[index] for index in indices.to_pylist()]


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
    if isinstance(value, str) and not is_json(value):
        return value
    return json.dumps(value, ensure_ascii=False)


FORMAT = Format(read, Table, write, 8)
