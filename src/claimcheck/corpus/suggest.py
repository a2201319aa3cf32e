"""The nearest known name, for messages. Nothing is ever accepted because it is near."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that a word is most likely a slip of, or None."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import DamerauLevenshtein

    choices = sorted({name for name in known if name and len(name) <= 200})
    if not choices or len(word) > 200:
        return None
    folded = word.casefold()
    best = min(choices, key=lambda name: DamerauLevenshtein.distance(folded, name.casefold(), score_cutoff=4))
    if DamerauLevenshtein.distance(folded, best.casefold()) <= max(1, len(word) // 3):
        return best
    found = process.extractOne(word, choices, scorer=fuzz.WRatio, score_cutoff=86)
    return found[0] if found is not None and len(word) > 2 else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean …?` or nothing."""
    found = nearest(word, known)
    return f"; did you mean `{found}`?" if found is not None and found != word else ""
