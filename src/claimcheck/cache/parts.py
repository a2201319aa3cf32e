"""Parts of runs: what is kept of some claims, in a few entries, of which a run rewrites those that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimcheck.cache.reading import digest_of
from claimcheck.cache.store import Store

PREFIX = "parts-"
AN_ENTRY = 500
"""About how many parts one entry takes."""


@dataclass(slots=True)
class Parts:
    """What is known of the parts of one project under one name. What a part is called decides about its entry."""

    store: Store
    root: str
    name: str
    _shelves: int = field(init=False, default=1)
    _held: dict[int, frozenset[str]] = field(init=False, default_factory=dict)

    def read(self) -> list[Any]:
        """Return every part that was kept."""
        first = self._read(0) or {}
        self._shelves = first["shelves"] if isinstance(first.get("shelves"), int) else 1
        found: dict[str, Any] = {}
        for shelf in range(self._shelves):
            entry = first if shelf == 0 else self._read(shelf) or {}
            parts = entry.get("parts")
            if isinstance(parts, dict):
                found |= parts
                self._held[shelf] = frozenset(parts)
        return list(found.values())

    def write(self, parts: Mapping[str, Any]) -> None:
        """Keep parts by their names, and forget all others."""
        shelves = 1
        while shelves * AN_ENTRY < len(parts):
            shelves *= 2
        if shelves != self._shelves:
            self._shelves = shelves
            self._held.clear()
        for shelf, names in enumerate(self._sorted(parts)):
            if self._held.get(shelf) != frozenset(names):
                told = {"shelves": shelves, "parts": {name: parts[name] for name in names}}
                self.store.write(self.root, self._entry(shelf), told)

    def _sorted(self, names: Iterable[str]) -> list[list[str]]:
        found: list[list[str]] = [[] for _ in range(self._shelves)]
        for name in names:
            found[int(digest_of(name.encode())[:8], 16) % self._shelves].append(name)
        return found

    def _read(self, shelf: int) -> dict[str, Any] | None:
        return self.store.read(self.root, self._entry(shelf))

    def _entry(self, shelf: int) -> str:
        return f"{PREFIX}{self.name}-{shelf}"


def is_of_parts(path: Path) -> bool:
    """Tell whether an entry is one of parts, and not a whole run."""
    return path.name.startswith(PREFIX)
