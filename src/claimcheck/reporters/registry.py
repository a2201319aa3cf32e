"""Finds the reporters: every module of this package that has a `REPORTER`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from claimcheck import reporters as package
from claimcheck.reporters.base import Reporter


@cache
def reporters() -> Mapping[str, Reporter]:
    """Return every reporter by its name, in alphabetical order."""
    found = {each.name: each for module in _modules() if (each := _reporter_in(module)) is not None}
    return MappingProxyType(dict(sorted(found.items())))


def reporter(name: str) -> Reporter:
    """Return the reporter of a name or of a file suffix without its full stop (`md`).

    Raises ValueError when there is none.
    """
    # Most modules are called as their reporter is: then the others need not be loaded.
    alone = _reporter_in(name) if name in _modules() else None
    if alone is not None and alone.name == name:
        return alone
    known = reporters()
    if name in known:
        return known[name]
    for candidate in known.values():
        if candidate.suffix == f".{name}":
            return candidate
    from claimcheck.corpus.suggest import did_you_mean

    raise ValueError(f"there is no format `{name}`{did_you_mean(name, known)}; formats are {', '.join(known)}")


@cache
def _modules() -> tuple[str, ...]:
    return tuple(module.name for module in pkgutil.iter_modules(package.__path__))


def _reporter_in(module: str) -> Reporter | None:
    found: Reporter | None = getattr(importlib.import_module(f"{package.__name__}.{module}"), "REPORTER", None)
    return found
