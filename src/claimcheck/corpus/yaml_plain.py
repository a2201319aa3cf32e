"""Reads YAML as people and `claimcheck fmt` write it, line by line: a key and a value a line, without a parser.

A line is a key, a key with a value, or an item of a list. A value is plain words, words in quotation marks without
escapes, a list or a mapping in brackets that ends on its line, or the lines of a block without blank ones. Whatever
else stands in a file, however little of it, hands the whole file over to a parser: what is read here is read as the
parsers do, to the last place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from sys import intern

from claimcheck.corpus.yaml_nodes import Lines, Mapping, Node, Scalar, Sequence, Style
from claimcheck.corpus.yaml_text import MAX_DEPTH, MAX_NODES

KEY = r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,119}):"
# Words end before a space and a "#", and may hold no colon before a space; a sign that has a meaning begins none.
PLAIN = (
    r"""((?:[^ \n\-?:,\[\]{}#&*!|>'"%@`]|-(?=[0-9]))[^ \n:#]*+"""
    r"(?:(?::++(?=[^ \n])|#++| ++(?=[^ \n#]))[^ \n:#]*+)*+)"
)
QUOTED = r"""'([^'\n]*+)'|"([^"\\\n]*+)\""""
_END = r"(?: +#[^\n]*+)? *(?:\n|\Z)"
_LINE = re.compile(rf"( *)(- +)?(?:{KEY}(?=[ \n]|\Z) *)?(?:(?:{PLAIN}|{QUOTED})?{_END}|(?=([\[{{])))")
_BLOCK = re.compile(rf"( *)(- +)?{KEY} +([|>])(-?) *\n")
_AFTER_BLOCK = re.compile(r"\n*( *)(?=[^ \n]|\Z)")
_COMMENT = re.compile(r" *#[^\n]*+(?:\n|\Z)")
_LINE_END = re.compile(_END)

_SHORT = 32

# Inside brackets, words also end at a comma and at any bracket.
WORD = r"((?:[A-Za-z0-9_$€£]|-(?=[0-9]))[^ \n,\[\]{}:#?\"]*+(?: ++[^ \n,\[\]{}:#?\"]++)*+)"
_NEXT = r" *(?:, *(?![ ,\]}])|(?=[\]}]))"
_FLOW_VALUE = rf"(?:(?:{WORD}|{QUOTED}){_NEXT})?+"
_FLOW_ITEM = re.compile(_FLOW_VALUE)
_FLOW_PAIR = re.compile(rf"""(?:{KEY}|"([^"\\\n]{{1,119}})":) +{_FLOW_VALUE}""")
_AFTER_BRACKETS = re.compile(_NEXT)
_SPACES = re.compile(" *")


@lru_cache(maxsize=64)
def _lines_of(width: int, sign: str) -> re.Pattern[str]:
    """Match the lines of a block behind so many spaces; more of them would keep a line from being folded."""
    return re.compile(rf"(?: {{{width}}}{'(?! )' if sign == '>' else ''}[^\n]*(?<! )\n)+")


class HandOver(Exception):
    """Something that a parser has to read."""


class _Open:
    """A list or a mapping whose end has not been read yet; `key` waits for its value."""

    __slots__ = ("column", "entries", "is_list", "items", "key", "start", "texts")

    def __init__(self, column: int, start: int, is_list: bool) -> None:
        self.column = column
        self.start = start
        self.is_list = is_list
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.texts: set[str] = set()
        self.key: Scalar | None = None


def read_plainly(
    text: str, spans: Iterable[tuple[int, int]] | None = None, lines: Lines | None = None
) -> Mapping | None:
    """Read a text that `check_characters` has let through; None if there is anything in it that is not plain.

    Of a text that was read whole before, `spans` are what is to be read again, from offset to offset, and `lines` where
    its lines begin.
    """
    if "\r" in text or "\t" in text:
        return None
    try:
        return LineReader(text, lines or Lines(text)).go(((0, len(text)),) if spans is None else spans)
    except HandOver:
        return None


class LineReader:
    """Reads lines of a text into nodes; `nodes` counts them."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.lines = lines
        self.open: list[_Open] = []
        self.nodes = 0

    def go(self, spans: Iterable[tuple[int, int]]) -> Mapping:
        """Read the lines from offset to offset. Raises HandOver."""
        for begin, end in spans:
            self._lines(begin, end)
        if self.nodes > MAX_NODES or not self.open:
            raise HandOver
        while len(self.open) > 1:
            self._close()
        root = self._made(self.open.pop())
        if not isinstance(root, Mapping):
            raise HandOver
        return root

    def _lines(self, place: int, size: int) -> None:
        text, match = self.text, _LINE.match
        while place < size:
            line = match(text, place)
            if line is None:
                comment = _COMMENT.match(text, place)
                place = self._block(place) if comment is None else comment.end()
                continue
            place = line.end()
            indent, dash, key, plain, single, double, bracket = line.groups()
            value: Node | None
            if bracket is not None:
                value, place = self._flow(place, 0)
                place = self._after(_LINE_END, place)
            elif plain is not None:
                value = self._scalar(plain, *line.span(4), "plain")
            elif single is not None:
                value = self._scalar(single, line.start(5) - 1, line.end(5) + 1, "single")
            elif double is not None:
                value = self._scalar(double, line.start(6) - 1, line.end(6) + 1, "double")
            elif key is None:
                if dash is not None:
                    raise HandOver
                continue
            else:
                value = None
            self._take(len(indent), line.end(1), dash, key, line.start(3), value)

    def _block(self, place: int) -> int:
        """Read a key with the lines of its block; return where the next line begins."""
        head = _BLOCK.match(self.text, place)
        if head is None:
            raise HandOver
        indent, dash, key, sign, strip = head.groups()
        begin = head.end()
        width = self._after(_SPACES, begin) - begin
        body = _lines_of(width, sign).match(self.text, begin)
        if body is None or width <= len(indent) + len(dash or ""):
            raise HandOver
        after = _AFTER_BLOCK.match(self.text, body.end())
        if after is None or len(after.group(1)) > len(indent) + len(dash or ""):
            raise HandOver
        words = (" " if sign == ">" else "\n").join(line[width:] for line in body.group().split("\n")[:-1])
        style: Style = "folded" if sign == ">" else "literal"
        value = self._scalar(words if strip else words + "\n", head.start(4), body.end() - 1, style)
        self._take(len(indent), head.end(1), dash, key, head.start(3), value)
        return body.end()

    def _take(self, column: int, start: int, dash: str | None, key: str | None, at: int, value: Node | None) -> None:
        """Put what a line holds where its column says that it belongs."""
        top = self._top(column, start, dash is not None)
        if dash is None:
            if key is None:
                raise HandOver
        elif key is None:
            if value is None:
                raise HandOver
            top.items.append(value)
            return
        else:
            top = _Open(column + len(dash), at, is_list=False)
            self._push(top)
        if key in top.texts:
            raise HandOver
        top.texts.add(key)
        name = self._scalar(key, at, at + len(key), "plain")
        if value is None:
            top.key = name
        else:
            top.entries.append((name, value))

    def _top(self, column: int, start: int, is_item: bool) -> _Open:
        """Return the list or the mapping that a line at a column belongs to, which it may begin."""
        open_ = self.open
        if not open_:
            if column or is_item:
                raise HandOver
            self._push(_Open(column, start, is_list=False))
            return open_[-1]
        top = open_[-1]
        if top.key is not None and (column > top.column or (is_item and column == top.column)):
            self._push(_Open(column, start, is_list=is_item))
            return open_[-1]
        while top.column > column or (top.column == column and top.is_list and not is_item):
            self._close()
            if not open_:
                raise HandOver
            top = open_[-1]
        if top.column != column or top.is_list != is_item:
            raise HandOver
        if top.key is not None:
            self._fill(top)
        return top

    def _push(self, found: _Open) -> None:
        if len(self.open) == MAX_DEPTH - 1:
            raise HandOver
        self.open.append(found)

    def _close(self) -> None:
        """Give a list or a mapping that is complete to what holds it."""
        node = self._made(self.open.pop())
        below = self.open[-1]
        if below.is_list:
            below.items.append(node)
        elif below.key is not None:
            below.entries.append((below.key, node))
            below.key = None

    def _made(self, done: _Open) -> Node:
        self.nodes += 1
        if done.is_list:
            return Sequence(tuple(done.items), done.start, done.items[-1].end_index, False, self.lines)
        if done.key is not None:
            self._fill(done)
        return Mapping(tuple(done.entries), done.start, done.entries[-1][1].end_index, False, self.lines)

    def _fill(self, mapping: _Open) -> None:
        """Give a key without a value the nothing that stands after it."""
        key = mapping.key
        if key is not None:
            mapping.entries.append((key, self._scalar("", key.end_index, key.end_index, "plain")))
            mapping.key = None

    def _flow(self, place: int, depth: int) -> tuple[Node, int]:
        """Read what stands in brackets at a place; return it and where it ends."""
        if depth + len(self.open) > MAX_DEPTH - 3:
            raise HandOver
        self.nodes += 1
        first = self._after(_SPACES, place + 1)
        return self._list(place, first, depth) if self.text[place] == "[" else self._mapping(place, first, depth)

    def _list(self, start: int, place: int, depth: int) -> tuple[Node, int]:
        text = self.text
        items: list[Node] = []
        while not text.startswith("]", place):
            value, place = self._flow_value(_FLOW_ITEM.match(text, place), 0, depth)
            items.append(value)
        return Sequence(tuple(items), start, place + 1, True, self.lines), place + 1

    def _mapping(self, start: int, place: int, depth: int) -> tuple[Node, int]:
        text = self.text
        entries: list[tuple[Scalar, Node]] = []
        texts: set[str] = set()
        while not text.startswith("}", place):
            found = _FLOW_PAIR.match(text, place)
            if found is None:
                raise HandOver
            key, quoted = found.group(1, 2)
            if key is None:
                name = self._scalar(quoted, place, found.end(2) + 1, "double")
            else:
                name = self._scalar(key, place, place + len(key), "plain")
            if name.text in texts:
                raise HandOver
            texts.add(name.text)
            value, place = self._flow_value(found, 2, depth)
            entries.append((name, value))
        return Mapping(tuple(entries), start, place + 1, True, self.lines), place + 1

    def _flow_value(self, found: re.Match[str] | None, before: int, depth: int) -> tuple[Node, int]:
        """Return the value that a match has after so many groups, or that begins where it ends; and where it ends."""
        if found is None:
            raise HandOver
        word, single, double = found.group(before + 1, before + 2, before + 3)
        end = found.end()
        if word is not None:
            return self._scalar(word, *found.span(before + 1), "plain"), end
        if single is not None:
            return self._scalar(single, found.start(before + 2) - 1, found.end(before + 2) + 1, "single"), end
        if double is not None:
            return self._scalar(double, found.start(before + 3) - 1, found.end(before + 3) + 1, "double"), end
        if self.text[end : end + 1] not in ("[", "{"):
            raise HandOver
        value, end = self._flow(end, depth + 1)
        return value, self._after(_AFTER_BRACKETS, end)

    def _after(self, pattern: re.Pattern[str], place: int) -> int:
        found = pattern.match(self.text, place)
        if found is None:
            raise HandOver
        return found.end()

    def _scalar(self, text: str, start: int, end: int, style: Style) -> Scalar:
        self.nodes += 1
        # Keys, ids and years stand in many claims, and need be kept once.
        return Scalar(intern(text) if end - start <= _SHORT else text, start, end, style, self.lines)
