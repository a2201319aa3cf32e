"""A finding as a result of SARIF: its place, its claims as related locations, its derivation as a code flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimcheck.engine.result import Result
from claimcheck.findings.model import Evidence, Finding, Place, Severity
from claimcheck.reporters.brief import brief, clipped, said
from claimcheck.reporters.columns import shown
from claimcheck.reporters.repository_paths import RepositoryPaths
from claimcheck.reporters.witness import Witnesses

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""The level of each severity."""

RELATED = 1_000
"""The most related locations of a result, and the most steps of its code flow."""

FINGERPRINT = "claimcheckFinding/v1"
"""The kind of our fingerprint: of code, subject and claims, and of no line."""

_TEXT = 4_000
_LINE = 1_000
_LINKED = 20

_Object = dict[str, Any]


def message(text: str, most: int = _LINE) -> str:
    """Return a plain text message, cut, in which a viewer finds no link: brackets are escaped where one could be."""
    text = clipped(text, most)
    if "](" not in text:
        return text
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


class SarifResults:
    """Makes the results of a run. `rules` gives the index of each rule in the log."""

    def __init__(self, result: Result, rules: Mapping[str, int]) -> None:
        self._witnesses = Witnesses(result.corpus)
        self._paths = RepositoryPaths.of(result.corpus.root)
        self._rules = rules

    def result(self, finding: Finding) -> _Object:
        """Return one result."""
        made: _Object = {
            "ruleId": finding.code,
            "ruleIndex": self._rules[finding.code],
            "level": LEVELS[finding.severity],
            "message": {"text": self._message(finding)},
            "locations": [self.location(finding.place)],
            "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        }
        related = [self._related(number, evidence) for number, evidence in enumerate(finding.claims[:RELATED], 1)]
        steps = self._steps(finding)
        properties = {"reading": finding.reading, "subject": shown(finding.subject) if finding.subject else None}
        more = {
            "relatedLocations": related,
            "codeFlows": [{"threadFlows": [{"locations": steps}]}] if steps else [],
            "properties": {key: value for key, value in properties.items() if value},
        }
        return made | {key: value for key, value in more.items() if value}

    def location(self, place: Place, text: str = "") -> _Object:
        """Return a place of the project, with a message where there is one."""
        physical = {
            "artifactLocation": {"uri": self._paths.uri(place.file)},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
        return {"physicalLocation": physical} | ({"message": {"text": message(text)}} if text else {})

    def _message(self, finding: Finding) -> str:
        """Return the finding in lines, with a link to each of its first claims."""
        lines = [message(line) for line in brief(finding, self._witnesses)]
        names = [shown(evidence.claim) for evidence in finding.claims[:_LINKED]]
        links = [f"[{_link_text(name)}]({number})" for number, name in enumerate(names, 1)]
        text = clipped("\n".join(lines), _TEXT)
        return f"{text}\nClaims: {', '.join(links)}" if links else text

    def _related(self, number: int, evidence: Evidence) -> _Object:
        location = self.location(evidence.place, said(self._witnesses.of(evidence)))
        logical = {"fullyQualifiedName": shown(evidence.claim), "kind": "member"}
        return {"id": number, **location, "logicalLocations": [logical]}

    def _steps(self, finding: Finding) -> list[_Object]:
        """Return the derivation: what each claim says, where it says so, then the arithmetic at the finding's place."""
        if not finding.derivation:
            return []
        half = RELATED // 2
        steps = [self.location(each.place, said(self._witnesses.of(each))) for each in finding.claims[:half]]
        steps += [self.location(finding.place, shown(line)) for line in finding.derivation[:half]]
        return [{"location": step} for step in steps]


def _link_text(name: str) -> str:
    return clipped(name, 200).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
