"""Claims split into parts that never meet, each checked alone: the same as checking everything at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.yaml_nodes import at
from claimcheck.engine.parting.by_parts import check_by_parts
from claimcheck.engine.parting.keys import Keys
from claimcheck.engine.parting.merge import comparable, merged
from claimcheck.engine.parting.part_checker import PartChecker
from claimcheck.engine.parting.parts import Parting, PartProofs, check_in_parts, parts_of
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.engine.workbench.examples import example_corpus
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.registry import reporters
from claimcheck.rules.load import load_rules
from claimcheck.rules.pack import rules_of
from claimcheck.rules.rule import Rule

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "worlds"))

from corpora import corpus_of  # noqa: E402
from diagnosing import contradicted  # noqa: E402

from worlds import consistent  # noqa: E402

PACK = load_rules([ROOT / "rules"], ROOT)
MEETING = [rule for rule in PACK.rules if rule.indices or len(rule.binders) > 1]
"""The rules that more than one claim can meet in."""


def told(result: Result) -> tuple[object, ...]:
    """Return all of a result that is printed."""
    proofs = sorted((name, len(grounds)) for name, grounds in result.proofs.items())
    return result.findings, result.agreements, result.not_checked, result.claims, result.suppressed, proofs


def project(folder: Path) -> tuple[Corpus, Sequence[Rule]]:
    opened = open_project((folder,))
    corpus = load(opened)
    return corpus, rules_of(opened, plugins=False, kinds=corpus.vocabulary.kinds).rules


def planted(seed: int) -> Corpus:
    """Return a world in which one claim is false."""
    vocabulary, reports = consistent(seed)
    found = contradicted(vocabulary, reports, Random(seed), PACK.rules)
    assert found is not None
    return corpus_of(vocabulary, found.reports)


@pytest.mark.parametrize("folder", [".", "examples/polls", "examples/casualties"])
def test_every_output_is_the_same_by_parts(folder: str) -> None:
    corpus, rules = project(ROOT / folder)
    whole, parts = check(corpus, rules), check_by_parts(corpus, rules)
    assert told(parts) == told(whole)
    for name, reporter in reporters().items():
        assert reporter.render(parts, ReportOptions()) == reporter.render(whole, ReportOptions()), name


def _examples(rule: Rule) -> Iterator[tuple[str, Corpus]]:
    nodes = PACK.nodes[rule.code].get("examples")
    assert nodes is not None
    for number, example in enumerate(rule.model.examples[:3]):
        corpus = example_corpus(rule, example, at(nodes, (number,)))
        assert isinstance(corpus, Corpus)
        yield example.name, corpus


@pytest.mark.parametrize("rule", MEETING, ids=lambda rule: rule.code)
def test_examples_of_every_rule_that_claims_meet_in(rule: Rule) -> None:
    for name, corpus in _examples(rule):
        assert told(check_by_parts(corpus, PACK.rules)) == told(check(corpus, PACK.rules)), name


@pytest.mark.parametrize("seed", range(2))
def test_worlds_with_a_falsehood(seed: int) -> None:
    corpus = planted(seed)
    whole = check(corpus, PACK.rules)
    assert whole.findings
    assert told(check_by_parts(corpus, PACK.rules)) == told(whole)


def test_what_an_ignore_hides_is_the_same_by_parts() -> None:
    corpus = planted(0)
    codes = {code for finding in check(corpus, PACK.rules).findings for code in finding.rules}
    ignore = dict.fromkeys(sorted(codes), "a reason")
    claims = tuple(
        replace(claim, model=claim.model.model_copy(update={"ignore": ignore})) if number % 3 == 0 else claim
        for number, claim in enumerate(corpus.claims)
    )
    corpus = replace(corpus, claims=claims)
    whole = check(corpus, PACK.rules)
    assert whole.suppressed
    assert told(check_by_parts(corpus, PACK.rules)) == told(whole)


@pytest.mark.parametrize("seed", [0, 2])
def test_parts_that_keys_did_not_join_are_joined_once_they_are_checked(seed: int) -> None:
    """The net below the keys: without any key of a variable, parts meet in what their constraints are about."""
    corpus = planted(seed)
    checker = PartChecker(comparable(corpus), PACK.rules, corpus.vocabulary)
    keys = list(checker.keys(range(len(checker.claims))))
    assert len(parts_of(keys)) > 1
    variables = frozenset().union(*(checker.check((number,)).met.own for number in range(len(checker.claims))))
    poor = [Keys(each.own - variables, each.asked, each.offered) for each in keys]
    assert len(parts_of(poor)) > len(parts_of(keys))
    results = check_in_parts(poor, checker.check_all)
    proofs = PartProofs(results, checker.prove)
    result = merged(corpus, PACK.rules, (), list(results.values()), proofs)
    assert told(result) == told(check(corpus, PACK.rules))


def test_what_is_asked_for_joins_all_that_offer_it_whoever_comes_first() -> None:
    asks, offers, apart = Keys(asked=frozenset({1})), Keys(offered=frozenset({1})), Keys(offered=frozenset({2}))
    assert parts_of([offers, apart, asks, offers]) == [(0, 2, 3), (1,)]
    assert parts_of([asks, offers, apart, offers]) == [(0, 1, 3), (2,)]
    assert parts_of([offers, offers, apart]) == [(0,), (1,), (2,)]
    assert parts_of([]) == [()]


def test_what_shares_a_key_is_one_part_through_others_too() -> None:
    parting = Parting([Keys(frozenset({number, number + 1})) for number in (1, 5, 2, 9)])
    assert parting.parts() == [(0, 2), (1,), (3,)]
    parting.hold(3, Keys(frozenset({5})))
    assert parting.parts() == [(0, 2), (1, 3)]
    parting.hold_all()
    assert parting.parts() == [(0, 1, 2, 3)]


def test_the_corpora_have_parts_to_speak_of() -> None:
    corpus, rules = project(ROOT)
    checker = PartChecker(comparable(corpus), rules, corpus.vocabulary)
    parts = parts_of(checker.keys(range(len(checker.claims))))
    assert len(parts) > len(checker.claims) // 2
    assert max(map(len, parts)) < len(checker.claims) // 4


def test_what_is_met_after_tables_are_packed_joins_what_it_joined_before() -> None:
    """Random keys: packing between two rounds of holding changes no part."""
    for seed in range(200):
        rng = Random(seed)

        def some(rng: Random = rng) -> frozenset[int]:
            return frozenset(rng.sample(range(60), rng.randrange(4)))

        keys = [Keys(some(), some() if rng.random() < 0.2 else frozenset(), some()) for _ in range(30)]
        further = [(rng.randrange(30), Keys(some(), some(), some())) for _ in range(10)]
        plain, packed = Parting(keys), Parting(keys)
        packed.pack()
        assert packed.parts() == plain.parts()
        for number, each in further:
            for parting in (plain, packed):
                parting.hold(number, each)
            assert packed.parts() == plain.parts()


def test_numbers_that_no_key_has_are_forgotten_when_tables_are_packed() -> None:
    together = Keys(frozenset({-1}))
    parting = Parting([together, Keys(frozenset({2**64 - 1})), together])
    parting.pack()
    assert parting.parts() == [(0, 2), (1,)]
    parting.hold(2, Keys(frozenset({2**64 - 1})))
    assert parting.parts() == [(0, 1, 2)]
