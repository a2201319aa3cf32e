"""Parts that were checked at once, told apart: of each is said what would have been said of it alone.

Checking at once asks every rule once a time. Where something is about no part or about several, nothing is told, and
the part is to be checked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.parting.disjoint_sets import DisjointSets
from claimcheck.engine.parting.merge import in_order
from claimcheck.engine.parting.part import CheckedPart, PartResult
from claimcheck.engine.result import ClaimCoverage
from claimcheck.findings.model import Agreement, Finding, NotChecked
from claimcheck.rules.terms import Variable
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import value_class

Asserted = Sequence[tuple[Reading, Sequence[Ground]]]
"""Constraints by the reading that they were made under."""
Unowned = Callable[[Asserted, frozenset[str]], Iterable[NotChecked]]
"""Returns what rules of these codes, which are about no claim, leave unchecked of what constraints are about."""


@value_class
class ToldApart:
    """What one part came to, and its constraints; `is_alone` says that it has nothing to do with another part."""

    result: PartResult
    constraints: Asserted
    is_alone: bool


@dataclass(slots=True)
class _Share:
    """What is one part's of what was found."""

    findings: list[Finding] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    not_checked: list[NotChecked] = field(default_factory=list)
    claims: list[ClaimCoverage] = field(default_factory=list)

    def result(self, proved: Collection[str]) -> PartResult:
        """Return it as the outcome of the part. `proved` are the findings of all parts that have proofs."""
        names = [each.fingerprint for each in self.findings] if proved else []
        return PartResult(
            tuple(self.findings),
            (),
            tuple(self.agreements),
            tuple(self.not_checked),
            tuple(self.claims),
            proved=tuple(sorted({name for name in names if name in proved})),
        )


class _NoPart(Exception):
    """Something is about no part."""


def told_apart(checked: CheckedPart, parts: Sequence[Sequence[str]], unowned: Unowned) -> list[ToldApart] | None:
    """Return what each part came to, of which the ids of the claims are given; None where that cannot be told."""
    whole = checked.result
    if whole.faults or whole.halted or whole.lost or whole.effective:
        return None
    homes = {claim: number for number, part in enumerate(parts) for claim in part}
    shares = [_Share() for _ in parts]
    several: set[int] = set()

    def home(claims: Iterable[str]) -> int:
        found = {homes[claim] for claim in claims}
        if not found:
            raise _NoPart
        if len(found) > 1:
            several.update(found)
        return min(found)

    try:
        for finding in whole.findings:
            shares[home(each.claim for each in finding.claims)].findings.append(finding)
        for agreement in whole.agreements:
            shares[home(agreement.claims)].agreements.append(agreement)
        for gap in whole.not_checked:
            if gap.claims:
                shares[home(gap.claims)].not_checked.append(gap)
        for entry in whole.claims:
            shares[homes[entry.claim]].claims.append(entry)
        asserted = _constraints(checked, homes, len(parts), several)
        _share_out(frozenset(gap for gap in whole.not_checked if not gap.claims), shares, asserted, unowned)
    except _NoPart:
        return None
    proved = frozenset(whole.proved)
    return [
        ToldApart(share.result(proved), constraints, number not in several)
        for number, (share, constraints) in enumerate(zip(shares, asserted, strict=True))
    ]


def _share_out(
    gaps: frozenset[NotChecked], shares: Sequence[_Share], asserted: Sequence[Asserted], unowned: Unowned
) -> None:
    """Ask of each part which of the gaps that are about no claim it has."""
    if not gaps:
        return
    codes = frozenset(gap.rule for gap in gaps)
    found: set[NotChecked] = set()
    for share, constraints in zip(shares, asserted, strict=True):
        of_part = list(unowned(constraints, codes))
        found.update(of_part)
        share.not_checked = list(in_order([*share.not_checked, *of_part]))
    if found != gaps:
        raise _NoPart


def _constraints(
    checked: CheckedPart, homes: Mapping[str, int], count: int, several: set[int]
) -> list[list[tuple[Reading, list[Ground]]]]:
    """Return the constraints of each part; parts that have one, or an unknown of one, in common are noted.

    A constraint of no claims is of those that its unknowns are of.
    """
    owner = _Owners(each for grounding in checked.groundings for each in grounding.constraints)
    parts: dict[int, set[int]] = {}
    for grounding in checked.groundings:
        for each in grounding.constraints:
            if each.claims:
                parts.setdefault(owner.of(each), set()).update([homes[claim] for claim in each.claims])
    several.update(*(found for found in parts.values() if len(found) > 1))
    made: list[list[tuple[Reading, list[Ground]]]] = [[] for _ in range(count)]
    for grounding in checked.groundings:
        lists: list[list[Ground]] = [[] for _ in range(count)]
        for each in grounding.constraints:
            found = parts.get(owner.of(each))
            if found is None:
                raise _NoPart
            for number in found:
                lists[number].append(each)
        for number, some in enumerate(lists):
            made[number].append((grounding.reading, some))
    return made


class _Owners:
    """Constraints that share an unknown, directly or through others, have one owner, which is a number."""

    def __init__(self, constraints: Iterable[Ground]) -> None:
        self._numbers: dict[Variable, int] = {}
        self._sets = DisjointSets()
        self._of: dict[int, int] = {}
        for each in constraints:
            slots = each.variables
            # One without unknowns is of its claims alone.
            numbers = [self._number(slot) for slot in slots] if slots else [self._sets.add()]
            self._of[id(each)] = numbers[0]
            for one, other in pairwise(numbers):
                self._sets.join(one, other)

    def of(self, each: Ground) -> int:
        """Return the owner of a constraint."""
        return self._sets.root(self._of[id(each)])

    def _number(self, slot: Variable) -> int:
        number = self._numbers.get(slot)
        if number is None:
            number = self._numbers[slot] = self._sets.add()
        return number
