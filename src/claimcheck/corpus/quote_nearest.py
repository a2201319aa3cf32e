"""Finds the passage that a quote was most likely copied from: for a message, never for a match."""

from __future__ import annotations

from bisect import bisect_left

from claimcheck.corpus.quote_difference import MAX_WORDS, Comparison, compare, fold
from claimcheck.corpus.word_edges import widen
from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

MAX_QUOTE = 2_000
MAX_ARTICLE = 1_000_000

_LEAST_LIKENESS = 65
_LONGEST_BY_LETTERS = 64  # above it, a search by letters has inputs that cost it minutes
_WORD = late(r"[^ ]+")
_WEIGHT = 1_000_000


@value_class
class Words:
    """The words of a normalised text: their spans, and for each folded form the numbers of its words."""

    text: str
    spans: tuple[tuple[int, int], ...]
    numbers: dict[str, list[int]]

    def slice(self, first: int, end: int) -> list[str]:
        """Return the words from number `first` up to, not including, `end`."""
        return [self.text[a:b] for a, b in self.spans[first:end]]

    def number_at(self, offset: int) -> int:
        """Return how many words begin before an offset."""
        return bisect_left(self.spans, (offset,))


@value_class
class Nearest:
    """A passage as a span of word numbers, and how it differs from the quote, counted from `offset`."""

    first: int
    end: int
    offset: int
    comparison: Comparison


def split_words(text: str) -> Words:
    """Split a normalised text at its spaces."""
    spans = tuple(match.span() for match in _WORD.finditer(text))
    numbers: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(spans):
        numbers.setdefault(fold(text[start:end]), []).append(number)
    return Words(text, spans, numbers)


def too_long(quote: str, text: str) -> bool:
    """Whether the search is refused, to bound its time."""
    return len(quote) > MAX_QUOTE or len(text) > MAX_ARTICLE or quote.count(" ") >= MAX_WORDS


def nearest(quote: str, words: Words) -> Nearest | None:
    """Return the passage most like a quote, or None if nothing is much like it; both are normalised."""
    said = quote.split(" ")
    for window in (_window_by_words(said, words), _window_by_letters(quote, words)):
        if window is None:
            continue
        comparison = compare(said, words.slice(*window))
        first, end = (window[0] + number for number in comparison.passage)
        if first < end and _alike(quote, " ".join(words.slice(first, end))):
            return Nearest(first, end, window[0], comparison)
    return None


def _window_by_words(said: list[str], words: Words) -> tuple[int, int] | None:
    """Return the stretch of words that shares the most with the quote, where a rare word counts for more."""
    weights: dict[int, int] = {}
    for form in {fold(word) for word in said}:
        numbers = words.numbers.get(form, ())
        for number in numbers:
            weights[number] = _WEIGHT // len(numbers)
    if not weights:
        return None
    width = len(said) + len(said) // 4
    best, best_sum, total = 0, 0, 0
    shared = sorted(weights)
    left = 0
    for number in shared:
        total += weights[number]
        while number - shared[left] > width:
            total -= weights[shared[left]]
            left += 1
        if total > best_sum:
            best, best_sum = number, total
    margin = width + 3
    return max(0, best - margin), min(len(words.spans), best + margin)


def _window_by_letters(quote: str, words: Words) -> tuple[int, int] | None:
    if len(quote) > _LONGEST_BY_LETTERS:
        return None
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(quote, words.text, score_cutoff=_LEAST_LIKENESS)
    if found is None or found.dest_start == found.dest_end:
        return None
    start, end = widen(words.text, found.dest_start, found.dest_end)
    return words.number_at(start), words.number_at(end)


def _alike(quote: str, passage: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return ratio(quote, passage, score_cutoff=_LEAST_LIKENESS) > 0
