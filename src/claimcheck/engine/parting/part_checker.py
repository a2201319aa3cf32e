"""Makes keys of claims and checks parts of them, in this process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.parting.keys import KeyMaker, Keys
from claimcheck.engine.parting.part import PartResult, Proofs
from claimcheck.engine.parting.parts import Part
from claimcheck.engine.run import check_part
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
        return self._maker.keys_of([self.claims[number].read() for number in numbers])

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
        return [self.claims[number].read() for number in part]
