"""Makes text from outside safe to show: what is invisible, or moves other text, is shown as an escape."""

from __future__ import annotations

import unicodedata

_LINE_AND_PARAGRAPH_SEPARATORS = frozenset(("Zl", "Zp"))


def printable(text: str) -> str:
    r"""Return the text on one line, with each control, format, private or unassigned character as `\uXXXX`.

    Line ends and tabs are control characters too. Letters, marks, signs and all widths of space stay.
    """
    if text.isprintable():
        return text
    return "".join(printable_character(character) for character in text)


def printable_character(character: str) -> str:
    r"""Return one character as `printable` shows it: itself, `\uXXXX`, or `\UXXXXXXXX` above U+FFFF."""
    category = unicodedata.category(character)
    if category[0] != "C" and category not in _LINE_AND_PARAGRAPH_SEPARATORS:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
