"""Names in quotes that are nearly, but not quite, names of the vocabulary, or names from another time.

A name of one word is found by its keys with one letter left out, one of several words by the words around the
one that differs. Both are look-ups in a dictionary that is built once for a vocabulary, so the time grows
with the text and not with the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from claimcheck.corpus.name_index import MOST_WORDS, Index, Name, Words, index_of, without
from claimcheck.corpus.name_spelling import delete_keys, fold, is_variant, one_edit, word_spans, words_in
from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.values.dates import DateSpan, format_days
from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

_LEAST = 5
_LEAST_OF_SEVERAL = 4
_REMEMBERED = 16_384
_USUAL_GAPS = frozenset((" ", "-"))
_GAP = late(r"[\s\-‐‑–]{1,3}")
_PAST = late(r"\b(?:former|formerly|then|renamed|rename|known as|called|previously|once|old name|now)\b", re.IGNORECASE)

_PART, _RAISED, _SLIP = 1, 2, 4


@value_class
class NameSlip:
    """A name one slip away from one of the vocabulary; `start` and `end` are offsets in the article."""

    start: int
    end: int
    found: str
    meant: str
    identifier: str


@value_class
class NameOutOfTime:
    """A name that was certainly not in use when the source was published; offsets as in `NameSlip`."""

    start: int
    end: int
    found: str
    identifier: str
    during: DateSpan
    published: DateSpan
    label: str

    def __str__(self) -> str:
        used = format_days(self.during.earliest, self.during.latest)
        return (
            f'"{self.found}" was a name of {self.label} during {used}, '
            f"and the source is published {self.published.text}"
        )


@value_class
class QuoteWords:
    """The words of a quote: where they stand in it, as they are written and folded, and which touch the next one."""

    spans: list[tuple[int, int]]
    raw: list[str]
    folded: list[str]
    joined: list[bool]


@value_class
class _Window:
    """Words of a quote that stand next to each other, with their place in the article."""

    first: int
    last: int
    start: int
    end: int
    raw: Words
    words: Words


def name_slips(match: QuoteMatch, article: Article, vocabulary: Vocabulary) -> tuple[NameSlip, ...]:
    """Return the capitalised words of a quote that are one slip away from a name of the vocabulary.

    A slip is one letter too many, too few or wrong, or two neighbours exchanged, in a name of five letters or
    more with the same first letter. Endings (Kazakh, Kazakhs), accents and American spelling are none.
    """
    index = index_of(vocabulary)
    quote = article.text[match.start : match.end]
    return slips_of(words_of(quote), match.start, article.text, index) if _may_slip(quote, index) else ()


def slips_of(words: QuoteWords, offset: int, text: str, index: Index) -> tuple[NameSlip, ...]:
    """Return the slips among the words of a quote at an offset, by all their windows."""
    windows = list(_windows(words, offset, index))
    taken = {place for each in windows if each.words in index.known for place in range(each.first, each.last + 1)}
    found: list[NameSlip] = []
    for window in sorted(windows, key=lambda each: (each.first - each.last, each.first)):
        places = set(range(window.first, window.last + 1))
        if places & taken:
            continue
        name = _slipped(window, index)
        if name is not None:
            taken |= places
            raw = text[window.start : window.end]
            found.append(NameSlip(window.start, window.end, raw, name.text, name.identifier))
    return tuple(sorted(found, key=lambda slip: slip.start))


def names_out_of_time(
    claim: ClaimRecord, article: Article, match: QuoteMatch, vocabulary: Vocabulary
) -> tuple[NameOutOfTime, ...]:
    """Return the names of a quote that were certainly not in use when it was published.

    A name that was in use at the time that the claim speaks of is in its place, too. A quote that speaks
    of a change of names (`formerly`, `then`) is left alone.
    """
    index = index_of(vocabulary)
    if not _may_be_out_of_time(article.text[match.start : match.end], index):
        return ()
    if _PAST.search(article.text, match.start, match.end):
        return ()
    published = claim.source.model.published
    times = [published, *(value for value in claim.fields.values() if isinstance(value, DateSpan))]
    found: list[NameOutOfTime] = []
    for window in _windows(words_of(article.text[match.start : match.end]), match.start, index):
        uses = index.dated.get(window.words, ())
        if not uses or window.words in index.undated:
            continue
        if any(_may_meet(during, time) for _, during in uses for time in times):
            continue
        identifier, during = uses[0]
        raw, label = article.text[window.start : window.end], vocabulary.label(identifier)
        found.append(NameOutOfTime(window.start, window.end, raw, identifier, during, published, label))
    return tuple(found)


def _may_be_out_of_time(quote: str, index: Index) -> bool:
    """Whether a quote has words of a name that was in use for a time: a quick look, which no such name escapes."""
    return bool(index.dated) and not index.eras.isdisjoint(map(fold, words_in(quote)))


def _may_meet(a: DateSpan, b: DateSpan) -> bool:
    (a_lo, a_hi), (b_lo, b_hi) = _hull(a), _hull(b)
    return not (
        (a_hi is not None and b_lo is not None and a_hi < b_lo)
        or (b_hi is not None and a_lo is not None and b_hi < a_lo)
    )


def _hull(span: DateSpan) -> tuple[int | None, int | None]:
    spans = span.possible(charitable=True)
    return spans[0][0], spans[-1][1]


def words_of(quote: str) -> QuoteWords:
    """Return the words of a quote as names are compared."""
    spans = list(word_spans(quote))
    raw = [quote[start:end] for start, end in spans]
    joined = [
        quote[end:start] in _USUAL_GAPS or _GAP.fullmatch(quote, end, start) is not None
        for (_, end), (start, _) in pairwise(spans)
    ]
    return QuoteWords(spans, raw, [fold(word) for word in raw], joined)


def _may_slip(quote: str, index: Index) -> bool:
    """Whether any words of a quote are a slip and no name: a quick look, which no slip escapes."""
    raw = words_in(quote)
    known = index.marks
    marks = [known[word] if word in known else _mark(word, index) for word in raw]
    together = 0
    for mark in marks:
        together |= mark
    if together & _SLIP:
        return True
    if not together & _PART:
        return False
    for first, mark in enumerate(marks):
        if not mark & _RAISED:
            continue
        for length in index.several:
            window = marks[first : first + length]
            # All words but one are words of the name, and that one has a capital.
            fits = len(window) == length and 0 not in window and window.count(_RAISED) < 2
            if fits and _several_slip(tuple(raw[first : first + length]), index):
                return True
    return False


def _mark(word: str, index: Index) -> int:
    """Return whether a word begins with a capital, is a part of a name of several words, and a slip by itself."""
    mark = _PART if fold(word) in index.parts else 0
    if word[:1].isupper():
        mark |= _RAISED | (_SLIP if _is_new_slip((word,), index) else 0)
    if len(index.marks) >= _REMEMBERED:
        index.marks.clear()
    index.marks[word] = mark
    return mark


def _several_slip(said: Words, index: Index) -> bool:
    """Whether words are a slip of a name of so many."""
    found = index.judged.get(said)
    if found is None:
        found = _is_new_slip(said, index)
        if len(index.judged) >= _REMEMBERED:
            index.judged.clear()
        index.judged[said] = found
    return found


def _is_new_slip(raw: Words, index: Index) -> bool:
    folded = tuple(map(fold, raw))
    return folded not in index.known and _slipped(_Window(0, 0, 0, 0, raw, folded), index) is not None


def _windows(words: QuoteWords, offset: int, index: Index) -> Iterator[_Window]:
    """Yield every run of neighbouring words of the quote that has as many words as some name."""
    spans, raw, folded, joined = words.spans, words.raw, words.folded, words.joined
    for first in range(len(spans)):
        reach = first
        while reach < len(joined) and joined[reach] and reach - first < MOST_WORDS:
            reach += 1
        for length in index.lengths:
            last = first + length - 1
            if last > reach:
                break
            start, end = offset + spans[first][0], offset + spans[last][1]
            yield _Window(first, last, start, end, tuple(raw[first : last + 1]), tuple(folded[first : last + 1]))


def _slipped(window: _Window, index: Index) -> Name | None:
    """Return the name that a window is one slip away from; of several the first by its words."""
    words = window.words
    if not window.raw[0][:1].isupper() or sum(map(len, words)) < _LEAST:
        return None
    candidates: dict[Name, None] = {}
    if len(words) == 1:
        for key in delete_keys(words[0]):
            candidates |= dict.fromkeys(index.keys.get(key, ()))
    else:
        for place in range(len(words)):
            candidates |= dict.fromkeys(index.gapped.get((place, without(words, place)), ()))
    fitting = [name for name in candidates if _is_slip(window, name, index)]
    return min(fitting, key=lambda name: (name.words, name.identifier), default=None)


def _is_slip(window: _Window, name: Name, index: Index) -> bool:
    """Whether exactly one word differs, by one edit, and is neither a name nor a form of one."""
    differing = [place for place, word in enumerate(window.words) if word != name.words[place]]
    if len(differing) != 1:
        return False
    place = differing[0]
    said, meant = window.words[place], name.words[place]
    least = _LEAST if len(name.words) == 1 else _LEAST_OF_SEVERAL
    written = name.text[:1].isupper() and window.raw[place][:1].isupper()
    if not written or min(len(said), len(meant)) < least or not (said + meant).isalpha():
        return False
    if said[0] != meant[0] or not one_edit(said, meant) or is_variant(said, meant):
        return False
    return not any(is_variant(said, known) for known in _single_words(said, index))


def _single_words(word: str, index: Index) -> Iterator[str]:
    """Yield the names of one word that a word could be a form of."""
    for length in range(max(1, len(word) - 3), len(word)):
        for ending in ("", "a", "e", "i", "o", "u", "y"):
            if (word[:length] + ending,) in index.known:
                yield word[:length] + ending
    for ending in ("s", "n", "an", "i"):
        if (word + ending,) in index.known:
            yield word + ending
