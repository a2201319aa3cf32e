"""The reporter `json`: the contract for programs, version 1.

Keys that the contract names are always there. `slip` of a correction and `distance`, `repairs`, `clusters`,
`hint` and `notes` of a finding are there only where they have content.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

from claimcheck.engine.result import Result
from claimcheck.findings.model import Agreement, Correction, Evidence, Finding, NotChecked
from claimcheck.findings.printable import printable_character
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.columns import defused
from claimcheck.reporters.digest import totals

VERSION = 1

AT_ONCE = 100
"""How many items of a list are made at once."""

_INDENT = "  "
_END = f"\n{_INDENT}]"
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=_INDENT)
_Item = TypeVar("_Item")
_Object = dict[str, Any]
_NOT_PLAIN = re.compile(r"[^\x20-\x7e\n]")


class JsonReporter:
    """Prints everything as one JSON object."""

    name = "json"
    suffix = ".json"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return the object, with letters as they are and all that is invisible as JSON escapes."""
        return "".join(self.pieces(result, options))

    def pieces(self, result: Result, options: ReportOptions) -> Iterator[str]:
        """Yield the object piece by piece: what is made whole takes a kilobyte a claim."""
        lists = chain(
            _listed("findings", result.findings, finding_object),
            _listed("agreements", result.agreements, _agreement),
            _listed("not_checked", result.not_checked, _not_checked),
        )
        yield f'{{\n{_INDENT}"version": {VERSION},\n{_INDENT}"summary": {_safe(_inside(_summary(result), 1))}'
        yield from lists
        yield "\n}\n"


REPORTER = JsonReporter()


def as_text(value: object) -> str:
    """Return data as JSON, with letters as they are and all that is invisible as JSON escapes."""
    return _safe(_ENCODER.encode(value)) + "\n"


def _safe(text: str) -> str:
    """Return JSON as it may be printed. No escape reaches over the end of a value, so it can be done piece by piece."""
    return defused(_NOT_PLAIN.sub(lambda found: _escaped(found.group()), text))


def _inside(value: object, depth: int) -> str:
    """Return data as JSON where it stands so deep in an object: no line end of it is one of a text."""
    return _ENCODER.encode(value).replace("\n", "\n" + _INDENT * depth)


def _listed(name: str, items: Sequence[_Item], told: Callable[[_Item], _Object]) -> Iterator[str]:
    """Yield a list of an object, some items at a time."""
    yield f',\n{_INDENT}"{name}": ['
    for start in range(0, len(items), AT_ONCE):
        some = _inside([told(item) for item in items[start : start + AT_ONCE]], 1)
        more = start + AT_ONCE < len(items)
        yield _safe(some[1:-1] if not more else some[1 : -len(_END)] + ",")
    yield "]"


def _escaped(character: str) -> str:
    r"""Return a character, or `\uXXXX` where it is invisible, moves other text or is half of a pair."""
    if printable_character(character) == character:
        return character
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


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
