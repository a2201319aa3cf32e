"""Rates of the vocabulary, units of one quantity, and quotients of metrics: what is found, and what is refused."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from claimcheck.corpus.problems import Problems
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.vocabulary_files import build_vocabulary
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.values.conversions import factor
from claimcheck.values.dates import parse_date
from claimcheck.values.interval import Interval
from claimcheck.values.periods import When, when_of


def vocabulary_of(**declared: Any) -> tuple[Vocabulary, list[str]]:
    node = read_yaml(json.dumps(declared)).root
    assert node is not None
    problems = Problems("v.yaml")
    return build_vocabulary([(node, problems)]), [f"{each.code} {each.message}" for each in problems.found]


def during(text: str) -> When:
    return when_of(parse_date(text), "during")


RATES = [
    {"from": "EUR", "to": "USD", "during": "2020/2024", "at_least": "0.95", "at_most": "1.25"},
    {"from": "EUR", "to": "USD", "during": "2023", "at_least": "1", "at_most": "1.25"},
    {"from": "barrels", "to": "t", "at_least": "0.12", "at_most": "0.16"},
]


@pytest.mark.parametrize(
    ("unit", "other", "when", "expected"),
    [
        ("EUR", "USD", "2023", Interval.of(1, Fraction(5, 4))),
        ("EUR", "USD", "2023-05", Interval.of(1, Fraction(5, 4))),
        ("USD", "EUR", "2023", Interval.of(Fraction(4, 5), 1)),
        ("EUR", "USD", "2022/2023", Interval.of(Fraction(19, 20), Fraction(5, 4))),
        ("EUR", "USD", "2024/2025", None),
        ("EUR", "KZT", "2023", None),
        ("barrels", "t", "1999", Interval.of(Fraction(3, 25), Fraction(4, 25))),
    ],
)
def test_the_shortest_period_that_holds_a_time_gives_its_rate(
    unit: str, other: str, when: str, expected: Interval | None
) -> None:
    vocabulary, problems = vocabulary_of(rates=RATES)
    assert problems == []
    assert vocabulary.rate(unit, other, during(when)) == expected


def test_a_rate_whose_ends_are_exchanged_is_refused() -> None:
    _, problems = vocabulary_of(rates=[{"from": "EUR", "to": "USD", "at_least": "1.2", "at_most": "1.1"}])
    assert len(problems) == 1
    assert "a rate is above zero, and its `at_least` is no more than its `at_most`" in problems[0]


def test_a_quotient_of_what_is_no_metric_is_refused() -> None:
    _, problems = vocabulary_of(metrics={"gdp": {}, "gdp-per-head": {"quotient_of": ["gdp", "peple"]}})
    assert problems == [
        'VOC001 `quotient_of` of "gdp-per-head" names "peple", which `metrics` does not declare',
    ]


@pytest.mark.parametrize(
    ("unit", "other", "expected"),
    [
        ("km", "m", Interval.point(1000)),
        ("mi", "km", Interval.point(Fraction("1.609344"))),
        ("MWh", "GWh", Interval.point(Fraction(1, 1000))),
        ("km", "kg", None),
        ("EUR", "USD", None),
    ],
)
def test_units_of_one_quantity_convert_exactly(unit: str, other: str, expected: Interval | None) -> None:
    assert factor(unit, other) == expected


def test_a_ton_beside_pounds_is_short_metric_or_long() -> None:
    pounds, tons = factor("t", "lb"), factor("lb", "t")
    assert pounds is not None
    assert tons is not None
    assert pounds.lo is not None
    assert pounds.hi is not None
    assert (round(pounds.lo), round(pounds.hi)) == (2000, 2240)
    assert (tons.lo, tons.hi) == (1 / Fraction(pounds.hi), 1 / Fraction(pounds.lo))
