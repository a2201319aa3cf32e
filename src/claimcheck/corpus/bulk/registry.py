"""Finds the formats of claims in bulk: every module of `formats`, by the suffix that it is named like."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import PurePath

from claimcheck.corpus.bulk import formats as package
from claimcheck.corpus.bulk.row import Format


@cache
def format_names() -> tuple[str, ...]:
    """Return the names of the formats, sorted; none of them is imported."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__)))


@cache
def suffixes() -> tuple[str, ...]:
    """Return the suffixes of files of claims in bulk: `.jsonl` and so on."""
    return tuple(f".{name}" for name in format_names())


def is_bulk(path: PurePath) -> bool:
    """Tell whether a file, by its name, holds claims in bulk."""
    return path.suffix in suffixes()


def format_of(name: str) -> Format:
    """Return a format by one of its names."""
    found: Format = importlib.import_module(f"{package.__name__}.{name}").FORMAT
    return found
