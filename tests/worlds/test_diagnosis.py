"""Planted falsehoods: each is named, blamed, and told apart from others. Rates: `python tests/worlds/diagnosing.py`."""

from __future__ import annotations

import pytest
from consistency import pack
from diagnosing import blamed, one_falsehood, suspects, two_falsehoods

RULES = pack()
SINGLE = range(6)
DOUBLE = (0, 1, 3)  # in the world of seed 2 no two falsehoods can be planted apart


@pytest.mark.parametrize("seed", SINGLE)
def test_a_falsehood_that_others_contradict_is_named_and_blamed(seed: int) -> None:
    trial = one_falsehood(seed, RULES)
    assert trial is not None
    assert trial.named, trial.slip
    assert trial.listed, trial.slip
    # z3 says whether another claim explains it as well; where none does, nobody else is suspected.
    if trial.decidable:
        assert any(suspects(finding) == {trial.slip.claim} for finding in trial.findings), trial.slip


@pytest.mark.parametrize("seed", DOUBLE)
def test_two_unrelated_falsehoods_have_a_finding_each_and_neither_changes_the_other(seed: int) -> None:
    pair = two_falsehoods(seed, RULES)
    assert pair is not None
    assert pair.apart, (pair.first, pair.second)
    assert {pair.first.claim, pair.second.claim} <= frozenset().union(*map(blamed, pair.both))
    if pair.unconnected:
        assert set(map(repr, pair.both)) == set(map(repr, (*pair.alone, *pair.other)))
