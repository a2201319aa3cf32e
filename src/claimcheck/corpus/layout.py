"""Where the lines and paragraphs of a text are; only LF, CRLF and CR end a line."""

from __future__ import annotations

from bisect import bisect_right

from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

_LINE_END = late(r"\r\n|\r|\n")


@value_class
class Layout:
    """Starts of all lines, and the paragraphs as spans without their line ends, in order."""

    line_starts: tuple[int, ...]
    paragraphs: tuple[tuple[int, int], ...]
    paragraph_starts: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, counted from 1 in code points, of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """Return the span from the start of the paragraph at `start` to the end of the one at `end - 1`."""
        first = self.paragraph_number(start)
        if first is not None and end <= self.paragraphs[first][1]:
            return self.paragraphs[first]
        last = self.paragraph_number(max(start, end - 1))
        if first is None or last is None:
            return start, end
        return min(start, self.paragraphs[first][0]), max(end, self.paragraphs[last][1])

    def paragraph_number(self, offset: int) -> int | None:
        """Return the number, from 0, of the paragraph that an offset lies in or follows; None before all."""
        number = bisect_right(self.paragraph_starts, offset) - 1
        return number if number >= 0 else None


def lay_out(text: str) -> Layout:
    """Find lines and paragraphs.

    If blank lines separate text, a paragraph is what stands between them; if none does, each line is one.
    """
    starts = [0]
    lines: list[tuple[int, int]] = []
    for end in _LINE_END.finditer(text):
        lines.append((starts[-1], end.start()))
        starts.append(end.end())
    lines.append((starts[-1], len(text)))
    paragraphs = tuple(_paragraphs(text, lines))
    return Layout(tuple(starts), paragraphs, tuple(start for start, _ in paragraphs))


def _paragraphs(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    blocks: list[list[tuple[int, int]]] = [[]]
    for start, end in lines:
        if text[start:end].strip():
            blocks[-1].append((start, end))
        elif blocks[-1]:
            blocks.append([])
    filled = [block for block in blocks if block]
    if len(filled) == 1:
        return filled[0]
    return [(block[0][0], block[-1][1]) for block in filled]
