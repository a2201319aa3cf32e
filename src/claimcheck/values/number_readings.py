"""What the words at the beginning of a window can state: numbers, parts, percentages, scaled amounts,
ratios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from claimcheck.values.number_lexicon import GROUPS, JUBILEES, MULTIPLES, PARTS, PLURALS, SPANS, VULGAR
from claimcheck.values.number_scan_digits import digit_values
from claimcheck.values.number_token import NumberKind
from claimcheck.values.number_words import (
    BIG,
    ORDINAL_BIG,
    ORDINAL_TENS,
    ORDINAL_UNITS,
    SCALE,
    TENS,
    UNITS,
    take_cardinal,
    take_ordinal,
)
from claimcheck.values.value_class import value_class

_CARDINALS = frozenset({*UNITS, *TENS, *(word for word in SCALE if len(word) > 3)})
_ORDINALS = frozenset({*ORDINAL_UNITS, *ORDINAL_TENS, *ORDINAL_BIG})
_FOLDS = {f"{word}fold": Fraction(n) for word, n in (UNITS | TENS | {"hundred": 100}).items()}
NUMBER_WORDS: frozenset[str] = frozenset(
    set().union(_CARDINALS, _ORDINALS, PARTS, VULGAR, MULTIPLES, _FOLDS, SPANS, GROUPS, JUBILEES, PLURALS)
)
_FACTORS = {**SCALE, **SPANS, **PLURALS, "t": 10**12}
_PERCENT = {
    ("percent",): 100,
    ("%",): 100,
    ("pct",): 100,
    ("per", "cent"): 100,
    ("percentage", "point"): 100,
    ("percentage", "points"): 100,
    ("points",): 100,
    ("point",): 100,
    ("pp",): 100,
    ("basis", "points"): 10_000,
    ("bps",): 10_000,
}
_PERCENT_FIRST = frozenset(phrase[0] for phrase in _PERCENT)
_SHARE_WORDS = (("out", "of", "the"), ("out", "of", "every"), ("out", "of"), ("of", "the"), ("of",))
_RATIO_WORDS = (*_SHARE_WORDS, ("in", "every"), ("in",), ("to",))
_RANGE_WORDS = (("to",), ("and",), ("or",), ())
FOLLOWERS = frozenset(
    set().union(NUMBER_WORDS, _FACTORS, *_PERCENT, *_RATIO_WORDS, *_RANGE_WORDS)
    | {"a", "an", "st", "nd", "rd", "th", "times", "x", "fold"}
)
"""What can belong to a number after its first word; anything else ends it."""


_TABLES: tuple[tuple[Mapping[str, int | Fraction], NumberKind], ...] = (
    (UNITS, NumberKind.CARDINAL),
    (TENS, NumberKind.CARDINAL),
    (SCALE, NumberKind.CARDINAL),
    (SPANS, NumberKind.SCALED),
    (GROUPS, NumberKind.CARDINAL),
    (JUBILEES, NumberKind.ORDINAL),
    (ORDINAL_UNITS, NumberKind.ORDINAL),
    (ORDINAL_TENS, NumberKind.ORDINAL),
    (ORDINAL_BIG, NumberKind.ORDINAL),
    (PLURALS, NumberKind.PLURAL),
    ({word: Fraction(1, n) for word, n in PARTS.items()}, NumberKind.FRACTION),
    (VULGAR, NumberKind.FRACTION),
    (MULTIPLES, NumberKind.RATIO),
    (_FOLDS, NumberKind.RATIO),
)


class Found(NamedTuple):
    """A number read from the first `used` words of a window."""

    used: int
    kind: NumberKind
    value: Fraction


_ALONE: dict[str, tuple[Found, ...]] = {
    word: tuple(Found(1, kind, Fraction(table[word])) for table, kind in _TABLES if word in table)
    for word in NUMBER_WORDS
}
"""What each number word states by itself."""


@value_class
class Window:
    """The words from a number on, as long as only spaces and dashes stand between them.

    `glued` and `slashed` say of each word whether nothing, or a slash or a colon, stands before it. `roman`
    is the value of the first word as a Roman numeral.
    """

    words: tuple[str, ...]
    glued: tuple[bool, ...]
    slashed: tuple[bool, ...]
    roman: int | None = None


@lru_cache(maxsize=8192)
def readings(
    words: tuple[str, ...], glued: tuple[bool, ...], slashed: tuple[bool, ...], roman: int | None = None
) -> tuple[Found, ...]:
    """Return what the words at the beginning of a window can mean, alone and with what follows them."""
    window = Window(words, glued, slashed, roman)
    found: list[Found] = []
    for base in _bases(window):
        found.append(base)
        if base.used < len(words):
            found.extend(_extended(window, base))
    return tuple(dict.fromkeys(found))


def _bases(window: Window) -> Iterator[Found]:
    words, first = window.words, window.words[0]
    if "0" <= first[0] <= "9":
        for used, kind, value in digit_values(words, window.glued):
            yield Found(used, kind, value)
        yield from _mixed(window)
        return
    yield from _ALONE.get(first, ())
    if window.roman is not None:
        yield Found(1, NumberKind.ORDINAL, Fraction(window.roman))
    cardinal = take_cardinal(words)
    if cardinal is not None:
        yield Found(cardinal.end, NumberKind.CARDINAL, Fraction(cardinal.value))
        if words[cardinal.end : cardinal.end + 3] == ("and", "a", "half"):
            yield Found(cardinal.end + 3, NumberKind.FRACTION, cardinal.value + Fraction(1, 2))
        yield from _year_in_words(words, cardinal.end, cardinal.value)
    ordinal = take_ordinal(words)
    if ordinal is not None:
        yield Found(ordinal[1], NumberKind.ORDINAL, Fraction(ordinal[0]))


def _mixed(window: Window) -> Iterator[Found]:
    """Read `2½` and `2 1/2`."""
    words = window.words
    if len(words) < 2 or (words[1] not in VULGAR and window.slashed[2:3] != (True,)):
        return
    whole = _number_at(words, 0)
    if whole is None:
        return
    if words[1] in VULGAR:
        yield Found(2, NumberKind.FRACTION, whole.value + VULGAR[words[1]])
    top = _number_at(words, 1)
    if top is not None and window.slashed[2:3] == (True,):
        for part in _quotient(words, top, 2):
            yield Found(part.used, NumberKind.FRACTION, whole.value + part.value)


def _year_in_words(words: tuple[str, ...], at: int, value: int) -> Iterator[Found]:
    """Read `nineteen ninety-two`."""
    if not 10 <= value <= 20:
        return
    rest = take_cardinal(words, at)
    if rest is not None and 10 <= rest.value <= 99:
        yield Found(rest.end, NumberKind.YEAR, Fraction(100 * value + rest.value))


def _extended(window: Window, base: Found) -> Iterator[Found]:
    yield from _parts(window, base)
    yield from _shared(window, base)
    scaled = base
    for _ in range(3):
        yield from _percent(window.words, scaled)
        longer = _scaled(window.words, scaled)
        if longer is None:
            return
        scaled = longer
        yield scaled


def _scaled(words: tuple[str, ...], base: Found) -> Found | None:
    at = base.used
    # "half a million", "tens of thousands", "a quarter of a century"
    while at < base.used + 2 and words[at : at + 1] in {("of",), ("a",), ("an",)}:
        at += 1
    factor = _FACTORS.get(words[at]) if at < len(words) else None
    return None if factor is None else Found(at + 1, NumberKind.SCALED, base.value * factor)


def _percent(words: tuple[str, ...], base: Found) -> Iterator[Found]:
    at = base.used + (words[base.used : base.used + 1] == ("a",))
    if at >= len(words) or words[at] not in _PERCENT_FIRST:
        return
    for phrase, divisor in _PERCENT.items():
        if words[at : at + len(phrase)] == phrase:
            yield Found(at + len(phrase), NumberKind.PERCENT, base.value / divisor)


def _parts(window: Window, base: Found) -> Iterator[Found]:
    """Read `two thirds`, `3/4`, `two of five`, `6-to-1`."""
    words, at = window.words, base.used
    if at >= len(words):
        return
    if words[at] in PARTS:
        yield Found(at + 1, NumberKind.FRACTION, base.value / PARTS[words[at]])
    if words[at] in {"times", "x", "fold"}:
        yield Found(at + 1, NumberKind.RATIO, base.value)
    if window.slashed[at]:
        yield from _quotient(words, base, at)
    for phrase in _RATIO_WORDS:
        if words[at : at + len(phrase)] == phrase:
            yield from _quotient(words, base, at + len(phrase))
            return


def _quotient(words: tuple[str, ...], base: Found, at: int) -> Iterator[Found]:
    other = _number_at(words, at)
    if other is not None and other.value:
        yield Found(other.used, NumberKind.FRACTION, base.value / other.value)


def _shared(window: Window, base: Found) -> Iterator[Found]:
    """Read the 10 of `10 to 12 million` and of `10-12 percent` with what stands behind the 12."""
    words = window.words
    for phrase in _RANGE_WORDS:
        end = base.used + len(phrase)
        if words[base.used : end] != phrase:
            continue
        other = _number_at(words, end)
        if other is None:
            continue
        follower = Found(other.used, base.kind, base.value)
        scaled = _scaled(words, follower) or follower
        if scaled is not follower:
            yield scaled
        yield from _percent(words, scaled)


def _number_at(words: tuple[str, ...], at: int) -> Found | None:
    if at >= len(words):
        return None
    if "0" <= words[at][0] <= "9":
        values = list(digit_values(words[at : at + 1], (False,)))
        return Found(at + 1, values[0][1], values[0][2]) if values else None
    if words[at] not in _CARDINALS or (words[at] in BIG and at + 1 == len(words)):
        return None
    # The scale word belongs to both ends, so it is left to the caller.
    for end in range(min(at + 4, len(words)), at, -1):
        found = take_cardinal(words[at:end])
        if found is not None and found.scale == 1:
            return Found(at + found.end, NumberKind.CARDINAL, Fraction(found.value))
    return None
