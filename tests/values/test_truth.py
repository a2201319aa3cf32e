"""Three-valued answers obey Kleene's laws and never pass for booleans."""

from itertools import product

import pytest

from claimcheck.values.truth import Truth, all_of, any_of

NO, MAYBE, YES = Truth.NO, Truth.POSSIBLY, Truth.YES
ALL = (NO, MAYBE, YES)


def test_truth_tables() -> None:
    assert [a & b for a, b in product(ALL, ALL)] == [NO, NO, NO, NO, MAYBE, MAYBE, NO, MAYBE, YES]
    assert [a | b for a, b in product(ALL, ALL)] == [NO, MAYBE, YES, MAYBE, MAYBE, YES, YES, YES, YES]
    assert [~a for a in ALL] == [YES, MAYBE, NO]


@pytest.mark.parametrize(("a", "b", "c"), list(product(ALL, ALL, ALL)))
def test_laws(a: Truth, b: Truth, c: Truth) -> None:
    assert ~~a is a
    assert ~(a & b) is (~a | ~b)
    assert a & (b | c) is ((a & b) | (a & c))
    assert a & (a | b) is a
    assert (a & b) & c is a & (b & c)
    assert a & b is b & a
    assert all_of([a, b, c]) is a & b & c
    assert any_of([a, b, c]) is a | b | c


def test_empty_and_decide() -> None:
    assert all_of([]) is YES
    assert any_of([]) is NO
    assert Truth.of(True) is YES
    assert Truth.of(False) is NO
    assert Truth.decide(always=True, sometimes=False) is YES
    assert Truth.decide(always=False, sometimes=True) is MAYBE
    assert Truth.decide(always=False, sometimes=False) is NO
    assert [t.certain for t in ALL] == [False, False, True]
    assert [t.possible for t in ALL] == [False, True, True]


def test_it_is_no_boolean() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(NO)
