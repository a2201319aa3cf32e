"""What the page shows: findings with anchors, witnesses and rules; agreements; what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.engine.result import ClaimState, Result
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Agreement, Correction, Finding, NotChecked, Severity
from claimcheck.reporters.digest import Totals, coverage, totals, verdict
from claimcheck.reporters.report.articles import SourceView, numbered, source_views
from claimcheck.reporters.report.text import Excerpt
from claimcheck.reporters.witness import READINGS, Witness, Witnesses, choices


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule or a built-in check in plain words."""

    code: str
    name: str
    summary: str
    why: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with all that the page shows of it. `anchor` is its fingerprint, made unique in the page."""

    anchor: str
    finding: Finding
    witnesses: tuple[Witness, ...]
    excerpt: Excerpt | None
    reading: str | None
    choices: tuple[tuple[Correction, ...], ...]
    rules: tuple[RuleNote, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with the publishers and dates of its sources."""

    agreement: Agreement
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template shows."""

    verdict: str
    coverage: str
    totals: Totals
    findings: tuple[FindingView, ...]
    agreements: tuple[AgreementView, ...]
    not_checked: tuple[NotChecked, ...]
    sources: tuple[SourceView, ...]
    numbers: Mapping[str, int]
    states: Mapping[ClaimState, int]


def page_of(result: Result, with_infos: bool) -> Page:
    """Arrange a result for the page: the worst findings first, else in the order of the result."""
    witnesses = Witnesses(result.corpus)
    numbers = numbered(result)
    counts = totals(result)
    sources = source_views(result, numbers)
    states = Counter(claim.state for source in sources for claim in source.claims)
    return Page(
        verdict=verdict(counts),
        coverage=coverage(counts),
        totals=counts,
        findings=_findings(result, witnesses, with_infos),
        agreements=tuple(
            AgreementView(a, tuple(witnesses.who(source) for source in a.sources)) for a in result.agreements
        ),
        not_checked=result.not_checked,
        sources=sources,
        numbers=numbers,
        states={state: states[state] for state in ClaimState},
    )


def _findings(result: Result, witnesses: Witnesses, with_infos: bool) -> tuple[FindingView, ...]:
    notes = rule_notes(result)
    shown = [f for f in result.findings if with_infos or f.severity is not Severity.INFO]
    seen: Counter[str] = Counter()
    views = []
    for finding in sorted(shown, key=lambda f: f.severity.rank):
        seen[finding.fingerprint] += 1
        again = seen[finding.fingerprint]
        codes = dict.fromkeys((finding.code, *finding.rules))
        views.append(
            FindingView(
                anchor=finding.fingerprint if again == 1 else f"{finding.fingerprint}-{again}",
                finding=finding,
                witnesses=witnesses.all_of(finding),
                excerpt=Excerpt.of(finding.excerpt),
                reading=READINGS.get(finding.reading or ""),
                choices=choices(finding),
                rules=tuple(notes[code] for code in codes if code in notes),
            )
        )
    return tuple(views)


def rule_notes(result: Result) -> Mapping[str, RuleNote]:
    """Return what each rule and each built-in check is about, by code."""
    notes = {check.code: RuleNote(check.code, check.name, check.summary, check.why) for check in CHECKS.values()}
    for rule in result.rules:
        model = rule.model
        notes[rule.code] = RuleNote(rule.code, model.name, model.summary, model.why)
    return notes
