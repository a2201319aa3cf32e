"""What every format of claims in bulk is made of: one row is one claim with its source, or a source alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Protocol

from claimcheck.corpus.yaml_nodes import Node
from claimcheck.values.value_class import value_class

MAX_BYTES = 4_000_000_000
"""Size of a file, in bytes."""
MAX_ROWS = 20_000_000
MAX_ROW = 1_000_000
"""Size of a row: bytes of a line, or of what one row of a table holds."""
MAX_DEPTH = 64

UNREADABLE = "YML001"
REPEATED_KEY = "YML002"


@value_class
class Row:
    """A line or a row as it was read: a mapping of `source`, `claim` and `place`.

    `number` counts from 1. `node` is None when the row cannot be read. `problems` are codes, each with a sentence.
    """

    number: int
    node: Node | None
    problems: tuple[tuple[str, str], ...] = ()


class Rows(Protocol):
    """The rows of a file, which are read one after the other, and may then be read again one by one."""

    def read(self) -> Iterator[Row]:
        """Yield the rows. Raises Unreadable when nothing more of them can be read."""
        ...

    def again(self, number: int) -> Row:
        """Return a row that was read. Raises Changed when the file says something else by now."""
        ...


@value_class
class Written:
    """A claim to be written, with the whole of its source; `claim` is None for a source that has none.

    Both are plain data: texts, lists, mappings, and None for a value that says nothing. `place` is where the claim, or
    the source, was read: `claims/a.yaml:12:5`.
    """

    source: Mapping[str, Any]
    claim: Mapping[str, Any] | None
    place: str


@value_class
class Format:
    """A format of claims in bulk.

    `read` yields the rows of a file that is open, and raises Unreadable when nothing of it can be read. `rows` gives
    them for a second look, which may be after the file was closed. `write` takes what gives the claims from the
    beginning each time that it is called; it raises Unavailable. A byte of such a file says about as much as `weight`
    bytes of YAML.
    """

    read: Callable[[BinaryIO], Iterator[Row]]
    rows: Callable[[BinaryIO], Rows]
    write: Callable[[Callable[[], Iterable[Written]], BinaryIO], None]
    weight: int = 1


class Unreadable(Exception):
    """A file of claims of which no row can be read: a plain sentence."""


class Changed(Exception):
    """A file that says something else than it did when it was read first."""


class Unavailable(Exception):
    """A format that needs a library which is not installed: a plain sentence."""
