"""Makes the loader's findings: a code, a sentence, a place and an excerpt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace

from claimcheck.corpus.excerpt import excerpt
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.yaml_nodes import Node
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Evidence, Finding, Place
from claimcheck.values.value_class import slot_class


@slot_class()
class Problems:
    """The findings about one file; `text` is there for the excerpts, or `again` to read it where it is wanted."""

    file: str
    text: str = ""
    found: list[Finding] = field(default_factory=list)
    again: Callable[[], str] | None = None

    def add(self, code: str, message: str, node: Node | None = None, hint: str | None = None) -> None:
        """Note a problem at a node, or at the start of the file."""
        if node is None:
            self.at(code, message, 1, 1, hint)
        else:
            self.at(code, message, node.start.line, node.start.column, hint, node.end.index - node.start.index)

    def about(
        self, claim: ClaimRecord, field: str, code: str, message: str, node: Node, hint: str | None = None
    ) -> None:
        """Note a problem of a claim: it is evidence of the finding, which so keeps its name when lines move."""
        self.add(code, message, node, hint)
        place = Place(self.file, node.start.line, node.start.column)
        evidence = Evidence(claim.id, "claim", field, place, claim.model.quote, "")
        subject = f"{claim.id}.{field}"
        self.found[-1] = replace(self.found[-1], subject=subject, claims=(evidence,))

    def at(self, code: str, message: str, line: int, column: int, hint: str | None = None, length: int = 1) -> None:
        """Note a problem at a line and a column."""
        check = CHECKS[code]
        text = self.text or (self.again() if self.again is not None else "")
        shown = excerpt(text, line, column, max(1, length)) if text else None
        self.found.append(
            Finding(
                check.code,
                check.name,
                check.severity,
                message,
                Place(self.file, line, column),
                rules=(check.code,),
                excerpt=shown,
                hint=hint,
            )
        )
