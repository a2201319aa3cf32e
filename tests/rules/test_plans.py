"""What rules come to by plans for forms of claims is what they come to for each claim alone, to the last count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from varied_claims import PACK, varied_examples

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.grounding import Grounding, ground
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading


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
