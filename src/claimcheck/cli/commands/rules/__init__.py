"""`claimcheck rules`: commands about rules, one file each."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import typer

from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.rules.load import RuleSet
    from claimcheck.rules.rule import Rule


def register(app: typer.Typer) -> None:
    """Add the group, with a command for each module beside this one."""
    group = typer.Typer(
        name="rules",
        help="List, show, test, write and measure rules.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}").register(group)
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
