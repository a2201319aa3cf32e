"""The reporter `github`: workflow commands that GitHub Actions shows as annotations at their lines.

Of a step, GitHub shows ten errors, ten warnings and ten notices; what is beyond is printed as plain lines, and said.
"""

from __future__ import annotations

from collections import Counter

from claimcheck.engine.result import Result
from claimcheck.findings.model import Finding, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.brief import brief, clipped, title_of, worst_first
from claimcheck.reporters.columns import guarded, shown
from claimcheck.reporters.digest import counted, coverage, totals, verdict
from claimcheck.reporters.repository_paths import RepositoryPaths
from claimcheck.reporters.witness import Witnesses

ANNOTATIONS = 10
"""How many annotations of one level GitHub shows of a step."""

_MESSAGE = 4_000
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GithubReporter:
    """Prints an annotation for each finding, the worst first, and a closing line."""

    name = "github"
    suffix = ".github.txt"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return the commands, then what has no room among them, then the verdict."""
        witnesses, paths = Witnesses(result.corpus), RepositoryPaths.of(result.corpus.root)
        findings = worst_first(result.findings, options)
        used: Counter[Severity] = Counter()
        commands, rest = [], []
        for finding in findings:
            used[finding.severity] += 1
            if used[finding.severity] <= ANNOTATIONS:
                commands.append(_command(finding, witnesses, paths))
            else:
                rest.append(guarded(f"{shown(str(finding.place))}: {title_of(finding)}: {shown(finding.message)}"))
        if rest:
            rest.insert(0, f"GitHub shows {ANNOTATIONS} annotations of a level; {counted(len(rest), 'more finding')}:")
        numbers = totals(result)
        return "\n".join([*commands, *rest, verdict(numbers), f"{coverage(numbers)}."]) + "\n"


REPORTER = GithubReporter()


def _command(finding: Finding, witnesses: Witnesses, paths: RepositoryPaths) -> str:
    place = finding.place
    properties = {
        "file": paths.path(place.file),
        "line": str(place.line),
        "col": str(place.column),
        "title": title_of(finding),
    }
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = clipped("\n".join(brief(finding, witnesses)), _MESSAGE)
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(shown(text)).replace(":", "%3A").replace(",", "%2C")
