"""Grounding by phrases: what a declared kind, or a word of it, must be told by in the passage of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from claimcheck.claims.base import Claim
from claimcheck.claims.registry import shapes_of
from claimcheck.corpus.grounded_numbers import Miss
from claimcheck.corpus.grounded_passage import Passage, evened
from claimcheck.corpus.records import ClaimRecord
from claimcheck.values.late_pattern import late

MAX_SHOWN = 5
_SPACES = late(r"\s+")


def phrase_misses(claim: ClaimRecord, passage: Passage) -> Iterator[tuple[str, Miss]]:
    """Yield each field whose word no phrase tells, and `kind` where none tells the kind itself.

    Words of the quote count before those of its paragraph, and a longer phrase before one inside it: "not in favour"
    is no "in favour".
    """
    told = {"kind": claim.model.phrases}
    if claim.model.phrases and not (_heard(passage.quote, told) or _heard(passage.text, told)):
        listed = _listed(claim.model.phrases)
        yield "kind", Miss(f"no word of the quote or its paragraph tells a claim of the kind {claim.kind}: {listed}")
    for name, phrases in _phrases_of(type(claim.model)):
        word = _word_of(claim, name)
        if word not in phrases or claim.node.get(name) is None:
            continue
        quoted = _heard(passage.quote, phrases)
        if word in quoted or (not quoted and word in _heard(passage.text, phrases)):
            continue
        against = f"; the quote tells {quoted[0]}" if quoted else f": {_listed(phrases[word])}"
        yield name, Miss(f'no word of the quote or its paragraph tells "{word}"{against}')


def has_phrases(claim: Claim) -> bool:
    """Whether a kind, or a word of one of its fields, must be told by a phrase; none of the kinds that ship."""
    return bool(claim.phrases or _phrases_of(type(claim)))


@lru_cache(maxsize=1024)
def _phrases_of(kind: type[Claim]) -> tuple[tuple[str, dict[str, tuple[str, ...]]], ...]:
    """Return the fields of a kind whose words have phrases; those of the kinds that ship have none."""
    return tuple((name, dict(shape.bound.phrases)) for name, shape in shapes_of(kind).items() if shape.bound.phrases)


def _word_of(claim: ClaimRecord, name: str) -> str:
    value = claim.fields.get(name)
    return "true" if value is True else value if isinstance(value, str) else ""


def _listed(phrases: Iterable[str]) -> str:
    shown = [f'"{phrase}"' for phrase in phrases]
    rest = f" or {len(shown) - MAX_SHOWN} others" if len(shown) > MAX_SHOWN else ""
    return f"none of {', '.join(shown[:MAX_SHOWN])}{rest} stands there"


def _heard(text: str, phrases: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the words whose phrases stand in a text, in the order of the text."""
    found = sorted(
        (match.start(), -match.end(), word)
        for word, told in phrases.items()
        for phrase in told
        for match in _pattern(phrase).finditer(text)
    )
    heard: list[str] = []
    reach = -1
    for _, end, word in found:
        if -end > reach:
            reach = -end
            heard.append(word)
    return heard


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return a pattern of whole words: what is written, with any space between."""
    words = r"\s+".join(re.escape(word) for word in _SPACES.split(evened(phrase).strip()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
