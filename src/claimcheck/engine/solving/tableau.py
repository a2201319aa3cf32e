"""The tableau of the simplex method: rows of integers, bounds that know their inequality, and the pivot."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from claimcheck.engine.solving.delta import ZERO, Delta
from claimcheck.values.value_class import value_class

# A stranger's corpus may not choose how long a run takes. Both limits end in "unfinished", not in a verdict.
LARGEST_BITS = 20_000
MAX_WORK = 1_500_000  # coefficients written, long ones counted several times: some three seconds


class OutOfBudgetError(Exception):
    """The search was stopped; the message says by which limit."""


@value_class
class Bound:
    """An end of a variable, the index of the inequality that set it, and that inequality's part in it.

    `weight` times the inequality is the bound itself.
    """

    value: Delta
    index: int
    weight: Fraction


class Tableau:
    """Variables with bounds and a value each, and rows that say which sums of them are zero.

    Each row has one basic variable, whose value follows from the others; the others are at or between their
    bounds. A row is its integer coefficients: their sum, each times its variable, is zero.
    """

    __slots__ = (
        "basic",
        "columns",
        "lower",
        "pivots",
        "pivots_left",
        "row_of",
        "rows",
        "upper",
        "value",
        "violated",
        "work",
    )

    def __init__(self, max_pivots: int) -> None:
        self.rows: list[dict[int, int]] = []
        self.basic: list[int] = []  # row -> its basic variable
        self.row_of: list[int | None] = []  # variable -> the row where it is basic
        self.columns: list[set[int]] = []  # variable -> the rows that mention it
        self.lower: list[Bound | None] = []
        self.upper: list[Bound | None] = []
        self.value: list[Delta] = []
        self.violated: set[int] = set()  # the variables outside their bounds, all of them basic
        self.pivots = 0
        self.pivots_left = max_pivots
        self.work = 0

    def add_variable(self) -> int:
        """Add a free variable of value zero and return its number."""
        self.row_of.append(None)
        self.columns.append(set())
        self.lower.append(None)
        self.upper.append(None)
        self.value.append(ZERO)
        return len(self.value) - 1

    def add_row(self, form: tuple[tuple[int, int], ...]) -> int:
        """Add a variable that equals the form, and return it. The variables of the form must be non-basic."""
        slack = self.add_variable()
        row = {variable: -factor for variable, factor in form}
        row[slack] = 1
        self._limit_size(row)
        self.row_of[slack] = len(self.rows)
        self.basic.append(slack)
        self.rows.append(row)
        for variable in row:
            self.columns[variable].add(len(self.rows) - 1)
        return slack

    def row(self, basic: int) -> dict[int, int]:
        """Return the row of a basic variable."""
        number = self.row_of[basic]
        assert number is not None, "only a basic variable has a row"
        return self.rows[number]

    def settle(self) -> None:
        """Move each non-basic variable to the value within its bounds next to zero; the others follow."""
        for variable, row in enumerate(self.row_of):
            if row is None:
                self.value[variable] = self._nearest_to_zero(variable)
        for number, variable in enumerate(self.basic):
            row_of_it = self.rows[number]
            total = ZERO
            for other, factor in row_of_it.items():
                if other != variable and self.value[other] != ZERO:
                    total = total + self.value[other].scaled(-factor, row_of_it[variable])
            self.value[variable] = total
            self._watch(variable)

    def below(self, variable: int) -> bool:
        """Whether the variable is below its lower bound."""
        bound = self.lower[variable]
        return bound is not None and self.value[variable] < bound.value

    def above(self, variable: int) -> bool:
        """Whether the variable is above its upper bound."""
        bound = self.upper[variable]
        return bound is not None and bound.value < self.value[variable]

    def can_move(self, variable: int, upwards: bool) -> bool:
        """Whether a variable within its bounds has room in the direction."""
        bound = self.upper[variable] if upwards else self.lower[variable]
        return bound is None or self.value[variable] != bound.value

    def move(self, variable: int, step: Delta) -> None:
        """Add the step to a non-basic variable, and to each basic one what follows from it."""
        self.value[variable] = self.value[variable] + step
        self._watch(variable)
        for number in self.columns[variable]:
            row = self.rows[number]
            basic = self.basic[number]
            self.value[basic] = self.value[basic] + step.scaled(-row[variable], row[basic])
            self._watch(basic)

    def pivot(self, leaving: int, entering: int) -> None:
        """Exchange a basic variable for a non-basic one of its row.

        Raises OutOfBudgetError when a limit of pivots, of work, or of the size of numbers is reached.
        """
        if self.pivots_left <= 0:
            raise OutOfBudgetError(f"no verdict after {self.pivots} pivots of the linear step")
        self.pivots_left -= 1
        self.pivots += 1
        number = self.row_of[leaving]
        assert number is not None, "the leaving variable is basic"
        row = self.rows[number]
        for other in sorted(self.columns[entering]):
            if other != number:
                self._eliminate(other, row, entering)
        self.basic[number] = entering
        self.row_of[leaving] = None
        self.row_of[entering] = number

    def _eliminate(self, number: int, by: dict[int, int], variable: int) -> None:
        row = self.rows[number]
        keep, drop = by[variable], row[variable]
        divisor = gcd(keep, drop)
        keep, drop = keep // divisor, drop // divisor
        result = {other: factor * keep for other, factor in row.items()}
        for other, factor in by.items():
            before = result.get(other)
            if before is None:
                result[other] = -drop * factor
                self.columns[other].add(number)
            elif before == drop * factor:
                del result[other]
                self.columns[other].discard(number)
            else:
                result[other] = before - drop * factor
        divisor = gcd(*result.values())
        if divisor != 1:
            result = {other: factor // divisor for other, factor in result.items()}
        self.rows[number] = result
        self._limit_size(result)

    def _limit_size(self, row: dict[int, int]) -> None:
        bits = max(max(row.values()), -min(row.values())).bit_length()
        if bits > LARGEST_BITS:
            raise OutOfBudgetError(f"the numbers of the linear step grew past {LARGEST_BITS} binary digits")
        self.work += len(row) * (1 + bits // 256)
        if self.work > MAX_WORK:
            raise OutOfBudgetError(f"no verdict after {MAX_WORK} coefficients of the linear step")

    def _watch(self, variable: int) -> None:
        if self.below(variable) or self.above(variable):
            self.violated.add(variable)
        else:
            self.violated.discard(variable)

    def _nearest_to_zero(self, variable: int) -> Delta:
        lower, upper = self.lower[variable], self.upper[variable]
        if lower is not None and lower.value > ZERO:
            return lower.value
        if upper is not None and upper.value < ZERO:
            return upper.value
        return ZERO
