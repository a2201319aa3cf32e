"""JSON is laid out as the standard library does it, but for what is invisible or a command to a build server."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.reporters.json_text import as_text

PLAIN = st.text(st.characters(categories=("L", "N", "P", "S")))
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


def data(text: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    return st.recursive(LEAVES | text, lambda inner: st.lists(inner) | st.dictionaries(text, inner), max_leaves=12)


@given(data(PLAIN))
def test_plain_data_is_written_as_the_standard_library_writes_it(value: object) -> None:
    if "##" not in json.dumps(value, ensure_ascii=False):
        assert as_text(value) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@given(data(st.text()))
def test_any_data_is_read_as_it_was_and_nothing_in_it_is_invisible(value: object) -> None:
    written = as_text(value)
    assert json.loads(written) == value
    assert not any(character in written for character in "\x00\x1b\x7f\u200b\u202e\u2028")


def test_escapes_are_those_of_json_and_commands_are_broken_up() -> None:
    value = {"a\u202e": ['\x7f\x00\n"\\', "##vso[task]", "\U000e0001", (1, 2.5, True, None), {}, []]}
    assert as_text(value) == (
        '{\n  "a\\u202e": [\n    "\\u007f\\u0000\\n\\"\\\\",\n    "\\u0023#vso[task]",\n    "\\udb40\\udc01",\n'
        "    [\n      1,\n      2.5,\n      true,\n      null\n    ],\n    {},\n    []\n  ]\n}\n"
    )


def test_iterators_are_lists() -> None:
    assert as_text({"a": iter([]), "b": map(str, range(2))}) == as_text({"a": [], "b": ["0", "1"]})
