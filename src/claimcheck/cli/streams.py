"""Standard output that ends the run with a sentence when it cannot be written, instead of a traceback."""

from __future__ import annotations

import os
import sys
from typing import Any, TextIO

from claimcheck.cli.status import BROKEN, CLEAN


class GuardedOutput:
    """A text stream whose failures end the run: quietly when the reader has gone, else as a broken run."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write text."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._end(error)
        return 0

    def flush(self) -> None:
        """Flush what was written."""
        try:
            self._stream.flush()
        except OSError as error:
            self._end(error)

    def _end(self, error: OSError) -> None:
        # The interpreter flushes standard output once more on its way out, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(CLEAN)
        sys.stderr.write(f"claimcheck: the output could not be written: {error.strerror}\n")
        raise SystemExit(BROKEN)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def guard_streams() -> None:
    """Make standard output and standard error write UTF-8 whatever the locale, and guard standard output."""
    if isinstance(sys.stdout, GuardedOutput):
        return
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Closed by who started us: what is printed has no reader, and a run without a reader is broken.
            stream = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays open to the end
            setattr(sys, name, stream)
            if name == "stdout":
                if sys.stderr is not None:
                    sys.stderr.write("claimcheck: standard output is closed\n")
                raise SystemExit(BROKEN)
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    setattr(sys, "stdout", GuardedOutput(sys.stdout))  # noqa: B010 - the stream's type is wider than ours


def flushed(status: int) -> int:
    """Flush standard output, and return the exit status: a run whose output is lost is broken."""
    try:
        sys.stdout.flush()
    except SystemExit as lost:
        return max(status, lost.code if isinstance(lost.code, int) else 0)
    return status
