"""Reads claim files: the source that each is about, and its claims. What is wrong is noted; the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from pathlib import Path

from claimcheck.claims.source import Source
from claimcheck.corpus.build import ClaimMaker, describe
from claimcheck.corpus.bulk.documents import read_documents, read_twice
from claimcheck.corpus.bulk.registry import is_bulk
from claimcheck.corpus.bulk.row import Rows
from claimcheck.corpus.identifiers import check_identifiers
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_file import read_node
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar, Sequence
from claimcheck.values.value_class import slot_class

FILE_KEYS = ("source", "claims")


@slot_class()
class FileRead:
    """What a claim file holds: its source, several in a file of claims in bulk, and its claims by their ids.

    `waiting` counts claims that may refer to a vocabulary that cannot be read. `goes_on` says that these are further
    claims of the source that was read last.
    """

    sources: list[SourceRecord] = field(default_factory=list)
    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    waiting: int = 0
    goes_on: bool = False


Seen = dict[str, Node | int]
"""Entries of a source by their ids, or the lines that they stand on."""


class ClaimFiles:
    """Reads the claim files of a project one after the other.

    `taken` has the file of each source so far, for no two may have one id. With `whole` False a part of the vocabulary
    could not be read, and ids that are not known are no problem of the claims.
    """

    def __init__(self, root: Path, vocabulary: Vocabulary, *, whole: bool = True) -> None:
        self.taken: dict[str, str] = {}
        self._root = root
        self._vocabulary = vocabulary
        self._context = {"calendars": vocabulary.calendars}
        self._whole = whole
        self._maker = ClaimMaker(vocabulary.kinds, self._context)

    def read(self, path: Path, problems: Problems) -> FileRead:
        """Read a file."""
        found = FileRead()
        if is_bulk(path):
            for document in read_documents(path, problems, self._root):
                self._document(document, problems, found, {})
            return found
        root = read_node(path, problems, self._root)
        if root is None:
            if not problems.found:
                problems.add("CLM002", "the file is empty; a claim file has `source` and `claims`")
        elif not isinstance(root, Mapping):
            problems.add("CLM003", "a claim file is a mapping with the keys `source` and `claims`", root)
        else:
            self._document(root, problems, found, {})
        return found

    def pieces(self, path: Path, problems: Problems) -> tuple[Iterator[FileRead], Rows | None]:
        """Read a file of claims in bulk source by source, each at its time; also return its rows, for a third look."""
        documents, rows = read_twice(path, problems, self._root)
        return self._pieces(documents, problems), rows

    def _pieces(self, documents: Iterable[tuple[Mapping, bool]], problems: Problems) -> Iterator[FileRead]:
        source: SourceRecord | None = None
        seen: Seen = {}
        for document, goes_on in documents:
            found = FileRead(goes_on=goes_on)
            if not goes_on:
                seen = {}
                source = self._document(document, problems, found, seen)
            elif source is not None:
                self._claims(document, source, problems, found, seen)
            yield found

    def read_again(self, root: Mapping, source: SourceRecord) -> dict[str, ClaimRecord]:
        """Read claims of a file that was read before."""
        found = FileRead()
        self._claims(root, source, Problems(source.file), found, {})
        return found.claims

    def entries_again(self, entries: Iterable[Mapping], source: SourceRecord) -> dict[str, ClaimRecord]:
        """Read entries of a file that was read before."""
        problems = Problems(source.file)
        return {record.id: record for entry in entries for record in self._maker.records(entry, source, problems)}

    def source_again(self, root: Mapping, file: str) -> SourceRecord | None:
        """Read the source of a file that was read before."""
        return self._source(root, Problems(file))

    def _document(self, root: Mapping, problems: Problems, found: FileRead, seen: Seen) -> SourceRecord | None:
        for key, _ in root.entries:
            if key.text not in FILE_KEYS:
                hint = did_you_mean(key.text, FILE_KEYS)
                problems.add("CLM001", f"a claim file has no key `{key.text[:80]}`{hint}", key)
        source = self._source(root, problems)
        if source is not None:
            found.sources.append(source)
            self._claims(root, source, problems, found, seen)
        elif isinstance(root.get("claims"), Sequence):
            add_note(problems, "the claims of this file are not read until its source is mended")
        return source

    def _source(self, root: Mapping, problems: Problems) -> SourceRecord | None:
        node = root.get("source")
        if node is None:
            problems.add(
                "CLM002",
                "the file lacks `source`: whose claims these are, and when they were published",
                root,
            )
            return None
        model = read_model(Source, node, problems, "the source", self._context)
        if model is None:
            return None
        if model.id in self.taken:
            problems.add(
                "CLM005",
                f'the source id "{model.id}" is taken by {self.taken[model.id]}; give this source another',
                value_of(node, "id"),
            )
            return None
        self.taken[model.id] = problems.file
        return SourceRecord(model, problems.file, node)

    def _claims(self, root: Mapping, source: SourceRecord, problems: Problems, found: FileRead, seen: Seen) -> None:
        node = root.get("claims")
        if node is None or (isinstance(node, Scalar) and node.is_null):
            place = root.key_node("claims") or root
            problems.add("CLM002", "the file lacks `claims`: a list of what the source says", place)
            return
        if not isinstance(node, Sequence):
            stands = "a mapping" if isinstance(node, Mapping) else "a single word"
            message = f'`claims` is a list, each item with a "-" before it, and {stands} stands here'
            problems.add("CLM003", message, node)
            return
        for entry in node.items:
            records = self._maker.records(entry, source, problems)
            if not records:
                continue
            identifier = records[0].model.id
            if identifier in seen:
                first = seen[identifier]
                line = first if isinstance(first, int) else first.start.line
                problems.add(
                    "CLM005",
                    f"{describe(records[0].node)} has the id of the claim on line {line}; give it another",
                    value_of(records[0].node, "id"),
                )
                continue
            # Lines of plain files are counted when somebody asks; an entry of another kind is not to be held for that.
            seen[identifier] = entry if entry.is_by_line else entry.start.line
            before = len(problems.found)
            if self._are_known(records, problems):
                found.claims.update({record.id: record for record in records})
            elif not self._whole:
                # What they refer to may stand in the file that cannot be read; that has been said.
                del problems.found[before:]
                found.waiting += 1

    def _are_known(self, records: Iterable[ClaimRecord], problems: Problems) -> bool:
        """Check the claims that one entry stands for; what is wrong with several of them is noted once."""
        before = len(problems.found)
        known = True
        for record in records:
            known = check_identifiers(record, self._vocabulary, problems) and known
        seen = {(each.code, each.place, each.message): each for each in problems.found[before:]}
        problems.found[before:] = seen.values()
        return known


def add_note(problems: Problems, note: str) -> None:
    """Add a note to the last problem."""
    last = problems.found[-1]
    problems.found[-1] = replace(last, notes=(*last.notes, note))


def value_of(node: Node, key: str) -> Node:
    """Return the value of a key for its place; the node itself where it has none."""
    value = node.get(key) if isinstance(node, Mapping) else None
    return value if isinstance(value, Scalar) else node
