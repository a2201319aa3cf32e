"""`claimcheck baseline`: findings that are known and answered for, one file a command."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.session import Session
from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from claimcheck.engine.baseline.entries import Baseline, Entry

File = Annotated[
    Path | None,
    typer.Option("--baseline", help="Another file than that of the settings.", show_default="claimcheck-baseline.yaml"),
]


def register(app: typer.Typer) -> None:
    """Add the group, with a command for each module beside this one."""
    group = typer.Typer(
        name="baseline",
        help="Answer for findings that stay: with a reason, a name, and as long as the claims state the same.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}").register(group)
    app.add_typer(group, name="baseline")


def usable(session: Session, file: Path | None) -> Baseline:
    """Return the baseline to edit. Raises Problem when it cannot be read."""
    from claimcheck.cli.reporting import baseline_of

    baseline = baseline_of(session, file)
    if baseline.findings:
        first = baseline.findings[0]
        raise Problem(f"{first.place}: {first.message}; mend that first")
    return baseline


def write(
    session: Session, file: Path | None, baseline: Baseline, added: Sequence[Entry], removed: Collection[str] = ()
) -> None:
    """Write a baseline with entries added and taken out, all at once."""
    from claimcheck.cli.files import write_atomically
    from claimcheck.corpus.files import UnreadableFile, contained
    from claimcheck.engine.baseline.write import NotEditable, edited

    path = session.project.baseline_file if file is None else file
    try:
        if file is None:
            contained(session.project.root, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path.resolve(), edited(baseline, added, removed))
    except NotEditable as error:
        raise Problem(f"{baseline.file} cannot be edited: {error}") from None
    except UnreadableFile as error:
        raise Problem(f"{baseline.file} cannot be written: it {error}") from None
    except OSError as error:
        raise Problem(f"{baseline.file} cannot be written: {error.strerror}") from None
