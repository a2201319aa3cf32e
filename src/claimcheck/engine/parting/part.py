"""What checking a part of a corpus came to: some claims, none of which meets a claim outside of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import Grounding
from claimcheck.engine.parting.keys import NO_KEYS, Keys
from claimcheck.engine.result import ClaimCoverage
from claimcheck.findings.model import Agreement, Finding, NotChecked
from claimcheck.values.value_class import slot_class, value_class

Proofs = Mapping[str, tuple[Ground, ...]]
"""The constraints of each finding, by its fingerprint."""


@value_class
class PartResult:
    """The outcome of one part, as data that can be kept and sent.

    `faults` are findings about rules that broke; `halted` says that one of them ended an identity, which may have cost
    matches, `lost` that nothing was found out of the claims. `effective` are the claims' suppressions that had an
    effect, `proved` the findings that have proofs. `met` are the keys of everything that its constraints are about,
    where that was asked for: parts that share one should have been one.
    """

    findings: tuple[Finding, ...] = ()
    faults: tuple[Finding, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    claims: tuple[ClaimCoverage, ...] = ()
    effective: tuple[tuple[str, str], ...] = ()
    halted: bool = False
    lost: bool = False
    proved: tuple[str, ...] = ()
    met: Keys = NO_KEYS


def together(results: Sequence[PartResult]) -> PartResult:
    """Return what several parts come to as if they were one."""
    return PartResult(
        tuple(each for result in results for each in result.findings),
        tuple(each for result in results for each in result.faults),
        tuple(each for result in results for each in result.agreements),
        tuple(each for result in results for each in result.not_checked),
        tuple(each for result in results for each in result.claims),
        tuple(each for result in results for each in result.effective),
        halted=any(result.halted for result in results),
        lost=any(result.lost for result in results),
        proved=tuple(each for result in results for each in result.proved),
        met=Keys.of(result.met for result in results),
    )


@slot_class(eq=False, frozen=True)
class CheckedPart:
    """The outcome of one part with what stays in the process that checked it: the constraints that it rests on."""

    result: PartResult
    proofs: Proofs
    groundings: tuple[Grounding, ...]
