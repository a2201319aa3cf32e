"""The passage that a claim rests on: its quote, the paragraph around it, and the numbers that they state."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from claimcheck.corpus.grounded_mentions import date_spans
from claimcheck.corpus.grounded_words import (
    AGAIN_WORDS,
    FIRST_WORDS,
    LAST_WORDS,
    ONE_WORDS,
    TOP_WORDS,
    top_ranks,
)
from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.corpus.word_hints import WordHints
from claimcheck.values.late_pattern import late
from claimcheck.values.numerals import NumberKind, NumberToken, scan_numbers
from claimcheck.values.value_class import value_class

# One character for one, so that every offset stays what it is in the article.
_EVEN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u2032", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\xa0\u2007\u2009\u202f\n\r\t", " ")
    # What ignores case takes these for i, s and k, and a table of words does not.
    | {"\u0130": "I", "\u0131": "i", "\u017f": "s", "\u212a": "K"}
)
_WORD = late(r"[^\W\d_]+")
_ARTICLE = late(r"\b(?:an?|one) (year|month|week|day|fortnight|hour|minute|quarter)\b", re.IGNORECASE)
_GROUPED = late(r"[0-9]{1,3}(?:,[0-9]{3})+")
_JOINED = late(r"\b(?:to|or)\b|[0-9]\s?-\s?[0-9]|[0-9.]+ and ", re.IGNORECASE)
_PAIRED = late(r"\b(?:to|in|of|out|and|or)\b|[-/:]", re.IGNORECASE)
_WHOLE_KINDS = {
    NumberKind.CARDINAL,
    NumberKind.ORDINAL,
    NumberKind.SCALED,
    NumberKind.PERCENT,
    NumberKind.YEAR,
}
_ONE = Fraction(1)


@value_class
class Passage:
    """A paragraph with straight quotation marks, hyphens and spaces, and where the quote stands in it."""

    text: str
    quote_start: int
    quote_end: int

    @property
    def quote(self) -> str:
        """The words of the quote."""
        return self.text[self.quote_start : self.quote_end]

    def in_quote(self, token: NumberToken) -> bool:
        """Whether a number stands in the quote."""
        return self.quote_start <= token.start and token.end <= self.quote_end


def evened(text: str) -> str:
    """Return a text of the same length with straight quotation marks, hyphens and spaces."""
    if text.isascii() and "\n" not in text and "\t" not in text and "\r" not in text:
        return text
    return text.translate(_EVEN)


def passage_of(article: Article, match: QuoteMatch) -> Passage:
    """Return the passage of a quote that was found."""
    text = evened(article.text[match.paragraph_start : match.paragraph_end])
    return Passage(text, match.start - match.paragraph_start, match.end - match.paragraph_start)


@value_class
class Numbers:
    """The numbers of a text, by place.

    `stated` are those that ground a figure. `ranks` are further words that ground an ordinal alone: the
    superlatives and `maiden` (1). `again` are words for more than the first, `last` those for the last.
    """

    stated: tuple[NumberToken, ...]
    ranks: tuple[NumberToken, ...]
    again: tuple[NumberToken, ...]
    last: tuple[NumberToken, ...]


_SPANS = ("year", "month", "week", "day", "fortnight", "hour", "minute", "quarter")
_ONES, _FIRSTS, _AGAIN, _LAST, _SPAN, _TOP = (1 << bit for bit in range(6))
_HINTS = WordHints(
    {_ONES: ONE_WORDS, _FIRSTS: FIRST_WORDS, _AGAIN: AGAIN_WORDS, _LAST: LAST_WORDS, _SPAN: _SPANS, _TOP: TOP_WORDS},
    {_TOP: re.compile("...est$", re.IGNORECASE)},
)


@lru_cache(maxsize=64)
def numbers_in(text: str) -> Numbers:
    """Return the numbers of a text, in time linear in its length. The last texts are remembered."""
    return numbers_of(text, _HINTS.of(text))


def numbers_of(text: str, hints: int) -> Numbers:
    """Return the numbers of a text, looking only for what its words hint at."""
    tokens = _without_dates(_without_parts(_plain(scan_numbers(text))), text)
    words = list(_WORD.finditer(text)) if hints & (_ONES | _FIRSTS | _AGAIN | _LAST) else []
    ones = _listed(words, ONE_WORDS, NumberKind.CARDINAL) if hints & _ONES else ()
    spans = [
        NumberToken(m.start(), m.start(1) - 1, text[m.start() : m.start(1) - 1], NumberKind.CARDINAL, _ONE)
        for m in (_ARTICLE.finditer(text) if hints & _SPAN else ())
    ]
    tops = top_ranks(text) if hints & _TOP else []
    return Numbers(
        tuple(sorted([*tokens, *ones, *spans], key=lambda token: (token.start, token.end))),
        (
            *(_listed(words, FIRST_WORDS, NumberKind.ORDINAL) if hints & _FIRSTS else ()),
            *(NumberToken(a, b, text[a:b], NumberKind.ORDINAL, _ONE) for a, b in tops),
        ),
        tuple(_listed(words, AGAIN_WORDS, NumberKind.ORDINAL)) if hints & _AGAIN else (),
        tuple(_listed(words, LAST_WORDS, NumberKind.ORDINAL)) if hints & _LAST else (),
    )


def is_stated(token: NumberToken, beside: Iterable[NumberToken], text: str) -> bool:
    """Whether a number is among those that `numbers_in` states; `beside` are all that begin where it does.

    No number that begins before it may reach over it.
    """
    if not _plain([token]) or any(map(_is_whole, _plain(each for each in beside if each.end > token.end))):
        return False
    return bool(_without_dates([token], text))


def is_pairing(token: NumberToken) -> bool:
    """Whether a token is two numbers read as a ratio, such as `10 to 12`: its numbers are tokens too."""
    return token.kind is NumberKind.FRACTION and _PAIRED.search(token.text) is not None


def _listed(words: Iterable[re.Match[str]], wanted: frozenset[str], kind: NumberKind) -> Iterator[NumberToken]:
    for match in words:
        if match.group().lower() in wanted:
            yield NumberToken(match.start(), match.end(), match.group(), kind, _ONE)


def _plain(tokens: Iterable[NumberToken]) -> list[NumberToken]:
    """Leave out what English does not mean: 4 for `4,000`, and a 2 for `bilateral`."""
    return [
        token
        for token in tokens
        if not (
            "," in token.text and _GROUPED.fullmatch(token.text) and token.value != int(token.text.replace(",", ""))
        )
        and not token.text.lower().endswith("lateral")
    ]


def _without_parts(tokens: list[NumberToken]) -> list[NumberToken]:
    """Leave out the numbers that are parts of one: the 5 and the billion of `5 billion`."""
    if len(tokens) < 2:
        return tokens
    covers = _Cover((t.start, t.end) for t in tokens if _is_whole(t))
    return [token for token in tokens if not covers.larger(token.start, token.end)]


def _is_whole(token: NumberToken) -> bool:
    """Whether the numbers inside a number are nothing of their own."""
    if token.kind in _WHOLE_KINDS:
        return not _JOINED.search(token.text)
    return token.kind is NumberKind.FRACTION and token.text.lower().endswith("and a half")


def _without_dates(tokens: list[NumberToken], text: str) -> list[NumberToken]:
    """Leave out the days of dates: the 3 of `July 3`."""
    dates = list(date_spans(text))
    if not dates:
        return tokens
    covers = _Cover(dates)
    return [token for token in tokens if not covers.holds(token.start, token.end)]


class _Cover:
    """Spans of a text, and whether one of them holds another span."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        longest: dict[int, int] = {}
        for start, end in spans:
            longest[start] = max(end, longest.get(start, end))
        self._starts = sorted(longest)
        self._ends: list[int] = []
        self._owners: list[int] = []
        reach, owner = -1, -1
        for start in self._starts:
            if longest[start] > reach:
                reach, owner = longest[start], start
            self._ends.append(reach)
            self._owners.append(owner)

    def holds(self, start: int, end: int) -> bool:
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._ends[index] >= end

    def larger(self, start: int, end: int) -> bool:
        """Whether a span holds this one and is longer."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._ends[index] >= end and (self._owners[index], self._ends[index]) != (start, end)
