"""Finds the place in a file of a character of a value, however YAML let the value be written."""

from __future__ import annotations

from claimcheck.corpus.yaml_nodes import Scalar
from claimcheck.corpus.yaml_text import place_of


def place_in(node: Scalar, column: int, source: str) -> tuple[int, int]:
    """Return line and column, from 1, of the character `column` (from 0) of a value in the file's text.

    YAML folds and indents blanks alone, so the characters that are not blank are counted. A value with escapes in
    double quotation marks gives the place of its start.
    """
    start, end = _inside(node, source)
    written = source[start:end]
    if node.style == "double" and "\\" in written:
        return node.start.line, node.start.column
    wanted = sum(not char.isspace() for char in node.text[:column])
    return place_of(source, start + _nth_visible(written, wanted, doubled=node.style == "single"))


def _inside(node: Scalar, source: str) -> tuple[int, int]:
    """Return where the value's own characters are: without quotation marks, or below the line of `|` or `>`."""
    start, end = node.start.index, node.end.index
    if node.style in ("single", "double"):
        return start + 1, end - 1
    if node.style in ("literal", "folded"):
        below = source.find("\n", start, end)
        return (below + 1 if below >= 0 else start), end
    return start, end


def _nth_visible(written: str, wanted: int, *, doubled: bool) -> int:
    """Return the offset of the character that `wanted` visible ones stand before; at worst the end of the last."""
    seen = index = last = 0
    while index < len(written):
        width = 2 if doubled and written.startswith("''", index) else 1
        if not written[index].isspace():
            if seen == wanted:
                return index
            seen += 1
            last = index + width
        index += width
    return last
