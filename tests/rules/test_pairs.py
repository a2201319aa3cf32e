"""The examples of every rule, each run with the whole pack: no rule speaks up where another rule's claims agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from drafts import draft

from claimcheck.engine.workbench.examples import run_examples
from claimcheck.rules.load import load_rules
from claimcheck.rules.rule import Rule

ROOT = Path(__file__).parents[2]
PACK = load_rules((ROOT / "rules",), ROOT)


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: f"{rule.code}-{rule.model.name}")
def test_the_whole_pack_gives_what_the_examples_say_and_nothing_else(rule: Rule) -> None:
    wrong = {result.name: result.differences for result in run_examples(rule, PACK) if result.differences}
    assert wrong == {}


def test_every_rule_has_claims_that_agree() -> None:
    without = [rule.code for rule in PACK.rules if all(example.expect for example in rule.model.examples)]
    assert without == []


def test_a_rule_that_speaks_up_on_the_claims_of_another_is_noticed() -> None:
    quantities = PACK.get("QTY001")
    assert quantities is not None
    wolf = draft(each={"kind": "quantity"}, assert_="value < 9")
    loud = replace(PACK, rules=(*PACK.rules, wolf))
    (first, *_) = run_examples(quantities, loud)
    assert first.name == "one figure, rounded and exact"
    assert [line.partition(", says")[0] for line in first.differences] == [
        "  expect:",
        "+   - {severity: error, at: [a.value], code: TST001",
        "+   - {severity: error, at: [b.value], code: TST001",
    ]
