"""The nearest known name, for messages. Nothing is ever accepted because it is near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that a word is most likely a slip of, or None.

    That no name has enough of the word's letters is seen without the library, which few runs import.
    """
    choices = sorted({name for name in known if name and len(name) <= 200})
    if len(word) > 200 or not any(may_be_near(word, name) for name in choices):
        return None
    return search_nearest(word, choices)


def search_nearest(word: str, choices: Sequence[str]) -> str | None:
    """Return the same of some names, by the library alone."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import DamerauLevenshtein

    folded = word.casefold()
    best = min(choices, key=lambda name: DamerauLevenshtein.distance(folded, name.casefold(), score_cutoff=4))
    if DamerauLevenshtein.distance(folded, best.casefold()) <= max(1, len(word) // 3):
        return best
    found = process.extractOne(word, choices, scorer=fuzz.WRatio, score_cutoff=86)
    return found[0] if found is not None and len(word) > 2 else None


def may_be_near(word: str, name: str) -> bool:
    """Tell whether a word shares as many letters with a name, in whichever order, as it must to be near to it.

    An edit adds and takes a letter at most, and a ratio of 86 leaves no more edits than a third of the word. A part is
    taken for a tenth less, so that nine in ten of the letters of the shorter of the two must stand in the other.
    """
    if not (word + name).isascii() or " " in word + name:
        return True
    common = (Counter(word.casefold()) & Counter(name.casefold())).total()
    edits = max(len(word), len(name)) - common
    return edits <= max(1, len(word) // 3) or 100 * common >= 91 * min(len(word), len(name))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean …?` or nothing."""
    found = nearest(word, known)
    return f"; did you mean `{found}`?" if found is not None and found != word else ""
