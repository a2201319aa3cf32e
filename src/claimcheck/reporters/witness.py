"""A claim's part in a finding as a reader sees it: who says so and when, and in which words."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.claims.source import Source
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.findings.model import Correction, Evidence, Finding
from claimcheck.values.value_class import value_class


@value_class
class Witness:
    """Evidence with its source. `inferred` is why an editor reads the claim from words that do not state it."""

    evidence: Evidence
    source: Source | None
    source_id: str
    speaker: str | None
    inferred: str | None
    corpus: Corpus

    @property
    def who(self) -> str:
        """Publisher and date, and whom it cites: `CGTN, 2022-09-16, citing Xinhua`."""
        who = dated(self.source, self.source_id)
        return f"{who}, citing {self.speaker}" if self.speaker else who

    @property
    def quote(self) -> str:
        """The quote in the article's own characters where it was found there, else as the claim has it."""
        match = self.corpus.matches.get(self.evidence.claim)
        article = self.corpus.articles.get(self.source_id) if match is not None else None
        return self.evidence.quote if article is None or match is None else article.text[match.start : match.end]

    @property
    def implies(self) -> str:
        """What follows from the claim, and the field that it follows from: `1992 (ordinal)`."""
        field, says = self.evidence.field, self.evidence.says
        return f"{says} ({field})" if says and field else says or field


class Witnesses:
    """Looks up the sources and the paragraphs of claims."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._claims: Mapping[str, ClaimRecord] = corpus.by_id
        self._sources: Mapping[str, SourceRecord] = {record.id: record for record in corpus.sources}

    def of(self, evidence: Evidence) -> Witness:
        """Return what is known about the claim of a piece of evidence."""
        source_id = evidence.claim.split("#", 1)[0]
        record = self._claims.get(evidence.claim)
        return Witness(
            evidence=evidence,
            source=self._source(source_id),
            source_id=source_id,
            speaker=record.model.speaker if record is not None else None,
            inferred=record.model.inferred if record is not None else None,
            corpus=self._corpus,
        )

    def all_of(self, finding: Finding) -> tuple[Witness, ...]:
        """Return the witnesses of a finding, in its order."""
        return tuple(self.of(evidence) for evidence in finding.claims)

    def who(self, source_id: str) -> str:
        """Return publisher and date of a source, or its id where it is not known."""
        return dated(self._source(source_id), source_id)

    def _source(self, source_id: str) -> Source | None:
        record = self._sources.get(source_id)
        return None if record is None else record.model


def dated(source: Source | None, source_id: str) -> str:
    """Return publisher and date of a source, `CGTN, 2022-09-16`; its id where it is not known."""
    return source_id if source is None else f"{source.publisher or source.id}, {source.published}"


def corrected(correction: Correction) -> str:
    """Say what would agree: `ordinal 29 instead of 30 in cgtn#ties-30th`, with the slip where it is known."""
    slip = f" ({correction.slip})" if correction.slip else ""
    values = f"{correction.would_agree} instead of {correction.stated}"
    return f"{correction.field} {values} in {correction.claim}{slip}"


def choices(finding: Finding) -> tuple[tuple[Correction, ...], ...]:
    """Return the diagnoses that a reader must choose between: none where the suspects alone settle it."""
    if finding.suspects and len(finding.alternatives) < 2:
        return ()
    return finding.alternatives


READINGS = {
    "charitable": "They disagree even in the widest meaning that the words allow.",
    "plain": "They disagree as a reader understands them; the widest meaning of the words would still agree.",
}
"""What a finding's reading means, by its name."""
