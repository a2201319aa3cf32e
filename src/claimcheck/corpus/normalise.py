"""The declared normalisation under which quotes are compared, with a map back to the original text.

Curly quotation marks become straight ones; every dash, hyphen and minus becomes `-`; every kind of space, tab
and line end becomes a space, and a run of them one; soft hyphens, zero-width and direction characters are
dropped; `…` becomes `...`; and the rest is put into Unicode's composed form (NFC). Nothing else is changed:
letters keep their case, and figures their form.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import field

from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u2032"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_DROPPED = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_ONE_TO_ONE = (
    dict.fromkeys(map(ord, _SINGLE_QUOTES), "'")
    | dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"')
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _SPACES), " ")
)
_CHANGED_ASCII = late("  |[\t\n\v\f\r\x1c-\x1f]")
_RESIZED = late(f"…|(?: [ {_DROPPED}]|[{_DROPPED}])[ {_DROPPED}]*")

_RUNS = late("  +")
"""What is resized of a text that has nothing but ASCII."""


class OffsetMap:
    """Where the characters of a rewritten text came from, as stretches of rewritten and original offsets.

    Stretches of one length on both sides map character by character, the others as a whole.
    """

    __slots__ = ("_from", "_to")

    def __init__(self, stretches: list[tuple[int, int]], rewritten_end: int, original_end: int) -> None:
        self._to = array("L", [rewritten for rewritten, _ in stretches])
        self._from = array("L", [original for _, original in stretches])
        self._to.append(rewritten_end)
        self._from.append(original_end)

    def start(self, offset: int) -> int:
        """Return the original offset at which the rewritten character at `offset` begins."""
        index = bisect_right(self._to, offset) - 1
        return self._from[index] + (offset - self._to[index] if self._is_even(index) else 0)

    def end(self, offset: int) -> int:
        """Return the original offset after the rewritten character that ends at `offset`, above 0."""
        index = bisect_right(self._to, offset - 1) - 1
        if self._is_even(index):
            return self._from[index] + offset - self._to[index]
        return self._from[index + 1]

    def _is_even(self, index: int) -> bool:
        if index + 1 == len(self._to):
            return False
        return self._to[index + 1] - self._to[index] == self._from[index + 1] - self._from[index]


@value_class
class Normalised:
    """A text after the normalisation; `offsets` leads from it back to the original, last step first."""

    text: str
    offsets: tuple[OffsetMap, ...] = field(repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text from which `text[start:end]` came; `start` is below `end`."""
        for offsets in self.offsets:
            start, end = offsets.start(start), offsets.end(end)
        return start, end


def normalised(text: str) -> str:
    """Return a text after the normalisation, of which nobody asks where it came from."""
    if text.isascii() and not _CHANGED_ASCII.search(text):
        return text
    return normalise(text).text


def normalise(text: str) -> Normalised:
    """Normalise a text. Time and memory grow with its length only; twice is the same as once."""
    even = text.translate(_ONE_TO_ONE)
    resized, first = _rewrite(even, _RUNS if even.isascii() else _RESIZED, _resize)
    if unicodedata.is_normalized("NFC", resized):
        return Normalised(resized, (first,))
    composed, second = _rewrite(resized, _composable(resized), _compose)
    return Normalised(composed, (second, first))


def _rewrite(text: str, pattern: re.Pattern[str], replace: Callable[[str], str]) -> tuple[str, OffsetMap]:
    pieces: list[str] = []
    stretches = [(0, 0)]
    done, length = 0, 0
    for match in pattern.finditer(text):
        begin, end = match.span()
        new = replace(match.group())
        pieces += (text[done:begin], new)
        length += begin - done
        stretches += ((length, begin), (length + len(new), end))
        length += len(new)
        done = end
    pieces.append(text[done:])
    return "".join(pieces), OffsetMap(stretches, length + len(text) - done, len(text))


def _resize(found: str) -> str:
    if found == "…":
        return "..."
    return " " if " " in found else ""


def _composable(text: str) -> re.Pattern[str]:
    """Match what composition can change: a character with those that may join it, or a single one."""
    characters = sorted(set(text))
    joining = [c for c in characters if unicodedata.category(c)[0] == "M" or _joins_by_exception(c)]
    single = [c for c in characters if unicodedata.normalize("NFC", c) != c]
    choices = [f"(?s:.)[{re.escape(''.join(joining))}]+"] if joining else []
    if single:
        choices.append(f"[{re.escape(''.join(single))}]")
    return re.compile("|".join(choices))


def _joins_by_exception(character: str) -> bool:
    # Vowels and final consonants of Hangul, and a vowel of Kirat Rai: letters that join the one before them.
    return "\u1160" <= character <= "\u11ff" or character == "\U00016d67"


def _compose(found: str) -> str:
    return unicodedata.normalize("NFC", found)
