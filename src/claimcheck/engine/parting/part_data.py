"""Results of parts and keys of claims as bytes, to be sent from one process to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from pydantic import TypeAdapter

from claimcheck.engine.parting.keys import Keys
from claimcheck.engine.parting.part import PartResult


@cache
def _results() -> TypeAdapter[list[PartResult]]:
    return TypeAdapter(list[PartResult])


@cache
def _keys() -> TypeAdapter[list[Keys]]:
    return TypeAdapter(list[Keys])


def written_results(results: Sequence[PartResult]) -> bytes:
    """Return results as bytes."""
    return _results().dump_json(list(results), exclude_defaults=True)


def read_results(data: bytes) -> list[PartResult]:
    """Return the results that were written so."""
    return _results().validate_json(data)


def written_keys(keys: Iterable[Keys]) -> bytes:
    """Return keys as bytes."""
    return _keys().dump_json(list(keys), exclude_defaults=True)


def read_keys(data: bytes) -> list[Keys]:
    """Return the keys that were written so."""
    return _keys().validate_json(data)
