"""Compares what is found of falsehoods together and of each alone: `python tests/worlds/unrelating.py 20 40`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from consistency import pack
from corpora import Data, Report, corpus_of
from diagnosing import members
from slipping import Slip, apply, plant

from claimcheck.engine.run import check
from claimcheck.findings.model import Correction, Finding
from worlds import consistent

RULES = pack()
SEVERAL = 4
Found = tuple[Finding, ...]


def contradictions(vocabulary: Data, reports: list[Report]) -> Found:
    """Return the errors and the warnings about claims that contradict each other."""
    findings = check(corpus_of(vocabulary, reports), RULES, near=False).findings
    return tuple(each for each in findings if each.reading is not None)


def noticed(seed: int) -> tuple[Data, list[Report], list[tuple[Slip, Found]]]:
    """Return a true world, and slips in it that are noticed, each with what is found of it alone."""
    rng = Random(f"{seed} several")
    vocabulary, reports = consistent(seed, covered=True)
    slips: dict[str, tuple[Slip, Found]] = {}
    for _ in range(200):
        planted = plant(reports, rng, frozenset(slips))
        if planted is None:
            continue
        try:
            found = contradictions(vocabulary, planted[0])
        except ValueError:
            continue  # such as a 13th month, which the loader refuses
        if found:
            slips[planted[1].claim] = (planted[1], found)
        if len(slips) == SEVERAL:
            break
    return vocabulary, reports, list(slips.values())


def unrelated(slips: list[tuple[Slip, Found]]) -> Iterator[tuple[tuple[Slip, Found], ...]]:
    """Yield pairs of slips, and all of them, of which none is about the subject of another, or speaks against it."""
    for size in sorted({2, len(slips)}):
        for some in combinations(slips, size):
            if not any(related(one, other) for one, other in combinations(some, 2)):
                yield some


def related(one: tuple[Slip, Found], other: tuple[Slip, Found]) -> bool:
    subjects = [{each.subject for each in found} for _, found in (one, other)]
    return bool(subjects[0] & subjects[1]) or one[0].claim in members(other[1]) or other[0].claim in members(one[1])


def told(finding: Finding) -> str:
    """Return a finding without the values that would agree: what a false claim rightly said bounds them no more."""
    alternatives = tuple(tuple(map(_bare, each)) for each in finding.alternatives)
    suspects = tuple(map(_bare, finding.suspects))
    return repr(replace(finding, suspects=suspects, alternatives=alternatives, repairs=()))


def _bare(each: Correction) -> Correction:
    return replace(each, would_agree="", slip=None)


def together_and_alone(
    vocabulary: Data, reports: list[Report], some: tuple[tuple[Slip, Found], ...]
) -> tuple[Found, Found]:
    """Return what is found of several slips at once, and what is found of each of them."""
    changed = reports
    for slip, _ in some:
        changed = apply(changed, slip)
    return contradictions(vocabulary, changed), tuple(each for _, findings in some for each in findings)


def main(first: int, last: int) -> None:
    """Print how often the findings are the same, to the last letter or but for the values that would agree."""
    tally: Counter[str] = Counter()
    for seed in range(first, last):
        vocabulary, reports, slips = noticed(seed)
        for some in unrelated(slips):
            found, alone = together_and_alone(vocabulary, reports, some)
            if sorted(map(repr, found)) == sorted(map(repr, alone)):
                tally["the same"] += 1
            elif sorted(map(told, found)) == sorted(map(told, alone)):
                tally["the same but for what would agree"] += 1
            else:
                tally["different"] += 1
                print(seed, *(slip for slip, _ in some))
        print(seed, dict(tally), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
