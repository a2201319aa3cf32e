"""`claimcheck init`: a first project, small and complete, on which lint finds nothing wrong."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.files import write_atomically
from claimcheck.cli.status import Problem

TEMPLATE = "template"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(init)


def init(
    folder: Annotated[Path, typer.Argument(help="Where to make it.")] = Path(),
) -> None:
    """Make a project: two short articles, their claims, a vocabulary and a rule. `lint` on it is green."""
    root = resources.files("claimcheck.cli") / TEMPLATE
    files = dict(_files(Path(str(root))))
    taken = [path for path in files if (folder / path).exists()]
    if taken:
        raise Problem(f"{folder / taken[0]} exists; init makes a new project and overwrites nothing")
    for path, text in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, text)
        typer.echo(f"wrote {target}")
    typer.echo("\nNow run `claimcheck lint`, then change a figure in claims/ and its article, and run it again.")


def _files(root: Path) -> list[tuple[Path, str]]:
    return [
        (path.relative_to(root), path.read_text(encoding="utf-8")) for path in sorted(root.rglob("*")) if path.is_file()
    ]
