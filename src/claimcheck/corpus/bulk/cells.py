"""Makes rows of the cells of a table: a column is a key, and a cell what a YAML file would say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from claimcheck.corpus.bulk.json_nodes import mark_of, read_row, told_by
from claimcheck.corpus.bulk.row import Row
from claimcheck.corpus.bulk.row_entry import RowEntry
from claimcheck.corpus.yaml_nodes import Mapping, Mark, Node, Scalar

PLACE = "place"
PARTS = ("source", "claim")

Values = Sequence[str | None]
"""The cells of a row; None for one that is empty."""
_Columns = list[tuple[int, str]]


class Cells:
    """Makes rows of cells under some names of columns. Rows of one source that follow each other share its nodes."""

    def __init__(self, names: Sequence[str]) -> None:
        split = [(number, *name.partition(".")[::2]) for number, name in enumerate(names)]
        self.count = len(names)
        self.source = [(number, key) for number, part, key in split if part == "source"]
        self.claim = [(number, key) for number, part, key in split if part == "claim"]
        self.place = [(number, PLACE) for number, part, _ in split if part == PLACE]
        self._last: tuple[tuple[str | None, ...], Node, list[tuple[str, str]]] | None = None
        self._told: tuple[tuple[str | None, ...], dict[str, Any]] | None = None

    def row(self, values: Values, number: int) -> Row:
        """Return a row: what it says, where that is sure before its nodes are made."""
        try:
            told = {"source": self._source_told(values)}
            claim = _told_of(self.claim, values)
            place = _told_of(self.place, values)
        except ValueError:
            return self._nodes(values, number)
        if claim:
            told["claim"] = claim
        told |= place
        return Row(number, RowEntry(mark_of(number), told, partial(self._again, values, number)))

    def _source_told(self, values: Values) -> dict[str, Any]:
        key = tuple([values[number] for number, _ in self.source])
        if self._told is None or self._told[0] != key:
            self._told = key, _told_of(self.source, values)
        if self._last is not None and self._last[0] != key:
            # What is wrong with the cells of a source is told wherever rows of it begin.
            self._last = None
        return self._told[1]

    def _again(self, values: Values, number: int) -> Node:
        """Return the nodes of a row of which it was sure what it says."""
        mark = mark_of(number)
        return self._mapping(values, mark, _mapping(self.source, values, mark, []), [])

    def _nodes(self, values: Values, number: int) -> Row:
        mark = mark_of(number)
        problems: list[tuple[str, str]] = []
        source = self._source(values, mark, problems)
        return Row(number, self._mapping(values, mark, source, problems), tuple(problems))

    def _mapping(self, values: Values, mark: Mark, source: Node, problems: list[tuple[str, str]]) -> Mapping:
        entries = [(Scalar("source", mark, mark, "plain"), source)]
        claim = _mapping(self.claim, values, mark, problems)
        if claim.entries:
            entries.append((Scalar("claim", mark, mark, "plain"), claim))
        entries.extend(_mapping(self.place, values, mark, problems).entries)
        return Mapping(tuple(entries), mark, mark, False)

    def _source(self, values: Values, mark: Mark, problems: list[tuple[str, str]]) -> Node:
        key = tuple(values[number] for number, _ in self.source)
        if self._last is None or self._last[0] != key:
            found: list[tuple[str, str]] = []
            self._last = (key, _mapping(self.source, values, mark, found), found)
            problems.extend(found)
        return self._last[1]


def _told_of(columns: _Columns, values: Values) -> dict[str, Any]:
    """Return what cells say as plain data. Raises ValueError where unsure."""
    found: dict[str, Any] = {}
    for number, key in columns:
        text = values[number]
        if text is not None:
            found[key] = told_by(text) if is_json(text) else text
    return found


def _mapping(columns: _Columns, values: Values, mark: Mark, problems: list[tuple[str, str]]) -> Mapping:
    entries = []
    for number, key in columns:
        text = values[number]
        if text is not None:
            entries.append((Scalar(key, mark, mark, "double"), _cell(text, key, mark, problems)))
    return Mapping(tuple(entries), mark, mark, False)


def _cell(text: str, key: str, mark: Mark, problems: list[tuple[str, str]]) -> Node:
    if not is_json(text):
        return Scalar(text, mark, mark, "double")
    row = read_row(text, mark.line)
    problems.extend((code, f"the cell `{key[:60]}`: {message}") for code, message in row.problems)
    return row.node or Scalar("null", mark, mark, "plain")


def is_json(text: str) -> bool:
    """Tell whether a cell is read as JSON."""
    return text.startswith(("[", "{", '"')) or text == "null"
