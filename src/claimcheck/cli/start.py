"""Where the program starts: a run that would be repeated is printed before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from claimcheck.cli.status import BROKEN, INTERRUPTED, Problem

_OBJECTS = 100_000
"""How many objects are made before Python looks for cycles among them: nearly all that a command makes, it keeps."""


def run() -> NoReturn:
    """Print what the same command came to before, where it would come to that again; else run it."""
    gc.set_threshold(_OBJECTS)
    # Pydantic would look through all that is installed for plugins of its own, and run them.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    if sys.argv[1:2] == ["lint"]:
        status = _recalled()
        if status is not None:
            sys.exit(status)
    from claimcheck.cli.main import run as run_command

    run_command()


def _recalled() -> int | None:
    from claimcheck.cli.remembering import memory_of, recalled
    from claimcheck.cli.streams import flushed, guard_streams

    guard_streams()
    try:
        status = recalled(memory_of(sys.argv[1:]))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Problem as problem:
        sys.stderr.write(f"claimcheck: {problem}\n")
        status = BROKEN
    return None if status is None else flushed(status)
