"""What is read line by line is read as the parsers do: the same nodes at the same places, or not at all."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus.yaml_entries import Entry, read_entries
from claimcheck.corpus.yaml_nodes import Sequence, to_data
from claimcheck.corpus.yaml_plain import read_plainly
from claimcheck.corpus.yaml_reader import read_fast, read_fully, read_yaml
from claimcheck.corpus.yaml_text import YamlProblem, check_characters

ROOT = Path(__file__).parents[2]
FILES = sorted(path for name in ("claims", "rules", "examples", "tests") for path in (ROOT / name).rglob("*.yaml"))
TEXTS = [path.read_text("utf-8") for path in FILES if "node_modules" not in path.parts]
PIECES = [
    *("a", "b", "key", "key:", "key: ", ":", " ", "  ", "\n", "\n  ", "\n- ", "- ", "\n  - ", "-", "#", " #", "# c"),
    *("'", '"', "[", "]", "{", "}", ",", ", ", "x y", "1", "-1", "$5", "~", "null", "? ", "&a ", "*a", "!t ", "|", ">"),
    *("k: |-\n  x\n", "k: >-\n  one\n  two\n", "k: >\n  one\n\n", "k: |\n    l1\n     l2\n", "    more\n", "  more\n"),
    *("---\n", "...", "%Y", "@", "`", "\\", "a: b", "a:b", "http://x", "'q'", '"q"', '""', "''", "[a, b]", "{a: b}"),
    *("\xa0", "\u3000", "é", "<<", "=", ":: ", "::x", "w: [x, {y: z}]", "a.b-c_d: ", "a: 'x' # c", "- a: 1\n  b: 2\n"),
    *(
        "\t",
        "\r\n",
        "\r",
        "a: b \n",
        "{a: 4,000 jobs}",
        '{"a b": -1, ',
        "-1, ",
        '"k": ',
        '"": ',
        "[a, b, ]",
        "[ ]",
        "{}",
        "a: -x",
        "a: - x",
        " " * 40,
    ),
]


def agree(text: str) -> bool:
    """Check that a text is read alike, or handed over; return whether it was read."""
    try:
        check_characters(text)
    except YamlProblem:
        return False
    plain = read_plainly(text)
    if plain is None:
        return False
    result = read_fast(text) or read_fully(text)
    assert result.problems == ()
    assert result.root == plain
    return True


def agree_by_entry(text: str) -> bool:
    """Check that a text is read entry by entry as it is line by line, or handed over; return whether it was read."""
    try:
        check_characters(text)
    except YamlProblem:
        return False
    read, plain = read_entries(text), read_plainly(text)
    if read is None:
        return False
    assert plain is not None
    listed, expected = read.entries[-1][1], plain.entries[-1][1]
    assert isinstance(listed, Sequence)
    assert isinstance(expected, Sequence)
    for entry, node in zip(listed.items, expected.items, strict=True):
        if isinstance(entry, Entry):
            assert repr(entry.told) == repr(to_data(node))
    assert read == plain
    return True


def test_every_file_here_is_read_alike_and_nearly_every_one_plainly() -> None:
    read = [agree(text) for text in TEXTS]
    assert len(read) > 100
    assert sum(read) / len(read) > 0.8


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_pieces_of_yaml_in_any_order_are_read_alike(text: str) -> None:
    agree(text)


@pytest.mark.parametrize("seed", range(20))
def test_pieces_of_files_with_slips_are_read_alike(seed: int) -> None:
    rng = Random(seed)
    read = 0
    for _ in range(200):
        lines = rng.choice(TEXTS).split("\n")
        first = rng.randrange(len(lines))
        text = "\n".join(lines[first : first + rng.randint(1, 12)])
        for _ in range(rng.randint(0, 3)):
            at = rng.randrange(len(text) + 1)
            put = rng.choice((rng.choice(PIECES), rng.choice(" \n:-#'\"[]{},a"), ""))
            text = text[:at] + put + text[at + rng.choice((0, 0, 1, 3)) :]
        read += agree(text)
    assert read


FLOW_KEYS = st.sampled_from(["a", "b", '"a"', '"origin[b]"', "'a'", "0", "-1", "null", '""', '" c "'])
FLOW_WORDS = st.sampled_from(
    ["x", "two words", "-5 percent", "-", "-x", "$1", "'it'", '"q: r"', "1,000", "", "a:b", "#"]
)
FLOWS = st.recursive(
    FLOW_WORDS,
    lambda below: (
        st.lists(below, max_size=4).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(FLOW_KEYS, below), max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=8,
)


@settings(max_examples=1000)
@given(
    FLOWS, st.sampled_from(["", " ", "  # c", " x", "]"]), st.sampled_from([(",  ", ", "), (", ", ","), (": ", ":")])
)
def test_brackets_of_all_sorts_are_read_alike(flow: str, after: str, swap: tuple[str, str]) -> None:
    for text in (flow, flow.replace(*swap), flow.replace(swap[1], swap[0])):
        agree(f"k: {text}{after}\n")
        agree(f"k:\n  - {text}{after}\n  - y: {text}\n")


KEYS = st.sampled_from(["a", "b", "c-d", "e.f", "0", "null", "id"])
WORDS = st.sampled_from(
    ["x", "two words", "$41 billion", "2022-09", "-5 percent", "a:b#c", "~", "null", "'", "«é»", "x  y", "it's", "a, b"]
)
SCALARS = st.one_of(WORDS, WORDS.map(lambda word: f'"{word}"'), st.just("'q: # r'"), st.just("[a, {b: c}, 'd']"))
TREES = st.recursive(
    SCALARS,
    lambda below: (
        st.lists(below, min_size=1, max_size=3) | st.dictionaries(KEYS, below | st.none(), min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def _written(tree: object, indent: int, rng: Random) -> list[str]:
    """Write a tree as people do: any indents, comments, blank lines, lists at the column of their key."""
    pad = " " * indent
    noise = rng.choice([[], [], [], ["  # c"], [""]])
    if isinstance(tree, dict):
        lines = []
        for key, value in tree.items():
            if isinstance(value, (dict, list)):
                more = 0 if isinstance(value, list) and rng.random() < 0.5 else rng.randint(1, 4)
                lines += [f"{pad}{key}:", *noise, *_written(value, indent + more, rng)]
            elif value is not None and rng.random() < 0.2:
                lines += [f"{pad}{key}: {rng.choice(['>-', '|', '>', '|-'])}", f"{pad}  one two", f"{pad}  three"]
            else:
                lines.append(f"{pad}{key}:" + ("" if value is None else f" {value}") + rng.choice(["", "", "  # c"]))
        return lines
    if isinstance(tree, list):
        lines = []
        for item in tree:
            inner = _written(item, indent + 2, rng) if isinstance(item, (dict, list)) else [f"{pad}  {item}"]
            lines += [f"{pad}- {inner[0][indent + 2 :]}", *inner[1:], *noise]
        return lines
    return [f"{pad}{tree}"]


@settings(max_examples=800)
@given(st.dictionaries(KEYS, TREES | st.none(), min_size=1, max_size=4), st.integers(0, 99))
def test_trees_as_people_write_them_are_read_alike(tree: dict[str, object], seed: int) -> None:
    agree("\n".join(_written(tree, 0, Random(seed))) + "\n")


@settings(max_examples=800)
@given(
    st.lists(st.dictionaries(KEYS, TREES | st.none(), min_size=1, max_size=5), min_size=1, max_size=3),
    st.sampled_from([0, 2, 3]),
    st.integers(0, 99),
)
def test_trees_in_a_list_are_read_alike_entry_by_entry(trees: list[object], indent: int, seed: int) -> None:
    rng = Random(seed)
    for listed in (trees, [f"{{{', '.join(f'{key}: {rng.choice(FLAT)}' for key in 'abc')}}}" for _ in trees]):
        agree_by_entry("\n".join(["source: x", "claims:", *_written(listed, indent, rng)]) + "\n")


FLAT = ["x", "two words", "[a, b]", "'q'", '"r"', "[null]", "null", "-5", "", "{d: e}", "[[a]]", "a#b", "~", "''"]
LINES = st.lists(
    st.sampled_from(
        [
            *(
                "id: c1",
                "id: c2",
                "a: b",
                "b: 'q'",
                'c: "r"',
                "d:",
                "d: ",
                "e: [x, null]",
                "f: {g: [h, i], j: k}",
                "f: >-",
            ),
            *(
                "  one two",
                "  three",
                "   four",
                "- item",
                "  - item",
                "  - {a: b}",
                "  - a: b",
                "# note",
                "  # note",
                "",
            ),
            *("g: |", "g: x # note", "g: [x]  # note", "g: {h: i} # note", "h: ~", "i: a  b ", "j: 'it''s'", "  k: l"),
            *("  l: [m]", "m: - n", "n: &o p", "q: r: s", "- t: u", "- - v", "w", "é: x", "x: é", "  k:", "  "),
        ]
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=3000)
@given(
    st.lists(LINES, min_size=1, max_size=3), st.sampled_from([0, 2]), st.sampled_from(["", "\n", "  # c\n", "z: y\n"])
)
def test_lines_in_a_list_are_read_alike_entry_by_entry(entries: list[list[str]], indent: int, after: str) -> None:
    pad = " " * indent
    written = ["\n".join([f"{pad}- {first}", *(f"{pad}  {line}" for line in rest)]) for first, *rest in entries]
    agree_by_entry("\n".join(["source: {id: s}", "", "claims:", *written]) + "\n" + after)


def test_most_entries_are_read_without_nodes() -> None:
    text = (ROOT / "claims" / "cgtn-2022-09-16.yaml").read_text("utf-8")
    read = read_entries(text)
    assert read is not None
    assert agree_by_entry(text)
    listed = read.entries[-1][1]
    assert isinstance(listed, Sequence)
    assert all(isinstance(entry, Entry) for entry in listed.items)


@pytest.mark.parametrize(
    "text",
    [
        "a: one\n  two\n",
        "a: 'it''s'\n",
        'a: "\\n"\n',
        "a: 1\na: 2\n",
        "a: [b, a: 1]\n",
        "a: {b: 1, b: 2}\n",
        "a: &x 1\n",
        "a: *x\n",
        "a: !t 1\n",
        "a: b: c\n",
        "a\n",
        "- a\n",
        "a: 1\n b: 2\n",
        "a:\n  - b\n c: 1\n",
        "a: >-\n  one\n\n  two\n",
        "a: >-\n  one\n   two\n",
        "a:\tb\n",
        "a: 1\r\n",
        "? a\n",
        "<<: a\n",
        "---\na: 1\n",
        "",
        "# c\n",
        f"{'a' * 200}: 1\n",
        "a: " + "[" * 70 + "]" * 70 + "\n",
        "".join(f"{'  ' * depth}a:\n" for depth in range(70)),
        "a: [" + "b, " * 200_000 + "b]\n",
    ],
)
def test_what_is_not_plain_is_handed_over(text: str) -> None:
    assert read_plainly(text) is None


def test_a_file_in_the_plain_way_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "source:\n  id: s # c\nclaims:\n- id: a\n  of: [CN, KZ]\n  quote: >-\n    one\n    two\n\n- id: 'b'\n  note:\n"
    )
    expected = read_fully(text)
    monkeypatch.setattr("claimcheck.corpus.yaml_reader.read_fast", None)
    assert read_yaml(text) == expected
