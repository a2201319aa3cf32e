"""What a run found: everything that a reporter prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from fractions import Fraction

from claimcheck.corpus.corpus import Corpus
from claimcheck.engine.grounding.ground import Ground
from claimcheck.findings.model import Agreement, Finding, NotChecked, Severity
from claimcheck.rules.rule import Rule
from claimcheck.values.value_class import slot_class, value_class


class ClaimState(StrEnum):
    """What became of a claim: contradicted, confirmed by another source, checked within one source, or none of it."""

    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    CHECKED = "checked"
    NOT_CHECKED = "not checked"


@value_class
class Neighbour:
    """A claim that came near one that nothing checked, and why the two did not meet."""

    claim: str
    why: str


@value_class
class ClaimCoverage:
    """A claim's state, the rules that compared it, and how much of its rounding the others leave, from 0 to 1."""

    claim: str
    state: ClaimState
    rules: tuple[str, ...] = ()
    slack: Fraction | None = None


def _nobody(_claim: str) -> tuple[Neighbour, ...]:
    return ()


@slot_class(eq=False, frozen=True)
class Result:
    """The outcome of one run over one corpus. `proofs` are the constraints of each finding, by its fingerprint.

    `suppressed` counts what claims ignore with effect; `baselined` are the findings that the baseline answers for;
    `left_out` counts what the settings or the options keep out. `near` tells of a claim that nothing checked what came
    near it.
    """

    corpus: Corpus
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    agreements: tuple[Agreement, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    claims: Mapping[str, ClaimCoverage] | None = None
    suppressed: int = 0
    proofs: Mapping[str, tuple[Ground, ...]] = field(default_factory=dict)
    left_out: int = 0
    baselined: tuple[Finding, ...] = ()
    near: Callable[[str], tuple[Neighbour, ...]] = _nobody

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    @property
    def coverage(self) -> float:
        """The share of claims that took part in at least one cross-check, from 0 to 1; 0 when there are none."""
        if not self.claims:
            return 0.0
        met = sum(1 for entry in self.claims.values() if entry.state is not ClaimState.NOT_CHECKED)
        return met / len(self.claims)
