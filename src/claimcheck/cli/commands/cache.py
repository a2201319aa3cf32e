"""`claimcheck cache`: where runs are kept, how many there are, and how to throw them away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.cache.store import Store

Folder = Annotated[
    Path | None,
    typer.Option("--cache-dir", help="As of lint.", show_default="$XDG_CACHE_HOME/claimcheck"),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    made = typer.Typer(help="Where runs are kept, so that lint need not repeat them; `clear` throws them away.")
    made.callback(invoke_without_command=True)(show)
    made.command("clear")(clear)
    app.add_typer(made, name="cache")


def show(context: typer.Context, cache_dir: Folder = None) -> None:
    """Print where runs are kept, how many there are of this project and of all, and how large they are."""
    if context.invoked_subcommand is not None:
        context.obj = cache_dir
        return
    from claimcheck.cache.pieces import is_of_pieces
    from claimcheck.cache.store import MAX_TOTAL
    from claimcheck.findings.printable import printable

    store = _store(cache_dir)
    typer.echo(f"folder: {printable(str(store.folder))}")
    for what, root in (("this project", _root()), ("all projects", None)):
        entries = store.entries(root)
        whole = [each for each in entries if not is_of_pieces(each.path)]
        runs = "1 run" if len(whole) == 1 else f"{len(whole)} runs"
        runs += " and pieces of runs" if len(whole) < len(entries) else ""
        typer.echo(f"{what}: {runs}, {sum(each.size for each in entries):,} bytes")
    typer.echo(f"limit: {MAX_TOTAL:,} bytes, the oldest go first")


def clear(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Throw away those of all projects.")] = False,
    cache_dir: Folder = None,
) -> None:
    """Throw away the runs of this project. Nothing else is lost: the next run takes as long as the first."""
    from claimcheck.cache.pieces import is_of_pieces

    store, root = _store(cache_dir or context.obj), None if everything else _root()
    gone = sum(not is_of_pieces(each.path) for each in store.entries(root))
    store.clear(root)
    typer.echo("1 run is thrown away" if gone == 1 else f"{gone} runs are thrown away")


def _store(folder: Path | None) -> Store:
    from claimcheck.cache.home import UnsafeFolder, default_folder
    from claimcheck.cache.store import open_store

    try:
        return open_store(folder)
    except UnsafeFolder as error:
        raise Problem(f"the cache folder {folder or default_folder() or ''} {error}") from None


def _root() -> str:
    from claimcheck.corpus.project import open_project

    return str(open_project().root)
