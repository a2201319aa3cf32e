"""Classes of values: they behave as frozen dataclasses do, but for refusing at run time to be changed."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace

from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class


@value_class
class Point:
    """A pair of numbers."""

    x: int
    y: int = 0


@value_class
class Place:
    """Another class that holds the same."""

    x: int
    y: int = 0


@dataclass(frozen=True, slots=True)
class Ends:
    """An interval as a dataclass would have it."""

    lo: int
    hi: int
    lo_open: bool
    hi_open: bool


def test_values_are_what_they_hold() -> None:
    assert Point(1) == Point(1, 0)
    assert hash(Point(1)) == hash(Point(1, 0))
    assert len({Point(1), Place(1)}) == 2
    assert replace(Point(1), y=2) == Point(1, 2)
    assert not hasattr(Point(1), "__dict__")


def test_an_interval_is_what_it_holds() -> None:
    one, same, other = Interval(1, 2), Interval.of(1, 2), Interval(1, 2, True)
    assert one == same
    assert hash(one) == hash(same)
    assert one not in (other, (1, 2, False, False))
    assert pickle.loads(pickle.dumps(other)) == other
    assert repr(other) == repr(Ends(1, 2, True, False)).replace("Ends", "Interval")
