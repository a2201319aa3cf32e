"""Intervals: their algebra against a library and an exact solver, and the known endpoint mistakes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import portion
import pytest
import z3
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.values.interval import EVERYTHING, Interval

ENDS = st.one_of(st.none(), st.integers(-3, 3).map(Fraction), st.sampled_from([Fraction(1, 2), Fraction(-5, 2)]))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    a, b = draw(ENDS), draw(ENDS)
    if a is not None and b is not None and a > b:
        a, b = b, a
    if a is not None and a == b:
        return Interval.point(a)
    return Interval(a, b, draw(st.booleans()), draw(st.booleans()))


def as_portion(i: Interval) -> Any:
    left = portion.OPEN if i.lo_open else portion.CLOSED
    right = portion.OPEN if i.hi_open else portion.CLOSED
    lo = -portion.inf if i.lo is None else i.lo
    hi = portion.inf if i.hi is None else i.hi
    return portion.Interval.from_atomic(left, lo, hi, right)


def inside(x: Any, i: Interval) -> list[Any]:
    """Return the solver's constraints that say that x lies in the interval."""
    result = []
    if i.lo is not None:
        end = z3.RealVal(str(i.lo))
        result.append(x > end if i.lo_open else x >= end)
    if i.hi is not None:
        end = z3.RealVal(str(i.hi))
        result.append(x < end if i.hi_open else x <= end)
    return result


def possible(*constraints: Any) -> bool:
    solver = z3.Solver()
    solver.add(*constraints)
    answer = solver.check()
    assert answer != z3.unknown
    return bool(answer == z3.sat)


def assert_is_hull(result: Interval, value: Any, given_: list[Any]) -> None:
    """Assert that an interval is the smallest that holds every value that the constraints allow."""
    near = z3.RealVal("1/1000")
    if result.lo is None:
        assert possible(*given_, value < -1000)
    else:
        lo = z3.RealVal(str(result.lo))
        assert not possible(*given_, value < lo)
        assert possible(*given_, value == lo) is not result.lo_open
        assert possible(*given_, value < lo + near)
    if result.hi is None:
        assert possible(*given_, value > 1000)
    else:
        hi = z3.RealVal(str(result.hi))
        assert not possible(*given_, value > hi)
        assert possible(*given_, value == hi) is not result.hi_open
        assert possible(*given_, value > hi - near)


@given(intervals(), intervals())
def test_intersection_and_hull_are_those_of_portion(a: Interval, b: Interval) -> None:
    both = as_portion(a) & as_portion(b)
    meet = a.intersect(b)
    assert (meet is None) == both.empty
    if meet is not None:
        assert as_portion(meet) == both
    assert as_portion(a.hull(b)) == (as_portion(a) | as_portion(b)).enclosure
    assert a.within(b) == (as_portion(a) in as_portion(b))


@given(intervals(), st.one_of(st.integers(-4, 4), st.fractions(-4, 4, max_denominator=4)))
def test_membership_is_that_of_portion(a: Interval, x: int | Fraction) -> None:
    assert a.contains(x) == (Fraction(x) in as_portion(a))


@settings(max_examples=60, deadline=None)
@given(intervals(), intervals())
def test_sum_difference_and_product_are_hulls_by_the_solver(a: Interval, b: Interval) -> None:
    x, y = z3.Reals("x y")
    bounds = [*inside(x, a), *inside(y, b)]
    assert_is_hull(a + b, x + y, bounds)
    assert_is_hull(a - b, x - y, bounds)
    assert_is_hull(a * b, x * y, bounds)


@settings(max_examples=60, deadline=None)
@given(intervals(), intervals())
def test_quotient_holds_every_quotient_by_the_solver(a: Interval, b: Interval) -> None:
    quotient = a.divided_by(b)
    if quotient is None:
        assert b == Interval.point(0)
        return
    x, y, q = z3.Reals("x y q")
    bounds = [*inside(x, a), *inside(y, b), y != 0, x == q * y]
    assert not possible(*bounds, z3.Not(z3.And(z3.BoolVal(True), *inside(q, quotient))))
    if b.intersect(Interval.of(None, 0)) is None or b.intersect(Interval.of(0, None)) is None:
        assert_is_hull(quotient, q, bounds)


SCALES = st.builds(
    lambda lo, width, ends: Interval.of(lo, lo + width, ends if width else "[]"),
    st.fractions(Fraction(1, 4), 4, max_denominator=4),
    st.fractions(0, 4, max_denominator=4),
    st.sampled_from(("[]", "(]", "[)", "()")),
)


@given(intervals(), SCALES)
def test_a_quotient_by_a_scale_is_the_product_with_its_inverse(a: Interval, b: Interval) -> None:
    inverse = b.inverse()
    assert inverse is not None
    assert a.divided_by(b) == a * inverse


@settings(max_examples=50, deadline=None)
@given(intervals(), st.integers(1, 3))
def test_power_and_magnitude_are_hulls_by_the_solver(a: Interval, n: int) -> None:
    x = z3.Real("x")
    power = x
    for _ in range(n - 1):
        power = power * x
    if n < 3 or a.is_bounded:
        assert_is_hull(a.power(n), power, inside(x, a))
    assert_is_hull(a.magnitude(), z3.If(x < 0, -x, x), inside(x, a))


@given(intervals(), intervals(), intervals())
def test_algebraic_laws(a: Interval, b: Interval, c: Interval) -> None:
    assert a + b == b + a
    assert a * b == b * a
    assert (a + b) + c == a + (b + c)
    mirrored = -a
    assert -mirrored == a
    assert a * Interval.point(1) == a
    assert a + Interval.point(0) == a
    assert (a * (b + c)).within(a * b + a * c)
    assert a.hull(b).hull(c) == a.hull(b.hull(c))


@given(intervals(), st.integers(-5, 5))
def test_whole_numbers_inside_stay(a: Interval, n: int) -> None:
    whole = a.to_integers()
    assert a.contains(n) == (whole is not None and whole.contains(n))
    if whole is not None:
        assert all(end is None or end.denominator == 1 for end in (whole.lo, whole.hi))


class TestMistakesOfReferenceImplementations:
    def test_a_negative_weight_swaps_the_flags_with_the_ends(self) -> None:
        # 12 cut off is [12, 13), 1 is [1, 2): the difference lies in (10, 12), without 10 itself.
        assert Interval.of(12, 13, "[)") - Interval.of(1, 2, "[)") == Interval.of(10, 12, "()")
        assert Interval.of(1, 2, "[)") * Interval.point(-1) == Interval.of(-2, -1, "(]")

    def test_sets_that_touch_at_an_excluded_end_do_not_meet(self) -> None:
        assert Interval.of(10, 11, "[)").intersect(Interval.of(11, 12)) is None
        assert Interval.of(10, 11).intersect(Interval.of(11, 12, "(]")) is None
        assert Interval.of(10, 11).intersect(Interval.of(11, 12)) == Interval.point(11)

    def test_of_two_equal_ends_the_open_one_is_the_tighter(self) -> None:
        assert Interval.of(0, 5, "[)").intersect(Interval.of(0, 5, "(]")) == Interval.of(0, 5, "()")

    def test_zero_attained_times_an_open_end_is_attained(self) -> None:
        assert Interval.of(0, 1) * Interval.of(2, 3, "()") == Interval.of(0, 3, "[)")
        assert Interval.of(0, 1, "(]") * Interval.of(2, 3) == Interval.of(0, 3, "(]")
        assert Interval.point(0) * EVERYTHING == Interval.point(0)

    def test_a_divisor_that_reaches_zero_gives_no_false_bound(self) -> None:
        assert Interval.of(1, 2).divided_by(Interval.of(-1, 1)) == EVERYTHING
        assert Interval.of(1, 2).divided_by(Interval.of(0, 1)) == Interval.of(1, None, "[)")
        assert Interval.of(1, 2).divided_by(Interval.point(0)) is None


@pytest.mark.parametrize(
    ("lo", "hi", "lo_open", "hi_open"), [(2, 1, False, False), (1, 1, True, False), (1, 1, False, True)]
)
def test_an_empty_interval_cannot_be_made(lo: int, hi: int, lo_open: bool, hi_open: bool) -> None:
    with pytest.raises(ValueError, match="an interval"):
        Interval(Fraction(lo), Fraction(hi), lo_open, hi_open)


def test_infinite_ends_are_open_however_they_are_made() -> None:
    assert Interval(None, None, False, False) == EVERYTHING
    assert str(Interval.of(None, 3)) == "(-∞, 3]"
    assert EVERYTHING.is_everything
    assert not EVERYTHING.is_bounded


@given(intervals(), intervals())
def test_within_is_what_intersection_leaves_alone(a: Interval, b: Interval) -> None:
    assert a.within(b) == (a.intersect(b) == a)
    assume(a.within(b))
    assert a.hull(b) == b


OPERATIONS = (
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a.divided_by(b),
    lambda a, b: a.intersect(b),
    lambda a, b: a.hull(b),
    lambda a, _: a.power(2),
    lambda a, _: a.power(3),
    lambda a, _: a.magnitude(),
    lambda a, _: a.inverse(),
)


@given(intervals(), intervals(), st.sampled_from(OPERATIONS))
def test_ends_are_whole_numbers_where_they_can_be_and_never_floating(a: Interval, b: Interval, operation: Any) -> None:
    result = operation(a, b)
    for end in () if result is None else (result.lo, result.hi):
        assert end is None or type(end) is int or (type(end) is Fraction and end.denominator > 1)


def test_a_floating_point_is_no_end() -> None:
    with pytest.raises(TypeError, match=r"0\.1 is a binary floating point; only exact numbers are ends"):
        Interval.point(0.1)  # type: ignore[arg-type] # the mistake that is refused
