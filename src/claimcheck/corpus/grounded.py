"""Grounding: whether every number, ordinal, date and direction of a claim follows from what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from claimcheck.claims.base import Claim, Operand
from claimcheck.claims.fields import WEEKDAYS
from claimcheck.claims.registry import shapes_of
from claimcheck.claims.shape import Shape
from claimcheck.corpus.grounded_calendar import Calendar, calendar_of
from claimcheck.corpus.grounded_dates import base_follows, date_miss, is_said, weekday_miss
from claimcheck.corpus.grounded_numbers import Miss, figure_miss, last_miss, ordinal_miss
from claimcheck.corpus.grounded_passage import Passage, passage_of
from claimcheck.corpus.grounded_phrases import has_phrases, phrase_misses
from claimcheck.corpus.grounded_plainly import stands_plainly
from claimcheck.corpus.grounded_words import WORDS_FOR, first_in, without_hedges, words_of
from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure
from claimcheck.values.lengths import Length
from claimcheck.values.value_class import value_class

_ORDINALS = frozenset({"ordinal"})
_ELSEWHERE = frozenset({"flag", "id", "ids", "metric", "metrics", "dimensions", "scope"})
"""Types of fields that no words state: ids are a matter of the vocabulary."""


@value_class
class Ungrounded:
    """A value of a claim that follows from nothing: its field (`value`, `parts.0.value`), and why."""

    field: str
    message: str
    hint: str | None


class _Value(NamedTuple):
    """One value of a claim that its words must bear out."""

    path: str
    field: str
    type: str
    value: object


def ungrounded(
    claim: ClaimRecord, article: Article, match: QuoteMatch, vocabulary: Vocabulary
) -> tuple[Ungrounded, ...]:
    """Return the values of a claim that follow neither from its quote or paragraph nor from a known date.

    Figures, ordinals and lengths need words of the passage. Dates may also come from the source's date or the
    vocabulary. Of a claim with `inferred` only figures and ordinals are looked at: no words state the rest.
    """
    passage = passage_of(article, match)
    values = _doubtful(claim, passage)
    phrased = has_phrases(claim.model)
    if not values and not phrased:
        return ()
    about = _About(claim, passage, vocabulary)
    inferred = claim.model.inferred is not None
    found: list[Ungrounded] = []
    for value in values:
        if inferred and not isinstance(value.value, (Figure, Length)):
            continue
        miss = _miss(value, about)
        if miss is not None:
            found.append(Ungrounded(value.path, miss.message, miss.hint))
    if phrased and not inferred:
        found.extend(Ungrounded(name, miss.message, miss.hint) for name, miss in phrase_misses(claim, passage))
    return tuple(found)


class _About(NamedTuple):
    """A claim with the words that it rests on."""

    claim: ClaimRecord
    passage: Passage
    vocabulary: Vocabulary

    def calendar(self) -> Calendar:
        """The dates that it may take from elsewhere: few claims have one that their words do not say."""
        return calendar_of(self.claim.source.model.published, _ids(self.claim), self.vocabulary)


def _doubtful(claim: ClaimRecord, passage: Passage) -> list[_Value]:
    """Return the values that words must bear out, the parts of operands too; but for those that plainly stand there."""
    asked = _asked_of(type(claim.model))
    found: list[_Value] = []
    for name, value in claim.fields.items():
        kind = asked.get(name)
        if kind is not None and not _is_plain(name, kind, value, passage):
            found.extend(_parts(name, name, kind, value))
    return found


def _is_plain(name: str, kind: str, value: object, passage: Passage) -> bool:
    """Whether words plainly bear out a date or a figure, which may have any sign; a quick look at most values."""
    if isinstance(value, DateSpan):
        return is_said(value.text, passage.text)
    if not isinstance(value, Figure) or name == "by" or kind not in ("figure", "ordinal"):
        return False
    start, end = passage.quote_start, passage.quote_end
    return stands_plainly(value, passage.text, start, end, ranks=kind in _ORDINALS)


@lru_cache(maxsize=1024)
def _asked_of(kind: type[Claim]) -> dict[str, str]:
    """Return the fields of a kind that words must bear out, with their types."""
    shapes = {"made": Shape("date"), **shapes_of(kind)}
    return {name: shape.type for name, shape in shapes.items() if shape.type not in _ELSEWHERE}


def _parts(path: str, field: str, kind: str, value: object) -> Iterator[_Value]:
    if isinstance(value, (DateSpan, Figure, Length)) or (isinstance(value, str) and field not in _NAMED):
        yield _Value(path, field, kind, value)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _parts(f"{path}.{number}", field, kind, item)
    elif isinstance(value, Operand):
        for name in ("value", "on", "during"):
            part = getattr(value, name)
            if part is not None:
                yield _Value(f"{path}.{name}", name, "figure" if name == "value" else "date", part)


_NAMED = frozenset({"type", "role", "value"})


def _miss(value: _Value, about: _About) -> Miss | None:
    claim, passage, vocabulary = about
    match value.value:
        case DateSpan() as span:
            if is_said(span.text, passage.text) or (
                value.field == "base" and base_follows(span, _period(claim), passage.text)
            ):
                return None
            return date_miss(span, passage.text, about.calendar(), vocabulary)
        case Length(figure=figure):
            return figure_miss(figure, passage)
        case Figure() as figure if value.type in _ORDINALS:
            return ordinal_miss(figure, passage)
        case Figure() as figure:
            return _figure_miss(value, figure, claim, passage)
        case "last":
            return last_miss(passage)
        case str() as word if value.field == "weekday" or word in WEEKDAYS:
            return weekday_miss(word, passage.text, about.calendar())
        case str() as word if word in WORDS_FOR:
            return _word_miss(word, passage)
    return None


def _figure_miss(value: _Value, figure: Figure, claim: ClaimRecord, passage: Passage) -> Miss | None:
    members = claim.fields.get("members")
    if isinstance(members, tuple) and figure.value == len(members):
        return None
    is_change = value.type == "change" or (claim.kind == "compare" and value.field == "by")
    miss = figure_miss(figure, passage, change=is_change)
    return _sign_miss(figure, claim.kind, passage) if miss is None and is_change else miss


def _sign_miss(figure: Figure, kind: str, passage: Passage) -> Miss | None:
    """Return why a rise or a fall has the wrong sign: the quote tells only of the other way."""
    rises = figure.numbers[0] >= 0
    word = {"change": ("down", "up"), "compare": ("less", "more")}.get(kind, ("down", "up"))[rises]
    told, opposite = WORDS_FOR[word]
    words = words_of(without_hedges(passage.quote))
    against = first_in(words, opposite)
    if against is None or first_in(words, told) is not None:
        return None
    text = figure.text.lstrip("-−")
    return Miss(
        f'"{figure.text}" goes {"up" if rises else "down"}, and the quote says "{against}"',
        f'write "-{text}"' if rises else f'write "{text}"',
    )


def _word_miss(word: str, passage: Passage) -> Miss | None:
    """Return why a direction or an extreme does not follow, or None when a word of the passage tells it."""
    told, opposite = WORDS_FOR[word]
    quoted = words_of(without_hedges(passage.quote))
    against = first_in(quoted, opposite - told)
    if _turned(quoted, told, opposite):
        return Miss(f'"{word}" does not follow from the quote, which says "{against}"')
    if first_in(quoted, told) is not None:
        return None
    if against is not None:
        return Miss(f'"{word}" does not follow from the quote, which says "{against}"')
    if first_in(words_of(passage.text), told) is not None:
        return None
    return Miss(f'"{word}" does not follow from the quote or its paragraph: no word there tells it')


def _turned(words: tuple[str, ...], told: frozenset[str], opposite: frozenset[str]) -> bool:
    """Whether a word that tells either way is turned by the next one: `record low` for the highest."""
    pairs = set(pairwise(words))
    return any(first in told & opposite and second in opposite - told for first, second in pairs)


def _period(claim: ClaimRecord) -> DateSpan | None:
    period = claim.fields.get("during", claim.fields.get("on"))
    return period if isinstance(period, DateSpan) else None


def _ids(claim: ClaimRecord) -> Iterator[str]:
    """Yield the ids that a claim names, whose dates in the vocabulary are its own."""
    for value in claim.fields.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str):
                yield item
            elif isinstance(item, Operand):
                yield from item.of
            else:
                text = getattr(item, "text", None)
                if isinstance(text, str):
                    yield text
