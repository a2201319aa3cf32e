"""Reads JSON into the nodes that YAML is read into: every scalar a text, a number exactly as it is written."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, NoReturn

from claimcheck.corpus.bulk.row import MAX_DEPTH, REPEATED_KEY, UNREADABLE, Row
from claimcheck.corpus.bulk.row_entry import RowEntry
from claimcheck.corpus.yaml_nodes import Mapping, Mark, Node, Scalar, Sequence

_SHOWN = 60
_MAX_REPEATS = 10


class _Refused(Exception):
    """A value that JSON has, or nearly has, and that claims have not."""


def mark_of(number: int) -> Mark:
    """Return the one place that all nodes of a row have: the row itself."""
    return Mark(number, 1, 0)


class Unsure(ValueError):
    """A text that is read quickly only if it says nothing out of the ordinary."""


def read_row(text: str, number: int) -> Row:
    """Return what a text of JSON says as a row; what cannot be read is a problem of it, never an exception."""
    try:
        told = told_by(text)
    except ValueError:
        return nodes_of(text, number)
    if not isinstance(told, dict):
        return nodes_of(text, number)
    return Row(number, RowEntry(mark_of(number), told, partial(_node_of, text, number)))


def told_by(text: str) -> Any:
    """Return what `to_data` does of the nodes of a text of JSON, without making them. Raises ValueError where unsure.

    What is refused, repeated, or no text in the end (a truth value) is left to the nodes, and so is every escape.
    """
    if "\\u" in text or "true" in text or "false" in text or text.count("[") + text.count("{") > MAX_DEPTH:
        raise Unsure
    return _QUICK.decode(text)


def _node_of(text: str, number: int) -> Node | None:
    return nodes_of(text, number).node


def nodes_of(text: str, number: int) -> Row:
    """Return a row whose nodes are made: what `read_row` says of every text, as it is said."""
    reader = _Reader(mark_of(number))
    try:
        node = reader.read(text)
    except _Refused as refusal:
        return Row(number, None, ((UNREADABLE, str(refusal)),))
    except json.JSONDecodeError as error:
        return Row(number, None, ((UNREADABLE, _sentence(error)),))
    except RecursionError:
        return Row(number, None, ((UNREADABLE, _too_deep()),))
    return Row(number, node, tuple(reader.repeats))


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unsure
    return found


def _unsure(_: str) -> NoReturn:
    raise Unsure


_QUICK = json.JSONDecoder(object_pairs_hook=_unrepeated, parse_int=str, parse_float=str, parse_constant=_unsure)


class _Reader:
    """Takes what the decoder finds, from the inside outwards, and makes nodes of it."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.repeats: list[tuple[str, str]] = []

    def read(self, text: str) -> Node:
        if text.count("[") + text.count("{") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
            raise _Refused(_too_deep())
        found = json.loads(
            text,
            object_pairs_hook=self._mapping,
            parse_int=self._plain,
            parse_float=self._plain,
            parse_constant=_refuse_constant,
        )
        return self._node(found)

    def _mapping(self, pairs: list[tuple[str, Any]]) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in pairs:
            if key in entries:
                self._note_repeat(key)
                continue
            _check_text(key)
            entries[key] = (Scalar(key, self.mark, self.mark, "double"), self._node(value))
        return Mapping(tuple(entries.values()), self.mark, self.mark, False)

    def _node(self, value: Any) -> Node:
        match value:
            case str():
                _check_text(value)
                return Scalar(value, self.mark, self.mark, "double")
            case list():
                return Sequence(tuple(map(self._node, value)), self.mark, self.mark, False)
            case None:
                return self._plain("null")
            case bool():
                return self._plain("true" if value else "false")
            case _:
                node: Node = value
                return node

    def _plain(self, text: str) -> Scalar:
        return Scalar(text, self.mark, self.mark, "plain")

    def _note_repeat(self, key: str) -> None:
        if len(self.repeats) < _MAX_REPEATS:
            message = f'the key "{key[:_SHOWN]}" stands twice in one mapping: only the first is read; remove one'
            self.repeats.append((REPEATED_KEY, message))


def _check_text(text: str) -> None:
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise _Refused('a "\\u" escape is half of a character: write the character itself') from None


def _refuse_constant(text: str) -> NoReturn:
    raise _Refused(f"{text} is no number of JSON: write the figure as the source words it, in quotation marks")


def _too_deep() -> str:
    return f"lists and mappings are nested deeper than {MAX_DEPTH} levels here: flatten them"


def _depth(text: str) -> int:
    """Return how deeply brackets are nested in a text of JSON, those in strings left out."""
    depth = deepest = 0
    position, end = 0, len(text)
    while position < end:
        character = text[position]
        if character == '"':
            position = _end_of_string(text, position)
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
        position += 1
    return deepest


def _end_of_string(text: str, start: int) -> int:
    position = start + 1
    while position < len(text) and text[position] != '"':
        position += 2 if text[position] == "\\" else 1
    return position


def _sentence(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()):
        return "this line of JSON ends too early: a quotation mark, bracket or brace is not closed"
    if error.msg == "Extra data":
        return f"more follows after the JSON of this line, from character {error.pos + 1}: one mapping is a line"
    return f"this is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}, at character {error.pos + 1}"
