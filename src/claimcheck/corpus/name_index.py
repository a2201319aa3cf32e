"""The names of a vocabulary as they are looked up: by their words, and by what is left of them without one."""

from __future__ import annotations

from functools import lru_cache

from claimcheck.corpus.name_spelling import delete_keys, fold, word_spans
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.values.dates import DateSpan
from claimcheck.values.value_class import value_class

MOST_WORDS = 12
"""Longer names are not looked for."""

Words = tuple[str, ...]


@value_class
class Name:
    """A name by its folded words, as it is written, and whose it is."""

    words: Words
    text: str
    identifier: str


@value_class
class Index:
    """The names of a vocabulary by their words, by the keys of single words, and by all words but one.

    `parts` are the words of names of several words, `eras` those of names that were in use for a time; `judged`
    remembers of some words whether they are a slip, `marks` what there is to a word.
    """

    known: dict[Words, Name]
    keys: dict[str, tuple[Name, ...]]
    gapped: dict[tuple[int, Words], tuple[Name, ...]]
    lengths: tuple[int, ...]
    several: tuple[int, ...]
    dated: dict[Words, tuple[tuple[str, DateSpan], ...]]
    undated: frozenset[Words]
    parts: frozenset[str]
    eras: frozenset[str]
    judged: dict[Words, bool]
    marks: dict[str, int]


@lru_cache(maxsize=8)
def index_of(vocabulary: Vocabulary) -> Index:
    """Return the names of a vocabulary as they are looked up, made once."""
    known: dict[Words, Name] = {}
    keys: dict[str, dict[Name, None]] = {}
    gapped: dict[tuple[int, Words], dict[Name, None]] = {}
    dated: dict[Words, dict[tuple[str, DateSpan], None]] = {}
    undated: set[Words] = set()
    for text, identifier, during in vocabulary.names():
        words = tuple(fold(text[start:end]) for start, end in word_spans(text))
        if not words or len(words) > MOST_WORDS:
            continue
        name = known.setdefault(words, Name(words, text, identifier))
        if during is None:
            undated.add(words)
        else:
            dated.setdefault(words, {})[identifier, during] = None
        if len(words) == 1:
            # Of each name once, so that nothing is gained by remembering it.
            for key in delete_keys.__wrapped__(words[0]):
                keys.setdefault(key, {})[name] = None
        else:
            for place in range(len(words)):
                gapped.setdefault((place, without(words, place)), {})[name] = None
    return Index(
        known,
        {key: tuple(names) for key, names in keys.items()},
        {key: tuple(names) for key, names in gapped.items()},
        tuple(sorted({len(words) for words in known})),
        tuple(sorted({len(words) for words in known} - {1})),
        {words: tuple(uses) for words, uses in dated.items()},
        frozenset(undated),
        frozenset(word for words in known if len(words) > 1 for word in words),
        frozenset(word for words in dated for word in words),
        {},
        {},
    )


def forget_names() -> None:
    """Hold no names any more: they are looked for while articles are read, and are a fifth of a kilobyte a claim."""
    index_of.cache_clear()
    delete_keys.cache_clear()


def without(words: Words, place: int) -> Words:
    """Return words with one of them left out."""
    return (*words[:place], "", *words[place + 1 :])
