"""No falsehood hides another: what is left without one is judged closely, and under each of its alternatives."""

from __future__ import annotations

from typing import Any, cast

from referee_maker import number
from test_referee_examples import X, Y, grounds_of
from test_witness import root_of_two

from claimcheck.claims.source import Source
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.engine.explaining.diagnose import Diagnosed, Diagnoses, diagnose
from claimcheck.engine.solving.judge import Judge
from claimcheck.rules.terms import Plus, Relation, Sort, Var, Variable

N, M = (Var(Variable(name, ()), Sort.COUNT) for name in "nm")
ONE, TWO = Relation(X, "==", number(1)), Relation(X, "==", number(2))


def diagnosed(*conditions: Relation, known: tuple[Diagnoses, ...] = ()) -> Diagnosed:
    judge = Judge(grounds_of(*conditions))
    records = {}
    for claim in judge.claims:
        source = SourceRecord(Source.model_validate({"id": f"of-{claim}", "published": "2024-01-01"}), "claims.yaml")
        records[claim] = ClaimRecord(claim, "quantity", {"note": claim}, source, *[cast("Any", None)] * 2)
    conflict = judge.verdict().conflict
    assert conflict is not None
    return diagnose(judge, judge.minimal(conflict), records, known)


def options(found: Diagnosed) -> list[list[list[str]]]:
    return [sorted(map(sorted, each.sets)) for each in found.falsehoods]


def test_what_only_cases_refute_is_found_behind_what_propagation_refutes() -> None:
    found = diagnosed(ONE, TWO, Relation(Plus((N, N)), "==", Plus((M, M, number(1)))))
    assert options(found) == [[["c0"], ["c1"]], [["c2"]]]
    assert found.removed == {"c0", "c2"}


def test_what_is_left_undecided_behind_a_falsehood_is_said() -> None:
    found = diagnosed(ONE, TWO, *root_of_two())
    assert options(found) == [[["c0"], ["c1"]]]
    assert found.undecided is not None


def either_known() -> tuple[Diagnoses, ...]:
    """The wider reading could not tell which of the first two claims is wrong."""
    sets = (frozenset({"c0"}), frozenset({"c1"}))
    return (Diagnoses(sets, (frozenset({"c0", "c1"}),), frozenset({"c0", "c1"})),)


def test_what_a_known_falsehood_explains_is_not_told_again() -> None:
    assert options(diagnosed(ONE, TWO, Relation(Y, "==", X), Relation(Y, "==", number(2)), known=either_known())) == []


def test_what_no_alternative_of_a_known_falsehood_explains_is_told() -> None:
    found = diagnosed(ONE, TWO, Relation(Y, "==", X), Relation(Y, "==", number(5)), known=either_known())
    assert options(found) == [[["c1"], ["c2"], ["c3"]]]


def test_a_figure_that_no_alternative_doubts_still_bounds_what_would_agree() -> None:
    """Of the known falsehood the third claim is no alternative, so another falsehood is told with it as a witness."""
    other = Relation(Y, "==", Plus((X, number(1))))
    known = diagnosed(ONE, TWO, Relation(X, "<=", number(1)))
    assert options(known) == [[["c1"]]]
    found = diagnosed(
        ONE, TWO, Relation(X, "<=", number(1)), other, Relation(Y, ">", number(2)), known=known.falsehoods
    )
    assert options(found) == [[["c3"], ["c4"]]]
    assert [sorted(each.context) for each in found.falsehoods] == [["c0", "c2", "c3", "c4"]]
