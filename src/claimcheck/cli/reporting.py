"""From everything that a run found to what is reported: settings, baseline, options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cache.trace import is_there, today
from claimcheck.cli.session import Session, selected, touching
from claimcheck.cli.status import Problem
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.engine.baseline.apply import Applied
    from claimcheck.engine.baseline.entries import Baseline
    from claimcheck.engine.result import Result
    from claimcheck.findings.model import Finding


@value_class
class Choices:
    """What the options of a command change of what the settings say.

    `select` takes the place of the setting, `ignore` is added to it. `baseline` is another file than that of the
    settings; `use_baseline` says whether there is one at all.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
    use_baseline: bool = True


def reported(session: Session, choices: Choices, checked: Result | None = None) -> Result:
    """Return what is to be reported of a session; `checked` is its result where it was checked already."""
    from claimcheck.engine.levels import with_levels

    result = session.check() if checked is None else checked
    settings = session.project.settings
    _known_options(session, result, (*choices.select, *choices.ignore))
    result = _known_settings(session, result)
    if choices.use_baseline and (choices.baseline is not None or is_there(session.project.baseline_file)):
        result = baselined(session, result, choices.baseline).result
    result = with_levels(result, settings)
    result = touching(result, session.project)
    return selected(result, choices.select or settings.select, (*choices.ignore, *settings.ignore))


def baselined(session: Session, result: Result, file: Path | None = None) -> Applied:
    """Apply the baseline of the settings, or another file, to a result."""
    from claimcheck.engine.baseline.apply import apply_baseline

    if file is not None and not file.exists():
        raise Problem(f"{file} does not exist; `claimcheck baseline add --baseline {file}` makes it")
    found = baseline_of(session, file)
    # Without an entry that ends some day, what is reported is the same on every day.
    day = today() if any(each.entry.expires is not None for each in found.entries) else date.min
    return apply_baseline(result, found, day, session.asleep)


def baseline_of(session: Session, file: Path | None = None) -> Baseline:
    """Read the baseline of the settings, or another file, which may lie anywhere."""
    from claimcheck.engine.baseline.entries import read_baseline

    project = session.project
    path = project.baseline_file if file is None else file.absolute()
    return read_baseline(path, project.relative(path), project.root if file is None else path.resolve().parent)


def _codes(session: Session, result: Result) -> list[str] | None:
    """Return every code there is; None when a rule could not be read, for the code may be its own."""
    from claimcheck.findings.codes import CHECKS

    if any(finding.code == "RUL001" for finding in result.findings):
        return None
    return sorted([*CHECKS, *session.asleep, *(rule.code for rule in result.rules)])


def _known_options(session: Session, result: Result, codes: Sequence[str]) -> None:
    """Refuse a code or prefix that no rule or check has: a typo would select nothing, or hide nothing."""
    known = _codes(session, result)
    for code in codes if known is not None else ():
        unknown = _unknown(code, known or [])
        if unknown is not None:
            raise Problem(unknown)


def _known_settings(session: Session, result: Result) -> Result:
    """Add a finding for each code or prefix of the settings that no rule or check has, at its place."""
    from claimcheck.corpus.settings import coded_settings, origins_of
    from claimcheck.findings.codes import CHECKS
    from claimcheck.findings.model import Finding, Place

    known = _codes(session, result)
    wrong = [
        (path, message)
        for path, code in coded_settings(session.project.settings)
        if known is not None and (message := _unknown(code, known)) is not None
    ]
    if not wrong:
        return result
    origins, check = origins_of(session.project.root), CHECKS["CFG001"]
    made: list[Finding] = [
        Finding(check.code, check.name, check.severity, message, origins.of(*path) or Place("."), rules=(check.code,))
        for path, message in wrong
    ]
    return replace(result, findings=tuple(sorted([*result.findings, *made], key=lambda finding: finding.order)))


def _unknown(code: str, known: Sequence[str]) -> str | None:
    """Return what is wrong with a code or prefix; None when there is nothing."""
    if code and any(each.startswith(code) for each in known):
        return None
    near = max(known, key=lambda each: _shared(each, code.upper()))
    return f"no code begins with {code[:80]}; did you mean {near}?"


def _shared(one: str, other: str) -> int:
    """Return how many letters two codes begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
