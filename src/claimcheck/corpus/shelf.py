"""Reads claims of known files again when they are asked for, and holds those that were asked for last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from claimcheck.cache.reading import digest_of, read_bytes
from claimcheck.corpus.bulk.row import Changed, Rows
from claimcheck.corpus.bulk.row_entry import part_of
from claimcheck.corpus.claim_files import ClaimFiles
from claimcheck.corpus.known import KnownClaim, KnownFile
from claimcheck.corpus.quotes import Article
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.text_source import SourceTextError, read_article, written_path
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_entries import EntryReader
from claimcheck.corpus.yaml_nodes import Lines, Mapping, Node
from claimcheck.corpus.yaml_plain import read_plainly
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.corpus.yaml_text import MAX_BYTES, decode_text

FEW = 1_000
"""How many claims are held where there are many: some ten megabytes."""
SOURCES = 2_000
ARTICLES = 50
CHARACTERS = 8_000_000
"""How much of the texts of files is held, so that claims are read again without a look at the disk; of more files than
that a few percent of the time is spent on it."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class FileChanged(Exception):
    """A file says something else than it did when this run began: a sentence."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} changed while it was read; run again")


def _one(_: object) -> int:
    return 1


class _Held(Generic[Key, Value]):
    """The values that were asked for last, as many as weigh no more than the most."""

    def __init__(self, most: int | None, weight: Callable[[Value], int] = _one) -> None:
        self._most = most
        self._weight = weight
        self._held = 0
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: Key, value: Value) -> Value:
        if key in self._values:
            self._held -= self._weight(self._values[key])
        self._values[key] = value
        self._held += self._weight(value)
        self._shrink()
        return value

    def limit(self, most: int) -> None:
        self._most = most
        self._shrink()

    def _shrink(self) -> None:
        while self._most is not None and self._held > self._most:
            self._held -= self._weight(self._values.popitem(last=False)[1])


class ReadingShelf:
    """Reads the claims, sources and articles of a project's known files."""

    def __init__(self, root: Path, vocabulary: Vocabulary) -> None:
        self._root = root
        self._vocabulary = vocabulary
        self._claims: _Held[str, ClaimRecord] = _Held(None)
        self._sources: _Held[str, SourceRecord] = _Held(SOURCES)
        self._articles: _Held[str, Article] = _Held(ARTICLES)
        self._lines: _Held[str, Lines] = _Held(SOURCES)
        self._texts: _Held[str, str] = _Held(CHARACTERS, len)
        self._files = ClaimFiles(root, vocabulary)

    def hold_few(self) -> None:
        """Hold no more claims than are at work: there are many."""
        self._claims.limit(FEW)

    def hold(self, claims: Iterable[ClaimRecord]) -> None:
        """Hold claims that have just been read."""
        for claim in claims:
            self._sources.put(claim.source.id, claim.source)
            self._claims.put(claim.id, claim)

    def hold_text(self, file: KnownFile, text: str) -> None:
        """Hold the text of a file that has just been read."""
        self._texts.put(file.name, text)

    def claim(self, known: KnownClaim) -> ClaimRecord:
        """Return a claim as it is read. Raises FileChanged."""
        return self._claims.get(known.id) or self._again(known.known, [known])[known.id]

    def claims(self, several: Sequence[KnownClaim]) -> list[ClaimRecord]:
        """Return claims as they are read; those of a file are read together. Raises FileChanged."""
        found: dict[str, ClaimRecord] = {}
        missing: dict[str, list[KnownClaim]] = {}
        for known in several:
            held = self._claims.get(known.id)
            if held is None:
                missing.setdefault(known.known.source, []).append(known)
            else:
                found[known.id] = held
        for wanted in missing.values():
            found |= self._again(wanted[0].known, wanted)
        return [found[known.id] for known in several]

    def _again(self, file: KnownFile, wanted: Sequence[KnownClaim]) -> dict[str, ClaimRecord]:
        """Read claims of a file again."""
        if file.rows is not None:
            return self._rows_again(file, file.rows, wanted)
        text = self._text(file)
        source = self.source(file)
        entries = self._entries(file, text, wanted) if file.by_line else None
        if entries is None:
            spans = sorted({known.span for known in wanted})
            root = self._read(file, text, (0, file.head), *spans, (file.tail, len(text)))
            found = self._reader().read_again(root, source)
        else:
            found = self._reader().entries_again(entries, source)
        return self._held(file, found, wanted)

    def _rows_again(self, file: KnownFile, rows: Rows, wanted: Sequence[KnownClaim]) -> dict[str, ClaimRecord]:
        """Read claims of rows again, each of its own row."""
        numbers = dict.fromkeys(known.lines.start for known in wanted)
        entries = [part_of(self._row(file, rows, number), "claim") for number in numbers]
        known = (entry for entry in entries if isinstance(entry, Mapping))
        return self._held(file, self._reader().entries_again(known, self.source(file)), wanted)

    def _row(self, file: KnownFile, rows: Rows, number: int) -> Mapping:
        try:
            node = rows.again(number).node
        except Changed:
            raise FileChanged(file.name) from None
        if not isinstance(node, Mapping):
            raise FileChanged(file.name)
        return node

    def _held(
        self, file: KnownFile, found: dict[str, ClaimRecord], wanted: Sequence[KnownClaim]
    ) -> dict[str, ClaimRecord]:
        """Hold claims that were read again, and return them: those that were wanted are among them."""
        self.hold(found.values())
        for known in wanted:
            claim = found.get(known.id)
            if claim is None:
                raise FileChanged(file.name)
            # Findings, coverage and whoever reads the claim again name it by the same words.
            object.__setattr__(claim, "id", known.id)
        return found

    def _entries(self, file: KnownFile, text: str, wanted: Sequence[KnownClaim]) -> list[Mapping] | None:
        """Return the entries that claims were made of, without a look at the rest of their file, where that can be."""
        reader = EntryReader(text, self._lines_of(file, text))
        spans = dict.fromkeys((known.first, known.span[1]) for known in wanted)
        found = [reader.read(start, end) for start, end in spans]
        known = [entry for entry in found if entry is not None]
        return known if len(known) == len(found) else None

    def _lines_of(self, file: KnownFile, text: str) -> Lines:
        lines = self._lines.get(file.name) or self._lines.put(file.name, Lines(text))
        # Counted now, so that no claim holds the text of its file.
        lines.mark(0)
        return lines

    def _text(self, file: KnownFile) -> str:
        held = self._texts.get(file.name)
        return self._texts.put(file.name, text_of(file)) if held is None else held

    def _reader(self) -> ClaimFiles:
        """Return what reads claims: it knows their forms, and of no source that its id is taken."""
        self._files.taken.clear()
        return self._files

    def source(self, file: KnownFile) -> SourceRecord:
        """Return the source of a file as it is read. Raises FileChanged."""
        held = self._sources.get(file.source)
        if held is not None:
            return held
        if file.rows is None:
            text = self._text(file)
            root = self._read(file, text, (0, file.head), (file.tail, len(text)))
        else:
            root = self._row(file, file.rows, file.row)
        found = self._reader().source_again(root, file.name)
        if found is None:
            raise FileChanged(file.name)
        return self._sources.put(file.source, found)

    def _read(self, file: KnownFile, text: str, *spans: tuple[int, int]) -> Mapping:
        """Return what stands in some lines of a file, or the whole file where its lines lean on each other."""
        root: Node | None = None
        if file.by_line:
            root = read_plainly(text, spans, self._lines_of(file, text))
        root = root or read_yaml(text).root
        if not isinstance(root, Mapping):
            raise FileChanged(file.name)
        return root

    def article(self, file: KnownFile) -> Article:
        """Return the article of the source of a file. Raises FileChanged."""
        held = self._articles.get(file.source)
        if held is not None:
            return held
        try:
            path = written_path((self._root / file.name).parent, self.source(file).model.text or "")
            return self._articles.put(file.source, Article(read_article(self._root, path)))
        except SourceTextError:
            raise FileChanged(f"the article of {file.name}") from None


def text_of(file: KnownFile) -> str:
    """Return the text of a known file. Raises FileChanged where it is another one by now."""
    try:
        data = read_bytes(file.real, MAX_BYTES)
    except (OSError, ValueError):
        raise FileChanged(file.name) from None
    if digest_of(data) != file.digest:
        raise FileChanged(file.name)
    return decode_text(data)
