"""The reporter `sarif`: a log of SARIF 2.1.0 (OASIS), within what code scanning services take.

What a baseline answers for is counted and is no result: services that know no suppressions would open it again.
"""

from __future__ import annotations

import gzip
from typing import Any

from claimcheck import __version__
from claimcheck.engine.result import Result
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding
from claimcheck.reporters.as_json import as_text
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.brief import worst_first
from claimcheck.reporters.columns import shown
from claimcheck.reporters.digest import counted, totals
from claimcheck.reporters.sarif_results import SarifResults, message
from claimcheck.reporters.sarif_rules import rule_objects

RESULTS = 25_000
"""The most results of a log."""

GZIPPED = 10_000_000
"""The most bytes of a log once it is compressed for its way to a service."""

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_Object = dict[str, Any]
_NOTIFICATIONS = 1_000


class SarifReporter:
    """Prints the rules that ran, a result for each finding, and what went wrong with the run itself."""

    name = "sarif"
    suffix = ".sarif"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return the log. Results that have no room are the mildest, and a notification counts them."""
        findings = worst_first(result.findings, options)
        most = min(RESULTS, len(findings))
        while True:
            text = as_text(_log(result, findings[:most], len(findings) - most))
            if most == 0 or len(text) <= GZIPPED or len(gzip.compress(text.encode(), 6, mtime=0)) <= GZIPPED:
                return text
            most = most * 2 // 3


REPORTER = SarifReporter()


def _log(result: Result, findings: list[Finding], left_out: int) -> _Object:
    rules = rule_objects(result, findings)
    made = SarifResults(result, {each["id"]: number for number, each in enumerate(rules)})
    driver = {"name": "claimcheck", "version": __version__, "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(result, made, left_out)],
        "results": [made.result(finding) for finding in findings],
        "properties": _numbers(result),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(result: Result, made: SarifResults, left_out: int) -> _Object:
    broken = [each for each in result.findings if each.code in CHECKS and CHECKS[each.code].untrusted]
    told = [_notification(finding, made) for finding in broken[:_NOTIFICATIONS]]
    settings = [each for each in told if each["descriptor"]["id"].startswith(("CFG", "BAS"))]
    notes = []
    if left_out:
        notes.append(_note("warning", f"{counted(left_out, 'result')} left out: a log takes no more of them."))
    if result.not_checked:
        notes.append(_note("note", f"{counted(len(result.not_checked), 'check')} could not be made."))
    if result.baselined or result.suppressed:
        aside = f"{len(result.baselined):,} in the baseline, {result.suppressed:,} ignored by their claims"
        notes.append(_note("note", f"Findings that are answered for and no results: {aside}."))
    invocation: _Object = {"executionSuccessful": not broken}
    if broken:
        invocation |= {"exitCode": 2, "exitCodeDescription": "the run is not to be trusted"}
    execution = [each for each in told if each not in settings] + notes
    return invocation | {"toolConfigurationNotifications": settings, "toolExecutionNotifications": execution}


def _notification(finding: Finding, made: SarifResults) -> _Object:
    return {
        "descriptor": {"id": finding.code},
        "level": "error",
        "message": {"text": message(shown(finding.message))},
        "locations": [made.location(finding.place)],
    }


def _note(level: str, text: str) -> _Object:
    return {"level": level, "message": {"text": text}}


def _numbers(result: Result) -> _Object:
    numbers = totals(result)
    return {
        "sources": numbers.sources,
        "claims": numbers.claims,
        "claimsCrossChecked": numbers.met,
        "agreements": numbers.agreements,
        "checksNotMade": numbers.not_checked,
        "suppressed": numbers.suppressed,
        "baselined": numbers.baselined,
    }
