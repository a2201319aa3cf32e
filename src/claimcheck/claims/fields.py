"""The types that a claim's fields have: how each is read from its text, and what the JSON Schema says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo, WithJsonSchema

from claimcheck.claims.shape import Shape
from claimcheck.values.dates import DateError, DateSpan, parse_date
from claimcheck.values.figure import Figure, FigureError, parse_figure
from claimcheck.values.lengths import Length, LengthError, parse_length
from claimcheck.values.numerals import parse_ordinal
from claimcheck.values.units import unit_code

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MAX_WORD = 200
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PLAIN_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


class ItemError(ValueError):
    """An item of a list that cannot be read; `index` counts from 0."""

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.index = index


@dataclass(frozen=True, slots=True)
class EventRef:
    """A date that is given by an event of the vocabulary."""

    text: str


Moment = DateSpan | EventRef | Length
"""What `since`, `from` and `to` take: a date, an event's id, or a length back from the claim's date."""

_SCALAR: dict[str, Any] = {"type": ["string", "integer", "number"]}


def _text(value: object, what: str) -> str:
    if isinstance(value, str):
        if len(value) > _MAX_WORD:
            raise ValueError(f"{what} of {len(value)} characters is longer than the {_MAX_WORD} allowed")
        return value.strip()
    if value is None or isinstance(value, (list, dict)):
        found = "nothing" if value is None else "a list" if isinstance(value, list) else "a mapping"
        raise ValueError(f"{found} stands where {what} is expected")
    return str(value)


def listed(one: Callable[[object, ValidationInfo], Any], what: str) -> Callable[[object, ValidationInfo], Any]:
    """Return a reader of one value or a list of them; `what` is what an item is called in a message."""

    def read(value: object, info: ValidationInfo) -> Any:
        if isinstance(value, list):
            if not value:
                raise ValueError(f"an empty list stands where {what} is expected")
            return tuple(_item(one, item, info, index) for index, item in enumerate(value))
        return (one(value, info),)

    return read


def _item(one: Callable[[object, ValidationInfo], Any], value: object, info: ValidationInfo, index: int) -> Any:
    try:
        return one(value, info)
    except ValueError as error:
        raise ItemError(str(error), index) from error


def _date(value: object, info: ValidationInfo) -> DateSpan:
    text = _text(value, "a date")
    try:
        if _PLAIN_DATE.fullmatch(text):
            return _plain_date(text)
        return parse_date(text, (info.context or {}).get("calendars", {}))
    except DateError as error:
        raise ValueError(str(error)) from error


@lru_cache(maxsize=4096)
def _plain_date(text: str) -> DateSpan:
    """Read a date of the usual calendar, once for all claims that give it."""
    return parse_date(text)


def _figure(value: object, _: ValidationInfo) -> Figure:
    try:
        return parse_figure(_text(value, "a figure"))
    except FigureError as error:
        raise ValueError(str(error)) from error


def _ordinal(value: object, _: ValidationInfo) -> Figure:
    return _ordinal_of(_text(value, "an ordinal"))


@lru_cache(maxsize=4096)
def _ordinal_of(text: str) -> Figure:
    number = parse_ordinal(text)
    try:
        figure = parse_figure(str(number) if number is not None else text)
    except FigureError as error:
        raise ValueError(f'"{text}" is no ordinal: write 30, 30th, or "more than 1"') from error
    if figure.unit or figure.value is None or figure.value < 1:
        raise ValueError(f'"{text}" is no ordinal: write a whole number of at least 1, such as 30')
    return figure


def _nth_ordinal(value: object, info: ValidationInfo) -> Figure | str:
    return "last" if value == "last" else _ordinal(value, info)


def _length(value: object, _: ValidationInfo) -> Length:
    try:
        return parse_length(_text(value, "a length"))
    except LengthError as error:
        raise ValueError(str(error)) from error


def _change(value: object, info: ValidationInfo) -> Figure | str:
    return str(value) if value in ("up", "down") else _figure(value, info)


def _id(value: object, _: ValidationInfo) -> str:
    text = _text(value, "an id")
    if not _ID.fullmatch(text):
        raise ValueError(f'"{text}" is no id: an id is made of letters, digits, ".", "_" and "-"')
    return text


def _moment(value: object, info: ValidationInfo) -> Moment:
    text = _text(value, "a date, an event or a length")
    try:
        return _date(text, info)
    except ValueError as as_date:
        if text[:1].isdigit() and "-" in text and not any(c.isalpha() for c in text):
            raise as_date
        try:
            return parse_length(text)
        except LengthError:
            try:
                return EventRef(_id(text, info))
            except ValueError:
                raise as_date from None


def word(choices: tuple[str, ...]) -> Callable[[object, ValidationInfo], str]:
    """Return a reader of one of some words, whatever their case."""

    def read(value: object, _: ValidationInfo | None) -> str:
        text = _text(value, "a word")
        for choice in choices:
            if text.casefold() == choice.casefold():
                return choice
        raise ValueError(f'"{text}" is none of {", ".join(choices)}')

    return read


_ID_SCHEMA: dict[str, Any] = {"type": "string", "pattern": ID_PATTERN}
_DATE_SCHEMA: dict[str, Any] = {
    **_SCALAR,
    "description": "A date by EDTF: 2022, 2022-09, 2022-09-16, 2017/2022, 2020~, before 2010, 2023-Q3, FY2019",
}
_FIGURE_SCHEMA: dict[str, Any] = {
    **_SCALAR,
    "description": "A figure as the source words it",
    "examples": ["$41 billion", "above $25 billion", "nearly half", "53.5 percent", "some 30,000"],
}


def one_or_list(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one value or a list of them."""
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


Unit = Annotated[str, Field(max_length=40), AfterValidator(unit_code)]
"""A unit by the code that figures have it under: `metres` is `m`."""
Id = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA)]
Date = Annotated[DateSpan, PlainValidator(_date), WithJsonSchema(_DATE_SCHEMA), Shape("date", states=True)]
Dates = Annotated[
    tuple[DateSpan, ...],
    PlainValidator(listed(_date, "a date")),
    WithJsonSchema(one_or_list(_DATE_SCHEMA)),
    Shape("date", expands=True, states=True),
]
Period = Annotated[DateSpan, PlainValidator(_date), WithJsonSchema(_DATE_SCHEMA), Shape("date")]
SinceOrUntil = Annotated[
    DateSpan | EventRef | Length,
    PlainValidator(_moment),
    WithJsonSchema({**_SCALAR, "description": "A date by EDTF, the id of an event, or a length such as 30 years"}),
    Shape("moment", states=True),
]
FigureText = Annotated[Figure, PlainValidator(_figure), WithJsonSchema(_FIGURE_SCHEMA), Shape("figure", states=True)]
Ordinal = Annotated[
    Figure,
    PlainValidator(_ordinal),
    WithJsonSchema({**_SCALAR, "description": "30, 30th, or a hedged one such as more than 1"}),
    Shape("ordinal", states=True),
]
NthOrdinal = Annotated[
    Figure | str,
    PlainValidator(_nth_ordinal),
    WithJsonSchema({**_SCALAR, "description": "1, a figure such as more than 1, or last"}),
    Shape("ordinal", states=True),
]
LengthText = Annotated[
    Length,
    PlainValidator(_length),
    WithJsonSchema({**_SCALAR, "examples": ["more than 30 years", "18 months"]}),
    Shape("length", states=True),
]
Change = Annotated[
    Figure | str,
    PlainValidator(_change),
    WithJsonSchema({**_SCALAR, "description": "53.5 percent, 2 points, $3 billion, up, down"}),
    Shape("change", states=True),
]
Changes = Annotated[
    tuple[Figure | str, ...],
    PlainValidator(listed(_change, "a figure, `up` or `down`")),
    WithJsonSchema(one_or_list({**_SCALAR, "description": "53.5 percent, 2 points, $3 billion, up, down"})),
    Shape("change", expands=True, states=True),
]
Weekday = Annotated[
    str, PlainValidator(word(WEEKDAYS)), WithJsonSchema({"enum": list(WEEKDAYS)}), Shape("word", states=True)
]
Extreme = Annotated[
    str,
    PlainValidator(word(("highest", "lowest"))),
    WithJsonSchema({"enum": ["highest", "lowest"]}),
    Shape("word", states=True),
]
Direction = Annotated[
    str,
    PlainValidator(word(("more", "less", "equal", "as planned"))),
    WithJsonSchema({"enum": ["more", "less", "equal", "as planned"]}),
    Shape("word", states=True),
]
Type = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA), Shape("word")]
EventId = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA), Shape("id", ("events",))]
SeriesId = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA), Shape("id", ("series",))]
MetricId = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA), Shape("metric", ("metrics",))]
PropertyId = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA), Shape("id", ("properties",))]
EntityId = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA), Shape("id", ("entities", "groups"))]
StateValue = Annotated[
    str,
    PlainValidator(_id),
    WithJsonSchema(_ID_SCHEMA),
    Shape("id", ("entities", "groups", "words"), states=True),
]
SubjectId = Annotated[
    str,
    PlainValidator(_id),
    WithJsonSchema(_ID_SCHEMA),
    Shape("id", ("entities", "groups", "events", "series")),
]
Scope = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA), Shape("scope", ("entities", "groups"))]
Flag = Annotated[
    bool,
    PlainValidator(lambda value: word(("true", "false"))(value, None) == "true"),
    WithJsonSchema({"type": "boolean"}),
    Shape("flag"),
]
GroupId = Annotated[str, PlainValidator(_id), WithJsonSchema(_ID_SCHEMA), Shape("id", ("groups",))]
EntityIds = Annotated[
    tuple[str, ...],
    PlainValidator(listed(_id, "an id")),
    WithJsonSchema(one_or_list(_ID_SCHEMA)),
    Shape("ids", ("entities", "groups")),
]
Places = Annotated[
    tuple[str, ...],
    PlainValidator(listed(_id, "the id of a place")),
    WithJsonSchema(one_or_list(_ID_SCHEMA)),
    Shape("id", ("entities", "groups"), expands=True),
]
Dimensions = Annotated[
    tuple[str, ...],
    PlainValidator(listed(_id, "an id")),
    WithJsonSchema(one_or_list(_ID_SCHEMA)),
    Shape("dimensions", ("entities", "groups", "events", "series")),
]
Metrics = Annotated[
    tuple[str, ...],
    PlainValidator(listed(_id, "the id of a metric")),
    WithJsonSchema(one_or_list(_ID_SCHEMA)),
    Shape("metrics", ("metrics",)),
]
