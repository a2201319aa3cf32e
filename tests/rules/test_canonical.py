"""Equal constraints are found to be equal, in whatever order they add up or multiply."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.rules.canonical import canonical
from claimcheck.rules.terms import Const, Minus, Over, Plus, Power, Relation, Term, Times, Var, Variable, YearOf
from claimcheck.values.interval import Interval

LEAVES: list[Term] = [
    *(Var(Variable("v", (number,))) for number in range(3)),
    *(Const(Interval.point(number), str(number)) for number in (1, 2)),
]
terms = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda items: Plus(tuple(items))),
        st.tuples(inner, inner).map(lambda pair: Times(*pair)),
        st.tuples(inner, inner).map(lambda pair: Over(*pair)),
        inner.map(Minus),
        inner.map(YearOf),
        inner.map(lambda item: Power(item, 2)),
    ),
    max_leaves=8,
)


def turned(term: Term) -> Term:
    """Return a term with all that is added or multiplied in the opposite order."""
    match term:
        case Plus(items):
            return Plus(tuple(turned(item) for item in reversed(items)))
        case Times(left, right):
            return Times(turned(right), turned(left))
        case Over(left, right):
            return Over(turned(left), turned(right))
        case Minus(item):
            return Minus(turned(item))
        case YearOf(item):
            return YearOf(turned(item))
        case Power(base, exponent):
            return Power(turned(base), exponent)
        case _:
            return term


def written(term: Term) -> str:
    """Return a text that is the same for terms that differ in that order alone."""
    match term:
        case Plus(items):
            return f"sum({', '.join(sorted(map(written, items)))})"
        case Times(left, right):
            return f"product({', '.join(sorted((written(left), written(right))))})"
        case Over(left, right):
            return f"quotient({written(left)}, {written(right)})"
        case Minus(item) | YearOf(item):
            return f"{type(term).__name__}({written(item)})"
        case Power(base, exponent):
            return f"power({written(base)}, {exponent})"
        case _:
            return repr(term)


@given(terms, terms)
def test_the_order_of_sums_and_products_says_nothing(left: Term, right: Term) -> None:
    one, other = (canonical(Relation(*pair)) for pair in ((left, "==", right), (turned(left), "==", turned(right))))
    assert one == other
    assert hash(one) == hash(other)


@given(terms, terms)
def test_what_differs_otherwise_is_told_apart(one: Term, other: Term) -> None:
    same = written(one) == written(other)
    assert (canonical(Relation(one, "<=", LEAVES[0])) == canonical(Relation(other, "<=", LEAVES[0]))) is same
