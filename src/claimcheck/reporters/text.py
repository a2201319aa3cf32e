"""The reporter `text`: findings as linters print them, for a terminal or a build log."""

from __future__ import annotations

from claimcheck.corpus.corpus import Corpus
from claimcheck.engine.result import Result
from claimcheck.findings.model import Finding, Place, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.columns import guarded, shown, side_by_side, width_of, wrapped
from claimcheck.reporters.digest import Totals, counted, coverage, listed, scope, totals
from claimcheck.reporters.witness import READINGS, Witness, Witnesses, choices, corrected

_LEAST_WIDTH = 40
_LEAST_COLUMN = 36
_INDENT = "  "
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}


class TextReporter:
    """Prints each finding with its quotes and its arithmetic, and what was checked."""

    name = "text"
    suffix = ".txt"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return the findings in the order of the result, then a summary."""
        printer = _Printer(Witnesses(result.corpus), options)
        lines: list[str] = []
        for finding in result.findings:
            if finding.severity is not Severity.INFO:
                lines += [*printer.full(finding), ""]
        infos = [finding for finding in result.findings if finding.severity is Severity.INFO]
        if infos and options.with_infos:
            lines += [*map(printer.short, infos), ""]
        lines += _summary(totals(result), options)
        return "\n".join(map(guarded, lines)) + "\n"


REPORTER = TextReporter()


def finding_lines(finding: Finding, corpus: Corpus, options: ReportOptions) -> list[str]:
    """Return one finding of a corpus as the report prints it."""
    return [guarded(line) for line in _Printer(Witnesses(corpus), options).full(finding)]


class _Printer:
    def __init__(self, witnesses: Witnesses, options: ReportOptions) -> None:
        self._witnesses = witnesses
        self._colour = options.colour
        self._width = max(_LEAST_WIDTH, options.width)

    def short(self, finding: Finding) -> str:
        """Return a finding on one line."""
        return f"{self._head(finding)}: {shown(finding.message)}"

    def full(self, finding: Finding) -> list[str]:
        """Return a finding with all that a reader needs to judge it."""
        lines = [self._head(finding), *self._wrap(finding.message)]
        if finding.excerpt:
            lines += [f"{_INDENT}| {shown(line)}" for line in finding.excerpt.split("\n")]
        if finding.claims and not finding.excerpt:
            lines += ["", *self._witness_lines(self._witnesses.all_of(finding)), ""]
        lines += self._arithmetic(finding)
        if finding.reading in READINGS:
            lines += self._wrap(READINGS[finding.reading])
        return lines + self._doubts(finding) + self._advice(finding)

    def _head(self, finding: Finding) -> str:
        severity = self._paint(finding.severity.value, _COLOURS[finding.severity])
        return f"{_place(finding.place)}: {severity} {shown(finding.code)} {shown(finding.name)}"

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour else text

    def _wrap(self, text: str, first: str = "", rest: str | None = None) -> list[str]:
        return wrapped(shown(text), self._width, _INDENT + first, None if rest is None else _INDENT + rest)

    def _witness_lines(self, witnesses: tuple[Witness, ...]) -> list[str]:
        if len(witnesses) == 2:
            column = (self._width - len(_INDENT) - len(" | ")) // 2
            left, right = (_block(witness, column) for witness in witnesses)
            if column >= _LEAST_COLUMN and all(width_of(line) <= column for line in left + right):
                return [_INDENT + line for line in side_by_side(left, right, column)]
        lines: list[str] = []
        for witness in witnesses:
            lines += ["", *(_INDENT + line for line in _block(witness, self._width - len(_INDENT)))]
        return lines[1:]

    def _arithmetic(self, finding: Finding) -> list[str]:
        lines: list[str] = []
        for number, line in enumerate(finding.derivation):
            lines += self._wrap(line, "Arithmetic: " if number == 0 else " " * 12, " " * 16)
        lines += self._wrap(finding.distance, "Distance: ") if finding.distance else []
        return lines + self._clusters(finding)

    def _clusters(self, finding: Finding) -> list[str]:
        """Return who says what, where more claims speak of the subject than those of the conflict."""
        if sum(len(cluster.claims) for cluster in finding.clusters) <= len(finding.claims):
            return []
        lines: list[str] = []
        for number, cluster in enumerate(finding.clusters):
            said = f"{cluster.says}: {listed(list(cluster.claims))}"
            lines += self._wrap(said, "Each says: " if number == 0 else " " * 11, " " * 13)
        return lines

    def _doubts(self, finding: Finding) -> list[str]:
        lines: list[str] = []
        for correction in finding.suspects:
            lines += self._wrap(corrected(correction), "Suspect: ")
        ways = choices(finding)
        if ways and not finding.suspects:
            lines += self._wrap("The sources cannot decide which of them is wrong. What would agree:")
        elif ways:
            lines += self._wrap("What would agree:")
        for number, way in enumerate(ways):
            lines += self._wrap(" and ".join(map(corrected, way)), "  either " if number == 0 else "  or     ")
        return lines

    def _advice(self, finding: Finding) -> list[str]:
        lines: list[str] = []
        for label, texts in (
            ("Mend: ", finding.repairs),
            ("Note: ", finding.notes),
            ("Hint: ", (finding.hint,) if finding.hint else ()),
        ):
            for text in texts:
                lines += self._wrap(text, label)
        if len(finding.rules) > 1:
            lines += self._wrap(", ".join(finding.rules), "Rules: ")
        return lines


def _place(place: Place) -> str:
    """Return a place as editors and terminals open it."""
    text = shown(str(place))
    return f"./{text}" if text.lstrip().startswith("::") else text


def _block(witness: Witness, width: int) -> list[str]:
    """Return a claim's part in a finding; the lines with its place and its id are never broken."""
    evidence = witness.evidence
    role = "" if evidence.role == "conflict" else f" [{evidence.role}]"
    return [
        *wrapped(shown(witness.who + role), width),
        *wrapped(f"“{shown(evidence.quote)}”", width, " " * 2),
        *(wrapped(shown(f"an editor's reading: {witness.inferred}"), width, "  ") if witness.inferred else []),
        *wrapped(shown(witness.implies), width, "→ "),
        f"{_place(evidence.place)}",
        shown(evidence.claim),
    ]


def _summary(numbers: Totals, options: ReportOptions) -> list[str]:
    found = numbers.errors + numbers.warnings + numbers.infos
    rules = counted(numbers.rules, "rule")
    if not found:
        return [f"No findings: {scope(numbers)} checked with {rules}; {coverage(numbers)}."]
    counts = ", ".join(
        counted(number, noun)
        for number, noun in (
            (numbers.errors, "error"),
            (numbers.warnings, "warning"),
            (numbers.infos, "info"),
        )
    )
    first = f"{counts} in {scope(numbers)}, checked with {rules}."
    return [first] if options.quiet else [first, f"{coverage(numbers)}."]
