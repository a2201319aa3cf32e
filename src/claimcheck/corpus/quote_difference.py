"""Compares a quote with a passage word by word, and says in words where they differ."""

from __future__ import annotations

from claimcheck.values.value_class import value_class

MAX_WORDS = 300

# What it costs to read a word of the quote as a like or another one, to skip one of the passage, and to leave
# one of the quote out: people leave words of an article out oftener than they add some.
_EQUAL, _ALIKE, _SKIPPED, _OTHER, _ADDED = 0, 1, 1, 3, 4
_SHOWN_DIFFERENCES = 5
_SHOWN_LENGTH = 60
_DIGITS_ALIKE = str.maketrans("123456789", "000000000")
_EDGE_SIGNS = ".,;:!?()[]\"'"


@value_class
class Change:
    """Words of the quote, and the words that stand in their place; either may be none.

    Spans count words: of the quote, and of the passage that was compared.
    """

    quote: tuple[int, int]
    passage: tuple[int, int]


@value_class
class Comparison:
    """The part of a passage that fits a quote best, as a span of words, and the changes within it."""

    passage: tuple[int, int]
    changes: tuple[Change, ...]


def fold(word: str) -> str:
    """Return a word without letter case and the signs around it, to find words that are nearly the same."""
    return word.strip(_EDGE_SIGNS).casefold()


def compare(quote: list[str], passage: list[str]) -> Comparison:
    """Find where in a passage a quote fits with the fewest changes of words.

    What stands before and after the best place costs nothing. Time and memory grow with the product of the
    two lengths: `quote` may have at most `MAX_WORDS` words.
    """
    costs = _costs(quote, passage)
    last = costs[-1]
    end = min(range(len(last)), key=last.__getitem__)
    steps = _steps_back(costs, quote, passage, end)
    return Comparison((steps[0][1], end), _changes(steps))


def describe(comparison: Comparison, quote: list[str], passage: list[str]) -> str:
    """Return the changes as a sentence; the words of `passage` may be given in their original form."""
    shown = [_described(change, quote, passage) for change in comparison.changes[:_SHOWN_DIFFERENCES]]
    more = len(comparison.changes) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def clipped(text: str) -> str:
    """Return a text cut to what fits in a message."""
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"


def inner_edges(quote: list[str], passage: list[str]) -> tuple[int, int]:
    """Return how many signs of the passage's first and last word stand outside what the quote covers.

    Both are not empty, and are the words of the same stretch.
    """
    first, last = passage[0], passage[-1]
    before = len(first) - len(first.lstrip(_EDGE_SIGNS)) if quote[0][0] != first[0] and fold(first) else 0
    after = len(last) - len(last.rstrip(_EDGE_SIGNS)) if quote[-1][-1] != last[-1] and fold(last) else 0
    return before, after


def _cost(quote: list[str], row: int, passage_word: str) -> int:
    word = quote[row]
    if word == passage_word:
        return _EQUAL
    if fold(word) != fold(passage_word):
        return _ALIKE if _figure_of(word) == _figure_of(passage_word) != "" else _OTHER
    outer = passage_word
    if row == 0 and word[0] != outer[0]:
        outer = outer.lstrip(_EDGE_SIGNS)
    if row == len(quote) - 1 and word[-1] != outer[-1:]:
        outer = outer.rstrip(_EDGE_SIGNS)
    return _EQUAL if word == outer else _ALIKE


def _figure_of(word: str) -> str:
    """Return the form of a figure, its digits made alike: 2020 is misread as 2021 oftener than words are left out."""
    form = fold(word).translate(_DIGITS_ALIKE)
    return form if "0" in form else ""


def _costs(quote: list[str], passage: list[str]) -> list[list[int]]:
    rows = [[0] * (len(passage) + 1)]
    for number in range(len(quote)):
        above = rows[-1]
        row = [above[0] + _ADDED]
        known: dict[str, int] = {}
        for column, other in enumerate(passage):
            cost = known.get(other)
            if cost is None:
                cost = known[other] = _cost(quote, number, other)
            row.append(min(above[column] + cost, above[column + 1] + _ADDED, row[column] + _SKIPPED))
        rows.append(row)
    return rows


def _steps_back(costs: list[list[int]], quote: list[str], passage: list[str], end: int) -> list[tuple[int, int, int]]:
    """Return places (word of the quote, word of the passage, cost of the next step), first to last."""
    row, column = len(quote), end
    steps = [(row, column, _EQUAL)]
    while row:
        here = costs[row][column]
        pair = _cost(quote, row - 1, passage[column - 1]) if column else _OTHER
        if column and here == costs[row - 1][column - 1] + pair:
            row, column = row - 1, column - 1
            steps.append((row, column, pair))
            continue
        if column and here == costs[row][column - 1] + _SKIPPED:
            column -= 1
        else:
            row -= 1
        steps.append((row, column, _OTHER))
    return steps[::-1]


def _changes(steps: list[tuple[int, int, int]]) -> tuple[Change, ...]:
    changes: list[Change] = []
    opened: tuple[int, int] | None = None
    for row, column, cost in steps:
        if cost == _EQUAL and opened is not None:
            changes.append(Change((opened[0], row), (opened[1], column)))
            opened = None
        elif cost != _EQUAL and opened is None:
            opened = row, column
    return tuple(changes)


def _described(change: Change, quote: list[str], passage: list[str]) -> str:
    said = clipped(" ".join(quote[slice(*change.quote)]))
    found = clipped(" ".join(passage[slice(*change.passage)]))
    if said and found:
        return f'the article has "{found}" where the quote has "{said}"'
    if found:
        before = passage[change.passage[0] - 1]
        return f'the article has "{found}" after "{clipped(before)}", which the quote leaves out'
    return f'the quote has "{said}", which the article does not have there'
