"""One run: every rule over every claim, under both readings, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import superseded
from claimcheck.engine.agreements import agreements
from claimcheck.engine.components import components
from claimcheck.engine.coverage import checked_claims
from claimcheck.engine.ground import Ground
from claimcheck.engine.grounding import Fault, Grounding, ground
from claimcheck.engine.judge import Judge
from claimcheck.engine.near_keys import near_keys, neighbours
from claimcheck.engine.network import Claims
from claimcheck.engine.result import ClaimCoverage, ClaimState, Result
from claimcheck.engine.suppression import stale_suppressions
from claimcheck.engine.verdicts import verdicts
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Agreement, Finding, NotChecked, Place
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading


@dataclass(slots=True)
class _Pass:
    """What one reading came to."""

    grounding: Grounding
    findings: list[Finding] = field(default_factory=list)
    disputed: set[str] = field(default_factory=set)
    checked: set[str] = field(default_factory=set)
    missing: dict[str, str] = field(default_factory=dict)
    rules: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    linked: list[Claims] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    not_checked: list[NotChecked] = field(default_factory=list)


def check(corpus: Corpus, rules: Sequence[Rule], rule_findings: Sequence[Finding] = (), *, near: bool = True) -> Result:
    """Cross-check a corpus. Findings of reading it and of loading the rules are part of the result."""
    gone = superseded(corpus.claims)
    claims = [claim for claim in corpus.claims if claim.entry not in gone]
    records = {claim.id: claim for claim in claims}
    strict = _pass(rules, claims, records, corpus, Reading.CHARITABLE)
    wide = _pass(rules, claims, records, corpus, Reading.PLAIN)
    findings = [*corpus.findings, *rule_findings, *strict.findings]
    findings += _not_folded(wide.findings, strict.findings)
    findings += _faults({**_by_fault(strict.grounding.faults), **_by_fault(wide.grounding.faults)}.values())
    coverage = _coverage(claims, strict, wide, corpus)
    if near:
        findings += near_keys(claims, corpus.vocabulary, wide.linked)
    suppressed = strict.grounding.excepted | wide.grounding.excepted
    findings, hidden = _suppress_checks(findings, corpus.claims)
    findings += stale_suppressions(corpus.claims, rules, suppressed | hidden)
    return Result(
        corpus,
        tuple(rules),
        tuple(sorted(findings, key=lambda finding: finding.order)),
        tuple(sorted(wide.agreements, key=lambda each: each.subject)),
        _not_checked(strict, wide),
        coverage,
        len(suppressed) + len(hidden),
    )


def _pass(
    rules: Sequence[Rule],
    claims: Sequence[ClaimRecord],
    records: Mapping[str, ClaimRecord],
    corpus: Corpus,
    reading: Reading,
) -> _Pass:
    grounding = ground(rules, claims, corpus.vocabulary, reading)
    result = _Pass(grounding)
    result.not_checked.extend(grounding.not_checked)
    shared = [each for each in grounding.constraints if each.as_of is None]
    dated = [each for each in grounding.constraints if each.as_of is not None]
    for component in components(shared):
        _judge(component, result, records, reading)
    for constraint in dated:
        known = _known_then(constraint, shared, records)
        _judge(known, result, records, reading, only=constraint)
    return result


def _known_then(constraint: Ground, shared: Sequence[Ground], records: Mapping[str, ClaimRecord]) -> tuple[Ground, ...]:
    """Return a constraint that judges by what was known at its day, with what its unknowns rested on by then."""
    day = constraint.as_of
    known = [each for each in shared if all(_published(records[claim]) <= (day or 0) for claim in each.claims)]
    for component in components([constraint, *known]):
        if constraint in component:
            return component
    return (constraint,)


def _published(record: ClaimRecord) -> int:
    return record.source.model.published.earliest or 0


def _judge(
    component: tuple[Ground, ...],
    result: _Pass,
    records: Mapping[str, ClaimRecord],
    reading: Reading,
    only: Ground | None = None,
) -> None:
    if not any(ground.claims for ground in component):
        return
    judge = Judge(component)
    verdict = judge.verdict()
    symbols = result.grounding.symbols
    removed: Claims = frozenset()
    if verdict.conflict is not None:
        made = verdicts(judge, verdict.conflict, records, symbols, reading)
        kept = [f for f in made.findings if only is None or only.rule.code in f.rules]
        result.findings.extend(kept)
        removed = made.removed
        if kept:
            result.disputed.update(made.disputed)
    elif verdict.undecided is not None:
        for rule in sorted({ground.rule.code for ground in component if ground.claims}):
            members = tuple(sorted({claim for g in component if g.rule.code == rule for claim in g.claims}))
            result.not_checked.append(NotChecked(rule, members, "the component", verdict.undecided))
    for each in component:
        for claim in each.claims:
            result.rules[claim].add(each.rule.code)
    result.linked.append(judge.claims)
    if reading is Reading.PLAIN:
        active = judge.claims - removed
        checked, missing = checked_claims(judge, active)
        result.checked.update(checked)
        result.missing.update(missing)
        result.agreements.extend(agreements(judge, records, symbols, active))


def _not_folded(warnings: Sequence[Finding], errors: Sequence[Finding]) -> list[Finding]:
    """Leave out a warning that an error already tells: the same suspects, or a claim that the error doubts."""
    doubted: set[str] = set()
    for error in errors:
        doubted |= {entry.claim for entry in error.suspects}
        doubted |= {entry.claim for option in error.alternatives for entry in option}
        doubted |= {member.claim for member in error.claims}
    kept = []
    for warning in warnings:
        members = {entry.claim for entry in warning.suspects} or {member.claim for member in warning.claims}
        if not members & doubted:
            kept.append(warning)
    return kept


def _by_fault(faults: Sequence[Fault]) -> dict[tuple[str, tuple[str, ...], str], Fault]:
    return {(fault.rule.code, fault.claims, fault.message): fault for fault in faults}


def _faults(faults: Iterable[Fault]) -> list[Finding]:
    check_ = CHECKS["RUL002"]
    made = []
    for fault in faults:
        where = ", ".join(fault.claims) or "its identity"
        place = Place(fault.rule.file)
        message = f"{fault.rule.code} {fault.rule.model.name} broke on {where}: {fault.message}"
        made.append(Finding(check_.code, check_.name, check_.severity, message, place, rules=(fault.rule.code,)))
    return made


def _coverage(claims: Sequence[ClaimRecord], strict: _Pass, wide: _Pass, corpus: Corpus) -> dict[str, ClaimCoverage]:
    disputed = strict.disputed | wide.disputed
    confirmed = {claim for agreement in wide.agreements for claim in agreement.claims}
    near = neighbours(claims, corpus.vocabulary)
    found = {}
    for claim in claims:
        if claim.id in disputed:
            state = ClaimState.DISPUTED
        elif claim.id in confirmed:
            state = ClaimState.CONFIRMED
        elif claim.id in wide.checked:
            state = ClaimState.CHECKED
        else:
            state = ClaimState.NOT_CHECKED
        rules = tuple(sorted(wide.rules.get(claim.id, ())))
        beside = near(claim) if state is ClaimState.NOT_CHECKED else ()
        found[claim.id] = ClaimCoverage(claim.id, state, rules, beside)
    return found


def _not_checked(strict: _Pass, wide: _Pass) -> tuple[NotChecked, ...]:
    entries = {(e.rule, e.claims, e.operand, e.reason): e for e in (*strict.not_checked, *wide.not_checked)}
    for claim, operand in wide.missing.items():
        rules = wide.rules.get(claim, set())
        rule = min(rules) if rules else ""
        entry = NotChecked(rule, (claim,), operand, "no other claim bounds it")
        entries[entry.rule, entry.claims, entry.operand, entry.reason] = entry
    return tuple(entries[key] for key in sorted(entries))


def _suppress_checks(
    findings: Sequence[Finding], claims: Sequence[ClaimRecord]
) -> tuple[list[Finding], set[tuple[str, str]]]:
    """Leave out findings of built-in checks about a claim that ignores their code, and say which those were."""
    ignoring = [(claim, code) for claim in claims for code in claim.model.ignore if code in CHECKS]
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
    return claim.node.start.line <= finding.place.line <= claim.node.end.line
