"""The dates that a claim may take from elsewhere than its words: its source and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from claimcheck.corpus.vocabulary import SHARED_SECTIONS, Vocabulary
from claimcheck.values.dates import DateSpan
from claimcheck.values.value_class import value_class

Days = tuple[int | None, int | None]
"""The first and the last possible day of a date; None is an open end."""


@value_class
class Calendar:
    """What a date may follow from besides its passage; `own` dates belong to what the claim names."""

    published: Days
    own: tuple[Days, ...]
    others: frozenset[Days]


def calendar_of(published: DateSpan, ids: Iterable[str], vocabulary: Vocabulary) -> Calendar:
    """Return the dates of a source and of the vocabulary, those of the ids that a claim names apart."""
    by_id, others = _dates_by_id(vocabulary)
    own = tuple(span for identifier in ids for span in by_id.get(identifier, ())) if by_id else ()
    return Calendar(
        (published.earliest, published.latest),
        own,
        others,
    )


@lru_cache(maxsize=8)
def _dates_by_id(vocabulary: Vocabulary) -> tuple[dict[str, tuple[Days, ...]], frozenset[Days]]:
    """Return the dates of each id, and all of them."""
    found: dict[str, list[Days]] = {}

    def add(identifier: str, span: DateSpan | None) -> None:
        if span is not None:
            found.setdefault(identifier, []).extend(_ends(span))

    declared = vocabulary.declared
    for section in SHARED_SECTIONS:
        for identifier, entry in getattr(declared, section).items():
            for alias in entry.aliases:
                add(identifier, alias.during)
    for identifier, entity in declared.entities.items():
        add(identifier, entity.born)
        add(identifier, entity.died)
    for identifier, group in declared.groups.items():
        for member in group.members:
            add(identifier, member.during)
            add(member.id, member.during)
    for identifier, event in declared.events.items():
        add(identifier, event.on)
    by_id = {identifier: tuple(dict.fromkeys(spans)) for identifier, spans in found.items()}
    return by_id, frozenset(span for spans in by_id.values() for span in spans)


def _ends(span: DateSpan) -> list[Days]:
    """Return a date of the vocabulary, and of an interval each end as a day."""
    whole = (span.earliest, span.latest)
    if "/" not in span.text:
        return [whole]
    return [whole, *((day, day) for day in whole if day is not None)]
