"""Classes with slots, of values and of others, without a compiler at every start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field
from functools import cache
from operator import attrgetter
from reprlib import recursive_repr
from types import FunctionType
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_DOCUMENTED = {"__doc__": "Fields."}
"""Keeps `dataclasses` from looking for the signature of a class, to describe it by that."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(made: type[T], /) -> type[T]:
    """Make a class what `@dataclass(frozen=True, slots=True)` makes of it, in a twentieth of the time.

    `dataclasses` looks through each field, writes a text for each method and compiles it, each time that a program
    starts: with two hundred classes that was a quarter of a small run. Here it is asked only for what is out of the
    ordinary, and all ordinary classes of so many fields share one compiled `__init__` under their own names. That
    nothing is assigned to a field afterwards is seen to by mypy, and not by code that runs: a frozen dataclass takes
    three times as long to make a value, since it sets each field past its own refusal.
    """
    return _slotted(made, _compared)


@dataclass_transform(field_specifiers=(field,))
def slot_class(*, eq: bool = True, frozen: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class what `@dataclass(slots=True)` makes of it with the same `eq` and `frozen`, in less time.

    With `eq` what is not frozen has no hash; without it an object is itself alone. `frozen` is for mypy.
    """
    if not eq:
        return lambda made: _slotted(made, lambda _: {})
    return lambda made: _slotted(made, lambda held: _compared(held) | ({} if frozen else {"__hash__": None}))


_Held = Callable[[object], tuple[object, ...]]
"""Gives the values of the fields that are compared."""


def _compared(held: _Held) -> dict[str, Any]:
    """Return the methods of what is compared by what it holds."""

    def equal(self: object, other: object) -> bool:
        return held(self) == held(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(held(self))

    return {"__eq__": equal, "__hash__": hashed}


def _slotted(made: type[T], compared: Callable[[_Held], dict[str, Any]]) -> type[T]:
    own = {name: value for name, value in vars(made).items() if name not in ("__dict__", "__weakref__")}
    kinds: Mapping[str, str] = own.get("__annotations__", {})
    names = tuple(name for name, kind in kinds.items() if not kind.startswith("ClassVar"))
    given = {name: own.pop(name) for name in names if name in own}
    taken = tuple(name for name in names if not _is_left_out(given.get(name), "init"))
    shown = [name for name in names if not _is_left_out(given.get(name), "repr")]
    held = _holding([name for name in names if not _is_left_out(given.get(name), "compare")])

    @recursive_repr()
    def written(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    fields = _Fields(made, {**given, "__annotations__": kinds}, own.get("__post_init__"))
    begin = _beginning(names, given, fields)
    begin.__qualname__ = f"{made.__qualname__}.__init__"
    standard = {**compared(held), "__repr__": written, "__init__": begin}
    own |= {name: method for name, method in standard.items() if own.get(name) is None}
    own |= {"__slots__": names, "__match_args__": taken, "__dataclass_fields__": fields}
    kept: type[T] = type(made)(made.__name__, made.__bases__, own)  # type: ignore[misc] # its own metaclass makes it
    kept.__qualname__ = made.__qualname__
    return kept


class _Fields:
    """The fields of a class as `dataclasses` tells them, and what it would make `__init__`: told when asked for."""

    def __init__(self, of: type[Any], given: dict[str, Any], after: Callable[[Any], None] | None) -> None:
        self.after = after
        self._name = of.__name__
        self._given = (
            given
            | _DOCUMENTED
            | {"__module__": of.__module__}
            | ({"__post_init__": after} if after is not None else {})
        )
        self._made: type[Any] | None = None

    @property
    def dataclass(self) -> type[Any]:
        """A dataclass of the same fields."""
        if self._made is None:
            self._made = dataclass(eq=False, repr=False, slots=True)(type(self._name, (), self._given))
        return self._made

    def __get__(self, value: object, of: type[object]) -> dict[str, Field[Any]]:
        found: dict[str, Field[Any]] = self.dataclass.__dataclass_fields__
        return found


def _beginning(names: tuple[str, ...], given: Mapping[str, Any], fields: _Fields) -> Callable[..., None]:
    """Return the `__init__` of a class with these fields, some of which have defaults."""
    plain = {name: value.default if isinstance(value, Field) else value for name, value in given.items()}
    is_plain = all(
        value is not MISSING and (not isinstance(given[name], Field) or given[name].init)
        for name, value in plain.items()
    )
    if fields.after is not None or not is_plain or tuple(plain) != names[len(names) - len(plain) :]:
        begin: Callable[..., None] = fields.dataclass.__init__
        return begin
    shared = _assigning(len(names))
    code = shared.__code__.replace(co_varnames=("self", *names), co_names=names)
    return FunctionType(code, shared.__globals__, "__init__", tuple(plain.values()))


@cache
def _assigning(count: int) -> FunctionType:
    """Return an `__init__` that assigns so many values, each to a field called as its parameter is."""
    names = [f"f{number}" for number in range(count)]
    kinds = dict.fromkeys(names, "object")
    made: type[Any] = dataclass(eq=False, repr=False)(type("_Made", (), {**_DOCUMENTED, "__annotations__": kinds}))
    begin = made.__init__
    assert isinstance(begin, FunctionType)
    assert begin.__code__.co_names == tuple(names)
    return begin


def _is_left_out(given: object, of: str) -> bool:
    return isinstance(given, Field) and not getattr(given, of)


def _holding(names: Sequence[str]) -> Callable[[object], tuple[object, ...]]:
    """Return what gives the values of some fields."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    only = attrgetter(names[0])
    return lambda value: (only(value),)
