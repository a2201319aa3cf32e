"""The number of a figure together with what its writing says of its precision."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimcheck.values.value_class import value_class


@value_class
class Amount:
    """A number in base units, with the place values of its digits.

    `last_digit` is the unit of the last digit written (10000000 in `3.93 billion`, 1/1000 in `53.5
    percent`), 0 for a number in words without digits (`half`). `last_nonzero` is the unit of the last digit
    that is not zero (1000 in `4,000`). `counted` is a whole number of things, `divisible` when they have
    parts, as years do. `worded` has no digits. `ratio` is a fraction or a multiple without a unit.
    """

    value: Fraction
    last_digit: Fraction
    last_nonzero: Fraction
    counted: bool = False
    divisible: bool = False
    worded: bool = False
    ratio: bool = False

    @property
    def magnitude(self) -> Amount:
        """The same amount without its sign."""
        return replace(self, value=abs(self.value)) if self.value < 0 else self

    @property
    def ends_in_zero(self) -> bool:
        """Whether it is a whole number whose last digit is a zero that may be rounded."""
        return self.last_nonzero != self.last_digit
