"""`claimcheck rules try`: runs a draft of a rule on the corpus and shows what it would say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.rule_targets import is_file_name, targets
from claimcheck.cli.session import Session, open_session
from claimcheck.cli.status import BROKEN, Problem

if TYPE_CHECKING:
    from claimcheck.engine.workbench.drafts import Meeting, Trial
    from claimcheck.findings.model import Agreement, Finding, NotChecked
    from claimcheck.rules.load import RuleSet
    from claimcheck.rules.rule import Rule

MOST = 20
"""How many findings of one sort are printed, and how many reasons; the rest is counted."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("try")(try_out)


def try_out(
    draft: Annotated[str, typer.Argument(help="A rule file anywhere inside the project, or the code of a rule.")],
) -> None:
    """Run a draft of a rule on the corpus, beside the other rules, and show what it would say. Nothing is written.

    Exit status: 0 when it ran, whatever it found, 2 when the rule cannot be used or breaks on a claim.
    """
    from claimcheck.engine.workbench.drafts import try_rule

    session = open_session()
    rule = _rule(session, draft)
    if not session.corpus.claims:
        raise Problem("there are no claims to try a rule on")
    trial = try_rule(session.corpus, session.rules.rules, rule)
    for line in _report(trial, session):
        typer.echo(line)
    raise typer.Exit(BROKEN if trial.meeting.faults else 0)


def _rule(session: Session, word: str) -> Rule:
    """Return the rule that is meant. A file is read as a draft: its place and its name are not checked."""
    if not is_file_name(word):
        found = targets(session.rules, [word], session.project.root)
        if found.rules:
            return found.rules[0]
        _print_broken(session.rules, found.broken)
        raise typer.Exit(BROKEN)
    from claimcheck.corpus.files import UnreadableFile, contained, read_regular
    from claimcheck.rules.load import load_draft

    path = Path(word)
    try:
        read_regular(contained(session.project.root, path), 0)
    except UnreadableFile as error:
        raise Problem(f"{word} {error}; name a rule file inside the project") from None
    loaded = load_draft(path.resolve(), session.project.root.resolve(), session.corpus.vocabulary.kinds)
    if not loaded.rules:
        _print_broken(loaded, None)
        raise typer.Exit(BROKEN)
    return loaded.rules[0]


def _print_broken(rules: RuleSet, files: Sequence[str] | None) -> None:
    from claimcheck.reporters.columns import guarded, shown

    for finding in rules.findings:
        if files is None or finding.place.file in files:
            excerpt = [f"  | {line}" for line in (finding.excerpt or "").splitlines()]
            for line in (f"{finding.place}: {finding.code} {finding.message}", *excerpt):
                typer.echo(guarded(shown(line)))


def _report(trial: Trial, session: Session) -> Iterator[str]:
    from claimcheck.reporters.columns import shown
    from claimcheck.reporters.digest import counted

    rule, corpus = trial.rule, session.corpus
    beside = counted(len(trial.after.rules) - 1, "other rule")
    claims, sources = counted(len(corpus.claims), "claim"), counted(len(corpus.sources), "source")
    yield f"{rule.code} {rule.model.name} on {claims} of {sources}, beside {beside}"
    yield from _meeting_lines(trial.meeting, identity=not rule.binders)
    yield f"  findings     {_tally(trial.new, trial.changed, trial.gone)}"
    yield f"  agreements   {len(trial.agreed)} new, {len(trial.no_longer_agreed)} gone"
    yield f"  coverage     {counted(len(trial.newly_checked), 'claim')} that nothing else cross-checks"
    for title, found in (("new", trial.new), ("no longer found", trial.gone)):
        yield from _finding_lines(title, found, trial)
    for change in trial.changed[:MOST]:
        yield f"\nchanged: {change.before.severity} {shown(change.before.message)}"
        yield from _body(change.after, trial)
    yield from _agreement_lines("new agreement", trial.agreed)
    yield from _agreement_lines("agreement that is gone", trial.no_longer_agreed)


def _tally(new: Sequence[object], changed: Sequence[object], gone: Sequence[object]) -> str:
    return f"{len(new)} new, {len(changed)} changed, {len(gone)} gone"


def _meeting_lines(met: Meeting, *, identity: bool) -> Iterator[str]:
    from claimcheck.reporters.columns import shown
    from claimcheck.reporters.digest import counted

    if not identity:
        yield f"  binds        {counted(len(met.claims), 'claim')} of {counted(met.sources, 'source')}"
    excepted = f", {met.excepted} ignored by its claim" if met.excepted else ""
    constraints = counted(met.constraints, "constraint")
    yield f"  matches      {met.matches}: {met.left_out} left out by `where`{excepted}; {constraints}"
    yield f"  not checked  {len(met.not_checked)}"
    reasons: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for entry in met.not_checked:
        reasons[entry.operand, _general(entry)].append(entry.claims)
    for (operand, reason), claims in list(reasons.items())[:MOST]:
        first = ", ".join(claims[0]) or "the identity"
        more = f" and {len(claims) - 1} more" if len(claims) > 1 else ""
        yield f"    {shown(' '.join(operand.split()))}: {shown(reason)} ({shown(first)}{more})"
    for message in met.faults[:MOST]:
        yield f"  breaks       {shown(message)}"


def _general(entry: NotChecked) -> str:
    """Return a reason without the claim that it names, so that the same reason of several claims is one."""
    reason = entry.reason
    for claim in entry.claims:
        reason = reason.replace(claim, "the claim")
    return reason


def _finding_lines(title: str, found: Sequence[Finding], trial: Trial) -> Iterator[str]:
    for finding in found[:MOST]:
        yield f"\n{title}:"
        yield from _body(finding, trial)
    if len(found) > MOST:
        yield f"\n{title}: {len(found) - MOST} more"


def _body(finding: Finding, trial: Trial) -> list[str]:
    from claimcheck.reporters.base import ReportOptions
    from claimcheck.reporters.text import finding_lines

    return finding_lines(finding, trial.after.corpus, ReportOptions())


def _agreement_lines(title: str, found: Sequence[Agreement]) -> Iterator[str]:
    from claimcheck.reporters.columns import shown

    if found:
        yield ""
    for each in found[:MOST]:
        yield f"{title}: {shown(each.subject)}: {shown(each.value)} ({shown(', '.join(each.claims))})"
    if len(found) > MOST:
        yield f"{title}: {len(found) - MOST} more"
