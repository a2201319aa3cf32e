"""Sums in a contradiction: parts against their whole, each at the end of its range that is kindest to agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.network import System
from claimcheck.rules.terms import Const, Leaf, Plus, Relation, Sort, Term, Var, relations
from claimcheck.rules.variables import describe
from claimcheck.values.interval import Exact, Interval
from claimcheck.values.value_class import value_class

MAX_PARTS = 12
MAX_TRIED = 20
"""How many sums of one proof are tried."""


@value_class
class Part:
    """One part of a sum: the variable or the stated words it stands for, and how much it is taken for."""

    name: str
    amount: Fraction


@value_class
class Sum:
    """Parts that come to more, or to less, than their whole can be.

    `too_much`: every part is at its least and the whole at its most; else the other way round.
    """

    parts: tuple[Part, ...]
    whole: Part
    too_much: bool
    unit: str

    @property
    def total(self) -> Fraction:
        """What the parts come to."""
        return sum((part.amount for part in self.parts), Fraction(0))


def sum_of(grounds: Sequence[Ground]) -> Sum | None:
    """Return the first sum among the constraints of a proof whose parts and whole cannot meet."""
    for ground, items, whole in islice(_all_sums(grounds), MAX_TRIED):
        found = _told(items, whole, System([each for each in grounds if each is not ground]))
        if found is not None:
            return found
    return None


def _all_sums(grounds: Sequence[Ground]) -> Iterator[tuple[Ground, tuple[Var | Leaf, ...], Term]]:
    for ground in grounds:
        for relation in relations(ground.condition):
            for items, whole in _sums(relation):
                yield ground, items, whole


def _sums(relation: Relation) -> Iterator[tuple[tuple[Var | Leaf, ...], Term]]:
    for side, other in ((relation.left, relation.right), (relation.right, relation.left)):
        items = tuple(_flat(side))
        named = tuple(item for item in items if isinstance(item, (Var, Leaf)) and item.sort is Sort.NUMBER)
        if 1 < len(items) <= MAX_PARTS and len(named) == len(items) and isinstance(other, (Var, Leaf, Const)):
            yield named, other


def _flat(term: Term) -> Iterator[Term]:
    if isinstance(term, Plus):
        for item in term.items:
            yield from _flat(item)
    else:
        yield term


def _told(items: tuple[Var | Leaf, ...], whole: Term, system: System) -> Sum | None:
    outcome = system.run()
    if outcome.conflict is not None:
        return None

    def known(term: Term) -> Interval:
        if isinstance(term, Const):
            return term.value
        if not isinstance(term, (Var, Leaf)):
            return Interval()
        slot = system.index.get(term.slot)
        if slot is not None:
            return outcome.domains[slot]
        return term.domain if isinstance(term, Var) else term.value

    spans, total = [known(item) for item in items], known(whole)
    if any(span.lo is None or span.lo < 0 for span in spans):
        return None
    least = sum((span.lo for span in spans if span.lo is not None), Fraction(0))
    if total.hi is not None and least >= total.hi:
        return _made(items, [span.lo for span in spans], whole, total.hi, too_much=True)
    most = [span.hi for span in spans]
    if total.lo is not None and None not in most and sum(end for end in most if end is not None) <= total.lo:
        return _made(items, most, whole, total.lo, too_much=False)
    return None


def _made(
    items: Sequence[Var | Leaf], ends: Sequence[Exact | None], whole: Term, of: Exact, *, too_much: bool
) -> Sum | None:
    parts = tuple(Part(_name(item), Fraction(end)) for item, end in zip(items, ends, strict=True) if end)
    if len(parts) < 2:
        return None
    return Sum(parts, Part(_name(whole), Fraction(of)), too_much, items[0].unit)


def _name(term: Term) -> str:
    match term:
        case Var(slot=slot):
            return describe(slot)
        case Leaf(text=text) | Const(text=text):
            return text
        case _:
            return ""
