"""Kinds of claims by name: those that ship are found, one in every module of `claims.kinds`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from claimcheck.claims import kinds
from claimcheck.claims.base import Claim
from claimcheck.claims.shape import Shape

KindSet = Mapping[str, type[Claim]]
"""The kinds that a corpus knows, by name. It is handed on as a value: two projects may know different ones."""

COMMON = frozenset(field.alias or name for name, field in Claim.model_fields.items())
"""The keys that every claim may have, whatever its kind."""


@cache
def built_in_kinds() -> KindSet:
    """Return the kinds that ship, by name."""
    found: dict[str, type[Claim]] = {}
    for module in pkgutil.iter_modules(kinds.__path__):
        loaded = importlib.import_module(f"{kinds.__name__}.{module.name}")
        for item in vars(loaded).values():
            if isinstance(item, type) and issubclass(item, Claim) and item.__module__ == loaded.__name__:
                found[get_args(item.model_fields["kind"].annotation)[0]] = item
    return MappingProxyType(dict(sorted(found.items())))


@lru_cache(maxsize=1024)
def shapes_of(kind: type[Claim]) -> MappingProxyType[str, Shape]:
    """Return the shape of each field that the rule language sees, by the name that YAML uses."""
    return MappingProxyType(
        {
            field.alias or name: shape
            for name, field in kind.model_fields.items()
            if (shape := _shape(field)) is not None
        }
    )


def _shape(field: FieldInfo) -> Shape | None:
    for item in field.metadata:
        if isinstance(item, Shape):
            return item
    return _nested_shape(field.annotation)


def _nested_shape(annotation: Any) -> Shape | None:
    """Find the shape inside `X | None`, where pydantic leaves it in the annotation."""
    for part in get_args(annotation):
        if isinstance(part, Shape):
            return part
        if get_origin(part) is not None and (found := _nested_shape(part)) is not None:
            return found
    return None
