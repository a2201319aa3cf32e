"""Sources and claims as the rest of the program sees them: frozen, with their places found on demand."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import field

from claimcheck.claims.base import Claim
from claimcheck.claims.source import Source
from claimcheck.corpus.yaml_nodes import Mapping, Node, at
from claimcheck.findings.model import Place
from claimcheck.values.value_class import slot_class


@slot_class(eq=False, frozen=True)
class SourceRecord:
    """A source and the file that it was read from."""

    model: Source
    file: str
    node: Node | None = None

    @property
    def id(self) -> str:
        """The id that claims carry before the `#`."""
        return self.model.id


@slot_class(eq=False, frozen=True)
class ClaimRecord:
    """One claim: what remains of an entry of a file once its lists are one claim each.

    `fields` holds what rules can see, and only what is present. `path` leads from a field to its node where a
    list was taken apart.
    """

    id: str
    kind: str
    fields: MappingType[str, object]
    source: SourceRecord
    model: Claim
    node: Mapping
    paths: MappingType[str, tuple[str | int, ...]] = field(default_factory=dict)

    @property
    def entry(self) -> str:
        """The id as written: `source#claim`, without the index of a list."""
        return self.id.split("[", 1)[0]

    @property
    def lines(self) -> range:
        """The lines of its file that it stands on."""
        return range(self.node.start.line, self.node.end.line + 1)

    @property
    def has_notes(self) -> bool:
        """Whether it says something of other claims or of rules: `distinct`, `supersedes` or `ignore`."""
        return bool(self.model.distinct or self.model.supersedes or self.model.ignore)

    @property
    def digest(self) -> str:
        """A name of what it says where that was made before; empty where it was not."""
        return ""

    def read(self) -> ClaimRecord:
        """Return the claim as it is read, which is worth asking for before much of it is looked at."""
        return self

    def place(self, name: str | None = None) -> Place:
        """Return where a field stands (`parts[2].value` too), or where the claim begins."""
        node: Node = self.node
        if name is not None:
            head, *rest = name.split(".")
            head, _, number = head.partition("[")
            path = self.paths.get(head, (head,))
            index = (int(number.rstrip("]")) - 1,) if number else ()
            node = at(self.node, (*path, *index, *rest))
        start = node.start
        return Place(self.source.file, start.line, start.column)
