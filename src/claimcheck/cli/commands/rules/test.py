"""`claimcheck rules test`: runs the examples of rules, once or whenever a rule file changes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.commands.rules import load
from claimcheck.cli.rule_targets import Targets, targets
from claimcheck.cli.status import BROKEN, FINDINGS, INTERRUPTED, Problem

if TYPE_CHECKING:
    from claimcheck.engine.workbench.examples import ExampleResult
    from claimcheck.rules.load import RuleSet
    from claimcheck.rules.rule import Rule

INTERVAL = 0.5
"""Seconds between two looks at the rule files."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("test")(run_rule_examples)


def run_rule_examples(
    codes: Annotated[
        list[str] | None,
        typer.Argument(help="Codes, names or files of rules; without any, all.", show_default=False),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Then run again what changes; Ctrl-C ends it with status 130.")
    ] = False,
) -> None:
    """Run the examples of rules, and show how what is found differs from what they expect.

    Exit status: 0 when every example is as it says, 1 when one is not, 2 when a rule cannot be used.
    """
    seen = _stamps()
    status = _run(codes or ())
    if watch:
        _watch(codes or (), seen)
    raise typer.Exit(status)


def _run(codes: Sequence[str], changed: frozenset[Path] | None = None) -> int:
    """Run the rules that are asked for, of changed files alone where nothing is asked for; return the status."""
    from claimcheck.corpus.project import open_project

    rules = load()
    if codes:
        chosen = targets(rules, codes, open_project().root)
    else:
        chosen = Targets(tuple(rule for rule in rules.rules if changed is None or rule.path.resolve() in changed))
    for finding in rules.findings:
        _echo(f"{finding.place}: {finding.code} {finding.message}")
        for line in (finding.excerpt or "").splitlines():
            _echo(f"  | {line}")
    outcomes = _outcomes(chosen.rules, rules)
    _echo(_summary(len(chosen.rules), len(chosen.broken), outcomes))
    if rules.findings or not outcomes:
        return BROKEN
    return FINDINGS if any(outcome.difference for outcome in outcomes) else 0


def _outcomes(chosen: Sequence[Rule], rules: RuleSet) -> list[ExampleResult]:
    """Run the examples of rules and print each that is not as it says."""
    from claimcheck.engine.workbench.examples import run_examples

    outcomes = []
    for rule in chosen:
        for outcome in run_examples(rule, rules):
            outcomes.append(outcome)
            if outcome.difference:
                _print(outcome)
    return outcomes


def _print(outcome: ExampleResult) -> None:
    _echo(f'{outcome.place}: {outcome.rule.code} example "{outcome.name}": - expected, + found')
    for line in outcome.difference.lines:
        _echo(f"  {line}")
    for line in outcome.difference.advice:
        _echo(f"  > {line}")


def _summary(rules: int, broken: int, outcomes: Sequence[ExampleResult]) -> str:
    failed = [outcome.difference for outcome in outcomes if outcome.difference]
    details = [
        _counted(sum(each.missing for each in failed), "expected finding is missing", "expected findings are missing"),
        _counted(sum(each.unexpected for each in failed), "finding is not expected", "findings are not expected"),
        _counted(
            sum(each.unwritten for each in failed),
            "expectation is still to be written",
            "expectations are still to be written",
        ),
    ]
    told = ", ".join(detail for detail in details if detail)
    counts = [
        f"{rules} {'rule' if rules == 1 else 'rules'}",
        f"{len(outcomes)} {'example' if len(outcomes) == 1 else 'examples'}",
        f"{len(failed)} failed",
        *([f"{_counted(broken, 'rule', 'rules')} of those asked for cannot be used"] if broken else []),
    ]
    return ", ".join(counts) + (f": {told}" if told else "")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _echo(text: str) -> None:
    from claimcheck.reporters.columns import guarded, shown

    typer.echo(guarded(shown(text)))


def _watch(codes: Sequence[str], seen: dict[Path, tuple[int, int]]) -> None:
    """Run again what changes, until the user ends it."""
    typer.echo("Waiting for a rule file to change; Ctrl-C ends this.")
    try:
        while True:
            _pause()
            now = _stamps()
            changed = frozenset(path for path in now.keys() | seen.keys() if now.get(path) != seen.get(path))
            seen = now
            if changed:
                _run_again(codes, changed)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def _run_again(codes: Sequence[str], changed: frozenset[Path]) -> None:
    """Run what changed; what ends a single run, such as a rule that is gone, is only said."""
    typer.echo(f"\nChanged: {', '.join(sorted(path.name for path in changed))}")
    try:
        _run(codes, changed)
    except Problem as problem:
        _echo(f"claimcheck: {problem}")


def _pause() -> None:
    time.sleep(INTERVAL)


def _stamps() -> dict[Path, tuple[int, int]]:
    """Return when each rule file was last written, and how long it is."""
    from claimcheck.corpus.project import open_project, yaml_files
    from claimcheck.rules.load import pack_folder

    found = {}
    for folder in (pack_folder(), open_project().rules_folder):
        for path in yaml_files(folder):
            try:
                status = path.stat()
            except OSError:
                continue
            found[path.resolve()] = (status.st_mtime_ns, status.st_size)
    return found
