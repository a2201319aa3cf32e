"""Diagnoses and repairs against z3: the cheapest sets of claims by brute force, and the values that would agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any, cast

from referee_networks import COMPLETE, LINEAR, Network, network
from referee_z3 import Claims, Referee

from claimcheck.claims.source import Source
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.engine.explaining.diagnose import Diagnosed, diagnose
from claimcheck.engine.explaining.repair import Repairer
from claimcheck.engine.solving.judge import Judge
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Leaf
from claimcheck.values.interval import Interval

NEAR = Fraction(1, 10**6)
FAR = Fraction(10**7)
NETWORKS = 36


def records_of(made: Network) -> Mapping[str, ClaimRecord]:
    """Return records as far as a diagnosis reads them: each claim its own source, some of them trusted more."""
    found = {}
    for number, claim in enumerate(sorted(made.claims)):
        trust = 1 if made.seed % 3 else 1 + (number + made.seed) % 3
        source = Source.model_validate({"id": f"s{number}", "published": "2024-01-01", "trust": trust})
        record = SourceRecord(source, "claims.yaml")
        unread = cast("Any", None)
        found[claim] = ClaimRecord(claim, "quantity", {"note": claim}, record, unread, unread)
    return found


def diagnosed(profiles: frozenset[str]) -> Iterator[tuple[Network, Judge, Referee, Diagnosed]]:
    """Yield the contradictory networks of some profiles with the diagnoses of each of their falsehoods."""
    for profile in sorted(profiles):
        for seed in range(NETWORKS):
            made = network(seed, profile)
            judge = Judge(made.wide)
            conflict = judge.verdict().conflict
            if conflict is not None:
                found = diagnose(judge, judge.minimal(conflict), records_of(made))
                yield made, judge, Referee(made.wide), found


def cheapest(made: Network, referee: Referee, context: Claims) -> set[Claims]:
    """Return by brute force the cheapest sets of claims without which z3 finds a solution for the others."""
    trust = {claim: record.source.model.trust for claim, record in records_of(made).items()}
    claims = sorted(context)
    sets = [frozenset(some) for size in range(len(claims) + 1) for some in combinations(claims, size)]
    sets.sort(key=lambda some: sum(trust[claim] for claim in some))
    best: set[Claims] = set()
    cost = None
    for some in sets:
        price = sum(trust[claim] for claim in some)
        if cost is not None and price > cost:
            break
        if referee.satisfiable(context - some):
            cost = price
            best.add(some)
    return best


def test_the_diagnoses_are_the_cheapest_sets_of_claims_by_brute_force() -> None:
    seen = 0
    for made, judge, referee, found in diagnosed(COMPLETE):
        for each in found.falsehoods:
            assert not each.cut_off
            assert set(each.sets) == cheapest(made, referee, each.context), (made.profile, made.seed)
            seen += 1
        left = judge.claims - found.removed
        assert referee.satisfiable(left) is True, (made.profile, made.seed, sorted(found.removed))
    assert seen >= 40


def test_every_conflict_that_led_to_a_diagnosis_is_one() -> None:
    for made, _, referee, found in diagnosed(frozenset({"one unknown", "alternatives", "years"})):
        for conflict in (conflict for each in found.falsehoods for conflict in each.conflicts):
            assert referee.satisfiable(conflict) is not True, (made.profile, made.seed, sorted(conflict))


def outside(interval: Interval) -> list[Interval]:
    """Return what lies on either side of an interval."""
    found = []
    if interval.lo is not None:
        found.append(Interval(None, interval.lo, True, not interval.lo_open))
    if interval.hi is not None:
        found.append(Interval(interval.hi, None, not interval.hi_open, True))
    return found


def brims(interval: Interval) -> list[Interval]:
    """Return the outermost parts of an interval."""
    lo, hi = interval.lo, interval.hi
    low = Interval(None, -FAR) if lo is None else Interval(lo, lo + NEAR, interval.lo_open)
    high = Interval(FAR, None) if hi is None else Interval(hi - NEAR, hi, False, interval.hi_open)
    return [brim for part in (low, high) if (brim := part.intersect(interval)) is not None]


def repairs(profiles: frozenset[str]) -> Iterator[tuple[Network, Judge, Leaf, Claims, Interval | None]]:
    """Yield each doubted figure, the claims that it has to agree with, itself among them, and its repair."""
    for made, judge, _, found in diagnosed(profiles):
        for each in found.falsehoods:
            repairer = Repairer(judge, records_of(made), Symbols(), each.context)
            for doubted in each.sets[:2]:
                for leaf in (leaf for leaf in made.leaves if leaf.slot.claim in doubted):
                    active = (each.context - doubted) | {leaf.slot.claim}
                    if leaf.slot in judge.subsystem(active).index:
                        yield made, judge, leaf, active, repairer.projection(leaf, doubted)


def test_a_repair_leaves_out_no_value_that_agrees_and_is_exact_without_cycles() -> None:
    sound = exact = 0
    for made, judge, leaf, active, projected in repairs(COMPLETE | {"one unknown"}):
        free = Referee(made.wide, free=leaf.slot)
        if projected is None:
            assert free.satisfiable(active) is not True, (made.profile, made.seed, leaf.text)
            continue
        for part in outside(projected):
            assert free.allows(active, leaf.slot, part) is not True, (made.profile, made.seed, leaf.text)
        sound += 1
        if made.profile in LINEAR and not judge.subsystem(active).relations_cyclic:
            for part in brims(projected):
                assert free.allows(active, leaf.slot, part) is True, (made.seed, leaf.text, str(projected))
            exact += 1
    assert sound >= 50
    assert exact >= 8
