"""`claimcheck rules`: list rules, show one, run their examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.status import BROKEN, FINDINGS, Problem

if TYPE_CHECKING:
    from claimcheck.rules.load import RuleSet
    from claimcheck.rules.rule import Rule

group = typer.Typer(
    name="rules",
    help="List rules, show one, run the examples of all.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="rules")


def load() -> RuleSet:
    """Return the rules of the pack and of the project around the working directory."""
    from claimcheck.corpus.project import open_project
    from claimcheck.rules.pack import rules_of

    return rules_of(open_project())


def find(rules: RuleSet, code: str) -> Rule:
    """Return the rule of a code or a name. Raises Problem with the nearest when there is none."""
    from claimcheck.corpus.suggest import did_you_mean

    rule = rules.get(code) or rules.get(code.upper())
    if rule is None:
        known = [name for each in rules.rules for name in (each.code, each.model.name)]
        raise Problem(f"there is no rule {code}{did_you_mean(code.upper(), known)}")
    return rule


@group.command("list")
def list_rules(
    prefix: Annotated[str, typer.Argument(help="Only codes that begin so.", show_default=False)] = "",
) -> None:
    """List the rules: code, severity, name, summary."""
    rules = [rule for rule in load().rules if rule.code.startswith(prefix.upper())]
    if not rules:
        raise Problem(f"no rule's code begins with {prefix}")
    width = max(len(rule.model.name) for rule in rules)
    for rule in rules:
        typer.echo(f"{rule.code}  {rule.severity:<7}  {rule.model.name:<{width}}  {rule.model.summary}")


@group.command("show")
def show_rule(code: Annotated[str, typer.Argument(help="A code such as ANN001, or a name.")]) -> None:
    """Print a rule as it is written."""
    from claimcheck.findings.printable import printable

    rule = find(load(), code)
    typer.echo(f"# {rule.file}")
    for line in rule.path.read_text(encoding="utf-8").splitlines():
        typer.echo(printable(line))


@group.command("test")
def run_rule_examples(
    codes: Annotated[
        list[str] | None,
        typer.Argument(help="Codes, names or files of rules; without any, all.", show_default=False),
    ] = None,
) -> None:
    """Run the examples of rules. Exit status 1 when one differs, 2 when a rule is broken."""
    from claimcheck.engine.examples import run_examples
    from claimcheck.findings.printable import printable

    rules = load()
    chosen = [find(rules, Path(code).stem if "/" in code else code) for code in codes or ()] or list(rules.rules)
    for finding in rules.findings:
        typer.echo(f"{finding.place}: {finding.code} {printable(finding.message)}")
    ran = failed = 0
    for rule in chosen:
        for outcome in run_examples(rule, rules):
            ran += 1
            if outcome.differences:
                failed += 1
                typer.echo(f'{outcome.place}: {rule.code} example "{printable(outcome.name)}"')
                for line in outcome.differences:
                    typer.echo(f"  {printable(line)}")
    rules_word, examples_word = ("rule" if len(chosen) == 1 else "rules"), ("example" if ran == 1 else "examples")
    typer.echo(f"{len(chosen)} {rules_word}, {ran} {examples_word}, {failed} failed")
    if rules.findings or not ran:
        raise typer.Exit(BROKEN)
    raise typer.Exit(FINDINGS if failed else 0)
