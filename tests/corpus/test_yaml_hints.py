from __future__ import annotations

import pytest

from claimcheck.corpus.yaml_hints import flow_comma_hint, syntax_sentence
from claimcheck.corpus.yaml_nodes import Mapping, Scalar, Sequence, at
from claimcheck.corpus.yaml_reader import read_yaml


def hint(text: str, stray: str) -> str | None:
    root = read_yaml(text).root
    assert root is not None
    node = at(root, ("by",))
    assert isinstance(node, Mapping | Sequence)
    if isinstance(node, Mapping):
        key = node.key_node(stray)
        assert key is not None
        return flow_comma_hint(node, key)
    (item,) = (item for item in node.items if isinstance(item, Scalar) and item.text == stray)
    return flow_comma_hint(node, item)


def test_a_comma_in_a_figure_in_braces() -> None:
    assert hint("by: {a: 4,000 jobs}", "000 jobs") == (
        'inside braces YAML ends a value at a comma, so "4" and "000 jobs" are two: write "4,000 jobs" in '
        "quotation marks"
    )


def test_a_comma_in_a_figure_in_brackets() -> None:
    assert hint("by: [$1,500 t, 2 t]", "500 t") == (
        'inside brackets YAML ends a value at a comma, so "$1" and "500 t" are two: write "$1,500 t" in quotation marks'
    )


def test_a_comma_between_words_in_braces() -> None:
    assert hint("by: {a: up 4 percent, from 3}", "from 3") == (
        'inside braces YAML ends a value at a comma, so "from 3" became a key: if it belongs to "up 4 '
        'percent", put the whole value in quotation marks'
    )


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("by: {a: 4, b: 5}", "b"),
        ("by: {a: 4}", "a"),
        ("by: {a: 4, '000 jobs': }", "000 jobs"),
        ("by: {a: [4], b}", "b"),
        ("by: [4, 000]", "000"),
        ("by: [2020, 500]", "500"),
        ("by: [4,0000]", "0000"),
        ("by: [2020,500]", "500"),
        ("by:\n  a: 4\n  000 jobs:\n", "000 jobs"),
        ("by:\n  a: 4\n  ? b", "b"),
    ],
)
def test_no_hint_where_no_value_was_cut(text: str, stray: str) -> None:
    assert hint(text, stray) is None


def test_an_unknown_error_keeps_the_parser_s_words() -> None:
    assert syntax_sentence("odd thing", 3) == "this is not valid YAML: odd thing"
    assert syntax_sentence("", 3) == "this is not valid YAML from here on"
    assert syntax_sentence("expected ',' or '}', but got x", 3).startswith('the "{" on line 3 is not closed')
