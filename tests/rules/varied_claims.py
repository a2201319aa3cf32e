"""Claims of the examples of rules, and claims like these that say something else: other figures, dates and ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_nodes import at
from claimcheck.engine.workbench.examples import example_corpus
from claimcheck.rules.load import load_rules
from claimcheck.rules.rule import Rule
from claimcheck.values.dates import DateSpan, parse_date
from claimcheck.values.figure import Figure, parse_figure

ROOT = Path(__file__).parents[2]
PACK = load_rules((ROOT / "rules",), ROOT)
DATES = [parse_date(text) for text in ("2021", "2022", "2020-05", "2022-05-03", "2021-Q1", "2019/2021", "2021~")]
FIGURES = [
    parse_figure(text)
    for text in ("0", "1", "2", "17", "about 3", "more than 1", "41 percent", "$5 million", "nearly 40%", "€3")
]  # fmt: skip


def varied_examples(rule: Rule) -> Iterator[tuple[list[ClaimRecord], Vocabulary]]:
    """Yield for each example of a rule its claims with others like them, and its vocabulary."""
    random = Random(rule.code)
    node = PACK.nodes[rule.code].get("examples")
    assert node is not None
    for number, example in enumerate(rule.model.examples):
        corpus = example_corpus(rule, example, at(node, (number,)))
        assert isinstance(corpus, Corpus)
        yield [*corpus.claims, *varied(corpus.claims, random)], corpus.vocabulary


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
