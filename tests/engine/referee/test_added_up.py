"""The arithmetic of a contradiction that only all relations at once show: the last line is their sum."""

from __future__ import annotations

from fractions import Fraction

import pytest
from referee_maker import number
from test_referee_examples import X, Y, grounds_of

from claimcheck.engine.explaining.derive import derive
from claimcheck.engine.solving.network import System
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Condition, Leaf, Plus, Power, Relation, Stated, Term, Times, Var, Variable
from claimcheck.values.interval import Interval

Z = Var(Variable("z", ()))


def stated(claim: str, value: int) -> Leaf:
    return Leaf(Stated(claim, "value"), Interval.of(value - 1, value + 1), str(value), Fraction(value))


def total(*terms: Term) -> Term:
    return Plus(terms)


def last_line(*conditions: Condition) -> str:
    return derive(System(grounds_of(*conditions)), Symbols()).lines[-1]


def test_figures_of_pairs_against_twice_the_total() -> None:
    pairs = (
        Relation(total(X, Y), "==", stated("c0", 30)),
        Relation(total(Y, Z), "==", stated("c1", 40)),
        Relation(total(X, Z), "==", stated("c2", 20)),
    )
    assert last_line(*pairs, Relation(total(X, Y, Z), "==", stated("c3", 60))) == (
        "added up: 2 × 60 = 120 > 30 + 40 + 20 = 90"
    )


def test_inequalities_add_up_in_their_direction() -> None:
    pairs = (
        Relation(total(X, Y), ">=", stated("c0", 30)),
        Relation(total(Y, Z), ">=", stated("c1", 40)),
        Relation(total(X, Z), ">", stated("c2", 20)),
    )
    assert last_line(*pairs, Relation(total(X, Y, Z), "<=", stated("c3", 40))) == (
        "added up: 30 + 40 + 20 = 90 > 2 × 40 = 80"
    )


def test_what_cancels_altogether() -> None:
    assert last_line(Relation(X, "<", Y), Relation(Y, "<=", X)) == "added up: 0 < 0"


def test_what_is_left_of_an_unknown_is_what_the_relations_demand() -> None:
    share = Relation(Y, "==", Times(stated("c0", 5), X)), Relation(Y, "==", Times(stated("c1", 9), X))
    assert last_line(*share, Relation(X, ">", number(0))) == "added up: 9 × x[] = 5 × x[]"


@pytest.mark.parametrize("op", ["<", ">"])
def test_a_sum_that_nobody_would_follow_is_not_printed(op: str) -> None:
    other = "<" if op == ">" else ">"
    odd = Times(number(37), X), Times(number(37), Y)
    conditions = (
        Relation(total(odd[0], Y), op, total(odd[1], X)),
        Relation(total(Times(number(23), X), Y), other, total(Times(number(23), Y), X)),
        Relation(Power(Z, 2), ">=", number(0)),
    )
    line = last_line(*conditions)
    assert line == "no values satisfy all of these", line
