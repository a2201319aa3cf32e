"""Checks a corpus part by part: what comes of it is what comes of checking everything at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.bench import Bench
from claimcheck.engine.collector import no_collector
from claimcheck.engine.keys import KeyMaker, Keys
from claimcheck.engine.known_parts import KnownParts
from claimcheck.engine.merge import comparable, merged
from claimcheck.engine.part import PartResult, Proofs
from claimcheck.engine.parts import CheckParts, MakeKeys, Part, PartProofs, check_in_parts
from claimcheck.engine.result import Result
from claimcheck.engine.run import check_part
from claimcheck.findings.model import Finding
from claimcheck.rules.rule import Rule


@dataclass(slots=True)
class PartChecker:
    """Checks parts of some claims in this process."""

    claims: Sequence[ClaimRecord]
    rules: Sequence[Rule]
    vocabulary: Vocabulary
    _bench: Bench = field(init=False)
    _maker: KeyMaker = field(init=False)

    def __post_init__(self) -> None:
        self._bench = Bench(self.vocabulary)
        self._maker = KeyMaker(self.rules, self.vocabulary, self._bench)

    def keys(self, numbers: Sequence[int]) -> list[Keys]:
        """Return the keys of some of the claims."""
        return self._maker.keys_of([self.claims[number] for number in numbers])

    def check(self, part: Part) -> PartResult:
        """Return what a part comes to."""
        checked = check_part(self._members(part), self.rules, self.vocabulary, bench=self._bench)
        return replace(checked.result, met=self._maker.met(checked.groundings))

    def check_all(self, parts: Sequence[Part]) -> list[PartResult]:
        """Return what several parts come to."""
        return list(map(self.check, parts))

    def prove(self, part: Part) -> Proofs:
        """Return the constraints behind the findings of a part."""
        return check_part(self._members(part), self.rules, self.vocabulary).proofs

    def _members(self, part: Part) -> list[ClaimRecord]:
        return [self.claims[number] for number in part]


@no_collector()
def check_by_parts(
    corpus: Corpus,
    rules: Sequence[Rule],
    rule_findings: Sequence[Finding] = (),
    *,
    asleep: Collection[str] = (),
    known: Callable[[Sequence[ClaimRecord]], KnownParts] | None = None,
) -> Result:
    """Return what `check` does. `known` returns what is known of the parts of claims from earlier runs."""
    checker = PartChecker(comparable(corpus), rules, corpus.vocabulary)
    make: MakeKeys = checker.keys
    check: CheckParts = checker.check_all
    if known is None:
        keys = make(range(len(checker.claims)))
    else:
        before = known(checker.claims)
        keys, check = before.keys(make), before.checking(check)
    results = check_in_parts(keys, check)
    proofs = PartProofs(results, checker.prove)
    return merged(corpus, rules, rule_findings, list(results.values()), proofs, asleep)
