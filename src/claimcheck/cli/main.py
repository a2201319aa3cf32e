"""The command `claimcheck`: finds its commands, runs one, and turns what goes wrong into an exit status."""

from __future__ import annotations

import importlib
import os
import pkgutil
import signal
import sys
from types import FrameType
from typing import Annotated, NoReturn

import typer

from claimcheck import __version__
from claimcheck.cli import commands
from claimcheck.cli.remembering import ARGUMENTS
from claimcheck.cli.status import BROKEN, INTERRUPTED, TERMINATED, Problem
from claimcheck.cli.streams import flushed, guard_streams


def command_line(named: str = "") -> typer.Typer:
    """Make the command line with the one command that is named, as a run needs no other; else with all there are."""
    app = typer.Typer(
        name="claimcheck",
        help="A linter for facts: cross-checks the claims of many articles and reports which cannot be true together.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Start with `claimcheck init` in an empty folder, then `claimcheck lint`.",
    )
    app.callback()(_root)
    known = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    for name in [named] if named in known else known:
        importlib.import_module(f"{commands.__name__}.{name}").register(app)
    return app


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"claimcheck {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and leave.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """A linter for facts."""


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(TERMINATED)


def run() -> NoReturn:
    """Run the command line. No traceback reaches the user, unless CLAIMCHECK_DEBUG is set."""
    signal.signal(signal.SIGTERM, _terminate)
    guard_streams()
    ARGUMENTS.set(tuple(sys.argv[1:]))
    try:
        command_line(*sys.argv[1:2])()
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else (0 if leaving.code is None else BROKEN)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Problem as problem:
        sys.stderr.write(f"claimcheck: {problem}\n")
        status = BROKEN
    except Exception as error:
        from claimcheck.corpus.shelf import FileChanged

        if isinstance(error, FileChanged):
            sys.stderr.write(f"claimcheck: {error}\n")
            sys.exit(flushed(BROKEN))
        if os.environ.get("CLAIMCHECK_DEBUG"):
            raise
        sys.stderr.write(
            f"claimcheck: this is a fault of claimcheck, not of your files: {type(error).__name__}: {error}\n"
            "Set CLAIMCHECK_DEBUG=1 to see where, and please report it.\n"
        )
        status = BROKEN
    sys.exit(flushed(status))
