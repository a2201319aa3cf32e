"""The types that a claim's fields have: how each is read from its text, and what the JSON Schema says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema
from pydantic_core.core_schema import with_info_plain_validator_function

from claimcheck.claims.shape import Shape
from claimcheck.values.dates import DateError, DateSpan, parse_date
from claimcheck.values.figure import Figure, FigureError, parse_figure
from claimcheck.values.lengths import Length, LengthError, parse_length
from claimcheck.values.numerals import parse_ordinal
from claimcheck.values.units import unit_code
from claimcheck.values.value_class import value_class

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MAX_WORD = 200
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PLAIN_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


Reader = Callable[[object, Any], Any]
"""Gives a value of what is written, by the context of the file; raises ValueError with a sentence."""


class Read:
    """How a field is read, and what the JSON Schema says of it: an annotation of its type.

    PlainValidator and WithJsonSchema of pydantic do the same and prepare besides how the value would be written, which
    is most of what a model costs at the start of a run. Pydantic writes no claim.
    """

    __slots__ = ("read", "schema")

    def __init__(self, read: Reader, schema: dict[str, Any]) -> None:
        self.read = read
        self.schema = schema

    def __get_pydantic_core_schema__(self, _type: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


class ItemError(ValueError):
    """An item of a list that cannot be read; `index` counts from 0."""

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.index = index


@value_class
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


def listed(one: Reader, what: str) -> Reader:
    """Return a reader of one value or a list of them; `what` is what an item is called in a message."""

    def read(value: object, info: ValidationInfo) -> Any:
        if isinstance(value, list):
            if not value:
                raise ValueError(f"an empty list stands where {what} is expected")
            return tuple(_item(one, item, info, index) for index, item in enumerate(value))
        return (one(value, info),)

    return read


def _item(one: Reader, value: object, info: ValidationInfo, index: int) -> Any:
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
_CHANGE_SCHEMA: dict[str, Any] = {**_SCALAR, "description": "53.5 percent, 2 points, $3 billion, up, down"}
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
Id = Annotated[str, Read(_id, _ID_SCHEMA)]
Date = Annotated[DateSpan, Read(_date, _DATE_SCHEMA), Shape("date", states=True)]
Dates = Annotated[
    tuple[DateSpan, ...],
    Read(listed(_date, "a date"), one_or_list(_DATE_SCHEMA)),
    Shape("date", expands=True, states=True),
]
Period = Annotated[DateSpan, Read(_date, _DATE_SCHEMA), Shape("date")]
SinceOrUntil = Annotated[
    DateSpan | EventRef | Length,
    Read(_moment, {**_SCALAR, "description": "A date by EDTF, the id of an event, or a length such as 30 years"}),
    Shape("moment", states=True),
]
FigureText = Annotated[Figure, Read(_figure, _FIGURE_SCHEMA), Shape("figure", states=True)]
Ordinal = Annotated[
    Figure,
    Read(_ordinal, {**_SCALAR, "description": "30, 30th, or a hedged one such as more than 1"}),
    Shape("ordinal", states=True),
]
NthOrdinal = Annotated[
    Figure | str,
    Read(_nth_ordinal, {**_SCALAR, "description": "1, a figure such as more than 1, or last"}),
    Shape("ordinal", states=True),
]
LengthText = Annotated[
    Length,
    Read(_length, {**_SCALAR, "examples": ["more than 30 years", "18 months"]}),
    Shape("length", states=True),
]
Change = Annotated[
    Figure | str,
    Read(_change, _CHANGE_SCHEMA),
    Shape("change", states=True),
]
Changes = Annotated[
    tuple[Figure | str, ...],
    Read(
        listed(_change, "a figure, `up` or `down`"),
        one_or_list({**_SCALAR, "description": "53.5 percent, 2 points, $3 billion, up, down"}),
    ),
    Shape("change", expands=True, states=True),
]
Weekday = Annotated[str, Read(word(WEEKDAYS), {"enum": list(WEEKDAYS)}), Shape("word", states=True)]
Extreme = Annotated[
    str,
    Read(word(("highest", "lowest")), {"enum": ["highest", "lowest"]}),
    Shape("word", states=True),
]
Direction = Annotated[
    str,
    Read(word(("more", "less", "equal", "as planned")), {"enum": ["more", "less", "equal", "as planned"]}),
    Shape("word", states=True),
]
Type = Annotated[str, Read(_id, _ID_SCHEMA), Shape("word")]
EventId = Annotated[str, Read(_id, _ID_SCHEMA), Shape("id", ("events",))]
SeriesId = Annotated[str, Read(_id, _ID_SCHEMA), Shape("id", ("series",))]
MetricId = Annotated[str, Read(_id, _ID_SCHEMA), Shape("metric", ("metrics",))]
PropertyId = Annotated[str, Read(_id, _ID_SCHEMA), Shape("id", ("properties",))]
EntityId = Annotated[str, Read(_id, _ID_SCHEMA), Shape("id", ("entities", "groups"))]
StateValue = Annotated[
    str,
    Read(_id, _ID_SCHEMA),
    Shape("id", ("entities", "groups", "words"), states=True),
]
SubjectId = Annotated[
    str,
    Read(_id, _ID_SCHEMA),
    Shape("id", ("entities", "groups", "events", "series")),
]
Scope = Annotated[str, Read(_id, _ID_SCHEMA), Shape("scope", ("entities", "groups"))]
Flag = Annotated[
    bool,
    Read(lambda value, info: word(("true", "false"))(value, info) == "true", {"type": "boolean"}),
    Shape("flag"),
]
GroupId = Annotated[str, Read(_id, _ID_SCHEMA), Shape("id", ("groups",))]
EntityIds = Annotated[
    tuple[str, ...],
    Read(listed(_id, "an id"), one_or_list(_ID_SCHEMA)),
    Shape("ids", ("entities", "groups")),
]
Places = Annotated[
    tuple[str, ...],
    Read(listed(_id, "the id of a place"), one_or_list(_ID_SCHEMA)),
    Shape("id", ("entities", "groups"), expands=True),
]
Dimensions = Annotated[
    tuple[str, ...],
    Read(listed(_id, "an id"), one_or_list(_ID_SCHEMA)),
    Shape("dimensions", ("entities", "groups", "events", "series")),
]
Metrics = Annotated[
    tuple[str, ...],
    Read(listed(_id, "the id of a metric"), one_or_list(_ID_SCHEMA)),
    Shape("metrics", ("metrics",)),
]
