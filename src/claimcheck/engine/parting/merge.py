"""Makes one result of those of parts: what is about the whole corpus, or about one claim by itself, is added here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import superseded
from claimcheck.engine.near_keys import neighbours
from claimcheck.engine.parting.part import PartResult, Proofs
from claimcheck.engine.result import ClaimCoverage, ClaimState, Result
from claimcheck.engine.suppression import stale_suppressions
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding, NotChecked
from claimcheck.rules.rule import Rule


def comparable(corpus: Corpus) -> list[ClaimRecord]:
    """Return the claims that take part in comparisons: those in force, as far as their articles bear them out."""
    left_out = superseded(corpus.claims) | corpus.unfounded
    return [claim for claim in corpus.claims if claim.entry not in left_out]


def merged(
    corpus: Corpus,
    rules: Sequence[Rule],
    rule_findings: Sequence[Finding],
    parts: Sequence[PartResult],
    proofs: Proofs,
    asleep: Collection[str] = (),
) -> Result:
    """Return the result of a corpus whose comparable claims these parts are."""
    findings = [*corpus.findings, *rule_findings]
    findings += [finding for part in parts for finding in part.findings]
    findings += dict.fromkeys(fault for part in parts for fault in part.faults)
    findings, hidden = _suppress_checks(findings, corpus.claims)
    used = hidden.union(*(part.effective for part in parts))
    findings += stale_suppressions(corpus.claims, rules, used, asleep)
    covered = _coverage(corpus, parts)
    return Result(
        corpus,
        tuple(rules),
        tuple(sorted(findings, key=lambda finding: finding.order)),
        tuple(sorted((each for part in parts for each in part.agreements), key=lambda each: each.subject)),
        _not_checked(corpus, parts),
        covered,
        len(used),
        proofs,
        near=neighbours([claim for claim in corpus.claims if claim.id in covered], corpus.vocabulary),
    )


def _coverage(corpus: Corpus, parts: Iterable[PartResult]) -> dict[str, ClaimCoverage]:
    """Return what became of each claim that is in force."""
    replaced = superseded(corpus.claims)
    known = {each.claim: each for part in parts for each in part.claims}
    return {
        claim.id: known.get(claim.id) or ClaimCoverage(claim.id, ClaimState.NOT_CHECKED)
        for claim in corpus.claims
        if claim.entry not in replaced
    }


def _not_checked(corpus: Corpus, parts: Iterable[PartResult]) -> tuple[NotChecked, ...]:
    unfounded = [
        NotChecked("", (record.id,), "quote", "what it says does not follow from its article")
        for record in corpus.claims
        if record.entry in corpus.unfounded
    ]
    return in_order([*unfounded, *(each for part in parts for each in part.not_checked)])


def in_order(entries: Iterable[NotChecked]) -> tuple[NotChecked, ...]:
    """Return entries each once, in a stable order."""
    found = {(each.rule, each.claims, each.operand, each.reason): each for each in entries}
    return tuple(found[key] for key in sorted(found))


def _suppress_checks(
    findings: Sequence[Finding], claims: Sequence[ClaimRecord]
) -> tuple[list[Finding], set[tuple[str, str]]]:
    """Leave out findings of built-in checks about a claim that ignores their code, and say which those were."""
    ignoring = [(claim, code) for claim in claims if claim.has_notes for code in claim.model.ignore if code in CHECKS]
    hidden: set[tuple[str, str]] = set()
    kept = []
    for finding in findings:
        owner = next((claim for claim, code in ignoring if code == finding.code and _is_about(finding, claim)), None)
        if owner is None or CHECKS[finding.code].untrusted:
            kept.append(finding)
        else:
            hidden.add((owner.id, finding.code))
    return kept, hidden


def _is_about(finding: Finding, claim: ClaimRecord) -> bool:
    if finding.place.file != claim.source.file:
        return any(member.claim == claim.id for member in finding.claims)
    return finding.place.line in claim.lines
