"""Shows a place of a text: its line, cut to a window, and a line of carets below it."""

from __future__ import annotations

import unicodedata
from itertools import islice

from claimcheck.findings.printable import printable_character
from claimcheck.values.late_pattern import late

_WINDOW = 100
_LEAD = 40
_LINE_END = late(r"\r\n|\r|\n")


def excerpt(text: str, line: int, column: int, length: int = 1) -> str:
    """Return two lines: the text's line, made printable, and carets under `length` characters from `column`.

    Line and column count from 1, in code points. Of a long line a window of about 100 columns is shown, with
    `…` where it is cut. A place after the end of its line gets one caret there; a line that the text does not
    have gives the empty string.
    """
    whole = _line(text, line)
    if whole is None:
        return ""
    at = min(max(column, 1) - 1, len(whole))
    end = min(at + max(length, 1), len(whole))
    first = at - _LEAD if at > _LEAD and len(whole) > _WINDOW else 0
    before = ("…" if first else "") + _shown(whole[first:at])
    marked, seen = _up_to(whole[at:end], _WINDOW)
    after, seen_after = _up_to(whole[end:] if at + seen == end else "", max(0, _WINDOW - _width(before + marked)))
    cut = "…" if at + seen + seen_after < len(whole) else ""
    return f"{before}{marked}{after}{cut}\n{' ' * _width(before)}{'^' * max(1, _width(marked))}"


def _line(text: str, line: int) -> str | None:
    start = 0
    if line > 1:
        above = next(islice(_LINE_END.finditer(text), line - 2, None), None)
        if above is None:
            return None
        start = above.end()
    below = _LINE_END.search(text, start)
    return text[start : below.start() if below else len(text)]


def _up_to(text: str, width: int) -> tuple[str, int]:
    """Return as much of the text, made printable, as fits in a width, and how many characters that were."""
    pieces: list[str] = []
    for number, character in enumerate(text[:width]):
        piece = printable_character(character)
        width -= _width(piece)
        if width < 0:
            return "".join(pieces), number
        pieces.append(piece)
    return "".join(pieces), len(pieces)


def _shown(text: str) -> str:
    return "".join(map(printable_character, text))


def _width(shown: str) -> int:
    """Return how many columns of a terminal a printable text takes."""
    if shown.isascii():
        return len(shown)
    return sum(
        0 if unicodedata.category(c)[0] == "M" else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown
    )
