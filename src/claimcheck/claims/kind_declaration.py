"""A kind of claims as the vocabulary declares it: its fields, what they are about, and the words that tell it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from claimcheck.claims.base import Model
from claimcheck.claims.field_types import FIELD_TYPES
from claimcheck.claims.fields import ID_PATTERN, Flag, Id, Unit

MAX_KINDS = 50
MAX_FIELDS = 40
MAX_WORDS = 100
MAX_PHRASES = 500
KIND_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
FIELD_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"

_PHRASE: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 100}
_PHRASES: dict[str, Any] = {"anyOf": [_PHRASE, {"type": "array", "items": _PHRASE}]}
_ID: dict[str, Any] = {"type": "string", "pattern": ID_PATTERN}


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _as_choices(value: object) -> object:
    return dict.fromkeys(map(str, value), ()) if isinstance(value, list) else value


Phrase = Annotated[str, Field(min_length=1, max_length=100)]
Phrases = Annotated[
    tuple[Phrase, ...], Field(max_length=MAX_WORDS), BeforeValidator(_as_list), WithJsonSchema(_PHRASES)
]
Choices = Annotated[
    dict[Id, Annotated[tuple[Phrase, ...], BeforeValidator(lambda value: value if value == () else _as_list(value))]],
    Field(max_length=MAX_WORDS),
    BeforeValidator(_as_choices),
    WithJsonSchema({"anyOf": [{"type": "array", "items": _ID}, {"type": "object", "additionalProperties": _PHRASES}]}),
]
TypeWord = Annotated[str, Field(max_length=40), WithJsonSchema({"enum": list(FIELD_TYPES)})]
Summary = Annotated[str, Field(min_length=3, max_length=300)]


class FieldDeclaration(Model):
    """A field of a declared kind."""

    type: TypeWord = Field(description="What stands in it")
    summary: Summary = Field(description="What it says, in one sentence")
    needed: Flag = Field(default=False, description="Whether every claim of the kind has it")
    many: Literal["each", "together"] | None = Field(
        default=None,
        description="Whether it takes a list: one claim `each`, or all `together` in one",
    )
    of: Id | None = Field(default=None, description="The type that its ids are of")
    unit: Unit | None = Field(default=None, description="The unit of its figures")
    metric: Id | None = Field(default=None, description="The metric whose unit its figures have")
    choices: Choices = Field(
        default_factory=dict, description="The words that it takes, each with the phrases that tell it in a text"
    )
    phrases: Phrases = Field(default=(), description="For a flag: what tells in a text that it is true")
    default: str | None = Field(default=None, max_length=200, description="What it is where nothing is written")


class Facts(Model):
    """What claims of a kind are about; every other field is what they say of it, and can be wrong."""

    about: tuple[str, ...] = Field(
        default=(), description="The fields that name it; without them all that hold ids, words or periods"
    )
    time: Literal["on", "during", "either", "none"] = Field(
        default="either", description="When it holds: `on` at some time within, `during` throughout, or either"
    )


class KindDeclaration(Model):
    """A kind of claims of a project's own, with fields of the types that the kinds that ship have."""

    summary: Summary = Field(description="What a claim of the kind says, in one sentence")
    fields: dict[str, FieldDeclaration] = Field(min_length=1, max_length=MAX_FIELDS, description="Its fields, by name")
    facts: Facts = Field(default=Facts(), description="What its claims are about, and when")
    needs_one_of: tuple[str, ...] = Field(default=(), description="Fields of which every claim has one at least")
    phrases: Phrases = Field(
        default=(), description="Words and phrases of which the quote or its paragraph must have one"
    )
    note: str | None = Field(default=None, max_length=5000)
