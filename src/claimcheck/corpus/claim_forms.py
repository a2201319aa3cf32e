"""Makes claims of what entries say without asking pydantic: what holds for all claims of a kind is found out once.

A field is read by the reader that its type is annotated with, which is what pydantic would call; a word that another
claim gave is not read again. Whatever a reader refuses, and every claim with a field that has no reader of its own, is
left to pydantic, whose word is the last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from claimcheck.claims.base import Model
from claimcheck.claims.fields import Read, Reader
from claimcheck.claims.shape import Shape
from claimcheck.values.value_class import value_class

_CONFIG = frozenset({"extra", "frozen", "arbitrary_types_allowed", "defer_build", "json_schema_extra"})
_MOST_KEYS = 256
_MOST_KNOWN = 4096
_set = object.__setattr__


class Unread(Exception):
    """Something that pydantic has to read."""


@value_class
class _Info:
    """What readers ask of the validation that goes on."""

    context: Mapping[str, object]


class _Slot(NamedTuple):
    """A field: its name, how it is read, and what words were read as before, where words come again."""

    name: str
    read: Callable[[Any], Any]
    known: dict[str, Any] | None


class Form:
    """How models of a class are made of plain data. Models are what `model_validate` would make."""

    def __init__(self, model: type[BaseModel], context: Mapping[str, object]) -> None:
        self.model = model
        info = _Info(context)
        self._slots = {
            field.alias or name: _slot(name, field, info, context) for name, field in model.model_fields.items()
        }
        self._required = frozenset(
            field.alias or name for name, field in model.model_fields.items() if field.is_required()
        )
        self._defaults = {
            name: None if field.is_required() else field.get_default(call_default_factory=True)
            for name, field in model.model_fields.items()
        }
        self._given: dict[frozenset[str], set[str]] = {}
        self._checks = _checks_of(model)

    def make(self, told: Mapping[str, Any], keys: frozenset[str]) -> BaseModel:
        """Return the model that data with some keys says. Raises Unread or ValueError where pydantic is to be asked."""
        given = self._given.get(keys)
        if given is None:
            given = self._names(keys)
        values = self._defaults.copy()
        slots = self._slots
        for key, raw in told.items():
            name, read, known = slots[key]
            if known is None or raw.__class__ is not str:
                values[name] = read(raw)
                continue
            value = known.get(raw)
            if value is None:
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                value = known[raw] = read(raw)
            values[name] = value
        model = self.model.__new__(self.model)
        _set(model, "__dict__", values)
        _set(model, "__pydantic_fields_set__", given)
        _set(model, "__pydantic_extra__", None)
        _set(model, "__pydantic_private__", None)
        for check in self._checks:
            check(model)
        return model

    def _names(self, keys: frozenset[str]) -> set[str]:
        """Return the names of the fields that some keys give, which claims of the same keys share."""
        if not self._required <= keys <= self._slots.keys() or len(self._given) >= _MOST_KEYS:
            raise Unread
        self._given[keys] = {self._slots[key].name for key in keys}
        return self._given[keys]


def form_of(model: type[BaseModel], context: Mapping[str, object]) -> Form | None:
    """Return how models of a class are made; None where it takes more than to read its fields one by one."""
    decorators = model.__pydantic_decorators__
    plain = not (
        decorators.validators
        or decorators.field_validators
        or decorators.root_validators
        or decorators.computed_fields
        or any(each.info.mode != "after" for each in decorators.model_validators.values())
    )
    usual = (
        issubclass(model, Model)
        and model.model_config.keys() <= _CONFIG
        and model.__pydantic_post_init__ is None
        and not model.__private_attributes__
    )
    return Form(model, context) if plain and usual else None


def _checks_of(model: type[BaseModel]) -> tuple[Callable[[Any], Any], ...]:
    return tuple(getattr(model, name) for name in model.__pydantic_decorators__.model_validators)


def _slot(name: str, field: FieldInfo, info: _Info, context: Mapping[str, object]) -> _Slot:
    annotation, notes, may_be_none = _taken_apart(field)
    read = _reader(annotation, notes, info, context)
    if read is None:
        return _Slot(name, _unread, None)
    comes_again = any(isinstance(note, Read) for note in notes)
    return _Slot(name, partial(_or_none, read) if may_be_none else read, {} if comes_again else None)


def _taken_apart(field: FieldInfo) -> tuple[Any, list[Any], bool]:
    """Return the type of a field without what is said beside it, that, and whether there may be nothing."""
    annotation, notes = field.annotation, list(field.metadata)
    may_be_none = False
    if get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation):
        others = [part for part in get_args(annotation) if part is not NoneType]
        if len(others) == 1:
            annotation, may_be_none = others[0], True
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        notes += more
    return annotation, [note for note in notes if not isinstance(note, (Shape, FieldInfo))], may_be_none


def _reader(
    annotation: Any, notes: list[Any], info: _Info, context: Mapping[str, object]
) -> Callable[[Any], Any] | None:
    if len(notes) == 1 and isinstance(notes[0], Read):
        return partial(_read, notes[0].read, info)
    if get_origin(annotation) is Literal and not notes:
        return partial(_choice, frozenset(get_args(annotation)))
    if annotation is str and all(type(note).__name__ in ("MinLen", "MaxLen") for note in notes):
        least = max((note.min_length for note in notes if hasattr(note, "min_length")), default=0)
        most = min((note.max_length for note in notes if hasattr(note, "max_length")), default=None)
        return partial(_text, least, most)
    if isinstance(annotation, type) and issubclass(annotation, Model) and not notes:
        below = form_of(annotation, context)
        return None if below is None else partial(_nested, below)
    return None


def _read(read: Reader, info: _Info, raw: Any) -> Any:
    return read(raw, info)


def _or_none(read: Callable[[Any], Any], raw: Any) -> Any:
    return None if raw is None else read(raw)


def _choice(choices: frozenset[str], raw: Any) -> str:
    if raw.__class__ is str and raw in choices:
        return str(raw)
    raise Unread


def _text(least: int, most: int | None, raw: Any) -> str:
    if raw.__class__ is str and len(raw) >= least and (most is None or len(raw) <= most):
        return str(raw)
    raise Unread


def _nested(form: Form, raw: Any) -> BaseModel:
    if raw.__class__ is not dict:
        raise Unread
    return form.make(raw, frozenset(raw))


def _unread(_: Any) -> Any:
    raise Unread
