from __future__ import annotations

import io
import string
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from claimcheck.corpus.yaml_builder import MAX_ALIASES
from claimcheck.corpus.yaml_nodes import Mapping, Mark, Node, Scalar, Sequence, at
from claimcheck.corpus.yaml_reader import read_fast, read_fully, read_yaml
from claimcheck.corpus.yaml_text import MAX_BYTES, MAX_DEPTH, MAX_NODES, YamlProblem, check_characters, place_of

ROOT = Path(__file__).resolve().parents[2]


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def read(text: str | bytes) -> Mapping:
    result = read_yaml(text)
    assert [problem.message for problem in result.problems] == []
    assert isinstance(result.root, Mapping)
    return result.root


def scalar(text: str, *path: str | int) -> Scalar:
    node = at(read(text), path)
    assert isinstance(node, Scalar)
    return node


def refusal(data: str | bytes) -> tuple[str, int, int]:
    result = read_yaml(data)
    assert result.root is None
    (problem,) = result.problems
    return problem.message, problem.line, problem.column


def every_node(node: Node) -> list[Node]:
    nodes = [node]
    if isinstance(node, Sequence):
        nodes += [below for item in node.items for below in every_node(item)]
    elif isinstance(node, Mapping):
        nodes += [below for entry in node.entries for part in entry for below in every_node(part)]
    return nodes


@pytest.mark.parametrize(
    "written",
    ["4.20", "no", "yes", "on", "2024-02-30", "12:30", "010", "1_000", "0x1F", ".inf", "1e3", "true"],
)
def test_scalars_stay_as_written(written: str) -> None:
    assert scalar(f"value: {written}", "value").text == written


def test_styles_and_texts() -> None:
    text = "a: plain\nb: 'it''s'\nc: \"x\\ty\"\nd: |\n  one\n  two\ne: >-\n  one\n  two\n"
    root = read(text)
    found = [(value.text, value.style) for _, value in root.entries if isinstance(value, Scalar)]
    assert found == [
        ("plain", "plain"),
        ("it's", "single"),
        ("x\ty", "double"),
        ("one\ntwo\n", "literal"),
        ("one two", "folded"),
    ]


def test_null_is_what_no_quotation_marks_say() -> None:
    root = read("a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: none\n")
    nulls = [key.text for key, value in root.entries if isinstance(value, Scalar) and value.is_null]
    assert nulls == ["a", "b", "c"]


def test_marks_span_what_is_written() -> None:
    text = "claims:\n  - id: a\n    of: [CN, KZ]\n    quote: 'x y'   # said\nlast: |\n  one\n\n\nend: 1\n"
    root = read(text)
    assert root.get("claims") is not None
    spans = {plain_text(text, node): (node.start.line, node.start.column) for node in every_node(root)}
    assert spans["'x y'"] == (4, 12)
    assert spans["[CN, KZ]"] == (3, 9)
    assert spans["|\n  one"] == (5, 7)
    assert spans["id: a\n    of: [CN, KZ]\n    quote: 'x y'"] == (2, 5)
    assert plain_text(text, at(root, ("claims",))) == "- id: a\n    of: [CN, KZ]\n    quote: 'x y'"
    assert at(root, ("claims", 0, "of", 1)).end == Mark(3, 16, text.index("KZ]") + 2)


def plain_text(text: str, node: Node) -> str:
    return text[node.start.index : node.end.index]


def test_flow_is_told_from_block() -> None:
    root = read("a: [1]\nb:\n  - 1\nc: {d: 1}\n")
    found = [value.flow for _, value in root.entries if not isinstance(value, Scalar)]
    assert found == [True, False, True]
    assert not root.flow


def test_byte_order_mark_and_windows_line_ends_shift_nothing() -> None:
    node = at(read(b"\xef\xbb\xbfa: 1\r\nb: x\r\n"), ("b",))
    assert node == Scalar("x", Mark(2, 4, 9), Mark(2, 5, 10), "plain")


def test_old_mac_line_ends_count() -> None:
    assert scalar("a: 1\rb: x\r", "b").start == Mark(2, 4, 8)


def test_the_start_of_an_anchored_value_is_the_value() -> None:
    text = "a: &name value\nb: *name\nc: &other  # why\n  'x'\n"
    assert scalar(text, "a") == Scalar("value", Mark(1, 10, 9), Mark(1, 15, 14), "plain")
    assert scalar(text, "b") == Scalar("value", Mark(2, 4, 18), Mark(2, 9, 23), "plain")
    assert scalar(text, "c").start == Mark(4, 3, text.index("'x'"))


def test_an_anchored_nothing_has_an_empty_span_after_its_anchor() -> None:
    node = scalar("a: &x\nb: 1\n", "a")
    assert (node.text, node.start, node.end) == ("", Mark(1, 6, 5), Mark(1, 6, 5))


def test_a_repeated_key_is_a_problem_and_the_first_is_kept() -> None:
    result = read_yaml("on: 1\nid: x\non: 2\nin: {k: 1, k: 2}\n")
    assert result.root is not None
    assert plain(result.root) == {"on": "1", "id": "x", "in": {"k": "1"}}
    assert [(p.line, p.column) for p in result.problems] == [(3, 1), (4, 12)]
    assert "stands twice, first on line 4:" in result.problems[1].message
    assert result.problems[0].message == (
        'the key "on" stands twice, first on line 1: only the first is read; remove one, or write its values as a list'
    )


def test_repeated_keys_are_counted_past_a_hundred() -> None:
    result = read_yaml("k: 1\n" * 200)
    assert len(result.problems) == 101
    assert result.problems[-1].message == "99 more repeated keys follow in this file"


@pytest.mark.parametrize(
    ("data", "words", "line", "column"),
    [
        ("", "this file is empty", 1, 1),
        ("# nothing\n---\n", "this file is empty", 1, 1),
        ("a: !!int 1", "tags", 1, 4),
        ("a: !x [1]", "tags", 1, 4),
        ("a: &x\n  b: 1\nc: *x", "names a list or a mapping", 3, 4),
        ("a: *x", "names no anchor", 1, 4),
        ("a:\n  <<: x", "merge keys", 2, 3),
        ("? [a]\n: b", "cannot be a key", 1, 3),
        (": b", "a key is missing", 1, 1),
        ("a: 1\n--- \nb: 2", "a second document", 2, 1),
        ("%YAML 1.1\n---\na: 1", "directives", 1, 1),
        ("%TAG ! x\n---\na: 1", "directives", 1, 1),
        ("a: 1\n\tb: 2", "a tab indents this line", 2, 1),
        ("a: b: c", 'a ":" stands where no key can be', 1, 5),
        ("a: @b", "cannot start with this sign", 1, 4),
        ("a: 1\nb: 'c", "the quotation mark on line 2 is never closed", 2, 6),
        ('a: "b" c', "this text follows a value that has ended", 1, 8),
        ("a: {b: 1\nc: 2\n", 'the "{" on line 1 is not closed', 2, 2),
        ("a: [b, c", 'the "[" on line 1 is not closed', 1, 9),
        ("- a\nb\n", "the key on line 2", 3, 1),
        ("a: - b", "a list cannot start here", 1, 4),
        ('a: "\\q"', "needs a known letter", 1, 6),
        ('a: "\\ud800"', "half of a character", 1, 4),
        ("a: 1\nb: \x07", "the control character U+0007", 2, 4),
        ("a: \x00", "the control character U+0000", 1, 4),
        ("a: \x85", "the line separator U+0085", 1, 4),
        ("a: \u2028", "the line separator U+2028", 1, 4),
        ("\ufeffa: \ufeff", "a byte order mark", 1, 4),
        ("a: \ud800", "half of a character", 1, 4),
        (b"a: 1\ncaf\xe9: 2", "the byte 0xe9 is not UTF-8", 2, 4),
        ("a: 1".encode("utf-16"), "this file is UTF-16", 1, 1),
        ("a: 1".encode("utf-16-be"), "this file is UTF-16", 1, 1),
        ("a: 1".encode("utf-32"), "this file is UTF-32", 1, 1),
    ],
)
def test_what_is_refused_and_where(data: str | bytes, words: str, line: int, column: int) -> None:
    message, *place = refusal(data)
    assert words in message
    assert place == [line, column]


@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "- ", "? "])
def test_depth_is_refused_at_the_limit_and_far_beyond(opening: str) -> None:
    assert "nested deeper than 64 levels" in refusal(opening * (MAX_DEPTH + 1) + "x")[0]
    assert "nested deeper than 64 levels" in refusal(opening * 100_000)[0]


def test_depth_up_to_the_limit_is_read() -> None:
    result = read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert result.problems == ()
    deep = "".join("  " * level + "a:\n" for level in range(100))
    assert "nested deeper" in refusal(deep)[0]


def test_aliases_up_to_the_limit_are_read() -> None:
    assert read_yaml("a: &x 1\nb: [" + "*x ," * MAX_ALIASES + "]").problems == ()
    assert "more than 1000 aliases" in refusal("a: &x 1\nb: [" + "*x ," * (MAX_ALIASES + 1) + "]")[0]


def test_every_character_that_is_not_allowed_is_refused_and_no_other() -> None:
    allowed = set("\t\n\r").union(
        *(map(chr, range(first, last + 1)) for first, last in (
            (0x20, 0x7E), (0xA0, 0x2027), (0x202A, 0xD7FF), (0xE000, 0xFEFE), (0xFF00, 0xFFFD), (0x10000, 0x10FFFF),
        ))
    )  # fmt: skip
    check_characters("".join(allowed))
    for code in (*range(0x10000), 0x10000, 0x10FFFF):
        if chr(code) not in allowed:
            with pytest.raises(YamlProblem, match=f"U\\+{code:04X}"):
                check_characters(chr(code))


def test_a_refused_character_leaves_the_text_for_an_excerpt() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: \x07").text == "a: \x07"
    assert read_yaml(b"\xff").text == ""


def test_size_is_capped_before_anything_is_read() -> None:
    assert refusal(b"#" * (MAX_BYTES + 1)) == (
        "this file is larger than 10 MB: split it into several files",
        1,
        1,
    )


def test_the_number_of_values_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_NODES == 200_000
    monkeypatch.setattr("claimcheck.corpus.yaml_builder.MAX_NODES", 10)
    assert read_yaml("[" + "a, " * 9 + "]").problems == ()
    assert "more than 10 values" in refusal("[" + "a, " * 10 + "]")[0]


@pytest.mark.parametrize("odd", ["%YAML 1." + "1" * 5000 + "\n---\na: 1", '"\\U00110000"', '"\\UFFFFFFFF"'])
def test_odd_exceptions_of_the_parser_become_problems(odd: str) -> None:
    assert refusal(odd)[0].startswith("this is not valid YAML")


def test_at_returns_the_deepest_node_that_exists() -> None:
    root = read("a:\n  - b: 1\n")
    assert plain(at(root, ("a", 0, "b"))) == "1"
    assert plain(at(root, ("a", 0, "absent", "x"))) == {"b": "1"}
    assert plain(at(root, ("a", 7))) == [{"b": "1"}]
    assert at(root, ("a", "b")) is root.get("a")
    assert at(root, (0,)) is root
    assert at(root, ("a", 0, "b", "c")) == Scalar("1", Mark(2, 8, 10), Mark(2, 9, 11), "plain")


def test_get_and_key_node() -> None:
    root = read("a: 1\nb: 2\n")
    key = root.key_node("b")
    assert key is not None
    assert (key.text, key.start) == ("b", Mark(2, 1, 5))
    assert root.key_node("c") is None
    assert root.get("c") is None


SIGNS = "a: |- |[|]|{|}|, |: |? |&x |*x|!t |'|\"|#|\n|\r\n|\r|  |\t|---\n|...\n|%YAML 1.1\n|<<: |\\|4,0"
pieces = st.sampled_from([*SIGNS.split("|"), "\ufeff", "\x85", "é😀", "|\n", ">-\n"])


@given(st.one_of(st.binary(max_size=60), st.lists(pieces, max_size=25).map("".join).map(str.encode)))
@example(b"\x00\x00\x00")
@example(b"! - [")
@settings(max_examples=600, deadline=None)
def test_no_bytes_raise_and_every_place_is_in_the_text(data: bytes) -> None:
    result = read_yaml(data)
    assert result.root is not None or len(result.problems) == 1
    for problem in result.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.line <= data.count(b"\n") + data.count(b"\r") + 1
    for node in every_node(result.root) if result.root is not None else []:
        assert 0 <= node.start.index <= node.end.index <= len(result.text)
        for mark in (node.start, node.end):
            assert (mark.line, mark.column) == place_of(result.text, mark.index)


words = st.text(st.sampled_from(string.ascii_letters + string.digits + " :,#'\"-[]{}&*!|>%@éß😀"), max_size=12).filter(
    lambda word: not word.startswith(":")  # the writer leaves it bare in braces, where its own parser refuses it
)
trees = st.recursive(
    words,
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(words, below, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(words, trees, min_size=1, max_size=4), st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_another_writer_wrote_is_read_back(tree: dict[str, object], flow: bool) -> None:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = flow
    writer.width = 10_000
    stream = io.StringIO()
    writer.dump(tree, stream)
    composed = YAML(typ="safe", pure=True).compose(stream.getvalue())
    assert plain(read(stream.getvalue())) == tree == as_composed(composed)


def as_composed(node: object) -> object:
    value = getattr(node, "value", None)
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], tuple):
        return {as_composed(key): as_composed(below) for key, below in value}
    return {} if type(node).__name__ == "MappingNode" else [as_composed(item) for item in value]


# What one reader of YAML takes in another way than the next: marks, blanks, ends, escapes.
PIECES = st.sampled_from(
    [
        "- ",
        "  ",
        "\n",
        ": ",
        ":",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "#",
        " #",
        "&a ",
        "*a",
        ">-\n",
        "> \n",
        "'",
        '"',
        "\t",
        "a",
        "b c",
        "? ",
        "---\n",
        "...\n",
        "!",
        "!!s ",
        "%",
        "\r\n",
        "\r",
        "é",
        "\\n",
        "\\x41",
        "<<: ",
        "--",
        "12:30",
        "|\n",
        "|+\n",
        "|2\n",
        "\xa0",
        "AT&T",
        "{a:1}",
        "a:b",
        "\\\n",
        "\\/",
    ]
)


@settings(max_examples=400)
@given(st.lists(PIECES, min_size=1, max_size=14).map("".join), st.sampled_from(["", "a: ", "- a: b\n  c: "]))
@example("|\n#", "")
@example("&a::hy: |\n", "")
@example("\t#\n", "a: ")
@example(">#\n", "a: ")
@example("b\n...\n...\n", "a: ")
def test_what_the_fast_reader_accepts_the_full_one_reads_alike(written: str, before: str) -> None:
    fast = read_fast(before + written)
    if fast is not None:
        full = read_fully(before + written)
        assert (fast.root, [str(each) for each in fast.problems]) == (full.root, [str(each) for each in full.problems])


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("claims/*.yaml"), *ROOT.glob("rules/*/*.yaml")]), ids=lambda p: p.stem
)
def test_the_fast_reader_reads_every_file_of_this_project(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    fast = read_fast(text)
    assert fast is not None
    assert fast.root == read_fully(text).root


@pytest.mark.parametrize("code", range(128))
def test_no_character_of_ascii_escapes_the_quick_look(code: int) -> None:
    text = f"a: b{chr(code)}c\n"
    refused = (code < 0x20 and chr(code) not in "\t\n\r") or code == 0x7F
    if refused:
        with pytest.raises(YamlProblem):
            check_characters(text)
    else:
        check_characters(text)
