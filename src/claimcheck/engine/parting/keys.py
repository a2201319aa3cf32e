"""Keys of claims: claims that have none in common, directly or through others, never meet in any check."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from hashlib import blake2b

from claimcheck.values.periods import When
from claimcheck.values.value_class import value_class

NONE: frozenset[int] = frozenset()

Parts = tuple[object, ...]
"""A key before it is a number: words, ids, periods, and tuples and sets of them."""


@value_class
class Keys:
    """What holds claims together: those with one of their `own` in common, and all that offer what one asks for."""

    own: frozenset[int] = NONE
    asked: frozenset[int] = NONE
    offered: frozenset[int] = NONE

    @classmethod
    def of(cls, several: Iterable[Keys]) -> Keys:
        """Return all keys of several."""
        all_ = list(several)
        if len(all_) == 1:
            return all_[0]
        return cls(
            NONE.union(*(each.own for each in all_)),
            NONE.union(*(each.asked for each in all_)),
            NONE.union(*(each.offered for each in all_)),
        )

    def packed(self) -> bytes:
        """Return the keys as few bytes, which `unpacked` reads on this machine."""
        return array("Q", (len(self.own), len(self.asked), *self.own, *self.asked, *self.offered)).tobytes()

    @classmethod
    def unpacked(cls, data: bytes) -> Keys:
        """Return the keys that were packed so."""
        found = array("Q", data)
        own, asked = 2 + found[0], 2 + found[0] + found[1]
        return cls(frozenset(found[2:own]), frozenset(found[own:asked]), frozenset(found[asked:]))


NO_KEYS = Keys()


def key(*parts: object) -> int:
    """Return a number for what is equal, the same in every process and on every machine."""
    return key_of_text(text_of(parts))


def key_of_text(text: str) -> int:
    """Return the number of a key that is written so."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _quoted(word: str) -> str:
    return repr(str(word))


def text_of(part: object, word: Callable[[str], str] = _quoted) -> str:
    """Return a key written out: what is equal is written alike, and nothing else is. `word` writes words."""
    match part:
        case str():
            return word(part)
        case tuple():
            return f"({','.join([text_of(each, word) for each in part])})"
        case frozenset():
            return f"{{{','.join([text_of(each, word) for each in sorted(part, key=text_of)])}}}"
        case When():
            return f"{part.lo}/{part.hi}/{part.mode}/{part.outer}"
        case _:
            return repr(part)
