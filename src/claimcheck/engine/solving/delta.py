"""Numbers with an infinitesimal part, so that a strict bound is a bound like any other."""

from __future__ import annotations

from fractions import Fraction
from math import gcd


class Delta:
    """The number (whole + tiny * δ) / over, where δ is positive and smaller than every positive fraction.

    `x < 5` is written as `x <= 5 - δ`. The two parts share one denominator and the three integers have no
    common divisor, so equal numbers have equal parts. Instances are never changed once made.
    """

    # Three integers instead of two fractions: the simplex spends its time on these sums and comparisons.
    __slots__ = ("over", "tiny", "whole")

    whole: int
    tiny: int
    over: int

    def __init__(self, whole: int, tiny: int, over: int) -> None:
        divisor = gcd(whole, tiny, over)
        if divisor != 1:
            whole, tiny, over = whole // divisor, tiny // divisor, over // divisor
        self.whole = whole
        self.tiny = tiny
        self.over = over

    @classmethod
    def of(cls, standard: Fraction, tiny: int = 0) -> Delta:
        """Return `standard + tiny * δ`."""
        return cls(standard.numerator, tiny * standard.denominator, standard.denominator)

    @property
    def standard(self) -> Fraction:
        """The part without δ."""
        return Fraction(self.whole, self.over)

    @property
    def infinitesimal(self) -> Fraction:
        """The factor of δ."""
        return Fraction(self.tiny, self.over)

    def at(self, delta: Fraction) -> Fraction:
        """Return the fraction that this is when δ has a concrete value."""
        return self.standard + self.infinitesimal * delta

    def scaled(self, numerator: int, denominator: int) -> Delta:
        """Return this times numerator / denominator; the denominator is not zero and may be negative."""
        if denominator < 0:
            numerator, denominator = -numerator, -denominator
        return Delta(self.whole * numerator, self.tiny * numerator, self.over * denominator)

    def __add__(self, other: Delta) -> Delta:
        a, b = self.over, other.over
        return Delta(self.whole * b + other.whole * a, self.tiny * b + other.tiny * a, a * b)

    def __sub__(self, other: Delta) -> Delta:
        a, b = self.over, other.over
        return Delta(self.whole * b - other.whole * a, self.tiny * b - other.tiny * a, a * b)

    def __lt__(self, other: Delta) -> bool:
        left, right = self.whole * other.over, other.whole * self.over
        return left < right or (left == right and self.tiny * other.over < other.tiny * self.over)

    def __le__(self, other: Delta) -> bool:
        return not other < self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Delta):
            return NotImplemented
        return self.whole == other.whole and self.tiny == other.tiny and self.over == other.over

    def __hash__(self) -> int:
        return hash((self.whole, self.tiny, self.over))

    def __repr__(self) -> str:
        return f"Delta({self.whole}, {self.tiny}, {self.over})"


ZERO = Delta(0, 0, 1)
