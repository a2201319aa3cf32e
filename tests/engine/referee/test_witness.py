"""Where propagation and the linear step are blind: clean is what has a witness, and cases refute what has none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from referee_maker import number
from referee_networks import COMPLETE, PROFILES, network
from referee_z3 import Referee
from test_referee_examples import D, E, X, Y, conflict_of, grounds_of

from claimcheck.engine.solving.halving import halves, number_in
from claimcheck.engine.solving.judge import OPEN, Judge
from claimcheck.engine.solving.linear_step import linear_step
from claimcheck.engine.solving.network import System
from claimcheck.engine.solving.witness import point_of, settle
from claimcheck.rules.terms import AnyOf, Leaf, Plus, Power, Relation, Sort, Stated, Times, Var, Variable
from claimcheck.values.interval import Interval

N, M = (Var(Variable(name, ()), Sort.COUNT, domain=Interval.of(0, 9)) for name in "nm")


def test_a_witness_satisfies_every_constraint_by_the_word_of_z3() -> None:
    found = 0
    for profile in sorted(set(PROFILES) - COMPLETE):
        for seed in range(6):
            made = network(seed, profile)
            system = System(made.wide)
            outcome = system.run()
            if outcome.conflict is not None or (step := linear_step(system, outcome)).conflict is not None:
                continue
            settled = settle(system, outcome, step)
            if settled is None or settled.values is None:
                continue
            fixed = [
                Relation(term, "==", number(value))
                for term, value in zip(system.terms, settled.values, strict=True)
                if isinstance(term, Var)
            ]
            claims = [*made.wide, *grounds_of(*fixed)]
            assert Referee(claims).satisfiable(frozenset(c for g in claims for c in g.claims)) is not False, seed
            found += 1
    assert found > 30


def test_a_quick_point_satisfies_every_constraint_by_the_word_of_z3() -> None:
    """The lower ends where all hold there, and else what a few tries come to."""
    lowest = 0
    for profile in sorted(PROFILES):
        for seed in range(4):
            made = network(seed, profile)
            system = System(made.wide)
            outcome = system.run()
            values = None if outcome.conflict is not None else point_of(system, outcome)
            if values is None:
                continue
            lowest += all(domain.lo == value for domain, value in zip(outcome.domains, values, strict=True))
            fixed = [Relation(term, "==", number(value)) for term, value in zip(system.terms, values, strict=True)]
            claims = [*made.wide, *grounds_of(*(each for each in fixed if isinstance(each.left, Var)))]
            assert Referee(claims).satisfiable(frozenset(c for g in claims for c in g.claims)) is not False, seed
    assert lowest > 3


def test_a_product_and_a_sum_that_do_not_go_together() -> None:
    """Two numbers of sum 4 have a product of at most 4."""
    box = [Relation(each, op, number(end)) for each in (X, Y) for op, end in ((">=", 0), ("<=", 4))]
    total = Relation(Plus((X, Y)), "==", number(4))
    grounds = grounds_of(*box, total, Relation(Times(X, Y), ">=", number(5)))
    judge = Judge(grounds)
    conflict = judge.verdict().conflict
    assert conflict is not None
    # The box is what the cases begin with, but it is not needed.
    assert judge.minimal(conflict) == {"c4", "c5"}
    assert Referee(grounds).satisfiable(frozenset({"c4", "c5"})) is False
    assert conflict_of(*box, total, Relation(Times(X, Y), ">=", number(3))) is None


def test_whole_numbers_that_only_halves_would_satisfy() -> None:
    even = Relation(Plus((N, N)), "==", Plus((M, M, number(1))))
    assert conflict_of(even) == ["c0"]


def test_days_between_figures_that_leave_no_whole_day() -> None:
    length = Leaf(Stated("c1", "length"), Interval.of(Fraction(1793, 10), Fraction(1796, 10)), "so long")
    later = Relation(E, ">", Plus((D, number(179)))), Relation(E, "<=", Plus((D, length)))
    assert conflict_of(*later) == ["c0", "c1"]


def test_alternatives_with_gaps_between_them() -> None:
    z = Var(Variable("z", ()))
    either = [AnyOf((Relation(each, "==", number(0)), Relation(each, "==", number(2)))) for each in (X, Y, z)]
    total = Plus((X, Y, z))
    assert conflict_of(*either, Relation(total, "==", number(3))) == ["c0", "c1", "c2", "c3"]
    assert conflict_of(*either, Relation(total, "==", number(4))) is None


def root_of_two() -> list[Relation]:
    y = Var(Variable("other", ()))
    x = Var(Variable("root", ()))
    return [
        Relation(Power(x, 2), "==", Plus((y, number(2)))),
        Relation(Times(y, x), "==", number(0)),
        Relation(x, ">", number(1)),
    ]


def test_what_has_no_fraction_as_its_value_stays_open() -> None:
    verdict = Judge(grounds_of(*root_of_two())).verdict()
    assert (verdict.conflict, verdict.undecided) == (None, OPEN)


@pytest.mark.parametrize("whole", [N, X])
@pytest.mark.parametrize(("lo", "hi"), [(0, 1), (0, 9), (3, 4), (None, 7), (2, None)])
def test_every_number_is_in_one_half(whole: Var, lo: int | None, hi: int | None) -> None:
    box = [Relation(whole, op, number(end)) for op, end in ((">=", lo), ("<=", hi)) if end is not None]
    system = System(grounds_of(*box))
    outcome = system.run()
    split = halves(system, outcome, [0], {})
    assert split is not None
    slot, below, above = split
    domain = outcome.domains[slot]
    assert below.intersect(domain) is not None
    assert above.intersect(domain) is not None
    for value in (Fraction(each, 1 if whole is N else 2) for each in range(-20, 40)):
        if domain.contains(value):
            assert below.contains(value) + above.contains(value) == 1, value


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(("lo", "hi"), [(0, 1), (-7, 12), (None, 3), (5, None), (None, None), (100, 10**9)])
def test_a_number_in_an_interval_is_inside(lo: int | None, hi: int | None, whole: bool) -> None:
    domain = Interval.of(lo, hi)
    for share in (Fraction(1, 8), Fraction(1, 2), Fraction(7, 8)):
        value = number_in(domain, share, whole=whole)
        assert domain.contains(value)
        assert not whole or value.denominator == 1
        assert not whole or hi is None or value < hi
