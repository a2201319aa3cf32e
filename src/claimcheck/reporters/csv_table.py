"""The reporter `csv`: a table for a spreadsheet, one row for each claim of each finding, that runs nothing there.

A cell that a spreadsheet would take for a formula has an apostrophe before it, and so has what follows a `;`, where
some countries' spreadsheets begin a new cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from claimcheck.engine.result import Result
from claimcheck.findings.model import Correction, Evidence, Finding
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.brief import clipped, worst_first
from claimcheck.reporters.columns import shown
from claimcheck.reporters.witness import Witness, Witnesses

COLUMNS = (
    "fingerprint", "code", "name", "severity", "reading", "subject", "message", "arithmetic",
    "file", "line", "column", "claim", "role", "field", "source", "publisher", "published", "speaker",
    "quote", "says", "suspect", "would agree",
)  # fmt: skip
"""The header. `suspect` is yes for the claim to doubt, and possibly where the sources cannot decide."""

_CELL = 32_000  # a spreadsheet takes 32,767 characters
_FORMULA = re.compile(r"(^\s*|;\s*)(?=[=+\-@\u2212\uff0b\uff0d\uff1d\uff20])")


class CsvReporter:
    """Prints the findings by RFC 4180, in UTF-8; with a byte order mark where one is wanted."""

    def __init__(self, name: str, suffix: str, mark: str = "") -> None:
        self.name = name
        self.suffix = suffix
        self._mark = mark

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return a header and the rows, the worst findings first. A finding without claims has one row."""
        witnesses, out = Witnesses(result.corpus), io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        for finding in worst_first(result.findings, options):
            for row in _rows(finding, witnesses):
                writer.writerow(map(_cell, row))
        return self._mark + out.getvalue()


REPORTER = CsvReporter("csv", ".csv")


def _cell(text: object) -> str:
    return _FORMULA.sub(r"\1'", clipped(shown(str(text)), _CELL))


def _rows(finding: Finding, witnesses: Witnesses) -> Iterator[list[object]]:
    head: list[object] = [
        finding.fingerprint,
        finding.code,
        finding.name,
        finding.severity,
        finding.reading or "",
        finding.subject or "",
        finding.message,
        "; ".join(finding.derivation),
    ]
    for witness in witnesses.all_of(finding):
        evidence = witness.evidence
        place = evidence.place
        yield [*head, place.file, place.line, place.column, *_part(witness), *_doubt(finding, evidence)]
    if not finding.claims:
        place = finding.place
        yield [*head, place.file, place.line, place.column, *[""] * (len(COLUMNS) - len(head) - 3)]


def _part(witness: Witness) -> list[object]:
    evidence, source = witness.evidence, witness.source
    publisher, published = ("", "") if source is None else (source.publisher or "", str(source.published))
    return [
        evidence.claim,
        evidence.role,
        evidence.field,
        witness.source_id,
        publisher,
        published,
        witness.speaker or "",
        evidence.quote,
        evidence.says,
    ]


def _doubt(finding: Finding, evidence: Evidence) -> tuple[str, str]:
    """Return whether a claim's field is in doubt, and what would agree."""

    def of(corrections: tuple[Correction, ...]) -> Correction | None:
        return next((c for c in corrections if (c.claim, c.field) == (evidence.claim, evidence.field)), None)

    suspect = of(finding.suspects)
    if suspect is not None:
        return "yes", suspect.would_agree
    option = of(tuple(correction for way in finding.alternatives for correction in way))
    return ("no", "") if option is None else ("possibly", option.would_agree)
