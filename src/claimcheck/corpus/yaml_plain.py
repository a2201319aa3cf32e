"""Reads YAML as people and `claimcheck fmt` write it, line by line: a key and a value a line, without a parser.

A line is a key, a key with a value, or an item of a list. A value is plain words, words in quotation marks without
escapes, a list or a mapping in brackets that ends on its line, or the lines of a block without blank ones. Whatever
else stands in a file, however little of it, hands the whole file over to a parser: what is read here is read as the
parsers do, to the last place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from claimcheck.corpus.yaml_nodes import Lines, Mapping, Node, Scalar, Sequence, Style
from claimcheck.corpus.yaml_text import MAX_DEPTH, MAX_NODES

_KEY = r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,119}):"
# Words end before a space and a "#", and may hold no colon before a space; a sign that has a meaning begins none.
_PLAIN = (
    r"""((?:[^ \n\-?:,\[\]{}#&*!|>'"%@`]|-(?=[0-9]))[^ \n:#]*+"""
    r"(?:(?::++(?=[^ \n])|#++| ++(?=[^ \n#]))[^ \n:#]*+)*+)"
)
_QUOTED = r"""'([^'\n]*+)'|"([^"\\\n]*+)\""""
_END = r"(?: +#[^\n]*+)? *(?:\n|\Z)"
_LINE = re.compile(rf"( *)(- +)?(?:{_KEY}(?=[ \n]|\Z) *)?(?:{_PLAIN}|{_QUOTED})?{_END}")
_BRACKETED = re.compile(rf"( *)(- +)?(?:{_KEY} +)?(?=[\[{{])")
_BLOCK = re.compile(rf"( *)(- +)?{_KEY} +([|>])(-?) *\n")
_AFTER_BLOCK = re.compile(r"\n*( *)(?=[^ \n]|\Z)")
_COMMENT = re.compile(r" *#[^\n]*+(?:\n|\Z)")
_LINE_END = re.compile(_END)

_SHORT = 32

# Inside brackets, words also end at a comma and at any bracket.
_WORD = re.compile(r"([A-Za-z0-9_$€£][^ \n,\[\]{}:#?\"]*+(?: ++[^ \n,\[\]{}:#?\"]++)*+)(?= *[,\]}])")
_FLOW_QUOTED = re.compile(rf"(?:{_QUOTED})(?= *[,\]}}])")
_FLOW_KEY = re.compile(rf"{_KEY} +")
_NEXT = re.compile(r" *(?:, *(?![ ,\]}])|(?=[\]}]))")
_SPACES = re.compile(" *")


@lru_cache(maxsize=64)
def _lines_of(width: int, sign: str) -> re.Pattern[str]:
    """Match the lines of a block behind so many spaces; more of them would keep a line from being folded."""
    return re.compile(rf"(?: {{{width}}}{'(?! )' if sign == '>' else ''}[^\n]*(?<! )\n)+")


class _HandOver(Exception):
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


def read_plainly(text: str) -> Mapping | None:
    """Read a text that `check_characters` has let through; None if there is anything in it that is not plain."""
    if "\r" in text or "\t" in text:
        return None
    try:
        return _Reader(text).go()
    except _HandOver:
        return None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.open: list[_Open] = []
        self.nodes = 0

    def go(self) -> Mapping:
        text, size, match = self.text, len(self.text), _LINE.match
        place = 0
        while place < size:
            line = match(text, place)
            if line is None:
                comment = _COMMENT.match(text, place)
                place = self._other(place) if comment is None else comment.end()
                continue
            place = line.end()
            indent, dash, key, plain, single, double = line.groups()
            if plain is not None:
                value = self._scalar(plain, *line.span(4), "plain")
            elif single is not None:
                value = self._scalar(single, line.start(5) - 1, line.end(5) + 1, "single")
            elif double is not None:
                value = self._scalar(double, line.start(6) - 1, line.end(6) + 1, "double")
            elif key is None:
                if dash is not None:
                    raise _HandOver
                continue
            else:
                value = None
            self._take(len(indent), line.end(1), dash, key, line.start(3), value)
        if self.nodes > MAX_NODES or not self.open:
            raise _HandOver
        while len(self.open) > 1:
            self._close()
        root = self._made(self.open.pop())
        if not isinstance(root, Mapping):
            raise _HandOver
        return root

    def _other(self, place: int) -> int:
        """Read a line with a block or with brackets; return where the next one begins."""
        block = _BLOCK.match(self.text, place)
        return self._bracketed(place) if block is None else self._block(block)

    def _block(self, head: re.Match[str]) -> int:
        indent, dash, key, sign, strip = head.groups()
        begin = head.end()
        width = self._after(_SPACES, begin) - begin
        body = _lines_of(width, sign).match(self.text, begin)
        if body is None or width <= len(indent) + len(dash or ""):
            raise _HandOver
        after = _AFTER_BLOCK.match(self.text, body.end())
        if after is None or len(after.group(1)) > len(indent) + len(dash or ""):
            raise _HandOver
        words = (" " if sign == ">" else "\n").join(line[width:] for line in body.group().split("\n")[:-1])
        style: Style = "folded" if sign == ">" else "literal"
        value = self._scalar(words if strip else words + "\n", head.start(4), body.end() - 1, style)
        self._take(len(indent), head.end(1), dash, key, head.start(3), value)
        return body.end()

    def _bracketed(self, place: int) -> int:
        line = _BRACKETED.match(self.text, place)
        if line is None:
            raise _HandOver
        value, end = self._flow(line.end(), 0)
        rest = _LINE_END.match(self.text, end)
        if rest is None:
            raise _HandOver
        indent, dash, key = line.groups()
        self._take(len(indent), line.end(1), dash, key, line.start(3), value)
        return rest.end()

    def _take(self, column: int, start: int, dash: str | None, key: str | None, at: int, value: Node | None) -> None:
        """Put what a line holds where its column says that it belongs."""
        top = self._top(column, start, dash is not None)
        if dash is None:
            if key is None:
                raise _HandOver
        elif key is None:
            if value is None:
                raise _HandOver
            top.items.append(value)
            return
        else:
            top = _Open(column + len(dash), at, is_list=False)
            self._push(top)
        if key in top.texts:
            raise _HandOver
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
                raise _HandOver
            self._push(_Open(column, start, is_list=False))
            return open_[-1]
        top = open_[-1]
        if top.key is not None and (column > top.column or (is_item and column == top.column)):
            self._push(_Open(column, start, is_list=is_item))
            return open_[-1]
        while top.column > column or (top.column == column and top.is_list and not is_item):
            self._close()
            if not open_:
                raise _HandOver
            top = open_[-1]
        if top.column != column or top.is_list != is_item:
            raise _HandOver
        if top.key is not None:
            self._fill(top)
        return top

    def _push(self, found: _Open) -> None:
        if len(self.open) == MAX_DEPTH - 1:
            raise _HandOver
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
            raise _HandOver
        text, start = self.text, place
        is_list = text[place] == "["
        items: list[Node] = []
        entries: list[tuple[Scalar, Node]] = []
        texts: set[str] = set()
        place = self._after(_SPACES, place + 1)
        while text[place : place + 1] not in ("]", "}"):
            if is_list:
                item, place = self._flow_value(place, depth)
                items.append(item)
            else:
                found = _FLOW_KEY.match(text, place)
                if found is None or found.group(1) in texts:
                    raise _HandOver
                texts.add(found.group(1))
                name = self._scalar(found.group(1), *found.span(1), "plain")
                value, place = self._flow_value(found.end(), depth)
                entries.append((name, value))
            place = self._after(_NEXT, place)
        if text[place] != ("]" if is_list else "}"):
            raise _HandOver
        self.nodes += 1
        if is_list:
            return Sequence(tuple(items), start, place + 1, True, self.lines), place + 1
        return Mapping(tuple(entries), start, place + 1, True, self.lines), place + 1

    def _flow_value(self, place: int, depth: int) -> tuple[Node, int]:
        word = _WORD.match(self.text, place)
        if word is not None:
            return self._scalar(word.group(1), place, word.end(), "plain"), word.end()
        quoted = _FLOW_QUOTED.match(self.text, place)
        if quoted is not None:
            single, double = quoted.groups()
            style: Style = "double" if single is None else "single"
            return self._scalar(double if single is None else single, *quoted.span(), style), quoted.end()
        if self.text[place : place + 1] not in ("[", "{"):
            raise _HandOver
        return self._flow(place, depth + 1)

    def _after(self, pattern: re.Pattern[str], place: int) -> int:
        found = pattern.match(self.text, place)
        if found is None:
            raise _HandOver
        return found.end()

    def _scalar(self, text: str, start: int, end: int, style: Style) -> Scalar:
        self.nodes += 1
        # Keys, ids and years stand in many claims, and need be kept once.
        return Scalar(intern(text) if end - start <= _SHORT else text, start, end, style, self.lines)
