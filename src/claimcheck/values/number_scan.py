"""Every number that a running text states: digits, words, ordinals, fractions, percentages, scaled amounts.

The scan grounds claims in quotes, so it would rather find too much than miss one: `53.5 percent` is 53.5 and
0.535, `$5.3 billion` is 5.3 and 5300000000, a third is a part and an ordinal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from claimcheck.values.number_lexicon import (
    GROUPS,
    JUBILEES,
    MULTIPLES,
    PARTS,
    PLURALS,
    SPANS,
    VULGAR,
    roman_value,
)
from claimcheck.values.number_scan_digits import digit_values
from claimcheck.values.number_token import NumberKind, NumberToken
from claimcheck.values.number_words import (
    ORDINAL_BIG,
    ORDINAL_TENS,
    ORDINAL_UNITS,
    SCALE,
    TENS,
    UNITS,
    take_cardinal,
    take_ordinal,
)

_WORD = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*|[^\W\d_]+|[%½⅓⅔¼¾⅕⅛]")
_GAP = re.compile(r"[\s\-‐‑‒–—−/:$€£¥₸₽₹~]{0,4}")
_REACH = 12
"""How many words a number may have: more than any that an article writes out."""
_DIGIT_REACH = 7
"""How many words a number that begins with digits may have: `10 out of every 12 hundred thousand`."""

_CARDINALS = frozenset({*UNITS, *TENS, *(word for word in SCALE if len(word) > 3)})
_ORDINALS = frozenset({*ORDINAL_UNITS, *ORDINAL_TENS, *ORDINAL_BIG})
_FOLDS = {f"{word}fold": Fraction(n) for word, n in (UNITS | TENS | {"hundred": 100}).items()}
_KNOWN = frozenset(
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
_SHARE_WORDS = (("out", "of", "the"), ("out", "of", "every"), ("out", "of"), ("of", "the"), ("of",))
_RATIO_WORDS = (*_SHARE_WORDS, ("in", "every"), ("in",), ("to",))
_RANGE_WORDS = (("to",), ("and",), ("or",), ())


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


@dataclass(frozen=True, slots=True)
class _Found:
    """A number read from the first `used` words of a window."""

    used: int
    kind: NumberKind
    value: Fraction


def scan_numbers(text: str) -> tuple[NumberToken, ...]:
    """Return every number that a text states, by place; a number of several words, and its parts too.

    The time is linear in the text: a number has at most 12 words.
    """
    matches = list(_WORD.finditer(text))
    tokens: list[NumberToken] = []
    for i, match in enumerate(matches):
        if not _is_number(match.group()):
            continue
        start = match.start()
        for each in _readings(_window(text, matches, i)):
            end = matches[i + each.used - 1].end()
            tokens.append(NumberToken(start, end, text[start:end], each.kind, each.value))
    return tuple(tokens)


def _is_number(raw: str) -> bool:
    # Most words of an article are in lower case and no number: one look in a set settles them.
    if raw in _KNOWN:
        return True
    first = raw[0]
    return not "a" <= first <= "z" and ("0" <= first <= "9" or raw.lower() in _KNOWN or _is_roman(raw))


def _is_roman(raw: str) -> bool:
    return raw.isupper() and roman_value(raw) is not None


@dataclass(frozen=True, slots=True)
class _Window:
    """The words from a number on, as long as only spaces and dashes stand between them."""

    words: tuple[str, ...]
    raw: str
    glued: tuple[bool, ...]
    slashed: tuple[bool, ...]


def _window(text: str, matches: Sequence[re.Match[str]], at: int) -> _Window:
    words = [matches[at].group().lower()]
    reach = _DIGIT_REACH if words[0][0] <= "9" else _REACH
    glued, slashed = [False], [False]
    for i in range(at + 1, min(at + reach, len(matches))):
        word = matches[i].group().lower()
        start, end = matches[i - 1].end(), matches[i].start()
        if not ("0" <= word[0] <= "9" or word in _FOLLOWERS):
            break
        if end - start > 4 or not _GAP.fullmatch(text, start, end):
            break
        gap = text[start:end]
        words.append(word)
        glued.append(not gap)
        slashed.append("/" in gap or ":" in gap)
    return _Window(tuple(words), matches[at].group(), tuple(glued), tuple(slashed))


@lru_cache(maxsize=2048)
def _readings(window: _Window) -> tuple[_Found, ...]:
    """Return what the words at the beginning of a window can mean, alone and with what follows them."""
    found = (each for base in _bases(window) for each in (base, *_extended(window, base)))
    return tuple(dict.fromkeys(found))


def _bases(window: _Window) -> Iterator[_Found]:
    words, first = window.words, window.words[0]
    if "0" <= first[0] <= "9":
        for used, kind, value in digit_values(words, window.glued):
            yield _Found(used, kind, value)
        return
    yield from _words_alone(first, window.raw)
    cardinal = take_cardinal(words)
    if cardinal is not None:
        yield _Found(cardinal.end, NumberKind.CARDINAL, Fraction(cardinal.value))
        if words[cardinal.end : cardinal.end + 3] == ("and", "a", "half"):
            yield _Found(cardinal.end + 3, NumberKind.FRACTION, cardinal.value + Fraction(1, 2))
        yield from _year_in_words(words, cardinal.end, cardinal.value)
    ordinal = take_ordinal(words)
    if ordinal is not None:
        yield _Found(ordinal[1], NumberKind.ORDINAL, Fraction(ordinal[0]))


_ALONE: dict[str, tuple[_Found, ...]] = {
    word: tuple(_Found(1, kind, Fraction(table[word])) for table, kind in _TABLES if word in table)
    for word in _KNOWN
}


def _words_alone(word: str, raw: str) -> Iterator[_Found]:
    yield from _ALONE.get(word, ())
    roman = roman_value(raw)
    if roman is not None:
        yield _Found(1, NumberKind.ORDINAL, Fraction(roman))


def _year_in_words(words: tuple[str, ...], at: int, value: int) -> Iterator[_Found]:
    """Read `nineteen ninety-two`."""
    if not 10 <= value <= 20:
        return
    rest = take_cardinal(words, at)
    if rest is not None and 10 <= rest.value <= 99:
        yield _Found(rest.end, NumberKind.YEAR, Fraction(100 * value + rest.value))


def _extended(window: _Window, base: _Found) -> Iterator[_Found]:
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


def _scaled(words: tuple[str, ...], base: _Found) -> _Found | None:
    at = base.used
    # "half a million", "tens of thousands", "a quarter of a century"
    while at < base.used + 2 and words[at : at + 1] in {("of",), ("a",), ("an",)}:
        at += 1
    factor = _FACTORS.get(words[at]) if at < len(words) else None
    return None if factor is None else _Found(at + 1, NumberKind.SCALED, base.value * factor)


def _percent(words: tuple[str, ...], base: _Found) -> Iterator[_Found]:
    at = base.used + (words[base.used : base.used + 1] == ("a",))
    for phrase, divisor in _PERCENT.items():
        if words[at : at + len(phrase)] == phrase:
            yield _Found(at + len(phrase), NumberKind.PERCENT, base.value / divisor)


def _parts(window: _Window, base: _Found) -> Iterator[_Found]:
    """Read `two thirds`, `2½`, `3/4`, `two of five`, `6-to-1`."""
    words, at = window.words, base.used
    if at >= len(words):
        return
    if words[at] in PARTS:
        yield _Found(at + 1, NumberKind.FRACTION, base.value / PARTS[words[at]])
    if words[at] in VULGAR:
        yield _Found(at + 1, NumberKind.FRACTION, base.value + VULGAR[words[at]])
    if words[at] in {"times", "x", "fold"}:
        yield _Found(at + 1, NumberKind.RATIO, base.value)
    if window.slashed[at]:
        yield from _quotient(words, base, at)
    for phrase in _RATIO_WORDS:
        if words[at : at + len(phrase)] == phrase:
            yield from _quotient(words, base, at + len(phrase))
            return


def _quotient(words: tuple[str, ...], base: _Found, at: int) -> Iterator[_Found]:
    other = _number_at(words, at)
    if other is not None and other.value:
        yield _Found(other.used, NumberKind.FRACTION, base.value / other.value)


def _shared(window: _Window, base: _Found) -> Iterator[_Found]:
    """Read the 10 of `10 to 12 million` and of `10-12 percent` with what stands behind the 12."""
    words = window.words
    for phrase in _RANGE_WORDS:
        end = base.used + len(phrase)
        if words[base.used : end] != phrase:
            continue
        other = _number_at(words, end)
        if other is None:
            continue
        follower = _Found(other.used, base.kind, base.value)
        scaled = _scaled(words, follower) or follower
        if scaled is not follower:
            yield scaled
        yield from _percent(words, scaled)


def _number_at(words: tuple[str, ...], at: int) -> _Found | None:
    if at >= len(words):
        return None
    if "0" <= words[at][0] <= "9":
        values = list(digit_values(words[at : at + 1], (False,)))
        return _Found(at + 1, values[0][1], values[0][2]) if values else None
    # The scale word belongs to both ends, so it is left to the caller.
    for end in range(min(at + 4, len(words)), at, -1):
        found = take_cardinal(words[at:end])
        if found is not None and found.scale == 1:
            return _Found(at + found.end, NumberKind.CARDINAL, Fraction(found.value))
    return None
