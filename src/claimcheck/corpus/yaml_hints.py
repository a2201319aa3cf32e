"""Plain sentences for what goes wrong in YAML: syntax errors, and a comma that ends a value by surprise."""

from __future__ import annotations

from claimcheck.corpus.yaml_nodes import Mapping, Scalar, Sequence
from claimcheck.values.late_pattern import late

_THOUSANDS_END = late(r"(?:^|[^0-9])[0-9]{1,3}$")
_THOUSANDS_START = late(r"[0-9]{3}(?![0-9])")
_SHOWN = 40

# The parser's own words, and ours. `{opened}` is the line where the construct at fault began.
_SENTENCES: tuple[tuple[str, str], ...] = (
    ("found character '\\t'", "a tab indents this line: YAML allows only spaces there"),
    ("found character '", "a value cannot start with this sign: put the value in quotation marks"),
    (
        "mapping values are not allowed",
        'a ":" stands where no key can be: put the value in quotation marks if the colon belongs to it, '
        "else mend the indentation",
    ),
    (
        "could not find expected ':'",
        'the key on line {opened} has no ":" after it: add it, or mend the indentation',
    ),
    ("sequence entries are not allowed", 'a list cannot start here: begin the "- " on a line of its own'),
    ("mapping keys are not allowed", 'a "? " key cannot start here: put the value in quotation marks'),
    (
        "found unexpected ':'",
        "a colon needs a space after it here: add the space, or put the value in quotation marks",
    ),
    ("found unexpected end of stream", "the quotation mark on line {opened} is never closed"),
    (
        "found unexpected document separator",
        "the quotation mark on line {opened} is not closed before this line",
    ),
    (
        "expected ',' or '}'",
        'the "{{" on line {opened} is not closed, or a comma is missing before this place',
    ),
    (
        "expected ',' or ']'",
        'the "[" on line {opened} is not closed, or a comma is missing before this place',
    ),
    (
        "expected the node content",
        "a bracket or brace is not closed, or a value is missing before this place",
    ),
    (
        "expected <block end>, but found '<scalar>'",
        "this text follows a value that has ended: a value that starts with a quotation mark, bracket or "
        "brace must end with its partner",
    ),
    (
        "expected <block end>",
        "the indentation of this line fits nothing above it: align it with its neighbours",
    ),
    (
        "expected '<document start>'",
        "this stands outside everything above it: mend the indentation or the brackets",
    ),
    (
        "unknown escape character",
        'a "\\" in double quotation marks needs a known letter: use single ones, or "\\\\"',
    ),
    ("escape sequence of", 'a "\\x", "\\u" or "\\U" is followed by too few hexadecimal digits'),
    ("expected alphabetic or numeric", 'a name must follow "&" or "*": put the value in quotation marks'),
    (
        "chomping or indentation",
        'only "+", "-" or a digit may follow "|" or ">": begin the text on the next line',
    ),
)


def syntax_sentence(problem: str, opened: int) -> str:
    """Return a plain sentence for a parser's error; `opened` is the line where its construct began."""
    for words, sentence in _SENTENCES:
        if words in problem:
            return sentence.format(opened=opened)
    return f"this is not valid YAML: {problem}" if problem else "this is not valid YAML from here on"


def flow_comma_hint(node: Mapping | Sequence, stray: Scalar) -> str | None:
    """Return why a stray key of `{…}`, or item of `[…]`, stands there: a comma ended the value before it.

    `stray` must be a key or an item of `node`. None if it does not look like the rest of a value.
    """
    before = _value_before(node, stray)
    if not node.flow or stray.style != "plain" or before is None:
        return None
    closing = "braces" if isinstance(node, Mapping) else "brackets"
    if _is_thousands(before, stray):
        whole = _shown(f"{before.text},{stray.text}")
        return (
            f'inside {closing} YAML ends a value at a comma, so "{_shown(before.text)}" and '
            f'"{_shown(stray.text)}" are two: write "{whole}" in quotation marks'
        )
    if isinstance(node, Mapping) and _has_no_value(node, stray):
        return (
            f'inside braces YAML ends a value at a comma, so "{_shown(stray.text)}" became a key: if it '
            f'belongs to "{_shown(before.text)}", put the whole value in quotation marks'
        )
    return None


def _value_before(node: Mapping | Sequence, stray: Scalar) -> Scalar | None:
    values = [value for _, value in node.entries] if isinstance(node, Mapping) else list(node.items)
    places = [key for key, _ in node.entries] if isinstance(node, Mapping) else values
    for position, place in enumerate(places):
        if place is stray:
            before = values[position - 1] if position else None
            return before if isinstance(before, Scalar) and before.style == "plain" else None
    return None


def _is_thousands(before: Scalar, after: Scalar) -> bool:
    adjacent = after.start.index == before.end.index + 1
    written = _THOUSANDS_END.search(before.text) and _THOUSANDS_START.match(after.text)
    return adjacent and written is not None


def _has_no_value(mapping: Mapping, key: Scalar) -> bool:
    value = next(value for name, value in mapping.entries if name is key)
    return isinstance(value, Scalar) and value.text == "" and value.start == value.end == key.end


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
