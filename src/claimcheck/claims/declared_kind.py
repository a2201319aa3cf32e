"""Makes a kind of a declaration: a model like those that ship, which nothing downstream can tell from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, create_model, model_validator

from claimcheck.claims.base import Claim, OperandField, OperandsField, TimedClaim
from claimcheck.claims.field_types import FIELD_TYPES, Reading, choice
from claimcheck.claims.fields import Dates, Period, Read
from claimcheck.claims.kind_declaration import FieldDeclaration, KindDeclaration
from claimcheck.claims.shape import Binding

TIMES = ("on", "during")
_ON = "At some time within this date; a list is one claim each"
_UNREADABLE: Any = Annotated[Any, Read(lambda value, info: None, {})]
"""A field whose declaration is wrong: it takes anything and says nothing, so that one slip is told once."""


class DeclaredClaim(Claim):
    """A claim of a kind that a vocabulary declares."""

    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()

    @model_validator(mode="after")
    def _has_one_of_each(self) -> Any:
        model = type(self).model_fields
        given = {field.alias or name for name, field in model.items() if getattr(self, name) is not None}
        for names in self.one_of:
            if not given.intersection(names):
                listed = " or ".join(f"`{name}`" for name in names)
                raise ValueError(f"a claim of the kind `{self.kind}` needs {listed}")
        return self


class DeclaredTimedClaim(DeclaredClaim, TimedClaim):
    """A claim of a declared kind that gives its time as `on` or as `during`."""


def make_kind(name: str, declaration: KindDeclaration, unusable: Collection[str] = ()) -> type[Claim]:
    """Return the model of a declared kind. `unusable` are fields whose declaration was found to be wrong."""
    about, time = about_of(declaration), declaration.facts.time
    made: dict[str, Any] = {"kind": (Literal[name], ...)}
    for key, field in declaration.fields.items():
        made[f"own_{key}"] = _unusable(key, field) if key in unusable else _usable(key, field, states=key not in about)
    if time == "on":
        made["on"] = (Dates, Field(description=_ON))
    elif time == "during":
        made["during"] = (Period, Field(description="Throughout this period"))
    base = DeclaredTimedClaim if time == "either" else DeclaredClaim
    kind = _model(f"Declared_{name}", base, declaration.summary, made)
    kind.one_of = tuple(names for names in (declaration.needs_one_of, TIMES if time == "either" else ()) if names)
    kind.about, kind.phrases = about, declaration.phrases
    return kind


def _model(name: str, base: type[DeclaredClaim], summary: str, made: dict[str, Any]) -> type[DeclaredClaim]:
    return create_model(name, __base__=base, __module__=__name__, __doc__=summary, **made)


def about_of(declaration: KindDeclaration) -> tuple[str, ...]:
    """Return the fields that name what claims of a kind are about."""
    if declaration.facts.about:
        return declaration.facts.about
    return tuple(
        key for key, field in declaration.fields.items() if field.type in FIELD_TYPES and FIELD_TYPES[field.type].names
    )


def default_of(field: FieldDeclaration) -> Any:
    """Return what a field is where a claim leaves it out. Raises ValueError for a default that cannot be read."""
    if field.default is None:
        return False if field.type == "flag" else None
    reading = _reading_of(field)
    return None if reading is None else reading.read(field.default, None)


def _unusable(key: str, field: FieldDeclaration) -> Any:
    return _UNREADABLE, Field(default=None, alias=key, description=field.summary)


def _usable(key: str, field: FieldDeclaration, *, states: bool) -> Any:
    annotation = _annotation(field, states=states)
    if field.needed:
        return annotation, Field(alias=key, description=field.summary)
    return annotation | None, Field(default=default_of(field), alias=key, description=field.summary)


def _annotation(field: FieldDeclaration, *, states: bool) -> Any:
    reading = _reading_of(field)
    if reading is None:
        return OperandsField if field.many else OperandField
    words = field.choices.items() if field.choices else [("true", field.phrases)]
    phrases = tuple((word, told) for word, told in words if told)
    bound = Binding(field.of, field.unit, field.metric, phrases)
    shape = replace(reading.shape, states=states and field.type != "flag", bound=bound)
    reading = replace(reading, shape=shape)
    return (reading if field.many is None else FIELD_TYPES[field.type].listed(reading, field.many)).annotation


def _reading_of(field: FieldDeclaration) -> Reading | None:
    return choice(tuple(field.choices)) if field.type == "choice" else FIELD_TYPES[field.type].reading()
