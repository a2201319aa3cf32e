"""The phrases that hedge a figure, before and after its number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from claimcheck.values.figure_model import FigureError, Hedge
from claimcheck.values.figure_tokens import Token, text_of, tokens_of, words_of

_PHRASES = {
    Hedge.ABOVE: """
        above | more than | over | exceeding | exceeds | exceed | exceeded | in excess of | upwards of |
        upward of greater than | higher than | larger than | beyond | topping | topped | surpassing |
        surpassed | north of just over | just above | well over | well above | slightly over | slightly above
        | slightly more than a little over | a little more than | far more than | much more than | >""",
    Hedge.AT_LEAST: """
        at least | no less than | not less than | no fewer than | not fewer than | a minimum of | minimum of
        a minimum | ≥ | > =""",
    Hedge.BELOW: """
        below | less than | fewer than | under | smaller than | lower than | well under | well below
        far less than | far fewer than | much less than | <""",
    Hedge.AT_MOST: """
        at most | up to | no more than | not more than | a maximum of | maximum of | a maximum | as many as
        as much as | as high as | ≤ | < =""",
    Hedge.NEARLY: """
        nearly | almost | close to | just short of | just under | just below | just less than | slightly under
        slightly below | slightly less than | a little less than | a little under | not quite | nearing
        approaching | virtually""",
    Hedge.ABOUT: """
        about | around | some | roughly | approximately | approx | approx . | an estimated | estimated
        estimated at | an estimate of | circa | ca | ca . | c . | in the region of | in the order of
        on the order of | or so | ~ | ≈ | an approximate | an average of | more or less""",
}
_IGNORED = """
    a record | a record of | a record high of | record | a record - breaking | the | all | all of the
    a total of | total of | a total | a combined | exactly | precisely | only | just | a whopping | a mere"""
_AFTER = {
    Hedge.AT_LEAST: """
        or more | and more | or above | and above | or over | and over | at least | or higher | and up |
        plus""",
    Hedge.AT_MOST: "or less | or fewer | or below | and below | or under | at most | or lower | at the most",
    Hedge.ABOUT: "or so | or thereabouts | approximately | roughly | more or less",
}


def _phrases(text: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.split()) for line in text.splitlines() for phrase in line.split("|") if phrase.strip()]


def _table(phrases: dict[Hedge, str]) -> dict[tuple[str, ...], Hedge]:
    return {phrase: hedge for hedge, text in phrases.items() for phrase in _phrases(text)}


_BEFORE_TABLE: dict[tuple[str, ...], Hedge | None] = {
    **_table(_PHRASES),
    **dict.fromkeys(_phrases(_IGNORED)),
}
_AFTER_TABLE = _table(_AFTER)
_LONGEST = max(map(len, _BEFORE_TABLE))
_FIRST_WORDS = frozenset(phrase[0] for phrase in _BEFORE_TABLE)
_TELLING = frozenset(phrase[0] for phrase, hedge in _BEFORE_TABLE.items() if hedge is not None)
HEDGE_WORDS = frozenset(word for phrase in _BEFORE_TABLE for word in phrase if len(word) > 3)
"""Words that stand in hedges: none of them is a unit."""


def may_hedge(words: Sequence[str]) -> bool:
    """Whether words before a number can hedge it: a quick look, which no hedge escapes."""
    return begins_hedge(words[0]) or any(map(is_infix, words))


@lru_cache(maxsize=4096)
def begins_hedge(word: str) -> bool:
    """Whether a hedge before a number can begin with a word."""
    return tokens_of(word)[0].lower in _FIRST_WORDS


def may_tell_hedge(word: str) -> bool:
    """Whether a hedge of a number that follows may begin with a part of a word, or stand in it.

    Of words that all may not, no row hedges a number: `the` may stand before one and hedges nothing.
    """
    return is_infix(word) or any(token.lower in _TELLING for token in tokens_of(word))


@lru_cache(maxsize=4096)
def is_infix(word: str) -> bool:
    """Whether a word may hold a hedge that stands between others, such as the `+` of `30+ years`."""
    return "+" in word or "odd" in word.lower()


def split_hedge(tokens: tuple[Token, ...]) -> tuple[Hedge | None, tuple[Token, ...]]:
    """Take the hedge off a figure's tokens. Raises FigureError when there are two."""
    found: list[Hedge] = []
    rest = tokens
    while (match := _prefix(rest)) is not None:
        length, hedge = match
        rest = rest[length:]
        if hedge is not None:
            found.append(hedge)
    for hedge, shorter in (_suffix(rest), _infix(rest)):
        if hedge is not None:
            found.append(hedge)
            rest = shorter
    if len(set(found)) > 1:
        raise FigureError(f"{text_of(tokens)!r} has two hedges, {found[0]} and {found[1]}; expected one of them.")
    return (found[0] if found else None), rest


def _prefix(tokens: tuple[Token, ...]) -> tuple[int, Hedge | None] | None:
    words = words_of(tokens[:_LONGEST])
    for length in range(len(words), 0, -1):
        if words[:length] in _BEFORE_TABLE:
            return length, _BEFORE_TABLE[words[:length]]
    return None


def _suffix(tokens: tuple[Token, ...]) -> tuple[Hedge | None, tuple[Token, ...]]:
    words = words_of(tokens)
    for length in (3, 2, 1):
        hedge = _AFTER_TABLE.get(words[-length:]) if len(words) > length else None
        if hedge is not None:
            return hedge, tokens[:-length]
    return None, tokens


def _infix(tokens: tuple[Token, ...]) -> tuple[Hedge | None, tuple[Token, ...]]:
    """Find the `+` of `30+ years` and the `-odd` of `30-odd years`."""
    words = words_of(tokens)
    for i in range(1, len(words)):
        if words[i] == "+" and tokens[i].glued:
            return Hedge.AT_LEAST, tokens[:i] + tokens[i + 1 :]
        if words[i - 1 : i + 1] == ("-", "odd") and i > 1:
            return Hedge.ABOUT, tokens[: i - 1] + tokens[i + 1 :]
    return None, tokens
