"""Suppressions on claims: which have an effect, and which suppress nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_nodes import Mapping as MappingNode
from claimcheck.engine.grounding.grounding import Grounding, ground
from claimcheck.engine.solving.dated import judges
from claimcheck.engine.solving.judge import Judge
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding, Place
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading

Pair = tuple[str, str]
"""A claim's id, and the code that it ignores."""


def effective(
    excepted: Collection[Pair], claims: Sequence[ClaimRecord], rules: Sequence[Rule], vocabulary: Vocabulary
) -> tuple[set[Pair], list[Grounding]]:
    """Return those of the excepted pairs without which a rule would have spoken about the claim, and how that was seen.

    The rules are applied once more as if nothing were ignored, and only components with an excepted claim are judged.
    A component that stays undecided counts as one that could have spoken.
    """
    if not excepted:
        return set(), []
    restored = [_restored(claim, excepted) for claim in claims]
    records = {claim.id: claim for claim in restored}
    found: set[Pair] = set()
    groundings = []
    for reading in Reading:
        grounding = ground(rules, restored, vocabulary, reading)
        groundings.append(grounding)
        shared = [each for each in grounding.constraints if each.as_of is None]
        dated = [each for each in grounding.constraints if each.as_of is not None]
        for judge in judges(shared, dated, records):
            asked = {pair for pair in excepted if pair[0] in judge.claims} - found
            if asked:
                found |= asked & _speaking(judge, records, grounding, reading)
    return found, groundings


def _restored(claim: ClaimRecord, excepted: Collection[Pair]) -> ClaimRecord:
    kept = {code: reason for code, reason in claim.model.ignore.items() if (claim.id, code) not in excepted}
    if len(kept) == len(claim.model.ignore):
        return claim
    return replace(claim, model=claim.model.model_copy(update={"ignore": kept}))


def _speaking(judge: Judge, records: Mapping[str, ClaimRecord], grounding: Grounding, reading: Reading) -> set[Pair]:
    """Return the claims that the findings of a component are about, each with the codes of the rules that speak."""
    verdict = judge.verdict()
    if verdict.conflict is None:
        undecided = judge.grounds if verdict.undecided is not None else ()
        return {(claim, each.rule.code) for each in undecided for claim in each.claims}
    from claimcheck.engine.explaining.verdicts import verdicts

    made = verdicts(judge, verdict.conflict, records, grounding.symbols, reading)
    pairs = {(claim, each.rule.code) for proof in made.proofs.values() for each in proof for claim in each.claims}
    for finding in made.findings:
        pairs |= {(claim, code) for claim in involved(finding) for code in finding.rules}
    return pairs


def involved(finding: Finding) -> set[str]:
    """Return every claim that a finding names: in its conflict, among its suspects, or beside them."""
    found = {member.claim for member in finding.claims}
    found |= {entry.claim for entry in finding.suspects}
    found |= {entry.claim for option in finding.alternatives for entry in option}
    return found | {claim for cluster in finding.clusters for claim in cluster.claims}


def stale_suppressions(
    claims: Sequence[ClaimRecord], rules: Sequence[Rule], used: Collection[Pair], asleep: Collection[str] = ()
) -> list[Finding]:
    """Return a finding for every `ignore` that names no code, or one that would not have spoken.

    `asleep` are codes of rules that exist and do not run: of those nobody can tell.
    """
    known = {rule.code for rule in rules} | set(CHECKS)
    spoken = {(claim.split("[")[0], code) for claim, code in used}
    made = []
    for claim in {claim.entry: claim for claim in claims if claim.has_notes}.values():
        for code in claim.model.ignore:
            if (claim.entry, code) in spoken or code in asleep:
                continue
            if code in known:
                message = f"{claim.entry} ignores {code}, which has nothing to say about it"
            else:
                message = f"{claim.entry} ignores {code}, which does not exist{did_you_mean(code, known)}"
            made.append(_finding("IGN001", message, _place(claim, code)))
    return made


def _finding(code: str, message: str, place: Place) -> Finding:
    check = CHECKS[code]
    return Finding(check.code, check.name, check.severity, message, place, rules=(check.code,))


def _place(claim: ClaimRecord, code: str) -> Place:
    table = claim.node.get("ignore")
    if isinstance(table, MappingNode) and (key := table.key_node(code)) is not None:
        return Place(claim.source.file, key.start.line, key.start.column)
    return claim.place("ignore")
