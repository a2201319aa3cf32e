"""Sums and products: a value that is always two others together, or one times the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import field
from itertools import combinations

from claimcheck.engine.mining.candidate import Candidate, Instance, instance_of
from claimcheck.engine.mining.evidence import Evidence, View, relation, word
from claimcheck.engine.mining.facts import Fact
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import slot_class

MAX_TRIED = 200_000
"""How many triples of values are tried."""
WORDS = {"+": ("and", "the sum"), "*": ("times", "the product")}
Triple = tuple[str, View, View, View]


@slot_class()
class _Cases:
    """The instances for a regularity, and whether one speaks against it."""

    supporting: list[Instance] = field(default_factory=list)
    refuted: bool = False


def candidates(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the sums and products that hold in enough independent cases and fail in none."""
    cases: dict[Triple, _Cases] = defaultdict(_Cases)
    for number, (triple, facts) in enumerate(_triples(evidence)):
        if number >= MAX_TRIED:
            break
        _try(cases[triple], facts, triple[0])
    for (sign, whole, one, other), found in sorted(cases.items()):
        instances = () if found.refuted else evidence.enough(found.supporting)
        if instances:
            made = _candidate(evidence, sign, (whole, one, other), instances)
            if made is not None:
                yield made


def _triples(evidence: Evidence) -> Iterator[tuple[Triple, tuple[Fact, Fact, Fact]]]:
    for _, views in sorted(evidence.table.items(), key=lambda item: repr(item[0])):
        for whole in views:
            # Turned round as a whole, a regularity is the same one.
            if whole[1]:
                continue
            for one, other in combinations([view for view in views if view != whole], 2):
                facts = (views[whole], views[one], views[other])
                units = {evidence.unit(fact.metric) for fact in facts}
                for sign in "+*" if len(units) == 1 else "*":
                    yield (sign, whole, one, other), facts


def _try(cases: _Cases, facts: tuple[Fact, Fact, Fact], sign: str) -> None:
    instance = instance_of(facts) if not cases.refuted else None
    if instance is None:
        return
    whole, one, other = facts
    if whole.charitable.intersect(_combined(one.charitable, other.charitable, sign)) is None:
        cases.refuted = True
    elif whole.plain.intersect(_combined(one.plain, other.plain, sign)) is not None and _is_telling(facts):
        cases.supporting.append(instance)


def _combined(one: Interval, other: Interval, sign: str) -> Interval:
    return one + other if sign == "+" else one * other


def _is_telling(facts: tuple[Fact, Fact, Fact]) -> bool:
    """Whether the whole differs from either part: else nothing is shown of the other."""
    return all(facts[0].charitable.intersect(part.charitable) is None for part in facts[1:])


def _candidate(
    evidence: Evidence, sign: str, views: tuple[View, View, View], instances: tuple[Instance, ...]
) -> Candidate | None:
    joint, result = WORDS[sign]
    whole, one, other = map(word, views)
    summaries = (
        f"The value of {whole} is not {result} of {one} and {other}.",
        f"A value is not {result} of two others.",
    )
    name = f"{whole}-unlike-{one}-{joint}-{other}"
    return relation(evidence, name, summaries, views, f"{{0}} == {{1}} {sign} {{2}}", instances)
