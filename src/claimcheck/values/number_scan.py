"""Every number that a running text states: digits, words, ordinals, fractions, percentages, scaled amounts.

The scan grounds claims in quotes, so it would rather find too much than miss one: `53.5 percent` is 53.5 and
0.535, `$5.3 billion` is 5.3 and 5300000000, a third is a part and an ordinal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from claimcheck.values.late_pattern import late
from claimcheck.values.number_lexicon import roman_value
from claimcheck.values.number_readings import FOLLOWERS, NUMBER_WORDS, readings
from claimcheck.values.number_token import NumberToken

_WORD = late(r"[0-9]+(?:[.,'’][0-9]+)*|[^\W\d_]+|[%½⅓⅔¼¾⅕⅛]")
_ASCII_WORD = late(r"[0-9]+(?:[.,'][0-9]+)*|[A-Za-z]+|%")
_GAP = late(r"[\s\-‐‑‒–—−/:$€£¥₸₽₹~]{0,4}")
_REACH = 12
"""How many words a number may have: more than any that an article writes out."""
_LOOK_BACK = 40


def scan_numbers(text: str) -> tuple[NumberToken, ...]:
    """Return every number that a text states, by place; a number of several words, and its parts too.

    The time is linear in the text: a number has at most 12 words.
    """
    word = _ASCII_WORD if text.isascii() else _WORD
    numbers = [i for i, raw in enumerate(word.findall(text)) if is_number(raw)]
    if not numbers:
        return ()
    matches = list(word.finditer(text))
    tokens: list[NumberToken] = []
    for i in numbers:
        start = matches[i].start()
        for each in readings(*_window(text, matches, i)):
            end = matches[i + each.used - 1].end()
            tokens.append(NumberToken(start, end, text[start:end], each.kind, each.value))
    return tuple(tokens)


def numbers_at(text: str, start: int) -> tuple[NumberToken, ...] | None:
    """Return those of `scan_numbers` that begin with the digits at an offset; None if another may reach over them."""
    word = _ASCII_WORD if text.isascii() else _WORD
    if _may_be_reached(text, start, word):
        return None
    matches = list(islice(word.finditer(text, start), _REACH))
    found = readings(*_window(text, matches, 0))
    ends = [match.end() for match in matches]
    return tuple(
        NumberToken(start, ends[each.used - 1], text[start : ends[each.used - 1]], each.kind, each.value)
        for each in found
    )


def _may_be_reached(text: str, start: int, word: re.Pattern[str]) -> bool:
    """Whether the words before an offset may belong to a number that goes on there."""
    first = max(0, start - _LOOK_BACK)
    after = start
    for match in reversed(list(word.finditer(text, first, start))):
        if after - match.end() > 4 or not _GAP.fullmatch(text, match.end(), after):
            return False
        # A word at the edge of what is looked at may be the end of a longer one.
        if is_number(match.group()) or match.start() == first > 0:
            return True
        if match.group().lower() not in FOLLOWERS:
            return False
        after = match.start()
    return first > 0


@lru_cache(maxsize=16_384)
def is_number(raw: str) -> bool:
    """Whether a word, a sign or digits, as they are written, are a number or the beginning of one."""
    return "0" <= raw[0] <= "9" or raw.lower() in NUMBER_WORDS or roman_value(raw) is not None


def _window(
    text: str, matches: Sequence[re.Match[str]], at: int
) -> tuple[tuple[str, ...], tuple[bool, ...], tuple[bool, ...], int | None]:
    """Return the parts of the window of a number."""
    raw = matches[at].group()
    roman = None if "0" <= raw[0] <= "9" else roman_value(raw)
    words, glued, slashed = [raw.lower()], [False], [False]
    for i in range(at + 1, min(at + _REACH, len(matches))):
        word = matches[i].group().lower()
        start, end = matches[i - 1].end(), matches[i].start()
        digits = "0" <= word[0] <= "9"
        if not (digits or word in FOLLOWERS) or end - start > 4 or not _GAP.fullmatch(text, start, end):
            break
        gap = text[start:end]
        after = text[matches[i].end() : matches[i].end() + 1]
        if digits and gap.isspace() and _starts_anew(words[-1], word, after):
            break
        words.append(word)
        glued.append(not gap)
        slashed.append("/" in gap or ":" in gap)
    return tuple(words), tuple(glued), tuple(slashed), roman


def _starts_anew(before: str, digits: str, after: str) -> bool:
    """Whether digits after digits and a space are another number: all but groups of three and `1 1/2`."""
    return before[0] <= "9" and len(digits) != 3 and after != "/"
