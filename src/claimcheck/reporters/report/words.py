"""Unknowns in plain words: what `origin[ties]` is, with the labels of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.claims.vocabulary import VocabularyFile
from claimcheck.corpus.vocabulary import Vocabulary

_SHAPE = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*)\[([^\[\]]*)\](.*)", re.DOTALL)
_SECTIONS = ("events", "series", "metrics", "entities", "groups", "properties", "roles")
_TIMES = {
    "origin": "when it took place",
    "start": "when it began",
    "end": "when it ended",
    "first": "when the first one was",
}
_PERIOD = re.compile(r"[0-9.]|FY|before|after|open|ever")


class Words:
    """Puts what a finding or an agreement is about into words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._labels = _labels(vocabulary.declared)
        self._vocabulary = vocabulary

    def label(self, identifier: str) -> str:
        """Return the label of an id; the id where it has none."""
        return self._labels.get(identifier, identifier)

    def of(self, subject: str) -> str:
        """Return an unknown in words: `diplomatic relations: when it took place`; what is no unknown stays as it is."""
        found = _SHAPE.fullmatch(subject)
        if found is None:
            return subject
        head, inside, apart = found[1], [part.strip() for part in found[2].split(",")], found[3].strip()
        said = self._said(head, inside)
        return f"{said} ({apart})" if apart else said

    def _said(self, head: str, parts: list[str]) -> str:
        if head in _TIMES:
            return f"{', '.join(map(self.label, parts))}: {_TIMES[head]}"
        if head == "edition" and len(parts) == 2:
            return f"{self.label(parts[0])}, number {parts[1]}: when it was"
        if head == "state" and len(parts) >= 2:
            when = f", {', '.join(parts[2:])}" if parts[2:] else ""
            return f"{self.label(parts[1])} of {self.label(parts[0])}{when}"
        if head == "change_rate" and len(parts) >= 3:
            *inside, when, base = parts
            return f"growth of {self._measured(inside[0], inside[1:])}, {when} against {base}"
        return self._measured(head, parts)

    def _measured(self, metric: str, parts: list[str]) -> str:
        of = [self.label(part) for part in parts if not _PERIOD.match(part)]
        when = [part for part in parts if _PERIOD.match(part)]
        return ", ".join([self.label(metric), *([self._joined(metric, of)] if of else []), *when])

    def _joined(self, metric: str, of: list[str]) -> str:
        """Join dimensions: `China and Kazakhstan` where their order means nothing, an arrow where it is a direction."""
        declared = self._vocabulary.metric(metric)
        if declared is not None and declared.symmetric:
            return " and ".join(of)
        if declared is not None and len(of) == len(declared.of) == 2 and declared.of[0] == declared.of[1]:
            return f"from {of[0]} to {of[1]}"
        return ", ".join(of)


def _labels(declared: VocabularyFile) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for section in _SECTIONS:
        entries = getattr(declared, section, {})
        for identifier, entry in entries.items():
            label = getattr(entry, "label", None)
            if label:
                found.setdefault(identifier, str(label))
    return found
