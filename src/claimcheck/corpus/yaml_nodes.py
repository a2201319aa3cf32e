"""The tree that a YAML file is read into: every scalar as it was written, and the place of every node."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import Any, ClassVar, Literal

from claimcheck.values.value_class import value_class

Style = Literal["plain", "single", "double", "literal", "folded"]

_LINE_END = re.compile("\n")
_NULL_WORDS = frozenset(("", "~", "null"))


@value_class
class Mark:
    """A place in a text: line and column count from 1, in code points; `index` is the offset from 0.

    The text is the decoded file without its byte order mark.
    """

    line: int
    column: int
    index: int


class Lines:
    """Where the lines of a text begin, counted when a place is first asked for. The text is then let go."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: array[int] | None = None

    def mark(self, index: int) -> Mark:
        """Return the place of an offset, in a text whose lines all end in LF."""
        if self._starts is None:
            self._starts = array("I", (0, *(end.end() for end in _LINE_END.finditer(self._text))))
            self._text = ""
        line = bisect_right(self._starts, index)
        return Mark(line, index - self._starts[line - 1] + 1, index)


class _Placed:
    """What has a place: two marks, or the offsets in some lines that the marks are made of when they are asked for."""

    __slots__ = ("_end", "_lines", "_start")
    _sort: ClassVar[str] = ""

    def __init__(self, start: Mark | int, end: Mark | int, lines: Lines | None) -> None:
        self._start = start
        self._end = end
        self._lines = lines

    @property
    def start(self) -> Mark:
        """Where it begins."""
        return self._mark(self._start)

    @property
    def end(self) -> Mark:
        """Where it ends: the place after its last character."""
        return self._mark(self._end)

    @property
    def end_index(self) -> int:
        """The offset of its end."""
        end = self._end
        return end if isinstance(end, int) else end.index

    @property
    def is_by_line(self) -> bool:
        """Whether it was read line by line, so that its lines can be read again without the others."""
        return isinstance(self._start, int)

    def _mark(self, place: Mark | int) -> Mark:
        if isinstance(place, Mark):
            return place
        if self._lines is None:
            raise ValueError("an offset is no place without its lines")
        return self._lines.mark(place)

    def _said(self) -> tuple[object, ...]:
        return self.start, self.end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Placed) and other._sort == self._sort and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._said()!r}"


class Scalar(_Placed):
    """A single value: its text after YAML's quoting and folding is resolved, never converted to a type.

    `start` to `end` spans what stands in the file, quotation marks included, anchor and trailing blank
    lines excluded.
    """

    __slots__ = ("style", "text")
    _sort = "scalar"

    def __init__(self, text: str, start: Mark | int, end: Mark | int, style: Style, lines: Lines | None = None) -> None:
        self._start = start
        self._end = end
        self._lines = lines
        self.text = text
        self.style = style

    @property
    def is_null(self) -> bool:
        """Whether the value says "nothing": empty, `~` or `null` without quotation marks."""
        return self.style == "plain" and self.text in _NULL_WORDS

    def _said(self) -> tuple[object, ...]:
        return self.text, self.start, self.end, self.style


class Sequence(_Placed):
    """A list. `flow` tells `[a, b]` from one item a line."""

    __slots__ = ("flow", "items")
    _sort = "list"

    def __init__(
        self, items: tuple[Node, ...], start: Mark | int, end: Mark | int, flow: bool, lines: Lines | None = None
    ) -> None:
        self._start = start
        self._end = end
        self._lines = lines
        self.items = items
        self.flow = flow

    def _said(self) -> tuple[object, ...]:
        return self.items, self.start, self.end, self.flow


class Mapping(_Placed):
    """Keys with their values, in the order of the file; no key stands twice. `flow` tells `{a: b}` apart."""

    __slots__ = ("entries", "flow")
    _sort = "mapping"

    def __init__(
        self,
        entries: tuple[tuple[Scalar, Node], ...],
        start: Mark | int,
        end: Mark | int,
        flow: bool,
        lines: Lines | None = None,
    ) -> None:
        self._start = start
        self._end = end
        self._lines = lines
        self.entries = entries
        self.flow = flow

    def _said(self) -> tuple[object, ...]:
        return self.entries, self.start, self.end, self.flow

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None if the key is absent. Time grows with the number of keys."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def key_node(self, key: str) -> Scalar | None:
        """Return the key itself, for its place, or None if it is absent."""
        for name, _ in self.entries:
            if name.text == key:
                return name
        return None


Node = Scalar | Sequence | Mapping


def to_data(node: Node | None) -> Any:
    """Return plain data: every scalar as its text, an empty one as None."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [to_data(item) for item in node.items]
    return {key.text: to_data(value) for key, value in node.entries}


def at(node: Node, path: tuple[str | int, ...]) -> Node:
    """Return the deepest node that exists along a path of keys and positions, at worst the node itself."""
    for step in path:
        below: Node | None = None
        if isinstance(node, Mapping):
            below = node.get(step) if isinstance(step, str) else None
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            below = node.items[step]
        if below is None:
            return node
        node = below
    return node
