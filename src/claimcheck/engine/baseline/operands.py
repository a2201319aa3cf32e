"""What a claim states, as a short digest: an answer to a finding holds for these figures, dates and ids alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.validate import to_data
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding

LENGTH = 12
QUOTED = frozenset(("quote", "prefix", "suffix"))
ASIDE = frozenset(("id", "note", "tags", "ignore", "distinct", "supersedes"))
"""Keys of a claim that state nothing."""
ABSENT = "absent"


def operands_of(finding: Finding, records: Mapping[str, ClaimRecord]) -> dict[str, str]:
    """Return the digest of what each claim of a finding states, by the claim's id, in order.

    The words of a quote belong to it where a built-in check speaks, for that judges them; rules judge figures alone.
    """
    aside = ASIDE if finding.code in CHECKS else ASIDE | QUOTED
    members = sorted({member.claim for member in finding.claims})
    return {claim: _digest(records[claim], aside) if claim in records else ABSENT for claim in members}


def _digest(claim: ClaimRecord, aside: frozenset[str]) -> str:
    stated = {key.text: to_data(value) for key, value in claim.node.entries if key.text not in aside}
    content = [str(claim.source.model.published), claim.source.model.via, _spaced(stated)]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _spaced(value: object) -> object:
    """Return data with every run of white space as one space: a line that is wrapped anew states the same."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_spaced(item) for item in value]
    if isinstance(value, dict):
        return {key: _spaced(item) for key, item in value.items()}
    return value
