"""Claims in bulk that are put down: of each source in its turn, and read again from their own rows."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from held_and_known import both, same
from hypothesis import example, given
from hypothesis import strategies as st
from projects import VOCABULARY, claim, claim_file, write
from test_bulk import OTHER, SAYS, S, lines, moved, random_project, table

from claimcheck.corpus import load as loading
from claimcheck.corpus import shelf
from claimcheck.corpus.bulk import documents, kept_texts
from claimcheck.corpus.bulk.cells import Cells
from claimcheck.corpus.bulk.json_nodes import nodes_of, read_row, told_by
from claimcheck.corpus.bulk.kept_texts import LONG, KeptTexts
from claimcheck.corpus.bulk.registry import format_names
from claimcheck.corpus.bulk.row_entry import part_of
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.shelf import FileChanged
from claimcheck.corpus.validate import to_data
from claimcheck.corpus.yaml_nodes import Mapping
from claimcheck.engine.parting.by_parts import check_by_parts
from claimcheck.engine.run import check
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.registry import reporter
from claimcheck.rules.load import load_rules

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from made_corpus import Recipe, make  # noqa: E402


@pytest.fixture(autouse=True)
def put_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put every claim down as soon as its source is read, and hold none."""
    for name, most in (("MANY", 0), ("AT_ONCE", 1)):
        monkeypatch.setattr(loading, name, most)
    for name in ("FEW", "SOURCES"):
        monkeypatch.setattr(shelf, name, 0)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", format_names())
def test_claims_in_bulk_that_are_read_again_say_what_they_said(
    tmp_path: Path, name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    write(tmp_path / "yaml", random_project(seed))
    moved(tmp_path / "yaml", name, tmp_path / "bulk")
    same(*both(tmp_path / "bulk", monkeypatch))


@pytest.mark.parametrize("name", format_names())
def test_a_corpus_in_bulk_comes_to_the_same_part_by_part(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    made = make(Recipe(150, a_file=20, rate=0.1), tmp_path / "yaml")
    words = "".join(path.read_text() for path in sorted((made.root / "claims/vocabulary").iterdir()))
    (made.root / "claims/vocabulary.yaml").write_text(words)
    moved(made.root, name, tmp_path / "bulk")
    known, read = both(tmp_path / "bulk", monkeypatch)
    same(known, read)
    rules = load_rules([ROOT / "rules"], ROOT).rules
    said = reporter("json")
    whole = said.render(check(read, rules), ReportOptions())
    assert said.render(check_by_parts(known, rules), ReportOptions()) == whole
    assert '"errors": 0' not in whole


TEXTLESS = [{"source": "s", "claim": {**SAYS, "id": f"c{number}", "during": str(2000 + number)}} for number in range(7)]
FILES: dict[str, tuple[object, ...]] = {
    "a source behind its claims": (*TEXTLESS[:3], {"source": S}, *TEXTLESS[3:]),
    "a claim of an id that stands in another piece": ({"source": S}, *TEXTLESS, TEXTLESS[1], TEXTLESS[6]),
    "sources in turn": (
        {"source": S},
        TEXTLESS[0],
        {"source": {**S, "id": "t"}, "claim": SAYS},
        TEXTLESS[1],
        {"source": "t", "claim": {**SAYS, "id": "b", "during": "2020"}},
        {"source": {**S, "published": "2023"}, "claim": SAYS},
    ),
    "a source that cannot be used": ({"source": {"id": "s", "published": "?"}}, *TEXTLESS),
    "a source that no row gives": ({"source": S}, *TEXTLESS, {"source": "none", "claim": SAYS}),
    "a source without claims": ({"source": {**S, "id": "t"}}, {"source": S}, *TEXTLESS),
    "a source that a file before gives": ({"source": {**S, "id": "other"}}, {"source": "other", "claim": SAYS}),
    "lines of no use between": (
        {"source": S},
        "",
        TEXTLESS[0],
        "{",
        " " * 1_000_099,
        {**TEXTLESS[1], "more": 1},
        "[1]",
        {"source": "s", "claim": None},
        {"source": "s", "claim": {}},
        {"source": "s", "claim": "text"},
        '{"source": "s", "claim": {"id": "twice", "id": "again"}}',
        TEXTLESS[2],
    ),
    "a list that stands for several claims": (
        {"source": S},
        {"source": "s", "claim": {**SAYS, "during": ["2021", "2022"], "value": ["$5 billion", "$6 billion"]}},
    ),
    "escapes and truth": (
        {"source": S},
        json.dumps({"source": "s", "claim": {**SAYS, "quote": "Ünited"}}),
        {"source": "s", "claim": {**SAYS, "id": "true", "quote": "true"}},
        '{"source": "s", "claim": {"id": "b", "kind": true}}',
    ),
}


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_lines_in_any_order_are_the_same_source_by_source(
    tmp_path: Path, name: str, text: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "A_PIECE", 2)
    written = lines(*FILES[name])
    if text:
        written = written.replace('{"id": "s", ', '{"id": "s", "text": "../seeds/s.txt", ')
    write(
        tmp_path,
        {
            "claims/b.jsonl": written,
            "claims/a.yaml": claim_file(claim(id="a"), source=OTHER),
            "claims/vocabulary.yaml": VOCABULARY,
            "seeds/s.txt": "q and Ünited\n",
        },
    )
    same(*both(tmp_path, monkeypatch))


@pytest.mark.parametrize("name", format_names())
def test_sources_of_one_file_are_held_apart(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr(shelf, "SOURCES", 100)
    files = {"claims/vocabulary.yaml": VOCABULARY}
    for source in "ab":
        said = f"It was $5 billion in 2021, writes {source}"
        files[f"seeds/{source}.txt"] = f"{said}.\n"
        head = f"source: {{id: {source}, published: 2024, publisher: {source}, text: ../seeds/{source}.txt}}\nclaims:\n"
        told = claim(id="c", quote=said), claim(id="d", quote=said, during="2021")
        files[f"claims/{source}.yaml"] = claim_file(*told, source=head)
    write(tmp_path / "yaml", files)
    moved(tmp_path / "yaml", name, tmp_path / "bulk")
    known, read = both(tmp_path / "bulk", monkeypatch)
    same(known, read)
    assert len(known.matches) == 4


def test_a_byte_order_mark_is_no_part_of_a_line_that_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ({"source": S, "claim": SAYS}, {"source": "s", "claim": {**SAYS, "id": "b", "during": "2020"}})
    written = "\ufeff" + lines(*rows).replace("\n", "\r\n").rstrip("\r\n")
    write(tmp_path, {"claims/a.jsonl": written.encode(), "claims/vocabulary.yaml": VOCABULARY})
    known, read = both(tmp_path, monkeypatch)
    same(known, read)
    assert len(known.claims) == 2


def test_rows_of_a_table_that_lie_apart_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_texts, "TOGETHER", 2)
    rows = [*(f"c{number}" for number in range(5)), None, "b"]
    columns: dict[str, list[Any]] = {
        "source.id": ["s", "s", "t", "s", "t", "s", "s"],
        "source.published": ["2024"] * 7,
        "claim.id": rows,
        "claim.note": ["x" * 999, None, "x" * 999, "[1", '"a"', None, "null"],
        "claim.of": ['["CN", "KZ"]'] * 5 + [None, '["CN", 1]'],
        "claim.during": [str(2010 + number) for number in range(5)] + [None, "2020"],
    }
    columns |= {f"claim.{key}": [SAYS[key]] * 5 + [None, SAYS[key]] for key in ("kind", "metric", "value", "quote")}
    write(tmp_path, {"claims/a.parquet": table(columns), "claims/vocabulary.yaml": VOCABULARY})
    known, read = both(tmp_path, monkeypatch)
    same(known, read)
    assert len(known.claims) >= 3


def test_a_file_that_changed_meanwhile_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    write(tmp_path, {"claims/a.jsonl": lines({"source": S}, *TEXTLESS), "claims/vocabulary.yaml": VOCABULARY})
    found = load(open_project(start=tmp_path), sparing=True).claims
    path = tmp_path / "claims/a.jsonl"
    with path.open("r+b") as file:
        file.write(path.read_bytes().replace(b"$5 billion", b"$6 billion"))
    with pytest.raises(FileChanged, match=r"^claims/a.jsonl changed while it was read; run again$"):
        _ = found[0].model


def test_a_file_that_is_replaced_meanwhile_says_what_it_said(tmp_path: Path) -> None:
    write(tmp_path, {"claims/a.jsonl": lines({"source": S}, *TEXTLESS), "claims/vocabulary.yaml": VOCABULARY})
    found = load(open_project(start=tmp_path), sparing=True).claims
    (tmp_path / "claims/a.jsonl").unlink()
    (tmp_path / "claims/a.jsonl").write_text("")
    assert [str(each.fields["value"]) for each in found] == ["$5 billion"] * 7


WORDS = st.sampled_from(["id", "a", "", "null", "~", "true", "\ud800", '"', "\\u0041", "[{", "1", "NaN"]) | st.text()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.booleans(), st.sampled_from(["", " ", "}", ',"a":1}', "{}"]))
def test_what_is_said_at_once_is_what_the_nodes_say(data: object, escaped: bool, more: str) -> None:
    # Texts come from UTF-8, which has no halves of characters; escapes may.
    text = json.dumps(data, ensure_ascii=escaped).encode("utf-8", "replace").decode() + more
    slow = nodes_of(text, 7)
    try:
        told = told_by(text)
    except ValueError:
        return
    assert slow.problems == ()
    assert told == to_data(slow.node)
    quick = read_row(text, 7)
    assert quick == slow
    if isinstance(quick.node, Mapping) and isinstance(told, dict):
        for key in (*told, "none"):
            assert part(quick.node, key) == to_data(quick.node.get(key))


def part(row: Mapping, key: str) -> object:
    found = part_of(row, key)
    return None if found is None else to_data(found)


CELLS = st.none() | st.sampled_from(["null", "[1", '["a", 1]', '{"a": null}', '"x"', "true", "[true]"]) | st.text()


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=6))
@example([("s", "c", None, None), ("[1", "c", None, None)] * 3)
@example([("s", "c", None, "[1")])
def test_a_row_of_a_table_says_at_once_what_its_nodes_say(rows: list[tuple[str | None, ...]]) -> None:
    names = ("source.id", "claim.id", "claim.of", "place")
    quick, slow = Cells(names), Cells(names)
    for number, values in enumerate(rows, 1):
        found, expected = quick.row(values, number), slow._nodes(values, number)
        assert found.problems == expected.problems
        assert to_data(found.node) == to_data(expected.node)
        assert isinstance(found.node, Mapping)
        for key in documents.ROW_KEYS:
            assert part(found.node, key) == to_data(found.node.get(key))


@given(st.lists(st.lists(st.none() | st.text() | st.sampled_from(["x" * (LONG + 1), "y" * LONG]), max_size=4)))
def test_texts_are_kept_as_they_are(rows: list[list[str | None]]) -> None:
    kept = KeptTexts()
    safe = [[None if text is None else text.encode("utf-8", "replace").decode() for text in row] for row in rows]
    for row in safe:
        kept.add(row)
    for number, row in enumerate(safe, 1):
        assert kept.texts(number) == row
