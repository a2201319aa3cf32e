"""The words, numbers and signs of a figure's text, after one declared normalisation of spaces and dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.values.value_class import value_class

MAX_LENGTH = 120
"""A longer text is a sentence, not a figure."""

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t\n\r", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u2018\u2019", "'"),
    }
)
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+(?:'[^\W\d_]+)?|\S")


@value_class
class Token:
    """A word, a number or one sign; `glued` when no space stands before it."""

    text: str
    lower: str
    glued: bool

    @property
    def is_digits(self) -> bool:
        """Whether it begins with an ASCII digit."""
        return "0" <= self.text[0] <= "9"


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text; dashes are `-`, and every kind of space is one."""
    normal = text.translate(_SAME)
    end = 0
    result = []
    for match in _TOKEN.finditer(normal):
        word = match.group()
        result.append(Token(word, word.lower(), match.start() == end and end > 0))
        end = match.end()
    return tuple(result)


def text_of(tokens: Sequence[Token]) -> str:
    """Return the text of tokens, with one space where there was any."""
    return "".join(t.text if t.glued or i == 0 else f" {t.text}" for i, t in enumerate(tokens))


def words_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the tokens' texts in lower case."""
    return tuple(t.lower for t in tokens)
