"""Writes values as YAML: plain where it reads them back as they are, else in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .%_/+-]*[A-Za-z0-9.%])?")
_SENTENCE = re.compile(r"[A-Za-z0-9(](?:[^:#\x00-\x1f\x7f-\x9f]|:(?! |$)|(?<! )#)*[^\s:]")
_NULL = frozenset(("null", "~"))


def flow(value: Any) -> str:
    """Return a value as YAML writes it on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{word(str(key))}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    return word(str(value))


def word(text: str) -> str:
    """Return a word as YAML writes it anywhere: plain where that is safe, else in quotation marks."""
    return text if _PLAIN.fullmatch(text) and text not in _NULL else quoted(text)


def sentence(text: str) -> str:
    """Return a sentence as the value of a key: plain where YAML reads it as it stands, else in quotation marks."""
    one = " ".join(text.split())
    plain = one.isprintable() and _SENTENCE.fullmatch(one) and one not in _NULL
    return one if plain else quoted(one)


def quoted(text: str) -> str:
    """Return a text in double quotation marks; what cannot be seen is written as an escape."""
    return '"' + "".join(map(_character, text)) + '"'


def _character(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
