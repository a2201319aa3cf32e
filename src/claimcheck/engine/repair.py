"""What would have agreed: a doubted field, projected from everything else; and the slip that would explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.evidence import leaves_of, main_field
from claimcheck.engine.ground import Ground
from claimcheck.engine.judge import Judge
from claimcheck.engine.network import Claims, System
from claimcheck.engine.show import days, interval, number, value_text
from claimcheck.engine.slips import Slip, slips_of
from claimcheck.findings.model import Correction, Diagnosis
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Leaf, Sort
from claimcheck.values.interval import Interval

UNKNOWN = "no statement"


@dataclass(slots=True)
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
        slip = self._slip(leaf, projected)
        return Correction(leaf.slot.claim, leaf.slot.field, leaf.text, text, slip.says if slip is not None else None)

    def projection(self, leaf: Leaf, doubted: Claims) -> Interval | None:
        """Return the values of a stated field that agree with every claim that is not doubted."""
        claim = leaf.slot.claim
        active = (self.context - doubted) | {claim}
        system = System([self.judge.grounds[number] for number in self.judge.numbers(active)])
        if leaf.slot not in system.index:
            return None
        slot = system.index[leaf.slot]
        outcome = system.run(free=(slot,))
        return None if outcome.conflict is not None else outcome.domains[slot]

    def _slip(self, leaf: Leaf, projected: Interval) -> Slip | None:
        for slip in slips_of(leaf):
            if slip.value.intersect(projected) is not None:
                return slip
        return None

    def repairs(self, suspects: Diagnosis, alternatives: Sequence[Diagnosis]) -> tuple[str, ...]:
        """Return the plausible slips in words: of the suspects, else of each alternative."""
        entries = suspects or tuple(entry for option in alternatives for entry in option)
        return tuple(f"{entry.slip} in {entry.claim}" for entry in entries if entry.slip is not None)


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


def stated_text(record: ClaimRecord, field: str) -> str:
    """Return what a claim states in a field, in its own words."""
    value = record.fields.get(field.split("[")[0].split(".")[0])
    text = getattr(value, "text", None)
    return str(text if text is not None else value if value is not None else "")
