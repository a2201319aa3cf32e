"""A finding in a few plain lines, for services that show little more than a message."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.findings.model import Finding, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.columns import shown
from claimcheck.reporters.witness import Witness, Witnesses, choices, corrected

_CLAIMS = 20
_LINES = 20


def clipped(text: str, most: int) -> str:
    """Return a text of at most so many characters; a cut is shown by an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def worst_first(findings: Sequence[Finding], options: ReportOptions) -> list[Finding]:
    """Return the findings that are to be printed, errors before warnings before infos, else in their order."""
    kept = [each for each in findings if options.with_infos or each.severity is not Severity.INFO]
    return sorted(kept, key=lambda finding: finding.severity.rank)


def title_of(finding: Finding) -> str:
    """Return code and name."""
    return f"{shown(finding.code)} {shown(finding.name)}"


def said(witness: Witness) -> str:
    """Return a claim's part in one line: who says it, the quote, and what follows."""
    return shown(f"{witness.who}: “{witness.evidence.quote}” → {witness.implies}")


def brief(finding: Finding, witnesses: Witnesses) -> list[str]:
    """Return message, arithmetic, claims, and what would agree: one printable line each, a bounded number of them."""
    lines = [shown(finding.message)]
    lines += [f"Arithmetic: {shown(line)}" for line in finding.derivation[:_LINES]]
    lines += [said(witnesses.of(evidence)) for evidence in finding.claims[:_CLAIMS]]
    if len(finding.claims) > _CLAIMS:
        lines.append(f"… and {len(finding.claims) - _CLAIMS:,} more claims")
    lines += [f"Suspect: {shown(corrected(each))}" for each in finding.suspects[:_LINES]]
    for number, way in enumerate(choices(finding)[:_LINES]):
        lines.append(f"{'or' if number else 'either'} {shown(' and '.join(map(corrected, way)))}")
    lines += [f"Hint: {shown(finding.hint)}"] if finding.hint else []
    return lines
