"""What rules come to by plans for forms of claims is what they come to for each claim alone, to the last count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from drafts import draft
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from varied_claims import PACK, varied_examples

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding import plans
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.grounding import Grounding, ground
from claimcheck.rules.rule import Rule, RuleMistake
from claimcheck.values.figure import Reading
from claimcheck.values.truth import Truth


def outcome(rules: Sequence[Rule], claims: Sequence[ClaimRecord], vocabulary: Vocabulary, enough: int) -> Any:
    """Return all that comes of grounding claims, once a form has so many claims by plans."""
    bench = Bench(vocabulary, enough)
    return [told(ground(rules, claims, vocabulary, reading, bench)) for reading in Reading]


def told(found: Grounding) -> Any:
    constraints = [
        (each.rule.code, each.assertion, each.condition, each.claims, each.as_of, each.bound)
        for each in found.constraints
    ]
    faults = [(fault.rule.code, fault.claims, fault.message) for fault in found.faults]
    counts = +found.matches, +found.left_out
    mentions = {kind: list(found.mentions.like((kind,))) for kind in ("measure", "origin", "edition", "start")}
    return constraints, found.not_checked, found.excepted, faults, counts, mentions, found.symbols.names


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_a_plan_gives_what_each_claim_alone_gives(rule: Rule) -> None:
    for claims, vocabulary in varied_examples(rule):
        alone = outcome(PACK.rules, claims, vocabulary, 10**9)
        assert outcome(PACK.rules, claims, vocabulary, 2) == alone


ATOMS = {
    "change": """
        by to on during base when published metric of as_ speaker basis ever 1 2022 0.5 percent true "up" unit(by)
        unit(to) given(by) given(base) given(speaker) precision(on) precision(during) measures(metric)
        non_negative(metric) is_hedged(by) ends(during) starts(base) ends(when) default(base,during) default(by,1)
        measure[metric,of,when] measure[metric,of,base] change_rate[metric,of,when,base] measure[metric,of,on]
    """,
    "edition": """
        series ordinal on where as_ published when ever 1 2022 true given(where) precision(on) gaps(series)
        every(series) lasts(series) edition[series,ordinal] first[series] start[series] known(series)
        default(where,1) weekday(on) type_of(where) "last" years(ordinal) within(where,where)
    """,
    "share": """
        part whole share on during when published as_ 1 0.5 true measured(part) measured(whole) value(part)
        value(whole) is_count(part) is_hedged(share) as_percentage(part) non_negative(whole) unit(share)
        default(value(part),1) given(value(part)) ends(during)
    """,
}
TRAPS = [
    ("change", "given(to) == true"),
    ("change", "given(to) != given(by)"),
    ("change", "metric + to == 1"),
    ("change", "to + metric == 1"),
    ("change", "-to == 1"),
    ("edition", "within(where, where)"),
    ("edition", "default(where, series) == series"),
    ("share", "1 / share == measured(part)"),
    ("share", "given(value(part)) == true"),
]
"""Expressions that look as if they followed from a form."""


def expressions(kind: str) -> st.SearchStrategy[str]:
    """Return expressions of the rule language over a kind of claims, sound ones and others."""
    values = st.recursive(
        st.sampled_from(ATOMS[kind].split()),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({' '.join(parts)})"),
            st.tuples(st.sampled_from(("year", "abs", "-", "count", "days")), inner).map(lambda f: f"{f[0]}({f[1]})"),
            st.tuples(inner, inner).map(lambda pair: f"default({pair[0]}, {pair[1]})"),
            inner.map(lambda item: f"given({item})"),
        ),
        max_leaves=4,
    )
    compared = st.tuples(values, st.sampled_from(("==", "!=", "<", "<=", ">")), values).map(" ".join)
    listed = st.tuples(values, st.sampled_from(("in", "not in"))).map(lambda pair: f'{" ".join(pair)} ["up", percent]')
    return st.one_of(compared, compared, listed, compared.map(lambda one: f"not {one}"))


@cache
def claims_like(kind: str) -> list[tuple[list[ClaimRecord], Vocabulary]]:
    """Return some corpora with claims of a kind."""
    code = {"change": "CHG005", "edition": "EDI003", "share": "SHR001"}[kind]
    (rule,) = (rule for rule in PACK.rules if rule.code == code)
    return list(varied_examples(rule))[:3]


@pytest.mark.parametrize("kind", ATOMS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_plan_gives_the_same_for_any_expression(kind: str, data: st.DataObject) -> None:
    asserted = data.draw(expressions(kind))
    where = data.draw(st.one_of(st.none(), expressions(kind).filter(lambda text: "[" not in text)))
    try:
        rule = draft(each={"kind": kind}, assert_=asserted, **({} if where is None else {"where": where}))
    except RuleMistake:
        assume(False)
    for claims, vocabulary in claims_like(kind):
        alone = outcome([rule], claims, vocabulary, 10**9)
        assert outcome([rule], claims, vocabulary, 2) == alone


@pytest.mark.parametrize(("kind", "asserted"), TRAPS)
def test_a_plan_does_not_foresee_too_much(kind: str, asserted: str) -> None:
    rule = draft(each={"kind": kind}, assert_=asserted)
    for claims, vocabulary in claims_like(kind):
        assert outcome([rule], claims, vocabulary, 2) == outcome([rule], claims, vocabulary, 10**9)


def test_a_condition_remembers_its_answers_for_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MANY_WORDS", 2)
    claims, vocabulary = next(varied_examples(PACK.rules[0]))
    answers = plans.Answers(lambda env: Truth.YES, ("id",))
    env = Bench(vocabulary).env(Reading.PLAIN)
    for word in "abcdeabc":
        assert answers.holds(replace(claims[0], fields={"id": word}), env) is True
        assert 1 <= len(answers.known) <= 2
