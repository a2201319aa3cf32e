"""Bounds: a limit that a metric reaches again and again and never passes; nothing below none, no more than all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from claimcheck.engine.mining.candidate import Candidate, Instance
from claimcheck.engine.mining.evidence import Evidence, relation
from claimcheck.engine.mining.facts import Fact
from claimcheck.values.figure import Figure


def candidates(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the bounds that enough independent values respect: reached ones, and those that lie in the metric."""
    for metric in sorted({fact.metric for fact in evidence.facts}):
        own = [fact for fact in evidence.facts if fact.metric == metric]
        instances = evidence.enough([_instance(fact) for fact in own])
        declared = evidence.vocabulary.metric(metric)
        if not instances or declared is None or declared.growth_of is not None:
            continue
        lowest, highest = _reached(own, -1, evidence.least), _reached(own, 1, evidence.least)
        if lowest is None and declared.at_least is None:
            lowest = _natural(own, Fraction(0), -1)
        if highest is None and declared.at_most is None and declared.unit == "percent":
            highest = _natural(own, Fraction(1), 1)
        for bound, op, side in ((lowest, ">=", "below"), (highest, "<=", "above")):
            made = None if bound is None else _candidate(evidence, metric, bound, (op, side), instances)
            if made is not None:
                yield made


def _instance(fact: Fact) -> Instance:
    return Instance(fact.claims, fact.sources, () if fact.record is None else (fact.record,))


def _reached(facts: Sequence[Fact], side: int, least: int) -> Fraction | None:
    """Return the number that enough values name and none certainly passes, if some value stays clear of it."""
    named = Counter(number for fact in facts if (number := _named(fact)) is not None)
    for number, count in sorted(named.items(), key=lambda item: -side * item[0]):
        if count < least:
            return None
        clear = any(_passes(fact, number, -side) for fact in facts)
        return number if clear and not any(_passes(fact, number, side) for fact in facts) else None
    return None


def _named(fact: Fact) -> Fraction | None:
    figure = None if fact.record is None else fact.record.fields.get("value")
    return figure.value if isinstance(figure, Figure) and fact.charitable.contains(figure.value or 0) else None


def _natural(facts: Sequence[Fact], bound: Fraction, side: int) -> Fraction | None:
    return None if any(_passes(fact, bound, side) for fact in facts) else bound


def _passes(fact: Fact, bound: Fraction, side: int) -> bool:
    """Whether a value certainly lies beyond a bound, on its upper (1) or its lower side (-1)."""
    lo, hi = fact.charitable.lo, fact.charitable.hi
    return (lo is not None and lo > bound) if side > 0 else (hi is not None and hi < bound)


def _candidate(
    evidence: Evidence, metric: str, bound: Fraction, words: tuple[str, str], instances: tuple[Instance, ...]
) -> Candidate | None:
    op, side = words
    number = str(bound) if bound.denominator == 1 else f"{bound.numerator} / {bound.denominator}"
    written = number if bound >= 0 else f"0 - {number[1:]}"
    extreme = "highest" if side == "above" else "lowest"
    summaries = (
        f"The value of {metric} is {side} {bound}, which it has never passed.",
        f"A value is {side} the {extreme} so far.",
    )
    name = f"{metric}-{side}-its-bound"
    return relation(evidence, name, summaries, ((metric, False),), f"{{0}} {op} {written}", instances)
