"""Answers of comparisons that may stay undecided: yes, no, possibly (Kleene's strong three-valued logic)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Whether something holds for every possible value (yes), for none (no), or for some (possibly).

    It has no truth value of its own: `if before(a, b):` would quietly take "no" for true, so it raises
    TypeError. Ask `is Truth.YES`, `.certain` or `.possible` instead.
    """

    NO = "no"
    POSSIBLY = "possibly"
    YES = "yes"

    @classmethod
    def of(cls, answer: bool) -> Truth:
        """Return YES for true and NO for false."""
        return cls.YES if answer else cls.NO

    @classmethod
    def decide(cls, *, always: bool, sometimes: bool) -> Truth:
        """Return YES when it always holds, POSSIBLY when it sometimes holds, NO when it never does."""
        if always:
            return cls.YES
        return cls.POSSIBLY if sometimes else cls.NO

    @property
    def certain(self) -> bool:
        """Whether it holds in any case: what the plain reading asks."""
        return self is Truth.YES

    @property
    def possible(self) -> bool:
        """Whether it can hold: what the charitable reading asks."""
        return self is not Truth.NO

    def __and__(self, other: Truth) -> Truth:
        return min(self, other, key=_rank)

    def __or__(self, other: Truth) -> Truth:
        return max(self, other, key=_rank)

    def __invert__(self) -> Truth:
        return _OPPOSITE[self]

    def __bool__(self) -> bool:
        raise TypeError("a three-valued answer is neither true nor false; ask .certain or .possible")


def all_of(answers: Iterable[Truth]) -> Truth:
    """Return the conjunction; YES when there are no answers."""
    return min(answers, key=_rank, default=Truth.YES)


def any_of(answers: Iterable[Truth]) -> Truth:
    """Return the disjunction; NO when there are no answers."""
    return max(answers, key=_rank, default=Truth.NO)


def _rank(truth: Truth) -> int:
    return _RANKS[truth]


_RANKS = {Truth.NO: 0, Truth.POSSIBLY: 1, Truth.YES: 2}
_OPPOSITE = {Truth.NO: Truth.YES, Truth.POSSIBLY: Truth.POSSIBLY, Truth.YES: Truth.NO}
