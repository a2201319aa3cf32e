"""Sums are narrowed by two totals as the tree of the relation narrows them, and tell only of gaps that there are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from claimcheck.engine.solving.contract import Contractor, RelationContractor, compile_condition
from claimcheck.engine.solving.nodes import Domains, compile_term
from claimcheck.engine.solving.pairs import pair_contractor
from claimcheck.engine.solving.sums import SumContractor, sum_contractor
from claimcheck.rules.terms import (
    Const,
    Minus,
    Over,
    Plus,
    Relation,
    Slot,
    Sort,
    Term,
    Times,
    Var,
    Variable,
    YearOf,
    is_whole,
)
from claimcheck.values.interval import Interval

SORTS = (Sort.NUMBER, Sort.NUMBER, Sort.COUNT, Sort.COUNT, Sort.DAY)
UNKNOWNS = [Var(Variable("v", (number,)), sort) for number, sort in enumerate(SORTS)]
INDEX: dict[Slot, int] = {term.slot: number for number, term in enumerate(UNKNOWNS)}
DAY = date(2020, 6, 1).toordinal()


def number(value: int | Fraction) -> Const:
    return Const(Interval.point(value), str(value))


exact = st.one_of(st.integers(-9, 9), st.fractions(-9, 9, max_denominator=6))


def vague(sort: Sort) -> st.SearchStrategy[Const]:
    """A constant that is known as an interval alone."""
    return intervals(sort).map(lambda known: Const(known, str(known), sort))


@st.composite
def relations(draw: st.DrawFn) -> Relation:
    """A relation in which no unknown stands twice."""
    op = draw(st.sampled_from(("==", "<", "<=", ">", ">=")))
    order = draw(st.permutations(UNKNOWNS))[: draw(st.integers(1, 4))]
    sides: tuple[list[Term], list[Term]] = ([], [])
    for unknown in order:
        term: Term = YearOf(unknown) if unknown.sort is Sort.DAY and draw(st.booleans()) else unknown
        match draw(st.integers(0, 4)):
            case 1:
                term = Minus(term)
            case 2:
                term = Times(number(draw(exact.filter(bool))), term)
            case 3:
                term = Over(term, number(draw(exact.filter(bool))))
        sides[draw(st.integers(0, 1))].append(term)
    for side in sides:
        if not side or draw(st.booleans()):
            side.append(number(draw(exact)))
        if op in ("==", "<=") and draw(st.integers(0, 3)) == 0:
            side.append(draw(vague(draw(st.sampled_from((Sort.NUMBER, Sort.COUNT))))))
    left, right = (side[0] if len(side) == 1 else Plus(tuple(side)) for side in sides)
    return Relation(left, op, right)


@st.composite
def boxes(draw: st.DrawFn) -> Domains:
    return [draw(intervals(sort)) for sort in SORTS]


@st.composite
def intervals(draw: st.DrawFn, sort: Sort) -> Interval:
    base = DAY if sort is Sort.DAY else 0
    size = 900 if sort is Sort.DAY else 12
    ends = st.integers(base - size, base + size) if sort.is_whole else exact
    lo, hi = sorted((draw(ends), draw(ends)))
    is_open = not sort.is_whole and lo < hi
    return Interval(
        draw(st.sampled_from((lo, None))),
        draw(st.sampled_from((hi, None))),
        is_open and draw(st.booleans()),
        is_open and draw(st.booleans()),
    )


def narrowed(contractor: RelationContractor | SumContractor, box: Domains) -> Domains | None:
    left = list(box)

    def narrow(slot: int, interval: Interval) -> bool:
        met = left[slot].intersect(interval)
        met = met.to_integers() if met is not None and SORTS[slot].is_whole else met
        if met is None:
            return False
        left[slot] = met
        return True

    return left if contractor.revise(list(box), narrow) else None


def tree(relation: Relation) -> RelationContractor:
    whole = is_whole(relation.left) and is_whole(relation.right)
    return RelationContractor(
        compile_term(relation.left, INDEX), relation.op, compile_term(relation.right, INDEX), whole
    )


@given(relations(), boxes())
def test_two_totals_narrow_as_the_tree_does(relation: Relation, box: Domains) -> None:
    sums = sum_contractor(relation, INDEX)
    assert sums is not None
    assert narrowed(sums, box) == narrowed(tree(relation), box)


@given(relations(), st.lists(st.integers(0, 5), min_size=5, max_size=5))
def test_what_hides_nothing_has_a_point_for_every_number(relation: Relation, sizes: list[int]) -> None:
    """Where no gaps are told of, each whole number that propagation leaves has numbers of the others beside it."""
    starts = [DAY if sort is Sort.DAY else 1 for sort in SORTS]
    box = [Interval(start, start + size) for start, size in zip(starts, sizes, strict=True)]
    contractor = sum_contractor(relation, INDEX)
    assert contractor is not None
    left = narrowed(contractor, box)
    for _ in range(8):
        left = left and narrowed(contractor, left)
    if left is None or contractor.hides(left):
        return
    for slot, sort in enumerate(SORTS):
        interval = left[slot]
        if not sort.is_whole or interval.lo is None or interval.hi is None:
            continue
        for value in range(int(interval.lo), int(interval.hi) + 1):
            fixed = [*left[:slot], Interval.point(value), *left[slot + 1 :]]
            assert narrowed(contractor, fixed) is not None


def test_whole_numbers_that_meet_a_half_leave_a_gap_and_others_none() -> None:
    one, other = (UNKNOWNS[number] for number in (2, 3))
    box = [Interval(0, 9)] * 5
    for factor, hides in ((1, False), (2, True)):
        relation = Relation(Times(number(factor), one), "==", Plus((Times(number(factor), other), number(1))))
        contractor = compile_condition(relation, INDEX, repeats=False)
        assert contractor.hides(box) is hides


def steps(contractor: Contractor, box: Domains) -> tuple[bool, list[tuple[int, Interval]]]:
    """Return whether the condition can hold, and each domain that was narrowed on the way."""
    left = list(box)
    found: list[tuple[int, Interval]] = []

    def narrow(slot: int, interval: Interval) -> bool:
        met = left[slot].intersect(interval)
        met = met.to_integers() if met is not None and SORTS[slot].is_whole else met
        if met is None:
            return False
        if met != left[slot]:
            left[slot] = met
            found.append((slot, met))
        return True

    return contractor.revise(list(box), narrow), found


@given(st.permutations(UNKNOWNS), st.sampled_from(("==", "<", "<=", ">", ">=")), boxes())
def test_two_bare_unknowns_are_narrowed_in_the_steps_of_a_sum(order: list[Var], op: str, box: Domains) -> None:
    relation = Relation(order[0], op, order[1])
    pair, total = pair_contractor(relation, INDEX), sum_contractor(relation, INDEX)
    assert total is not None
    assume(pair is not None)
    assert pair is not None
    assert steps(pair, box) == steps(total, box)
    assert pair.hides(box) == total.hides(box)
