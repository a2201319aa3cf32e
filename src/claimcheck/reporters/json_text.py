"""Writes data as JSON to be read by people too: indented, letters as they are, what is invisible as escapes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring

from claimcheck.findings.printable import printable_character
from claimcheck.reporters.columns import defused

_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")


def as_text(value: object) -> str:
    """Return data as JSON, as `json.dumps` lays it out with an indent of 2, and with no invisible character.

    The standard encoder indents in Python, piece by piece, and takes three times as long. Here an iterator is written
    as a list too, so that of many entries none need be there before it is written.
    """
    return _written(value, "\n") + "\n"


def _written(value: object, line: str) -> str:
    """Return a value; `line` is the end of a line with the indentation of the one that it stands on."""
    if isinstance(value, str):
        return _string(value)
    inside = f"{line}  "
    if isinstance(value, Mapping):
        pairs = [f"{_string(key)}: {_written(item, inside)}" for key, item in value.items()]
        return f"{{{inside}{f',{inside}'.join(pairs)}{line}}}" if pairs else "{}"
    if isinstance(value, (list, tuple, Iterator)):
        items = [_written(item, inside) for item in value]
        return f"[{inside}{f',{inside}'.join(items)}{line}]" if items else "[]"
    return json.dumps(value, allow_nan=False)


def _string(text: str) -> str:
    quoted = encode_basestring(text)
    if not quoted.isprintable():
        quoted = _NOT_PLAIN.sub(lambda found: _escaped(found.group()), quoted)
    return defused(quoted) if "##" in quoted else quoted


def _escaped(character: str) -> str:
    r"""Return a character, or `\uXXXX` where it is invisible, moves other text or is half of a pair."""
    if printable_character(character) == character:
        return character
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"
