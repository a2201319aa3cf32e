"""`rules suggest`: what is planted is found and proves itself, what has an exception or is implied is not."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mined_corpus import FLOWS, PORTS, VOCABULARY, corpus_of, planted, quantity

from claimcheck.engine.mining.candidate import Instance, independent
from claimcheck.engine.mining.examples_of import flow
from claimcheck.engine.mining.patterns.shares import simplest
from claimcheck.engine.mining.suggest import Suggestions, suggest
from claimcheck.engine.workbench.examples import run_examples
from claimcheck.rules.load import load_rules
from claimcheck.values.interval import Interval

ROOT = Path(__file__).parents[2]
FEW = ("quantity", "edition", "anniversary", "trade", "part")
RULES = load_rules([ROOT / "rules" / family for family in FEW], ROOT).rules
SUM = "passengers[a, t] == arrivals[a, t] + departures[a, t]"


def suggested(root: Path, claims: Mapping[str, list[dict[str, Any]]], **metrics: Any) -> Suggestions:
    declared = {name: {"of": ["port"], **given} for name, given in metrics.items()}
    vocabulary = {**VOCABULARY, "metrics": {**VOCABULARY["metrics"], **declared}}
    return suggest(corpus_of(root, claims, vocabulary), RULES)


def assertions(found: Suggestions) -> list[str]:
    lines = (line for each in found.rules for line in each.text.splitlines())
    return [line.removeprefix("assert: ") for line in lines if line.startswith("assert: ")]


def by_year(metric: str, values: Mapping[int, object], of: str | list[str] = "northhaven") -> list[dict[str, Any]]:
    return [quantity(metric, of, year, value) for year, value in values.items()]


def test_a_planted_sum_is_found_and_what_follows_from_it_is_not(tmp_path: Path) -> None:
    found = suggested(tmp_path, planted())
    assert assertions(found) == [SUM]
    (only,) = found.rules
    assert (only.code, only.name, only.cases) == ("SUG001", "passengers-unlike-arrivals-and-departures", 6)
    assert only.sources == ("coast-weekly", "daily-sail", "harbour-post")
    assert found.implied == 2, "that either part is at most the whole follows from the sum"


def test_a_suggested_rule_is_ready_to_run(tmp_path: Path) -> None:
    (only,) = suggested(tmp_path, planted()).rules
    (tmp_path / "rules").mkdir()
    (tmp_path / f"rules/{only.name}.yaml").write_text(only.text)
    loaded = load_rules((*(ROOT / "rules" / family for family in FEW), tmp_path / "rules"), tmp_path)
    assert loaded.findings == ()
    rule = loaded.get("SUG001")
    assert rule is not None
    assert (rule.model.status, rule.model.severity) == ("preview", "warning")
    assert [each.name for each in run_examples(rule, loaded)] == ["as the sources say", "one figure changed"]
    assert [each.differences for each in run_examples(rule, loaded)] == [(), ()]
    again = suggest(corpus_of(tmp_path, planted(), VOCABULARY), loaded.rules)
    assert (again.rules, again.implied) == ((), 3), "what is written down is not suggested again"


def test_one_exception_removes_it(tmp_path: Path) -> None:
    claims = planted()
    claims["harbour-post"][0]["value"] = "1,313,500"
    assert SUM not in assertions(suggested(tmp_path, claims))


def test_an_exception_within_the_meaning_of_the_words_does_not(tmp_path: Path) -> None:
    claims = planted()
    claims["harbour-post"][0]["value"] = "more than 1 million"
    assert SUM in assertions(suggested(tmp_path, claims))


def test_two_cases_are_too_few(tmp_path: Path) -> None:
    claims = {source: listed[:2] for source, listed in planted().items()}
    assert assertions(suggested(tmp_path, claims)) == []


def test_a_product(tmp_path: Path) -> None:
    tickets, prices = {2020: 400, 2021: 300, 2022: 700}, {2020: 20, 2021: 30, 2022: 25}
    claims = {
        "a": by_year("takings", {year: tickets[year] * prices[year] for year in tickets}),
        "b": by_year("tickets", tickets),
        "c": by_year("price", prices),
    }
    found = suggested(tmp_path, claims, takings={"unit": "EUR"}, tickets={}, price={"unit": "EUR"})
    assert assertions(found)[0] == "takings[a, t] == price[a, t] * tickets[a, t]"


def test_a_fixed_share(tmp_path: Path) -> None:
    values = {2020: 1234, 2021: 2200, 2022: 870}
    claims = {"a": by_year("tax", {y: f"{v * 200:,}" for y, v in values.items()}),
              "b": by_year("turnover", {y: f"{v * 1000:,}" for y, v in values.items()})}  # fmt: skip
    assert assertions(suggested(tmp_path, claims, tax={"at_least": 0}, turnover={"at_least": 0})) == [
        "tax[a, t] == turnover[a, t] * 1 / 5"
    ]


def test_a_mirror(tmp_path: Path) -> None:
    there, back = {2020: 120, 2021: 340, 2022: 560}, ["northhaven", "southport"]
    claims = {"a": by_year("ferries", there, back), "b": by_year("ferries", there, back[::-1])}
    found = suggested(tmp_path, claims, ferries={"of": ["port", "port"]})
    assert "ferries[a, b, t] == ferries[b, a, t]" in assertions(found)


def test_a_limit_that_is_reached_again_and_again(tmp_path: Path) -> None:
    claims = {"a": by_year("berths", {2018: 12, 2019: 40, 2020: 40, 2021: 31, 2022: 40})}
    found = suggested(tmp_path, claims, berths={"whole": True, "at_least": 0})
    assert assertions(found) == ["berths[a, t] <= 40"]


def test_a_highest_value_alone_is_no_limit(tmp_path: Path) -> None:
    claims = {"a": by_year("berths", {2018: 12, 2019: 20, 2020: 25, 2021: 31, 2022: 40})}
    assert assertions(suggested(tmp_path, claims, berths={"whole": True, "at_least": 0})) == []


def test_a_series_that_counts_years(tmp_path: Path) -> None:
    editions = {"a": [{"kind": "edition", "series": "regatta", "ordinal": n, "on": 2000 + 2 * n} for n in (3, 5, 9)]}
    found = suggested(tmp_path, editions)
    assert assertions(found) == ["year(on) == ordinal * 2 + 2000"]
    assert found.rules[0].name == "regatta-edition-out-of-step"


def test_a_series_whose_step_is_declared_is_implied(tmp_path: Path) -> None:
    editions = [{"kind": "edition", "series": "regatta", "ordinal": n, "on": 2000 + n} for n in (3, 5, 9)]
    vocabulary = {**VOCABULARY, "series": {"regatta": {"frequency": "annual"}}}
    found = suggest(corpus_of(tmp_path, {"a": editions}, vocabulary), RULES)
    assert (assertions(found), found.implied) == ([], 1)


def test_anniversaries_of_one_event_are_implied(tmp_path: Path) -> None:
    claims = [{"kind": "anniversary", "event": "opening", "ordinal": n, "on": 1990 + n} for n in (10, 20, 30)]
    vocabulary = {**VOCABULARY, "events": {"opening": {}}}
    found = suggest(corpus_of(tmp_path, {"a": claims}, vocabulary), RULES)
    assert (assertions(found), found.implied) == ([], 1)


def test_values_that_one_claim_ties_together_are_no_evidence(tmp_path: Path) -> None:
    """Two values of which one is known from the other alone show nothing about the two."""
    one = Instance(frozenset({"a", "b"}), frozenset({"s"}))
    assert independent([one, Instance(frozenset({"b", "c"}), frozenset({"s"}))]) == (one,)


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"a": ["b, c", 1]}, '{a: ["b, c", 1]}'), ("5: 6", '"5: 6"'), ("$41 billion", "$41 billion"), ("", '""'),
        (True, "true"), ("a # b", '"a # b"'), ("-5", '"-5"')],
)  # fmt: skip
def test_yaml_in_the_short_style(value: object, expected: str) -> None:
    assert flow(value) == expected


ENDS = st.fractions(min_value=-50, max_value=50, max_denominator=40)


@given(ENDS, ENDS, st.booleans(), st.booleans())
def test_the_simplest_fraction_lies_inside_and_none_is_simpler(a: Fraction, b: Fraction, lo: bool, hi: bool) -> None:
    low, high = sorted((a, b))
    if low == high and (lo or hi):
        return
    interval = Interval(low, high, lo, hi)
    found = simplest(interval)
    assert found is not None
    assert interval.contains(found)
    for denominator in range(1, found.denominator):
        first = low * denominator
        inside = range(first.__floor__(), (high * denominator).__ceil__() + 1)
        assert not any(interval.contains(Fraction(n, denominator)) for n in inside)


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=3), max_size=12))
def test_independent_cases_share_no_claim(claims: list[frozenset[str]]) -> None:
    kept = independent([Instance(each, frozenset()) for each in claims])
    assert sum(len(each.claims) for each in kept) == len(frozenset[str]().union(*(each.claims for each in kept)))
    assert all(any(each & other.claims for other in kept) for each in claims)


def test_the_flows_of_the_tests_are_telling() -> None:
    assert all(len({flows[i] for flows in FLOWS.values()}) == 3 for i in (0, 1))
    assert len(PORTS) == 2
