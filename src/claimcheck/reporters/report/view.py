"""What the report shows: findings with witnesses, pictures and rules; agreements; what was not checked; articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.result import Result
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Agreement, Correction, Finding, Severity
from claimcheck.reporters.digest import Totals, totals, verdict
from claimcheck.reporters.report.articles import SourceView, numbered, source_views
from claimcheck.reporters.report.graph import Relations, relations_of
from claimcheck.reporters.report.overview import (
    Gap,
    SourceRow,
    StateShare,
    gaps_of,
    left_aside,
    source_rows,
    state_shares,
)
from claimcheck.reporters.report.passages import Passage, passages_of
from claimcheck.reporters.report.pictures import Picture, pictures_of
from claimcheck.reporters.report.text import Excerpt
from claimcheck.reporters.report.words import Words
from claimcheck.reporters.witness import READINGS, Witness, Witnesses, choices
from claimcheck.values.value_class import value_class

MAX_QUOTED = 6
"""How many quotes an agreement shows before the rest is only counted."""


@value_class
class RuleNote:
    """A rule or a built-in check in plain words."""

    code: str
    name: str
    summary: str
    why: str


@value_class
class FindingView:
    """A finding with all that the report shows of it. `anchor` is its fingerprint, made unique in the report.

    `message` and `about` name unknowns in plain words. `sources` are the sources of its claims.
    """

    anchor: str
    number: int
    finding: Finding
    message: str
    about: str | None
    sources: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    passages: tuple[Passage, ...]
    excerpt: Excerpt | None
    reading: str | None
    choices: tuple[tuple[Correction, ...], ...]
    rules: tuple[RuleNote, ...]
    pictures: tuple[Picture, ...] = ()


@value_class
class Said:
    """What one claim of an agreement says: its quote."""

    claim: str
    quote: str
    language: str | None


@value_class
class AgreementView:
    """An agreement with its independent sources. `is_stated` is false where no quote has the value itself."""

    agreement: Agreement
    about: str
    sources: tuple[tuple[str, tuple[Said, ...], int], ...]
    is_stated: bool


@value_class
class Report:
    """Everything that the pages show."""

    verdict: str
    totals: Totals
    states: tuple[StateShare, ...]
    aside: tuple[str, ...]
    findings: tuple[FindingView, ...]
    agreements: tuple[AgreementView, ...]
    gaps: tuple[Gap, ...]
    sources: tuple[SourceView, ...]
    rows: tuple[SourceRow, ...]
    relations: Relations
    numbers: Mapping[str, int]
    who: Mapping[str, str]
    severities: Mapping[str, int]
    rules: Mapping[str, str]


def report_of(result: Result, with_infos: bool) -> Report:
    """Arrange a result: the worst findings first, else in the order of the result."""
    witnesses, words = Witnesses(result.corpus), Words(result.corpus.vocabulary)
    numbers, records = numbered(result), result.corpus.by_id
    sources = source_views(result, numbers)
    notes = rule_notes(result)
    shown = [f for f in result.findings if with_infos or f.severity is not Severity.INFO]
    counts = totals(result)
    codes = sorted({code for finding in shown for code in (finding.code, *finding.rules)})
    return Report(
        verdict=verdict(counts),
        totals=counts,
        states=state_shares(Counter(claim.state for source in sources for claim in source.claims)),
        aside=left_aside(result, counts),
        findings=_findings(shown, result.corpus, witnesses, words, notes),
        agreements=tuple(_agreement(each, records, witnesses, words) for each in result.agreements),
        gaps=gaps_of(result, {code: note.name for code, note in notes.items()}),
        sources=sources,
        rows=source_rows(sources, shown),
        relations=relations_of(result, shown, words),
        numbers=numbers,
        who={record.id: witnesses.who(record.id) for record in result.corpus.sources},
        severities=Counter(finding.severity.value for finding in shown),
        rules={code: notes[code].name if code in notes else "" for code in codes},
    )


def with_pictures(view: FindingView, result: Result, who: Mapping[str, str], words: Words) -> FindingView:
    """Return a finding with its pictures. They cost more than all else, so a page draws those that it shows."""
    grounds = result.proofs.get(view.finding.fingerprint, ())
    names = {each.evidence.claim: who.get(each.source_id, each.source_id) for each in view.witnesses}
    made = pictures_of(view.finding, grounds, lambda claim: names.get(claim, claim), words)
    return replace(view, pictures=made) if made else view


def _findings(
    shown: list[Finding], corpus: Corpus, witnesses: Witnesses, words: Words, notes: Mapping[str, RuleNote]
) -> tuple[FindingView, ...]:
    seen: Counter[str] = Counter()
    views = []
    for number, finding in enumerate(sorted(shown, key=lambda f: f.severity.rank), 1):
        seen[finding.fingerprint] += 1
        again = seen[finding.fingerprint]
        anchor = finding.fingerprint if again == 1 else f"{finding.fingerprint}-{again}"
        views.append(_finding(anchor, number, finding, corpus, witnesses, words, notes))
    return tuple(views)


def _finding(
    anchor: str,
    number: int,
    finding: Finding,
    corpus: Corpus,
    witnesses: Witnesses,
    words: Words,
    notes: Mapping[str, RuleNote],
) -> FindingView:
    codes = dict.fromkeys((finding.code, *finding.rules))
    seen_by = witnesses.all_of(finding)
    about = words.of(finding.subject) if finding.subject else None
    plain = about is not None and finding.subject is not None and about != finding.subject
    return FindingView(
        anchor=anchor,
        number=number,
        finding=finding,
        message=_sentence(finding.message.replace(finding.subject or "", about or "") if plain else finding.message),
        about=about if plain else None,
        sources=tuple(dict.fromkeys(evidence.claim.split("#", 1)[0] for evidence in finding.claims)),
        witnesses=seen_by,
        passages=passages_of(seen_by, corpus),
        excerpt=Excerpt.of(finding.excerpt),
        reading=READINGS.get(finding.reading or ""),
        choices=choices(finding),
        rules=tuple(notes[code] for code in codes if code in notes),
    )


def _sentence(message: str) -> str:
    """Return a message with a capital letter, unless it begins with an id."""
    first = message.split(" ", 1)[0]
    return message[0].upper() + message[1:] if first.isalpha() else message


def _agreement(
    agreement: Agreement, records: Mapping[str, ClaimRecord], witnesses: Witnesses, words: Words
) -> AgreementView:
    said: dict[str, list[Said]] = {}
    for source in agreement.sources:
        said[source] = [
            Said(claim, records[claim].model.quote, records[claim].source.model.language)
            for claim in agreement.claims
            if claim in records and claim.split("#", 1)[0] == source
        ]
    return AgreementView(
        agreement,
        words.of(agreement.subject),
        tuple(
            (witnesses.who(source), tuple(each[:MAX_QUOTED]), max(0, len(each) - MAX_QUOTED))
            for source, each in said.items()
        ),
        any(agreement.value in each.quote for own in said.values() for each in own),
    )


def rule_notes(result: Result) -> Mapping[str, RuleNote]:
    """Return what each rule and each built-in check is about, by code."""
    notes = {check.code: RuleNote(check.code, check.name, check.summary, check.why) for check in CHECKS.values()}
    for rule in result.rules:
        model = rule.model
        notes[rule.code] = RuleNote(rule.code, model.name, model.summary, model.why)
    return notes
