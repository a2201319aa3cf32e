"""`claimcheck rules suggest`: rules that hold over the corpus and that nobody has written yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.session import open_session
from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.engine.mining.suggest import Suggestion, Suggestions


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("suggest")(suggest_rules)


def suggest_rules(
    folder: Annotated[
        Path | None,
        typer.Option("--write", help="Write a file for each into this folder of the project.", show_default=False),
    ] = None,
    least: Annotated[
        int, typer.Option("--least", help="The fewest independent cases, from 3 upwards.", min=3, max=10_000)
    ] = 3,
) -> None:
    """Suggest rules: sums, shares, orders, bounds and series that hold in every case of the corpus.

    Each is a rule file of status preview, with examples from the corpus. Nobody but you can say why it must hold.
    """
    from claimcheck.engine.mining.suggest import suggest
    from claimcheck.findings.printable import printable
    from claimcheck.rules.pack import rules_of

    session = open_session()
    target = None if folder is None else _inside(folder, session.project.root)
    # Rules of status preview that do not run are known all the same: they are not suggested twice.
    found = suggest(session.corpus, rules_of(session.project).rules, least)
    for each in found.rules:
        typer.echo(f"# {each.name}.yaml: {_borne_out(each)}")
        if target is None:
            typer.echo("\n".join(printable(line) for line in each.text.splitlines()) + "\n")
    if target is not None:
        _write(found.rules, target)
    typer.echo(_summary(found))


def _inside(folder: Path, root: Path) -> Path:
    """Return the folder to write into. Raises Problem for one outside the project."""
    target = folder.resolve()
    if not target.is_relative_to(root.resolve()):
        raise Problem(f"{folder} lies outside the project; rules are written inside {root}")
    if target.exists() and not target.is_dir():
        raise Problem(f"{folder} is a file; --write takes a folder")
    return target


def _write(rules: tuple[Suggestion, ...], target: Path) -> None:
    """Write the rules. Raises Problem before anything is written when a file is there already."""
    from claimcheck.cli.files import write_atomically

    taken = [each for each in rules if (target / f"{each.name}.yaml").exists()]
    if taken:
        raise Problem(f"{target / taken[0].name}.yaml is there already; nothing was written")
    try:
        target.mkdir(parents=True, exist_ok=True)
        for each in rules:
            write_atomically(target / f"{each.name}.yaml", each.text)
    except OSError as error:
        raise Problem(f"{target} cannot be written: {error.strerror}") from None


def _borne_out(each: Suggestion) -> str:
    sources = len(each.sources)
    return f"{each.code}, {each.cases} independent cases from {sources} source{'' if sources == 1 else 's'}"


def _summary(found: Suggestions) -> str:
    lines = [f"{len(found.rules)} suggested, of {found.values} values that are known sharply"]
    if found.implied:
        lines.append(f"{found.implied} left out: the rules that there are imply them")
    if found.unproved:
        lines.append(f"{len(found.unproved)} left out: no case in the sources' own figures can be made an example")
    if found.left_over:
        lines.append(f"{found.left_over} not tried: too many")
    return "\n".join(lines)
