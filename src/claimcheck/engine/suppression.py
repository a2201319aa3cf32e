"""Suppressions that suppress nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.yaml_nodes import Mapping
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding, Place
from claimcheck.rules.rule import Rule


def stale_suppressions(
    claims: Sequence[ClaimRecord], rules: Sequence[Rule], used: Collection[tuple[str, str]]
) -> list[Finding]:
    """Return a finding for every `ignore` that names no code, or one that would not have spoken."""
    known = {rule.code for rule in rules} | set(CHECKS)
    check = CHECKS["IGN001"]
    made = []
    spoken = {(claim.split("[")[0], code) for claim, code in used}
    for claim in {claim.entry: claim for claim in claims}.values():
        for code in claim.model.ignore:
            if (claim.entry, code) in spoken:
                continue
            if code in known:
                message = f"{claim.entry} ignores {code}, which has nothing to say about it"
            else:
                message = f"{claim.entry} ignores {code}, which does not exist{did_you_mean(code, known)}"
            made.append(
                Finding(check.code, check.name, check.severity, message, _place(claim, code), rules=(check.code,))
            )
    return made


def _place(claim: ClaimRecord, code: str) -> Place:
    table = claim.node.get("ignore")
    if isinstance(table, Mapping) and (key := table.key_node(code)) is not None:
        return Place(claim.source.file, key.start.line, key.start.column)
    return claim.place("ignore")
