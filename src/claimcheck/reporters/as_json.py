"""The reporter `json`: the contract for programs, version 1.

Keys that the contract names are always there. `slip` of a correction and `distance`, `repairs`, `clusters`,
`hint` and `notes` of a finding are there only where they have content.
"""

from __future__ import annotations

import json
import re
from typing import Any

from claimcheck.engine.result import Result
from claimcheck.findings.model import Agreement, Correction, Evidence, Finding, NotChecked
from claimcheck.findings.printable import printable_character
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.columns import defused
from claimcheck.reporters.digest import totals

VERSION = 1

_Object = dict[str, Any]
_NOT_PLAIN = re.compile(r"[^\x20-\x7e\n]")


class JsonReporter:
    """Prints everything as one JSON object."""

    name = "json"
    suffix = ".json"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return the object, with letters as they are and all that is invisible as JSON escapes."""
        return as_text(_report(result))


REPORTER = JsonReporter()


def as_text(value: object) -> str:
    """Return data as JSON, with letters as they are and all that is invisible as JSON escapes."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)
    return defused(_NOT_PLAIN.sub(lambda found: _escaped(found.group()), text)) + "\n"


def _escaped(character: str) -> str:
    r"""Return a character, or `\uXXXX` where it is invisible, moves other text or is half of a pair."""
    if printable_character(character) == character:
        return character
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


def _report(result: Result) -> _Object:
    return {
        "version": VERSION,
        "summary": _summary(result),
        "findings": [finding_object(finding) for finding in result.findings],
        "agreements": [_agreement(agreement) for agreement in result.agreements],
        "not_checked": [_not_checked(entry) for entry in result.not_checked],
    }


def _summary(result: Result) -> _Object:
    numbers = totals(result)
    return {
        "sources": numbers.sources,
        "claims": numbers.claims,
        "rules": numbers.rules,
        "errors": numbers.errors,
        "warnings": numbers.warnings,
        "infos": numbers.infos,
        "agreements": numbers.agreements,
        "coverage": numbers.hundredths / 100,  # JSON has no other number for a share
        "suppressed": numbers.suppressed,
        "baselined": numbers.baselined,
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """Return a finding as the contract has it."""
    place = finding.place
    found: _Object = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "reading": finding.reading,
        "subject": finding.subject,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "location": {"file": place.file, "line": place.line, "column": place.column},
        "claims": [_evidence(evidence) for evidence in finding.claims],
        "derivation": list(finding.derivation),
        "rules": list(finding.rules),
        "suspects": [_correction(correction) for correction in finding.suspects],
        "alternatives": [[_correction(c) for c in diagnosis] for diagnosis in finding.alternatives],
    }
    more = {
        "distance": finding.distance,
        "repairs": list(finding.repairs),
        "clusters": [{"says": each.says, "claims": list(each.claims)} for each in finding.clusters],
        "hint": finding.hint,
        "notes": list(finding.notes),
    }
    return found | {key: value for key, value in more.items() if value}


def _evidence(evidence: Evidence) -> _Object:
    return {
        "id": evidence.claim,
        "role": evidence.role,
        "field": evidence.field,
        "file": evidence.place.file,
        "line": evidence.place.line,
        "column": evidence.place.column,
        "quote": evidence.quote,
        "says": evidence.says,
    }


def _correction(correction: Correction) -> _Object:
    found = {
        "claim": correction.claim,
        "field": correction.field,
        "stated": correction.stated,
        "would_agree": correction.would_agree,
    }
    return found | ({"slip": correction.slip} if correction.slip else {})


def _agreement(agreement: Agreement) -> _Object:
    return {"subject": agreement.subject, "value": agreement.value, "claims": list(agreement.claims)}


def _not_checked(entry: NotChecked) -> _Object:
    return {
        "rule": entry.rule,
        "claims": list(entry.claims),
        "operand": entry.operand,
        "reason": entry.reason,
    }
