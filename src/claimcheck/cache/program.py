"""Which program this is: its version, its own files, and the packages that stand beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from claimcheck import __version__
from claimcheck.cache.reading import digest_of

_PACKAGES = ("site-packages", "dist-packages")
_MADE = "__pycache__"


def program() -> str:
    """Return a name for the program that changes with its version, with any of its files, and with its packages."""
    own = Path(__file__).parents[1]
    told = [__version__, sys.version, *_files(str(own)), *_packages()]
    return digest_of("\n".join(told).encode("utf-8", "surrogatepass"))


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name == _MADE:
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            status = entry.stat()
            yield f"{entry.path}\t{status.st_size}\t{status.st_mtime_ns}"


def _packages() -> Iterator[str]:
    """Yield the folders that packages are installed in, with the time at which one came, went or changed."""
    for path in sys.path:
        if os.path.basename(path) in _PACKAGES and os.path.isdir(path):
            yield f"{path}\t{os.stat(path).st_mtime_ns}"
