"""The tree that a YAML file is read into: every scalar as it was written, and the place of every node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "single", "double", "literal", "folded"]

_NULL_WORDS = frozenset(("", "~", "null"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text: line and column count from 1, in code points; `index` is the offset from 0.

    The text is the decoded file without its byte order mark.
    """

    line: int
    column: int
    index: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: its text after YAML's quoting and folding is resolved, never converted to a type.

    `start` to `end` spans what stands in the file, quotation marks included, anchor and trailing blank
    lines excluded.
    """

    text: str
    start: Mark
    end: Mark
    style: Style

    @property
    def is_null(self) -> bool:
        """Whether the value says "nothing": empty, `~` or `null` without quotation marks."""
        return self.style == "plain" and self.text in _NULL_WORDS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. `flow` tells `[a, b]` from one item a line."""

    items: tuple[Node, ...]
    start: Mark
    end: Mark
    flow: bool


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; no key stands twice. `flow` tells `{a: b}` apart."""

    entries: tuple[tuple[Scalar, Node], ...]
    start: Mark
    end: Mark
    flow: bool

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
