"""Reads a baseline file: entries with their places, and findings about what cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from claimcheck.cache.trace import is_there
from claimcheck.claims.base import Model
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.yaml_file import read_node
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar, Sequence
from claimcheck.findings.model import Finding, Place
from claimcheck.rules.model import CODE_PATTERN
from claimcheck.values.value_class import value_class

VERSION = "1"
MAX_ENTRIES = 10_000
KEYS = ("version", "findings")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day is written as 2026-11-22")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"there is no day {value}") from None


Day = Annotated[date, BeforeValidator(_day)]


class Entry(Model):
    """A finding that is answered for: which one, in full, why, by whom, and until when."""

    fingerprint: str = Field(pattern=r"^[0-9a-f]{16}$", description="The name of the finding")
    code: str = Field(pattern=CODE_PATTERN, description="Its code")
    subject: str | None = Field(default=None, max_length=2000, description="What it is about")
    file: str | None = Field(default=None, max_length=1000, description="Where it is, when it has no claims")
    claims: dict[str, str] = Field(
        default_factory=dict, max_length=1000, description="Its claims, each with a digest of what it states"
    )
    count: int = Field(default=1, ge=1, le=1000, description="How many findings of this name it answers for")
    reason: str | None = Field(default=None, max_length=2000, description="Why the finding may stay")
    author: str | None = Field(default=None, max_length=200, description="Who says so")
    date: Day = Field(description="The day on which it was added")
    expires: Day | None = Field(default=None, description="The last day on which it holds")

    @property
    def is_explained(self) -> bool:
        """Whether it gives a reason."""
        return bool(self.reason and self.reason.strip())


@value_class
class Written:
    """An entry as a file has it."""

    entry: Entry
    node: Mapping
    place: Place


@value_class
class Baseline:
    """A baseline file that was read: its usable entries, what is wrong with it, its text and its root."""

    file: str
    entries: tuple[Written, ...] = ()
    findings: tuple[Finding, ...] = ()
    text: str = ""
    root: Node | None = None


def read_baseline(path: Path, shown: str, root: Path) -> Baseline:
    """Read a baseline file inside a root; one that does not exist is empty. `shown` is what findings call it."""
    if not is_there(path):
        return Baseline(shown)
    reading, problems = Problems(shown), Problems(shown)
    node = read_node(path, reading, root)
    problems.text = reading.text
    for found in reading.found:
        problems.at("BAS001", found.message, found.place.line, found.place.column)
    entries = tuple(_entries(node, problems)) if node is not None else ()
    return Baseline(shown, entries, tuple(problems.found), reading.text, node)


def _entries(root: Node, problems: Problems) -> Iterator[Written]:
    if not isinstance(root, Mapping):
        problems.add("BAS001", "a baseline is a mapping with the keys `version` and `findings`", root)
        return
    for key, _ in root.entries:
        if key.text not in KEYS:
            problems.add("BAS001", f"a baseline has no key `{key.text[:80]}`{did_you_mean(key.text, KEYS)}", key)
    version, listed = root.get("version"), root.get("findings")
    if not isinstance(version, Scalar) or version.text != VERSION:
        problems.add("BAS001", f"the version of a baseline is {VERSION}: write `version: {VERSION}`", version or root)
        return
    if listed is None or (isinstance(listed, Scalar) and listed.is_null):
        return
    if not isinstance(listed, Sequence):
        problems.add("BAS001", "`findings` of a baseline is a list of entries", listed)
    elif len(listed.items) > MAX_ENTRIES:
        many = f"a baseline has at most {MAX_ENTRIES:,} entries, and this one has {len(listed.items):,}"
        problems.add("BAS001", many, listed)
    else:
        yield from _listed(listed, problems)


def _listed(listed: Sequence, problems: Problems) -> Iterator[Written]:
    lines: dict[str, int] = {}
    for item in listed.items:
        reading = Problems(problems.file, problems.text)
        entry = read_model(Entry, item, reading, "this entry")
        for found in reading.found:
            problems.at("BAS001", found.message, found.place.line, found.place.column, found.hint)
        if entry is None or not isinstance(item, Mapping):
            continue
        if entry.fingerprint in lines:
            first = f"the entry on line {lines[entry.fingerprint]} has this fingerprint already"
            problems.add("BAS001", first, item.get("fingerprint"))
            continue
        lines[entry.fingerprint] = item.start.line
        yield Written(entry, item, Place(problems.file, item.start.line, item.start.column))
