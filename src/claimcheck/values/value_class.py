"""Values: what is compared by what it holds, and never changes once it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(cls: type[T]) -> type[T]:
    """Make a class of values, for those that are made by the ten thousand.

    It is a frozen dataclass to mypy, which refuses to change one, and none at run time: a frozen one takes three
    times as long to make, since it sets each of its fields past its own refusal.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
