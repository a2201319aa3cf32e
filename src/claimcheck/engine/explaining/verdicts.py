"""Makes findings of a component that contradicts itself: conflicts, whom to doubt, and what would have agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.explaining.derive import Derivation, derive
from claimcheck.engine.explaining.diagnose import Diagnosed, Diagnoses, diagnose, units_of
from claimcheck.engine.explaining.evidence import evidence, implied, stated_text
from claimcheck.engine.explaining.repair import Repairer
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims, System
from claimcheck.findings.model import Cluster, Diagnosis, Evidence, Finding, Severity
from claimcheck.rules.message import fill_message
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Variable
from claimcheck.rules.variables import describe
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import value_class

MAX_CLUSTER = 200
MAX_ALTERNATIVES = 3
"""Up to how many alternatives the slips are named that would explain them."""
TIME_WORDS = ("on", "during", "since", "until")
MAX_LINES = 2
"""How many lines of arithmetic a message takes; of a longer derivation it takes the last."""


@value_class
class Group:
    """Conflicts that one doubt explains: a suspect, or alternatives between which the sources cannot decide."""

    conflict: Claims
    suspects: Claims
    alternatives: tuple[Claims, ...]
    diagnoses: Diagnoses
    context: Claims


@value_class
class Verdicts:
    """The findings of a component, the claims in its conflicts, and the falsehoods behind them.

    `proofs` are the constraints that each finding follows from, by its fingerprint.
    """

    findings: tuple[Finding, ...]
    disputed: Claims
    diagnosed: Diagnosed
    proofs: Mapping[str, tuple[Ground, ...]]


def verdicts(
    judge: Judge,
    conflict: Claims,
    records: Mapping[str, ClaimRecord],
    symbols: Symbols,
    reading: Reading,
    known: Sequence[Diagnoses] = (),
) -> Verdicts:
    """Return the findings of a component of which some claims contradict each other.

    `known` are the falsehoods that the wider reading told of.
    """
    made: dict[tuple[str, Variable | None], Finding] = {}
    proofs: dict[str, tuple[Ground, ...]] = {}
    diagnosed = diagnose(judge, judge.minimal(conflict), records, known)
    for diagnoses in diagnosed.falsehoods:
        for group in _groups(judge, diagnoses, records):
            finding, subject = _finding(group, judge, records, symbols, reading)
            key = (finding.code, subject or Variable("conflict", tuple(sorted(group.conflict))))
            made[key] = _merged(made[key], finding) if key in made else finding
            proofs.setdefault(finding.fingerprint, tuple(judge.subsystem(group.conflict).grounds))
    disputed = frozenset().union(*(claims for each in diagnosed.falsehoods for claims in each.conflicts))
    return Verdicts(tuple(made.values()), disputed, diagnosed, proofs)


def _groups(judge: Judge, diagnoses: Diagnoses, records: Mapping[str, ClaimRecord]) -> list[Group]:
    units = units_of(diagnoses.context, records)
    everyone = frozenset().union(*diagnoses.sets) if diagnoses.sets else frozenset()
    groups: list[Group] = []
    left = list(diagnoses.conflicts)
    for unit in sorted({units[claim] for claim in diagnoses.suspects}, key=sorted):
        mine = [conflict for conflict in left if conflict & unit]
        left = [conflict for conflict in left if not conflict & unit]
        # The finding about one suspect is judged without the others, so that no falsehood changes another's finding.
        context = diagnoses.context - (everyone - unit)
        alone = judge.verdict(context).conflict
        if alone is not None and (minimal := judge.minimal(alone)) & unit:
            mine.append(minimal)
        pure = [conflict for conflict in mine if not conflict & (everyone - unit)]
        if pure or mine:
            groups.append(Group(_plainest(pure or mine, judge), unit, (), diagnoses, context))
    for cluster in _clusters(left):
        claims = frozenset().union(*cluster)
        options = tuple(dict.fromkeys(_option(found, claims, units) for found in diagnoses.sets if found & claims))
        groups.append(Group(_plainest(cluster, judge), frozenset(), options, diagnoses, diagnoses.context))
    return groups


def _option(found: Claims, claims: Claims, units: Mapping[str, Claims]) -> Claims:
    """Return what a diagnosis doubts of some claims, with what says the same in the same words."""
    return frozenset().union(*(units[claim] for claim in found & claims))


def _plainest(conflicts: Sequence[Claims], judge: Judge) -> Claims:
    """Return the smallest conflict; of several, one that says nothing of what was known when."""
    dated = {each.claims for each in judge.dated}
    return min(conflicts, key=lambda conflict: (len(conflict), conflict in dated, sorted(conflict)))


def _clusters(conflicts: Sequence[Claims]) -> list[list[Claims]]:
    """Group conflicts that share claims."""
    clusters: list[tuple[set[str], list[Claims]]] = []
    for conflict in conflicts:
        touching = [cluster for cluster in clusters if cluster[0] & conflict]
        merged: tuple[set[str], list[Claims]] = (set(conflict), [conflict])
        for cluster in touching:
            merged[0].update(cluster[0])
            merged[1].extend(cluster[1])
            clusters.remove(cluster)
        clusters.append(merged)
    return [sorted(members, key=lambda c: (len(c), sorted(c))) for _, members in clusters]


def _finding(
    group: Group, judge: Judge, records: Mapping[str, ClaimRecord], symbols: Symbols, reading: Reading
) -> tuple[Finding, Variable | None]:
    repairer = Repairer(judge, records, symbols, group.context)
    grounds = needed(judge.subsystem(group.conflict).grounds)
    derivation = derive(System(grounds), symbols)
    grounds = derivation.grounds or grounds
    subject = derivation.subject
    rule = speaking_rule(grounds)
    members = [evidence(records[claim], grounds, subject, symbols) for claim in sorted(group.conflict)]
    suspects = repairer.corrections(group.suspects, grounds) if group.suspects else ()
    few = len(group.alternatives) <= MAX_ALTERNATIVES
    alternatives = tuple(repairer.corrections(option, grounds, slips=few) for option in group.alternatives)
    first = members[0]
    if suspects:
        first = next((member for member in members if member.claim == suspects[0].claim), first)
    finding = Finding(
        rule.code,
        rule.model.name,
        severity_of(grounds, reading),
        message_of(rule, grounds, derivation, describe(subject) if subject is not None else first.claim, records),
        first.place,
        reading.value,
        describe(subject) if subject is not None else first.claim,
        tuple(members),
        derivation.lines or _told(members, records),
        tuple(sorted({ground.rule.code for ground in grounds})),
        suspects,
        _ordered(alternatives),
        repairer.repairs(suspects, alternatives, group.diagnoses.conflicts),
        _clusters_of(judge, subject, symbols),
        derivation.distance,
        notes=_notes(group.diagnoses),
    )
    return finding, subject


def needed(grounds: Sequence[Ground]) -> tuple[Ground, ...]:
    """Leave out whole rules, relations first, then single constraints, as long as the rest still contradicts."""
    kept = tuple(grounds)
    rules = {ground.rule.code: ground.rule for ground in kept}
    for code in sorted(sorted(rules, reverse=True), key=lambda code: not rules[code].is_relation):
        kept = _without(kept, tuple(ground for ground in kept if ground.rule.code == code))
    for ground in reversed(kept):
        kept = _without(kept, (ground,))
    return kept


def _without(kept: tuple[Ground, ...], some: tuple[Ground, ...]) -> tuple[Ground, ...]:
    fewer = tuple(ground for ground in kept if ground not in some)
    if not fewer or len(fewer) == len(kept):
        return kept
    return fewer if Judge(fewer).verdict().conflict is not None else kept


def _ordered(alternatives: Sequence[Diagnosis]) -> tuple[Diagnosis, ...]:
    return tuple(sorted(alternatives, key=lambda each: [entry.claim for entry in each]))


def _notes(diagnoses: Diagnoses) -> tuple[str, ...]:
    if diagnoses.cut_off:
        return ("the search for whom to doubt was cut off, so nobody is named",)
    return ()


def speaking_rule(grounds: Sequence[Ground]) -> Rule:
    """Return the rule that a finding is called after: a relation or an identity, else the statement's own."""
    related = {ground.rule.code: ground.rule for ground in grounds if ground.rule.is_relation}
    direct = {ground.rule.code: ground.rule for ground in grounds}
    pool = related or direct
    return pool[min(pool)]


def severity_of(grounds: Sequence[Ground], reading: Reading) -> Severity:
    """Return what the reading makes of a contradiction, capped by the mildest rule that it needs."""
    severity = Severity.ERROR if reading is Reading.CHARITABLE else Severity.WARNING
    for ground in grounds:
        severity = severity.capped(ground.rule.severity)
    return severity


def message_of(
    rule: Rule, grounds: Sequence[Ground], derivation: Derivation, about: str, records: Mapping[str, ClaimRecord]
) -> str:
    """Return the finding in one sentence: what is wrong, about what, and the arithmetic."""
    head = f"{rule.model.summary.rstrip('.')} ({about})"
    bound = next((dict(ground.bound) for ground in grounds if ground.rule.code == rule.code and ground.bound), None)
    if rule.model.message is not None and bound is not None:
        head = fill_message(rule.model.message, lambda name, field: stated_text(records[bound[name]], field)).rstrip(
            "."
        )
    lines = derivation.lines
    shown = lines if len(lines) <= MAX_LINES else lines[-1:]
    return f"{head}: {'; '.join(shown)}" if shown else f"{head}."


def _told(members: Sequence[Evidence], records: Mapping[str, ClaimRecord]) -> tuple[str, ...]:
    """Return what claims say and when, where a rule compares them without arithmetic."""
    lines = []
    for member in members:
        record = records[member.claim]
        times = [f"{name} {stated_text(record, name)}" for name in TIME_WORDS if name in record.fields]
        lines.append(f"{member.claim}: {' '.join((stated_text(record, member.field), *times))}")
    return tuple(lines)


def _clusters_of(judge: Judge, subject: Variable | None, symbols: Symbols) -> tuple[Cluster, ...]:
    """Return what the claims of a component say of the subject, each on its own, most claims first."""
    if subject is None:
        return ()
    says: dict[str, list[str]] = {}
    for claim in sorted(judge.claims)[:MAX_CLUSTER]:
        own = [judge.grounds[number] for number in judge.numbers(frozenset({claim}))]
        text = implied(claim, [ground for ground in own if ground.claims], subject, symbols, outright=True)
        if text is not None:
            says.setdefault(text, []).append(claim)
    clusters = [Cluster(text, tuple(claims)) for text, claims in says.items()]
    return (
        () if len(clusters) < 2 else tuple(sorted(clusters, key=lambda cluster: (-len(cluster.claims), cluster.says)))
    )


def _merged(one: Finding, other: Finding) -> Finding:
    """Return one finding for several dissenters from one value: the smallest conflict, everyone who is doubted."""
    from dataclasses import replace

    first, second = sorted((one, other), key=lambda f: (len(f.claims), f.order))
    return replace(
        first,
        severity=min(first.severity, second.severity, key=lambda severity: severity.rank),
        rules=tuple(sorted({*first.rules, *second.rules})),
        suspects=tuple(dict.fromkeys((*first.suspects, *second.suspects))),
        alternatives=tuple(dict.fromkeys((*first.alternatives, *second.alternatives))),
        repairs=tuple(dict.fromkeys((*first.repairs, *second.repairs))),
    )
