"""What contradicts under the charitable reading contradicts under the plain one: the charitable run may follow it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.corpus.corpus import Corpus
from claimcheck.engine.grounding.grounding import ground
from claimcheck.engine.solving.dated import judges
from claimcheck.engine.solving.network import Claims
from claimcheck.engine.workbench.examples import example_corpus
from claimcheck.rules.load import load_rules
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading

ROOT = Path(__file__).resolve().parents[2]
PACK = load_rules([ROOT / "rules"], ROOT)


def unsettled(corpus: Corpus, reading: Reading, *, undecided: bool) -> list[Claims]:
    """Return the claims of each component that holds a contradiction, or is not decided."""
    records = {claim.id: claim for claim in corpus.claims}
    constraints = ground(PACK.rules, corpus.claims, corpus.vocabulary, reading).constraints
    shared = [each for each in constraints if each.as_of is None]
    dated = [each for each in constraints if each.as_of is not None]
    found = []
    for judge in judges(shared, dated, records):
        verdict = judge.verdict()
        if verdict.conflict is not None or (undecided and verdict.undecided is not None):
            found.append(judge.claims if undecided else verdict.conflict or frozenset())
    return found


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: str(rule.code))
def test_a_charitable_contradiction_lies_in_a_plain_one(rule: Rule) -> None:
    for number, example in enumerate(rule.model.examples):
        node = PACK.nodes[rule.code].get("examples")
        corpus = example_corpus(rule, example, node.items[number])  # type: ignore[union-attr] # the examples are a list
        if not isinstance(corpus, Corpus):
            continue
        plain = unsettled(corpus, Reading.PLAIN, undecided=True)
        for conflict in unsettled(corpus, Reading.CHARITABLE, undecided=False):
            assert any(conflict <= claims for claims in plain), (example.name, conflict)
