"""Makes a corpus of plain Python data, so that tests and benchmarks need no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.claims.source import Source
from claimcheck.corpus import yaml_nodes
from claimcheck.corpus.build import build_claims
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.identifiers import check_identifiers
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.vocabulary_files import build_vocabulary
from claimcheck.corpus.yaml_nodes import Mark, Node, Scalar

Data = dict[str, Any]
"""A mapping as a YAML file would hold it: texts, lists and mappings."""


@dataclass(frozen=True, slots=True)
class Report:
    """One source with its claims: `source` lacks nothing but a quote in each claim."""

    source: Data
    claims: tuple[Data, ...]


def node_of(data: object, line: int = 1) -> Node:
    """Return plain data as nodes that all stand on one line."""
    mark = Mark(line, 1, 0)
    if isinstance(data, Mapping):
        entries = tuple((Scalar(str(key), mark, mark, "plain"), node_of(value, line)) for key, value in data.items())
        return yaml_nodes.Mapping(entries, mark, mark, True)
    if isinstance(data, Sequence) and not isinstance(data, str):
        return yaml_nodes.Sequence(tuple(node_of(item, line) for item in data), mark, mark, True)
    return Scalar(str(data), mark, mark, "plain")


def corpus_of(vocabulary: Data, reports: Sequence[Report]) -> Corpus:
    """Return the corpus of a vocabulary and some reports.

    Raises ValueError where the loader would have a finding: a generated corpus must be well written.
    """
    problems = Problems("claims/vocabulary.yaml")
    words = build_vocabulary([(node_of(vocabulary), problems)])
    sources: list[SourceRecord] = []
    claims: dict[str, ClaimRecord] = {}
    for report in reports:
        name = f"claims/{report.source['id']}.yaml"
        source = SourceRecord(Source.model_validate(report.source), name, node_of(report.source))
        sources.append(source)
        for number, entry in enumerate(report.claims):
            node = node_of({"quote": "…", **entry}, 10 + number)
            for record in build_claims(node, source, problems, {"calendars": words.calendars}):
                check_identifiers(record, words, problems)
                claims[record.id] = record
    if problems.found:
        raise ValueError("; ".join(finding.message for finding in problems.found[:3]))
    ordered = tuple(claims[key] for key in sorted(claims))
    return Corpus(Path(), words, tuple(sorted(sources, key=lambda source: source.id)), ordered)
