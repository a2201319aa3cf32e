"""The reporter `gitlab`: a Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from claimcheck.engine.result import Result
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Evidence, Finding, Severity
from claimcheck.reporters.as_json import as_text
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.brief import brief, clipped, worst_first
from claimcheck.reporters.columns import shown
from claimcheck.reporters.markdown_text import fenced
from claimcheck.reporters.repository_paths import RepositoryPaths
from claimcheck.reporters.witness import Witnesses

_DESCRIPTION = 500
_OTHER = 100
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class GitlabReporter:
    """Prints one issue for each finding, by the format of Code Climate that GitLab reads."""

    name = "gitlab"
    suffix = ".gitlab.json"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return a list of issues. No two have one fingerprint, for GitLab would drop the second."""
        witnesses, paths = Witnesses(result.corpus), RepositoryPaths.of(result.corpus.root)
        seen: Counter[str] = Counter()
        issues = []
        for finding in worst_first(result.findings, options):
            seen[finding.fingerprint] += 1
            issues.append(_issue(finding, seen[finding.fingerprint], witnesses, paths))
        return as_text(issues)


REPORTER = GitlabReporter()


def _issue(finding: Finding, time: int, witnesses: Witnesses, paths: RepositoryPaths) -> dict[str, Any]:
    issue = {
        "type": "issue",
        "check_name": f"{finding.code} {finding.name}",
        "description": clipped(f"{finding.code}: {shown(finding.message)}", _DESCRIPTION),
        "content": {"body": fenced(brief(finding, witnesses))},
        "categories": ["Bug Risk"],
        "severity": _severity(finding),
        "fingerprint": _fingerprint(finding, time),
        "location": _location(paths.path(finding.place.file), finding.place.line),
    }
    others = [_other(evidence, paths) for evidence in finding.claims[:_OTHER] if evidence.place != finding.place]
    return issue | ({"other_locations": others} if others else {})


def _severity(finding: Finding) -> str:
    if finding.code in CHECKS and CHECKS[finding.code].untrusted:
        return "blocker"
    return _SEVERITIES[finding.severity]


def _fingerprint(finding: Finding, time: int) -> str:
    """Return the fingerprint of a finding; of a second one that has the same, another that stays the same too."""
    name = finding.fingerprint
    return name if time == 1 else hashlib.sha256(f"{name}\x1f{time}".encode()).hexdigest()[:16]


def _other(evidence: Evidence, paths: RepositoryPaths) -> dict[str, Any]:
    return _location(paths.path(evidence.place.file), evidence.place.line)


def _location(path: str, line: int) -> dict[str, Any]:
    return {"path": path, "lines": {"begin": line, "end": line}}
