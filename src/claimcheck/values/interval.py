"""Intervals of rational numbers whose ends are open, closed or infinite, and their algebra.

Every operation is exact and outward: the result contains every value that the operands can give. The endpoint
algebra is that of IEEE 1788's set-based intervals, extended with open ends; there is no rounding, because ends
are fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

Number = int | Fraction | Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two ends. `None` is an infinite end, and an infinite end is always open.

    An interval is never empty: what could be empty (`intersect`, `without_below`) returns `None` instead.
    """

    lo: Fraction | None = None
    hi: Fraction | None = None
    lo_open: bool = False
    hi_open: bool = False

    def __post_init__(self) -> None:
        if self.lo is None and not self.lo_open:
            object.__setattr__(self, "lo_open", True)
        if self.hi is None and not self.hi_open:
            object.__setattr__(self, "hi_open", True)
        if self.lo is not None and self.hi is not None:
            if self.lo > self.hi:
                raise ValueError(f"an interval cannot end at {self.hi} before it begins at {self.lo}")
            if self.lo == self.hi and (self.lo_open or self.hi_open):
                raise ValueError(f"an interval from {self.lo} to {self.hi} with an open end is empty")

    @classmethod
    def of(cls, lo: Number | None, hi: Number | None, ends: str = "[]") -> Interval:
        """Make an interval from numbers and its ends in brackets: `of(25, 30, "(]")`."""
        return cls(
            None if lo is None else Fraction(lo),
            None if hi is None else Fraction(hi),
            ends[0] == "(",
            ends[1] == ")",
        )

    @classmethod
    def point(cls, value: Number) -> Interval:
        """Return the interval of one number."""
        exact = Fraction(value)
        return cls(exact, exact)

    @property
    def is_point(self) -> bool:
        """Whether it holds one number only."""
        return self.lo is not None and self.lo == self.hi

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.lo is not None and self.hi is not None

    @property
    def is_everything(self) -> bool:
        """Whether neither end is finite."""
        return self.lo is None and self.hi is None

    def contains(self, value: Number) -> bool:
        """Whether the number lies inside."""
        exact = Fraction(value)
        if self.lo is not None and (exact < self.lo or (self.lo_open and exact == self.lo)):
            return False
        return not (self.hi is not None and (exact > self.hi or (self.hi_open and exact == self.hi)))

    def within(self, other: Interval) -> bool:
        """Whether every number of this interval lies in the other."""
        return _lo_key(self) >= _lo_key(other) and _hi_key(self) <= _hi_key(other)

    def intersect(self, other: Interval) -> Interval | None:
        """Return the numbers in both, or None when there are none."""
        lo, lo_open = max(_lo_pair(self), _lo_pair(other), key=_lo_order)
        hi, hi_open = min(_hi_pair(self), _hi_pair(other), key=_hi_order)
        if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
            return None
        return Interval(lo, hi, lo_open, hi_open)

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        lo, lo_open = min(_lo_pair(self), _lo_pair(other), key=_lo_order)
        hi, hi_open = max(_hi_pair(self), _hi_pair(other), key=_hi_order)
        return Interval(lo, hi, lo_open, hi_open)

    def to_integers(self) -> Interval | None:
        """Return the closed hull of the whole numbers inside, or None when there are none."""
        lo = None if self.lo is None else Fraction(floor(self.lo) + 1 if self.lo_open else ceil(self.lo))
        hi = None if self.hi is None else Fraction(ceil(self.hi) - 1 if self.hi_open else floor(self.hi))
        if lo is not None and hi is not None and lo > hi:
            return None
        return Interval(lo, hi)

    def __neg__(self) -> Interval:
        return Interval(
            None if self.hi is None else -self.hi,
            None if self.lo is None else -self.lo,
            self.hi_open,
            self.lo_open,
        )

    def __add__(self, other: Interval) -> Interval:
        lo = None if self.lo is None or other.lo is None else self.lo + other.lo
        hi = None if self.hi is None or other.hi is None else self.hi + other.hi
        return Interval(lo, hi, self.lo_open or other.lo_open, self.hi_open or other.hi_open)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if other.lo is not None and other.lo == other.hi and other.lo:
            return self._scaled(other.lo)
        if self.lo is not None and self.lo == self.hi and self.lo:
            return other._scaled(self.lo)
        ends = [_times(a, b) for a in _ends(self) for b in _ends(other)]
        lo = min(ends, key=_corner_lo)
        hi = max(ends, key=_corner_hi)
        return Interval(
            lo.value if lo.sign == 0 else None,
            hi.value if hi.sign == 0 else None,
            not lo.closed,
            not hi.closed,
        )

    def _scaled(self, factor: Fraction) -> Interval:
        """Return every product with a number that is not zero."""
        if factor == 1:
            return self
        lo = None if self.lo is None else self.lo * factor
        hi = None if self.hi is None else self.hi * factor
        return (
            Interval(lo, hi, self.lo_open, self.hi_open) if factor > 0 else Interval(hi, lo, self.hi_open, self.lo_open)
        )

    def inverse(self) -> Interval | None:
        """Return 1/x for every x but zero: the hull, and None when zero is the only number.

        When zero lies strictly inside, the hull of the two branches is everything.
        """
        if self.is_point and self.lo == 0:
            return None
        below = self.lo is None or self.lo < 0
        above = self.hi is None or self.hi > 0
        if below and above:
            return Interval()
        lo = None if self.hi == 0 else Fraction(0) if self.hi is None else 1 / self.hi
        hi = None if self.lo == 0 else Fraction(0) if self.lo is None else 1 / self.lo
        return Interval(lo, hi, self.hi is None or self.hi_open, self.lo is None or self.lo_open)

    def divided_by(self, other: Interval) -> Interval | None:
        """Return the hull of a/b for every b but zero; None when b can only be zero.

        A divisor that reaches zero gives an unbounded quotient, never an error: constraint projection needs
        every a with a = x * b, and x is free where b is zero.
        """
        inverse = other.inverse()
        return None if inverse is None else self * inverse

    def power(self, exponent: int) -> Interval:
        """Return x ** exponent for a whole exponent of at least 0."""
        if exponent < 0:
            raise ValueError("a power needs an exponent of at least 0; divide instead")
        if exponent == 0:
            return Interval.point(1)
        if exponent % 2 == 0:
            base = self.magnitude()
            return _monotone_power(base, exponent)
        return _monotone_power(self, exponent)

    def magnitude(self) -> Interval:
        """Return the absolute values."""
        if self.lo is not None and self.lo >= 0:
            return self
        if self.hi is not None and self.hi <= 0:
            return -self
        positive, negative = (self.hi, self.hi_open), (None if self.lo is None else -self.lo, self.lo_open)
        hi, hi_open = max(positive, negative, key=_hi_order)
        return Interval(Fraction(0), hi, False, hi_open)

    def __str__(self) -> str:
        lo = "-∞" if self.lo is None else str(self.lo)
        hi = "∞" if self.hi is None else str(self.hi)
        return f"{'(' if self.lo_open else '['}{lo}, {hi}{')' if self.hi_open else ']'}"


EVERYTHING = Interval()


def hull_of(intervals: Iterable[Interval]) -> Interval | None:
    """Return the smallest interval that holds all, or None for none."""
    result: Interval | None = None
    for each in intervals:
        result = each if result is None else result.hull(each)
    return result


@dataclass(frozen=True, slots=True)
class _End:
    """An end as an operand: a finite value, or an infinity by its sign."""

    value: Fraction
    sign: int  # -1 and 1 are the infinities, 0 a finite value
    closed: bool


def _ends(interval: Interval) -> tuple[_End, _End]:
    zero = Fraction(0)
    lo = _End(zero, -1, False) if interval.lo is None else _End(interval.lo, 0, not interval.lo_open)
    hi = _End(zero, 1, False) if interval.hi is None else _End(interval.hi, 0, not interval.hi_open)
    return lo, hi


def _times(a: _End, b: _End) -> _End:
    zero = Fraction(0)
    a_zero, b_zero = a.sign == 0 and a.value == 0, b.sign == 0 and b.value == 0
    if a_zero or b_zero:
        # Zero that is attained stays attained whatever the other factor is, even one that is not.
        return _End(zero, 0, (a_zero and a.closed) or (b_zero and b.closed))
    if a.sign or b.sign:
        sign_a = a.sign or (1 if a.value > 0 else -1)
        sign_b = b.sign or (1 if b.value > 0 else -1)
        return _End(zero, sign_a * sign_b, False)
    return _End(a.value * b.value, 0, a.closed and b.closed)


def _corner_lo(end: _End) -> tuple[int, Fraction, bool]:
    return (end.sign, end.value, not end.closed)


def _corner_hi(end: _End) -> tuple[int, Fraction, bool]:
    return (end.sign, end.value, end.closed)


def _monotone_power(base: Interval, exponent: int) -> Interval:
    lo = None if base.lo is None else base.lo**exponent
    hi = None if base.hi is None else base.hi**exponent
    return Interval(lo, hi, base.lo_open, base.hi_open)


def _lo_pair(i: Interval) -> tuple[Fraction | None, bool]:
    return (i.lo, i.lo_open)


def _hi_pair(i: Interval) -> tuple[Fraction | None, bool]:
    return (i.hi, i.hi_open)


def _lo_order(pair: tuple[Fraction | None, bool]) -> tuple[bool, Fraction, bool]:
    """Order lower ends: minus infinity first, and of two equal ends the closed one first."""
    value, is_open = pair
    return (value is not None, Fraction(0) if value is None else value, is_open)


def _hi_order(pair: tuple[Fraction | None, bool]) -> tuple[bool, Fraction, bool]:
    """Order upper ends: of two equal ends the open one first, infinity last."""
    value, is_open = pair
    return (value is None, Fraction(0) if value is None else value, not is_open)


def _lo_key(i: Interval) -> tuple[bool, Fraction, bool]:
    return _lo_order(_lo_pair(i))


def _hi_key(i: Interval) -> tuple[bool, Fraction, bool]:
    return _hi_order(_hi_pair(i))
