"""Whether a span of a text starts and ends between words, or cuts a word or a figure in two."""

from __future__ import annotations

import unicodedata

# Scripts that put no space between words: there, any place between two letters may be an edge.
_UNSPACED = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u2e80", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
_SIGNS = "+-"
_JOINTS = ".,-"  # between two digits they belong to the figure: 5.31, 4,000, 10-12


def begins_inside(text: str, start: int) -> bool:
    """Whether a span that starts here cuts a word or a figure, or leaves its sign behind.

    `text` is normalised. `1 billion` begins inside `41 billion`, `5 percent` inside `-5 percent`.
    """
    return _cut_at(text, start) or _leaves_sign(text, start)


def ends_inside(text: str, end: int) -> bool:
    """Whether a span that ends here cuts a word or a figure in two.

    `$5.3` ends inside `$5.31`, `can` inside `can't`; `China` does not end inside `China's`.
    """
    return _cut_at(text, end)


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the smallest span around `text[start:end]` that reaches to spaces or the ends of the text."""
    after = text.find(" ", end)
    return text.rfind(" ", 0, start) + 1, len(text) if after < 0 else after


def _cut_at(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if unicodedata.category(after)[0] == "M":
        return True
    if before.isalnum() and after.isalnum():
        return not (_unspaced(before) or _unspaced(after))
    if before == after == ".":
        return True
    if before in _JOINTS:
        return after.isdigit() and place > 1 and text[place - 2].isdigit()
    if after in _JOINTS:
        return before.isdigit() and text[place + 1 : place + 2].isdigit()
    return _cuts_contraction(text, place)


def _cuts_contraction(text: str, place: int) -> bool:
    apostrophe = place if text[place] == "'" else place - 1
    if text[apostrophe] != "'" or not 0 < apostrophe < len(text) - 1:
        return False
    joined = text[apostrophe - 1].isalpha() and text[apostrophe + 1].isalpha()
    possessive = text[apostrophe + 1] in "sS" and not text[apostrophe + 2 : apostrophe + 3].isalnum()
    return joined and not (possessive and place == apostrophe)


def _leaves_sign(text: str, start: int) -> bool:
    if start == 0 or not text[start : start + 1].isdigit() or text[start - 1] not in _SIGNS:
        return False
    return start == 1 or text[start - 2] in " ("


def _unspaced(character: str) -> bool:
    return any(first <= character <= last for first, last in _UNSPACED)
