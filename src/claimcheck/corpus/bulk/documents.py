"""Makes of rows what a claim file is: a source with its claims, as the nodes that every reader gives."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path

from claimcheck.corpus.bulk.registry import format_of
from claimcheck.corpus.bulk.row import MAX_BYTES, UNREADABLE, Row, Rows, Unreadable
from claimcheck.corpus.bulk.row_entry import RowEntry, part_of
from claimcheck.corpus.files import UnreadableFile, contained, open_regular
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.validate import to_data
from claimcheck.corpus.yaml_nodes import Mapping, Mark, Node, Scalar, Sequence

ROW_KEYS = ("source", "claim", "place")
_KEYS = frozenset(ROW_KEYS)
A_PIECE = 1_000
"""So many claims of a source without a text are read at once where they are put down."""
MAX_NOTED = 100
"""Rows of a file that are told one by one when they cannot be used; the others are counted."""
_SHOWN = 60


def read_documents(path: Path, problems: Problems, root: Path) -> list[Mapping]:
    """Return a mapping of `source` and `claims` for each source of a file, noting what is wrong with its rows."""
    grouping = _Grouping(_Notes(problems))
    with _telling(grouping, problems):
        for row in read_rows(path, root):
            grouping.add(row)
    return [document for document, _ in grouping.documents()]


def read_twice(path: Path, problems: Problems, root: Path) -> tuple[Iterator[tuple[Mapping, bool]], Rows | None]:
    """Return what `read_documents` does, one by one: rows are read for what they belong to, and again in their turn.

    The claims of a source without a text come in pieces, of which each is a document; beside it stands whether it goes
    on from the one before. The rows are there to be read once more.
    """
    rows: Rows | None = None
    grouping = _Grouping(_Notes(problems))
    with _telling(grouping, problems), open_regular(contained(root, path), MAX_BYTES) as file:
        rows = grouping.rows = format_of(path.suffix[1:]).rows(file)
        for row in rows.read():
            grouping.add(row)
    return grouping.documents(), rows


def documents_in(data: bytes, suffix: str) -> list[Mapping]:
    """Return what `read_documents` does, of a file's bytes; what is wrong with it is not said."""
    grouping = _Grouping(_Notes(Problems("")))
    with suppress(Unreadable):
        for row in format_of(suffix[1:]).read(BytesIO(data)):
            grouping.add(row)
    return [document for document, _ in grouping.documents()]


def read_rows(path: Path, root: Path) -> Iterator[Row]:
    """Yield the rows of a file inside a root. Raises UnreadableFile and Unreadable."""
    form = format_of(path.suffix[1:])
    with open_regular(contained(root, path), MAX_BYTES) as file:
        yield from form.read(file)


@contextmanager
def _telling(grouping: _Grouping, problems: Problems) -> Iterator[None]:
    """Note why rows cannot be read any further, and what is wrong with them together."""
    try:
        yield
    except (UnreadableFile, Unreadable) as error:
        said = f"the file {error}, so it is not read" if isinstance(error, UnreadableFile) else str(error)
        problems.add(UNREADABLE, said)
    else:
        if not grouping.rows_met:
            problems.add("CLM002", "the file is empty; a row of it has `source` and `claim`")
    grouping.tell_unknown()
    grouping.notes.tell_rest()


class _Notes:
    """Notes what is wrong with rows, the first of them one by one."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.noted = 0
        self.last = 1

    def add(self, code: str, message: str, number: int) -> None:
        self.noted += 1
        self.last = number
        if self.noted <= MAX_NOTED:
            self.problems.at(code, message, number, 1)

    def tell_rest(self) -> None:
        if self.noted > MAX_NOTED:
            self.problems.at(
                UNREADABLE, f"{self.noted - MAX_NOTED} more such rows of this file are wrong", self.last, 1
            )


@dataclass(slots=True)
class _Group:
    """A source with its claims; `source` is None as long as rows have only named it.

    Of claims that are read again, the rows are known by their numbers.
    """

    mark: Mark
    source: Mapping | None = None
    claims: list[Node] = field(default_factory=list)
    numbers: array[int] = field(default_factory=partial(array, "I"))


class _Grouping:
    """Sources with their claims, in the order of their first rows; with `rows`, claims are read again from them."""

    def __init__(self, notes: _Notes) -> None:
        self.notes = notes
        self.rows: Rows | None = None
        self.rows_met = 0
        self.groups: dict[str, _Group] = {}

    def add(self, row: Row) -> None:
        """Take a row into the group of its source, or note why it cannot be."""
        self.rows_met += 1
        for code, message in row.problems:
            self.notes.add(code, message, row.number)
        if row.node is None:
            return
        if not isinstance(row.node, Mapping):
            self.notes.add("CLM003", "a row is a mapping with the keys `source` and `claim`", row.number)
            return
        if not (isinstance(row.node, RowEntry) and row.node.told is not None and row.node.told.keys() <= _KEYS):
            self._check_keys(row.node, row.number)
        group = self._group(row.node, row.number)
        claim = part_of(row.node, "claim")
        if group is None or claim is None:
            return
        if self.rows is None:
            group.claims.append(claim)
        else:
            group.numbers.append(row.number)

    def _check_keys(self, row: Mapping, number: int) -> None:
        for key, _ in row.entries:
            if key.text not in _KEYS:
                hint = did_you_mean(key.text, ROW_KEYS)
                self.notes.add("CLM001", f"a row has no key `{key.text[:_SHOWN]}`{hint}", number)

    def _group(self, node: Mapping, number: int) -> _Group | None:
        return self._known_group(node) or self._new_group(node, number)

    def _known_group(self, node: Mapping) -> _Group | None:
        """Return the group of a row that plainly has the source of one before: rows of a table share what it says."""
        told = node.told if isinstance(node, RowEntry) else None
        source = None if told is None else told.get("source")
        name = source.get("id") if isinstance(source, dict) else source
        group = self.groups.get(name) if isinstance(name, str) else None
        if group is None or isinstance(source, str):
            return group
        return group if isinstance(group.source, RowEntry) and group.source.told is source else None

    def _new_group(self, node: Mapping, number: int) -> _Group | None:
        source = part_of(node, "source")
        match source:
            case Mapping():
                return self._whole(source, number)
            case Scalar() if not source.is_null:
                return self.groups.setdefault(source.text, _Group(node.start))
            case None:
                message = "the row lacks `source`: the whole source, or the id of one that another row gives"
                self.notes.add("CLM002", message, number)
            case _:
                message = "`source` of a row is a mapping, or the id of one that another row gives"
                self.notes.add("CLM003", message, number)
        return None

    def _whole(self, source: Mapping, number: int) -> _Group | None:
        """Return the group of a source that a row gives in full; one that differs from an earlier row has none."""
        identifier = part_of(source, "id")
        name = identifier.text if isinstance(identifier, Scalar) else f"\0{to_data(source)}"
        group = self.groups.setdefault(name, _Group(source.start))
        if group.source is None:
            group.source = source
        elif group.source is not source and _said(group.source) != _said(source):
            first = group.source.start.line
            message = f'the source "{name[:_SHOWN]}" is given otherwise on line {first}, so this row is not read'
            self.notes.add("CLM005", message, number)
            return None
        return group

    def tell_unknown(self) -> None:
        """Note what claims name that no row gives as a source."""
        known = [name for name, group in self.groups.items() if group.source is not None]
        for name, group in self.groups.items():
            if group.source is None:
                claims = len(group.claims) + len(group.numbers)
                count = f"{claims} claims name" if claims > 1 else "the claim names"
                hint = did_you_mean(name, known)
                message = f'{count} the source "{name[:_SHOWN]}", which no row of this file gives{hint}'
                self.notes.add("CLM002", message, group.mark.line)

    def documents(self) -> Iterator[tuple[Mapping, bool]]:
        """Yield the claim files that the rows stand for, in order, each with whether it goes on from the one before."""
        for group in self.groups.values():
            if group.source is None:
                continue
            if self.rows is None:
                yield _document(group.source, group.claims), False
                continue
            for start in range(0, len(group.numbers) or 1, _size(group)):
                some = group.numbers[start : start + _size(group)]
                yield _document(group.source, _again(self.rows, some)), start > 0


def _size(group: _Group) -> int:
    """Return how many claims of a source are a piece. Those of one article are looked at together."""
    textless = group.source is None or part_of(group.source, "text") is None
    return A_PIECE if textless else len(group.numbers) or 1


def _again(rows: Rows, numbers: Iterable[int]) -> Iterator[Node]:
    """Yield the claims of some rows that have each one."""
    for number in numbers:
        row = rows.again(number).node
        claim = part_of(row, "claim") if isinstance(row, Mapping) else None
        if claim is not None:
            yield claim


def _said(node: Mapping) -> object:
    return node.told if isinstance(node, RowEntry) and node.told is not None else to_data(node)


def _document(source: Mapping, claims: Iterable[Node]) -> Mapping:
    start = source.start
    listed = Sequence(tuple(claims), start, start, False)
    entries = ((Scalar("source", start, start, "plain"), source), (Scalar("claims", start, start, "plain"), listed))
    return Mapping(entries, start, start, False)
