"""Measures how planted falsehoods are found, told apart and blamed: `python tests/worlds/diagnosing.py 200`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from corpora import Data, Report, corpus_of
from exact_truth import can_be_true, component_of
from slipping import Slip, plant
from worlds import consistent

from claimcheck.corpus.corpus import Corpus
from claimcheck.engine.grounding import ground
from claimcheck.engine.run import check
from claimcheck.findings.model import Finding, Severity
from claimcheck.rules.load import load_rules
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading

ROOT = Path(__file__).resolve().parents[2]
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


def pack() -> tuple[Rule, ...]:
    """Return the rules that ship."""
    return load_rules([ROOT / "rules"], ROOT).rules


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that are errors."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


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
    corpus, _, slip = planted
    found = errors(check(corpus, rules, near=False).findings)
    return Trial(
        seed,
        slip,
        bool(found) and all(slip.claim in {m.claim for m in finding.claims} | blamed(finding) for finding in found),
        any(slip.claim in blamed(finding) for finding in found),
        any(suspects(finding) == {slip.claim} for finding in found),
        _decidable(corpus, slip, rules, found),
        found,
    )


def contradicted(
    vocabulary: Data, reports: Sequence[Report], rng: Random, rules: Sequence[Rule], avoid: frozenset[str] = frozenset()
) -> tuple[Corpus, list[Report], Slip] | None:
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
        constraints = ground(rules, corpus.claims, corpus.vocabulary, Reading.CHARITABLE).constraints
        part = component_of(slip.claim, [each for each in constraints if each.as_of is None])
        if not any(slip.claim in each.claims and len(each.claims) == 1 and not each.variables for each in part) or True:
            if can_be_true(part) is False:
                return corpus, changed, slip
    return None


def _decidable(corpus: Corpus, slip: Slip, rules: Sequence[Rule], found: Sequence[Finding]) -> bool | None:
    """Whether no other single claim explains the contradiction as well, by z3's word."""
    constraints = ground(rules, corpus.claims, corpus.vocabulary, Reading.CHARITABLE).constraints
    part = component_of(slip.claim, [each for each in constraints if each.as_of is None])
    rivals = {member.claim for finding in found for member in finding.claims} - {slip.claim}
    answers = [can_be_true(part, without=rival) for rival in sorted(rivals)]
    if True in answers:
        return False
    return None if None in answers else True


def main(count: int) -> None:
    """Print the rates for a number of worlds."""
    rules = pack()
    tally: Counter[str] = Counter()
    for seed in range(count):
        trial = one_falsehood(seed, rules)
        if trial is None:
            tally["no slip was contradicted"] += 1
            continue
        tally["planted"] += 1
        tally["named"] += trial.named
        tally["listed"] += trial.listed
        tally["unique"] += trial.unique
        tally[f"decidable {trial.decidable}, unique {trial.unique}"] += 1
        if not (trial.named and trial.listed):
            print(trial.seed, trial.slip, trial.named, trial.listed)
            for finding in trial.findings:
                print("   ", finding.code, finding.message, sorted(blamed(finding)), finding.notes)
    print(dict(tally))


if __name__ == "__main__":
    main(int(sys.argv[1]))
