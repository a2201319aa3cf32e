"""Applies a baseline to a result: what it answers for is put aside, and what does not hold any longer is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from claimcheck.engine.baseline.entries import Baseline, Written
from claimcheck.engine.baseline.operands import operands_of
from claimcheck.engine.result import Result
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding
from claimcheck.values.value_class import value_class

UNREAD = ("YML", "CLM", "IDS", "VOC", "SRC")
"""Beginnings of the codes that say that claims are missing from the corpus because of a mistake in a file."""


class State(StrEnum):
    """What became of an entry."""

    HOLDS = "holds"
    STALE = "stale"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    OTHER = "unusable"
    UNKNOWN = "not known"


_CODES = {State.STALE: "BAS002", State.EXPIRED: "BAS003", State.LAPSED: "BAS004", State.OTHER: "BAS001"}


@value_class
class Verdict:
    """What became of an entry, and why, as a sentence."""

    written: Written
    state: State
    why: str = ""


@value_class
class Applied:
    """A result without what the baseline answers for, and what became of each entry."""

    result: Result
    verdicts: tuple[Verdict, ...]


def apply_baseline(result: Result, baseline: Baseline, today: date, asleep: Collection[str] = ()) -> Applied:
    """Put aside the findings that the baseline answers for, and add findings about entries that do not hold.

    `asleep` are codes of rules that exist and do not run: their entries cannot be stale.
    """
    named: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        if can_be_answered(finding):
            named[finding.fingerprint].append(finding)
    judge = _Judge(result, today, frozenset(asleep))
    verdicts = tuple(judge.verdict(each, named.get(each.entry.fingerprint, [])) for each in baseline.entries)
    hidden: list[Finding] = []
    for verdict in verdicts:
        if verdict.state is State.HOLDS:
            entry = verdict.written.entry
            hidden += named[entry.fingerprint][: entry.count]
    aside = set(map(id, hidden))
    findings = [finding for finding in result.findings if id(finding) not in aside]
    findings += [*baseline.findings, *_findings(verdicts)]
    ordered = tuple(sorted(findings, key=lambda finding: finding.order))
    return Applied(replace(result, findings=ordered, baselined=tuple(hidden)), verdicts)


def can_be_answered(finding: Finding) -> bool:
    """Tell whether a baseline may answer for a finding: not where the run or the baseline itself is at fault."""
    check = CHECKS.get(finding.code)
    return check is None or not (check.untrusted or check.code.startswith("BAS"))


class _Judge:
    def __init__(self, result: Result, today: date, asleep: frozenset[str]) -> None:
        self.records = result.corpus.by_id
        self.unfounded = result.corpus.unfounded
        self.today = today
        self.asleep = asleep
        self.broken = any(f.code in CHECKS and CHECKS[f.code].untrusted for f in result.findings)
        self.unread = any(f.code.startswith(UNREAD) for f in result.findings)

    def verdict(self, written: Written, found: list[Finding]) -> Verdict:
        """Return what becomes of an entry, given the findings of its fingerprint."""
        entry = written.entry
        if not found:
            if entry.code in self.asleep or not self._would_be_found(written):
                return Verdict(written, State.UNKNOWN, "what it is about could not be checked in this run")
            return Verdict(written, State.STALE, f"{entry.code} no longer says what this entry answers for")
        first = found[0]
        operands = operands_of(first, self.records)
        wrong = _other_than(written, first, operands)
        if wrong is not None:
            return Verdict(written, State.OTHER, wrong)
        changed = [claim for claim, digest in entry.claims.items() if operands[claim] != digest]
        if changed:
            who = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
            states = "states" if len(changed) == 1 else "state"
            why = f"{who} {states} something else than on {entry.date}, when this entry was written"
            return Verdict(written, State.LAPSED, why)
        if entry.expires is not None and entry.expires < self.today:
            return Verdict(written, State.EXPIRED, f"this entry held until {entry.expires}")
        return Verdict(written, State.HOLDS)

    def _would_be_found(self, written: Written) -> bool:
        """Whether the finding would be there if it still were one: a broken run or an unread claim tells nothing."""
        if self.broken:
            return False
        claims = written.entry.claims
        missing = any(claim not in self.records for claim in claims)
        return not (missing and self.unread) and not any(c.split("[", 1)[0] in self.unfounded for c in claims)


def _other_than(written: Written, finding: Finding, operands: dict[str, str]) -> str | None:
    """Return how what an entry says differs from the finding of its fingerprint; None when it does not."""
    entry = written.entry
    if entry.code != finding.code:
        return f"its fingerprint is that of a finding of {finding.code}, not of {entry.code}"
    if entry.subject != finding.subject:
        return f"its fingerprint is that of a finding about {finding.subject or 'a file'}, not {entry.subject}"
    if set(entry.claims) != set(operands):
        return f"its fingerprint is that of a finding about the claims {', '.join(operands) or '(none)'}"
    if not operands and entry.file != finding.place.file:
        return f"its fingerprint is that of a finding in {finding.place.file}"
    return None


def _findings(verdicts: tuple[Verdict, ...]) -> Iterator[Finding]:
    for verdict in verdicts:
        if verdict.state in _CODES:
            yield _finding(_CODES[verdict.state], verdict.why, verdict.written)
        if not verdict.written.entry.is_explained:
            yield _finding("BAS005", f"the entry for {verdict.written.entry.code} gives no reason", verdict.written)


def _finding(code: str, why: str, written: Written) -> Finding:
    check = CHECKS[code]
    entry = written.entry
    hint = "`claimcheck baseline prune` takes it out" if code == "BAS002" else None
    message = f"{why} ({entry.fingerprint})"
    return Finding(check.code, check.name, check.severity, message, written.place, rules=(check.code,), hint=hint)
