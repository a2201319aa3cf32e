"""One run: every rule over every claim, under both readings, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.agreements import agreements, hear
from claimcheck.engine.closed_lists import closed_lists
from claimcheck.engine.collector import no_collector
from claimcheck.engine.coverage import checked_claims, missing_of
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import Fault, Grounding, ground
from claimcheck.engine.near_keys import near_keys
from claimcheck.engine.parting.merge import comparable, in_order, merged
from claimcheck.engine.parting.part import CheckedPart, PartResult
from claimcheck.engine.result import ClaimCoverage, ClaimState, Result
from claimcheck.engine.slack import slack
from claimcheck.engine.solving.dated import judges
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.lone import lone_domains
from claimcheck.engine.solving.network import Claims, initial_of
from claimcheck.engine.suppression import effective
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Agreement, Finding, NotChecked, Place
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import slot_class

if TYPE_CHECKING:
    from claimcheck.engine.explaining.diagnose import Diagnoses


@slot_class()
class _Pass:
    """What one reading came to."""

    grounding: Grounding
    findings: list[Finding] = field(default_factory=list)
    disputed: set[str] = field(default_factory=set)
    unsettled: set[str] = field(default_factory=set)
    contradictory: list[tuple[Judge, Claims]] = field(default_factory=list)
    falsehoods: list[Diagnoses] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)
    missing: dict[str, str] = field(default_factory=dict)
    rules: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    linked: list[Claims] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    not_checked: list[NotChecked] = field(default_factory=list)
    slack: dict[str, Fraction] = field(default_factory=dict)
    proofs: dict[str, tuple[Ground, ...]] = field(default_factory=dict)

    def note_rules(self, constraint: Ground) -> None:
        """Note that a rule compared the claims of a constraint."""
        for claim in constraint.claims:
            self.rules[claim].add(constraint.rule.code)


@no_collector()
def check(
    corpus: Corpus,
    rules: Sequence[Rule],
    rule_findings: Sequence[Finding] = (),
    *,
    near: bool = True,
    asleep: Collection[str] = (),
) -> Result:
    """Cross-check a corpus. Findings of reading it and of loading the rules are part of the result.

    `asleep` are the codes of rules that exist but do not run, so that a claim may ignore them.
    """
    claims = [claim.read() for claim in comparable(corpus)]
    whole = check_part(claims, rules, corpus.vocabulary, near=near)
    return merged(corpus, rules, rule_findings, [whole.result], whole.proofs, asleep)


def check_part(
    claims: Sequence[ClaimRecord],
    rules: Sequence[Rule],
    vocabulary: Vocabulary,
    *,
    near: bool = True,
    bench: Bench | None = None,
) -> CheckedPart:
    """Cross-check claims that meet no others; `bench` is what the groundings of other claims share with theirs."""
    bench = bench or Bench(vocabulary)
    records = {claim.id: claim for claim in claims}
    wide = _pass(rules, claims, records, bench, Reading.PLAIN)
    # What fits under the plain reading fits under the wider one, which also has fewer constraints.
    strict = _pass(rules, claims, records, bench, Reading.CHARITABLE, among=wide.unsettled)
    _tell(strict, records, Reading.CHARITABLE)
    _tell(wide, records, Reading.PLAIN, strict.falsehoods)
    findings = [*strict.findings, *wide.findings]
    if near:
        findings += near_keys(claims, vocabulary, wide.linked)
    faults = {**_by_fault(strict.grounding.faults), **_by_fault(wide.grounding.faults)}.values()
    covered, gaps = closed_lists(claims, vocabulary)
    excepted = strict.grounding.excepted | wide.grounding.excepted
    used, restored = effective(excepted, claims, rules, vocabulary)
    proofs = {**wide.proofs, **strict.proofs}
    result = PartResult(
        tuple(findings),
        tuple(map(_fault, faults)),
        tuple(wide.agreements),
        in_order([*strict.not_checked, *wide.not_checked, *gaps, *_unbounded(wide)]),
        tuple(_checked(claims, strict, wide, covered)),
        tuple(sorted(used)),
        halted=any(not fault.claims for fault in faults),
        proved=tuple(sorted(proofs)),
    )
    return CheckedPart(result, proofs, (wide.grounding, strict.grounding, *restored))


def _pass(
    rules: Sequence[Rule],
    claims: Sequence[ClaimRecord],
    records: Mapping[str, ClaimRecord],
    bench: Bench,
    reading: Reading,
    *,
    among: AbstractSet[str] | None = None,
) -> _Pass:
    """Run the rules under one reading; `among` are the claims that may be in a contradiction, if that is known."""
    among_these = claims if among is None else [claim for claim in claims if claim.id in among]
    if not among_these:
        # Of most parts, nothing that fits under the plain reading is left to be judged under the wider one.
        return _Pass(Grounding(reading, symbols=bench.env(reading).symbols))
    grounding = ground(rules, among_these, bench.vocabulary, reading, bench, all_identities=False)
    result = _Pass(grounding)
    result.not_checked.extend(grounding.not_checked)
    shared = [each for each in grounding.constraints if each.as_of is None]
    dated = [each for each in grounding.constraints if each.as_of is not None]
    for each in dated:
        result.note_rules(each)
    for judge in judges(shared, dated, records):
        if judge.claims:
            _judge(judge, result, records, reading)
    return result


def _judge(judge: Judge, result: _Pass, records: Mapping[str, ClaimRecord], reading: Reading) -> None:
    """Judge a component. What contradicts itself is told later, when both readings were judged."""
    if len(judge.grounds) == 1 and not judge.dated and _settled_alone(judge.grounds[0], result, reading):
        return
    verdict = judge.verdict()
    for each in judge.grounds:
        result.note_rules(each)
    result.linked.append(judge.claims)
    if verdict.conflict is not None or verdict.undecided is not None:
        result.unsettled.update(judge.claims)
    if verdict.conflict is not None:
        result.contradictory.append((judge, verdict.conflict))
        return
    _note_undecided(verdict.undecided, judge.claims, judge, result)
    if reading is Reading.PLAIN:
        _confirm(judge, judge.claims, result, records)


def _settled_alone(ground: Ground, result: _Pass, reading: Reading) -> bool:
    """Settle a component of one constraint without a network, where one look at it tells that it holds."""
    domains = lone_domains(ground)
    if domains is None:
        return False
    result.note_rules(ground)
    result.linked.append(frozenset(ground.claims))
    if reading is Reading.PLAIN:
        terms = ground.form.terms
        result.slack.update(slack(terms, [initial_of(term) for term in terms], domains))
        if len(ground.claims) > 1:
            result.checked.update(ground.claims)
        else:
            result.missing.update(dict.fromkeys(ground.claims, missing_of((ground,))))
    return True


def _tell(result: _Pass, records: Mapping[str, ClaimRecord], reading: Reading, known: Sequence[Diagnoses] = ()) -> None:
    """Tell of every component that contradicts itself; `known` are falsehoods that the wider reading told of."""
    if not result.contradictory:
        return
    # What explains is as much as what checks, and of most projects there is nothing to explain.
    from claimcheck.engine.explaining.verdicts import verdicts

    for judge, conflict in result.contradictory:
        made = verdicts(judge, conflict, records, result.grounding.symbols, reading, known)
        result.findings.extend(made.findings)
        result.proofs.update(made.proofs)
        result.disputed.update(made.disputed)
        result.falsehoods.extend(made.diagnosed.falsehoods)
        active = judge.claims - made.diagnosed.removed
        _note_undecided(made.diagnosed.undecided, active, judge, result)
        if reading is Reading.PLAIN:
            _confirm(judge, active, result, records)


def _note_undecided(reason: str | None, active: Claims, judge: Judge, result: _Pass) -> None:
    """Note of each rule that it is not known whether some claims fit."""
    if reason is None:
        return
    members: dict[str, set[str]] = defaultdict(set)
    for each in judge.grounds:
        if each.claims and active.issuperset(each.claims):
            members[each.rule.code].update(each.claims)
    for rule in sorted(members):
        result.not_checked.append(NotChecked(rule, tuple(sorted(members[rule])), "the component", reason))


def _confirm(judge: Judge, active: Claims, result: _Pass, records: Mapping[str, ClaimRecord]) -> None:
    """Note what claims of a component that fit together confirm of each other."""
    everyone = active == judge.claims
    system = judge.system if everyone else judge.subsystem(active)
    outcome = judge.outcome if everyone and judge.outcome is not None else system.run()
    result.slack.update(slack(system.terms, system.initial, outcome.domains))
    hearing = hear(judge, records, active)
    checked, missing = checked_claims(judge, system, outcome, active, hearing.bounded)
    result.checked.update(checked)
    result.missing.update(missing)
    result.agreements.extend(agreements(hearing, judge, records, result.grounding.symbols))


def _by_fault(faults: Sequence[Fault]) -> dict[tuple[str, tuple[str, ...], str], Fault]:
    return {(fault.rule.code, fault.claims, fault.message): fault for fault in faults}


def _fault(fault: Fault) -> Finding:
    check_ = CHECKS["RUL002"]
    where = ", ".join(fault.claims) or "its identity"
    place = Place(fault.rule.file)
    message = f"{fault.rule.code} {fault.rule.model.name} broke on {where}: {fault.message}"
    return Finding(check_.code, check_.name, check_.severity, message, place, rules=(fault.rule.code,))


def _checked(claims: Sequence[ClaimRecord], strict: _Pass, wide: _Pass, covered: Claims) -> Iterator[ClaimCoverage]:
    disputed = strict.disputed | wide.disputed
    compared: dict[tuple[str, ...], tuple[str, ...]] = {}
    confirmed = {claim for agreement in wide.agreements for claim in agreement.claims} | covered
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
        yield ClaimCoverage(claim.id, state, compared.setdefault(rules, rules), wide.slack.get(claim.id))


def _unbounded(wide: _Pass) -> Iterator[NotChecked]:
    for claim, operand in wide.missing.items():
        rules = wide.rules.get(claim, set())
        yield NotChecked(min(rules) if rules else "", (claim,), operand, "no other claim bounds it")
