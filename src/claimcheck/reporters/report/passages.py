"""The quotes of a finding in their paragraphs: quotes of one paragraph are marked in it together, and numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from claimcheck.claims.source import Source
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.quotes import QuoteMatch
from claimcheck.reporters.witness import Witness, dated
from claimcheck.values.value_class import value_class

_CONTEXT = 500


@value_class
class Piece:
    """Words of a paragraph; `ends` are the numbers of the quotes that end with it."""

    text: str
    is_marked: bool
    ends: tuple[int, ...] = ()


@value_class
class Passage:
    """A paragraph of a source with the quotes of one finding; each witness has the number of its mark."""

    who: str
    source: Source | None
    pieces: tuple[Piece, ...]
    witnesses: tuple[tuple[int, Witness], ...]


def passages_of(witnesses: Sequence[Witness], corpus: Corpus) -> tuple[Passage, ...]:
    """Return the paragraphs of the witnesses, in their order; quotes that were not found stand alone.

    Quotes are numbered as they are met in reading.
    """
    groups: dict[tuple[object, ...], list[Witness]] = {}
    for number, witness in enumerate(witnesses):
        match = _match(witness, corpus)
        place = (number, None) if match is None else (match.paragraph_start, match.paragraph_end)
        groups.setdefault((witness.source_id, *place), []).append(witness)
    made, number = [], 1
    for group in groups.values():
        made.append(_passage(group, number, corpus))
        number += len(group)
    return tuple(made)


def _match(witness: Witness, corpus: Corpus) -> QuoteMatch | None:
    return corpus.matches.get(witness.evidence.claim) if witness.source_id in corpus.articles else None


def _passage(group: list[Witness], number: int, corpus: Corpus) -> Passage:
    found = [(witness, match) for witness in group if (match := _match(witness, corpus)) is not None]
    found.sort(key=lambda pair: (pair[1].end, pair[1].start))
    ordered = [witness for witness, _ in found] or group
    numbered = tuple(enumerate(ordered, number))
    first = group[0]
    if found:
        marks = [(n, match) for n, (_, match) in enumerate(found, number)]
        pieces = tuple(_pieces(corpus.articles[first.source_id].text, marks))
    else:
        pieces = (Piece(first.quote, is_marked=True, ends=(number,)),)
    return Passage(dated(first.source, first.source_id), first.source, pieces, numbered)


def _pieces(text: str, found: list[tuple[int, QuoteMatch]]) -> Iterator[Piece]:
    """Cut a paragraph where quotes begin and end, and leave out what lies far before and behind them."""
    match = found[0][1]
    start, end = min(m.start for _, m in found), max(m.end for _, m in found)
    edges = sorted({*(m.start for _, m in found), *(m.end for _, m in found)})
    before = text[match.paragraph_start : start]
    yield Piece(f"… {before[-_CONTEXT:].split(' ', 1)[-1]}" if len(before) > _CONTEXT else before, is_marked=False)
    for lo, hi in pairwise(edges):
        inside = any(m.start <= lo and hi <= m.end for _, m in found)
        yield Piece(text[lo:hi], inside, tuple(number for number, m in found if m.end == hi))
    after = text[end : match.paragraph_end]
    yield Piece(f"{after[:_CONTEXT].rsplit(' ', 1)[0]} …" if len(after) > _CONTEXT else after, is_marked=False)
