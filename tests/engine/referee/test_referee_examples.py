"""Small networks that the referee once caught the engine on, or that a reader can work out."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from referee_maker import number, some_rule
from referee_networks import network
from referee_z3 import Referee

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.judge import Judge, Verdict
from claimcheck.engine.solving.network import System
from claimcheck.rules.terms import (
    AnyOf,
    Condition,
    Leaf,
    Magnitude,
    Over,
    Plus,
    Power,
    Relation,
    Sort,
    Stated,
    Term,
    Times,
    Var,
    Variable,
)
from claimcheck.values.interval import Interval

X, Y = (Var(Variable(name, ())) for name in "xy")
D, E, G = (Var(Variable(name, ()), Sort.DAY) for name in "deg")


def grounds_of(*conditions: Condition) -> list[Ground]:
    """Return a claim c0, c1, … for each condition."""
    return [Ground(some_rule(), 0, condition, (f"c{i}",)) for i, condition in enumerate(conditions)]


def conflict_of(*conditions: Condition) -> list[str] | None:
    """Return the minimal conflict, after z3 agreed that there is one, or that there is none."""
    grounds = grounds_of(*conditions)
    judge, referee = Judge(grounds), Referee(grounds)
    conflict = judge.verdict().conflict
    assert referee.satisfiable(judge.claims) is (conflict is None)
    if conflict is None:
        return None
    minimal = judge.minimal(conflict)
    assert referee.satisfiable(minimal) is False
    assert all(referee.satisfiable(minimal - {claim}) for claim in minimal)
    return sorted(minimal)


@pytest.mark.parametrize(
    ("lowest", "term", "op", "figure", "highest"),
    [
        (0, Power(X, 2), ">=", 4, 1),
        (3, X, "!=", 3, 3),
        (1, Over(number(4), X), "<=", 2, 1),
        (0, Magnitude(X), ">=", 2, 1),
    ],
)
def test_the_claim_that_tells_the_sign_is_part_of_the_conflict(
    lowest: int, term: Term, op: str, figure: int, highest: int
) -> None:
    low, high = Relation(X, ">=", number(lowest)), Relation(X, "<=", number(highest))
    assert conflict_of(low, Relation(term, op, number(figure)), high) == ["c0", "c1", "c2"]


def test_a_day_plus_a_length_is_not_whole_so_later_is_not_a_day_later() -> None:
    length = Leaf(Stated("c1", "length"), Interval.of(Decimal("365.2"), Decimal("365.3")), "a year", sort=Sort.NUMBER)
    start = Relation(D, "==", number(730000))
    later = Relation(E, ">", Plus((D, length)))
    assert conflict_of(start, later, Relation(E, "<=", number(730366))) is None
    assert conflict_of(start, later, Relation(E, "<=", number(730365))) == ["c0", "c1", "c2"]


def test_days_in_strict_order_are_a_day_apart_in_the_linear_step_too() -> None:
    order = [Relation(D, "<", E), Relation(E, "<", G)]
    assert conflict_of(*order, Relation(G, "<", Plus((D, number(2))))) == ["c0", "c1", "c2"]
    assert conflict_of(*order, Relation(G, "<", Plus((D, number(3))))) is None


def test_nothing_is_divided_by_a_factor_that_may_be_zero() -> None:
    factor = Relation(Y, ">=", number(0)), Relation(Y, "<=", number(2))
    product = Relation(Times(X, Y), "<=", number(0))
    assert conflict_of(*factor, product, Relation(X, ">=", number(5))) is None
    zero = Relation(Times(X, Y), "==", number(0))
    assert conflict_of(*factor, zero, Relation(X, ">=", number(5)), Relation(Y, "==", number(0))) is None
    assert conflict_of(*factor, zero, Relation(X, ">=", number(5)), Relation(Y, ">", number(0))) == ["c2", "c3", "c4"]


def test_an_upper_end_is_open_just_when_it_is_not_reached() -> None:
    equal = Relation(X, "<=", Y), Relation(Y, "<=", number(3)), Relation(X, ">=", number(3))
    assert conflict_of(*equal) is None
    assert conflict_of(Relation(X, "<", Y), *equal[1:]) == ["c0", "c1", "c2"]
    assert conflict_of(equal[0], Relation(Y, "<", number(3)), equal[2]) == ["c0", "c1", "c2"]


def test_alternatives_that_are_all_ruled_out_contradict() -> None:
    either = AnyOf((Relation(X, "<", number(2)), Relation(Y, "==", number(7))))
    assert conflict_of(either, Relation(X, ">=", number(2)), Relation(Y, "<", number(7))) == ["c0", "c1", "c2"]
    assert conflict_of(either, Relation(X, ">=", number(2)), Relation(Y, "<=", number(7))) is None


def test_products_in_a_circle_end_although_their_digits_double_each_time_round() -> None:
    started = time.process_time()
    verdict = Judge(network(11, "products").wide).verdict()
    assert time.process_time() - started < 5
    assert verdict == Verdict(), "numbers that satisfy all of it are found"


def test_what_is_above_an_end_that_is_not_reached_does_not_reach_it_either() -> None:
    system = System(grounds_of(Relation(Y, ">", number(3)), Relation(X, ">=", Y)))
    assert system.run().domains[system.index[X.slot]] == Interval.of(3, None, "(]")
