"""`claimcheck baseline add`: answers for findings that stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.commands.baseline import File, usable, write
from claimcheck.cli.session import Session, open_session
from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.engine.baseline.entries import Entry
    from claimcheck.engine.result import Result
    from claimcheck.findings.model import Finding

LEAST = 6
"""How many characters of a fingerprint are enough, where only one finding begins so."""
_PLACE = re.compile(r"(.+?):([0-9]{1,9})(?::([0-9]{1,9}))?:?")


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("add")(add)


def add(
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FINDING…",
            help="Fingerprints, or places as lint prints them: FILE:LINE.",
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every error and warning that lint reports.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why they may stay.", show_default=False)] = None,
    author: Annotated[
        str | None, typer.Option("--author", help="Who says so.", show_default="git config user.name")
    ] = None,
    expires: Annotated[
        str | None, typer.Option("--expires", metavar="YYYY-MM-DD", help="The last day it holds.", show_default=False)
    ] = None,
    file: File = None,
) -> None:
    """Add findings to the baseline: lint then counts them and does not report them.

    An entry that has lapsed or expired is written anew. Findings that make a run untrusted cannot be added.
    """
    from claimcheck.engine.baseline.entries import MAX_ENTRIES
    from claimcheck.findings.printable import printable

    session = open_session()
    baseline = usable(session, file)
    found = _open(session, file)
    chosen = _chosen(found, which or (), every)
    if not reason or not reason.strip():
        raise Problem("give a reason: --reason 'the revised figure of March; see the correction'")
    until = _day(expires)
    name = author.strip() if author else _author(session.project.root)
    entries = _entries(chosen, session, reason.strip(), name, until)
    if len(baseline.entries) + len(entries) > MAX_ENTRIES:
        raise Problem(f"a baseline has at most {MAX_ENTRIES:,} entries")
    write(session, file, baseline, entries)
    for finding in chosen:
        typer.echo(printable(f"added {_line(finding)}"))


def _open(session: Session, file: Path | None) -> list[Finding]:
    """Return the findings that lint reports and an entry could answer for."""
    from claimcheck.cli.reporting import Choices, reported
    from claimcheck.engine.baseline.apply import can_be_answered

    existing = file is None or file.exists()
    result: Result = reported(session, Choices(baseline=file if existing else None, use_baseline=existing))
    return [finding for finding in result.findings if can_be_answered(finding)]


def _chosen(found: Sequence[Finding], which: Sequence[str], every: bool) -> list[Finding]:
    from claimcheck.findings.model import Severity

    if every == bool(which):
        listed = "".join(f"\n  {_line(finding)}" for finding in found[:50]) or "\n  (none)"
        raise Problem(f"name findings, or say --all; lint reports these:{listed}")
    chosen = [finding for finding in found if finding.severity is not Severity.INFO] if every else []
    for written in which:
        chosen += _named(found, written)
    if not chosen:
        raise Problem("there is nothing to add: lint reports no error and no warning")
    return list({id(finding): finding for finding in chosen}.values())


def _named(found: Sequence[Finding], written: str) -> list[Finding]:
    """Return the findings of a fingerprint, of its beginning, or of a place."""
    place = _PLACE.fullmatch(written)
    if place is not None:
        file, line, column = Path(place[1]).as_posix(), int(place[2]), int(place[3] or 0)
        at = [f for f in found if (f.place.file, f.place.line) == (file, line) and column in (0, f.place.column)]
        if not at:
            raise Problem(f"lint reports nothing at {written}")
        return at
    named = [f for f in found if f.fingerprint.startswith(written)] if len(written) >= LEAST else []
    if not named:
        raise Problem(f"lint reports no finding {written}; `claimcheck baseline add` alone lists them")
    if len({finding.fingerprint for finding in named}) > 1:
        raise Problem(f"several findings begin with {written}; give more of it")
    return named


def _line(finding: Finding) -> str:
    return f"{finding.fingerprint} {finding.place}: {finding.severity} {finding.code} {finding.name}"


def _entries(chosen: Sequence[Finding], session: Session, reason: str, author: str, until: date | None) -> list[Entry]:
    from pydantic import ValidationError

    from claimcheck.engine.baseline.entries import Entry
    from claimcheck.engine.baseline.operands import operands_of

    records = session.corpus.by_id
    made: dict[str, Entry] = {}
    for finding in chosen:
        before = made.get(finding.fingerprint)
        try:
            made[finding.fingerprint] = Entry(
                fingerprint=finding.fingerprint,
                code=finding.code,
                subject=finding.subject,
                file=None if finding.claims else finding.place.file,
                claims=operands_of(finding, records),
                count=before.count + 1 if before else 1,
                reason=reason,
                author=author,
                date=date.today(),
                expires=until,
            )
        except ValidationError as error:
            details = error.errors()[0]
            raise Problem(f"the entry for {_line(finding)}: {details['loc'][0]}: {details['msg']}") from None
    return list(made.values())


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Problem(f"--expires takes a day such as 2027-03-01, not {written}") from None
    if day < date.today():
        raise Problem(f"--expires {written} is over already")
    return day


def _author(root: Path) -> str:
    from claimcheck.corpus.git_tree import RevisionError, git

    try:
        name = git(root, "config", "--get", "user.name").decode("utf-8", "replace").strip()
    except RevisionError:
        name = ""
    if not name:
        raise Problem("say who answers for it: --author 'A. Editor' (git knows no user.name)")
    return name
