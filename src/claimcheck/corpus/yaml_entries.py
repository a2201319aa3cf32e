"""Reads a claim file entry by entry: what is written a key and a value a line is at once what it says, without nodes.

The nodes of such an entry are made when somebody asks for a place. Everything else in the file is read line by line,
and where that hands over, so does this.
"""

from __future__ import annotations

import re
from typing import Any

from claimcheck.corpus.yaml_entry import told_by
from claimcheck.corpus.yaml_nodes import Lines, Mapping, Scalar, Sequence
from claimcheck.corpus.yaml_plain import HandOver, LineReader
from claimcheck.corpus.yaml_text import MAX_NODES

LIST = "claims"
_FIRST = re.compile(rf"^{LIST}: *\n(?: *(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)


class _Written:
    """A text and where in it a list begins: what the nodes of an entry are read from. `width` leads to its words."""

    __slots__ = ("head", "lines", "text", "width")

    def __init__(self, text: str, lines: Lines, head: tuple[int, int], width: int) -> None:
        self.text = text
        self.lines = lines
        self.head = head
        self.width = width

    def read(self, start: int, end: int) -> tuple[Mapping, int]:
        """Read the lines of an entry from its first word on; also return how many nodes they are at most."""
        reader = LineReader(self.text, self.lines)
        after = self.text.find("\n", end) + 1 or len(self.text)
        root = reader.go((self.head, (start - self.width, after)))
        below = root.entries[0][1]
        entry = below.items[0] if isinstance(below, Sequence) and len(below.items) == 1 else None
        if len(root.entries) > 1 or not isinstance(entry, Mapping):
            raise HandOver
        return entry, reader.nodes


class Entry(Mapping):
    """An entry of a list, of which it is known what it says before its nodes are made.

    `told` is that, as `to_data` would return it; whoever has asked for it may put it away.
    """

    __slots__ = ("_written", "told")

    def __init__(self, start: int, end: int, written: _Written, told: dict[str, Any]) -> None:
        self._start = start
        self._end = end
        self._lines = written.lines
        self.flow = written.text.startswith("{", start)
        self._written = written
        self.told: dict[str, Any] | None = told

    def __getattr__(self, name: str) -> Any:
        if name != "entries":
            raise AttributeError(name)
        start, end = self._start, self._end
        if not isinstance(start, int) or not isinstance(end, int):
            raise AttributeError(name)
        self.entries = self._written.read(start, end)[0].entries
        return self.entries


class EntryReader:
    """Reads entries of the list of claims in a text that was read before."""

    def __init__(self, text: str, lines: Lines) -> None:
        first = _FIRST.search(text)
        self._written = None if first is None else _written(text, lines, first)

    def read(self, start: int, end: int) -> Mapping | None:
        """Return the entry between two offsets; None where it is not written that simply."""
        written = self._written
        told = None if written is None else told_by(written.text[start:end], written.width)
        return None if written is None or told is None else Entry(start, start + told[2], written, told[0])


def _written(text: str, lines: Lines, first: re.Match[str]) -> _Written:
    begin = first.start(1)
    return _Written(text, lines, (first.start(), begin), first.end() - begin)


def read_entries(text: str) -> Mapping | None:
    """Read a text that ends with a list of claims; None where not all of it is as simple as that."""
    first = _FIRST.search(text)
    if first is None or "\r" in text or "\t" in text:
        return None
    try:
        return _read(text, first)
    except HandOver:
        return None


def _read(text: str, first: re.Match[str]) -> Mapping:
    lines = Lines(text)
    begin = first.start(1)
    reader = LineReader(text, lines)
    opening = reader.go(((0, begin),))
    name, nothing = opening.entries[-1]
    if name.text != LIST or not isinstance(nothing, Scalar) or nothing.text:
        raise HandOver
    written = _written(text, lines, first)
    width = written.width
    items, nodes = _items(text, first.end(), width, written)
    if reader.nodes + nodes > MAX_NODES:
        raise HandOver
    end = items[-1].end_index
    claims = Sequence(items, begin + width - 2, end, False, lines)
    return Mapping((*opening.entries[:-1], (name, claims)), opening.start.index, end, False, lines)


def _items(text: str, place: int, width: int, written: _Written) -> tuple[tuple[Mapping, ...], int]:
    """Return the entries of a list, the first of which begins at a place, and how many nodes they are."""
    items: list[Mapping] = []
    between = "\n" + " " * (width - 2) + "- "
    total = 0
    for chunk in text[place:].split(between):
        told = told_by(chunk, width)
        if told is None:
            entry, nodes = written.read(place, place + len(chunk))
            items.append(entry)
        else:
            said, nodes, length = told
            items.append(Entry(place, place + length, written, said))
        total += nodes
        place += len(chunk) + len(between)
    return tuple(items), total
