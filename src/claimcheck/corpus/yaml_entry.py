"""Says what an entry of a list holds, from its text alone: a key with its value a line, or pairs in braces.

A value is what `yaml_plain` reads as one, on its line or in the lines below it. Of all else this says nothing; what it
says, the nodes say too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from claimcheck.corpus.yaml_nodes import Lines, to_data
from claimcheck.corpus.yaml_plain import KEY, PLAIN, QUOTED, WORD, HandOver, LineReader
from claimcheck.corpus.yaml_text import MAX_DEPTH
from claimcheck.values.late_pattern import late

_END = r"((?: +#[^\n]*+)? *)"
_SCALAR = late(rf"{KEY} +(?:{PLAIN}|{QUOTED}){_END}")
_ID = "[A-Za-z0-9_][A-Za-z0-9_.-]*"
_IDS = late(rf"{KEY} +\[({_ID}(?:, {_ID})*)\]{_END}")
_PAIR = rf"{KEY} (?:{WORD}|{QUOTED}|\[({_ID}(?:, {_ID})*)\])"
_PAIRS = late(_PAIR)
_BRACES = late(rf"\{{{_PAIR}(?:, {_PAIR})*\}}")
_OPENS_BRACES = late(rf"{KEY} +\{{")
_OPENS = late(rf"{KEY}(?: *| +([|>])(-?) *)")
_ITEM = late(rf"- +(?:{PLAIN}|{QUOTED}){_END}")
_NOTHING = frozenset(("~", "null"))
_SHORT = 48
_REMEMBERED = 4096

Told = tuple[dict[str, Any], int, int]
"""What an entry says as plain data, how many nodes it is, and at which of its characters it ends."""
_Line = tuple[str, Any, int, int]
"""A key, what its value says, how many nodes both are, and how many characters stand after it."""


def told_by(chunk: str, width: int) -> Told | None:
    """Return what the text of an entry says that begins at a column; None where it is not written that simply."""
    body = chunk.rstrip("\n")
    if "#" in body:
        body = _without_notes(body, width)
    if body[:1] == "{":
        return _braces(body)
    told: dict[str, Any] = {}
    count, nodes, rest = 0, 1, 0
    lines = body.split("\n" + " " * width)
    below = 0
    for number, line in enumerate(lines):
        if below:
            below -= 1
            continue
        found = _known_line(line) if len(line) < _SHORT else _read_line(line)
        if found is None:
            if line[:1] == "#" and number and "\n" not in line:
                continue
            more = _read_lines(lines, number)
            if more is None:
                return None
            found, below = more
        key, value, size, rest = found
        told[key] = value
        nodes += size
        count += 1
    return (told, nodes, len(body) - rest) if len(told) == count else None


def _without_notes(body: str, width: int) -> str:
    """Leave out the empty lines and those of comments that stand behind an entry, no further in than it."""
    while True:
        before, _, last = body.rpartition("\n")
        words = last.lstrip(" ")
        if not before or (last and (words[:1] != "#" or len(last) - len(words) > width)):
            return body
        body = before


def _value(plain: str | None, single: str | None, double: str | None) -> str | None:
    if plain is not None:
        return None if plain in _NOTHING else plain
    return single if single is not None else double


def _listed(words: str) -> list[str | None]:
    return [None if word in _NOTHING else word for word in words.split(", ")]


def _read_line(line: str) -> _Line | None:
    """Return what a key with its value says; None for all that does not end on its line."""
    found = _SCALAR.fullmatch(line)
    if found is not None:
        key, plain, single, double, after = found.groups()
        return key, _value(plain, single, double), 2, len(after)
    found = _IDS.fullmatch(line)
    if found is not None:
        key, words, after = found.groups()
        listed = _listed(words)
        return key, listed, 2 + len(listed), len(after)
    found = _OPENS_BRACES.match(line)
    braces = None if found is None else _braces(line[found.end() - 1 :])
    if found is not None and braces is not None:
        return found.group(1), braces[0], braces[1] + 1, 0
    return _read_brackets(line)


_known_line = lru_cache(maxsize=_REMEMBERED)(_read_line)


def _read_brackets(line: str) -> _Line | None:
    if line[-1:] not in ("]", "}") or "\n" in line or line.count("[") + line.count("{") > MAX_DEPTH // 4:
        return None
    reader = LineReader(line, Lines(line))
    try:
        root = reader.go(((0, len(line)),))
    except HandOver:
        return None
    key, value = root.entries[0]
    alone = len(root.entries) == 1 and line[0] not in " -" and root.end_index == len(line)
    return (key.text, to_data(value), reader.nodes, 0) if alone else None


def _read_lines(lines: list[str], number: int) -> tuple[_Line, int] | None:
    """Return what a key says whose value stands in the lines below it, and how many these are."""
    opens = _OPENS.fullmatch(lines[number])
    if opens is None:
        return None
    key, sign, strip = opens.groups()
    below: list[str] = []
    for line in lines[number + 1 :]:
        if line[:1] not in (" ", "-"):
            break
        below.append(line)
    first = below[0] if below else ""
    indent = len(first) - len(first.lstrip(" "))
    if not below or any(line[:indent].strip(" ") for line in below) or (sign and not indent):
        return None
    said = [line[indent:] for line in below]
    if sign:
        value = _block(said, folded=sign == ">")
        found = None if value is None else (key, value if strip else value + "\n", 2, 0)
    elif said[0][:1] == "-":
        found = _block_list(key, said)
    else:
        found = _block_mapping(key, said)
    return None if found is None else (found, len(below))


def _block(lines: list[str], *, folded: bool) -> str | None:
    if any("\n" in line or line[-1:] in ("", " ") or (folded and line[0] == " ") for line in lines):
        return None
    return (" " if folded else "\n").join(lines)


def _block_list(key: str, lines: list[str]) -> _Line | None:
    items: list[str | None] = []
    after = ""
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found is None:
            return None
        plain, single, double, after = found.groups()
        items.append(_value(plain, single, double))
    return key, items, 2 + len(items), len(after)


def _block_mapping(key: str, lines: list[str]) -> _Line | None:
    told: dict[str, Any] = {}
    nodes, rest = 2, 0
    for line in lines:
        found = _known_line(line) if len(line) < _SHORT else _read_line(line)
        if found is None or found[0] in told:
            return None
        told[found[0]] = found[1]
        nodes += found[2]
        rest = found[3]
    return key, told, nodes, rest


def _braces(body: str) -> Told | None:
    if _BRACES.fullmatch(body) is None:
        return None
    told: dict[str, Any] = {}
    pairs = _PAIRS.findall(body)
    nodes = 1
    for key, word, single, double, words in pairs:
        if words:
            listed = _listed(words)
            told[key] = listed
            nodes += len(listed)
        else:
            told[key] = _value(word, single, double) if word else single or double
        nodes += 2
    return (told, nodes, len(body)) if len(told) == len(pairs) else None
