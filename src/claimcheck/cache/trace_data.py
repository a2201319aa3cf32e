"""Traces as what JSON can hold."""

from __future__ import annotations

from typing import Any

from claimcheck.cache.signature import Signature
from claimcheck.cache.trace import FileFact, FolderFact, Trace


def written(trace: Trace) -> dict[str, Any]:
    """Return a trace as data."""
    return {
        "files": [[real, fact.limit, fact.digest, fact.signature] for real, fact in trace.files.items()],
        "links": [[path, real if real != path else 0] for path, real in trace.links.items()],
        "folders": [[path, of, fact.digest, fact.signature] for (path, of), fact in trace.folders.items()],
        "answers": [[name, path, answer] for (name, path), answer in trace.answers.items()],
        "day": trace.day,
    }


def trace_of(value: dict[str, Any]) -> Trace:
    """Return the trace that was written so."""
    return Trace(
        {real: FileFact(limit, digest, _signature(of)) for real, limit, digest, of in value["files"]},
        {path: real or path for path, real in value["links"]},
        {(path, tuple(of)): FolderFact(digest, _signature(by)) for path, of, digest, by in value["folders"]},
        {(name, path): answer for name, path, answer in value["answers"]},
        value["day"],
    )


def _signature(value: list[int] | None) -> Signature | None:
    return None if value is None else (value[0], value[1], value[2], value[3], value[4])
