"""Claim files that were read before: what is to be known of them without reading them again.

A claim of such a file stands for itself: its id, its place and its digest are at hand, and whoever asks it for more
has it read again from its lines. So a run need not read what has not changed, nor hold what it has read.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
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

PLACES = 6
"""How many numbers are known of a claim."""
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
    written, that the article does not bear out. `where` and `digests` are what is known of each claim, one after the
    other: numbers in a column take a tenth of what they do as objects.
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
    where: array[int] = field(init=False, default_factory=partial(array, "I"))
    digests: list[str] = field(init=False, default_factory=list)
    record: SourceRecord = field(init=False)

    def __post_init__(self) -> None:
        self.record = KnownSource(self)

    def note(self, told: ToldClaim) -> int:
        """Note what is known of a further claim, and return its number."""
        number = len(self.where) // PLACES
        self.where.extend((*told[2:7], told[8]))
        if told[7]:
            self.digests += [""] * (number - len(self.digests)) + [told[7]]
        return number


class KnownSource(SourceRecord):
    """The source of a known file."""

    __slots__ = ("known",)
    known: KnownFile

    def __init__(self, known: KnownFile) -> None:
        _set(self, "known", known)
        _set(self, "file", known.name)

    @property
    def id(self) -> str:
        """The id that claims carry before the `#`."""
        return self.known.source

    @property
    def model(self) -> Source:
        """What is said of it."""
        return self.known.shelf.source(self.known).model

    @property
    def node(self) -> Node | None:
        """Where that stands."""
        return self.known.shelf.source(self.known).node


class KnownClaim(ClaimRecord):
    """A claim of a known file, which has what is known of it under its number.

    `memo` is what somebody wanted to remember of it when it was put down; it means nothing here.
    """

    __slots__ = ("memo", "number")
    number: int
    memo: bytes

    def __init__(self, known: KnownFile, told: ToldClaim) -> None:
        _set(self, "source", known.record)
        _set(self, "memo", b"")
        _set(self, "id", told[0])
        _set(self, "kind", intern(told[1]))
        _set(self, "number", known.note(told))

    @property
    def known(self) -> KnownFile:
        """The file that it stands in."""
        source = self.source
        assert isinstance(source, KnownSource)
        return source.known

    def _where(self) -> array[int]:
        """Return begin and end of its lines, line, column, last line, and whether it has notes."""
        return self.known.where[self.number * PLACES : self.number * PLACES + PLACES]

    def told(self) -> ToldClaim:
        """Return what is known of it as plain data."""
        begin, end, line, column, last, notes = self._where()
        return self.id, self.kind, begin, end, line, column, last, self.digest, bool(notes)

    def remember(self, memo: bytes) -> None:
        """Remember something of it, or nothing any more."""
        _set(self, "memo", memo)

    def read(self) -> ClaimRecord:
        """Return the claim as it is read."""
        return self.known.shelf.claim(self)

    def place(self, name: str | None = None) -> Place:
        """Return where a field stands, or where the claim begins."""
        if name is not None:
            return self.read().place(name)
        where = self._where()
        return Place(self.known.name, where[2], where[3])

    @property
    def span(self) -> tuple[int, int]:
        """The offsets of its lines."""
        begin, end = self._where()[:2]
        return begin, end

    @property
    def first(self) -> int:
        """The offset of its first word."""
        where = self._where()
        return where[0] + where[3] - 1

    @property
    def lines(self) -> range:
        """The lines of its file that it stands on."""
        where = self._where()
        return range(where[2], where[4] + 1)

    @property
    def has_notes(self) -> bool:
        """Whether it says something of other claims or of rules."""
        return bool(self.known.where[self.number * PLACES + PLACES - 1])

    @property
    def digest(self) -> str:
        """A name of what it says, where it was made."""
        digests = self.known.digests
        return digests[self.number] if self.number < len(digests) else ""

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
