"""The exact linear step against z3, by substitution, and on examples whose answer a reader can work out."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Hashable, Sequence
from fractions import Fraction

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.engine.solving import simplex, tableau
from claimcheck.engine.solving.delta import Delta
from claimcheck.engine.solving.linear_system import LinearSystem
from claimcheck.engine.solving.simplex import (
    Feasible,
    Inequality,
    Infeasible,
    Range,
    Unfinished,
    at_least,
    at_most,
    bounds_of,
    check_farkas,
    equal,
    inside,
    labels_of,
    range_of,
    solve,
)
from claimcheck.values.interval import EVERYTHING, Interval

F = Fraction
Terms = tuple[tuple[str, Fraction], ...]

Objective = Sequence[tuple[Hashable, Fraction]]

X: Terms = (("x", F(1)),)
Y: Terms = (("y", F(1)),)
X_PLUS_Y: Terms = (("x", F(1)), ("y", F(1)))
X_MINUS_Y: Terms = (("x", F(1)), ("y", F(-1)))


def holds(inequality: Inequality, values: dict[Hashable, F]) -> bool:
    total = sum((factor * values[variable] for variable, factor in inequality.terms), F(0))
    return total < inequality.bound if inequality.strict else total <= inequality.bound


def z3_sum(terms: Sequence[tuple[Hashable, F]]) -> z3.ArithRef:
    return z3.Sum([z3.RealVal(0), *(z3.RealVal(str(factor)) * z3.Real(str(name)) for name, factor in terms)])


def z3_solver(inequalities: Sequence[Inequality]) -> z3.Solver:
    solver = z3.SimpleSolver()
    for each in inequalities:
        left, right = z3_sum(each.terms), z3.RealVal(str(each.bound))
        solver.add(left < right if each.strict else left <= right)
    return solver


def random_terms(rng: random.Random, variables: int) -> Terms:
    """Sparse terms: some repeat a variable, some cancel out, some are multiples of others."""
    count = rng.choice((0, 1, 1, 2, 2, 2, 3, 3, 4))
    factors = (F(-3), F(-2), F(-1), F(-1), F(0), F(1), F(1), F(2), F(1, 3), F(107, 100))
    return tuple((f"v{rng.randrange(variables)}", rng.choice(factors)) for _ in range(count))


def random_system(seed: int) -> list[Inequality]:
    """A system near the border between solvable and not: most bounds are tight round a hidden point."""
    rng = random.Random(seed)
    variables = rng.randint(1, 6)
    point = {f"v{i}": F(rng.randint(-6, 6), rng.choice((1, 1, 2))) for i in range(variables)}
    system: list[Inequality] = []
    for label in range(rng.randint(1, 14)):
        terms = random_terms(rng, variables)
        value = sum((factor * point[name] for name, factor in terms), F(0))
        slip = F(rng.choice((-1, 0, 0, 0, 0, 1, 1, 2, 5)), rng.choice((1, 2, 3)))
        shape = rng.random()
        if shape < 0.2:
            system += equal(terms, value + (slip if rng.random() < 0.2 else 0), label)
        elif shape < 0.6:
            system += at_most(terms, value + slip, label, strict=rng.random() < 0.4)
        else:
            system += at_least(terms, value - slip, label, strict=rng.random() < 0.4)
        if rng.random() < 0.15:
            system.append(rng.choice(system))
    return system


def assert_sound(system: Sequence[Inequality], answer: Feasible | Infeasible | Unfinished) -> None:
    if isinstance(answer, Feasible):
        assert all(holds(each, answer.values) for each in system)
    else:
        assert isinstance(answer, Infeasible)
        assert check_farkas(system, answer)


def test_random_systems_get_the_verdict_of_z3_with_a_proof_of_each() -> None:
    refuted = 0
    for seed in range(600):
        system = random_system(seed)
        answer = solve(system)
        assert isinstance(answer, Feasible) == (z3_solver(system).check() == z3.sat), seed
        assert_sound(system, answer)
        refuted += isinstance(answer, Infeasible)
    assert 150 <= refuted <= 450, "the generator must give many of both"


def test_blands_rule_alone_gives_the_verdict_of_z3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simplex, "CAREFUL_AFTER", 0)
    for seed in range(800, 1000):
        system = random_system(seed)
        answer = solve(system)
        assert isinstance(answer, Feasible) == (z3_solver(system).check() == z3.sat), seed
        assert_sound(system, answer)


def test_blands_rule_takes_the_lowest_numbers_and_the_other_the_shortest() -> None:
    unknowns = tuple((name, F(1)) for name in ("a", "b", "c"))
    system = at_least(unknowns, 1, "long") + at_least(unknowns[1:], 1, "short")
    table = LinearSystem((*system, *at_least((unknowns[0], unknowns[2]), 0, "c")), 9).tableau
    assert table.violated == {3, 4}
    assert simplex._leaving(table, careful=True) == 3
    assert simplex._leaving(table, careful=False) == 4
    other = LinearSystem((*system, *at_least(unknowns[:2], 0, "ab"), *at_least(unknowns[1:2], -9, "b")), 9)
    assert simplex._entering(other.tableau, 4, upwards=True, careful=True) == 1
    assert simplex._entering(other.tableau, 4, upwards=True, careful=False) == 2


def test_blands_rule_decides_after_the_set_number_of_pivots(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    choose = simplex._leaving

    def spy(table: tableau.Tableau, careful: bool) -> int:
        seen.append(careful)
        return choose(table, careful)

    monkeypatch.setattr(simplex, "_leaving", spy)
    monkeypatch.setattr(simplex, "CAREFUL_AFTER", 2)
    solve(growth_chain(4, F(120)))
    assert len(seen) >= 4
    assert seen == [False, False] + [True] * (len(seen) - 2)


def test_a_refutation_needs_every_inequality_it_names() -> None:
    seen = 0
    for seed in range(300):
        system = random_system(seed)
        answer = solve(system)
        if isinstance(answer, Infeasible):
            seen += 1
            core = [system[index] for index, _ in answer.multipliers]
            for left_out in range(len(core)):
                assert isinstance(solve(core[:left_out] + core[left_out + 1 :]), Feasible), seed
    assert seen >= 75


def test_ranges_of_random_systems_are_those_of_z3() -> None:
    shapes: dict[str, int] = {}
    for seed in range(2000, 2300):
        system = random_system(seed)
        rng = random.Random(-seed)
        sign = rng.choice((-1, 1))
        terms = rng.choice((rng.choice(system).terms, random_terms(rng, 6)))
        objective = tuple((name, sign * factor) for name, factor in terms)
        result = range_of(system, objective)
        solver = z3_solver(system)
        if solver.check() != z3.sat:
            assert isinstance(result, Infeasible), seed
            assert check_farkas(system, result), seed
            assert bounds_of(system, objective) is None
            continue
        assert isinstance(result, Range), seed
        assert bounds_of(system, objective) == result.interval
        expression = z3_sum(objective)
        assert_end(solver, expression, result.interval.hi, result.interval.hi_open)
        mirrored = -result.interval
        assert_end(solver, -expression, mirrored.hi, mirrored.hi_open)
        assert_range_proved(system, objective, result)
        shape = str(result.interval)[0] + str(result.interval)[-1]
        shapes[shape] = shapes.get(shape, 0) + 1
    assert min(shapes[shape] for shape in ("[]", "[)", "(]", "()")) >= 8, shapes


def assert_end(solver: z3.Solver, expression: z3.ArithRef, end: int | F | None, is_open: bool) -> None:
    """The upper end is reached, or only approached, and never passed."""
    if end is None:
        assert solver.check(expression > 10**9) == z3.sat
        return
    exact = z3.RealVal(str(end))
    assert solver.check(expression > exact) == z3.unsat
    assert solver.check(expression == exact) == (z3.unsat if is_open else z3.sat)
    assert solver.check(expression > exact - z3.RealVal("1/1000000000")) == z3.sat


def assert_range_proved(system: Sequence[Inequality], objective: Objective, result: Range) -> None:
    """The multipliers refute the negation of each finite end, and an infinite end has none."""
    interval = result.interval
    if interval.hi is None:
        assert result.upper == ()
    else:
        beyond = at_least(objective, interval.hi, "beyond", strict=not interval.hi_open)
        assert check_farkas([*system, *beyond], Infeasible((*result.upper, (len(system), F(1)))))
    if interval.lo is None:
        assert result.lower == ()
    else:
        beyond = at_most(objective, interval.lo, "beyond", strict=not interval.lo_open)
        assert check_farkas([*system, *beyond], Infeasible((*result.lower, (len(system), F(1)))))


# Examples


def test_three_claims_that_no_two_contradict() -> None:
    kz, ca = (("kz", F(1)),), (("ca", F(1)),)
    nearly_half = (("kz", F(1)), ("ca", F(-9, 20)))
    system = (
        *inside(kz, Interval.of(F(81, 2), F(83, 2), "[)"), "trade of 41 billion"),
        *at_least(nearly_half, 0, "nearly half"),
        *at_least(ca, 95, "above 95 billion", strict=True),
    )
    answer = solve(system)
    assert answer == Infeasible(((1, F(1)), (2, F(1)), (3, F(9, 20))))
    assert labels_of(system, answer.multipliers) == ("trade of 41 billion", "nearly half", "above 95 billion")


def test_exports_and_imports_of_2020_against_trade_of_2021() -> None:
    exports, imports, total = (("exports", F(1)),), (("imports", F(1)),), (("trade", F(1)),)
    share = (("exports", F(17, 20)),)
    parts = (
        *equal(share, F("10.1"), "85 percent"),
        *equal(imports, F("18.8"), "imports"),
        *equal((*total, ("exports", F(-1)), ("imports", F(-1))), 0, "identity"),
    )
    assert bounds_of(parts, exports) == Interval.point(F("10.1") / F("0.85"))
    assert bounds_of(parts, total) == Interval.point(F("10.1") / F("0.85") + F("18.8"))
    growing = (*at_most(total, 30, "plain: above 25"),)
    answer = solve((*parts, *growing))
    assert isinstance(answer, Infeasible)
    assert labels_of((*parts, *growing), answer.multipliers) == (
        "85 percent",
        "imports",
        "identity",
        "plain: above 25",
    )


@pytest.mark.parametrize(("strict_low", "strict_high"), [(False, True), (True, False), (True, True)])
def test_an_open_end_that_meets_an_end_is_a_contradiction(strict_low: bool, strict_high: bool) -> None:
    system = at_least(X, 5, "low", strict=strict_low) + at_most(X, 5, "high", strict=strict_high)
    assert solve(system) == Infeasible(((0, F(1)), (1, F(1))))


def test_closed_ends_that_meet_leave_their_one_value() -> None:
    assert solve(at_least(X, 5, "low") + at_most(X, 5, "high")) == Feasible({"x": F(5)})


def test_a_witness_keeps_clear_of_close_strict_ends() -> None:
    close = F(1, 10**30)
    system = (
        at_least(X, 0, "a", strict=True)
        + at_most(X, close, "b", strict=True)
        + at_least(X_MINUS_Y, 0, "c", strict=True)
        + at_least(Y, 0, "d", strict=True)
    )
    answer = solve(system)
    assert isinstance(answer, Feasible)
    assert 0 < answer.values["y"] < answer.values["x"] < close


def test_strict_rows_in_a_circle_contradict_each_other() -> None:
    circle = (("a", "b"), ("b", "c"), ("c", "a"))
    system = tuple(
        each for p, q in circle for each in at_most(((p, 1), (q, -1)), 0, f"{p} before {q}", strict=p == "a")
    )
    assert solve(system) == Infeasible(((0, F(1)), (1, F(1)), (2, F(1))))
    assert isinstance(solve(system[1:]), Feasible)


def test_terms_that_cancel_out_are_decided_at_once() -> None:
    nothing = (("x", F(2)), ("x", F(-2)))
    assert solve(at_most(nothing, 0, "a")) == Feasible({"x": F(0)})
    assert solve(at_most(nothing, 0, "a", strict=True)) == Infeasible(((0, F(1)),))
    assert solve(at_most(X, 1, "b") + at_most((), F(-1, 3), "a")) == Infeasible(((1, F(1)),))


def test_no_inequalities_are_satisfied_by_nothing() -> None:
    assert solve(()) == Feasible({})
    assert bounds_of((), X) == EVERYTHING
    assert bounds_of((), ()) == Interval.point(0)


def test_the_tightest_of_repeated_bounds_is_the_one_in_the_proof() -> None:
    system = (
        at_most(X_PLUS_Y, 10, "loose")
        + at_most((("y", F(2)), ("x", F(2))), 8, "tight")
        + at_most(X_PLUS_Y, 4, "tight again")
        + at_least(X, 3, "x")
        + at_least(Y, 2, "y")
    )
    assert solve(system) == Infeasible(((1, F(1, 2)), (3, F(1)), (4, F(1))))


def test_ranges_have_the_ends_that_the_bounds_give() -> None:
    box = inside(X, Interval.of(1, 2, "[)"), "x") + inside(Y, Interval.of(10, None, "()"), "y")
    assert bounds_of(box, X) == Interval.of(1, 2, "[)")
    assert bounds_of(box, X_PLUS_Y) == Interval.of(11, None, "()")
    assert bounds_of(box, X_MINUS_Y) == Interval.of(None, -8, "()")
    assert bounds_of(box, (("x", F(-3)),)) == Interval.of(-6, -3, "(]")
    assert bounds_of(box, (("x", F(1)), ("x", F(-1)))) == Interval.point(0)
    assert bounds_of(box, (("unknown", F(1)),)) == EVERYTHING


def test_a_range_names_the_inequalities_that_give_its_ends() -> None:
    box = inside(X, Interval.of(1, 2), "x") + inside(Y, Interval.of(10, 20), "y")
    assert range_of(box, (("x", F(2)), ("y", F(-1)))) == Range(
        Interval.of(-18, -6), ((0, F(2)), (3, F(1))), ((1, F(2)), (2, F(1)))
    )


def test_an_equality_fixes_a_range_to_a_point() -> None:
    assert bounds_of(equal(X_PLUS_Y, 7, "sum") + equal(X_MINUS_Y, 1, "difference"), X) == Interval.point(4)


def test_a_check_refuses_what_proves_nothing() -> None:
    system = at_least(X, 5, "low") + at_most(X, 4, "high") + at_most(Y, 0, "y")
    assert check_farkas(system, Infeasible(((0, F(1)), (1, F(1)))))
    assert not check_farkas(system, Infeasible(((0, F(1)), (1, F(2)))))
    assert not check_farkas(system, Infeasible(((0, F(1)), (1, F(1)), (2, F(1)))))
    assert not check_farkas(system, Infeasible(((0, F(-1)), (1, F(-1)))))
    assert not check_farkas(system, Infeasible(((0, F(1)), (7, F(1)))))
    assert not check_farkas(system, Infeasible(((0, F(1)), (-2, F(1)))))
    assert not check_farkas(system, Infeasible(()))
    roomy = at_least(X, 0, "low") + at_most(X, 5, "high")
    assert not check_farkas(roomy, Infeasible(((0, F(-1)), (1, F(-1)))))
    touching = at_least(X, 5, "low") + at_most(X, 5, "high")
    assert not check_farkas(touching, Infeasible(((0, F(1)), (1, F(1)))))


# Limits


def growth_chain(years: int, total: F) -> tuple[Inequality, ...]:
    """Yearly growth between 5 and 6 percent from 100, and a figure of the last year."""
    system = [*equal((("y0", 1),), 100, 0)]
    for year in range(1, years + 1):
        now, before = f"y{year}", f"y{year - 1}"
        system += at_least(((now, 1), (before, F(-105, 100))), 0, year)
        system += at_most(((now, 1), (before, F(-106, 100))), 0, year, strict=True)
    return (*system, *equal(((f"y{years}", 1),), total, "last"))


def test_a_long_chain_of_growth_is_exact() -> None:
    highest = F(100) * F(106, 100) ** 90
    refuted = growth_chain(90, highest)
    answer = solve(refuted)
    assert isinstance(answer, Infeasible)
    assert check_farkas(refuted, answer)
    allowed = growth_chain(90, highest - F(1, 10**40))
    answer = solve(allowed)
    assert_sound(allowed, answer)
    assert isinstance(answer, Feasible)


def test_too_few_pivots_are_no_verdict() -> None:
    system = at_least(X_PLUS_Y, 1, "a") + at_least(X_MINUS_Y, 1, "b")
    stopped = Unfinished("no verdict after 0 pivots of the linear step")
    assert solve(system, max_pivots=0) == stopped
    assert range_of(system, X, max_pivots=0) == stopped
    assert bounds_of(system, X, max_pivots=0) == stopped
    assert isinstance(solve(system), Feasible)


def test_numbers_that_grow_too_long_are_no_verdict() -> None:
    system = at_least((("x", F(1)), ("y", F(1, 3**20_000))), 1, "a")
    answer = solve(system)
    assert answer == Unfinished("the numbers of the linear step grew past 20000 binary digits")


def test_work_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tableau, "MAX_WORK", 50)
    answer = solve(growth_chain(30, F(900)))
    assert answer == Unfinished("no verdict after 50 coefficients of the linear step")


def test_the_answer_does_not_depend_on_hash_seeds() -> None:
    script = (
        "from test_simplex import random_system\n"
        "from claimcheck.engine.solving.simplex import range_of, solve\n"
        "for seed in range(40):\n"
        "    system = random_system(seed)\n"
        "    print(solve(system), range_of(system, (('v0', 1), ('v1', -2))))\n"
    )
    outputs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.path.dirname(__file__)}
        run = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        outputs.append(run.stdout)
    assert outputs[0] == outputs[1]
    assert "Infeasible" in outputs[0]
    assert "Feasible" in outputs[0]


# Numbers with an infinitesimal part

fractions = st.fractions(min_value=-20, max_value=20, max_denominator=12)
deltas = st.builds(lambda a, b: Delta.of(a) + Delta(0, b, 1), fractions, st.integers(-3, 3))


def pair(value: Delta) -> tuple[F, F]:
    return value.standard, value.infinitesimal


@given(deltas, deltas)
def test_deltas_add_and_compare_as_pairs_of_fractions(a: Delta, b: Delta) -> None:
    assert pair(a + b) == (a.standard + b.standard, a.infinitesimal + b.infinitesimal)
    assert pair(a - b) == (a.standard - b.standard, a.infinitesimal - b.infinitesimal)
    assert (a < b) == (pair(a) < pair(b))
    assert (a <= b) == (pair(a) <= pair(b))
    assert (a == b) == (pair(a) == pair(b))
    assert a != b or hash(a) == hash(b)


@given(deltas, st.integers(-9, 9), st.integers(-9, 9).filter(bool), fractions)
def test_deltas_scale_as_pairs_of_fractions(a: Delta, numerator: int, denominator: int, delta: F) -> None:
    factor = F(numerator, denominator)
    assert pair(a.scaled(numerator, denominator)) == (a.standard * factor, a.infinitesimal * factor)
    assert a.at(delta) == a.standard + a.infinitesimal * delta
