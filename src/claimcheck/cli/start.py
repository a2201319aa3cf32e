"""Where the program starts: a run that would be repeated is printed before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

from claimcheck.cli.status import BROKEN, INTERRUPTED, Problem

CACHE_DIR = "--cache-dir"
NO_CACHE = "--no-cache"

_OBJECTS = 1_000_000
"""How many objects are made before Python looks for cycles among them: nearly all that a command makes, it keeps."""


def run() -> NoReturn:
    """Print what the same command came to before, where it would come to that again; else run it."""
    gc.set_threshold(_OBJECTS)
    # Pydantic would look through all that is installed for plugins of its own, and run them.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    if sys.argv[1:2] == ["lint"] and not _is_never_kept(sys.argv[1:]):
        status = _recalled()
        if status is not None:
            sys.exit(status)
    from claimcheck.cli.main import run as run_command

    try:
        run_command()
    finally:
        # Python would look for cycles once more, among all that it is about to let go.
        gc.freeze()


def _cache_folder(arguments: list[str]) -> Path | None:
    """Return the folder that `--cache-dir` names, which is wanted before options are parsed."""
    for word, following in zip(arguments, (*arguments[1:], None), strict=True):
        if word == "--":
            break
        if word == CACHE_DIR and following is not None:
            return Path(following)
        if word.startswith(f"{CACHE_DIR}="):
            return Path(word.removeprefix(f"{CACHE_DIR}="))
    return None


def _is_never_kept(arguments: list[str]) -> bool:
    """Tell whether there is nothing to recall for certain, and no folder that would have to be looked at."""
    return NO_CACHE in arguments and _cache_folder(arguments) is None


def _recalled() -> int | None:
    from claimcheck.cli.remembering import memory_of, recalled
    from claimcheck.cli.streams import flushed, guard_streams

    guard_streams()
    try:
        status = recalled(memory_of(sys.argv[1:], folder=_cache_folder(sys.argv[1:])))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Problem as problem:
        sys.stderr.write(f"claimcheck: {problem}\n")
        status = BROKEN
    return None if status is None else flushed(status)
