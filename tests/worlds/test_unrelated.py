"""Falsehoods about different things: what is found of both together is what is found of each alone."""

from __future__ import annotations

import pytest
from diagnosing import blamed
from unrelating import noticed, together_and_alone, told, unrelated


@pytest.mark.parametrize("seed", [24, 27, 29])
def test_unrelated_falsehoods_have_the_findings_that_each_has_alone(seed: int) -> None:
    vocabulary, reports, slips = noticed(seed)
    tried = 0
    for some in unrelated(slips):
        found, alone = together_and_alone(vocabulary, reports, some)
        assert sorted(map(told, found)) == sorted(map(told, alone)), [slip for slip, _ in some]
        assert frozenset().union(*map(blamed, found)) == frozenset().union(*map(blamed, alone))
        tried += 1
    assert tried >= 3
