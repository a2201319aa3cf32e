"""Says on a terminal what is being done, when it takes longer than a reader waits without wondering."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds until something is shown."""


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show a moving bar with what is being done and for how long, on standard error, and take it away at the end.

    It is shown only where standard error is a terminal that can move its cursor, and never on standard output.
    """
    if not _can_show():
        yield
        return
    bar = _Bar(what)
    timer = threading.Timer(PATIENCE, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        bar.hide()


def _can_show() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"


class _Bar:
    """A bar that one thread shows and another takes away, in whichever order."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._lock = threading.Lock()
        self._over = False
        self._stop: Callable[[], None] = lambda: None

    def show(self) -> None:
        with self._lock:
            if self._over:
                return
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
            progress = Progress(
                *columns,
                console=Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")) or None),
                transient=True,
                refresh_per_second=5,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            progress.add_task(self._what, total=None)
            progress.start()
            self._stop = progress.stop

    def hide(self) -> None:
        with self._lock:
            self._over = True
            self._stop()
