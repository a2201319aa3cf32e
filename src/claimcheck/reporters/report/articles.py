"""The articles with every claim marked in place, so that what nobody turned into a claim shows too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.claims.source import Source
from claimcheck.corpus.layout import lay_out
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.result import ClaimCoverage, ClaimState, Neighbour, Result
from claimcheck.reporters.report.text import visible
from claimcheck.values.value_class import value_class

_STRONGEST = (ClaimState.DISPUTED, ClaimState.CONFIRMED, ClaimState.CHECKED, ClaimState.NOT_CHECKED)


@value_class
class Listed:
    """A claim in the list of its source, with its number in the whole report."""

    number: int
    record: ClaimRecord
    state: ClaimState
    coverage: ClaimCoverage | None
    near: tuple[Neighbour, ...]
    is_found: bool


@value_class
class Stretch:
    """Words of a paragraph under the same claims; `ends` are the numbers of those that end with it."""

    text: str
    state: ClaimState | None
    ends: tuple[int, ...]


@value_class
class SourceView:
    """A source, its number in the report, its paragraphs, none where its text was not read, and its claims."""

    number: int
    source: Source
    file: str
    paragraphs: tuple[tuple[Stretch, ...], ...]
    claims: tuple[Listed, ...]


@value_class
class _Mark:
    start: int
    end: int
    number: int
    state: ClaimState


def numbered(result: Result) -> Mapping[str, int]:
    """Return the number of each claim, from 1 in the order of the corpus."""
    return {record.id: number for number, record in enumerate(result.corpus.claims, 1)}


def source_views(result: Result, numbers: Mapping[str, int]) -> tuple[SourceView, ...]:
    """Return every source with its claims."""
    entries = result.claims or {}
    matches = result.corpus.matches
    by_source: dict[str, list[Listed]] = {record.id: [] for record in result.corpus.sources}
    for record in result.corpus.claims:
        entry = entries.get(record.id)
        state = entry.state if entry is not None else ClaimState.NOT_CHECKED
        near = result.near(record.id) if entry is not None and state is ClaimState.NOT_CHECKED else ()
        listed = Listed(numbers[record.id], record, state, entry, near, record.id in matches)
        by_source.setdefault(record.source.id, []).append(listed)
    return tuple(
        SourceView(
            number,
            record.model,
            record.file,
            _paragraphs(result, record.id, by_source[record.id]),
            tuple(by_source[record.id]),
        )
        for number, record in enumerate(result.corpus.sources, 1)
    )


def _paragraphs(result: Result, source: str, claims: Sequence[Listed]) -> tuple[tuple[Stretch, ...], ...]:
    article = result.corpus.articles.get(source)
    if article is None:
        return ()
    marks = [
        _Mark(match.start, match.end, claim.number, claim.state)
        for claim in claims
        if (match := result.corpus.matches.get(claim.record.id)) is not None
    ]
    text = article.text
    return tuple(tuple(_stretches(text, span, marks)) for span in lay_out(text).paragraphs)


def _stretches(text: str, paragraph: tuple[int, int], marks: Sequence[_Mark]) -> Iterable[Stretch]:
    first, last = paragraph
    here = [mark for mark in marks if mark.start < last and mark.end > first]
    starting: dict[int, list[_Mark]] = {}
    ending: dict[int, list[_Mark]] = {}
    for mark in here:
        starting.setdefault(max(mark.start, first), []).append(mark)
        ending.setdefault(min(mark.end, last), []).append(mark)
    open_states: Counter[ClaimState] = Counter()
    at = first
    for edge in sorted({*starting, *ending, last}):
        if edge > at:
            state = next((state for state in _STRONGEST if open_states[state]), None)
            ends = tuple(sorted(mark.number for mark in ending.get(edge, ()) if mark.end == edge))
            yield Stretch(visible(text[at:edge]), state, ends)
        open_states.update(mark.state for mark in starting.get(edge, ()))
        open_states.subtract(mark.state for mark in ending.get(edge, ()))
        at = edge
