"""A mapping of a row of which it is known what it says before its nodes are made: most are never asked for a place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from claimcheck.corpus.yaml_entries import Entry
from claimcheck.corpus.yaml_nodes import Mapping, Mark, Node, Scalar


class RowEntry(Entry):
    """A mapping at the place of its row. `make` makes its nodes, when somebody asks for them."""

    __slots__ = ("_make",)

    def __init__(self, mark: Mark, told: dict[str, Any], make: Callable[[], Node | None]) -> None:
        self._start = self._end = mark
        self._lines = None
        self.flow = False
        self._make = make
        self.told = told

    def __getattr__(self, name: str) -> Any:
        if name != "entries":
            raise AttributeError(name)
        made = self._make()
        self.entries = made.entries if isinstance(made, Mapping) else ()
        return self.entries

    def part(self, key: str) -> Node | None:
        """Return the value of a key, without making the nodes of the row where it is a mapping or a text."""
        value = None if self.told is None else self.told.get(key)
        if isinstance(value, dict):
            return RowEntry(self.start, value, partial(_part, self._make, key))
        if isinstance(value, str):
            return Scalar(value, self.start, self.start, "double")
        return self.get(key) if self.told is None or key in self.told else None


def _part(make: Callable[[], Node | None], key: str) -> Node | None:
    made = make()
    return made.get(key) if isinstance(made, Mapping) else None


def part_of(row: Mapping, key: str) -> Node | None:
    """Return what a row says under a key."""
    return row.part(key) if isinstance(row, RowEntry) else row.get(key)
