"""Makes of a claim file that was read what is to be known of it afterwards."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from claimcheck.cache.trace import Trace
from claimcheck.corpus.bulk.row import Rows
from claimcheck.corpus.claim_files import FileRead
from claimcheck.corpus.digests import digests, digests_of_lines, span_of
from claimcheck.corpus.known import KnownClaim, KnownFile, Shelf
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord


def outline(
    path: Path,
    problems: Problems,
    read: FileRead,
    asked: Trace,
    unfounded: Collection[str],
    shelf: Shelf,
    *,
    has_article: bool,
    digested: bool,
) -> KnownFile:
    """Return what is to be known of a file of a source that was read and held against its article.

    `asked` is what its reading asked of the disk, `unfounded` claims that articles do not bear out, of any file.
    With `digested` each claim has its digest.
    """
    real = asked.links.get(os.fspath(path), "")
    fact = asked.files.get(real)
    records = list(read.claims.values())
    spans = [span_of(record) for record in records]
    made = KnownFile(
        name=problems.file,
        real=real,
        digest=fact.digest if fact is not None else "",
        findings=tuple(problems.found),
        source=read.sources[0].id,
        has_article=has_article,
        by_line=all(record.node.is_by_line for record in records),
        head=min((begin for begin, _ in spans), default=0),
        tail=max((end for _, end in spans), default=0),
        unfounded=tuple(sorted({record.entry for record in records} & set(unfounded))),
        shelf=shelf,
    )
    names = _digests(problems, records) if digested else [""] * len(records)
    made.claims = [_claim(record, span, name, made) for record, span, name in zip(records, spans, names, strict=True)]
    return made


def outline_rows(
    read: FileRead,
    rows: Rows,
    shelf: Shelf,
    *,
    has_article: bool,
) -> KnownFile:
    """Return what is to be known of a source of a file of claims in bulk; its claims are added, some at a time."""
    source = read.sources[0]
    return KnownFile(
        name=source.file,
        real="",
        digest="",
        findings=(),
        source=source.id,
        has_article=has_article,
        by_line=False,
        head=0,
        tail=0,
        unfounded=(),
        shelf=shelf,
        rows=rows,
        row=source.node.start.line if source.node is not None else 0,
    )


def row_claims(file: KnownFile, read: FileRead, *, digested: bool) -> list[KnownClaim]:
    """Return what is to be known of claims of a source of a file of claims in bulk."""
    records = list(read.claims.values())
    names = list(digests(records)) if digested else [""] * len(records)
    return [_claim(record, (0, 0), name, file) for record, name in zip(records, names, strict=True)]


def _digests(problems: Problems, records: Sequence[ClaimRecord]) -> Sequence[str]:
    of_lines = digests_of_lines(records, problems.text)
    return list(digests(records)) if of_lines is None else of_lines


def _claim(record: ClaimRecord, span: tuple[int, int], digest: str, known: KnownFile) -> KnownClaim:
    start, lines = record.node.start, record.lines
    return KnownClaim(
        known, (record.id, record.kind, *span, start.line, start.column, lines[-1], digest, record.has_notes)
    )
