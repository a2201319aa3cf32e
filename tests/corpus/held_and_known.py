"""Holds a corpus whose claims are put down, and read again when asked for, against one whose claims are held."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.corpus import load as loading
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.digests import digests
from claimcheck.corpus.known import KnownClaim
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.records import ClaimRecord


def told(claim: ClaimRecord) -> object:
    """Return everything that can be asked of a claim."""
    source = claim.source
    return (
        (claim.id, claim.kind, claim.entry, dict(claim.fields), claim.model, claim.node, dict(claim.paths)),
        (claim.place(), [claim.place(name) for name in claim.fields], claim.lines, claim.has_notes),
        (source.id, source.file, source.model, source.node),
        *digests([claim.read()]),
    )


def same(known: Corpus, read: Corpus) -> None:
    """Hold a corpus whose claims are read again against one whose claims are held."""
    assert (known.held, read.held) == (False, True)
    assert all(isinstance(each, KnownClaim) for each in known.claims)
    assert [told(each) for each in known.claims] == [told(each) for each in read.claims]
    # Sources in bulk that are put down come one after the other; results have findings in the order of their places.
    assert sorted(known.findings, key=lambda each: each.order) == sorted(read.findings, key=lambda each: each.order)
    assert known.unfounded == read.unfounded
    assert [each.model for each in known.sources] == [each.model for each in read.sources]
    assert {name: each.text for name, each in known.articles.items()} == {
        name: each.text for name, each in read.articles.items()
    }
    assert dict(known.matches) == dict(read.matches)
    assert len(known.matches) == len(read.matches)


def both(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    """Yield a project as it is known, and as it is read."""
    yield load(open_project(start=root), sparing=True)
    monkeypatch.setattr(loading, "MANY", 10**12)
    yield load(open_project(start=root))
