"""The words that somebody is quoted with, in a form in which two articles can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.corpus.normalise import normalise

FEWEST_WORDS = 5
"""Fewer words in a row are a turn of phrase, which belongs to nobody."""
_INSIDE = re.compile(r'"([^"]{1,4000})"')
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@lru_cache(maxsize=256)
def spoken_words(quote: str) -> str | None:
    """Return the longest passage in quotation marks of a quote, as lower-case words; None when it has few words.

    A quote without quotation marks, or with a mark that is never closed, is taken as a whole.
    """
    text = normalise(quote).text
    inside = _INSIDE.findall(text)
    words = _WORD.findall((max(inside, key=len) if inside else text).casefold())
    return " ".join(words) if len(words) >= FEWEST_WORDS else None
