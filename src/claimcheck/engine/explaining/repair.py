"""What would have agreed: a doubted field, projected from everything else; and the slip that would explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.explaining.evidence import leaves_of, main_field, stated_text
from claimcheck.engine.explaining.show import days, interval, number, value_text
from claimcheck.engine.explaining.slips import slips_of
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims, System
from claimcheck.findings.model import Correction, Diagnosis
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Leaf, Sort, Stated
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import slot_class

UNKNOWN = "no statement"
MAX_LEAVES = 60
"""Among how many figures of a component an exchange is looked for."""


@slot_class()
class Repairer:
    """Corrects doubted claims of one component; `context` are the claims that the correction has to agree with."""

    judge: Judge
    records: Mapping[str, ClaimRecord]
    symbols: Symbols
    context: Claims

    def corrections(self, doubted: Claims, grounds: Sequence[Ground], *, slips: bool = True) -> Diagnosis:
        """Return for each doubted claim the field to correct, what it states, and what would agree.

        `slips` also names the slip that would explain it; where many claims could be wrong, each has one.
        """
        found = tuple(self._correction(claim, doubted, grounds) for claim in sorted(doubted))
        return found if slips else tuple(replace(each, slip=None) for each in found)

    def _correction(self, claim: str, doubted: Claims, grounds: Sequence[Ground]) -> Correction:
        record = self.records[claim]
        own = [self.judge.grounds[number] for number in self.judge.numbers(frozenset({claim}))]
        leaves = leaves_of(claim, [*grounds, *(ground for ground in own if claim in ground.claims)])
        options = [self._option(leaf, doubted) for leaf in leaves]
        found = [option for option in options if option is not None]
        if not found:
            field = main_field(record, grounds)
            return Correction(claim, field, stated_text(record, field), UNKNOWN)
        dates = {leaf.slot.field for leaf in leaves if leaf.sort is Sort.DAY}
        return min(found, key=lambda option: (option.field in dates, option.slip is None))

    def _option(self, leaf: Leaf, doubted: Claims) -> Correction | None:
        projected = self.projection(leaf, doubted)
        if projected is None or projected.is_everything:
            return None
        text = agreeing_text(projected, leaf, self.symbols)
        return Correction(leaf.slot.claim, leaf.slot.field, leaf.text, text, self._slip(leaf, projected, doubted))

    def projection(self, leaf: Leaf, doubted: Claims) -> Interval | None:
        """Return the values of a stated field that agree with every claim that is not doubted."""
        system = self._system(leaf, doubted)
        slot = system.index.get(leaf.slot)
        if slot is None:
            return None
        outcome = system.run(free=(slot,))
        return None if outcome.conflict is not None else outcome.domains[slot]

    def _system(self, leaf: Leaf, doubted: Claims) -> System:
        active = (self.context - doubted) | {leaf.slot.claim}
        grounds = [self.judge.grounds[number] for number in self.judge.numbers(active)]
        for dated in self.judge.dated:
            if dated.claims <= active:
                grounds += [each for each in dated.grounds if each.as_of is not None and each not in grounds]
        return System(grounds)

    def _slip(self, leaf: Leaf, projected: Interval, doubted: Claims) -> str | None:
        """Return the first plausible slip without which everything agrees, in words."""
        for slip in slips_of(leaf):
            if slip.value.intersect(projected) is not None and self._agrees({leaf.slot: slip.value}, leaf, doubted):
                return slip.says
        return self._exchange(leaf, projected)

    def _agrees(self, read: Mapping[Stated, Interval], leaf: Leaf, doubted: Claims) -> bool:
        """Whether nothing contradicts when some figures are read otherwise."""
        system = self._system(leaf, doubted)
        for slot, value in read.items():
            if slot in system.index:
                system.initial[system.index[slot]] = value
        return system.run().conflict is None

    def _exchange(self, leaf: Leaf, projected: Interval) -> str | None:
        """Return the claim whose figure this one may have been exchanged for, in words."""
        others = [
            term
            for term in self.judge.system.terms[:MAX_LEAVES]
            if isinstance(term, Leaf) and (term.unit, term.sort) == (leaf.unit, leaf.sort)
        ]
        seen: set[tuple[object, ...]] = set()
        for other in others:
            if other.slot.claim == leaf.slot.claim or other.value.intersect(projected) is None:
                continue
            # What stands alike beside the same unknowns answers alike.
            key = (other.value, *self._beside(other.slot))
            if key in seen:
                continue
            seen.add(key)
            read = {leaf.slot: other.value, other.slot: leaf.value}
            if leaf.sort is Sort.NUMBER and other.value != leaf.value and self._agrees(read, leaf, frozenset()):
                return f"read {other.text} for {leaf.text}, and the other way round in {other.slot.claim}"
        return None

    def _beside(self, slot: Stated) -> tuple[object, ...]:
        """Return the rules that a figure is used by, each with the unknowns that it is set beside."""
        system = self.judge.system
        used = (system.grounds[number] for number in system.watchers[system.index[slot]])
        return tuple((ground.rule.code, ground.assertion, ground.variables, len(ground.claims)) for ground in used)

    def repairs(
        self, suspects: Diagnosis, alternatives: Sequence[Diagnosis], conflicts: Sequence[Claims]
    ) -> tuple[str, ...]:
        """Return the plausible slips in words, with how many contradictions each resolves.

        They break none: a slip is named only when everything that is not doubted agrees with it.
        """
        entries = suspects or tuple(entry for option in alternatives for entry in option)
        told = []
        for entry in entries:
            if entry.slip is None:
                continue
            count = sum(1 for conflict in conflicts if entry.claim in conflict)
            noun = "contradiction" if count == 1 else "contradictions"
            told.append(f"{entry.slip} in {entry.claim}: resolves {count} {noun}, breaks none")
        return tuple(told)


def agreeing_text(projected: Interval, leaf: Leaf, symbols: Symbols) -> str:
    """Return the values of a stated field that would agree, in the field's own unit."""
    if leaf.sort is Sort.DAY:
        return days(projected)
    if leaf.sort is Sort.SYMBOL:
        return value_text(projected, leaf.sort, leaf.unit, symbols)
    if leaf.unit == "points":
        return f"{interval(projected * Interval.point(100), number)} points"
    if leaf.unit == "years":
        whole = projected.to_integers() or projected
        return f"{interval(whole, number)} years"
    return value_text(projected, leaf.sort, leaf.unit, symbols)
