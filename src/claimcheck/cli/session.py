"""What most commands begin with: open the project, read it, check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.status import BROKEN, CLEAN, FINDINGS, Problem

if TYPE_CHECKING:
    from claimcheck.corpus.corpus import Corpus
    from claimcheck.corpus.project import Project
    from claimcheck.engine.result import Result
    from claimcheck.rules.load import RuleSet

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Claim files or folders; without any, the claims/ of the nearest folder upwards.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Session:
    """A project that is open, with its claims and rules."""

    project: Project
    corpus: Corpus
    rules: RuleSet

    def check(self) -> Result:
        """Cross-check everything."""
        from claimcheck.engine.run import check

        return check(self.corpus, self.rules.rules, (*self.rules.findings,))


def open_session(paths: Sequence[Path] | None = None) -> Session:
    """Open the project that the paths, or the working directory, belong to, and read all of it."""
    from claimcheck.corpus.load import load
    from claimcheck.corpus.project import open_project
    from claimcheck.rules.pack import rules_of

    for path in paths or ():
        if not path.exists():
            raise Problem(f"{path} does not exist; name claim files or folders, or nothing for all of claims/")
    project = open_project(tuple(paths or ()))
    return Session(project, load(project), rules_of(project))


def selected(result: Result, select: Sequence[str], ignore: Sequence[str]) -> Result:
    """Leave out findings whose code is not selected or is ignored; a broken run stays a broken run."""
    from claimcheck.findings.codes import CHECKS

    def is_kept(code: str) -> bool:
        if code in CHECKS and CHECKS[code].untrusted:
            return True
        if select and not code.startswith(tuple(select)):
            return False
        return not (ignore and code.startswith(tuple(ignore)))

    return replace(result, findings=tuple(finding for finding in result.findings if is_kept(finding.code)))


def known_codes(result: Result, codes: Sequence[str]) -> None:
    """Refuse a code or prefix that no rule or check has: a typo would select nothing, or hide nothing."""
    from claimcheck.corpus.suggest import did_you_mean
    from claimcheck.findings.codes import CHECKS

    known = [*CHECKS, *(rule.code for rule in result.rules)]
    for code in codes:
        if not any(each.startswith(code) for each in known):
            raise Problem(f"no code begins with {code}{did_you_mean(code, known)}")


def status_of(result: Result, fail_on: str) -> int:
    """Return the exit status: 2 for a run that is not to be trusted, 1 for findings that count, else 0."""
    from claimcheck.findings.codes import CHECKS
    from claimcheck.findings.model import Severity

    if any(finding.code in CHECKS and CHECKS[finding.code].untrusted for finding in result.findings):
        return BROKEN
    limit = Severity(fail_on).rank
    return FINDINGS if any(finding.severity.rank <= limit for finding in result.findings) else CLEAN


def split_codes(values: Sequence[str] | None) -> tuple[str, ...]:
    """Return codes given as `A,B` or by repeating the option."""
    return tuple(code.strip() for value in values or () for code in value.split(",") if code.strip())
