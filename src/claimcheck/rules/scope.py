"""What an expression of a rule may speak of: claims and their fields, index names, constants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from claimcheck.claims.registry import KindSet, built_in_kinds, shapes_of
from claimcheck.claims.shape import Shape
from claimcheck.rules import syntax
from claimcheck.rules.functions import FUNCTIONS
from claimcheck.rules.runtime import EVER
from claimcheck.rules.variables import KINDS
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import value_class

INDEX_TYPES = (
    "period", "dimensions", "metric", "event", "series", "ordinal", "property", "subject", "tenure", "entity",
)  # fmt: skip
"""The types of index names that are no type of entity; `country`, `city` and other types of entities are too."""

PSEUDO_FIELDS = {
    "when": "whichever of `on` and `during` is given, as a period: two are the same or not; dates may be",
    "published": "the date of the claim's source",
    "source": "the id of the claim's source",
    "publisher": "who published the source",
    "speaker": "who says so",
    "spoken": "the words in the quotation marks of the quote, else all of it; five words at least",
    "as": "actual, estimate, guidance, target or plan",
    "basis": "the method",
    "made": "when an estimate, target or plan was made",
}
CONSTANTS = {
    "ever": EVER,
    "percent": "percent",
    "points": "points",
    "true": Truth.YES,
    "false": Truth.NO,
}
WORDS = ("ever", *(name for name, value in CONSTANTS.items() if isinstance(value, str)))
"""The constants that are no numbers."""


@value_class
class Scope:
    """The names that an expression may use: claims with their kinds, index names with their types, ids."""

    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indices: Mapping[str, str] = field(default_factory=dict)
    locals: frozenset[str] = frozenset()
    ids: Callable[[str], bool] = lambda _: False
    kinds: KindSet = field(default_factory=built_in_kinds)

    @property
    def single(self) -> tuple[str, ...] | None:
        """The kinds of the one claim whose fields are plain names, if there is one."""
        return self.claims.get("")

    def shapes(self, kind: str) -> Mapping[str, Shape]:
        """Return the fields of a kind."""
        return shapes_of(self.kinds[kind])

    def fields(self, kinds: Sequence[str]) -> set[str]:
        """Return the fields that all of some kinds have."""
        sets = [set(self.shapes(kind)) for kind in kinds]
        return set.intersection(*sets) if sets else set()

    def has_field(self, kinds: Sequence[str], name: str) -> bool:
        """Whether every claim of some kinds may be asked for a field."""
        return name in PSEUDO_FIELDS or name in self.fields(kinds)


def is_taken(name: str, scope: Scope) -> bool:
    """Whether a name means something already, so that a second meaning would hide the first."""
    if name in scope.claims or name in scope.indices or name in scope.locals:
        return True
    if name in CONSTANTS or name in KINDS or name in syntax.LOOPS or name in FUNCTIONS:
        return True
    return scope.single is not None and scope.has_field(scope.single, name)
