"""Grounds a corpus in which one claim says something else, without grounding all the rest again.

A claim that changes makes new matches of its own and takes its old ones away; all others stay. The values that index
names range over are those that claims mention: only when the claim comes to mention something else are the rules
with index names applied anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import Grounder, Grounding, in_scope
from claimcheck.engine.grounding.match import matches
from claimcheck.engine.grounding.mentions import Mentions
from claimcheck.rules.rule import Rule
from claimcheck.rules.terms import Slot, unknowns
from claimcheck.values.figure import Reading

BySlot = Mapping[Slot, Sequence[Ground]]


class Regrounder(Grounder):
    """The constraints of a corpus under one reading, and those of each corpus that differs from it in one claim."""

    def __init__(
        self, rules: Sequence[Rule], claims: Sequence[ClaimRecord], vocabulary: Vocabulary, reading: Reading
    ) -> None:
        rules, claims = in_scope(rules, claims, reading)
        super().__init__(rules, claims, vocabulary, reading)
        self.reading = reading
        self.base = self.go()
        self.known = frozenset(claim.id for claim in claims)
        self.statements = [each for each in self.base.constraints if not each.rule.indices]
        self._near_statements = _by_slot(self.statements)
        self._near_indexed = _by_slot(each for each in self.base.constraints if each.rule.indices)
        self._of_claim: dict[str, list[Ground]] = defaultdict(list)
        for each in self.statements:
            for claim in each.claims:
                self._of_claim[claim].append(each)

    def component(self, record: ClaimRecord) -> list[Ground]:
        """Return the constraints that the claim is connected with when it says what this record says."""
        if record.id not in self.known:
            return []
        before = self.by_kind[record.kind]
        self.by_kind[record.kind] = [record if claim.id == record.id else claim for claim in before]
        self.result, self.seen = Grounding(symbols=self.base.symbols), set()
        try:
            near_indexed = self._ground_again(record)
        finally:
            self.by_kind[record.kind] = before
        own = [each for each in self.result.constraints if record.id in each.claims]
        return _connected(own, record.id, (self._near_statements, near_indexed))

    def _ground_again(self, record: ClaimRecord) -> BySlot:
        """Ground what the record changes; return the constraints with index names that other claims make."""
        for rule in self.rules:
            if rule.binders and not rule.indices:
                for match in matches(rule, self.by_kind, record):
                    self._apply(rule, match)
        if _mentioned(self.result.constraints) == _mentioned(self._of_claim[record.id]):
            self.result.mentions = self.base.mentions
            for rule in self.rules:
                if rule.binders and rule.indices:
                    for match in matches(rule, self.by_kind, record):
                        self._apply(rule, match)
            return self._near_indexed
        self.result.mentions = self._mentions(record)
        count = len(self.result.constraints)
        for rule in self.rules:
            if rule.indices and rule.binders:
                for match in matches(rule, self.by_kind):
                    self._apply(rule, match)
            elif rule.indices:
                self._instantiate(rule, self.env, ())
        return _by_slot(self.result.constraints[count:])

    def _mentions(self, record: ClaimRecord) -> Mentions:
        found = Mentions()
        kept = [each for each in self.statements if record.id not in each.claims]
        for each in (*kept, *self.result.constraints):
            for slot in each.variables:
                found.add(slot, self._published(each.claims))
        return found


def _mentioned(grounds: Iterable[Ground]) -> frozenset[Slot]:
    return frozenset(slot for each in grounds for slot in each.variables)


def _by_slot(grounds: Iterable[Ground]) -> BySlot:
    found: dict[Slot, list[Ground]] = defaultdict(list)
    for each in grounds:
        for slot in dict.fromkeys(term.slot for term in unknowns(each.condition)):
            found[slot].append(each)
    return found


def _connected(own: Sequence[Ground], claim: str, near: Sequence[BySlot]) -> list[Ground]:
    """Return a claim's constraints with all that they reach through unknowns; old ones of the claim are left out."""
    found = list(own)
    seen = {id(each) for each in found}
    slots: set[Slot] = set()
    for each in found:
        for term in unknowns(each.condition):
            if term.slot in slots:
                continue
            slots.add(term.slot)
            for table in near:
                for other in table.get(term.slot, ()):
                    if id(other) not in seen and claim not in other.claims:
                        seen.add(id(other))
                        found.append(other)
    return found
