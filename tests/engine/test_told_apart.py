"""Parts that are checked together and told apart: each comes to exactly what it comes to alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.engine.parting import part_checker
from claimcheck.engine.parting.keys import Keys
from claimcheck.engine.parting.merge import comparable
from claimcheck.engine.parting.part import PartResult
from claimcheck.engine.parting.part_checker import PartChecker
from claimcheck.engine.parting.parts import Part, parts_of
from claimcheck.engine.run import check_part
from claimcheck.rules.load import load_rules
from claimcheck.rules.pack import rules_of
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Env
from claimcheck.rules.terms import Condition

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "worlds"))

from corpora import corpus_of  # noqa: E402
from diagnosing import contradicted  # noqa: E402

from worlds import consistent  # noqa: E402

PACK = load_rules([ROOT / "rules"], ROOT).rules


def alone(corpus: Corpus, rules: Sequence[Rule], parts: Sequence[Part]) -> list[PartResult]:
    checker = PartChecker(comparable(corpus), rules, corpus.vocabulary)
    return [checker.check(part) for part in parts]


def counted(checker: PartChecker, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets the number of claims of each check."""
    sizes: list[int] = []

    def noted(claims: Sequence[object], *args: object, **options: object) -> object:
        sizes.append(len(claims))
        return check_part(claims, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(part_checker, "check_part", noted)
    return sizes


def projects() -> list[tuple[Corpus, Sequence[Rule]]]:
    found: list[tuple[Corpus, Sequence[Rule]]] = []
    for folder in (".", "examples/polls", "examples/casualties"):
        opened = open_project((ROOT / folder,))
        corpus = load(opened)
        found.append((corpus, rules_of(opened, plugins=False, kinds=corpus.vocabulary.kinds).rules))
    return found


def world(seed: int) -> Corpus:
    """Return a world in which one claim is false, and one in seven of the others ignores what it can."""
    vocabulary, reports = consistent(seed)
    found = contradicted(vocabulary, reports, Random(seed), PACK)
    assert found is not None
    corpus = corpus_of(vocabulary, found.reports)
    ignore = dict.fromkeys((rule.code for rule in PACK), "a reason")
    claims = tuple(
        replace(claim, model=claim.model.model_copy(update={"ignore": ignore})) if number % 7 == 3 else claim
        for number, claim in enumerate(corpus.claims)
    )
    return replace(corpus, claims=claims)


@pytest.mark.parametrize("number", range(3))
def test_parts_of_projects_come_to_the_same_together(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, rules = projects()[number]
    checker = PartChecker(comparable(corpus), rules, corpus.vocabulary)
    parts = parts_of(checker.keys(range(len(checker.claims))))
    wanted = alone(corpus, rules, parts)
    sizes = counted(checker, monkeypatch)
    assert checker.check_all(parts) == wanted
    assert sizes == [sum(map(len, parts))]


@pytest.mark.parametrize("seed", range(4))
def test_parts_of_worlds_come_to_the_same_together(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = world(seed)
    checker = PartChecker(comparable(corpus), PACK, corpus.vocabulary)
    parts = parts_of(checker.keys(range(len(checker.claims))))
    wanted = alone(corpus, PACK, parts)
    assert any(each.findings for each in wanted)
    sizes = counted(checker, monkeypatch)
    assert checker.check_all(parts) == wanted
    noted = [part for part in parts if any(checker.claims[number].has_notes for number in part)]
    assert noted
    assert sorted(sizes) == sorted([*map(len, noted), sum(map(len, parts)) - sum(map(len, noted))])


def test_what_is_about_no_claim_is_told_of_the_part_that_it_comes_from() -> None:
    corpus, rules = projects()[0]
    checker = PartChecker(comparable(corpus), rules, corpus.vocabulary)
    parts = parts_of(checker.keys(range(len(checker.claims))))
    checked = checker.check_all(parts)
    unowned = [
        part for part, each in zip(parts, checked, strict=True) if any(not gap.claims for gap in each.not_checked)
    ]
    assert unowned
    assert len(unowned) < len(parts) // 2
    kinds = {checker.claims[number].kind for part in unowned for number in part}
    assert kinds == {"edition"}


@pytest.mark.parametrize("seed", range(2))
def test_parts_that_turn_out_to_meet_are_checked_alone(seed: int) -> None:
    """Without any key of a variable, parts are too small: what they share is met together, and may not be told."""
    corpus = world(seed)
    checker = PartChecker(comparable(corpus), PACK, corpus.vocabulary)
    small = [(number,) for number in range(len(checker.claims))]
    assert checker.check_all(small) == alone(corpus, PACK, small)
    keys = list(checker.keys(range(len(checker.claims))))
    variables = frozenset[int]().union(*(each.met.own for each in alone(corpus, PACK, small)))
    poor = parts_of([Keys(each.own - variables, each.asked, each.offered) for each in keys])
    assert checker.check_all(poor) == alone(corpus, PACK, poor)


def test_where_a_rule_breaks_every_part_is_checked_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, _ = projects()[0]
    checker = PartChecker(comparable(corpus), PACK, corpus.vocabulary)
    parts = parts_of(checker.keys(range(len(checker.claims))))
    rule = next(rule for rule in PACK if rule.code == "ANN001")
    (assertion,) = rule.assertions
    anniversary = next(claim.id for claim in checker.claims if claim.kind == "anniversary")

    def broken(env: Env) -> Condition:
        if env.claims[""].id == anniversary:
            raise ZeroDivisionError("on purpose")
        return assertion.condition(env)

    rules = [rule for rule in PACK if rule.code != "ANN001"]
    rules.append(replace(rule, assertions=(replace(assertion, condition=broken, expr=None),)))
    checker = PartChecker(comparable(corpus), rules, corpus.vocabulary)
    wanted = alone(corpus, rules, parts)
    assert sum(bool(each.faults) for each in wanted) == 1
    sizes = counted(checker, monkeypatch)
    assert checker.check_all(parts) == wanted
    assert sizes == [sum(map(len, parts)), *map(len, parts)]


def test_bundles_are_no_larger_than_they_may_be_but_for_one_large_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_checker, "A_BUNDLE", 5)
    corpus, rules = projects()[0]
    checker = PartChecker(comparable(corpus), rules, corpus.vocabulary)
    parts = parts_of(checker.keys(range(len(checker.claims))))
    wanted = alone(corpus, rules, parts)
    sizes = counted(checker, monkeypatch)
    assert checker.check_all(parts) == wanted
    assert sum(sizes) == len(checker.claims)
    assert max(sizes) == max(5, *map(len, parts))
    assert len(sizes) < len(parts)
