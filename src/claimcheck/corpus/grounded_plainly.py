"""Figures that a quote states in plain sight: in their own digits, with nothing beside them that could change them.

A look at the four words before a number and at the one after it is a tenth of reading all numbers and dates there.
What it says yes to follows by the long way too; of the rest it says nothing.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from claimcheck.values.figure import Figure, FigureError, parse_figure
from claimcheck.values.figure_hedges import may_tell_hedge
from claimcheck.values.late_pattern import late
from claimcheck.values.number_readings import FOLLOWERS
from claimcheck.values.number_scan import is_number
from claimcheck.values.numerals import SCALE
from claimcheck.values.units import Unit

_WRITTEN = late(
    r"([$€£]?)((?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})"
    r"(?: (percent|thousand|million|billion|trillion))?"
)
# No word that could belong to a number is as long, and what is remembered of words is bounded so.
_NEXT_WORD = late(r"[^\W\d_]{1,40}")
_SUFFIXES = ("st", "nd", "rd", "th")
_PLACES = 4
_WORDS = 4
_REACH = 64
_NEAR = 40
_MONTH = late("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_BESIDE_DAYS = frozenset(("to", "and", "until", "day", "of"))
_STOPS = frozenset(",.;?!)")
_CUTS = late(r"[\s()\"“”,;:.?!]")

_HEDGES, _REACHES, _FOLLOWS, _DATES, _CURRENCY, _STOPPED = (1 << bit for bit in range(6))


class _Plain(NamedTuple):
    """A figure as it may stand in a text.

    `alone` are digits without a word, which could be the day of a date; `share` says that the word is percent.
    """

    words: str
    figure: Figure
    alone: bool
    share: bool


def stands_plainly(figure: Figure, text: str, start: int, end: int, *, ranks: bool = False) -> bool:
    """Whether a part of a text states a figure, or with `ranks` an ordinal, in plain sight."""
    plain = _plain_of(figure.text)
    if plain is None or (ranks and not plain.alone) or (figure is not plain.figure and figure != plain.figure):
        return False
    place = text.find(plain.words, start, end)
    for _ in range(_PLACES):
        if place <= 0 or text[place - 1] == " ":
            break
        place = text.find(plain.words, place + 1, end)
    if place < 0 or not _is_calm_before(text, place, plain.alone):
        return False
    after = place + len(plain.words)
    if ranks and text.startswith(_SUFFIXES, after):
        after += 2
    return after <= end and _is_calm_after(text, after, plain)


@lru_cache(maxsize=4096)
def _plain_of(text: str) -> _Plain | None:
    """Return how a figure may stand in a text; None for all that is not written in the plainest way."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    symbol, digits, word = found.groups()
    share = word == "percent"
    if symbol and share:
        return None
    value = Fraction(digits.replace(",", ""))
    if word is not None:
        value = value / 100 if share else value * SCALE[word]
    unit = Unit.of(symbol).code if symbol else "percent" if share else ""
    try:
        figure = parse_figure(text)
    except FigureError:
        return None
    if figure.numbers != (value,) or figure.unit != unit:
        return None
    return _Plain(text, figure, word is None, share)


def _is_calm_before(text: str, place: int, alone: bool) -> bool:
    """Whether what stands before a number neither hedges it, nor goes on in it, nor makes it a day."""
    begin = max(0, place - _REACH)
    words = text[begin:place].rsplit(None, _WORDS)
    if not words:
        return place == 0
    nearest = _about(words[-1])
    if text[place - 1] != " " or nearest & _CURRENCY or (alone and nearest & (_DATES | _STOPPED)):
        return False
    begun = False
    for word in words[: -_WORDS - 1 : -1]:
        about = _about(word)
        if about & _STOPPED:
            return True
        if about & _HEDGES or (about & _REACHES and not begun):
            return False
        begun = begun or not about & _FOLLOWS
    # Words that all may belong to a number have none before them where the text begins with them.
    return begun or (place <= _NEAR and len(words) <= _WORDS)


def _is_calm_after(text: str, place: int, plain: _Plain) -> bool:
    """Whether what stands after a number neither belongs to it, nor hedges it, nor makes it a day."""
    sign = text[place : place + 1]
    if sign != " ":
        ends = sign in _STOPS and text[place + 1 : place + 2] in ("", " ")
        return not sign or (ends and not (plain.alone and sign == ","))
    found = _NEXT_WORD.match(text, place + 1)
    if found is None:
        return False
    word = found.group()
    if plain.share:
        return word not in ("or", "and")
    # "30 in 2020" is a ratio at most, of which the 30 is a number still.
    return word == "in" or not _about(word) & (_REACHES | _FOLLOWS | (_DATES if plain.alone else 0))


@lru_cache(maxsize=16_384)
def _about(word: str) -> int:
    """Return what a word beside a number can do to it, as bits.

    A word may hedge the number, be one or be odd (`_REACHES`), stand between the words of one, belong to a date, or be
    a currency. One that ends with a sign stops all that stands before it.
    """
    if word[-1] in _STOPS and word[:-1].isalnum():
        return _STOPPED
    about = _HEDGES if _CUTS.search(word) is not None or may_tell_hedge(word) else 0
    if not word.isalpha() or is_number(word):
        about |= _REACHES
    lower = word.lower()
    if lower in FOLLOWERS:
        about |= _FOLLOWS
    if _MONTH.match(word) is not None or lower in _BESIDE_DAYS:
        about |= _DATES
    return about | (_CURRENCY if len(word) == 3 and word.isupper() else 0)
