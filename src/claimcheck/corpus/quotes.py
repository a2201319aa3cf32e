"""Finds a claim's quote in the text of an article: exactly after normalisation, or not at all."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from claimcheck.corpus.layout import Layout, lay_out
from claimcheck.corpus.normalise import Normalised, normalise, normalised
from claimcheck.corpus.quote_difference import clipped, describe, inner_edges
from claimcheck.corpus.quote_nearest import Words, nearest, split_words, too_long
from claimcheck.corpus.word_edges import begins_inside, ends_inside, widen
from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

_MAX_PLACES = 100_000
_SHOWN_PLACES = 10
_LEAST_WORDS = 2
_MAX_PIECES = 8
_ELISION = late(r" ?(?:\[\.\.\.\]|\(\.\.\.\)|\.\.\.) ?")

_Span = tuple[int, int]


@value_class
class QuoteMatch:
    """A place in an article: offsets of the original text, and line and column counted from 1 in code points.

    The paragraph's span holds the quote; it runs over several paragraphs if the quote does.
    """

    start: int
    end: int
    paragraph_start: int
    paragraph_end: int
    line: int
    column: int


@value_class
class Found:
    """The quote stands in the article, once."""

    match: QuoteMatch


@value_class
class NotFound:
    """The quote does not stand in the article; `difference` says how the nearest passage differs, if any."""

    nearest: QuoteMatch | None
    difference: str


@value_class
class Ambiguous:
    """The quote stands in `count` places and needs a prefix or suffix; `matches` are the first few."""

    count: int
    matches: tuple[QuoteMatch, ...]


class Article:
    """The text of an article, to look for quotes in; what the search needs is made when first used."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _normalised(self) -> Normalised:
        return normalise(self.text)

    @cached_property
    def _layout(self) -> Layout:
        return lay_out(self.text)

    @cached_property
    def _words(self) -> Words:
        return split_words(self._normalised.text)

    def find(self, exact: str, prefix: str | None = None, suffix: str | None = None) -> Found | NotFound | Ambiguous:
        """Look for a quote; `prefix` and `suffix` are words that must stand directly before and after it.

        A match must start and end between words. A quote that leaves words out with `…`, `...` or `[...]` is
        first taken as it is written; else its pieces, of two words or more, must follow each other in one
        paragraph.
        """
        quote = normalised(exact).strip()
        if prefix is None and suffix is None:
            place = self._plain_place(quote)
            if place is not None:
                return Found(self._match((place, place + len(quote))))
        if not quote:
            return NotFound(None, "the quote is empty: copy the words from the article")
        if not any(map(str.isalnum, quote)):
            return NotFound(None, "the quote holds no words: copy them from the article")
        whole, cut, complete = self._places(quote)
        if not complete:
            return NotFound(None, f"the quote is too short: it stands in more than {_MAX_PLACES} places")
        if not whole and _ELISION.search(quote):
            elided = self._elided_places(quote)
            if isinstance(elided, NotFound):
                return elided
            whole = elided
        context = _Context(prefix, suffix)
        fitting = [span for span in whole if context.fits(self._normalised.text, *span)] if prefix or suffix else whole
        if len(fitting) == 1:
            return Found(self._match(fitting[0]))
        if fitting:
            return Ambiguous(len(fitting), tuple(self._match(span) for span in fitting[:_SHOWN_PLACES]))
        return self._not_found(quote, whole, cut, context)

    def _plain_place(self, quote: str) -> int | None:
        """Return where a quote stands whole and once, between a space and a space or the end of a sentence.

        A quick look: None where anything else stands beside it, or where it does not stand once.
        """
        text = self._normalised.text
        start = text.find(quote)
        if start < 0 or text.find(quote, start + 1) >= 0 or not (quote[:1].isalnum() and quote[-1:].isalnum()):
            return None
        if start and text[start - 1] != " ":
            return None
        after = text[start + len(quote) : start + len(quote) + 2]
        return start if after[:1] in ("", " ") or after in (".", ". ", ",", ", ") else None

    def _places(self, words: str) -> tuple[list[_Span], list[_Span], bool]:
        """Return where words stand whole, the first place where they cut others, and whether that is all."""
        text = self._normalised.text
        whole: list[_Span] = []
        cut: list[_Span] = []
        start = text.find(words)
        for _ in range(_MAX_PLACES):
            if start < 0:
                return whole, cut, True
            end = start + len(words)
            if not begins_inside(text, start) and not ends_inside(text, end):
                whole.append((start, end))
            elif not cut:
                cut.append((start, end))
            start = text.find(words, start + 1)
        return whole, cut, start < 0

    def _elided_places(self, quote: str) -> list[_Span] | NotFound:
        pieces = [piece for piece in _ELISION.split(quote) if piece]
        if len(pieces) > _MAX_PIECES:
            return NotFound(None, f"the quote leaves words out too often: it may have {_MAX_PIECES} pieces at most")
        if len(pieces) > 1 and any(piece.count(" ") + 1 < _LEAST_WORDS for piece in pieces):
            return NotFound(None, "each piece of a quote that leaves words out needs two words or more")
        places: list[list[_Span]] = []
        for piece in pieces:
            whole, cut, complete = self._places(piece)
            if not complete:
                return NotFound(None, f'the piece "{clipped(piece)}" stands in too many places')
            if not whole:
                return self._piece_not_found(piece, cut)
            places.append(whole)
        spans = self._chains(places)
        if not spans:
            message = "the pieces of the quote stand in the article, but not in this order in one paragraph"
            return NotFound(self._match(places[0][0]), message)
        return spans

    def _piece_not_found(self, piece: str, cut: list[_Span]) -> NotFound:
        missing = self._not_found(piece, [], cut, _Context(None, None))
        return NotFound(missing.nearest, f'in the piece "{clipped(piece)}": {missing.difference}')

    def _chains(self, places: list[list[_Span]]) -> list[_Span]:
        """Return the shortest spans in which a place of each piece follows one of the piece before."""
        starts = [[start for start, _ in spans] for spans in places[1:]]
        by_end: dict[int, int] = {}
        for start, end in places[0]:
            for number, following in enumerate(starts, 1):
                index = bisect_left(following, end)
                if index == len(following):
                    break
                end = places[number][index][1]
            else:
                if self._in_one_paragraph(start, end):
                    by_end[end] = start  # a later start gives the shorter span
        return [(start, end) for end, start in sorted(by_end.items())]

    def _in_one_paragraph(self, start: int, end: int) -> bool:
        first, after = self._normalised.original(start, end)
        number = self._layout.paragraph_number
        return number(first) == number(after - 1)

    def _match(self, span: _Span) -> QuoteMatch:
        start, end = self._normalised.original(*span)
        return QuoteMatch(start, end, *self._layout.paragraph(start, end), *self._layout.place(start))

    def _original(self, start: int, end: int) -> str:
        first, after = self._normalised.original(start, end)
        return self.text[first:after]

    def _not_found(self, quote: str, whole: list[_Span], cut: list[_Span], context: _Context) -> NotFound:
        if whole:
            return NotFound(self._match(whole[0]), context.complaint(len(whole), self._around(*whole[0])))
        if cut:
            return self._cut_found(*cut[0])
        if too_long(quote, self._normalised.text):
            return NotFound(None, "the quote does not stand in the article; it is too long to look for what is near")
        near = nearest(quote, self._words)
        if near is None:
            return NotFound(None, "nothing like the quote stands in the article")
        said, spans = quote.split(" "), self._words.spans
        before, after = inner_edges(said, self._words.slice(near.first, near.end))
        passage = spans[near.first][0] + before, spans[near.end - 1][1] - after
        shown = [self._original(*span) for span in spans[near.offset : near.end]]
        return NotFound(self._match(passage), describe(near.comparison, said, shown))

    def _cut_found(self, start: int, end: int) -> NotFound:
        text = self._normalised.text
        edges = [
            (begins_inside(text, start), "begins", start),
            (ends_inside(text, end), "ends", end - 1),
        ]
        said = [
            f'the quote {verb} inside "{clipped(self._original(*widen(text, place, place + 1)))}"'
            for cut, verb, place in edges
            if cut
        ]
        return NotFound(self._match(widen(text, start, end)), " and ".join(said) + ": quote whole words and figures")

    def _around(self, start: int, end: int) -> tuple[str, str]:
        text = self._normalised.text
        return " ".join(text[max(0, start - 60) : start].split(" ")[-5:]).strip(), " ".join(
            text[end : end + 60].strip().split(" ")[:4]
        )


class _Context:
    """The words that must stand directly before and after a quote."""

    def __init__(self, prefix: str | None, suffix: str | None) -> None:
        self.prefix = normalised(prefix).strip() if prefix else ""
        self.suffix = normalised(suffix).strip() if suffix else ""

    def fits(self, text: str, start: int, end: int) -> bool:
        before = start - 1 if text[start - 1 : start] == " " else start
        after = end + 1 if text[end : end + 1] == " " else end
        return text.endswith(self.prefix, 0, before) and text.startswith(self.suffix, after)

    def complaint(self, count: int, around: tuple[str, str]) -> str:
        asked = " and ".join(
            f'the {name} "{clipped(words)}"'
            for name, words in (("prefix", self.prefix), ("suffix", self.suffix))
            if words
        )
        places = "once" if count == 1 else f"{count} times"
        return (
            f"the quote stands in the article {places}, but never with {asked} directly beside it: "
            f'the first time "{around[0]}" stands before it and "{around[1]}" after it'
        )
