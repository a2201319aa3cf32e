"""Makes keys of claims and checks parts of them, in this process."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from claimcheck.corpus.known import KnownClaim, read_all
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.instances import instances, may_have_instances
from claimcheck.engine.parting.key_maker import KeyMaker
from claimcheck.engine.parting.keys import Keys
from claimcheck.engine.parting.part import PartResult, Proofs
from claimcheck.engine.parting.parts import Part
from claimcheck.engine.parting.told_apart import Asserted, told_apart
from claimcheck.engine.run import check_part
from claimcheck.findings.model import NotChecked
from claimcheck.rules.rule import Rule
from claimcheck.values.value_class import slot_class

AT_ONCE = 500
"""How many claims are held for their keys, where claims are not held anyway."""
A_BENCH = 2_500
"""After so many claims, what was remembered for the sake of those that follow is forgotten."""
A_BUNDLE = 500
"""About how many claims are checked together."""
A_LOOK = 100_000
"""After so many claims, what goes in circles is looked for."""


@slot_class()
class PartChecker:
    """Checks parts of some claims in this process."""

    claims: Sequence[ClaimRecord]
    rules: Sequence[Rule]
    vocabulary: Vocabulary
    _bench: Bench = field(init=False)
    _maker: KeyMaker = field(init=False)
    _on_bench: int = field(init=False, default=0)
    _unlooked: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._maker = KeyMaker(self.rules, self.vocabulary)
        self._bench = Bench(self.vocabulary)

    def keys(self, numbers: Sequence[int]) -> Iterator[Keys]:
        """Yield the keys of some of the claims: those that are remembered of them, once, else made anew."""
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            claims = [self.claims[number] for number in some]
            known = [claim for claim in claims if isinstance(claim, KnownClaim) and claim.memo]
            if len(known) < len(some):
                yield from self._maker.keys_of(self._members(some))
                continue
            for claim in known:
                yield Keys.unpacked(claim.memo)
                claim.remember(b"")

    def remembers(self, numbers: Sequence[int]) -> bool:
        """Tell whether the keys of these claims are remembered."""
        return all(isinstance(claim, KnownClaim) and claim.memo for claim in (self.claims[n] for n in numbers))

    def check(self, part: Part) -> PartResult:
        """Return what a part comes to."""
        checked = check_part(self._members(part), self.rules, self.vocabulary, bench=self._bench)
        asserted = [(each.reading, each.constraints) for each in checked.groundings]
        return replace(checked.result, met=self._maker.met(asserted))

    def check_all(self, parts: Sequence[Part]) -> list[PartResult]:
        """Return what several parts come to. Small ones are checked together and told apart, which takes less."""
        found: dict[Part, PartResult] = {}
        for some in self._together(parts):
            results = map(self.check, some) if len(some) == 1 else self._told_apart(some)
            found.update(zip(some, results, strict=True))
        return [found[part] for part in parts]

    def _together(self, parts: Sequence[Part]) -> Iterator[list[Part]]:
        """Yield parts in bundles. Where claims ignore rules, everything is asked twice: of their part alone."""
        some: list[Part] = []
        held = 0
        for part in parts:
            if any(self.claims[number].has_notes for number in part):
                yield [part]
                continue
            if some and held + len(part) > A_BUNDLE:
                yield some
                some, held = [], 0
            some.append(part)
            held += len(part)
        if some:
            yield some

    def _told_apart(self, parts: Sequence[Part]) -> list[PartResult]:
        claims = self._members(sorted(number for part in parts for number in part))
        checked = check_part(claims, self.rules, self.vocabulary, bench=self._bench)
        told = told_apart(checked, [[self.claims[number].id for number in part] for part in parts], self._unowned)
        if told is None:
            return list(map(self.check, parts))
        return [
            replace(each.result, met=self._maker.met(each.constraints)) if each.is_alone else self.check(part)
            for part, each in zip(parts, told, strict=True)
        ]

    def _unowned(self, asserted: Asserted, codes: frozenset[str]) -> Iterator[NotChecked]:
        for rule in (each for each in self.rules if each.code in codes and not each.binders):
            for reading, constraints in asserted:
                if may_have_instances(rule, constraints):
                    yield from instances(rule, constraints, self.vocabulary, reading, self._bench).not_checked

    def prove(self, part: Part) -> Proofs:
        """Return the constraints behind the findings of a part."""
        return check_part(self._members(part), self.rules, self.vocabulary).proofs

    def _members(self, part: Sequence[int]) -> list[ClaimRecord]:
        self._on_bench += len(part)
        if self._on_bench > A_BENCH:
            self._on_bench, self._bench = 0, self._bench.cleared()
        self._unlooked += len(part)
        if self._unlooked > A_LOOK:
            # The collector is off while claims are checked. Hardly anything goes in circles, but a rule in Python may.
            self._unlooked = 0
            gc.collect(0)
        return read_all([self.claims[number] for number in part])
