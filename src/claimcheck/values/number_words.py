"""The English words for numbers, and the exact values of cardinals and ordinals in words or digits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

MAX_DIGITS = 40
"""A number of more characters is no statement of an article; it is refused before it is parsed."""

_TO_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = {word: n for n, word in enumerate(_TO_TWENTY)}
TENS = {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"fourty": 40}
BIG = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
SCALE: dict[str, int] = {
    "hundred": 100,
    "dozen": 12,
    "score": 20,
    **BIG,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    **{f"{word}s": factor for word, factor in BIG.items()},
}
"""Every scale word and suffix in lower case, and its factor (the short scale: a billion is 1,000 million)."""

ORDINAL_UNITS = {
    "zeroth": 0,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
    **{f"{word}th": n for word, n in UNITS.items() if n in {10, 11} or n > 12},
}
ORDINAL_TENS = {f"{word[:-1]}ieth": n for word, n in TENS.items()}
ORDINAL_BIG = {"hundredth": 100} | {f"{word}th": factor for word, factor in BIG.items()}

_SUFFIX = {1: "st", 2: "nd", 3: "rd"}
_PLAIN = late(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = late(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_WORD = late(r"[^\W\d_]+|-|\S")


@value_class
class Words:
    """A cardinal in words: its value, where it ends, and (when one scale word closes it) what stands
    before."""

    value: int
    end: int
    lead: int
    scale: int


def read_digits(text: str) -> tuple[Fraction, int] | None:
    """Return the value of `1,234.50` and its digits after the point (2), or None when it is not a number.

    Groups of three digits, or the Indian groups of two; ASCII digits alone; at most 40 characters.
    """
    if len(text) > MAX_DIGITS or not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        return None
    whole, _, decimals = text.replace(",", "").partition(".")
    if not decimals:
        return Fraction(int(whole)), 0
    return Fraction(int(whole + decimals), 10 ** len(decimals)), len(decimals)


def take_cardinal(words: Sequence[str], at: int = 0) -> Words | None:
    """Read the longest cardinal that begins at `words[at]`; words are in lower case, a hyphen is a word."""
    state = _Builder()
    end = at
    for i in range(at, len(words)):
        word = words[i]
        if word == "-" or word == "and":
            if not state.joins(word):
                break
        elif state.accept(word):
            end = i + 1
        else:
            break
    if end == at:
        return None
    return Words(state.value, end, *state.split)


class _Builder:
    """A cardinal as it grows: groups below a thousand, closed by ever smaller scale words."""

    def __init__(self) -> None:
        self._total = 0
        self._group = 0
        self._last = ""
        self._smallest: int | None = None
        self._groups = 0
        self._lead = 1

    @property
    def value(self) -> int:
        return self._total + self._group

    @property
    def split(self) -> tuple[int, int]:
        """The part before the only scale word and its factor, or the whole and 1."""
        if self._groups == 1 and self._group == 0 and self._smallest:
            return self._lead, self._smallest
        return self.value, 1

    def joins(self, word: str) -> bool:
        if word == "and":
            return self._last in {"hundred", "big"}
        return self._last in {"tens", "unit", "hundred", "big"}

    def accept(self, word: str) -> bool:
        kind = self._kind(word)
        if kind:
            self._last = kind
        return bool(kind)

    def _kind(self, word: str) -> str:
        if word in UNITS:
            return self._unit(UNITS[word])
        if word in TENS:
            return self._tens(TENS[word])
        if word == "hundred":
            return self._hundred()
        return self._big(BIG[word]) if word in BIG else ""

    def _unit(self, n: int) -> str:
        if n == 0:
            return "" if self._last else "zero"
        fits = self._last in {"", "hundred", "big"} or (self._last == "tens" and n < 10)
        if fits:
            self._group += n
        return "unit" if fits else ""

    def _tens(self, n: int) -> str:
        if self._last not in {"", "hundred", "big"}:
            return ""
        self._group += n
        return "tens"

    def _hundred(self) -> str:
        if self._last in {"zero", "hundred", "big"} or self._group >= 100:
            return ""
        self._group = 100 * (self._group or 1)
        return "hundred"

    def _big(self, factor: int) -> str:
        if self._last in {"zero", "big"} or (self._smallest is not None and factor >= self._smallest):
            return ""
        self._lead = self._group or 1
        self._total += self._lead * factor
        self._group, self._smallest = 0, factor
        self._groups += 1
        return "big"


def take_ordinal(words: Sequence[str], at: int = 0) -> tuple[int, int] | None:
    """Read an ordinal in words that begins at `words[at]`: its number and where it ends."""
    lead = take_cardinal(words, at)
    if lead is None:
        n = _last_ordinal(words[at]) if at < len(words) else None
        return None if n is None else (n, at + 1)
    end = lead.end
    while end < len(words) and words[end] in {"-", "and"}:
        end += 1
    last = words[end] if end < len(words) else ""
    if last in ORDINAL_BIG:
        return lead.value * ORDINAL_BIG[last], end + 1
    n = _last_ordinal(last)
    room = 10 if lead.value % 100 in TENS.values() else 100
    if n is None or lead.value % room or not 0 < n < room:
        return None
    return lead.value + n, end + 1


def _last_ordinal(word: str) -> int | None:
    return ORDINAL_UNITS.get(word, ORDINAL_TENS.get(word, ORDINAL_BIG.get(word)))


def parse_cardinal(text: str) -> Fraction | None:
    """Return the number of `thirty`, `twenty-one`, `two hundred and five`, `41` or `1,234.50`; else None."""
    if len(text) > 200:
        return None
    digits = read_digits(text.strip())
    if digits is not None:
        return digits[0]
    words = _WORD.findall(text.lower())
    if words and words[0] in {"a", "an"} and len(words) > 1 and (words[1] in BIG or words[1] == "hundred"):
        words = words[1:]
    found = take_cardinal(words)
    return Fraction(found.value) if found is not None and found.end == len(words) else None


def parse_ordinal(text: str) -> int | None:
    """Return the number of `30th`, `thirtieth`, `twenty-second` or `first`; else None (`22th` too)."""
    if len(text) > 200:
        return None
    word = text.strip().lower()
    number = read_digits(word[:-2])
    if number is not None and number[1] == 0:
        n = int(number[0])
        return n if word[-2:] == ordinal_suffix(n) else None
    words = _WORD.findall(word)
    found = take_ordinal(words)
    return found[0] if found is not None and found[1] == len(words) else None


def ordinal_suffix(n: int) -> str:
    """Return the letters that follow the digits of an ordinal: `st` for 21, `th` for 11."""
    return "th" if n % 100 in {11, 12, 13} else _SUFFIX.get(n % 10, "th")
