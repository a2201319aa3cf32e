"""A corpus: what a project's files say, once they are read, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.findings.model import Finding
from claimcheck.values.value_class import slot_class


@slot_class(eq=False, frozen=True)
class Corpus:
    """Sources, claims and vocabulary of a project, with the findings of reading them.

    `articles` and `matches` are there for the sources whose text was read and the quotes that were found.
    `unfounded` are the claims, as written, whose quote or figures their article does not bear out: they are findings,
    and compare with nothing, for the source never said so. `held` says that all claims are at hand as they were read;
    else some are read again when they are asked for more than their ids and places.
    """

    root: Path
    vocabulary: Vocabulary
    sources: tuple[SourceRecord, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
    matches: Mapping[str, QuoteMatch] = field(default_factory=dict)
    unfounded: frozenset[str] = frozenset()
    held: bool = True

    @property
    def by_id(self) -> dict[str, ClaimRecord]:
        """Every claim by its global id."""
        return {claim.id: claim for claim in self.claims}
