"""Points on a grid: each satisfies all constraints, and where one is looked for the linear step decides the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referee_maker import number
from referee_networks import LINEAR, PROFILES, network
from referee_z3 import Referee
from test_referee_examples import X, Y, grounds_of

from claimcheck.engine.solving import grid_search, judge
from claimcheck.engine.solving.grid import MOST, Point, grid_of, has_point
from claimcheck.engine.solving.grid_search import ASKED, GridSearch, Sum
from claimcheck.engine.solving.judge import Judge, Verdict
from claimcheck.engine.solving.linear_step import linear_step
from claimcheck.engine.solving.network import System
from claimcheck.rules.terms import Condition, Const, Leaf, Plus, Relation, Sort, Stated, Times, Var, Variable
from claimcheck.values.interval import Interval

SEEDS = st.integers(0, 100_000)
WHOLE = 5040
PROFILE = st.sampled_from(sorted(PROFILES))


def test_a_point_satisfies_every_constraint_by_the_word_of_z3() -> None:
    found = 0
    for profile in sorted(PROFILES):
        for seed in range(40 if profile in LINEAR else 6):
            made = network(seed, profile)
            system = System(made.wide)
            grid = grid_of(system, system.initial)
            point = None if grid is None else grid.point()
            if point is None:
                continue
            assert all(slot in point.values for slot, term in enumerate(system.terms) if isinstance(term, Var))
            fixed = [
                Relation(system.terms[slot], "==", number(value * point.unit)) for slot, value in point.values.items()
            ]
            claims = [*made.wide, *grounds_of(*fixed)]
            assert Referee(claims).satisfiable(frozenset(c for g in claims for c in g.claims)) is True, seed
            found += 1
    assert found > 30


@given(SEEDS, PROFILE)
def test_where_constraints_fit_the_linear_step_says_all(seed: int, profile: str) -> None:
    system = System(network(seed, profile).wide)
    outcome = system.run()
    if outcome.failed:
        assert not has_point(system, system.initial)
        return
    fits = [grid_of(system, domains) is not None for domains in (system.initial, outcome.domains)]
    if any(fits):
        step = linear_step(system, outcome)
        assert step.complete is (step.conflict is None)
        assert not system.has_gaps(outcome.domains)
        assert not (step.conflict and (has_point(system, system.initial) or has_point(system, outcome.domains)))


@given(SEEDS, PROFILE)
def test_verdicts_are_those_of_the_long_way(seed: int, profile: str) -> None:
    def verdicts() -> list[Verdict]:
        own = Judge(network(seed, profile).wide)
        return [own.verdict(), *(own.verdict(own.claims - {claim}) for claim in sorted(own.claims))]

    def told(verdict: Verdict) -> tuple[object, ...]:
        return verdict.conflict, verdict.undecided, [each.condition for each in verdict.behind]

    quick = list(map(told, verdicts()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(judge, "has_point", lambda system, domains: None)
        assert list(map(told, verdicts())) == quick


def test_most_linear_networks_have_a_point() -> None:
    possible = found = 0
    for seed in range(300):
        system = System(network(seed, sorted(LINEAR)[seed % 2]).wide)
        outcome = system.run()
        if not outcome.failed and linear_step(system, outcome).conflict is None:
            possible += 1
            found += bool(has_point(system, outcome.domains))
    assert found > possible * 0.8 > 100


def point_of(*conditions: Condition) -> Point | None:
    system = System(grounds_of(*conditions))
    grid = grid_of(system, system.initial)
    assert grid is not None
    return grid.point()


def fits(*conditions: Condition) -> bool:
    system = System(grounds_of(*conditions))
    return grid_of(system, system.initial) is not None


ABOVE, SOME = (
    Var(Variable("share of", (name,)), domain=Interval.of(0, None, ends)) for name, ends in (("a", "()"), ("b", "[)"))
)


def figure(lo: int | None, hi: int | None, ends: str = "[]") -> Leaf:
    return Leaf(Stated("c", "by"), Interval.of(lo, hi, ends), "")


def test_strict_bounds_are_kept() -> None:
    assert point_of(Relation(X, "<", Y), Relation(Y, "<", number(1)), Relation(X, ">", number(0))) is not None
    assert point_of(Relation(X, "<", Y), Relation(Y, "<=", X)) is None
    assert point_of(Relation(X, "==", number(1)), Relation(X, "<", number(1))) is None
    assert point_of(Relation(X, "==", figure(1, 2, "(]")), Relation(X, "<=", number(1))) is None
    assert point_of(Relation(X, "==", figure(1, 2, "[]")), Relation(X, "<=", number(1))) is not None


def test_ends_that_are_no_whole_numbers_are_met_exactly() -> None:
    third = Fraction(1, 3)
    point = point_of(Relation(Plus((X, Y)), "==", number(third)), Relation(X, "==", Y), Relation(X, ">=", number(0)))
    assert point is not None
    assert [value * point.unit for value in point.values.values()] == [third / 2, third / 2]
    assert point_of(Relation(X, ">", number(third)), Relation(X, "<=", number(third))) is None
    below = Var(Variable("below a third", ()), domain=Interval(None, third, True, True))
    assert point_of(Relation(below, "==", X), Relation(X, ">=", number(third))) is None
    assert point_of(Relation(below, "==", X), Relation(X, ">=", number(0))) is not None


def test_a_factor_that_is_an_interval_stands_on_both_sides() -> None:
    twice = Relation(X, "==", Times(figure(2, 3), SOME))
    assert point_of(twice, Relation(SOME, "==", number(1)), Relation(X, "==", number(3))) is not None
    assert point_of(twice, Relation(SOME, "==", number(1)), Relation(X, ">", number(3))) is None
    assert point_of(twice, Relation(SOME, "==", number(1)), Relation(X, "<", number(2))) is None
    below = Relation(X, "==", Times(figure(2, 3, "[)"), ABOVE))
    assert point_of(below, Relation(ABOVE, "==", number(1)), Relation(X, ">=", number(2))) is not None
    assert point_of(below, Relation(ABOVE, "==", number(1)), Relation(X, ">=", number(3))) is None


def test_what_is_no_inequality_does_not_fit() -> None:
    assert fits(Relation(X, "==", Times(Const(Interval.of(1, 2, "[)")), ABOVE)))
    # Of nothing any share is nothing, also one that is not reached.
    assert not fits(Relation(X, "==", Times(Const(Interval.of(1, 2, "[)")), SOME)))
    assert not fits(Relation(X, "==", Times(figure(1, None), ABOVE)))
    assert not fits(Relation(X, "==", Times(figure(1, 2), Y)))
    assert not fits(Relation(X, "==", Times(figure(1, 2), Var(Variable("c", ()), domain=Interval.of(-1, 9)))))
    shared = figure(1, 2)
    assert not fits(Relation(X, "==", Times(shared, ABOVE)), Relation(Y, "==", shared))
    assert not fits(Relation(X, "!=", Y))
    assert not fits(Relation(Plus((X, X)), "==", Y))
    assert not fits(Relation(Var(Variable("n", ()), Sort.COUNT), "==", Y))
    assert not fits(*[Relation(X, "<=", number(n)) for n in range(MOST + 1)])


def test_a_constraint_without_unknowns_counts() -> None:
    assert point_of(Relation(figure(1, 2), "<", number(1)), Relation(X, "==", Y)) is None


def test_a_search_goes_back() -> None:
    # Two sums that bounds do not see through: only a difference of 1 fits.
    sums = [([(0, 1), (1, 1)], 20), ([(0, -1), (1, -1)], -20), ([(0, 1), (1, -1)], 1), ([(0, -1), (1, 1)], -1)]
    assert not GridSearch(sums, [0, 0], [20, 20], WHOLE).fix([0, 1])
    search = GridSearch([*sums[:2], ([(0, 1), (1, -1)], 10), ([(0, -1), (1, 1)], -8)], [0, 0], [20, 20], WHOLE)
    assert search.fix([0, 1])
    assert search.low == search.high == [14, 6]


def test_a_search_ends() -> None:
    """Twice the sum of many unknowns is no odd number, which is seen when all but one are fixed."""
    count = 12
    twice = [(slot, 2) for slot in range(count)]
    sums: list[Sum] = [(twice, 1001), ([(slot, -2) for slot in range(count)], -1001)]
    search = GridSearch(sums, [0] * count, [100] * count, WHOLE)
    assert not search.fix(range(count))
    assert -len(sums) * ASKED < search.left < 0


@given(st.data(), st.sampled_from((0, 5)))
def test_all_sums_hold_where_a_search_ends_well(data: st.DataObject, at_a_time: int) -> None:
    """However short its propagation was."""
    factors = st.lists(st.integers(-3, 3), min_size=3, max_size=3)
    rows = data.draw(st.lists(st.tuples(factors, st.integers(-9, 9)), max_size=6))
    sums = [([(slot, factor) for slot, factor in enumerate(row) if factor], most) for row, most in rows]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(grid_search, "AT_A_TIME", at_a_time)
        search = GridSearch(sums, [None, 0, -9], [None, None, 9], WHOLE)
        if search.fix([0, 1, 2]):
            values = [low or 0 for low in search.low]
            assert search.low == search.high
            assert values[1] >= 0
            assert -9 <= values[2] <= 9
            assert all(sum(factor * values[slot] for slot, factor in parts) <= most for parts, most in sums)
