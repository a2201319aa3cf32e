"""Makes of rows what a claim file is: a source with its claims, as the nodes that every reader gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from claimcheck.corpus.bulk.registry import format_of
from claimcheck.corpus.bulk.row import MAX_BYTES, UNREADABLE, Row, Unreadable
from claimcheck.corpus.files import UnreadableFile, contained, open_regular
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.validate import to_data
from claimcheck.corpus.yaml_nodes import Mapping, Mark, Node, Scalar, Sequence

ROW_KEYS = ("source", "claim", "place")
MAX_NOTED = 100
"""Rows of a file that are told one by one when they cannot be used; the others are counted."""
_SHOWN = 60


def read_documents(path: Path, problems: Problems, root: Path) -> list[Mapping]:
    """Return a mapping of `source` and `claims` for each source of a file, noting what is wrong with its rows."""
    grouping = _Grouping(_Notes(problems))
    try:
        for row in read_rows(path, root):
            grouping.add(row)
    except (UnreadableFile, Unreadable) as error:
        said = f"the file {error}, so it is not read" if isinstance(error, UnreadableFile) else str(error)
        problems.add(UNREADABLE, said)
    else:
        if not grouping.rows:
            problems.add("CLM002", "the file is empty; a row of it has `source` and `claim`")
    found = list(grouping.documents())
    grouping.notes.tell_rest()
    return found


def documents_in(data: bytes, suffix: str) -> list[Mapping]:
    """Return what `read_documents` does, of a file's bytes; what is wrong with it is not said."""
    grouping = _Grouping(_Notes(Problems("")))
    with suppress(Unreadable):
        for row in format_of(suffix[1:]).read(BytesIO(data)):
            grouping.add(row)
    return list(grouping.documents())


def read_rows(path: Path, root: Path) -> Iterator[Row]:
    """Yield the rows of a file inside a root. Raises UnreadableFile and Unreadable."""
    form = format_of(path.suffix[1:])
    with open_regular(contained(root, path), MAX_BYTES) as file:
        yield from form.read(file)


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
    """A source with its claims; `source` is None as long as rows have only named it."""

    mark: Mark
    source: Mapping | None = None
    claims: list[Node] = field(default_factory=list)


class _Grouping:
    def __init__(self, notes: _Notes) -> None:
        self.notes = notes
        self.rows = 0
        self.groups: dict[str, _Group] = {}

    def add(self, row: Row) -> None:
        """Take a row into the group of its source, or note why it cannot be."""
        self.rows += 1
        for code, message in row.problems:
            self.notes.add(code, message, row.number)
        if row.node is None:
            return
        if not isinstance(row.node, Mapping):
            self.notes.add("CLM003", "a row is a mapping with the keys `source` and `claim`", row.number)
            return
        for key, _ in row.node.entries:
            if key.text not in ROW_KEYS:
                hint = did_you_mean(key.text, ROW_KEYS)
                self.notes.add("CLM001", f"a row has no key `{key.text[:_SHOWN]}`{hint}", row.number)
        group = self._group(row.node, row.number)
        claim = row.node.get("claim")
        if group is not None and claim is not None:
            group.claims.append(claim)

    def _group(self, node: Mapping, number: int) -> _Group | None:
        source = node.get("source")
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
        identifier = source.get("id")
        name = identifier.text if isinstance(identifier, Scalar) else f"\0{to_data(source)}"
        group = self.groups.setdefault(name, _Group(source.start))
        if group.source is None:
            group.source = source
        elif group.source is not source and to_data(group.source) != to_data(source):
            first = group.source.start.line
            message = f'the source "{name[:_SHOWN]}" is given otherwise on line {first}, so this row is not read'
            self.notes.add("CLM005", message, number)
            return None
        return group

    def documents(self) -> Iterator[Mapping]:
        """Yield the claim files that the rows stand for, in the order of their first rows."""
        known = [name for name, group in self.groups.items() if group.source is not None]
        for name, group in self.groups.items():
            if group.source is not None:
                yield _document(group.source, group.claims)
                continue
            count = f"{len(group.claims)} claims name" if len(group.claims) > 1 else "the claim names"
            hint = did_you_mean(name, known)
            message = f'{count} the source "{name[:_SHOWN]}", which no row of this file gives{hint}'
            self.notes.add("CLM002", message, group.mark.line)


def _document(source: Mapping, claims: Iterable[Node]) -> Mapping:
    start = source.start
    listed = Sequence(tuple(claims), start, start, False)
    entries = ((Scalar("source", start, start, "plain"), source), (Scalar("claims", start, start, "plain"), listed))
    return Mapping(entries, start, start, False)
