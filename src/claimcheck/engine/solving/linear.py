"""Linear inequalities over exact fractions, and the independent check of a refutation of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class

Number = int | Fraction | Decimal
Terms = Iterable[tuple[Hashable, Number]]
Multipliers = tuple[tuple[int, Fraction], ...]


@value_class
class Inequality:
    """The sum of coefficient * variable is at most `bound`, or below it when `strict`.

    `label` says where it came from; several inequalities may share one. The coefficients of a variable that
    stands in several terms add up.
    """

    terms: tuple[tuple[Hashable, Fraction], ...]
    bound: Fraction
    strict: bool
    label: Hashable


@value_class
class Infeasible:
    """A proof that no values satisfy the inequalities.

    Each multiplier is positive and goes with the index of an inequality, in ascending order. The sum of these
    inequalities, each times its multiplier, cancels every variable and leaves `0 < 0`, or `0 <= n` for an n
    below zero.
    """

    multipliers: Multipliers


def at_most(terms: Terms, bound: Number, label: Hashable, *, strict: bool = False) -> tuple[Inequality, ...]:
    """Return `terms <= bound`, or `terms < bound` when strict."""
    return (Inequality(exact_terms(terms), Fraction(bound), strict, label),)


def at_least(terms: Terms, bound: Number, label: Hashable, *, strict: bool = False) -> tuple[Inequality, ...]:
    """Return `terms >= bound`, or `terms > bound` when strict."""
    negated = tuple((variable, -factor) for variable, factor in exact_terms(terms))
    return (Inequality(negated, -Fraction(bound), strict, label),)


def equal(terms: Terms, bound: Number, label: Hashable) -> tuple[Inequality, ...]:
    """Return `terms == bound`, which is two inequalities of one label."""
    exact = exact_terms(terms)
    return at_most(exact, bound, label) + at_least(exact, bound, label)


def inside(terms: Terms, interval: Interval, label: Hashable) -> tuple[Inequality, ...]:
    """Return what says that the terms lie in the interval: one inequality for each finite end."""
    exact = exact_terms(terms)
    lower = () if interval.lo is None else at_least(exact, interval.lo, label, strict=interval.lo_open)
    upper = () if interval.hi is None else at_most(exact, interval.hi, label, strict=interval.hi_open)
    return lower + upper


def labels_of(inequalities: Sequence[Inequality], multipliers: Multipliers) -> tuple[Hashable, ...]:
    """Return the labels of the inequalities that take part, each once, in the order of the inequalities."""
    return tuple(dict.fromkeys(inequalities[index].label for index, _ in multipliers))


def check_farkas(inequalities: Sequence[Inequality], infeasible: Infeasible) -> bool:
    """Return whether the multipliers prove what they claim, by nothing but adding the inequalities up."""
    left: dict[Hashable, Fraction] = {}
    right = Fraction(0)
    strict = False
    for index, multiplier in infeasible.multipliers:
        if multiplier <= 0 or not 0 <= index < len(inequalities):
            return False
        inequality = inequalities[index]
        right += multiplier * inequality.bound
        strict = strict or inequality.strict
        for variable, factor in inequality.terms:
            left[variable] = left.get(variable, Fraction(0)) + multiplier * factor
    return not any(left.values()) and (right < 0 or (right == 0 and strict))


def primitive(coefficients: dict[int, Fraction]) -> tuple[tuple[tuple[int, int], ...], Fraction]:
    """Return the form in whole numbers without a common divisor, and the factor that it was taken out of.

    The form is sorted by variable and its first coefficient is positive, so that multiples of one form become
    the same. No coefficient may be zero, and there must be one.
    """
    kept = sorted(coefficients.items())
    over = lcm(*(factor.denominator for _, factor in kept))
    whole = [(variable, int(factor * over)) for variable, factor in kept]
    divisor = gcd(*(factor for _, factor in whole))
    if whole[0][1] < 0:
        divisor = -divisor
    return tuple((variable, factor // divisor) for variable, factor in whole), Fraction(divisor, over)


def exact_terms(terms: Terms) -> tuple[tuple[Hashable, Fraction], ...]:
    """Return the terms with fractions as coefficients."""
    return tuple((variable, Fraction(factor)) for variable, factor in terms)
