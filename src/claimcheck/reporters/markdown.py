"""The reporter `markdown`: a comment for a pull request, never longer than such a comment may be."""

from __future__ import annotations

from claimcheck.engine.result import Result
from claimcheck.findings.model import Agreement, Finding, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.digest import counted, coverage, listed, totals, verdict
from claimcheck.reporters.markdown_text import fenced, plain, prose
from claimcheck.reporters.witness import READINGS, Witness, Witnesses, choices, corrected
from claimcheck.values.value_class import slot_class

LIMIT = 60_000
"""The most characters of a report."""

_RESERVE = 1_000
_MESSAGE = 500
_QUOTE = 600
_NAME = 200
_LINES = 40


class MarkdownReporter:
    """Prints the verdict, a table of the findings, each finding in full, and the agreements."""

    name = "markdown"
    suffix = ".md"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return at most `LIMIT` characters; what does not fit is counted, the worst findings come first."""
        witnesses = Witnesses(result.corpus)
        numbers = totals(result)
        findings = sorted(
            (f for f in result.findings if options.with_infos or f.severity is not Severity.INFO),
            key=lambda finding: finding.severity.rank,
        )
        parts = ["# claimcheck", "", f"**{verdict(numbers)}**", "", f"{coverage(numbers)}.", ""]
        room = _Room(LIMIT - _RESERVE - sum(len(part) + 1 for part in parts))
        table = room.take([_row(finding) for finding in findings], room.left // 4)
        details = room.take([_details(f, witnesses) for f in findings], room.left * 3 // 4)
        agreements = room.take([_agreement(a, witnesses) for a in result.agreements], room.left)
        if findings:
            parts += ["| | Rule | Finding | Place |", "| --- | --- | --- | --- |", *table, ""]
            parts += ["## Findings", "", *details]
        if result.agreements:
            parts += [
                "## Agreements",
                "",
                "| About | Value | Sources |",
                "| --- | --- | --- |",
                *agreements,
                "",
            ]
        cuts = _cuts(len(findings) - len(table), len(findings) - len(details), len(result.agreements) - len(agreements))
        return "\n".join(parts + cuts).rstrip("\n") + "\n"


REPORTER = MarkdownReporter()


@slot_class()
class _Room:
    """How many characters are left."""

    left: int

    def take(self, blocks: list[str], most: int) -> list[str]:
        """Return the blocks that fit into `most` characters, earlier ones first, and count them off."""
        taken: list[str] = []
        for block in blocks:
            size = len(block) + 1
            if size <= most:
                most -= size
                self.left -= size
                taken.append(block)
        return taken


def _cuts(rows: int, details: int, agreements: int) -> list[str]:
    """Say what did not fit."""
    left_out = [
        f"{counted(number, what)} {verb}"
        for number, what, verb in (
            (rows, "finding", "not in the table"),
            (details, "finding", "not described"),
            (agreements, "agreement", "not listed"),
        )
        if number
    ]
    if not left_out:
        return []
    return [f"_Cut to {LIMIT:,} characters: {'; '.join(left_out)}. The HTML report has all of them._"]


def _row(finding: Finding) -> str:
    cells = (
        finding.severity.value,
        f"{plain(finding.code)} {plain(finding.name)}",
        prose(finding.message, _MESSAGE),
        plain(str(finding.place), _NAME),
    )
    return f"| {' | '.join(cells)} |"


def _details(finding: Finding, witnesses: Witnesses) -> str:
    lines = [f"### {finding.severity.value.capitalize()} {plain(finding.code)} {plain(finding.name)}", ""]
    lines += [prose(finding.message, _MESSAGE), "", plain(f"At {finding.place}.", _NAME), ""]
    if finding.excerpt:
        lines += [fenced([line[:_QUOTE] for line in finding.excerpt.split("\n")[:_LINES]]), ""]
    for witness in witnesses.all_of(finding)[:_LINES]:
        lines += _quoted(witness)
    lines += _more(len(finding.claims), "claim")
    if finding.derivation:
        lines += [fenced([line[:_QUOTE] for line in finding.derivation[:_LINES]]), ""]
        lines += _more(len(finding.derivation), "line")
    if finding.reading in READINGS:
        lines += [READINGS[finding.reading], ""]
    return "\n".join(lines + _doubts(finding) + _advice(finding))


def _more(number: int, noun: str) -> list[str]:
    return [f"… and {counted(number - _LINES, f'more {noun}')}", ""] if number > _LINES else []


def _quoted(witness: Witness) -> list[str]:
    evidence = witness.evidence
    inferred = [f"> an editor's reading: {plain(witness.inferred, _QUOTE)}\\"] if witness.inferred else []
    return [
        f"> **{plain(witness.who.strip(), _NAME)}**: “{plain(witness.quote, _QUOTE)}”\\",
        *inferred,
        f"> → {plain(witness.implies, _NAME)} ({plain(f'{evidence.claim}, {evidence.place}', _NAME)})",
        "",
    ]


def _doubts(finding: Finding) -> list[str]:
    lines = [f"- **Suspect:** {plain(corrected(c), _QUOTE)}" for c in finding.suspects[:_LINES]]
    ways = choices(finding)[:_LINES]
    if ways and not finding.suspects:
        lines += ["The sources cannot decide which of them is wrong. What would agree:", ""]
    lines += [
        f"- {'or' if i else 'either'} {plain(' and '.join(map(corrected, way)), _QUOTE)}" for i, way in enumerate(ways)
    ]
    return [*lines, ""] if lines else []


def _advice(finding: Finding) -> list[str]:
    lines = [f"- **Mend:** {prose(text, _QUOTE)}" for text in finding.repairs[:_LINES]]
    lines += [f"- **Note:** {prose(text, _QUOTE)}" for text in finding.notes[:_LINES]]
    lines += [f"- **Hint:** {prose(finding.hint, _QUOTE)}"] if finding.hint else []
    lines += [
        f"- **Says {plain(each.says, _NAME)}:** {plain(listed(list(each.claims)), _QUOTE)}" for each in finding.clusters
    ]
    lines += [f"- **Distance:** {prose(finding.distance, _QUOTE)}"] if finding.distance else []
    return [*lines, ""] if lines else []


def _agreement(agreement: Agreement, witnesses: Witnesses) -> str:
    sources = "; ".join(witnesses.who(source) for source in agreement.sources)
    cells = (plain(agreement.subject, _NAME), plain(agreement.value, _NAME), plain(sources, _MESSAGE))
    return f"| {' | '.join(cells)} |"
