"""Claim files that were read before: what is to be known of them without reading them again.

A claim of such a file stands for itself: its id, its place and its digest are at hand, and whoever asks it for more
has it read again from its lines. So a run need not read what has not changed, nor hold what it has read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern
from typing import Protocol

from claimcheck.claims.base import Claim
from claimcheck.claims.source import Source
from claimcheck.corpus.bulk.row import Rows
from claimcheck.corpus.quotes import Article
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.yaml_nodes import Mapping as MappingNode
from claimcheck.corpus.yaml_nodes import Node
from claimcheck.findings.model import Finding, Place

_set = object.__setattr__

ToldClaim = tuple[str, str, int, int, int, int, int, str, bool]
"""A known claim as data: id, kind, begin and end of its lines, line, column, last line, digest, has it notes."""


class Shelf(Protocol):
    """Reads again what stands in known files."""

    def claim(self, known: KnownClaim) -> ClaimRecord:
        """Return a claim as it is read."""
        ...

    def claims(self, several: Sequence[KnownClaim]) -> list[ClaimRecord]:
        """Return claims as they are read; those of a file are read together."""
        ...

    def source(self, file: KnownFile) -> SourceRecord:
        """Return the source of a file as it is read."""
        ...

    def article(self, file: KnownFile) -> Article:
        """Return the article of the source of a file."""
        ...


@dataclass(slots=True, eq=False)
class KnownFile:
    """A claim file of one source, or a source of a file of claims in bulk, whose `rows` are there to be read again.

    `real` is its path without links, `digest` the SHA-256 of its bytes, `row` the number of the row with the source.

    `findings` are those of the file and its article by themselves. `head` and `tail` are the offsets between which its
    claims stand. `by_line` says that each of them can be read without the others. `unfounded` are the claims, as
    written, that the article does not bear out.
    """

    name: str
    real: str
    digest: str
    findings: tuple[Finding, ...]
    source: str
    has_article: bool
    by_line: bool
    head: int
    tail: int
    unfounded: tuple[str, ...]
    shelf: Shelf
    rows: Rows | None = None
    row: int = 0
    claims: list[KnownClaim] = field(default_factory=list)
    record: SourceRecord = field(init=False)

    def __post_init__(self) -> None:
        self.record = KnownSource(self)


class KnownSource(SourceRecord):
    """The source of a known file."""

    __slots__ = ("_known",)
    _known: KnownFile

    def __init__(self, known: KnownFile) -> None:
        _set(self, "_known", known)
        _set(self, "file", known.name)

    @property
    def id(self) -> str:
        """The id that claims carry before the `#`."""
        return self._known.source

    @property
    def model(self) -> Source:
        """What is said of it."""
        return self._known.shelf.source(self._known).model

    @property
    def node(self) -> Node | None:
        """Where that stands."""
        return self._known.shelf.source(self._known).node


class KnownClaim(ClaimRecord):
    """A claim of a known file: `begin` and `end` are the offsets of its lines.

    `memo` is what somebody wanted to remember of it when it was put down; it means nothing here.
    """

    __slots__ = ("_column", "_digest", "_has_notes", "_last", "_line", "begin", "end", "known", "memo")
    known: KnownFile
    begin: int
    end: int
    memo: bytes
    _line: int
    _column: int
    _last: int
    _digest: str
    _has_notes: bool

    def __init__(self, known: KnownFile, told: ToldClaim) -> None:
        name, kind, begin, end, line, column, last, digest, has_notes = told
        _set(self, "known", known)
        _set(self, "memo", b"")
        _set(self, "id", intern(name))
        _set(self, "kind", intern(kind))
        _set(self, "begin", begin)
        _set(self, "end", end)
        _set(self, "_line", line)
        _set(self, "_column", column)
        _set(self, "_last", last)
        _set(self, "_digest", digest)
        _set(self, "_has_notes", has_notes)

    def told(self) -> ToldClaim:
        """Return what is known of it as plain data."""
        where = self.begin, self.end, self._line, self._column, self._last
        return self.id, self.kind, *where, self._digest, self._has_notes

    def remember(self, memo: bytes) -> None:
        """Remember something of it, or nothing any more."""
        _set(self, "memo", memo)

    def read(self) -> ClaimRecord:
        """Return the claim as it is read."""
        return self.known.shelf.claim(self)

    def place(self, name: str | None = None) -> Place:
        """Return where a field stands, or where the claim begins."""
        return Place(self.known.name, self._line, self._column) if name is None else self.read().place(name)

    @property
    def first(self) -> int:
        """The offset of its first word."""
        return self.begin + self._column - 1

    @property
    def source(self) -> SourceRecord:
        """Its source, which is read when it is asked for more than its id."""
        return self.known.record

    @property
    def lines(self) -> range:
        """The lines of its file that it stands on."""
        return range(self._line, self._last + 1)

    @property
    def has_notes(self) -> bool:
        """Whether it says something of other claims or of rules."""
        return self._has_notes

    @property
    def digest(self) -> str:
        """A name of what it says, where it was made."""
        return self._digest

    @property
    def fields(self) -> Mapping[str, object]:
        """What rules can see of it."""
        return self.read().fields

    @property
    def model(self) -> Claim:
        """What it says."""
        return self.read().model

    @property
    def node(self) -> MappingNode:
        """Where that stands."""
        return self.read().node

    @property
    def paths(self) -> Mapping[str, tuple[str | int, ...]]:
        """Where the fields stand that are one of several in a list."""
        return self.read().paths


def read_all(claims: Sequence[ClaimRecord]) -> list[ClaimRecord]:
    """Return claims as they are read, which takes less for all than for one after the other."""
    known = [claim for claim in claims if isinstance(claim, KnownClaim)]
    if not known:
        return [claim.read() for claim in claims]
    again = iter(known[0].known.shelf.claims(known))
    return [next(again) if isinstance(claim, KnownClaim) else claim.read() for claim in claims]
