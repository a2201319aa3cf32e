"""What rules come to by plans for forms of claims is what they come to for each claim alone, to the last count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_nodes import at
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.grounding import Grounding, ground
from claimcheck.engine.workbench.examples import example_corpus
from claimcheck.rules.load import load_rules
from claimcheck.rules.rule import Rule
from claimcheck.values.dates import DateSpan, parse_date
from claimcheck.values.figure import Figure, Reading, parse_figure

ROOT = Path(__file__).parents[2]
PACK = load_rules((ROOT / "rules",), ROOT)
DATES = [parse_date(text) for text in ("2021", "2022", "2020-05", "2022-05-03", "2021-Q1", "2019/2021", "2021~")]
FIGURES = [
    parse_figure(text)
    for text in ("0", "1", "2", "17", "about 3", "more than 1", "41 percent", "$5 million", "nearly 40%", "€3")
]  # fmt: skip


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


def varied(claims: Sequence[ClaimRecord], random: Random) -> list[ClaimRecord]:
    """Return claims like these that say something else: other figures, dates and ids of the same fields."""
    known: dict[tuple[str, type], list[object]] = {}
    for claim in claims:
        for name, value in claim.fields.items():
            known.setdefault((name, type(value)), []).append(value)

    def other(name: str, value: object) -> object:
        pool = known[name, type(value)]
        if isinstance(value, Figure):
            pool = [*pool, *FIGURES]
        elif isinstance(value, DateSpan):
            pool = [*pool, *DATES]
        return random.choice(pool)

    made = []
    for number in range(6 * len(claims)):
        claim = random.choice(claims)
        fields = {name: value if random.random() < 0.6 else other(name, value) for name, value in claim.fields.items()}
        if len(fields) > 2 and random.random() < 0.2:
            del fields[random.choice(list(fields))]
        made.append(replace(claim, id=f"{claim.id}-{number}", fields=fields))
    return made


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_a_plan_gives_what_each_claim_alone_gives(rule: Rule) -> None:
    random = Random(rule.code)
    node = PACK.nodes[rule.code].get("examples")
    assert node is not None
    for number, example in enumerate(rule.model.examples):
        corpus = example_corpus(rule, example, at(node, (number,)))
        assert isinstance(corpus, Corpus)
        claims, vocabulary = corpus.claims, corpus.vocabulary
        those = [*claims, *varied(claims, random)]
        assert outcome(PACK.rules, those, vocabulary, 2) == outcome(PACK.rules, those, vocabulary, 10**9)
