"""Names, fields, absence and three answers: what a rule's conditions come to on small sets of claims."""

from __future__ import annotations

from typing import Any

import pytest
from drafts import PAIR, draft, mistake
from small_corpus import claims_of, grounded, show

from claimcheck.values.figure import Reading

ROLE = {"kind": "role"}


@pytest.mark.parametrize(
    ("changes", "column", "message"),
    [
        (
            {"assert_": "year(on) == ordnal"},
            12,
            "`ordnal` is no field, no index name declared in `for`, and no constant; an id is written in quotes; "
            "did you mean `ordinal`?",
        ),
        ({"assert_": "origin == on"}, 0, "`origin` is a variable; write it with its indices: origin[event]"),
        ({"assert_": "year == on"}, 0, "`year` is a function; write year(date)"),
        ({"assert_": "yaer(on) == 1"}, 0, "there is no function `yaer`; did you mean `year`?"),
        ({"assert_": "1 == year()"}, 5, "year(date) takes 1 argument, and 0 are given"),
        ({"assert_": "1 == year(on, on)"}, 5, "year(date) takes 1 argument, and 2 are given"),
        ({"assert_": "members() == event"}, 0, "members(group, period) takes 1 to 2 arguments, and 0 are given"),
        ({"assert_": "origin[event, on] == on"}, 0, "origin[event] has 1 index, and 2 are given"),
        ({"assert_": "edition[event] == on"}, 0, "edition[series, n] has 2 indices, and 1 are given"),
        ({"assert_": "event[1] == on"}, 0, "`event` is a field, and a field has no brackets"),
        ({"assert_": "first.on == on"}, 0, "`first` is not the name of a claim; this rule has none: the fields of "
            "the one claim are plain names"),
        ({"each": PAIR, "assert_": "first.on == other.onn"}, 18, "a claim of kind `event` has no field `onn`; did "
            "you mean `on`?"),
        ({"each": PAIR, "assert_": "first.on < other.scope"}, 17, "a claim of kind `event` has no field `scope`"),
        ({"each": PAIR, "assert_": "frst.on < other.on"}, 0, "`frst` is not the name of a claim; this rule has "
            "first, other"),
        ({"each": PAIR, "assert_": "first < other.on"}, 0, "`first` is a claim; write one of its fields, such as "
            "first.on"),
        ({"assert_": "default(on) == 1"}, 0, "default(field, value) takes two arguments"),
        ({"assert_": "given(on, on)"}, 0, "given(field) takes one argument"),
        ({"assert_": "given('on')"}, 6, "given(field) takes a field that a claim may leave out"),
        ({"assert_": "after(on) == 1"}, 0, "after(…) stands only as an index: edition[s, after(n)]"),
        ({"assert_": "edition['s', after(on)] == 1"}, 13, "after(…) takes the name of an ordinal that `for` declares"),
        ({"assert_": "together(on, on)"}, 0, "together(first, second) takes the names of two claims of `each`"),
        ({"assert_": "sum() == 1"}, 0, "sum(…) takes … for x in a list, and nothing beside it"),
        ({"assert_": "sum(x for x in 5) == 1"}, 15, "a loop goes through a list, such as members(group)"),
        ({"assert_": "on in 'abc'"}, 6, '`in` needs a list on its right: ["a", "b"]'),
        ({"assert_": "on < 'a'"}, 5, "words and lists are equal or not; they have no order"),
        ({"assert_": "on + 'a' == 1"}, 5, "only numbers, dates and lengths are added and multiplied"),
        ({"assert_": "on == 1 or event"}, 11, "a comparison is needed where a bare value stands: write == or < "
            "behind it"),
        ({"assert_": "ordinal < 10 * percent"}, 15, "`percent` is a word and no number: 10 percent is 0.1"),
        ({"assert_": "not year(on)"}, 4, "a comparison is needed where a bare value stands: write == or < behind it"),
    ],
)  # fmt: skip
def test_names_that_mean_nothing(changes: dict[str, Any], column: int, message: str) -> None:
    found = mistake(**changes)
    assert (found.column, found.message) == (column, message)


def test_a_field_that_only_one_of_several_kinds_has_can_be_joined_by_none() -> None:
    assert mistake(each=PAIR, where="other.ordinal == first.ordinal", assert_="first.on < other.on").column == 6


EVENTS = claims_of(
    {"id": "a", "kind": "event", "type": "visit", "who": "xi", "on": "2022-09"},
    {"id": "b", "kind": "event", "type": "visit", "who": "xi", "on": "2022-09-14", "weekday": "Wednesday"},
    {"id": "c", "kind": "event", "type": "visit", "who": "xi"},
    {"id": "d", "kind": "event", "type": "visit", "who": "xi", "on": "2023"},
)


def made(where: str | None, assert_: str | list[str] = "year(on) > 1", reading: Reading = Reading.PLAIN) -> Any:
    """Return for which claims a rule made a constraint, and which it could not check and why."""
    changes = {"where": where} if where is not None else {}
    result = grounded(draft(each={"kind": "event"}, assert_=assert_, **changes), EVENTS, reading=reading)
    missed = {entry.claims[0]: entry.operand for entry in result.not_checked}
    return sorted({claim for each in result.constraints for claim in each.claims}), missed, result.faults


@pytest.mark.parametrize(
    ("where", "made_of", "missed"),
    [
        ("on == on", ["b"], {"a": "on == on", "c": "on", "d": "on == on"}),
        ("year(on) == 2022", ["a", "b"], {"c": "on"}),
        ("year(on) != 2022", ["d"], {"c": "on"}),
        ("weekday == 'Wednesday'", ["b"], {"a": "weekday", "c": "weekday", "d": "weekday"}),
        ("given(weekday)", ["b"], {}),
        ("not given(weekday)", ["a", "d"], {}),
        ("default(weekday, 'none') == 'none'", ["a", "d"], {}),
        ("given(on) and year(on) == 2023", ["d"], {}),
        ("precision(on) in ['day', 'month']", ["a", "b"], {"c": "on"}),
        ("precision(on) not in ['day', 'month']", ["d"], {"c": "on"}),
        ("type == 'visit' and who == ['xi']", ["a", "b", "d"], {}),
        ("type == 'summit'", [], {}),
    ],
)
def test_where_decides_or_says_what_is_missing(where: str, made_of: list[str], missed: dict[str, str]) -> None:
    assert made(where) == (made_of, missed, [])


def test_a_where_that_cannot_be_decided_is_not_checked_and_no_pass() -> None:
    rule = draft(
        each={"one": {"kind": "event"}, "two": {"kind": "event"}}, where="one.on < two.on", assert_="one.on < two.on"
    )
    result = grounded(rule, EVENTS)
    assert sorted(each.claims for each in result.constraints) == [("a", "d"), ("b", "d")]
    undecided = [entry.claims for entry in result.not_checked if entry.operand == "one.on < two.on"]
    assert sorted(undecided) == [("a", "b"), ("a", "b")]


def test_an_item_whose_field_is_absent_is_skipped_and_the_others_hold() -> None:
    result = grounded(draft(each={"kind": "event"}, assert_=["weekday(on) == weekday", "year(on) > 1"]), EVENTS)
    made_of = sorted((each.assertion, each.claims[0]) for each in result.constraints)
    assert made_of == [(0, "b"), (1, "a"), (1, "b"), (1, "d")]


def test_a_rule_that_asks_for_nonsense_is_a_fault_and_no_pass() -> None:
    result = grounded(draft(each={"kind": "event"}, assert_="type + 1 == members(type)"), EVENTS)
    assert result.constraints == []
    assert {fault.rule.code for fault in result.faults} | {entry.rule for entry in result.not_checked} == {"TST001"}


PARTS = claims_of(
    {
        "id": "a",
        "kind": "breakdown",
        "whole": {"metric": "exports", "of": ["CN", "KZ"], "value": "10"},
        "parts": [{"metric": "oil", "of": ["CN", "KZ"], "value": "4"}, {"metric": "gas", "of": ["CN", "KZ"]}],
        "during": "2021",
    },
    {"id": "b", "kind": "quantity", "metric": "size", "of": "asia", "value": "2", "during": "2021"},
)
ASIA = {"groups": {"asia": ["CN", "KZ"]}}


@pytest.mark.parametrize(
    ("each", "assertion", "shown"),
    [
        ("breakdown", "sum(measured(p) for p in parts) == value(whole)", "oil[CN, KZ, 2021] + gas[CN, KZ, 2021] == 10"),
        ("breakdown", "count(p for p in parts) == 2", "2 == 2"),
        ("breakdown", "all(measured(p) <= measured(whole) for p in parts)",
            "oil[CN, KZ, 2021] <= exports[CN, KZ, 2021]; gas[CN, KZ, 2021] <= exports[CN, KZ, 2021]"),
        ("quantity", "value == count(members(of))", "2 == 2"),
        ("quantity", "count(m for m in members(of) if m == 'KZ') == 1", "1 == 1"),
        ("quantity", "sum(1 for m in members(of) if m == 'RU') == 0", "0 == 0"),
        ("quantity", "(1 + 2) * 3 - 4 / 2 == value ** 2", "(1 + 2) * 3 + -4 / 2 == 2^2"),
    ],
)  # fmt: skip
def test_loops_and_arithmetic(each: str, assertion: str, shown: str) -> None:
    result = grounded(draft(each={"kind": each}, assert_=assertion), PARTS, vocabulary=ASIA)
    assert result.faults == []
    assert [show(made_of.condition) for made_of in result.constraints] == [shown]
