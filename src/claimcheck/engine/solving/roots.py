"""Roots of rational numbers, bounded outward by rational numbers."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.values.interval import Exact, Interval

DIGITS = 24
"""Decimal digits behind the point that a root is bounded to."""


def integer_root(value: int, degree: int) -> int:
    """Return the largest whole number whose power is at most the value, by Newton's method."""
    if value < 2:
        return value
    guess = 1 << -(-value.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def root_bounds(value: Fraction, degree: int) -> tuple[Fraction, Fraction]:
    """Return a number at most and one at least the root of a number that is not negative; equal when it is rational."""
    top, bottom = integer_root(value.numerator, degree), integer_root(value.denominator, degree)
    if top**degree == value.numerator and bottom**degree == value.denominator:
        exact = Fraction(top, bottom)
        return exact, exact
    scale = 10**DIGITS
    scaled = value.numerator * scale**degree // value.denominator
    low = integer_root(scaled, degree)
    return Fraction(low, scale), Fraction(low + 1, scale)


def root_interval(value: Interval, degree: int) -> Interval:
    """Return an interval that holds the roots of every number inside; for an even degree, those from zero up."""
    if degree % 2 == 0:
        kept = value.intersect(Interval.of(0, None))
        if kept is None:
            return Interval.point(0)
        value = kept
    lo, lo_open = _end(value.lo, degree, lower=True, is_open=value.lo_open)
    hi, hi_open = _end(value.hi, degree, lower=False, is_open=value.hi_open)
    return Interval(lo, hi, lo_open, hi_open)


def _end(end: Exact | None, degree: int, *, lower: bool, is_open: bool) -> tuple[Fraction | None, bool]:
    if end is None:
        return None, True
    below, above = root_bounds(abs(Fraction(end)), degree)
    if end < 0:
        below, above = -above, -below
    return (below if lower else above), is_open and below == above
