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
    from claimcheck.findings.model import Finding
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

    try:
        Path.cwd()
    except OSError:
        raise Problem("the working folder is gone; change into the project's folder") from None
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

    kept = tuple(finding for finding in result.findings if is_kept(finding.code))
    return replace(result, findings=kept, left_out=result.left_out + len(result.findings) - len(kept))


def touching(result: Result, project: Project) -> Result:
    """Keep the findings that have to do with the paths that the project was opened with; a broken run stays one."""
    from claimcheck.findings.codes import CHECKS

    if not project.paths:
        return result
    roots = tuple(project.relative(path) for path in project.paths)

    def is_kept(finding: Finding) -> bool:
        files = {finding.place.file, *(member.place.file for member in finding.claims)}
        inside = any(file == root or file.startswith(f"{root}/") for file in files for root in roots)
        return inside or (finding.code in CHECKS and CHECKS[finding.code].untrusted)

    return replace(result, findings=tuple(finding for finding in result.findings if is_kept(finding)))


def known_codes(result: Result, codes: Sequence[str]) -> None:
    """Refuse a code or prefix that no rule or check has: a typo would select nothing, or hide nothing."""
    from claimcheck.findings.codes import CHECKS

    if any(finding.code == "RUL001" for finding in result.findings):
        # The code may be that of a rule that could not be read, which is the finding to see.
        return
    known = sorted([*CHECKS, *(rule.code for rule in result.rules)])
    for code in codes:
        if not any(each.startswith(code) for each in known):
            near = max(known, key=lambda each: _shared(each, code.upper()))
            raise Problem(f"no code begins with {code}; did you mean {near}?")


def _shared(one: str, other: str) -> int:
    """Return how many letters two codes begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


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
