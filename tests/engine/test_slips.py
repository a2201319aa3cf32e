"""The slips of a wording: all of them, each once, none that leaves it as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.engine.explaining.slips import MAX_TEXT, slips_of, variants, word_variants
from claimcheck.rules.terms import Leaf, Sort, Stated
from claimcheck.values.figure import Reading, parse_figure
from claimcheck.values.interval import Interval


def leaf(text: str) -> Leaf:
    figure = parse_figure(text)
    return Leaf(Stated("a", "value"), figure.interval(Reading.PLAIN), text, figure.value, Sort.NUMBER, figure.unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "$4.8 billion",
            {
                "$8.4 billion": "digits swapped",
                "$48 billion": "point moved",
                "$0.48 billion": "point moved",
                "$480 billion": "point moved",
                "$0.048 billion": "point moved",
                "$4800 billion": "factor of 1,000",
                "$0.0048 billion": "factor of 1,000",
                "$.8 billion": None,
                "$4 billion": "digit dropped or added",
                "$4.80 billion": "digit dropped or added",
                "$4.8 million": "scale",
                "$4.8 trillion": "scale",
            },
        ),
        (
            "7",
            {
                "8": "one off",
                "6": "one off",
                "70": "point moved",
                "0.7": "point moved",
                "700": "point moved",
                "0.07": "point moved",
                "7000": "factor of 1,000",
                "0.007": "factor of 1,000",
                "-7": "sign",
            },
        ),
        ("seven", {"eight": "another number word", "six": "another number word"}),
        ("thirty years", {"forty years": "another number word", "twenty years": "another number word"}),
        ("twelve", {"eleven": "another number word"}),
        ("nearly half", {}),
    ],
)
def test_the_slips_of_a_figure(text: str, expected: dict[str, str | None]) -> None:
    wanted = {read: kind for read, kind in expected.items() if kind is not None}
    assert dict(variants(text, is_date=False)) == wanted


def test_percent_and_points_are_taken_for_each_other() -> None:
    assert dict(variants("53 percent", is_date=False))["53 percentage points"] == "percent against points"
    assert dict(variants("53 percentage points", is_date=False))["53 percent"] == "percent against points"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("above $25 billion", "below $25 billion"),
        ("more than 30 years", "less than 30 years"),
        ("under 5", "over 5"),
        ("at least two", "at most two"),
    ],
)
def test_a_hedge_is_turned_round(text: str, other: str) -> None:
    assert dict(variants(text, is_date=False))[other] == "direction"
    assert dict(variants(other, is_date=False))[text] == "direction"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", {"2023": "year one off", "2021": "year one off"}),
        (
            "2022-09",
            {
                "2023-09": "year one off",
                "2021-09": "year one off",
                "2022-10": "month one off",
                "2022-08": "month one off",
            },
        ),
        (
            "2024-07-02",
            {
                "2025-07-02": "year one off",
                "2023-07-02": "year one off",
                "2024-07-03": "day one off",
                "2024-07-01": "day one off",
                "2024-08-02": "month one off",
                "2024-06-02": "month one off",
                "2024-02-07": "day and month exchanged",
            },
        ),
        (
            "2017/2019",
            {
                "2018/2019": "year one off",
                "2016/2019": "year one off",
                "2017/2020": "year one off",
                "2017/2018": "year one off",
            },
        ),
        ("before 2010", {"before 2011": "year one off", "before 2009": "year one off"}),
    ],
)
def test_the_slips_of_a_date(text: str, expected: dict[str, str]) -> None:
    assert dict(variants(text, is_date=True)) == expected


def test_the_slips_of_a_word() -> None:
    assert dict(word_variants("Sunday")) == {"Monday": "day one off", "Saturday": "day one off"}
    assert dict(word_variants("up")) == {"down": "direction"}
    assert dict(word_variants("lowest")) == {"highest": "direction"}
    assert dict(word_variants("more")) == {"less": "direction"}
    assert dict(word_variants("astana")) == {}


def test_a_repair_reads_a_slip_as_a_figure_of_the_same_unit() -> None:
    found = {slip.text: slip for slip in slips_of(leaf("$3.93 billion"))}
    assert found["$3.39 billion"].says == "read $3.39 billion for $3.93 billion"
    assert found["$3.39 billion"].value == Interval.of(3_385_000_000, 3_395_000_000, "[)")
    day = Leaf(Stated("a", "on"), Interval.of(1, 1), "2024-02-28", None, Sort.DAY)
    assert "2024-02-29" in {slip.text for slip in slips_of(day)}
    assert "2024-28-02" not in {slip.text for slip in slips_of(day)}
    assert not list(slips_of(Leaf(Stated("a", "value"), Interval.of(1, 1), "astana", None, Sort.SYMBOL)))


def test_a_text_that_is_no_figure_of_reasonable_length_has_none() -> None:
    assert not list(variants("1" * 13, is_date=False))[:-1]
    assert not list(variants("1" * (MAX_TEXT + 1), is_date=False))
    assert not list(variants("", is_date=False))


@given(st.text(alphabet="0123456789.,-/$ %abehilmnoprtuvx", max_size=30), st.booleans())
def test_any_text_is_read_and_every_slip_is_another_text_and_comes_once(text: str, is_date: bool) -> None:
    found = [read for read, _ in variants(text, is_date)]
    assert text not in found
    assert len(found) == len(set(found)) <= 200
