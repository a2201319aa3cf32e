"""Builds a tree from the events of a YAML parser: no constructor, tag, merge key or shared collection.

The event parser keeps its states on a list of its own, so that depth costs it no recursion; the limit on
depth is checked at each event, before anything that recurses over the tree can see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from claimcheck.corpus.yaml_nodes import Mapping, Mark, Node, Scalar, Sequence, Style
from claimcheck.corpus.yaml_text import MAX_DEPTH, MAX_NODES, YamlProblem, place_of

MAX_ALIASES = 1_000
_MAX_REPEATS = 100

_STYLES: dict[str | None, Style] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}


def mark_of(mark: Any) -> Mark:
    """Return a place of the parser, which counts lines and columns from 0, as ours."""
    return Mark(mark.line + 1, mark.column + 1, mark.index)


class _OpenSequence:
    """A list whose end has not been read yet."""

    __slots__ = ("flow", "items", "start")

    def __init__(self, start: Mark, flow: bool) -> None:
        self.start = start
        self.flow = flow
        self.items: list[Node] = []

    def add(self, node: Node, _builder: TreeBuilder) -> None:
        self.items.append(node)

    def close(self, end: Mark) -> Node:
        last = end if self.flow or not self.items else self.items[-1].end
        return Sequence(tuple(self.items), self.start, last, self.flow)


class _OpenMapping:
    """A mapping whose end has not been read yet; `key` waits for its value."""

    __slots__ = ("entries", "first_lines", "flow", "key", "start")

    def __init__(self, start: Mark, flow: bool) -> None:
        self.start = start
        self.flow = flow
        self.key: Scalar | None = None
        self.entries: list[tuple[Scalar, Node]] = []
        self.first_lines: dict[str, int] = {}

    def add(self, node: Node, builder: TreeBuilder) -> None:
        key = self.key
        if key is None:
            self.key = _checked_key(node)
            return
        self.key = None
        first_line = self.first_lines.setdefault(key.text, key.start.line)
        if len(self.first_lines) > len(self.entries):
            self.entries.append((key, node))
        else:
            builder.report_repeat(key, first_line)

    def close(self, end: Mark) -> Node:
        last = end if self.flow or not self.entries else self.entries[-1][1].end
        return Mapping(tuple(self.entries), self.start, last, self.flow)


def _checked_key(node: Node) -> Scalar:
    line, column = node.start.line, node.start.column
    if not isinstance(node, Scalar):
        raise YamlProblem("a list or a mapping cannot be a key: write the key as plain words", line, column)
    if node.style == "plain" and node.text == "<<":
        raise YamlProblem('merge keys ("<<") are not read: write the keys out where they belong', line, column)
    if node.style == "plain" and node.text == "":
        raise YamlProblem('a key is missing before this ":"', line, column)
    return node


class TreeBuilder:
    """Takes the events of one document and builds its tree, with a list instead of recursion."""

    def __init__(self) -> None:
        self.text = ""
        self.last_end = Mark(1, 1, 0)
        self.root: Node | None = None
        self._last: Any = None
        self._documents = 0
        self._nodes = 0
        self._aliases = 0
        self._open: list[_OpenSequence | _OpenMapping] = []
        self._anchors: dict[str, Scalar | None] = {}
        self._repeats: list[YamlProblem] = []
        self._repeats_unsaid = 0

    def build(self, text: str, events: Iterable[Any]) -> Node:
        """Return the root of the one document in a text that `check_characters` has let through.

        The events are those of PyYAML or of ruamel.yaml, which name them and their parts alike. Raises YamlProblem
        for what this format refuses, and whatever the parser raises for bad syntax.
        """
        self.text = text
        handlers: dict[str, Callable[[Any], None]] = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._start_mapping,
            "MappingEndEvent": self._end,
            "SequenceStartEvent": self._start_sequence,
            "SequenceEndEvent": self._end,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
        }
        event: Any = None
        try:
            for event in events:
                handler = handlers.get(type(event).__name__)
                if handler is not None:
                    handler(event)
                self._last = event
        finally:
            if event is not None:
                self.last_end = mark_of(event.end_mark)
        root = self.root
        if root is None or (isinstance(root, Scalar) and root.text == "" and root.style == "plain"):
            raise YamlProblem("this file is empty: it holds no keys at all", 1, 1)
        return root

    @property
    def has_anchors(self) -> bool:
        """Whether any value was given a name with `&`."""
        return bool(self._anchors)

    def report_repeat(self, key: Scalar, first_line: int) -> None:
        """Note that a key stands twice in its mapping."""
        if len(self._repeats) == _MAX_REPEATS:
            self._repeats_unsaid += 1
            return
        message = (
            f'the key "{key.text[:60]}" stands twice, first on line {first_line}: only the first is read; '
            "remove one, or write its values as a list"
        )
        self._repeats.append(YamlProblem(message, key.start.line, key.start.column))

    def repeats_reported(self) -> tuple[YamlProblem, ...]:
        """Return a problem for each repeated key, and one that counts those past the first hundred."""
        if self._repeats_unsaid:
            last = self._repeats[-1]
            message = f"{self._repeats_unsaid} more repeated keys follow in this file"
            return (*self._repeats, YamlProblem(message, last.line, last.column))
        return tuple(self._repeats)

    def _document(self, event: Any) -> None:
        place = mark_of(event.start_mark)
        self._documents += 1
        if event.version is not None or event.tags:
            raise YamlProblem('directives ("%YAML", "%TAG") are not read: remove them', 1, 1)
        if self._documents > 1:
            message = 'a second document starts here ("---"): keep one a file'
            raise YamlProblem(message, place.line, place.column)

    def _scalar(self, event: Any) -> None:
        if event.tag is not None:
            raise self._tag_problem(event)
        style = _STYLES[event.style]
        if event.value == "" and style == "plain" and event.anchor is None:
            # Nothing is written here; parsers differ in where they say that it stands.
            start = end = mark_of(self._last.end_mark)
        else:
            start, end = mark_of(event.start_mark), mark_of(event.end_mark)
        if event.anchor is not None:
            start = self._after_anchor(start, end)
        if style == "literal" or style == "folded":
            end = self._without_blank_end(start, end)
        elif style == "double" and not _encodable(event.value):
            message = 'a "\\u" escape is half of a character: write the character itself'
            raise YamlProblem(message, start.line, start.column)
        node = Scalar(event.value, start, end, style)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._add(node)

    def _alias(self, event: Any) -> None:
        start, end = mark_of(event.start_mark), mark_of(event.end_mark)
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            message = f"more than {MAX_ALIASES} aliases stand in this file: write the values out"
            raise YamlProblem(message, start.line, start.column)
        if event.anchor not in self._anchors:
            message = f'the alias "*{event.anchor[:60]}" names no anchor above it; a value that starts with "*" '
            raise YamlProblem(message + "needs quotation marks", start.line, start.column)
        target = self._anchors[event.anchor]
        if target is None:
            message = f'the alias "*{event.anchor[:60]}" names a list or a mapping: write it out here'
            raise YamlProblem(message, start.line, start.column)
        self._add(Scalar(target.text, start, end, target.style))

    def _start_mapping(self, event: Any) -> None:
        self._open.append(_OpenMapping(self._start(event), bool(event.flow_style)))

    def _start_sequence(self, event: Any) -> None:
        self._open.append(_OpenSequence(self._start(event), bool(event.flow_style)))

    def _start(self, event: Any) -> Mark:
        start = mark_of(event.start_mark)
        if event.tag is not None:
            raise self._tag_problem(event)
        if len(self._open) == MAX_DEPTH:
            message = f"lists and mappings are nested deeper than {MAX_DEPTH} levels here: flatten them"
            raise YamlProblem(message, start.line, start.column)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        return start

    def _end(self, event: Any) -> None:
        self._add(self._open.pop().close(mark_of(event.end_mark)))

    def _add(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"this file holds more than {MAX_NODES} values: split it into several files"
            raise YamlProblem(message, node.start.line, node.start.column)
        if self._open:
            self._open[-1].add(node, self)
        else:
            self.root = node

    def _tag_problem(self, event: Any) -> YamlProblem:
        place = mark_of(event.start_mark)
        message = 'tags ("!…") are not read: remove it, or put the value in quotation marks'
        return YamlProblem(message, place.line, place.column)

    def _after_anchor(self, start: Mark, end: Mark) -> Mark:
        """Return where the value itself begins, so that an edit of it keeps the anchor."""
        index = start.index
        while index < end.index and not self.text[index].isspace():
            index += 1
        while index < end.index and (self.text[index].isspace() or self.text[index] == "#"):
            index = self._line_end(index) if self.text[index] == "#" else index + 1
        return self._moved(start, min(index, end.index))

    def _line_end(self, index: int) -> int:
        while index < len(self.text) and self.text[index] not in "\r\n":
            index += 1
        return index

    def _without_blank_end(self, start: Mark, end: Mark) -> Mark:
        written = self.text[start.index : end.index].rstrip(" \t\r\n")
        return self._moved(start, start.index + len(written))

    def _moved(self, start: Mark, index: int) -> Mark:
        line, column = place_of(self.text[start.index : index], index - start.index)
        return Mark(start.line + line - 1, column if line > 1 else start.column + column - 1, index)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
