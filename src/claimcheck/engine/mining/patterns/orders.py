"""Order: a value that is never above another of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import field
from itertools import permutations

from claimcheck.engine.mining.candidate import Candidate, Instance, instance_of
from claimcheck.engine.mining.evidence import Evidence, View, relation, word
from claimcheck.engine.mining.facts import Fact
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import slot_class

Pair = tuple[View, View]


@slot_class()
class _Cases:
    """The cases in which one is certainly below the other, and whether it was ever certainly above."""

    below: list[Instance] = field(default_factory=list)
    refuted: bool = False


def candidates(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the orders that hold in enough independent cases and fail in none; of a chain only its steps."""
    cases: dict[Pair, _Cases] = defaultdict(_Cases)
    for views in evidence.table.values():
        for small, large in permutations(views, 2):
            if not small[1] and evidence.unit(small[0]) == evidence.unit(large[0]) and small[0] != large[0]:
                _try(cases[small, large], views[small], views[large])
    held = {pair: instances for pair in cases if (instances := _held(evidence, cases[pair]))}
    for (small, large), instances in sorted(held.items()):
        middle = {one for _, one in held} & {other for other, _ in held}
        if any((small, each) in held and (each, large) in held for each in middle):
            continue
        summaries = (
            f"The value of {word(small)} is above that of {word(large)}.",
            "A value is above one that it has never been above.",
        )
        name = f"{word(small)}-above-{word(large)}"
        made = relation(evidence, name, summaries, (small, large), "{0} <= {1}", instances)
        if made is not None:
            yield made


def _try(cases: _Cases, small: Fact, large: Fact) -> None:
    instance = instance_of((small, large))
    if instance is None:
        return
    if _above(small.charitable, large.charitable):
        cases.refuted = True
    elif _above(large.charitable, small.charitable):
        cases.below.append(instance)


def _held(evidence: Evidence, cases: _Cases) -> tuple[Instance, ...]:
    return () if cases.refuted else evidence.enough(cases.below)


def _above(one: Interval, other: Interval) -> bool:
    """Whether every number of one is above every number of the other."""
    return one.lo is not None and other.hi is not None and one.lo > other.hi
