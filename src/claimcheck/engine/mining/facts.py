"""What a corpus says of metrics: values that claims bound by themselves, by what they are of and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import superseded
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import ground
from claimcheck.engine.solving.components import components
from claimcheck.engine.solving.network import Claims, System
from claimcheck.rules.rule import Rule
from claimcheck.rules.terms import Leaf, Variable, unknowns
from claimcheck.values.figure import Reading
from claimcheck.values.interval import Interval
from claimcheck.values.periods import When
from claimcheck.values.value_class import slot_class

Key = tuple[tuple[str, ...], When]
"""What a value is of, and when it holds."""
WIDEST = Fraction(1, 10)
"""A value that is known less sharply than to a tenth of itself fits too much to be evidence."""


@slot_class(eq=False, frozen=True)
class Fact:
    """The value of a metric under both readings, and who says so. `record` states it outright, if one does."""

    metric: str
    of: tuple[str, ...]
    when: When
    plain: Interval
    charitable: Interval
    claims: Claims
    sources: frozenset[str]
    record: ClaimRecord | None

    @property
    def order(self) -> tuple[object, ...]:
        """The key that puts facts in a stable order."""
        return self.metric, self.of, self.when.lo or 0, self.when.hi or 0, self.when.mode


def facts(corpus: Corpus, rules: Sequence[Rule]) -> list[Fact]:
    """Return the values of metrics that claims bound sharply, in a stable order.

    Only what claims say is used, not what identities make of it: a regularity that follows from rules is no news.
    Components that contradict themselves are left out, for some of their values are wrong.
    """
    gone = superseded(corpus.claims) | corpus.unfounded
    claims = [claim for claim in corpus.claims if claim.entry not in gone and not claim.model.inferred]
    statements = [rule for rule in rules if rule.binders and not rule.indices and rule.model.as_of is None]
    records = {claim.id: claim for claim in claims}
    plain = dict(_bounds(corpus, statements, claims, Reading.PLAIN))
    found = []
    for slot, (charitable, behind, _) in _bounds(corpus, statements, claims, Reading.CHARITABLE):
        if slot not in plain:
            continue
        sharp, also, record = plain[slot]
        metric, of, when = slot.parts
        assert isinstance(metric, str)
        assert isinstance(of, tuple)
        assert isinstance(when, When)
        if _is_sharp(sharp):
            sources = frozenset(records[claim].source.model.origin for claim in behind | also)
            found.append(Fact(metric, of, when, sharp, charitable, behind | also, sources, record))
    return sorted(found, key=lambda fact: fact.order)


Bound = tuple[Interval, Claims, ClaimRecord | None]


def _bounds(
    corpus: Corpus, rules: Sequence[Rule], claims: Sequence[ClaimRecord], reading: Reading
) -> Iterator[tuple[Variable, Bound]]:
    grounding = ground(rules, claims, corpus.vocabulary, reading)
    stated = _stated(grounding.constraints, {claim.id: claim for claim in claims})
    for component in components(grounding.constraints):
        system = System(component)
        outcome = system.run()
        if outcome.conflict is not None:
            continue
        for slot, number in system.index.items():
            if not isinstance(slot, Variable) or slot.kind != "measure" or slot.apart:
                continue
            behind = system.bound_claims(outcome, number)
            if behind and outcome.domains[number].is_bounded:
                yield slot, (outcome.domains[number], behind, stated.get(slot))


def _stated(constraints: Sequence[Ground], claims: dict[str, ClaimRecord]) -> dict[Variable, ClaimRecord]:
    """Return for each variable the first claim of a quantity that gives its value."""
    found: dict[Variable, ClaimRecord] = {}
    for each in constraints:
        record = claims.get(each.claims[0]) if len(each.claims) == 1 else None
        if record is None or record.kind != "quantity" or len(each.variables) != 1:
            continue
        if any(isinstance(term, Leaf) and term.slot.field == "value" for term in unknowns(each.condition)):
            found.setdefault(each.variables[0], record)
    return found


def _is_sharp(value: Interval) -> bool:
    if value.width is None or value.size is None:
        return False
    return value.width <= WIDEST * value.size
