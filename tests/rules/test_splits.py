"""Identities that split a period and are not made would have been left out before anything was judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from drafts import HEAD
from hypothesis import given, settings
from hypothesis import strategies as st
from small_corpus import claims_of, vocabulary_of
from varied_claims import PACK, varied_examples

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import Grounding, ground
from claimcheck.engine.grounding.splits import names_of
from claimcheck.engine.solving.components import keys_of
from claimcheck.engine.solving.loose_ends import without_loose_identities
from claimcheck.rules.model import RuleFile
from claimcheck.rules.rule import Rule, build_rule
from claimcheck.values.figure import Reading

SPLITTING = [rule for rule in PACK.rules if names_of(rule) is not None]


def tied(found: Grounding) -> list[Ground]:
    """Return the constraints that are judged."""
    shared = [each for each in found.constraints if each.as_of is None]
    return [shared[number] for number in without_loose_identities(shared, keys_of(shared))]


def told(found: Grounding) -> Any:
    """Return all that comes of a grounding and is looked at."""
    constraints = [(each.rule.code, each.assertion, each.condition, each.claims, each.bound) for each in tied(found)]
    dated = [(each.rule.code, each.condition, each.claims) for each in found.constraints if each.as_of is not None]
    faults = [(fault.rule.code, fault.claims, fault.message) for fault in found.faults]
    counts = +found.matches, +found.left_out
    return constraints, dated, found.not_checked, found.excepted, faults, counts


def both(
    rules: Sequence[Rule], claims: Sequence[ClaimRecord], vocabulary: Vocabulary, bench: Bench
) -> list[tuple[Grounding, Grounding]]:
    """Ground claims under each reading with all identities, and with those alone that may be needed."""
    return [
        (
            ground(rules, claims, vocabulary, reading, Bench(vocabulary)),
            ground(rules, claims, vocabulary, reading, bench, all_identities=False),
        )
        for reading in Reading
    ]


def test_the_rules_that_split_a_period_are_known() -> None:
    assert [rule.code for rule in SPLITTING] == ["PER001", "PER002"]


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_what_is_judged_is_the_same(rule: Rule) -> None:
    for claims, vocabulary in varied_examples(rule):
        bench = Bench(vocabulary)
        for _ in range(2):
            for whole, part in both(PACK.rules, claims, vocabulary, bench):
                assert told(part) == told(whole)
            bench = bench.cleared()


VOCABULARY = {
    "metrics": {
        "sales": {"at_least": 0},
        "output": {"at_least": 0},
        "change-in-cash": {},
        "net-flow": {"at_least": -50},
        "wages": {"at_least": 10},
        "spending": {"at_least": 10, "at_most": 90},
        "staff": {"measures": "stock", "at_least": 0},
        "trade": {"at_least": 0, "symmetric": True, "of": ["country", "country"]},
        "calls": {"at_least": 0, "whole": True},
    },
}
PERIODS = [
    "2020",
    "2021",
    "2022",
    "2021-Q1",
    "2021-Q2",
    "2021-Q4",
    "2022-Q1",
    "2021-01/2021-06",
    "2021-07/2021-12",
    "2022-01/2022-06",
    "2020-07/2021-06",
    "2021-04/2022-03",
    "2021-07/2022-06",
    "2021-03",
    "2020/2021",
]
BEFORE = {"2022-Q1": "2021-Q4", "2021-Q2": "2021-Q1", "2021": "2020", "2022": "2020"}
Entry = tuple[str, str, str, int, str, dict[str, str]]
ENTRY = st.tuples(
    st.sampled_from(sorted(VOCABULARY["metrics"])),
    st.sampled_from(("acme", "bolt")),
    st.sampled_from((*PERIODS, "2021", "2022")),
    st.integers(20, 60),
    st.sampled_from(("quantity", "quantity", "quantity", "change")),
    st.sampled_from(({}, {}, {}, {"as": "estimate"})),
)


def entries(drawn: Sequence[Entry]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, (metric, of, during, value, kind, more) in enumerate(drawn):
        whom: Any = [of, "zed"] if metric == "trade" else of
        entry = {"id": f"c{number}", "metric": metric, "of": whom, "during": during, **more}
        if kind == "quantity" or "/" in during:
            found.append({**entry, "kind": "quantity", "value": str(value)})
        else:
            base = {"base": BEFORE[during]} if during in BEFORE else {}
            found.append({**entry, **base, "kind": "change", "by": f"{value} percent"})
    return found


@settings(max_examples=50, deadline=None)
@given(st.lists(ENTRY, min_size=1, max_size=14))
def test_what_is_judged_is_the_same_whoever_speaks_of_which_part(drawn: Sequence[Any]) -> None:
    vocabulary = vocabulary_of(VOCABULARY)
    claims = claims_of(*entries(drawn))
    bench = Bench(vocabulary)
    # Once more, now that all parts are known.
    for _ in range(2):
        for whole, part in both(PACK.rules, claims, vocabulary, bench):
            assert told(part) == told(whole)


AN_ESTIMATE = {"as": "estimate"}
SPOKEN_OF: dict[str, tuple[Entry, Entry, int]] = {
    "by a claim": (
        ("net-flow", "acme", "2021", 30, "quantity", {}),
        ("net-flow", "acme", "2021-Q1", 30, "quantity", {}),
        1,
    ),
    "by an identity alone": (
        ("net-flow", "acme", "2021", 30, "quantity", {}),
        ("net-flow", "acme", "2022-Q1", 30, "quantity", {}),
        1,
    ),
    "by another identity of its own rule": (
        ("sales", "acme", "2021", 30, "quantity", {}),
        ("sales", "acme", "2020-07/2021-06", 30, "quantity", {}),
        4,
    ),
    "by an estimate, of an estimate": (
        ("net-flow", "acme", "2021", 30, "quantity", AN_ESTIMATE),
        ("net-flow", "acme", "2021-Q1", 30, "quantity", AN_ESTIMATE),
        1,
    ),
    "by an estimate alone": (
        ("net-flow", "acme", "2021", 30, "quantity", {}),
        ("net-flow", "acme", "2021-Q1", 30, "quantity", AN_ESTIMATE),
        0,
    ),
    "of another": (
        ("net-flow", "acme", "2021", 30, "quantity", {}),
        ("net-flow", "bolt", "2021-Q1", 30, "quantity", {}),
        0,
    ),
}


@pytest.mark.parametrize("who", SPOKEN_OF)
def test_who_speaks_of_a_part_has_the_identity_made(who: str) -> None:
    *entry, made = SPOKEN_OF[who]
    vocabulary = vocabulary_of(VOCABULARY)
    known: list[Entry] = [
        (metric, "zed", during, 30, "quantity", {})
        for metric in ("net-flow", "sales")
        for during in ("2021", "2020-07/2021-06")
    ]
    rules = [
        *SPLITTING,
        *(rule for rule in PACK.rules if rule.code == "QTY001"),
        identity("measure[m, of, t] <= measure[m, of, t - 1]"),
    ]
    bench = Bench(vocabulary)
    # So that it is known what the identities come to.
    both(rules, claims_of(*entries(known)), vocabulary, bench)
    whole, part = both(rules, claims_of(*entries(entry)), vocabulary, bench.cleared())[0]
    assert told(part) == told(whole)
    assert sum(each.rule in SPLITTING for each in part.constraints) == made


def test_most_are_not_made() -> None:
    vocabulary = vocabulary_of(VOCABULARY)
    drawn: list[Entry] = [
        (metric, of, year, 30, "quantity", {})
        for metric in ("sales", "output")
        for of in ("a", "b")
        for year in PERIODS[:3]
    ]
    claims = claims_of(*entries(drawn))
    ((whole, part), _) = both(
        SPLITTING + [r for r in PACK.rules if r.code == "QTY001"], claims, vocabulary, Bench(vocabulary)
    )
    made = [sum(not each.claims for each in found.constraints) for found in (whole, part)]
    assert made == [24, 6]


@pytest.mark.parametrize(
    "asserted",
    [
        "measure[m, of, t] == sum(measure[m, of, q] for q in split(t, 4))",
        "sum(measure[m, of, q] for q in split(t, 2)) >= measure[m, of, t]",
    ],
)
def test_a_split_is_known_by_its_assertion(asserted: str) -> None:
    assert names_of(identity(asserted)) is not None


@pytest.mark.parametrize(
    "asserted",
    [
        "measure[m, of, t] == sum(measure[p, of, t] for p in disjoint_parts(m))",
        "measure[m, of, t] == measure[whole_of(m), of, t]",
        "measure[m, of, t] == sum(measure[m, x, t] for x in expansions(of, t))",
        "measure[m, of, t] == measure[m, of, t - 1] * count(years_in(t))",
        "measure[m, of, t] == measure[m, of, t - 1] and measure[m, of, t] == 1",
    ],
)
def test_what_depends_on_more_than_the_period_is_no_split(asserted: str) -> None:
    assert names_of(identity(asserted)) is None


def identity(asserted: str) -> Rule:
    keys = {key: value for key, value in HEAD.items() if key != "each"}
    keys |= {"for": {"m": "metric", "of": "dimensions", "t": "period"}, "assert": asserted}
    return build_rule(RuleFile.model_validate(keys), "rules/a-draft.yaml")
