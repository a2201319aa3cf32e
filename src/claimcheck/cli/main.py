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
from claimcheck.cli.status import BROKEN, INTERRUPTED, TERMINATED, Problem

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


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"claimcheck {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and leave.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """A linter for facts."""


for _module in pkgutil.iter_modules(commands.__path__):
    importlib.import_module(f"{commands.__name__}.{_module.name}").register(app)


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(TERMINATED)


def run() -> NoReturn:
    """Run the command line. No traceback reaches the user, unless CLAIMCHECK_DEBUG is set."""
    signal.signal(signal.SIGTERM, _terminate)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else (0 if leaving.code is None else BROKEN)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Problem as problem:
        sys.stderr.write(f"claimcheck: {problem}\n")
        status = BROKEN
    except BrokenPipeError:
        _close_quietly()
        status = 0
    except Exception as error:
        if os.environ.get("CLAIMCHECK_DEBUG"):
            raise
        sys.stderr.write(
            f"claimcheck: this is a fault of claimcheck, not of your files: {type(error).__name__}: {error}\n"
            "Set CLAIMCHECK_DEBUG=1 to see where, and please report it.\n"
        )
        status = BROKEN
    sys.exit(_flushed(status))


def _flushed(status: int) -> int:
    """Return the status, or that of a broken run when the output could not be written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
    except OSError as error:
        sys.stderr.write(f"claimcheck: the output could not be written: {error.strerror}\n")
        _close_quietly()
        return BROKEN
    return status


def _close_quietly() -> None:
    # The interpreter flushes standard output once more on its way out, and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
