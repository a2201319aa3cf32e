"""The exact linear step: whether linear inequalities have a solution, why not, and what they imply.

The method is the general simplex of Dutertre and de Moura ("A Fast Linear-Arithmetic Solver for DPLL(T)",
2006): every sum is a variable with bounds, strict bounds use an infinitesimal, and the row where the search
is stuck is the refutation.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction

from claimcheck.engine.solving.delta import Delta
from claimcheck.engine.solving.linear import (
    Inequality,
    Infeasible,
    Multipliers,
    Terms,
    at_least,
    at_most,
    check_farkas,
    equal,
    exact_terms,
    inside,
    labels_of,
)
from claimcheck.engine.solving.linear_system import LinearSystem, weighted
from claimcheck.engine.solving.tableau import Bound, OutOfBudgetError, Tableau
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class

__all__ = [
    "Feasible",
    "Inequality",
    "Infeasible",
    "Range",
    "Unfinished",
    "at_least",
    "at_most",
    "bounds_of",
    "check_farkas",
    "equal",
    "inside",
    "labels_of",
    "range_of",
    "solve",
]

MAX_PIVOTS = 2000
# The choice that keeps rows short may go in circles; after so many pivots Bland's rule decides, and ends.
CAREFUL_AFTER = 600


@value_class
class Feasible:
    """Values of all variables that satisfy every inequality, the strict ones too."""

    values: dict[Hashable, Fraction]


@value_class
class Unfinished:
    """No verdict: a limit was reached, and the reason says which."""

    reason: str


@value_class
class Range:
    """The values that an expression takes where all inequalities hold, and what proves each end.

    The inequalities of `upper`, each times its multiplier, add up to `expression <= interval.hi`; those of
    `lower` to `-expression <= -interval.lo`. An end at infinity has none.
    """

    interval: Interval
    lower: Multipliers
    upper: Multipliers


def solve(inequalities: Sequence[Inequality], *, max_pivots: int = MAX_PIVOTS) -> Feasible | Infeasible | Unfinished:
    """Decide whether some values satisfy all inequalities.

    A refutation is irreducible: without any one of its inequalities the rest of them have a solution. It need
    not be the smallest. The same inequalities in the same order give the same answer.
    """
    try:
        system = LinearSystem(inequalities, max_pivots)
        refutation = system.refutation or _refute(system.tableau)
    except OutOfBudgetError as stop:
        return Unfinished(str(stop))
    return Feasible(system.witness()) if refutation is None else Infeasible(refutation)


def bounds_of(
    inequalities: Sequence[Inequality], objective: Terms, *, max_pivots: int = MAX_PIVOTS
) -> Interval | Unfinished | None:
    """Return the exact range of a linear expression where all inequalities hold; None when they never all do.

    An end that is only approached is open.
    """
    result = range_of(inequalities, objective, max_pivots=max_pivots)
    if isinstance(result, Range):
        return result.interval
    return None if isinstance(result, Infeasible) else result


def range_of(
    inequalities: Sequence[Inequality], objective: Terms, *, max_pivots: int = MAX_PIVOTS
) -> Range | Infeasible | Unfinished:
    """Return the exact range of a linear expression, with the inequalities that prove each end."""
    try:
        system = LinearSystem(inequalities, max_pivots)
        goal = None if system.refutation else system.add_objective(exact_terms(objective))
        refutation = system.refutation or _refute(system.tableau)
        if refutation is not None:
            return Infeasible(refutation)
        return Range(Interval.point(0), (), ()) if goal is None else _range(system.tableau, *goal)
    except OutOfBudgetError as stop:
        return Unfinished(str(stop))


def _refute(tableau: Tableau) -> Multipliers | None:
    """Pivot until every variable is within its bounds, or return the proof that this cannot be."""
    while tableau.violated:
        careful = tableau.pivots >= CAREFUL_AFTER
        leaving = _leaving(tableau, careful)
        upwards = tableau.below(leaving)
        bound = tableau.lower[leaving] if upwards else tableau.upper[leaving]
        assert bound is not None, "a variable can only be outside a bound that it has"
        entering = _entering(tableau, leaving, upwards, careful)
        if entering is None:
            return weighted([(bound, Fraction(1)), *_limits(tableau, leaving, upwards)])
        row = tableau.row(leaving)
        tableau.move(entering, (bound.value - tableau.value[leaving]).scaled(-row[leaving], row[entering]))
        tableau.pivot(leaving, entering)
    return None


def _leaving(tableau: Tableau, careful: bool) -> int:
    if careful:
        return min(tableau.violated)
    return min(tableau.violated, key=lambda variable: (len(tableau.row(variable)), variable))


def _entering(tableau: Tableau, basic: int, upwards: bool, careful: bool) -> int | None:
    """Return the variable whose move takes the basic one in the direction, or None when none has room."""
    free = [other for other, rises in _movers(tableau, basic, upwards) if tableau.can_move(other, rises)]
    if careful:
        return min(free, default=None)
    return min(free, key=lambda other: (len(tableau.columns[other]), other), default=None)


def _movers(tableau: Tableau, basic: int, upwards: bool) -> Iterator[tuple[int, bool]]:
    """Yield the others of the row, and whether each must rise to move the basic one in the direction."""
    row = tableau.row(basic)
    falls_with = row[basic] > 0
    for other, factor in row.items():
        if other != basic:
            yield other, ((factor > 0) != falls_with) == upwards


def _limits(tableau: Tableau, basic: int, upwards: bool) -> list[tuple[Bound, Fraction]]:
    """Return the bounds that hold the basic variable back where no other one has room, with their factors."""
    row = tableau.row(basic)
    result = []
    for other, rises in _movers(tableau, basic, upwards):
        bound = tableau.upper[other] if rises else tableau.lower[other]
        assert bound is not None, "a variable without a bound has room"
        result.append((bound, abs(Fraction(row[other], row[basic]))))
    return result


def _range(tableau: Tableau, goal: int, factor: Fraction) -> Range:
    """Return the range of factor * goal, where all variables are within their bounds."""
    low, low_proof = _extreme(tableau, goal, factor < 0)
    high, high_proof = _extreme(tableau, goal, factor > 0)
    interval = Interval(
        None if low is None else low.standard * factor,
        None if high is None else high.standard * factor,
        low is None or low.tiny != 0,
        high is None or high.tiny != 0,
    )
    return Range(interval, _scaled(low_proof, abs(factor)), _scaled(high_proof, abs(factor)))


def _scaled(proof: Multipliers, factor: Fraction) -> Multipliers:
    return tuple((index, multiplier * factor) for index, multiplier in proof)


def _extreme(tableau: Tableau, goal: int, upwards: bool) -> tuple[Delta | None, Multipliers]:
    """Take the goal as far as it goes in the direction; return where, with the proof, or None for no end."""
    while True:
        entering = _entering(tableau, goal, upwards, careful=True)
        if entering is None:
            return tableau.value[goal], weighted(_limits(tableau, goal, upwards))
        rises = dict(_movers(tableau, goal, upwards))[entering]
        blocking = _blocking(tableau, entering, rises)
        if blocking is None:
            return None, ()
        variable, step = blocking
        tableau.move(entering, step if rises else step.scaled(-1, 1))
        if variable != entering:
            tableau.pivot(variable, entering)


def _blocking(tableau: Tableau, entering: int, rises: bool) -> tuple[int, Delta] | None:
    """Return the variable that reaches a bound first as the entering one moves, and how far that is."""
    best: tuple[int, Delta] | None = None
    for variable, numerator, denominator in _rates(tableau, entering):
        upwards = (numerator * denominator > 0) == rises
        bound = tableau.upper[variable] if upwards else tableau.lower[variable]
        if bound is None:
            continue
        room = bound.value - tableau.value[variable] if upwards else tableau.value[variable] - bound.value
        step = room.scaled(abs(denominator), abs(numerator))
        if best is None or step < best[1] or (step == best[1] and variable < best[0]):
            best = variable, step
    return best


def _rates(tableau: Tableau, entering: int) -> Iterator[tuple[int, int, int]]:
    """Yield each variable that moves with the entering one, and its rate as numerator and denominator."""
    yield entering, 1, 1
    for number in tableau.columns[entering]:
        row, basic = tableau.rows[number], tableau.basic[number]
        yield basic, -row[entering], row[basic]
