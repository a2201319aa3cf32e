"""The numbers of a run and its verdict in one sentence, as all reporters for people give them."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.engine.result import ClaimState, Result
from claimcheck.findings.model import Severity
from claimcheck.values.value_class import value_class


@value_class
class Totals:
    """How much of what a run had and found. `met` is the number of claims that a cross-check compared."""

    sources: int
    claims: int
    rules: int
    errors: int
    warnings: int
    infos: int
    agreements: int
    met: int
    not_checked: int
    suppressed: int
    baselined: int
    left_out: int
    contradictions: int

    @property
    def hundredths(self) -> int:
        """Coverage in percent, rounded; 0 and 100 only when none and all of the claims were compared."""
        if not self.met or not self.claims:
            return 0
        if self.met >= self.claims:
            return 100
        return min(99, max(1, round(Fraction(100 * self.met, self.claims))))


def totals(result: Result) -> Totals:
    """Count what a result holds."""
    entries = (result.claims or {}).values()
    return Totals(
        sources=len(result.corpus.sources),
        claims=len(result.corpus.claims),
        rules=len(result.rules),
        errors=result.count(Severity.ERROR),
        warnings=result.count(Severity.WARNING),
        infos=result.count(Severity.INFO),
        agreements=len(result.agreements),
        met=sum(1 for entry in entries if entry.state is not ClaimState.NOT_CHECKED),
        not_checked=len(result.not_checked),
        suppressed=result.suppressed,
        baselined=len(result.baselined),
        left_out=result.left_out,
        contradictions=sum(
            1 for finding in result.findings if finding.severity is Severity.ERROR and finding.reading is not None
        ),
    )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 claim`, `2 claims`, `1,000 claims`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(parts: list[str]) -> str:
    """Join parts as a sentence does: `a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def scope(of: Totals) -> str:
    """Say what was looked at: `63 claims of 2 sources`."""
    return f"{counted(of.claims, 'claim')} of {counted(of.sources, 'source')}"


def verdict(of: Totals) -> str:
    """Return the outcome in one sentence, for a reader who reads nothing else."""
    if not of.claims:
        return "Nothing was checked: no claim could be read."
    other = of.errors - of.contradictions
    mistakes = counted(other, "error") + " in the files or the claims as they are written" if other else ""
    warnings = f"{counted(of.warnings, 'warning')} to look at" if of.warnings else ""
    if of.contradictions:
        found = [counted(of.contradictions, "contradiction"), mistakes, warnings]
        return f"{scope(of)}: {listed([part for part in found if part])}."
    rest = listed([part for part in (mistakes, warnings) if part])
    return f"{scope(of)}: no contradiction was found" + (f", but {rest}." if rest else ".")


def coverage(of: Totals) -> str:
    """Say how much the verdict rests on, and what it leaves out."""
    parts = [
        f"{counted(of.agreements, 'agreement')} between sources",
        f"{of.met:,} of {counted(of.claims, 'claim')} cross-checked ({of.hundredths} %)",
        f"{counted(of.not_checked, 'check')} could not be made",
        _suppressed(of),
        *([f"{counted(of.left_out, 'finding')} left out by the settings or options"] if of.left_out else []),
    ]
    return "; ".join(parts)


def _suppressed(of: Totals) -> str:
    """Say aloud what was found and put aside, and by whom: the baseline, or a claim itself."""
    total = of.suppressed + of.baselined
    ways = [f"{of.baselined:,} in the baseline"] if of.baselined else []
    ways += [f"{of.suppressed:,} ignored by {'its claim' if of.suppressed == 1 else 'their claims'}"] * bool(
        of.suppressed
    )
    return f"{counted(total, 'finding')} suppressed" + (f" ({', '.join(ways)})" if ways else "")
