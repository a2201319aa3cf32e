"""True worlds: what honest sources say is never called an error, and hardly ever a warning.

The thousand worlds of the published figure are run by `python tests/worlds/consistency.py 1000`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from consistency import cries, pack
from corpora import corpus_of
from truth import PARTS, make_world
from wording import Writer, full_years, rounded_to, scaled, significant

from claimcheck.findings.model import Severity
from claimcheck.values.figure import Reading, parse_figure
from worlds import consistent

RULES = pack()
CHUNK = 5


@pytest.mark.parametrize("chunk", range(8))
def test_rounded_and_hedged_by_a_little_gives_no_error_and_no_warning(chunk: int) -> None:
    found = {seed: cries(seed, RULES) for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK)}
    assert {seed: [each.message for each in cried] for seed, cried in found.items() if cried} == {}


@pytest.mark.parametrize("chunk", range(3))
def test_cut_off_revised_and_hedged_widely_gives_no_error(chunk: int) -> None:
    seeds = range(2000 + chunk * CHUNK, 2000 + (chunk + 1) * CHUNK)
    cried = [each for seed in seeds for each in cries(seed, RULES, loose=True)]
    assert [each.message for each in cried if each.severity is Severity.ERROR] == []


def test_a_world_is_the_same_for_its_seed_and_another_for_another() -> None:
    assert consistent(7) == consistent(7)
    assert consistent(7) != consistent(8)


def test_identities_of_a_world_are_exact() -> None:
    world = make_world(3)
    hub, year = world.hub, world.years[1]
    assert world.trade(hub, "region", year) == sum(world.trade(hub, each, year) for each in world.group)
    for (origin, target, when), parts in world.parts.items():
        assert len(parts) == len(PARTS)
        assert sum(parts) == world.exports[origin, target, when]


def test_the_worlds_hold_every_kind_of_claim_and_several_sources_a_fact() -> None:
    claims = [claim for seed in range(12) for claim in corpus_of(*consistent(seed)).claims]
    kinds = {claim.kind for claim in claims}
    expected = "anniversary breakdown change compare duration edition event nth quantity rank record role share state"
    assert kinds == set(expected.split())
    assert len({claim.source.id for claim in claims}) >= 4


@pytest.mark.parametrize("loose", [False, True])
def test_a_wording_of_a_level_holds_the_truth(loose: bool) -> None:
    writer = Writer(Random(11), loose=loose)
    reading = Reading.CHARITABLE if loose else Reading.PLAIN
    for _ in range(3000):
        value = Fraction(writer.rng.randint(1000, 10**13))
        text = writer.money(value)
        assert parse_figure(text).interval(reading).contains(value), (value, text)


def test_rounding_is_half_up_and_cutting_off_is_not() -> None:
    assert significant(Fraction(2555), 3, cut=False) == 2560
    assert significant(Fraction(2555), 3, cut=True) == 2550
    assert str(rounded_to(Fraction(535, 1000) * 100, 1)) == "53.5"
    assert str(rounded_to(Fraction(1, 3) * 100, 0)) == "33"
    assert scaled(Fraction(25_300_000_000), "$") == "$25.3 billion"
    assert scaled(Fraction(850_000), "") == "850,000"
    assert full_years(date(1992, 3, 2), date(2022, 3, 1)) == 29
    assert full_years(date(1992, 3, 2), date(2022, 3, 2)) == 30
