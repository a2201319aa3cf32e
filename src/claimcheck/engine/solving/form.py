"""A condition made ready for propagation: its unknowns, its contractor, and where propagation may be blind to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimcheck.engine.solving.contract import Contractor, compile_condition
from claimcheck.engine.solving.shape import has_gaps, leans_on_itself
from claimcheck.rules.terms import Condition, Leaf, Relation, Slot, Var, relations, terms_of


@dataclass(slots=True)
class Form:
    """What a system needs to know of a condition.

    `repeats` tells whether an unknown stands in it twice, `leans` whether one bound of an unknown may follow from its
    other bound, `gaps` whether an interval may hide that some of its numbers satisfy it and some do not.
    """

    condition: Condition
    terms: tuple[Var | Leaf, ...]
    repeats: bool
    leans: bool
    gaps: bool
    _contractor: Contractor | None = field(default=None, init=False)

    @property
    def contractor(self) -> Contractor:
        """The condition compiled; it counts the unknowns in the order of `terms`.

        It is made when it is asked for: most identities speak of what nobody speaks of, and are never propagated.
        """
        if self._contractor is None:
            numbers = {term.slot: number for number, term in enumerate(self.terms)}
            self._contractor = compile_condition(self.condition, numbers, repeats=self.repeats)
        return self._contractor


def form_of(condition: Condition) -> Form:
    """Return the form of a condition."""
    if isinstance(condition, Relation):
        found = terms_of(condition)
    else:
        found = [term for relation in relations(condition) for term in terms_of(relation)]
    terms: dict[Slot, Var | Leaf] = {}
    repeats = False
    for term in found:
        if isinstance(term, (Var, Leaf)):
            known = len(terms)
            terms.setdefault(term.slot, term)
            repeats = repeats or len(terms) == known
    leans, gaps = leans_on_itself(condition, found), has_gaps(condition, found)
    return Form(condition, tuple(terms.values()), repeats, leans, gaps)
