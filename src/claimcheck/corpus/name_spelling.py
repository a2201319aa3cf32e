"""When two spellings of a name are one edit apart, and when they are one name all the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from claimcheck.values.late_pattern import late

MAX_WORD = 40
"""Longer words are no names to compare: the keys of a word grow with the square of its length."""

_ASCII_WORD = late("[A-Za-z0-9]+(?:'(?=[A-Za-z])[A-Za-z0-9]+)*")
_ENDINGS = ("s", "es", "n", "an", "ian", "i", "ese", "ish", "ic", "is", "er")


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """Return a word without case, diacritics and apostrophes, for comparison."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(char for char in plain if char.isalnum()).casefold()


@lru_cache(maxsize=16_384)
def delete_keys(word: str) -> tuple[str, ...]:
    """Return a word and what is left of it after each deletion; words one edit apart share a key."""
    if len(word) > MAX_WORD:
        return (word,)
    return tuple(dict.fromkeys((word, *(word[:i] + word[i + 1 :] for i in range(len(word))))))


def one_edit(a: str, b: str) -> bool:
    """Whether one letter changed, left out, put in, or exchanged with the next makes a word the other."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(rest_a) != len(rest_b):
        short, long = sorted((rest_a, rest_b), key=len)
        return long[1:] == short
    if rest_a[1:] == rest_b[1:]:
        return True
    return rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]


def is_variant(a: str, b: str) -> bool:
    """Whether two folded words differ only by an ending (Kazakh, Kazakhs) or by the custom of a country."""
    return _differ_by_ending(a, b) or _differ_by_ending(b, a) or _american(a) == _american(b)


def _differ_by_ending(short: str, long: str) -> bool:
    return any(long == short + ending for ending in _ENDINGS) or (
        short[-1:] in "aeiouy" and any(long == short[:-1] + ending for ending in _ENDINGS)
    )


def _american(word: str) -> str:
    """Return a word as an American spells it, roughly: organization, center, labor, defense."""
    result = word.replace("isation", "ization").replace("our", "or").replace("ae", "e")
    if result.endswith("re"):
        result = result[:-2] + "er"
    for british, american in (("ise", "ize"), ("ising", "izing"), ("ised", "ized"), ("ence", "ense")):
        if result.endswith(british):
            result = result.removesuffix(british) + american
    return result.removesuffix("me") if result.endswith("gramme") else result


def words_in(text: str) -> list[str]:
    """Return the words of a text, as `word_spans` finds them."""
    if text.isascii():
        if "'" not in text:
            return _ASCII_WORD.findall(text)
        return [
            word[:-2] if len(word) > 2 and word[-2] == "'" and word[-1] in "sS" else word
            for word in _ASCII_WORD.findall(text)
        ]
    return [text[start:end] for start, end in word_spans(text)]


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a text stand; an ending `'s` is left out, and a hyphen parts words."""
    if text.isascii():
        for match in _ASCII_WORD.finditer(text):
            start, end = match.span()
            yield start, _without_possessive(text, start, end)
    else:
        yield from spans_by_character(text)


def spans_by_character(text: str) -> Iterator[tuple[int, int]]:
    """Yield the same, of any text: accents may stand apart from their letters, and apostrophes have several signs."""
    start = -1
    for index, char in enumerate(text):
        inside = char.isalnum() or (char in "'’ʼ" and start >= 0 and text[index + 1 : index + 2].isalpha())
        if inside and start < 0:
            start = index
        elif not inside and start >= 0 and not unicodedata.combining(char):
            yield start, _without_possessive(text, start, index)
            start = -1
    if start >= 0:
        yield start, _without_possessive(text, start, len(text))


def _without_possessive(text: str, start: int, end: int) -> int:
    if end - start > 2 and text[end - 2] in "'’ʼ" and text[end - 1] in "sS":
        return end - 2
    return end
