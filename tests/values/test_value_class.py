"""What `value_class` makes of a class is what `dataclass(frozen=True, slots=True)` makes of it, but for assignments."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.values.interval import Interval
from claimcheck.values.value_class import slot_class, value_class

standard = dataclass(frozen=True, slots=True)


def classes(make: Callable[[type[Any]], type[Any]]) -> list[type[Any]]:
    class Empty:
        """Nothing."""

    class One:
        """One value."""

        x: int

    class Three:
        """Values with defaults."""

        x: int
        y: str = "y"
        z: list[int] = field(default_factory=list, compare=False)
        late: int = field(default=7, init=False, repr=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "late", self.x + 1)

    class Later:
        """Values that are found out later."""

        x: int = 1
        found: int | None = field(default=None, init=False)
        known: tuple[int, ...] = field(default_factory=tuple, init=False)

    class Own:
        """A class with an equality of its own."""

        x: int

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 5

        def __repr__(self) -> str:
            return "own"

    return [make(each) for each in (Empty, One, Three, Later, Own)]


WAYS = [
    (value_class, standard),
    (slot_class(), dataclass(slots=True)),
    (slot_class(eq=False), dataclass(slots=True, eq=False)),
    (slot_class(eq=False, frozen=True), dataclass(slots=True, eq=False, frozen=True)),
    (slot_class(frozen=True), standard),
]
NEW, OLD = ([each for ways in WAYS for each in classes(ways[which])] for which in range(2))
PAIRS = list(zip(NEW, OLD, strict=True))


@pytest.mark.parametrize(("new", "old"), PAIRS)
def test_the_class_is_made_alike(new: type[Any], old: type[Any]) -> None:
    for name in ("__slots__", "__match_args__", "__name__", "__qualname__", "__module__", "__doc__"):
        assert getattr(new, name) == getattr(old, name)
    known = [[(each.name, each.init, each.repr, each.compare) for each in fields(made)] for made in (new, old)]
    assert known[0] == known[1]
    assert not hasattr(new(*[1] * ("x" in new.__match_args__)), "__dict__")


@given(st.lists(st.integers(0, 2), max_size=2), st.lists(st.integers(0, 2), max_size=2), st.sampled_from(PAIRS))
def test_values_are_compared_shown_and_changed_alike(
    one: list[int], two: list[int], pair: tuple[type[Any], type[Any]]
) -> None:
    def hashes(values: tuple[object, object]) -> list[object]:
        if getattr(values[0], "__hash__", None) is None:
            return ["no hash"]
        # An object that is itself alone has a hash of its own.
        own = type(values[0]).__hash__ is object.__hash__
        return ["its own"] if own else [hash(values[0]) == hash(values[1]), *map(hash, values)]

    def said(made: type[Any]) -> list[object]:
        try:
            values = made(*one), made(*two)
        except TypeError as error:
            return [str(error)]
        changed = [replace(values[0], x=9)] if "x" in made.__match_args__ else []
        return [
            *map(repr, (*values, *changed, copy.copy(values[0]), copy.deepcopy(values[1]))),
            *(values[0] == values[1], values[0] != values[1]),
            *hashes(values),
            *(getattr(values[1], name, "none") for name in ("x", "y", "z", "late", "found", "known")),
            *(values[0] == 1, values[0] in [*values[1:]]),
        ]

    assert said(pair[0]) == said(pair[1])


@value_class
class Kept:
    """A value that can be pickled, since its class can be found."""

    x: int
    inner: Kept | None = None


def test_values_are_pickled_and_may_hold_themselves() -> None:
    value = Kept(1, Kept(2))
    assert pickle.loads(pickle.dumps(value)) == value
    assert repr(value) == "Kept(x=1, inner=Kept(x=2, inner=None))"
    object.__setattr__(value, "inner", value)
    assert repr(value) == "Kept(x=1, inner=...)"
    with pytest.raises(AttributeError):
        value.other = 1  # type: ignore[attr-defined]


def test_a_value_differs_from_one_of_another_class() -> None:
    class Other(Kept):
        pass

    assert Kept(1) != Other(1)


@dataclass(frozen=True, slots=True)
class Ends:
    """An interval as a dataclass would have it."""

    lo: int
    hi: int
    lo_open: bool
    hi_open: bool


def test_an_interval_is_what_it_holds() -> None:
    one, same, other = Interval(1, 2), Interval.of(1, 2), Interval(1, 2, True)
    assert one == same
    assert hash(one) == hash(same)
    assert one not in (other, (1, 2, False, False))
    assert pickle.loads(pickle.dumps(other)) == other
    assert repr(other) == repr(Ends(1, 2, True, False)).replace("Ends", "Interval")


@pytest.mark.parametrize("make", [value_class, standard])
def test_a_field_without_a_default_behind_one_with_it_is_refused(make: Callable[[type[Any]], type[Any]]) -> None:
    class Wrong:
        """A field too many has a default."""

        x: int = 1
        y: int

    with pytest.raises(TypeError, match="non-default argument 'y' follows default argument"):
        make(Wrong)
