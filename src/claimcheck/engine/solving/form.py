"""A condition made ready for propagation: its unknowns, its contractor, and where propagation may be blind to it."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.engine.solving.contract import Contractor, compile_condition
from claimcheck.engine.solving.shape import has_gaps, leans_on_itself
from claimcheck.rules.terms import Condition, Leaf, Slot, Var, relations, terms_of


@dataclass(frozen=True, slots=True)
class Form:
    """What a system needs to know of a condition. The contractor counts the unknowns in the order of `terms`.

    `repeats` tells whether an unknown stands in it twice, `leans` whether one bound of an unknown may follow from its
    other bound, `gaps` whether an interval may hide that some of its numbers satisfy it and some do not.
    """

    terms: tuple[Var | Leaf, ...]
    contractor: Contractor
    repeats: bool
    leans: bool
    gaps: bool


def form_of(condition: Condition) -> Form:
    """Return the form of a condition."""
    found = [term for relation in relations(condition) for term in terms_of(relation)]
    terms: dict[Slot, Var | Leaf] = {}
    repeats = False
    for term in found:
        if isinstance(term, (Var, Leaf)):
            repeats = repeats or term.slot in terms
            terms.setdefault(term.slot, term)
    numbers = {slot: number for number, slot in enumerate(terms)}
    contractor = compile_condition(condition, numbers, repeats=repeats)
    return Form(tuple(terms.values()), contractor, repeats, leans_on_itself(condition, found), has_gaps(condition))
