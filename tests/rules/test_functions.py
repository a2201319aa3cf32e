"""Each function of the language: what it answers, what it cannot answer, and that the table describes it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from drafts import draft, mistake
from small_corpus import claims_of, grounded, show

from claimcheck.rules.functions import FUNCTIONS
from claimcheck.values.figure import Reading

VOCABULARY = {
    "entities": {
        "CN": {"type": "country"},
        "KZ": {"type": "country"},
        "IN": {"type": "country"},
        "astana": {"type": "city", "in": "KZ"},
        "nowhere": {"type": "city"},
        "xi": {"type": "person", "country": "CN", "born": "1953-06-15"},
        "deng": {"type": "person", "country": "CN", "born": "1904-08-22", "died": "1997-02-19"},
    },
    "groups": {"asia": ["CN", "KZ"], "sco": ["KZ", {"id": "IN", "during": "2017-06-09/.."}]},
    "events": {"ties": {"on": "1992-01-03", "lasts": "3 days"}, "fair": {}},
    "series": {
        "yearly": {"frequency": "annual", "gaps": "none"},
        "biennale": {"frequency": "biennial", "lasts": "7 months"},
        "odd": {},
    },
    "properties": {"capital": {"single": True}, "language": {"single": False}},
    "roles": {"president": {"single": True, "term": "5 years"}, "member": {"single": False}},
    "metrics": {
        "exports": {"of": ["country", "country"], "unit": "USD", "at_least": 0},
        "oil": {"part_of": "exports"},
        "gas": {"part_of": "exports"},
        "balance": {"of": ["country"], "measures": "flow"},
        "share-price": {"measures": "rate", "additive": False, "at_least": -5},
        "exports-growth": {"growth_of": "exports"},
        "heads": {"of": ["country"], "whole": True, "measures": "stock", "at_least": 0},
        "exports-per-head": {"quotient_of": ["exports", "heads"], "at_least": 0},
        "jobless": {"measures": "rate", "unit": "percent"},
    },
    "disjoint": [["gas", "oil"]],
    "rates": [
        {"from": "EUR", "to": "USD", "during": "2021", "at_least": "1.12", "at_most": "1.23"},
        {"from": "EUR", "to": "USD", "during": "2015/2024", "at_least": "0.96", "at_most": "1.25"},
        {"from": "KZT", "to": "USD", "at_least": "0.002", "at_most": "0.004"},
    ],
}
CLAIM = {
    "id": "a",
    "kind": "event",
    "type": "visit",
    "who": ["xi"],
    "where": "astana",
    "on": "2022-09-14",
    "weekday": "Wednesday",
}


def answer(condition: str, entry: dict[str, Any] | None = None, reading: Reading = Reading.PLAIN) -> str:
    """Return `yes` or `no`, what a match lacks, or that it cannot be decided or makes no sense."""
    claim = entry or CLAIM
    rule = draft(each={"kind": claim["kind"]}, where=condition, assert_="published > 1")
    result = grounded(rule, claims_of(claim), vocabulary=VOCABULARY, reading=reading)
    if result.faults:
        return f"fault: {result.faults[0].message}"
    if result.not_checked:
        entry_ = result.not_checked[0]
        return f"{entry_.operand}: {entry_.reason}"
    return "yes" if result.constraints else "no"


QUANTITY = {"id": "a", "kind": "quantity", "metric": "exports", "of": ["CN", "asia"], "value": "$5", "during": "2021"}
DURATION = {"id": "a", "kind": "duration", "event": "ties", "length": "more than 30 years", "on": "2022"}
SHARE = {
    "id": "a",
    "kind": "share",
    "part": {"metric": ["oil", "gas"], "of": ["CN", "KZ"]},
    "whole": {"metric": "exports", "of": ["CN", "KZ"], "value": "$9"},
    "during": "2021",
    "share": "half",
}
EUROS = {**QUANTITY, "value": "$6", "also": "€5.00"}
TABLE = [
    ("year(on) == 2022", None, "yes"),
    ("weekday(on) == weekday", None, "yes"),
    ("weekday(on) == 'Friday'", None, "no"),
    ("weekday(on) == 'Friday'", {**CLAIM, "on": "2022-09"},
        "on: the date is not a single day, so it has no one weekday"),
    ("precision(on) == 'day'", None, "yes"),
    ("precision(on) == 'quarter'", {**CLAIM, "on": "2022-Q3"}, "yes"),
    ("within(where, 'KZ')", None, "yes"),
    ("within(where, 'asia')", None, "yes"),
    ("within(where, 'CN')", None, "no"),
    ("country(where) == 'KZ'", None, "yes"),
    ("country('xi') == 'CN'", None, "yes"),
    ("country('nowhere') == 'CN'", None, "nowhere: its country is unknown"),
    ("type_of(where) == 'city'", None, "yes"),
    ("type_of('ghost') == 'unknown'", None, "yes"),
    ("is_group('asia')", None, "yes"),
    ("is_group(where)", None, "no"),
    ("has_group(of)", QUANTITY, "yes"),
    ("count(members('asia')) == 2", None, "yes"),
    ("count(members('sco', during)) == 1", {**QUANTITY, "during": "2016"}, "yes"),
    ("count(members('sco', during)) == 2", QUANTITY, "yes"),
    ("count(members('sco', during)) == 2", {**QUANTITY, "during": "2017"},
        "sco: the vocabulary does not list all its members at that time"),
    ("count(members('ghost')) == 0", None, "ghost: the vocabulary does not list all its members at that time"),
    ("count(expansions(of, when)) == 2", {**QUANTITY, "of": ["IN", "asia"]}, "yes"),
    ("count(expansions(of, when)) == 2", QUANTITY,
        "asia: it contains another of the dimensions, so its members do not add up"),
    ("count(expansions(of, when)) == 2", {**QUANTITY, "of": ["IN", "CN"]},
        "of: it does not have exactly one group among its dimensions"),
    ("unit(value) == 'USD'", QUANTITY, "yes"),
    ("unit(value) == percent", {**QUANTITY, "value": "5 percent"}, "yes"),
    ("length(during) == '12 months'", QUANTITY, "yes"),
    ("length(during) == '1 months'", {**QUANTITY, "during": "2021-02"}, "yes"),
    ("starts(during) < ends(during)", QUANTITY, "yes"),
    ("ends(during) - starts(during) == 364", QUANTITY, "yes"),
    ("overlaps(during, during)", QUANTITY, "yes"),
    ("covers(during, during)", QUANTITY, "yes"),
    ("abs(value - 9) < 5", QUANTITY, "yes"),
    ("measures(metric) == 'flow'", QUANTITY, "yes"),
    ("unit_of(metric) == unit(value)", QUANTITY, "yes"),
    ("unit_of(metric) == unit(value)", {**QUANTITY, "value": "€5 billion"}, "no"),
    ("measures('share-price') == 'rate'", QUANTITY, "yes"),
    ("non_negative(metric)", QUANTITY, "yes"),
    ("non_negative('share-price')", QUANTITY, "no"),
    ("non_negative('balance')", QUANTITY, "no"),
    ("additive(metric)", QUANTITY, "yes"),
    ("additive('share-price')", QUANTITY, "no"),
    ("additive('exports-growth')", QUANTITY, "no"),
    ("additive('exports-per-head')", QUANTITY, "no"),
    ("non_negative(part)", SHARE, "yes"),
    ("non_negative(whole)", {**SHARE, "whole": {"metric": "balance", "of": "KZ"}}, "no"),
    ("as_percentage(whole)", SHARE, "no"),
    ("as_percentage(whole)", {**SHARE, "whole": {"metric": "exports", "value": "60 percent"}}, "yes"),
    ("as_percentage(whole)", {**SHARE, "whole": {"metric": "jobless", "value": "60 percent"}}, "no"),
    ("as_percentage(part)", SHARE, "part: it states no figure"),
    ("is_quotient('exports-per-head')", QUANTITY, "yes"),
    ("is_quotient(metric)", QUANTITY, "no"),
    ("divided('exports-per-head') == 'exports' and divided_by('exports-per-head') == 'heads'", QUANTITY, "yes"),
    ("converted(also, value, when) == 6.2", EUROS, "no"),
    ("converted(also, value, when) >= 5.59", EUROS, "yes"),
    ("converted(also, value, when) > 6.2", EUROS, "no"),
    ("converted(also, value, when) > 6.3", {**EUROS, "during": "2023"}, "no"),
    ("converted(also, value, when) == 6", {**EUROS, "during": "2025"},
        "also: the vocabulary gives no rate for EUR in USD at 2025"),
    ("converted(also, value, when) > 0.99", {**EUROS, "also": "500.0 KZT", "during": "2025"}, "yes"),
    ("converted(value, also, when) > 3100", {**EUROS, "also": "500 KZT", "value": "$6.00", "during": "2025"}, "no"),
    ("abs(converted(also, value, when) - 8.04672) < 0.01", {**EUROS, "value": "8 km", "also": "5.000 mi"}, "yes"),
    ("converted(also, value, when) == 5", {**EUROS, "also": "$5"}, "also: it is in the same unit"),
    ("count(years_in(during)) == 5", {**QUANTITY, "during": "2016/2020"}, "yes"),
    ("first_year(during) == last_year(during)", QUANTITY, "yes"),
    ("ends(last_year(during)) - starts(first_year(during)) > 1800", {**QUANTITY, "during": "2016/2020"}, "yes"),
    ("count(years_in(during)) == 1", {**QUANTITY, "during": "2021-Q1"},
        "when: 2021-Q1 is not made of whole years"),
    ("count(years_in(during)) == 1", {**QUANTITY, "during": "2021-01-02/2021-07-05"},
        "when: 2021-01-02/2021-07-05 is not made of whole months"),
    ("count(split(during, 4)) == 4", QUANTITY, "yes"),
    ("count(split(during, 5)) == 5", QUANTITY, "when: 2021 has no 5 parts of equally many months"),
    ("longest_term('president') > 2200", None, "no"),
    ("longest_term('president') < 2200", None, "yes"),
    ("longest_term('member') < 2200", None, "member: the vocabulary does not say how long it is held at most"),
    ("compounded(value, 2) > 29", QUANTITY, "yes"),
    ("compounded(value, 1) >= 5.5", QUANTITY, "yes"),
    ("is_part('oil') and whole_of('oil') == 'exports'", QUANTITY, "yes"),
    ("is_part(metric)", QUANTITY, "no"),
    ("disjoint_parts('oil') == ['gas', 'oil']", QUANTITY, "yes"),
    ("is_growth('exports-growth') and grown('exports-growth') == 'exports'", QUANTITY, "yes"),
    ("is_growth(metric)", QUANTITY, "no"),
    ("single_value('capital')", None, "yes"),
    ("single_value('language')", None, "no"),
    ("single_holder('president')", None, "yes"),
    ("single_holder('member')", None, "no"),
    ("gaps('yearly') == 'none'", None, "yes"),
    ("gaps('odd') == 'possible'", None, "yes"),
    ("every('yearly') == 1 and every('biennale') == 2", None, "yes"),
    ("lasts('ties') < 5", None, "yes"),
    ("lasts('fair') <= 31", None, "yes"),
    ("lasts('biennale') <= 300", None, "yes"),
    ("year(known('ties')) == 1992", None, "yes"),
    ("year(born('deng')) == 1904 and year(died('deng')) == 1997", None, "yes"),
    ("days(length) > 10900", DURATION, "yes"),
    ("years(length) >= 30", DURATION, "yes"),
    ("unit(length) == 'years'", DURATION, "yes"),
    ("is_hedged(value)", {**QUANTITY, "value": "about $5"}, "yes"),
    ("is_hedged(value)", QUANTITY, "no"),
    ("is_count(part)", SHARE, "no"),
    ("on in [1]", None, "no"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "entry", "expected"), TABLE)
def test_answers(condition: str, entry: dict[str, Any] | None, expected: str) -> None:
    assert answer(condition, entry) == expected


@pytest.mark.parametrize("condition", ["every('odd') == 1", "year(known('fair')) == 1", "year(died('xi')) == 1",
    "whole_of('exports') == 'x'", "grown('exports') == 'x'"])  # fmt: skip
def test_what_the_vocabulary_leaves_out_is_said_and_is_no_pass(condition: str) -> None:
    assert answer(condition) not in ("yes", "no")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("days(on) == 1", "a length is needed here"),
        ("measures(on) == 'flow'", "an id is needed here"),
        ("length(who) == 'x'", "stands where a period is needed"),
        ("year(who) == 1", "a list stands where a number or a date is needed"),
        ("count(m for m in on) == 1", "count(… for m in …) needs a list"),
    ],
)
def test_nonsense_is_a_fault_of_the_rule(condition: str, words: str) -> None:
    assert answer(condition).startswith("fault: ")
    assert words in answer(condition)


def test_a_bare_length_is_exact_plainly_and_a_year_off_charitably() -> None:
    bare = {**DURATION, "length": "30 years"}
    assert answer("years(length) == 30", bare) == "yes"
    assert answer("years(length) >= 29 and years(length) <= 31", bare, Reading.CHARITABLE) == "yes"
    assert answer("years(length) == 30", bare, Reading.CHARITABLE).endswith(
        "whether the rule applies cannot be decided"
    )


def test_abroad_is_every_country_but_those_who_act() -> None:
    nth = {"id": "a", "kind": "nth", "ordinal": 1, "type": "visit", "who": "xi", "scope": "abroad", "on": "2022"}
    assert answer("within('astana', scope)", nth) == "yes"
    assert answer("within('CN', scope)", nth) == "no"
    assert answer("within('nowhere', scope)", nth).endswith("whether the rule applies cannot be decided")
    assert answer("within('astana', scope)", {**nth, "who": "ghost"}) == "scope: the country of ghost is unknown"


def test_operands_are_variables_and_figures() -> None:
    rule = draft(
        each={"kind": "share"}, assert_=["measured(part) < measured(whole)", "value(whole) > 1", "value(part) > 1"]
    )
    result = grounded(rule, claims_of(SHARE), vocabulary=VOCABULARY)
    assert [show(made.condition) for made in result.constraints] == [
        "oil[CN, KZ, 2021] + gas[CN, KZ, 2021] < exports[CN, KZ, 2021]",
        "$9 > 1",
    ]


def test_tenures_name_a_start_and_an_end() -> None:
    role = {"id": "a", "kind": "role", "person": "xi", "role": "president", "of": "CN", "since": "2013"}
    rule = draft(each={"kind": "role"}, assert_="start[tenure(person, role, of)] == since")
    result = grounded(rule, claims_of(role), vocabulary=VOCABULARY)
    assert [show(made.condition) for made in result.constraints] == ["start[tenure xi president CN] == 2013"]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_table_tells_how_each_function_is_called(name: str) -> None:
    function = FUNCTIONS[name]
    assert re.fullmatch(rf"{name}\(([a-z]+(, [a-z]+)*)?\)", function.signature)
    assert 1 <= function.least <= function.most == function.signature.count(",") + 1
    assert function.meaning
    assert not function.meaning.endswith(".")
    too_many = ", ".join(["on"] * (function.most + 1))
    if name != "together":
        assert "takes" in mistake(assert_=f"{name}({too_many}) == 1").message


def test_every_function_has_an_answer_here() -> None:
    used = " ".join(condition for condition, _, _ in TABLE)
    elsewhere = {"measured", "value", "tenure", "together"}
    assert {name for name in FUNCTIONS if f"{name}(" not in used} <= elsewhere
