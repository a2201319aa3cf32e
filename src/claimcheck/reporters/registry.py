"""Finds the reporters: every module of this package that has a `REPORTER`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from claimcheck import reporters as package
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.reporters.base import Reporter


@cache
def reporters() -> Mapping[str, Reporter]:
    """Return every reporter by its name, in alphabetical order."""
    found: dict[str, Reporter] = {}
    for module in pkgutil.iter_modules(package.__path__):
        reporter = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "REPORTER", None)
        if reporter is not None:
            found[reporter.name] = reporter
    return MappingProxyType(dict(sorted(found.items())))


def reporter(name: str) -> Reporter:
    """Return the reporter of a name or of a file suffix without its full stop (`md`).

    Raises ValueError when there is none.
    """
    known = reporters()
    if name in known:
        return known[name]
    for candidate in known.values():
        if candidate.suffix == f".{name}":
            return candidate
    raise ValueError(f"there is no format `{name}`{did_you_mean(name, known)}; formats are {', '.join(known)}")
