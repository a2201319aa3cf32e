"""What makes a conflict minimal: loose ends left out, relations restated, whole numbers that do not add up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from referee_maker import number
from referee_networks import PROFILES, network
from referee_z3 import Referee
from test_referee_examples import X, Y, conflict_of, grounds_of

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.components import keys_of
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.loose_ends import bearing
from claimcheck.engine.solving.network import System
from claimcheck.engine.solving.restate import restated
from claimcheck.engine.solving.whole_sums import whole_contradiction
from claimcheck.rules.terms import Magnitude, Minus, Over, Plus, Power, Relation, Sort, Term, Times, Var, Variable
from claimcheck.values.interval import Interval

A, B, C = (Var(Variable(name, ()), Sort.COUNT) for name in "abc")
P, Q, R = (Var(Variable(name, ()), domain=Interval.of(0, None)) for name in "pqr")


def bearing_of(grounds: Sequence[Ground]) -> list[Ground]:
    return [grounds[number] for number in bearing(grounds, keys_of(grounds))]


def minimal(*conditions: Relation) -> list[str]:
    judge = Judge(grounds_of(*conditions))
    conflict = judge.verdict().conflict
    return sorted(judge.minimal(conflict)) if conflict is not None else []


def test_what_only_a_closer_look_refutes_leaves_no_claim_too_many() -> None:
    """The quick answer needs the first claim, which bounds what both others speak of."""
    above = Relation(Over(P, Q), ">", number(Fraction(13, 10)))
    assert minimal(Relation(Q, ">=", number(1)), Relation(P, "<", Q), above) == ["c1", "c2"]


def test_a_product_that_stands_twice_is_one_unknown() -> None:
    twice = [Relation(Plus((Times(one, other), number(by))), "==", P) for one, other, by in ((X, Y, 13), (Y, X, 14))]
    assert conflict_of(*twice) == ["c0", "c1"]
    assert conflict_of(twice[0], Relation(Plus((Times(Y, X), number(13))), "==", P)) is None


def test_a_quotient_by_an_unknown_that_is_negative() -> None:
    below = Relation(X, "<", number(0))
    assert conflict_of(below, Relation(Y, ">=", number(0)), Relation(Over(Y, X), ">", number(1))) == ["c0", "c1", "c2"]
    assert conflict_of(below, Relation(Over(Y, X), ">", number(1)), Relation(Y, ">", X)) == ["c0", "c1", "c2"]
    assert conflict_of(below, Relation(Over(Y, X), ">", number(1)), Relation(Y, "<", X)) is None


def test_who_speaks_of_no_quotient_does_not_say_that_its_divisor_is_not_zero() -> None:
    """The name of a quotient stands and falls with the claim that speaks of it."""
    zero, one = Relation(Y, "==", number(0)), Relation(X, "==", number(1))
    more = [Relation(Plus((Times(X, Y), Times(X, X))), ">=", number(-4)), Relation(Over(X, Y), "<", P)]
    assert minimal(zero, one, *more) == ["c0", "c3"]
    named = restated(grounds_of(*more))
    assert {each.claims for each in named} == {("c1",)}


def test_a_square_is_a_product_and_a_distance_has_a_name() -> None:
    """Without bounds of their unknowns, in which propagation could go on for long."""
    square = Relation(Power(X, 2), "<=", Plus((Y, number(-5)))), Relation(Y, "==", Plus((X, number(1))))
    assert minimal(Relation(X, "<=", number(9)), *square) == ["c1", "c2"]
    far = Relation(Magnitude(Plus((X, Minus(Y)))), ">", number(5)), Relation(Plus((X, Minus(Y))), "<=", Plus((P,)))
    near = Relation(P, "<", number(5)), Relation(X, ">=", Plus((Y, number(-4))))
    assert minimal(*far, *near) == ["c0", "c1", "c2", "c3"]


def total(*items: Term, of: int) -> Relation:
    return Relation(Plus(items), "==", number(of))


def test_whole_numbers_that_add_up_to_no_whole_number() -> None:
    odd = [Relation(Plus((A, B, number(-7))), "==", C), Relation(Plus((B, C, number(-10))), "==", A)]
    system = System(grounds_of(*odd))
    assert whole_contradiction(system) == ((0, Fraction(1, 2)), (1, Fraction(1, 2)))
    assert minimal(*odd, total(A, B, of=3), Relation(C, "<", number(2))) == ["c0", "c1"]
    assert whole_contradiction(System(grounds_of(odd[0], total(B, C, of=11)))) == ()
    six = [total(Times(number(2), A), Times(number(4), B), of=6), total(Times(number(3), A), Times(number(3), B), of=9)]
    assert whole_contradiction(System(grounds_of(*six))) == ()
    assert whole_contradiction(System(grounds_of(six[0], total(Times(number(6), A), of=10)))) != ()
    assert whole_contradiction(System(grounds_of(six[0], total(Times(number(2), B), P, of=1)))) == ()


def test_loose_ends_decide_nothing() -> None:
    spoken = grounds_of(Relation(P, "==", Plus((Q, R))), Relation(Q, ">=", P), Relation(X, "<=", Plus((Q, number(1)))))
    assert bearing_of(spoken) == [*spoken[:2]]
    assert bearing_of(spoken[:1]) == []
    # Not every amount is more than 1, and not every one is a whole number.
    for pair in (
        [Relation(P, "==", Plus((Q, number(1)))), Relation(P, "<", number(1))],
        [Relation(P, ">", Plus((Q, number(1)))), Relation(P, "<=", number(1))],
        [Relation(A, "==", P), Relation(P, "==", number(Fraction(1, 2)))],
    ):
        assert len(bearing_of(grounds_of(*pair))) == 2
        assert len(minimal(*pair)) == 2


def test_loose_ends_left_out_z3_answers_as_before() -> None:
    fewer = 0
    for profile in PROFILES:
        for seed in range(12):
            made = network(seed, profile)
            some = frozenset(sorted(made.claims)[: 2 + seed % 3])
            grounds = [each for each in made.wide if some.issuperset(each.claims)]
            kept = bearing_of(grounds)
            fewer += len(kept) < len(grounds)
            answers = {Referee(grounds).satisfiable(some), Referee(kept).satisfiable(some)} - {None}
            assert len(answers) < 2, (profile, seed)
    assert fewer > 40
