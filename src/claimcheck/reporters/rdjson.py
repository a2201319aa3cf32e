"""The reporter `rdjson`: the Reviewdog Diagnostic Format, for comments at lines of a pull request.

It gives no suggestions: which value would agree is known, but that an article is wrong is no reason to change what
its claim says it says.
"""

from __future__ import annotations

from typing import Any

from claimcheck.engine.result import Result
from claimcheck.findings.model import Finding, Place, Severity
from claimcheck.reporters.as_json import as_text
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.brief import brief, clipped, said, worst_first
from claimcheck.reporters.repository_paths import RepositoryPaths
from claimcheck.reporters.witness import Witnesses

_MESSAGE = 4_000
_RELATED = 100
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


class RdjsonReporter:
    """Prints one diagnostic for each finding."""

    name = "rdjson"
    suffix = ".rdjson"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return one DiagnosticResult."""
        witnesses, paths = Witnesses(result.corpus), RepositoryPaths.of(result.corpus.root)
        diagnostics = [_diagnostic(each, witnesses, paths) for each in worst_first(result.findings, options)]
        return as_text({"source": {"name": "claimcheck"}, "diagnostics": diagnostics})


REPORTER = RdjsonReporter()


def _diagnostic(finding: Finding, witnesses: Witnesses, paths: RepositoryPaths) -> dict[str, Any]:
    related = [
        {"message": said(witnesses.of(evidence)), "location": _location(evidence.place, paths)}
        for evidence in finding.claims[:_RELATED]
        if evidence.place != finding.place
    ]
    diagnostic = {
        "message": clipped("\n".join(brief(finding, witnesses)), _MESSAGE),
        "location": _location(finding.place, paths),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    return diagnostic | ({"related_locations": related} if related else {})


def _location(place: Place, paths: RepositoryPaths) -> dict[str, Any]:
    # A column counts bytes in this format and characters in ours; a line alone is right in both.
    return {"path": paths.path(place.file), "range": {"start": {"line": place.line}}}
