"""Text in the columns of a terminal: safe to print, wrapped by width, in one block or two side by side."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from claimcheck.findings.printable import printable

# Build servers take `##[…]`, `##vso[…]` and `##teamcity[…]` anywhere in a line for commands to themselves.
_COMMAND = re.compile(r"#(?=#\w{0,20}\[)")
_COMMAND_START = re.compile(r"\s*(:):")


def shown(text: str) -> str:
    r"""Return text from a file as it may be printed: invisible characters and commands as `\uXXXX`."""
    return defused(printable(text))


def defused(text: str) -> str:
    r"""Return text in which no build server finds a command inside a line: `##[` becomes `\u0023#[`."""
    return _COMMAND.sub(r"\\u0023", text)


def guarded(line: str) -> str:
    """Return a line that no build server takes for a command, which `::` at its start would be."""
    start = _COMMAND_START.match(line)
    return line if start is None else f"{line[: start.start(1)]}\\u003a{line[start.end(1) :]}"


def width_of(text: str) -> int:
    """Return how many columns a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.category(character)[0] == "M":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Break a text between words into lines of at most `width` columns; a longer word is broken inside.

    The first line begins with `first`, the others with `rest`, by default as many spaces.
    """
    rest = " " * width_of(first) if rest is None else rest
    lines: list[str] = []
    line, used, empty = first, width_of(first), True
    for word in _pieces(text, max(10, width - max(width_of(first), width_of(rest)))):
        size = width_of(word)
        if not empty and used + 1 + size > width:
            lines.append(line)
            line, used, empty = rest, width_of(rest), True
        line, used = (line + word, used + size) if empty else (f"{line} {word}", used + 1 + size)
        empty = False
    return [*lines, line]


def _pieces(text: str, most: int) -> list[str]:
    """Return the words of a text, each in pieces of at most so many columns."""
    pieces: list[str] = []
    for word in text.split(" "):
        if width_of(word) <= most:
            pieces.extend([word] if word else [])
            continue
        piece, used = "", 0
        for character in word:
            if used + _width(character) > most:
                pieces.append(piece)
                piece, used = "", 0
            piece += character
            used += _width(character)
        pieces.append(piece)
    return pieces


def side_by_side(left: list[str], right: list[str], width: int, between: str = " | ") -> list[str]:
    """Set two blocks of lines, each at most `width` columns wide, next to each other."""
    height = max(len(left), len(right))
    left, right = left + [""] * (height - len(left)), right + [""] * (height - len(right))
    return [f"{a}{' ' * (width - width_of(a))}{between}{b}".rstrip() for a, b in zip(left, right, strict=True)]
