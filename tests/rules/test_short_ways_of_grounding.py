"""The short ways of grounding give what the long ones give: patterns of names, pairs, remembered answers, metrics."""

from __future__ import annotations

from copy import copy

import pytest
from varied_claims import PACK, varied_examples

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding import match
from claimcheck.engine.grounding.asked_names import AskedNames
from claimcheck.engine.grounding.grounding import Grounder
from claimcheck.engine.grounding.mentions import bindings, match_pattern
from claimcheck.rules.rule import Pattern, Rule
from claimcheck.rules.runtime import RuleFault
from claimcheck.rules.variables import canonical_measure
from claimcheck.values.figure import Reading

IDENTITIES = [rule for rule in PACK.rules if not rule.binders]
PAIRS = [rule for rule in PACK.rules if len(rule.binders) == 2]


def grounder(claims: list[ClaimRecord], vocabulary: Vocabulary) -> Grounder:
    """Return a grounder that has met all claims, so that it knows what they mention."""
    made = Grounder([rule for rule in PACK.rules if rule.binders], claims, vocabulary, Reading.PLAIN)
    made.go()
    return made


def long_way(pattern: Pattern) -> Pattern:
    """Return a pattern that is matched by evaluating its indices."""
    made = copy(pattern)
    object.__setattr__(made, "is_plain", False)
    return made


def holds(of: Grounder, rule: Rule, names: dict[str, object]) -> bool | str:
    try:
        return of._applies(rule, of.env.with_names(names), quiet=True)
    except RuleFault as fault:
        return str(fault)


def remembered(asked: AskedNames, of: Grounder, names: dict[str, object]) -> bool | str:
    try:
        return asked.hold(names, of.env)
    except RuleFault as fault:
        return str(fault)


@pytest.mark.parametrize("rule", IDENTITIES, ids=lambda rule: rule.code)
def test_names_get_the_same_values_and_conditions_the_same_answers(rule: Rule) -> None:
    for claims, vocabulary in varied_examples(rule):
        of = grounder(claims, vocabulary)
        mentions, env = of.result.mentions, of.env
        for pattern in rule.patterns:
            short = list(match_pattern(rule, pattern, {}, None, env, mentions, None))
            assert short == list(match_pattern(rule, long_way(pattern), {}, None, env, mentions, None))
            for found, apart in short[:20]:
                for other in rule.patterns:
                    by_names = list(match_pattern(rule, other, found, apart, env, mentions, None))
                    assert by_names == list(match_pattern(rule, long_way(other), found, apart, env, mentions, None))
        found_first = list(bindings(rule, env, mentions, None))
        mentions.bound.clear()
        assert list(bindings(rule, env, mentions, None)) == found_first
        asked = AskedNames(rule)
        for names, _ in found_first:
            assert remembered(asked, of, names) == holds(of, rule, names)


@pytest.mark.parametrize("rule", PAIRS, ids=lambda rule: rule.code)
def test_pairs_are_those_of_the_join_of_any_number(rule: Rule) -> None:
    for claims, vocabulary in varied_examples(rule):
        of = grounder(claims, vocabulary)
        candidates = [list(match._candidates(rule, binder, of.by_kind)) for binder in rule.binders]
        expected = list(match._extend(rule, {}, candidates, match._indexes(rule, candidates)))
        assert list(match.joined(rule, candidates)) == expected


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_a_metric_is_called_as_the_vocabulary_calls_it(rule: Rule) -> None:
    for claims, vocabulary in varied_examples(rule):
        env = grounder(claims[:1], vocabulary).env
        for metric in (*vocabulary.declared.metrics, "no-such-metric"):
            for of in ((), ("a",), ("a", "b"), ("b", "a")):
                assert canonical_measure(metric, of, env) == vocabulary.canonical_measure(metric, of)
