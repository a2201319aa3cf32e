"""Severities as a project sets them: a finding is lowered, raised or left out, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from claimcheck.corpus.path_patterns import path_matches
from claimcheck.corpus.settings import Level, PathSettings, Settings, dotted
from claimcheck.engine.result import Result
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding, Severity
from claimcheck.values.figure import Reading


def with_levels(result: Result, settings: Settings) -> Result:
    """Return a result with the severities that the settings give, without what they leave out by path."""
    if not settings.severity and not settings.paths:
        return result
    kept = [made for finding in result.findings if (made := _levelled(finding, settings)) is not None]
    left_out = result.left_out + len(result.findings) - len(kept)
    return replace(result, findings=tuple(kept), left_out=left_out)


def _levelled(finding: Finding, settings: Settings) -> Finding | None:
    """Return a finding at its severity; None when it is off. What makes a run untrusted stays as it is."""
    if finding.code in CHECKS and CHECKS[finding.code].untrusted:
        return finding
    found = _longest(settings.severity, finding.code, ("severity",))
    for pattern, below in _around(finding, settings.paths):
        if finding.code.startswith(below.ignore):
            return None
        found = _longest(below.severity, finding.code, ("paths", pattern, "severity")) or found
    if found is None:
        return finding
    level, key = found
    if level == "off":
        return None
    return _changed(finding, Severity(level), key)


def _longest(levels: Mapping[str, Level], code: str, path: tuple[str, ...]) -> tuple[Level, str] | None:
    """Return the level of the longest prefix that fits a code, with the key that gives it."""
    fitting = [prefix for prefix in levels if code.startswith(prefix)]
    if not fitting:
        return None
    prefix = max(fitting, key=len)
    return levels[prefix], dotted((*path, prefix))


def _around(finding: Finding, paths: Mapping[str, PathSettings]) -> Iterator[tuple[str, PathSettings]]:
    """Yield the patterns that fit every file of a finding: what also lies elsewhere is not theirs to hide."""
    files = {finding.place.file, *(member.place.file for member in finding.claims)}
    for pattern, below in paths.items():
        if all(path_matches(pattern, file) for file in files):
            yield pattern, below


def _changed(finding: Finding, severity: Severity, key: str) -> Finding:
    if severity is finding.severity:
        return finding
    verb = "raises" if severity.rank < finding.severity.rank else "lowers"
    note = f"the setting `{key}` {verb} this from {finding.severity} to {severity}"
    if verb == "raises" and finding.reading == Reading.PLAIN:
        note += "; in the widest meaning of the words there is no contradiction"
    return replace(finding, severity=severity, notes=(*finding.notes, note))
