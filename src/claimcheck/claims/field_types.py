"""The types that the fields of a declared kind have: those of the kinds that ship, under words of the vocabulary."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Annotated, Any, get_args

from claimcheck.claims import fields
from claimcheck.claims.base import OperandField
from claimcheck.claims.fields import Read, Reader
from claimcheck.claims.shape import Shape
from claimcheck.values.value_class import value_class

FIGURES, DEFAULT = frozenset({"unit", "metric"}), frozenset({"default"})
IDS = DEFAULT | {"of"}


@value_class
class Reading:
    """How a field is read, what the JSON Schema says of it, and what it is to rules."""

    read: Reader
    schema: dict[str, Any]
    shape: Shape

    @property
    def annotation(self) -> Any:
        """The field's type for a pydantic model."""
        return Annotated[Any, Read(self.read, self.schema), self.shape]


@value_class
class FieldType:
    """A type of fields.

    `item` is what one value is called in a message. `keys` are the further keys that a field of it may have.
    `together` is the rule language's type of a list that is one value, where there is such a list. `names` says that
    it can name what a claim is about.
    """

    meaning: str
    item: str
    one: Any
    keys: frozenset[str] = frozenset()
    together: str | None = None
    names: bool = False

    def reading(self) -> Reading | None:
        """Return how one value is read; None for an operand, which is a mapping with a model of its own."""
        return None if self.one is OperandField else _reading_of(self.one)

    def listed(self, one: Reading, many: str) -> Reading:
        """Return how a list is read: one claim `each`, or all `together` as one value."""
        shape = replace(one.shape, expands=True)
        if many == "together" and self.together is not None:
            shape = replace(one.shape, type=self.together)
        return Reading(fields.listed(one.read, self.item), fields.one_or_list(one.schema), shape)


def _reading_of(annotation: Any) -> Reading:
    found = get_args(annotation)[1:]
    read = next(item for item in found if isinstance(item, Read))
    return Reading(read.read, dict(read.schema), next(item for item in found if isinstance(item, Shape)))


def choice(words: tuple[str, ...]) -> Reading:
    """Return how one of some words is read."""
    return Reading(fields.word(words), {"enum": list(words)}, Shape("word", states=True))


FIELD_TYPES: MappingProxyType[str, FieldType] = MappingProxyType(
    {
        "figure": FieldType(
            "a figure as the source words it: 1,003, above $25 billion, nearly half",
            "a figure",
            fields.FigureText,
            FIGURES,
        ),
        "change": FieldType("how much more or less: a figure, or `up` or `down`", "a change", fields.Change),
        "ordinal": FieldType("a number in an order: 30, 30th, more than 1", "an ordinal", fields.Ordinal),
        "length": FieldType("a length of time: 18 months, more than 30 years", "a length", fields.LengthText),
        "date": FieldType("a date by EDTF, that the claim states", "a date", fields.Date),
        "period": FieldType("a date by EDTF, that the claim speaks about", "a date", fields.Period, names=True),
        "moment": FieldType(
            "a start or an end: a date, the id of an event, or a length back", "a date", fields.SinceOrUntil
        ),
        "weekday": FieldType("the day of the week that the source names", "a day of the week", fields.Weekday),
        "word": FieldType("a word of the form of an id, from no list", "a word", fields.Type, DEFAULT, names=True),
        "choice": FieldType("one of the words of `choices`", "a word", fields.Type, DEFAULT | {"choices"}, names=True),
        "flag": FieldType(
            "true or false; false where nothing is written", "true or false", fields.Flag, DEFAULT | {"phrases"}
        ),
        "entity": FieldType("an entity or a group", "an id", fields.EntityId, IDS, "ids", names=True),
        "group": FieldType("a group", "an id", fields.GroupId, IDS, "ids", names=True),
        "event": FieldType("an event", "an id", fields.EventId, IDS, "ids", names=True),
        "series": FieldType("a series", "an id", fields.SeriesId, DEFAULT, "ids", names=True),
        "metric": FieldType("a metric", "an id", fields.MetricId, DEFAULT, "metrics", names=True),
        "property": FieldType("a property", "an id", fields.PropertyId, DEFAULT, names=True),
        "subject": FieldType(
            "an entity, a group, an event or a series", "an id", fields.SubjectId, IDS, "dimensions", names=True
        ),
        "operand": FieldType(
            "a value that the claim speaks about, as `share` and `compare` have it",
            "an operand",
            OperandField,
            together="operands",
        ),
    }
)
"""Every type by the word that a declaration uses."""
