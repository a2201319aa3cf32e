"""From inequalities to the tableau: unknowns get numbers, and each distinct sum a variable with bounds."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from claimcheck.engine.solving.delta import Delta
from claimcheck.engine.solving.linear import Inequality, Multipliers, primitive
from claimcheck.engine.solving.tableau import Bound, Tableau

Form = tuple[tuple[int, int], ...]


class LinearSystem:
    """A tableau with the bounds of some inequalities, and the way back from its variables to the unknowns.

    `refutation` is set when two bounds of one sum, or a sum without unknowns, contradict each other already.
    Raises OutOfBudgetError when a number is too large.
    """

    def __init__(self, inequalities: Sequence[Inequality], max_pivots: int) -> None:
        self.tableau = Tableau(max_pivots)
        self.refutation: Multipliers | None = None
        self._numbers: dict[Hashable, int] = {}
        self._sums: dict[Form, int] = {}
        # Unknowns come first, so that rows never mention a variable that is already basic.
        merged = [self._number(inequality.terms) for inequality in inequalities]
        for index, (inequality, coefficients) in enumerate(zip(inequalities, merged, strict=True)):
            self.refutation = self._add(index, inequality, coefficients)
            if self.refutation is not None:
                return
        self.tableau.settle()

    def add_objective(self, terms: tuple[tuple[Hashable, Fraction], ...]) -> tuple[int, Fraction] | None:
        """Add a variable without bounds, and return it with the factor that makes it the terms.

        This must come before any pivot. None when the terms cancel out and are zero.
        """
        coefficients = self._number(terms)
        if not coefficients:
            return None
        form, factor = primitive(coefficients)
        variable = self.tableau.add_row(form)
        self.tableau.settle()
        return variable, factor

    def witness(self) -> dict[Hashable, Fraction]:
        """Return the values of the unknowns with a δ small enough for every bound. All bounds must hold."""
        tableau = self.tableau
        delta = Fraction(1)
        for variable, value in enumerate(tableau.value):
            lower, upper = tableau.lower[variable], tableau.upper[variable]
            if lower is not None:
                delta = min(delta, _room(lower.value, value, delta))
            if upper is not None:
                delta = min(delta, _room(value, upper.value, delta))
        return {unknown: tableau.value[number].at(delta) for unknown, number in self._numbers.items()}

    def _number(self, terms: tuple[tuple[Hashable, Fraction], ...]) -> dict[int, Fraction]:
        """Return the coefficients by the numbers of the unknowns, each once and none of them zero."""
        result: dict[int, Fraction] = {}
        for unknown, factor in terms:
            number = self._numbers.get(unknown)
            if number is None:
                number = self._numbers[unknown] = self.tableau.add_variable()
            before = result.get(number)
            result[number] = factor if before is None else before + factor
        return {number: factor for number, factor in result.items() if factor}

    def _add(self, index: int, inequality: Inequality, coefficients: dict[int, Fraction]) -> Multipliers | None:
        """Tighten the bound that the inequality is; return a refutation when that contradicts another."""
        tiny = -1 if inequality.strict else 0
        if not coefficients:
            false = inequality.bound < 0 or (inequality.bound == 0 and inequality.strict)
            return ((index, Fraction(1)),) if false else None
        form, factor = primitive(coefficients)
        variable = self._variable(form)
        limit = inequality.bound / factor
        if factor > 0:
            self._lower_the_upper(variable, Bound(Delta.of(limit, tiny), index, 1 / factor))
        else:
            self._raise_the_lower(variable, Bound(Delta.of(limit, -tiny), index, -1 / factor))
        lower, upper = self.tableau.lower[variable], self.tableau.upper[variable]
        if lower is not None and upper is not None and upper.value < lower.value:
            return weighted([(lower, Fraction(1)), (upper, Fraction(1))])
        return None

    def _variable(self, form: Form) -> int:
        if len(form) == 1:
            return form[0][0]
        variable = self._sums.get(form)
        if variable is None:
            variable = self._sums[form] = self.tableau.add_row(form)
        return variable

    def _raise_the_lower(self, variable: int, bound: Bound) -> None:
        old = self.tableau.lower[variable]
        if old is None or old.value < bound.value:
            self.tableau.lower[variable] = bound

    def _lower_the_upper(self, variable: int, bound: Bound) -> None:
        old = self.tableau.upper[variable]
        if old is None or bound.value < old.value:
            self.tableau.upper[variable] = bound


def weighted(parts: list[tuple[Bound, Fraction]]) -> Multipliers:
    """Return the inequalities behind some bounds, each with its part in the sum of bound times factor."""
    return tuple(sorted((bound.index, bound.weight * factor) for bound, factor in parts))


def _room(low: Delta, high: Delta, most: Fraction) -> Fraction:
    """Return the largest δ up to `most` for which low <= high, which holds for a small one."""
    shrinks = low.infinitesimal - high.infinitesimal
    return most if shrinks <= 0 else (high.standard - low.standard) / shrinks
