"""A condition made ready for propagation: its unknowns, its contractor, and where propagation may be blind to it."""

from __future__ import annotations

import threading
from typing import Final

from claimcheck.engine.solving.contract import Contractor, compile_condition
from claimcheck.engine.solving.shape import has_gaps, leans_on_itself
from claimcheck.engine.solving.structure import Structure, structure_of
from claimcheck.rules.terms import Condition, Leaf, Relation, Sort, Var, relations, terms_of
from claimcheck.values.value_class import slot_class

MAX_SHAPES = 5_000
"""How many shapes are kept: a corpus has some dozens, and the dates of its sources stand in a few of them."""


class Shape:
    """What a system needs to know of a condition, whatever its unknowns are called and wherever they lie.

    `repeats` tells whether an unknown stands in it twice, `leans` whether one bound of an unknown may follow from its
    other bound, `gaps` whether an interval may hide that some of its numbers satisfy it and some do not.
    """

    __slots__ = ("_condition", "_contractor", "_numbers", "gaps", "leans", "repeats", "whole")

    def __init__(self, condition: Condition, terms: tuple[Var | Leaf, ...], repeats: bool) -> None:
        if isinstance(condition, Relation):
            found = terms_of(condition)
        else:
            found = [term for relation in relations(condition) for term in terms_of(relation)]
        self.repeats: Final = repeats
        self.leans: Final = leans_on_itself(condition, found)
        self.gaps: Final = has_gaps(condition, found)
        self.whole: Final = tuple(term.sort is not Sort.NUMBER for term in terms)
        self._condition: Final = condition
        self._numbers: Final = {term.slot: number for number, term in enumerate(terms)}
        self._contractor: Contractor | None = None

    @property
    def contractor(self) -> Contractor:
        """The condition compiled; it counts the unknowns in their order.

        It is made when it is asked for: most identities speak of what nobody speaks of, and are never propagated.
        """
        if self._contractor is None:
            self._contractor = compile_condition(self._condition, self._numbers, repeats=self.repeats)
        return self._contractor


@slot_class()
class Form:
    """A condition with its unknowns, each once and in order, and the shape that it has in common with others."""

    condition: Condition
    terms: tuple[Var | Leaf, ...]
    shape: Shape

    @property
    def repeats(self) -> bool:
        """Whether an unknown stands in it twice."""
        return self.shape.repeats

    @property
    def leans(self) -> bool:
        """Whether one bound of an unknown may follow from its other bound."""
        return self.shape.leans

    @property
    def gaps(self) -> bool:
        """Whether an interval may hide that some of its numbers satisfy it and some do not."""
        return self.shape.gaps

    @property
    def contractor(self) -> Contractor:
        """The condition compiled; it counts the unknowns in the order of `terms`."""
        return self.shape.contractor


class _Known(threading.local):
    """The shapes that a thread has met: a contractor keeps values while it works, so no two threads share one."""

    def __init__(self) -> None:
        self.shapes: dict[Structure, Shape] = {}


_known = _Known()


def form_of(condition: Condition) -> Form:
    """Return the form of a condition."""
    structure, terms, repeats = structure_of(condition)
    shapes = _known.shapes
    shape = shapes.get(structure)
    if shape is None:
        if len(shapes) >= MAX_SHAPES:
            shapes.clear()
        shape = shapes[structure] = Shape(condition, terms, repeats)
    return Form(condition, terms, shape)
