"""Which patterns are worth looking for in a text, told by its words: each distinct word is judged once.

A pattern that needs a word cannot match a text without it, so leaving the pattern out changes nothing. Most texts
have few of the words, and a look in a table costs less than the search of the text that it saves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

EVERYTHING = -1
"""All hints: look for every pattern."""

_RUN = re.compile(r"[^\W\d_]+")
_ASCII_RUN = re.compile("[A-Za-z]+")
_REMEMBERED = 16_384


@lru_cache(maxsize=64)
def runs_of(text: str) -> frozenset[str]:
    """Return the runs of letters in a text. The last texts are remembered."""
    return frozenset((_ASCII_RUN if text.isascii() else _RUN).findall(text))


class WordHints:
    """A table from words to hints, which are bits.

    `words` are whole runs of letters in lower case, so they suit patterns that have `\\b`, a space, a digit or a sign
    on either side of the word. `inside` finds what may also stand within a run. Texts are `evened` first: a pattern
    that ignores case takes a long s for an s, and a table does not.
    """

    def __init__(self, words: Mapping[int, Iterable[str]], inside: Mapping[int, re.Pattern[str]] | None = None) -> None:
        self._bits: dict[str, int] = {}
        for bit, listed in words.items():
            for word in listed:
                self._bits[word] = self._bits.get(word, 0) | bit
        self._inside = tuple((inside or {}).items())
        self._known: dict[str, int] = {}

    def of(self, text: str) -> int:
        """Return the hints of all words of a text together."""
        known = self._known
        hints = 0
        for run in runs_of(text):
            found = known.get(run)
            hints |= self._judge(run) if found is None else found
        return hints

    def _judge(self, run: str) -> int:
        hints = self._bits.get(run.lower(), 0)
        for bit, pattern in self._inside:
            if pattern.search(run):
                hints |= bit
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[run] = hints
        return hints
