"""The articles of known files, and where their quotes stand: read and looked for when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from claimcheck.corpus.known import KnownClaim, KnownFile
from claimcheck.corpus.quotes import Article, Found, QuoteMatch


class KnownArticles(Mapping[str, Article]):
    """Articles by their sources: those that were read, and those of known files."""

    def __init__(self, read: Mapping[str, Article], files: Iterable[KnownFile]) -> None:
        self._read = read
        self._files = {each.source: each for each in files if each.has_article}

    def __getitem__(self, source: str) -> Article:
        file = self._files.get(source)
        return self._read[source] if file is None else file.shelf.article(file)

    def __iter__(self) -> Iterator[str]:
        yield from self._read
        yield from self._files

    def __len__(self) -> int:
        return len(self._read) + len(self._files)


class KnownMatches(Mapping[str, QuoteMatch]):
    """Where the quotes of claims stand, by their ids: those that were looked for, and those of known claims."""

    def __init__(self, found: Mapping[str, QuoteMatch], files: Iterable[KnownFile]) -> None:
        self._found = found
        self._files = {each.source: each for each in files if each.has_article}

    @cached_property
    def _known(self) -> dict[str, KnownClaim]:
        return {each.id: each for file in self._files.values() for each in file.claims}

    def __getitem__(self, claim: str) -> QuoteMatch:
        file = self._files.get(claim.split("#", 1)[0])
        if file is None:
            return self._found[claim]
        known = self._known.get(claim)
        match = None if known is None else _match_of(known, file)
        if match is None:
            raise KeyError(claim)
        return match

    def __iter__(self) -> Iterator[str]:
        yield from self._found
        for claim, known in self._known.items():
            if _match_of(known, known.known) is not None:
                yield claim

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _match_of(claim: KnownClaim, file: KnownFile) -> QuoteMatch | None:
    model = claim.model
    outcome = file.shelf.article(file).find(model.quote, model.prefix, model.suffix)
    return outcome.match if isinstance(outcome, Found) else None
