"""Joins bind exactly what satisfies the rule, and index names range over what claims mention, and over nothing else."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from drafts import PAIR, draft
from hypothesis import given, settings
from hypothesis import strategies as st
from small_corpus import claims_of, grounded, show

from claimcheck.engine.grounding.match import matches

TRADE = {
    "entities": {name: {"type": "country"} for name in ("CN", "KZ", "TJ")},
    "metrics": {
        "trade": {"of": ["country", "country"], "symmetric": True},
        "exports": {"of": ["country", "country"]},
        "imports": {"mirror_of": "exports"},
        "stock": {"of": ["country"], "measures": "stock"},
        "flow": {"of": ["country"]},
    },
}
IDENTITY = "trade[a, b, t] == exports[a, b, t] + exports[b, a, t]"
PAIRS = {"a": "country", "b": "country", "t": "period"}


def quantity(name: str, metric: str, of: Any, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": "quantity", "metric": metric, "of": of, "value": "5", **more}


def instances(*entries: dict[str, Any], **changes: Any) -> list[str]:
    """Return what a rule comes to, sorted, beside one that makes each quantity mention its variable."""
    says = draft(code="TST000", each={"kind": "quantity"}, assert_="measure[metric, of, when] == value")
    result = grounded([says, draft(**changes)], claims_of(*entries), vocabulary=TRADE)
    assert result.faults == []
    return sorted(show(made.condition) for made in result.constraints if made.rule.code == "TST001")


def identity(*entries: dict[str, Any]) -> list[str]:
    """Return the instances of the identity; the order of a sum says nothing, so that twins count once."""
    found = instances(*entries, each={}, for_=PAIRS, assert_=IDENTITY)
    return sorted({" + ".join(sorted(each.partition(" == ")[2].split(" + "))) for each in found})


@pytest.mark.parametrize(
    "claim",
    [
        quantity("a", "trade", ["CN", "KZ"], during="2021"),
        quantity("a", "trade", ["KZ", "CN"], during="2021"),
        quantity("a", "exports", ["CN", "KZ"], during="2021"),
        quantity("a", "exports", ["KZ", "CN"], during="2021"),
        quantity("a", "imports", ["CN", "KZ"], during="2021"),
        quantity("a", "trade", ["CN", "KZ"], during="2021-01/2021-12"),
        quantity("a", "trade", ["CN", "KZ"], during="2021-01-01/2021-12-31"),
    ],
)
def test_an_identity_holds_for_each_tuple_that_a_claim_mentions_once(claim: dict[str, Any]) -> None:
    assert identity(claim) == ["exports[CN, KZ, 2021] + exports[KZ, CN, 2021]"]


def test_one_tuple_that_several_claims_mention_is_one_instance() -> None:
    found = identity(
        quantity("a", "trade", ["CN", "KZ"], during="2021"),
        quantity("b", "trade", ["KZ", "CN"], during="2021"),
        quantity("c", "exports", ["CN", "KZ"], during="2021-01/2021-12"),
        quantity("d", "imports", ["CN", "KZ"], during="2021-01-01/2021-12-31"),
    )
    assert found == ["exports[CN, KZ, 2021] + exports[KZ, CN, 2021]"]


def test_an_identity_is_not_instantiated_where_nothing_is_mentioned() -> None:
    assert identity(quantity("a", "flow", ["CN"], during="2021")) == []
    assert identity() == []


def test_another_tuple_is_another_instance() -> None:
    found = identity(
        quantity("a", "trade", ["CN", "KZ"], during="2021"),
        quantity("b", "trade", ["CN", "TJ"], during="2021"),
        quantity("c", "trade", ["CN", "KZ"], during="2022"),
    )
    assert len(found) == 3
    assert all("exports[KZ, TJ" not in each for each in found)


def test_the_period_before_is_made_but_makes_nothing() -> None:
    found = instances(
        quantity("a", "stock", "KZ", during="2021"),
        each={},
        for_={"a": "country", "t": "period"},
        assert_="stock[a, t] == stock[a, t - 1] + flow[a, t]",
    )
    assert found == ["stock[KZ, 2021] == stock[KZ, 2020] + flow[KZ, 2021]"]


def test_months_and_quarters_step_by_their_own_length() -> None:
    def before(period: str) -> list[str]:
        return instances(
            quantity("a", "flow", "KZ", during=period),
            each={},
            for_={"a": "country", "t": "period"},
            assert_="flow[a, t] >= flow[a, t - 1]",
        )

    assert before("2021-01") == ["flow[KZ, 2021-01] >= flow[KZ, 2020-12]"]
    assert before("2021-Q1") == ["flow[KZ, 2021-Q1] >= flow[KZ, 2020-Q4]"]


def test_the_next_ordinal_that_is_known() -> None:
    says = draft(code="TST000", each={"kind": "edition"}, assert_="edition[series, ordinal] == on")
    after = draft(each={}, for_={"s": "series", "n": "ordinal"}, assert_="edition[s, n] < edition[s, after(n)]")
    editions = claims_of(
        *({"id": f"e{n}", "kind": "edition", "series": "s", "ordinal": n, "on": 2000 + n} for n in (22, 24, 30)),
        {"id": "other", "kind": "edition", "series": "r", "ordinal": 23, "on": 2023},
    )
    result = grounded([says, after], editions)
    shown = sorted(show(made.condition) for made in result.constraints if made.rule.code == "TST001")
    assert shown == ["edition[s, 22] < edition[s, 24]", "edition[s, 24] < edition[s, 30]"]


def test_a_record_ranges_over_the_periods_of_its_own_metric() -> None:
    entries = (
        quantity("a", "flow", "KZ", during="2020"),
        quantity("b", "flow", "KZ", during="2022"),
        quantity("c", "flow", "CN", during="2019"),
        quantity("d", "flow", "KZ", during="2021-05"),
        {"id": "r", "kind": "record", "metric": "flow", "of": "KZ", "during": "2021", "extreme": "highest"},
    )
    found = instances(
        *entries,
        each={"kind": "record", "extreme": "highest"},
        for_={"t": "period"},
        where="length(t) == length(when) and t < when",
        assert_="measure[metric, of, when] >= measure[metric, of, t]",
    )
    assert found == ["flow[KZ, 2021] >= flow[KZ, 2020]"]


def test_what_is_planned_is_another_variable() -> None:
    found = identity(
        quantity("a", "trade", ["CN", "KZ"], during="2021"),
        quantity("b", "exports", ["CN", "KZ"], during="2021", **{"as": "plan", "made": "2020"}),
    )
    assert len(found) == 2


# Joins by hash tables against every combination.

WORDS = st.sampled_from(("visit", "summit", "founding"))
NAMES = st.sampled_from(("xi", "li"))


@st.composite
def small_sets(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return up to seven claims of two kinds that share few words, some without some fields."""
    found = []
    for number in range(draw(st.integers(0, 7))):
        entry: dict[str, Any] = {"id": f"c{number}", "type": draw(WORDS)}
        if draw(st.booleans()):
            entry |= {"kind": "nth", "ordinal": draw(st.sampled_from((1, 2)))}
        else:
            entry |= {"kind": "event"}
        if draw(st.booleans()):
            entry["who"] = draw(st.one_of(NAMES, st.just(["xi", "li"])))
        if draw(st.booleans()):
            entry["where"] = draw(st.sampled_from(("KZ", "CN")))
        if draw(st.booleans()):
            entry["on"] = draw(st.sampled_from(("2022", "2022-01/2022-12", "2023")))
        found.append(entry)
    return found


CONDITIONS = st.lists(
    st.sampled_from(
        (
            "other.type == first.type",
            "first.who == other.who",
            "other.where == first.where",
            "first.when == other.when",
            "other.type != first.type",
            "first.where != other.where",
            "first.source != other.source",
        )
    ),
    unique=True,
    min_size=1,
    max_size=4,
)


@settings(max_examples=50, deadline=None)
@given(entries=small_sets(), conditions=CONDITIONS)
def test_joins_find_what_every_combination_finds(entries: list[dict[str, Any]], conditions: list[str]) -> None:
    rule = draft(each=PAIR, where=" and ".join(conditions), assert_="first.type == other.type")
    claims = claims_of(*entries)
    by_kind = {kind: [claim for claim in claims if claim.kind == kind] for kind in ("nth", "event")}
    found = [(match["first"].id, match["other"].id) for match in matches(rule, by_kind)]

    def value(claim: Any, name: str) -> Any:
        if name == "source":
            return claim.source.id
        raw = claim.fields.get("on" if name == "when" else name)
        return (raw.earliest, raw.latest) if name == "when" and raw is not None else raw

    def holds(condition: str, pair: dict[str, Any]) -> bool:
        left, op, right = condition.split(" ")
        one, two = (value(pair[side.partition(".")[0]], side.partition(".")[2]) for side in (left, right))
        if op == "==":
            return one is not None and two is not None and one == two
        return bool(one != two)

    expected = [
        (first.id, other.id)
        for first, other in itertools.product(by_kind["nth"], claims)
        if first is not other and all(holds(each, {"first": first, "other": other}) for each in conditions)
    ]
    assert len(found) == len(set(found))
    assert sorted(found) == sorted(expected)


def test_a_join_costs_what_it_finds_and_not_every_pair() -> None:
    entries = [{"id": f"c{n}", "kind": "nth", "ordinal": 1, "type": f"t{n % 100}"} for n in range(300)]
    claims = claims_of(*entries)
    rule = draft(each=PAIR, where="other.type == first.type", assert_="first.type == other.type")
    looked = 0

    class Counted(list[Any]):
        def __iter__(self) -> Any:
            nonlocal looked
            for item in super().__iter__():
                looked += 1
                yield item

    found = list(matches(rule, {"nth": Counted(claims), "event": Counted()}))
    assert len(found) == 300 * 2
    assert looked <= 2 * len(claims)
