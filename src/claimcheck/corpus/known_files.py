"""What earlier runs read of claim files, for as long as everything that the reading asked has the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from claimcheck.cache.holding import Answers
from claimcheck.cache.trace import Trace
from claimcheck.cache.trace_data import trace_of, written
from claimcheck.corpus.known import KnownClaim, KnownFile, Shelf
from claimcheck.findings.model import Finding

Data = dict[str, Any]


@dataclass(slots=True)
class KnownFiles:
    """Files that were read before, by their paths, each as data; `found` are those of this run, to be kept."""

    known: Mapping[str, Data]
    found: dict[str, Data] = field(init=False, default_factory=dict)
    _answers: Answers = field(init=False, default_factory=Answers)

    def take(self, path: Path, shelf: Shelf) -> tuple[KnownFile, Trace] | None:
        """Return a file that says what it said, with what its reading asked; None for one that has to be read."""
        data = self.known.get(str(path))
        if data is None:
            return None
        trace = trace_of(data["asked"])
        self._answers.renewed = False
        if not self._answers.hold(trace):
            return None
        self.found[str(path)] = {**data, "asked": written(trace)} if self._answers.renewed else data
        return file_of(data["file"], shelf), trace

    def keep(self, path: Path, file: KnownFile, trace: Trace) -> None:
        """Keep what was read of a file, unless its reading cannot be asked again."""
        if trace.spoilt is None:
            self.found[str(path)] = {"path": str(path), "asked": written(trace), "file": _data_of(file)}

    def named(self) -> dict[str, Data]:
        """Return what is to be kept by names that say what it holds."""
        return {f"{path} {each['asked']['files']}": each for path, each in self.found.items()}


def _data_of(file: KnownFile) -> Data:
    findings = _findings().dump_python(list(file.findings), mode="json", exclude_defaults=True)
    return {
        "name": file.name,
        "real": file.real,
        "digest": file.digest,
        "findings": findings,
        "source": file.source,
        "has_article": file.has_article,
        "by_line": file.by_line,
        "head": file.head,
        "tail": file.tail,
        "unfounded": file.unfounded,
        "claims": [each.told() for each in file.claims],
    }


def file_of(data: Data, shelf: Shelf) -> KnownFile:
    """Return the file that was written so."""
    facts = {name: value for name, value in data.items() if name != "claims"}
    facts["findings"] = tuple(_findings().validate_python(data["findings"])) if data["findings"] else ()
    file = KnownFile(**facts, shelf=shelf)
    file.claims = [KnownClaim(file, told) for told in data["claims"]]
    return file


@cache
def _findings() -> TypeAdapter[list[Finding]]:
    return TypeAdapter(list[Finding])
