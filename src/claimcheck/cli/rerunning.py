"""Runs again whenever something that the last run asked has another answer, and the files have come to rest."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import NoReturn

import typer

from claimcheck.cache.holding import Answers
from claimcheck.cache.signature import Signature, signature_of
from claimcheck.cache.trace import Trace
from claimcheck.cli.status import INTERRUPTED, Problem

INTERVAL = 0.3
"""Seconds between two looks; ten times what a look takes, where that is more."""
CLEAR = "\x1b[2J\x1b[H"
"""Clears a terminal and goes to its first line."""
CALM = 0.1
"""Seconds without a change after which a run begins."""
PATIENCE = 2.0
"""Seconds after which a run begins although files still change."""


def rerun(run: Callable[[Trace], object]) -> NoReturn:
    """Run, and run again after each change, until the user ends it. A run notes in the trace what it asks."""
    on_terminal = sys.stdout.isatty()
    try:
        while True:
            if on_terminal:
                sys.stdout.write(CLEAR)
            trace = Trace()
            try:
                run(trace)
            except Problem as problem:
                sys.stderr.write(f"claimcheck: {problem}\n")
            sys.stdout.flush()
            sys.stderr.write("Waiting for a file to change; Ctrl-C ends this.\n")
            sys.stderr.flush()
            wait_for_change(trace)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def wait_for_change(trace: Trace) -> None:
    """Return as soon as a run would be another one than that of the trace, and the files have come to rest."""
    unread = _stamps(trace.loose)
    while _holds(trace) and _stamps(trace.loose) == unread:
        pass
    paths = {*trace.files, *(path for path, _ in trace.folders), *trace.loose}
    begun, before = time.monotonic(), _stamps(paths)
    while time.monotonic() - begun < PATIENCE:
        time.sleep(CALM)
        now = _stamps(paths)
        if now == before:
            return
        before = now


def _holds(trace: Trace) -> bool:
    begun = time.monotonic()
    holds = Answers().hold(trace)
    if holds:
        time.sleep(max(INTERVAL, 10 * (time.monotonic() - begun)))
    return holds


def _stamps(paths: set[str]) -> dict[str, Signature]:
    found = {}
    for path in paths:
        try:
            found[path] = signature_of(os.stat(path))
        except (OSError, ValueError):
            continue
    return found
