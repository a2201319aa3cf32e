"""Measures how planted falsehoods are found, told apart and blamed: `python tests/worlds/diagnosing.py 200`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from consistency import pack
from corpora import Data, Report, corpus_of
from exact_truth import can_be_true, component_of
from slipping import Slip, apply, plant

from claimcheck.corpus.corpus import Corpus
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import ground
from claimcheck.engine.run import check
from claimcheck.findings.model import Finding, Severity
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading
from worlds import consistent

TRIES = 60


@dataclass(frozen=True, slots=True)
class Trial:
    """One world with one planted falsehood, and what came of it."""

    seed: int
    slip: Slip
    named: bool
    listed: bool
    unique: bool
    decidable: bool | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A corpus with a falsehood, and the claims that hang together with it."""

    corpus: Corpus
    reports: list[Report]
    slip: Slip
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """One world with two planted falsehoods: whether each has its own finding, and what is found of each alone."""

    seed: int
    first: Slip
    second: Slip
    apart: bool
    unconnected: bool
    alone: tuple[Finding, ...]
    other: tuple[Finding, ...]
    both: tuple[Finding, ...]


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the contradictions that are errors; a rule that broke is none."""
    return tuple(each for each in findings if each.severity is Severity.ERROR and each.reading is not None)


def blamed(finding: Finding) -> frozenset[str]:
    """Return everyone whom a finding doubts."""
    options = (finding.suspects, *finding.alternatives)
    return frozenset(entry.claim for option in options for entry in option)


def suspects(finding: Finding) -> frozenset[str]:
    """Return whom a finding suspects alone."""
    return frozenset(entry.claim for entry in finding.suspects)


def one_falsehood(seed: int, rules: Sequence[Rule]) -> Trial | None:
    """Plant a falsehood that z3 knows to contradict the others, and see what is made of it."""
    rng = Random(f"{seed} slip")
    vocabulary, reports = consistent(seed, covered=True)
    planted = contradicted(vocabulary, reports, rng, rules)
    if planted is None:
        return None
    slip = planted.slip
    found = errors(check(planted.corpus, rules, near=False).findings)
    return Trial(
        seed,
        slip,
        bool(found) and all(slip.claim in {m.claim for m in finding.claims} | blamed(finding) for finding in found),
        any(slip.claim in blamed(finding) for finding in found),
        any(suspects(finding) == {slip.claim} for finding in found),
        _decidable(planted.corpus, slip, rules, found),
        found,
    )


def contradicted(
    vocabulary: Data,
    reports: Sequence[Report],
    rng: Random,
    rules: Sequence[Rule],
    avoid: frozenset[str] = frozenset(),
) -> Planted | None:
    """Plant slips until one contradicts the other claims under the charitable reading, by z3's word."""
    for _ in range(TRIES):
        planted = plant(reports, rng, avoid)
        if planted is None:
            continue
        changed, slip = planted
        try:
            corpus = corpus_of(vocabulary, changed)
        except ValueError:
            continue
        part = _component(corpus, slip.claim, rules)
        if can_be_true(part) is False:
            around = frozenset(claim for each in part for claim in each.claims)
            return Planted(corpus, changed, slip, around)
    return None


def two_falsehoods(seed: int, rules: Sequence[Rule]) -> Pair | None:
    """Plant two falsehoods about different things, neither in a conflict of the other: are both told apart?"""
    rng = Random(f"{seed} slips")
    vocabulary, reports = consistent(seed, covered=True)
    first = contradicted(vocabulary, reports, rng, rules)
    if first is None:
        return None
    alone = errors(check(first.corpus, rules, near=False).findings)
    second = contradicted(vocabulary, reports, rng, rules, members(alone) | {first.slip.claim})
    if second is None:
        return None
    other = errors(check(second.corpus, rules, near=False).findings)
    # Two dissenters from one value are one finding on purpose.
    if first.slip.claim in members(other) or {each.subject for each in alone} & {each.subject for each in other}:
        return None
    both = corpus_of(vocabulary, apply(apply(reports, first.slip), second.slip))
    found = errors(check(both, rules, near=False).findings)
    a, b = first.slip.claim, second.slip.claim
    apart = any(a in blamed(each) and b not in blamed(each) for each in found) and any(
        b in blamed(each) and a not in blamed(each) for each in found
    )
    return Pair(seed, first.slip, second.slip, apart, b not in first.around, alone, other, found)


def members(findings: Iterable[Finding]) -> frozenset[str]:
    """Return every claim that findings name."""
    return frozenset(member.claim for finding in findings for member in finding.claims).union(*map(blamed, findings))


def _component(corpus: Corpus, claim: str, rules: Sequence[Rule]) -> tuple[Ground, ...]:
    constraints = ground(rules, corpus.claims, corpus.vocabulary, Reading.CHARITABLE).constraints
    return component_of(claim, [each for each in constraints if each.as_of is None])


def _decidable(corpus: Corpus, slip: Slip, rules: Sequence[Rule], found: Sequence[Finding]) -> bool | None:
    """Whether no other single claim explains the contradiction as well, by z3's word."""
    part = _component(corpus, slip.claim, rules)
    rivals = {member.claim for finding in found for member in finding.claims} - {slip.claim}
    answers = [can_be_true(part, without=rival) for rival in sorted(rivals)]
    if True in answers:
        return False
    return None if None in answers else True


def main(count: int) -> None:
    """Print the rates for a number of worlds, and every trial in which the planted claim is not named."""
    rules = pack()
    tally: Counter[str] = Counter()
    for seed in range(count):
        trial = one_falsehood(seed, rules)
        if trial is not None:
            tally.update(["one", *(name for name in ("named", "listed", "unique") if getattr(trial, name))])
            tally[f"decidable {trial.decidable}, unique {trial.unique}"] += 1
            if not (trial.named and trial.listed):
                _tell(trial)
        pair = two_falsehoods(seed, rules)
        if pair is not None:
            kind = "unconnected" if pair.unconnected else "connected"
            tally.update([f"two {kind}", *([f"two {kind} apart"] if pair.apart else [])])
            kept = {each.fingerprint for each in (*pair.alone, *pair.other)} == {each.fingerprint for each in pair.both}
            tally[f"two {kind}, the same findings as alone: {kept}"] += 1
        if seed % 10 == 9:
            print(seed + 1, dict(tally), flush=True)
    print(dict(tally))


def _tell(trial: Trial) -> None:
    print(trial.seed, trial.slip, "named", trial.named, "listed", trial.listed)
    for finding in trial.findings:
        print("   ", finding.code, finding.message, sorted(blamed(finding)), finding.notes, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
