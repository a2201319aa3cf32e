from __future__ import annotations

from fractions import Fraction

import pytest
from factory import rule
from large import large

from claimcheck.claims.vocabulary import VocabularyFile
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.ground import Ground
from claimcheck.findings.model import Evidence, Finding, Place, Severity
from claimcheck.reporters.report.bounds import Side, gap_of, needed_of, sides_of
from claimcheck.reporters.report.parts import Part, Sum, sum_of
from claimcheck.reporters.report.pictures import AxisPicture, PartsPicture, pictures_of
from claimcheck.reporters.report.scale import Mark, Scale, day_marks, number_marks, percent
from claimcheck.reporters.report.words import Words
from claimcheck.rules.terms import Leaf, Plus, Relation, Stated, Var, Variable
from claimcheck.values.dates import parse_date
from claimcheck.values.interval import Interval

RULE = rule()
WHOLE, ONE, TWO = (Var(Variable("measure", (name, ("CN",), "2023"))) for name in ("trade", "exports", "imports"))


def ground(claim: str | None, relation: Relation) -> Ground:
    return Ground(RULE, 0, relation, () if claim is None else (claim,))


def stated(claim: str, about: Var, interval: Interval, text: str) -> Ground:
    return ground(claim, Relation(about, "==", Leaf(Stated(claim, "value"), interval, text)))


def finding(*claims: str, subject: str = "trade[CN, 2023]") -> Finding:
    place = Place("claims/a.yaml")
    evidence = tuple(Evidence(claim, "conflict", "value", place, "quote", "") for claim in claims)
    return Finding("ANN001", "x", Severity.ERROR, "m", place, "plain", subject, evidence)


PROOF = (
    stated("a#whole", WHOLE, Interval.of(20, 25, "(]"), "above 20"),
    stated("b#one", ONE, Interval.point(18), "18"),
    stated("b#two", TWO, Interval.of(9, 10), "9 to 10"),
    ground(None, Relation(WHOLE, "==", Plus((ONE, TWO)))),
)


def test_a_claim_is_set_against_what_the_others_imply_together() -> None:
    sides = sides_of(finding("a#whole", "b#one", "b#two"), PROOF)
    assert sides is not None
    assert sides.sides == (
        Side(("a#whole",), Interval.of(20, 25, "(]"), "above 20"),
        Side(("b#one", "b#two"), Interval.of(27, 28)),
    )
    assert sides.gap == Interval.of(25, 27)


def test_where_no_unknown_is_drawn_a_field_is_set_against_what_is_left_for_it() -> None:
    sides = sides_of(finding("a#whole", "b#one", "b#two", subject="something"), PROOF)
    assert sides is not None
    assert sides.field == "value"
    assert sides.sides[0] == Side(("a#whole",), Interval.of(20, 25, "(]"), "above 20")
    assert sides.sides[1] == Side(("b#one", "b#two"), Interval.of(27, 28))


def test_parts_are_taken_at_their_least_when_they_are_too_much() -> None:
    assert sum_of(PROOF) == Sum(
        (Part("exports[CN, 2023]", Fraction(18)), Part("imports[CN, 2023]", Fraction(9))),
        Part("trade[CN, 2023]", Fraction(25)),
        too_much=True,
        unit="",
    )


def test_parts_are_taken_at_their_most_when_they_are_too_little() -> None:
    proof = (stated("a#whole", WHOLE, Interval.of(30, None), "at least 30"), *PROOF[1:])
    found = sum_of(proof)
    assert found is not None
    assert (found.too_much, found.total, found.whole.amount) == (False, Fraction(28), Fraction(30))


def test_a_sum_that_its_whole_allows_is_no_picture() -> None:
    assert sum_of((stated("a#whole", WHOLE, Interval.of(20, 28), "20 to 28"), *PROOF[1:])) is None


def test_the_identities_that_a_contradiction_does_not_need_are_left_out() -> None:
    beside = Var(Variable("measure", ("jobs", ("CN",), "2023")))
    proof = (*PROOF, ground(None, Relation(beside, "==", Plus((beside, beside)))))
    assert needed_of(proof) == PROOF


def test_a_picture_says_in_words_what_it_draws() -> None:
    axis, parts = pictures_of(finding("a#whole", "b#one", "b#two"), PROOF, lambda claim: claim[0].upper(), words())
    assert isinstance(axis, AxisPicture)
    assert axis.title == "What they say of trade in goods, China, 2023"
    assert axis.description == (
        "A: above 20, which means 20 … 25; the other 2 claims together: 27 … 28. No value fits all of them."
    )
    assert [(bar.x, bar.width) for bar in axis.bars] == [("10%", "50%"), ("80%", "10%")]
    assert axis.gap == ("60%", "20%")
    assert axis.marks == (Mark("10%", "20"), Mark("30%", "22"), Mark("50%", "24"), Mark("70%", "26"), Mark("90%", "28"))
    assert isinstance(parts, PartsPicture)
    assert (parts.parts_say, parts.whole_says, parts.whole_width) == ("2 parts, at least 27", "at most 25", "92.59%")


def test_an_anniversary_is_drawn_as_a_timeline() -> None:
    result = large(2, 3, 1)
    (found,) = result.findings
    (axis,) = pictures_of(found, result.proofs[found.fingerprint], lambda claim: claim, words())
    assert isinstance(axis, AxisPicture)
    assert [bar.value for bar in axis.bars] == ["30, which gives 1992", "29, which gives 1993"]
    assert [mark.says for mark in axis.marks] == ["1992-01", "1992-07", "1993-01", "1993-07", "1994-01"]


def test_a_finding_without_a_proof_has_no_picture() -> None:
    assert pictures_of(finding("a#b"), (), lambda claim: claim, words()) == ()


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        (Interval.of(1, 2), Interval.of(2, 3), None),
        (Interval.of(1, 2, "[)"), Interval.of(2, 3), Interval.point(2)),
        (Interval.of(None, 2), Interval.of(5, None), Interval.of(2, 5)),
    ],
)
def test_the_gap_lies_between_what_does_not_meet(one: Interval, other: Interval, gap: Interval | None) -> None:
    assert gap_of((one, other)) == gap
    assert gap_of((other, one)) == gap


def test_places_on_a_scale_are_exact_percentages() -> None:
    scale = Scale(Fraction(0), Fraction(3))
    assert [scale.at(Fraction(n)) for n in (-1, 0, 1, 3, 9)] == ["0%", "0%", "33.33%", "100%", "100%"]
    assert percent(Fraction(1, 8)) == "12.50%"


@pytest.mark.parametrize(
    ("lo", "hi", "says", "word"),
    [
        (0, 10, ["0", "2", "4", "6", "8", "10"], ""),
        (24_000_000_000, 31_000_000_000, ["24", "26", "28", "30"], "billion"),
        (-1, 1, ["-1", "-0.5", "0", "0.5", "1"], ""),
    ],
)
def test_marks_of_numbers_are_round(lo: int, hi: int, says: list[str], word: str) -> None:
    marks, unit = number_marks(Scale(Fraction(lo), Fraction(hi)))
    assert ([mark.says for mark in marks], unit) == (says, word)


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("1949/1999", ["1950", "1960", "1970", "1980", "1990"]),
        ("2022-01/2022-08", ["2022-01", "2022-03", "2022-05", "2022-07"]),
        ("2022-09-01/2022-09-09", ["2022-09-02", "2022-09-04", "2022-09-06", "2022-09-08"]),
    ],
)
def test_marks_of_days_are_days_months_or_years(period: str, says: list[str]) -> None:
    lo, hi = parse_date(period).spans[0]
    assert lo is not None
    assert hi is not None
    assert [mark.says for mark in day_marks(Scale(Fraction(lo), Fraction(hi)))] == says


def words() -> Words:
    declared = VocabularyFile.model_validate(
        {
            "entities": {"CN": {"label": "China"}, "KZ": {"label": "Kazakhstan"}},
            "events": {"ties": {"label": "diplomatic ties"}},
            "metrics": {
                "trade": {"label": "trade in goods", "symmetric": True, "of": ["country", "country"]},
                "exports": {"label": "exports", "of": ["country", "country"]},
            },
            "properties": {"capital": {"label": "capital"}},
        }
    )
    return Words(Vocabulary(declared))


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("origin[ties]", "diplomatic ties: when it took place"),
        ("trade[CN, KZ, 2023]", "trade in goods, China and Kazakhstan, 2023"),
        ("exports[CN, KZ, 2023]", "exports, from China to Kazakhstan, 2023"),
        ("change_rate[trade, CN, KZ, 2023, 2022]", "growth of trade in goods, China and Kazakhstan, 2023 against 2022"),
        ("state[KZ, capital, 2024]", "capital of Kazakhstan, 2024"),
        ("edition[summit, 22]", "summit, number 22: when it was"),
        ("trade[CN, KZ, 2023] as target", "trade in goods, China and Kazakhstan, 2023 (as target)"),
        ("a-source#a-claim", "a-source#a-claim"),
    ],
)
def test_unknowns_are_put_into_words(subject: str, says: str) -> None:
    assert words().of(subject) == says
