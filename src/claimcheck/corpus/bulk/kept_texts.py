"""Texts of rows, kept as few bytes for those who ask for a row again."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable

LONG = 200
"""A text of more characters is kept once, however many rows have it: a small table cannot fill the memory."""
TOGETHER = 500
"""So many rows are one piece of bytes."""


class KeptTexts:
    """The texts of rows, one after the other, each a list of texts and of nothing."""

    def __init__(self) -> None:
        self._encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
        self._open: list[bytes] = []
        self._pieces: list[bytes] = []
        self._ends: list[array[int]] = []
        self._long: dict[str, int] = {}
        self._texts: list[str] = []

    def add(self, texts: Iterable[str | None]) -> None:
        """Keep the texts of the next row."""
        kept = [self._place(text) if text is not None and len(text) > LONG else text for text in texts]
        self._open.append(self._encode(kept).encode("utf-8"))
        if len(self._open) == TOGETHER:
            self._close()

    def texts(self, number: int) -> list[str | None]:
        """Return the texts of a row; the first row is number 1."""
        if self._open:
            self._close()
        piece, place = divmod(number - 1, TOGETHER)
        ends = self._ends[piece]
        begin = ends[place - 1] if place else 0
        kept = json.loads(self._pieces[piece][begin : ends[place]])
        return [self._texts[each] if isinstance(each, int) else each for each in kept]

    def _place(self, text: str) -> int:
        place = self._long.setdefault(text, len(self._texts))
        if place == len(self._texts):
            self._texts.append(text)
        return place

    def _close(self) -> None:
        ends = array("I")
        end = 0
        for each in self._open:
            end += len(each)
            ends.append(end)
        self._pieces.append(b"".join(self._open))
        self._ends.append(ends)
        self._open.clear()
