"""Pieces of runs: what is kept of files and of some claims, in entries of which a run rewrites those that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from claimcheck.cache.reading import digest_of
from claimcheck.cache.store import Store
from claimcheck.values.value_class import slot_class

PREFIX = "pieces-"
AN_ENTRY = 100
"""About how many pieces one entry takes."""


@slot_class()
class Pieces:
    """What is known of the files of one project, or of its parts, under one name.

    What a piece is called says what it holds, and decides about its entry.
    """

    store: Store
    root: str
    name: str
    _entries: int = field(init=False, default=1)
    _held: dict[int, frozenset[str]] = field(init=False, default_factory=dict)

    def read(self) -> list[Any]:
        """Return every piece that was kept."""
        first = self._read(0) or {}
        self._entries = first["entries"] if isinstance(first.get("entries"), int) else 1
        found: dict[str, Any] = {}
        for number in range(self._entries):
            entry = first if number == 0 else self._read(number) or {}
            pieces = entry.get("pieces")
            if isinstance(pieces, dict):
                found |= pieces
                self._held[number] = frozenset(pieces)
        return list(found.values())

    def write(self, pieces: Mapping[str, Any]) -> None:
        """Keep pieces by their names, and forget all others."""
        entries = 1
        while entries * AN_ENTRY < len(pieces):
            entries *= 2
        if entries != self._entries:
            self._entries = entries
            self._held.clear()
        told = {
            self._entry(number): {"entries": entries, "pieces": {name: pieces[name] for name in names}}
            for number, names in enumerate(self._sorted(pieces))
            if self._held.get(number) != frozenset(names)
        }
        self.store.write_all(self.root, told)

    def _sorted(self, names: Iterable[str]) -> list[list[str]]:
        found: list[list[str]] = [[] for _ in range(self._entries)]
        for name in names:
            found[int(digest_of(name.encode())[:8], 16) % self._entries].append(name)
        return found

    def _read(self, number: int) -> dict[str, Any] | None:
        return self.store.read(self.root, self._entry(number))

    def _entry(self, number: int) -> str:
        return f"{PREFIX}{self.name}-{number}"


def is_of_pieces(path: Path) -> bool:
    """Tell whether an entry is one of pieces, and not a whole run."""
    return path.name.startswith(PREFIX)
