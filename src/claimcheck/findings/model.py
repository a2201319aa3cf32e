"""The finding: one verdict on one set of claims, with its places, its arithmetic and its suspects."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from claimcheck.values.value_class import value_class


class Severity(StrEnum):
    """How bad a finding is. `rank` orders them, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info."""
        return list(Severity).index(self)

    def capped(self, cap: Severity) -> Severity:
        """Return the milder of the two."""
        return self if self.rank >= cap.rank else cap


@value_class
class Place:
    """A point in a file of the project: a path relative to its root, a line and a column that count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def __lt__(self, other: Place) -> bool:
        return (self.file, self.line, self.column) < (other.file, other.line, other.column)


@value_class
class Evidence:
    """A claim's part in a finding: the field that speaks, where it stands, and what follows from it."""

    claim: str
    role: str
    field: str
    place: Place
    quote: str
    says: str


@value_class
class Correction:
    """A field of a claim, what it states, and what would have agreed with everything else."""

    claim: str
    field: str
    stated: str
    would_agree: str
    slip: str | None = None


Diagnosis = tuple[Correction, ...]
"""Corrections that together leave the claims consistent."""


@value_class
class Cluster:
    """Claims that say one and the same of the subject of a finding."""

    says: str
    claims: tuple[str, ...]


@value_class
class Finding:
    """One verdict. `claims` is empty and `subject` and `reading` are None when it is about a file, not a claim."""

    code: str
    name: str
    severity: Severity
    message: str
    place: Place
    reading: str | None = None
    subject: str | None = None
    claims: tuple[Evidence, ...] = ()
    derivation: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    suspects: Diagnosis = ()
    alternatives: tuple[Diagnosis, ...] = ()
    repairs: tuple[str, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    distance: str | None = None
    excerpt: str | None = None
    hint: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A name for the finding that survives edits: made of code, subject and the claims with their roles.

        A finding without claims takes its file and message instead, for it has nothing steadier.
        """
        parts: Iterable[str]
        if self.claims:
            members = sorted({f"{e.claim}\x1f{e.role}" for e in self.claims})
            parts = (self.code, self.subject or "", *members)
        else:
            parts = (self.code, self.place.file, self.message)
        return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def order(self) -> tuple[object, ...]:
        """The key that puts findings in a stable order: by place, then code, then subject."""
        return (
            self.place.file,
            self.place.line,
            self.place.column,
            self.code,
            self.subject or "",
            self.message,
        )


@value_class
class Agreement:
    """A variable on which independent sources have been compared and fit."""

    subject: str
    value: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]


@value_class
class NotChecked:
    """A check that could not be made: which operand is missing, and why."""

    rule: str
    claims: tuple[str, ...]
    operand: str
    reason: str
