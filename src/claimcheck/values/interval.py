"""Intervals of rational numbers whose ends are open, closed or infinite, and their algebra.

Every operation is exact and outward: the result contains every value that the operands can give. The endpoint
algebra is that of IEEE 1788's set-based intervals, extended with open ends; there is no rounding, because ends
are whole numbers where they can be, which Python adds and compares ten times as fast, and else fractions.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from types import NoneType
from typing import Final

from claimcheck.values.value_class import value_class

Number = int | Fraction | Decimal
Exact = int | Fraction
"""A whole number or a fraction. Of two of these `/` may make a float: divide by a `Fraction`."""


def exact(value: Number) -> Exact:
    """Return a number as an int where it is whole, else as a fraction. Raises TypeError for a binary floating point."""
    if type(value) is int:
        return value
    if isinstance(value, float):
        raise TypeError(f"{value} is a binary floating point; only exact numbers are ends")
    fraction = value if type(value) is Fraction else Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


class Interval:
    """The numbers between two ends. `None` is an infinite end, and an infinite end is always open.

    An interval is never empty: what could be empty (`intersect`, `without_below`) returns `None` instead.
    """

    # Written out, for nothing is made as often: a frozen dataclass takes four times as long to make one.
    __slots__ = ("hi", "hi_open", "lo", "lo_open")

    def __init__(
        self, lo: Exact | None = None, hi: Exact | None = None, lo_open: bool = False, hi_open: bool = False
    ) -> None:
        if lo is None:
            lo_open = True
        elif type(lo) is not int:
            lo = exact(lo)
        if hi is None:
            hi_open = True
        elif type(hi) is not int:
            hi = exact(hi)
        if lo is not None and hi is not None and not lo < hi:
            if hi < lo:
                raise ValueError(f"an interval cannot end at {hi} before it begins at {lo}")
            if lo_open or hi_open:
                raise ValueError(f"an interval from {lo} to {hi} with an open end is empty")
        self.lo: Final[Exact | None] = lo
        self.hi: Final[Exact | None] = hi
        self.lo_open: Final[bool] = lo_open
        self.hi_open: Final[bool] = hi_open

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Interval):
            return NotImplemented
        return (
            self.lo == other.lo
            and self.hi == other.hi
            and self.lo_open == other.lo_open
            and self.hi_open == other.hi_open
        )

    def __hash__(self) -> int:
        return hash((self.lo, self.hi, self.lo_open, self.hi_open))

    def __repr__(self) -> str:
        return f"Interval(lo={self.lo!r}, hi={self.hi!r}, lo_open={self.lo_open}, hi_open={self.hi_open})"

    @classmethod
    def of(cls, lo: Number | None, hi: Number | None, ends: str = "[]") -> Interval:
        """Make an interval from numbers and its ends in brackets: `of(25, 30, "(]")`."""
        return cls(None if lo is None else exact(lo), None if hi is None else exact(hi), ends[0] == "(", ends[1] == ")")

    @classmethod
    def point(cls, value: Number) -> Interval:
        """Return the interval of one number."""
        number = exact(value)
        return cls(number, number)

    @property
    def is_point(self) -> bool:
        """Whether it holds one number only."""
        return self.lo is not None and self.lo == self.hi

    @property
    def only(self) -> Fraction | None:
        """The one number that it holds, or None."""
        return Fraction(self.lo) if self.lo is not None and self.lo == self.hi else None

    @property
    def width(self) -> Fraction | None:
        """How far its ends lie apart, or None when it has but one or none."""
        return None if self.lo is None or self.hi is None else Fraction(self.hi - self.lo)

    @property
    def size(self) -> Fraction | None:
        """The largest absolute value of its ends, or None when it has but one or none."""
        return None if self.lo is None or self.hi is None else max(abs(Fraction(self.lo)), abs(Fraction(self.hi)))

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
        number = value if type(value) is int else exact(value)
        if self.lo is not None and (number < self.lo or (self.lo_open and number == self.lo)):
            return False
        return not (self.hi is not None and (number > self.hi or (self.hi_open and number == self.hi)))

    def within(self, other: Interval) -> bool:
        """Whether every number of this interval lies in the other."""
        return _lo_key(self) >= _lo_key(other) and _hi_key(self) <= _hi_key(other)

    def intersect(self, other: Interval) -> Interval | None:
        """Return the numbers in both, or None when there are none; the very interval that the other holds."""
        if other is self:
            return self
        lo, lo_open, hi, hi_open = self.lo, self.lo_open, self.hi, self.hi_open
        its_lo, its_lo_open, its_hi, its_hi_open = other.lo, other.lo_open, other.hi, other.hi_open
        above = its_lo is not None and (lo is None or its_lo > lo or (its_lo_open and not lo_open and its_lo == lo))
        below = its_hi is not None and (hi is None or its_hi < hi or (its_hi_open and not hi_open and its_hi == hi))
        if above:
            if below or (its_hi == hi and its_hi_open is hi_open):
                return other
            lo, lo_open = its_lo, its_lo_open
        elif below:
            if its_lo == lo and its_lo_open is lo_open:
                return other
            hi, hi_open = its_hi, its_hi_open
        else:
            return self
        if lo is not None and hi is not None and not lo < hi and (lo != hi or lo_open or hi_open):
            return None
        return Interval(lo, hi, lo_open, hi_open)

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        lo, lo_open = min(_lo_pair(self), _lo_pair(other), key=_lo_order)
        hi, hi_open = max(_hi_pair(self), _hi_pair(other), key=_hi_order)
        return Interval(lo, hi, lo_open, hi_open)

    def to_integers(self) -> Interval | None:
        """Return the closed hull of the whole numbers inside, or None when there are none."""
        is_closed = (self.lo is None or not self.lo_open) and (self.hi is None or not self.hi_open)
        if is_closed and isinstance(self.lo, (int, NoneType)) and isinstance(self.hi, (int, NoneType)):
            return self
        lo = None if self.lo is None else floor(self.lo) + 1 if self.lo_open else ceil(self.lo)
        hi = None if self.hi is None else ceil(self.hi) - 1 if self.hi_open else floor(self.hi)
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
        lo = None if self.lo is None or other.hi is None else self.lo - other.hi
        hi = None if self.hi is None or other.lo is None else self.hi - other.lo
        return Interval(lo, hi, self.lo_open or other.hi_open, self.hi_open or other.lo_open)

    def __mul__(self, other: Interval) -> Interval:
        if self.is_scale:
            return self._scaling(other)
        if other.is_scale:
            return other._scaling(self)
        if other.hi is not None and other.hi < 0 and other.lo is not None:
            return -(-other)._scaling(self)
        ends = [_times(a, b) for a in _ends(self) for b in _ends(other)]
        lo = min(ends, key=_corner_lo)
        hi = max(ends, key=_corner_hi)
        return Interval(
            lo.value if lo.sign == 0 else None,
            hi.value if hi.sign == 0 else None,
            not lo.closed,
            not hi.closed,
        )

    @property
    def is_scale(self) -> bool:
        """Whether it is bounded and above zero throughout: what scales without turning round."""
        return self.lo is not None and self.lo > 0 and self.hi is not None

    def _scaling(self, other: Interval) -> Interval:
        """Return the product with another interval; this one is bounded and above zero."""
        lo, hi, lo_open, hi_open = other.lo, other.hi, other.lo_open, other.hi_open
        assert self.lo is not None and self.hi is not None  # noqa: PT018 - `is_scale` has asked
        if lo is not None and lo != 0:
            by, by_open = (self.lo, self.lo_open) if lo > 0 else (self.hi, self.hi_open)
            lo, lo_open = lo * by, lo_open or by_open
        if hi is not None and hi != 0:
            by, by_open = (self.hi, self.hi_open) if hi > 0 else (self.lo, self.lo_open)
            hi, hi_open = hi * by, hi_open or by_open
        return Interval(lo, hi, lo_open, hi_open)

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
        lo = None if self.hi == 0 else 0 if self.hi is None else 1 / Fraction(self.hi)
        hi = None if self.lo == 0 else 0 if self.lo is None else 1 / Fraction(self.lo)
        return Interval(lo, hi, self.hi is None or self.hi_open, self.lo is None or self.lo_open)

    def divided_by(self, other: Interval) -> Interval | None:
        """Return the hull of a/b for every b but zero; None when b can only be zero.

        A divisor that reaches zero gives an unbounded quotient, never an error: constraint projection needs
        every a with a = x * b, and x is free where b is zero.
        """
        if other.is_scale:
            return self._divided_by_scale(other)
        inverse = other.inverse()
        return None if inverse is None else self * inverse

    def _divided_by_scale(self, other: Interval) -> Interval:
        """Return the quotient by an interval that is bounded and above zero."""
        lo, hi, lo_open, hi_open = self.lo, self.hi, self.lo_open, self.hi_open
        assert other.lo is not None and other.hi is not None  # noqa: PT018 - `is_scale` has asked
        if lo is not None and lo != 0:
            by, by_open = (other.hi, other.hi_open) if lo > 0 else (other.lo, other.lo_open)
            lo, lo_open = _quotient(lo, by), lo_open or by_open
        if hi is not None and hi != 0:
            by, by_open = (other.lo, other.lo_open) if hi > 0 else (other.hi, other.hi_open)
            hi, hi_open = _quotient(hi, by), hi_open or by_open
        return Interval(lo, hi, lo_open, hi_open)

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
        return Interval(0, hi, False, hi_open)

    def __str__(self) -> str:
        lo = "-∞" if self.lo is None else str(self.lo)
        hi = "∞" if self.hi is None else str(self.hi)
        return f"{'(' if self.lo_open else '['}{lo}, {hi}{')' if self.hi_open else ']'}"


EVERYTHING = Interval()


@value_class
class _End:
    """An end as an operand: a finite value, or an infinity by its sign."""

    value: Exact
    sign: int  # -1 and 1 are the infinities, 0 a finite value
    closed: bool


def _ends(interval: Interval) -> tuple[_End, _End]:
    lo = _End(0, -1, False) if interval.lo is None else _End(interval.lo, 0, not interval.lo_open)
    hi = _End(0, 1, False) if interval.hi is None else _End(interval.hi, 0, not interval.hi_open)
    return lo, hi


def _quotient(a: Exact, b: Exact) -> Exact:
    if type(a) is int and type(b) is int:
        whole, rest = divmod(a, b)
        return Fraction(a, b) if rest else whole
    return exact(Fraction(a) / b)


def _times(a: _End, b: _End) -> _End:
    a_zero, b_zero = a.sign == 0 and a.value == 0, b.sign == 0 and b.value == 0
    if a_zero or b_zero:
        # Zero that is attained stays attained whatever the other factor is, even one that is not.
        return _End(0, 0, (a_zero and a.closed) or (b_zero and b.closed))
    if a.sign or b.sign:
        sign_a = a.sign or (1 if a.value > 0 else -1)
        sign_b = b.sign or (1 if b.value > 0 else -1)
        return _End(0, sign_a * sign_b, False)
    return _End(a.value * b.value, 0, a.closed and b.closed)


def _corner_lo(end: _End) -> tuple[int, Exact, bool]:
    return (end.sign, end.value, not end.closed)


def _corner_hi(end: _End) -> tuple[int, Exact, bool]:
    return (end.sign, end.value, end.closed)


def _monotone_power(base: Interval, exponent: int) -> Interval:
    lo = None if base.lo is None else base.lo**exponent
    hi = None if base.hi is None else base.hi**exponent
    return Interval(lo, hi, base.lo_open, base.hi_open)


def _lo_pair(i: Interval) -> tuple[Exact | None, bool]:
    return (i.lo, i.lo_open)


def _hi_pair(i: Interval) -> tuple[Exact | None, bool]:
    return (i.hi, i.hi_open)


def _lo_order(pair: tuple[Exact | None, bool]) -> tuple[bool, Exact, bool]:
    """Order lower ends: minus infinity first, and of two equal ends the closed one first."""
    value, is_open = pair
    return (value is not None, 0 if value is None else value, is_open)


def _hi_order(pair: tuple[Exact | None, bool]) -> tuple[bool, Exact, bool]:
    """Order upper ends: of two equal ends the open one first, infinity last."""
    value, is_open = pair
    return (value is None, 0 if value is None else value, not is_open)


def _lo_key(i: Interval) -> tuple[bool, Exact, bool]:
    return _lo_order(_lo_pair(i))


def _hi_key(i: Interval) -> tuple[bool, Exact, bool]:
    return _hi_order(_hi_pair(i))
