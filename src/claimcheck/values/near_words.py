"""The word that another is most likely a slip of, by `difflib`, where there is one that could be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache


def near_word(word: str, known: Sequence[str], percent: int) -> str | None:
    """Return the known word that is nearest to a word, and so many percent like it; None if there is none.

    That two words share too few letters to be alike is seen without the library, which few runs import.
    """
    if not any(_may_be_alike(word, each, percent) for each in known):
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, percent / 100)), None)


def _may_be_alike(word: str, other: str, percent: int) -> bool:
    """Tell whether two words share as many letters, in whichever order, as words have that are so much alike."""
    needed = percent * (len(word) + len(other))
    if 200 * min(len(word), len(other)) < needed:
        return False
    return 200 * (_letters(word) & _letters(other)).total() >= needed


@lru_cache(maxsize=512)
def _letters(word: str) -> Counter[str]:
    return Counter(word)
