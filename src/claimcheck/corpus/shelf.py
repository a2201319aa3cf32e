"""Reads claims of known files again when they are asked for, and holds those that were asked for last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

from claimcheck.cache.reading import digest_of, read_bytes
from claimcheck.corpus.claim_files import ClaimFiles
from claimcheck.corpus.known import KnownClaim, KnownFile
from claimcheck.corpus.quotes import Article
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.text_source import SourceTextError, read_article, written_path
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_nodes import Lines, Mapping, Node
from claimcheck.corpus.yaml_plain import read_plainly
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.corpus.yaml_text import MAX_BYTES, decode_text

FEW = 1_000
"""How many claims are held where there are many: some ten megabytes."""
SOURCES = 500
ARTICLES = 50

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class FileChanged(Exception):
    """A file says something else than it did when this run began: a sentence."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} changed while it was read; run again")


class _Held(Generic[Key, Value]):
    """The values that were asked for last."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: Key, value: Value) -> Value:
        self._values[key] = value
        self._shrink()
        return value

    def limit(self, most: int) -> None:
        self._most = most
        self._shrink()

    def _shrink(self) -> None:
        while self._most is not None and len(self._values) > self._most:
            self._values.popitem(last=False)


class ReadingShelf:
    """Reads the claims, sources and articles of a project's known files."""

    def __init__(self, root: Path, vocabulary: Vocabulary) -> None:
        self._root = root
        self._vocabulary = vocabulary
        self._claims: _Held[str, ClaimRecord] = _Held(None)
        self._sources: _Held[str, SourceRecord] = _Held(SOURCES)
        self._articles: _Held[str, Article] = _Held(ARTICLES)
        self._lines: _Held[str, Lines] = _Held(SOURCES)

    def hold_few(self) -> None:
        """Hold no more claims than are at work: there are many."""
        self._claims.limit(FEW)

    def hold(self, claims: Iterable[ClaimRecord]) -> None:
        """Hold claims that have just been read."""
        for claim in claims:
            self._sources.put(claim.source.file, claim.source)
            self._claims.put(claim.id, claim)

    def claim(self, known: KnownClaim) -> ClaimRecord:
        """Return a claim as it is read. Raises FileChanged."""
        held = self._claims.get(known.id)
        if held is not None:
            return held
        file = known.known
        text = text_of(file)
        root = self._read(file, text, (0, file.head), (known.begin, known.end), (file.tail, len(text)))
        reader = ClaimFiles(self._root, self._vocabulary)
        found = reader.read_again(root, file.name, self._sources.get(file.name)).claims
        self.hold(found.values())
        if known.id not in found:
            raise FileChanged(file.name)
        return found[known.id]

    def source(self, file: KnownFile) -> SourceRecord:
        """Return the source of a file as it is read. Raises FileChanged."""
        held = self._sources.get(file.name)
        if held is not None:
            return held
        text = text_of(file)
        root = self._read(file, text, (0, file.head), (file.tail, len(text)))
        found = ClaimFiles(self._root, self._vocabulary).source_again(root, file.name)
        if found is None:
            raise FileChanged(file.name)
        return self._sources.put(file.name, found)

    def _read(self, file: KnownFile, text: str, *spans: tuple[int, int]) -> Mapping:
        """Return what stands in some lines of a file, or the whole file where its lines lean on each other."""
        root: Node | None = None
        if file.by_line:
            lines = self._lines.get(file.name) or self._lines.put(file.name, Lines(text))
            # Counted now, so that no claim holds the text of its file.
            lines.mark(0)
            root = read_plainly(text, spans, lines)
        root = root or read_yaml(text).root
        if not isinstance(root, Mapping):
            raise FileChanged(file.name)
        return root

    def article(self, file: KnownFile) -> Article:
        """Return the article of the source of a file. Raises FileChanged."""
        held = self._articles.get(file.name)
        if held is not None:
            return held
        try:
            path = written_path((self._root / file.name).parent, self.source(file).model.text or "")
            return self._articles.put(file.name, Article(read_article(self._root, path)))
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
