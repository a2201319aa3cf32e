"""A constraint that stands alone is settled by one look as a network would settle it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.corpus.corpus import Corpus
from claimcheck.engine import run
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.run import check
from claimcheck.engine.solving.lone import lone_domains
from claimcheck.engine.solving.nodes import Domains
from claimcheck.engine.workbench.examples import example_corpus
from claimcheck.rules.load import load_rules

ROOT = Path(__file__).resolve().parents[2]
PACK = load_rules([ROOT / "rules"], ROOT)


def corpora() -> list[Corpus]:
    """Return the corpora of the examples of every sixth rule."""
    found = []
    for rule in PACK.rules[::6]:
        nodes = PACK.nodes[rule.code].get("examples").items  # type: ignore[union-attr] # the examples are a list
        made = (example_corpus(rule, example, node) for example, node in zip(rule.model.examples, nodes, strict=True))
        found += [corpus for corpus in made if isinstance(corpus, Corpus)]
    return found


def test_with_and_without_a_network_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bool] = []

    def counted(ground: Ground) -> Domains | None:
        domains = lone_domains(ground)
        looked.append(domains is not None)
        return domains

    made = corpora()
    monkeypatch.setattr(run, "lone_domains", counted)
    quick = [check(corpus, PACK.rules) for corpus in made]
    monkeypatch.setattr(run, "lone_domains", lambda ground: None)
    for corpus, one in zip(made, quick, strict=True):
        other = check(corpus, PACK.rules)
        assert (one.findings, one.agreements, one.not_checked, one.coverage) == (
            other.findings,
            other.agreements,
            other.not_checked,
            other.coverage,
        )
    assert sum(looked) > 50
