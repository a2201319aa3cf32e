"""Claims in bulk: the same claims as lines of JSON or a table give the same findings; what is wrong is a finding."""

from __future__ import annotations

import io
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import GOOD, SOURCE, VOCABULARY, claim, claim_file, loaded, shown, write

from claimcheck.corpus.bulk.export import Export
from claimcheck.corpus.bulk.json_nodes import read_row
from claimcheck.corpus.bulk.registry import format_names, format_of, is_bulk
from claimcheck.corpus.bulk.row import MAX_ROW, Row, Unreadable, Written
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_exactly, open_project
from claimcheck.corpus.validate import to_data

SAYS: dict[str, Any] = {
    "id": "good",
    "kind": "quantity",
    "metric": "trade",
    "of": ["CN", "KZ"],
    "during": "2021",
    "value": "$5 billion",
    "quote": "q",
}
OTHER = "source: {id: other, published: 2024}\nclaims:\n"
S = {"id": "s", "published": "2024-01-02"}


def lines(*rows: object) -> str:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)


def of_lines(tmp_path: Path, *rows: object) -> Corpus:
    return loaded(tmp_path, {"claims/a.jsonl": lines(*rows)})


def test_a_line_gives_a_source_and_lines_give_its_claims(tmp_path: Path) -> None:
    corpus = of_lines(tmp_path, {"source": S}, "", {"source": "s", "claim": SAYS, "place": "claims/s.yaml:4:5"})
    assert shown(corpus) == []
    (record,) = corpus.claims
    assert record.id == "s#good"
    assert str(record.place("value")) == "claims/a.jsonl:3:1"


def test_lines_stand_in_any_order_and_beside_yaml(tmp_path: Path) -> None:
    other = claim_file(GOOD, source="source: {id: other, published: 2024}\nclaims:\n")
    text = lines({"source": "s", "claim": SAYS}, {"source": S, "claim": {**SAYS, "id": "next"}})
    corpus = loaded(tmp_path, {"claims/a.jsonl": text, "claims/b.yaml": other})
    assert shown(corpus) == []
    assert [record.id for record in corpus.claims] == ["other#good", "s#good", "s#next"]


def test_a_number_is_the_text_that_is_written(tmp_path: Path) -> None:
    number = "1234567890123456789012345.10"
    row = f'{{"source": "s", "claim": {json.dumps(SAYS)[:-1]}, "value": {number}}}}}'.replace(
        '"value": "$5 billion", ', ""
    )
    corpus = of_lines(tmp_path, {"source": S}, row)
    assert shown(corpus) == []
    assert to_data(corpus.claims[0].node)["value"] == number


WRONG: dict[str, tuple[tuple[object, ...], list[str]]] = {
    "an open brace": (
        ({"source": S}, '{"source": "s"'),
        ["2:1 YML001 this line of JSON ends too early: a quotation mark, bracket or brace is not closed"],
    ),
    "two mappings": (
        ('{"source": {"id": "s", "published": "2024"}} {}',),
        ["1:1 YML001 more follows after the JSON of this line, from character 46: one mapping is a line"],
    ),
    "single quotation marks": (
        ({"source": S}, "{'source': 1}"),
        [
            "2:1 YML001 this is not valid JSON: expecting property name enclosed in double quotes, at character 2",
        ],
    ),
    "a number that is none": (
        ({"source": S}, '{"source": "s", "claim": {"value": NaN}}'),
        [
            "2:1 YML001 NaN is no number of JSON: write the figure as the source words it, in quotation marks",
        ],
    ),
    "an infinite number": (
        ({"source": S}, '{"source": "s", "claim": {"value": -Infinity}}'),
        [
            "2:1 YML001 -Infinity is no number of JSON: write the figure as the source words it, in quotation marks",
        ],
    ),
    "a key that stands twice": (
        ('{"source": {"id": "s", "published": "2024", "id": "t"}}',),
        ['1:1 YML002 the key "id" stands twice in one mapping: only the first is read; remove one'],
    ),
    "too many levels": (
        ({"source": S}, '{"source": "s", "claim": ' + "[" * 64 + "]" * 64 + "}"),
        ["2:1 YML001 lists and mappings are nested deeper than 64 levels here: flatten them"],
    ),
    "far too many levels": (
        ({"source": S}, "[" * 100_000),
        ["2:1 YML001 lists and mappings are nested deeper than 64 levels here: flatten them"],
    ),
    "half a character": (
        ({"source": S}, r'{"source": "s", "claim": {"quote": "\ud83d"}}'),
        ['2:1 YML001 a "\\u" escape is half of a character: write the character itself'],
    ),
    "too long a line": (
        ({"source": S}, " " * (MAX_ROW + 10), {"source": "s", "claim": {**SAYS, "kind": "fact"}}),
        [
            "2:1 YML001 this line is longer than 1,000,000 bytes: one claim is a line",
            '3:1 CLM004 claim "good" is of the kind "fact", which does not exist',
        ],
    ),
    "a list": (({"source": S}, "[1]"), ["2:1 CLM003 a row is a mapping with the keys `source` and `claim`"]),
    "another key": (
        ({"source": S, "clam": SAYS},),
        ["1:1 CLM001 a row has no key `clam`; did you mean `claim`?"],
    ),
    "no source": (
        ({"source": S}, {"claim": SAYS}),
        ["2:1 CLM002 the row lacks `source`: the whole source, or the id of one that another row gives"],
    ),
    "a list of sources": (
        ({"source": S}, {"source": ["s"], "claim": SAYS}),
        ["2:1 CLM003 `source` of a row is a mapping, or the id of one that another row gives"],
    ),
    "a source that no row gives": (
        ({"source": {**S, "id": "seven"}}, {"source": "sevn", "claim": SAYS}, {"source": "sevn", "claim": SAYS}),
        ['2:1 CLM002 2 claims name the source "sevn", which no row of this file gives; did you mean `seven`?'],
    ),
    "a source that rows give otherwise": (
        ({"source": S}, {"source": {**S, "published": "2023"}, "claim": SAYS}),
        ['2:1 CLM005 the source "s" is given otherwise on line 1, so this row is not read'],
    ),
    "a claim of another form": (
        ({"source": S}, {"source": "s", "claim": "text"}),
        ["2:1 CLM003 a claim is a mapping of keys such as id, kind and quote"],
    ),
    "a field of another form": (
        ({"source": S}, {"source": "s", "claim": {**SAYS, "during": None}}),
        ["2:1 CLM006 `trade` is a flow, so it needs `during`: the period that it is summed over (no time is given)"],
    ),
}
BEHIND = "1:1 RUN001 no claim could be read, so nothing was checked"


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_line_is_a_finding_at_it(tmp_path: Path, name: str) -> None:
    rows, expected = WRONG[name]
    found = [line.removeprefix("claims/a.jsonl:") for line in shown(of_lines(tmp_path, *rows))]
    assert [line for line in found if line != BEHIND] == expected


def test_the_first_hundred_wrong_rows_are_told_and_the_others_counted(tmp_path: Path) -> None:
    found = shown(of_lines(tmp_path, {"source": S}, *[{"claim": SAYS}] * 103))
    assert len(found) == 102
    assert found[99].startswith("claims/a.jsonl:101:1 CLM002 the row lacks `source`")
    assert found[100] == "claims/a.jsonl:104:1 YML001 3 more such rows of this file are wrong"


FILES: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("a.jsonl", b" \n\n", "1:1 CLM002 the file is empty; a row of it has `source` and `claim`"),
    "another encoding": ("a.jsonl", b'"\xe9"\n', "1:1 YML001 the byte 0xe9 is not UTF-8 here: save the file as UTF-8"),
    "no table": (
        "a.parquet",
        b"PAR1 PAR1",
        "1:1 YML001 this is no Parquet table of claims that can be read from row 1 on: ",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, name: str) -> None:
    file, data, expected = FILES[name]
    if file.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    found = shown(loaded(tmp_path, {f"claims/{file}": data, "claims/b.yaml": claim_file(GOOD)}))
    assert len(found) == 1
    assert found[0].startswith(f"claims/{file}:{expected}")


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_a_line(tmp_path: Path) -> None:
    text = "\ufeff" + lines({"source": S}, {"source": "s", "claim": SAYS}).replace("\n", "\r\n")
    corpus = loaded(tmp_path, {"claims/a.jsonl": text.encode()})
    assert [record.id for record in corpus.claims] == ["s#good"]
    assert shown(corpus) == []


def test_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.jsonl"
    outside.write_text(lines({"source": S}))
    root = tmp_path / "project"
    write(root, {"claims/b.yaml": claim_file(GOOD)})
    (root / "claims/a.jsonl").symlink_to(outside)
    found = shown(load(open_project(start=root)))
    assert found == ["claims/a.jsonl:1:1 YML001 the file lies outside the project, so it is not read"]


def table(columns: dict[str, list[Any]]) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file)
    return file.getvalue()


ROWS = {"source.id": ["s", "s"], "source.published": ["2024", "2024"]}
TABLES: dict[str, tuple[dict[str, list[Any]], list[str]]] = {
    "a column of numbers": (
        {**ROWS, "claim.value": [1.5, 2.0]},
        ['1:1 YML001 the column "claim.value" is of the type double; columns are text, as sources word it'],
    ),
    "a column of another name": (
        {**ROWS, "value": ["1", "2"]},
        ['1:1 YML001 the column "value" is neither `place` nor named like `claim.metric` or `source.id`'],
    ),
    "too large a row": (
        {**ROWS, "claim.note": ["x" * (MAX_ROW + 1), None]},
        ["1:1 YML001 this row holds more than 1,000,000 characters: one claim is a row"],
    ),
    "a cell of broken JSON": (
        {**ROWS, "claim.of": ["[CN, KZ]", None]},
        [
            "1:1 YML001 the cell `of`: this is not valid JSON: expecting value, at character 2",
            "1:1 CLM002 this claim lacks `kind`",
        ],
    ),
    "another source in between": (
        {"source.id": ["s", "s"], "source.published": ["2024", "2023"], "claim.id": [None, "c"]},
        ['2:1 CLM005 the source "s" is given otherwise on line 1, so this row is not read'],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_what_is_wrong_with_a_table_is_a_finding(tmp_path: Path, name: str) -> None:
    columns, expected = TABLES[name]
    corpus = loaded(tmp_path, {"claims/a.parquet": table(columns), "claims/b.yaml": claim_file(GOOD, source=OTHER)})
    assert [line.removeprefix("claims/a.parquet:") for line in shown(corpus)] == expected


def test_a_small_table_that_says_too_much_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = table({"source.id": ["s"] * 500, "source.published": ["2024"] * 500, "claim.note": ["x" * 10_000] * 500})
    assert len(data) < 10_000
    from claimcheck.corpus.bulk.formats import parquet

    monkeypatch.setattr(parquet, "MAX_BYTES", 50_000)
    with pytest.raises(Unreadable, match="this table says more than 50,000 characters"):
        list(parquet.read(io.BytesIO(data)))


# Round trips.

PLAIN = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON = st.recursive(
    st.none() | PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_what_is_written_as_json_is_read_as_it_was(data: object) -> None:
    for text in (json.dumps(data), json.dumps(data, ensure_ascii=False, indent=1)):
        row = read_row(text, 5)
        assert row.problems == ()
        assert to_data(row.node) == data


@given(st.text(max_size=40) | st.text(alphabet='[]{}",:\\u0e1 -', max_size=40))
def test_any_text_is_a_row_or_one_problem(text: str) -> None:
    row = read_row(text, 5)
    assert (row.node is None) == any(code == "YML001" for code, _ in row.problems)


SCALARS = st.none() | PLAIN | st.sampled_from(["null", "[a", '"', "{}", "true", "~", ""])
FIELDS = st.dictionaries(PLAIN.filter(bool), SCALARS | JSON, min_size=1, max_size=4)


def through(name: str, claims: list[Written]) -> list[Row]:
    file = io.BytesIO()
    format_of(name).write(lambda: claims, file)
    file.seek(0)
    return list(format_of(name).read(file))


@pytest.mark.parametrize("name", format_names())
@settings(max_examples=40, deadline=None)
@given(claims=st.lists(st.tuples(FIELDS, st.integers(0, 1)), min_size=1, max_size=4))
def test_every_format_keeps_every_text(name: str, claims: list[tuple[dict[str, Any], int]]) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    sources: list[dict[str, Any]] = [{"id": "a", "title": "null"}, {"id": "b", "note": None}]
    claims.sort(key=lambda pair: pair[1])
    rows = through(name, [Written(sources[at], fields, f"f:{n}:1") for n, (fields, at) in enumerate(claims)])
    found = [to_data(row.node) for row in rows]
    assert [row.problems for row in rows] == [()] * len(rows)
    assert [each["claim"] for each in found if "claim" in each] == [fields for fields, _ in claims]
    assert [each["place"] for each in found if "claim" in each] == [f"f:{n}:1" for n in range(len(claims))]
    assert all(each["source"] in (*sources, "a", "b") for each in found)


SLIPS = (
    claim(value="about many"),
    claim(kind="quantty"),
    claim(metric="tade"),
    claim(during=None),
    claim(during="2021-13"),
    claim(note=""),
    claim(qoute="q"),
    claim(of="[CN, KZ, KZ]"),
    claim(value="{a: [b, {c: ~}]}"),
    claim(value="'null'"),
    claim(quote="no such words"),
    claim(quote="It was $6 billion in 2021"),
    claim(on="2021", tags="[a, 'b, c']"),
    claim(distinct="{other#good: ' '}", supersedes="other#nothing"),
    claim(value="$5 billion", quote='"It was $5 billion in 2021"'),
)
ARTICLE = "Trade rose.\n\nIt was $5 billion in 2021, and in 2021 it was good.\n"


def random_project(seed: int) -> dict[str, str]:
    rng = random.Random(seed)
    files = {"claims/vocabulary.yaml": VOCABULARY, "seeds/a.txt": ARTICLE}
    for number in range(rng.randint(1, 3)):
        source = SOURCE.replace("id: s,", f"id: s{number}, text: ../{'../' * number}seeds/a.txt,")
        told = [rng.choice((*SLIPS, GOOD)).replace("id: good", f"id: c{rng.randint(0, 8)}") for _ in range(6)]
        files[f"claims/{'deep/' * number}{number}.yaml"] = claim_file(*told, source=source)
    return files


def without_places(corpus: Corpus) -> Counter[tuple[str, str]]:
    return Counter((found.code, found.message.split(" on line ")[0]) for found in corpus.findings)


def moved(root: Path, name: str, target: Path) -> Corpus:
    """Export a project into another one, which has the same vocabulary and articles, and read that."""
    export = Export(open_exactly(root), root / "claims")
    (target / "claims").mkdir(parents=True, exist_ok=True)
    (target / "seeds").mkdir(exist_ok=True)
    with (target / f"claims/all.{name}").open("wb") as file:
        format_of(name).write(export.claims, file)
    assert export.left_out == {}
    for each in ("claims/vocabulary.yaml", *(f"seeds/{path.name}" for path in (root / "seeds").iterdir())):
        (target / each).write_bytes((root / each).read_bytes())
    return load(open_exactly(target))


def contents(corpus: Corpus) -> Iterator[tuple[object, ...]]:
    yield from ((record.id, record.kind, record.fields, record.model) for record in corpus.claims)
    for source in corpus.sources:
        yield source.id, source.model.model_copy(update={"text": None})
    yield tuple(corpus.articles), corpus.unfounded


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", format_names())
def test_a_project_with_slips_gives_the_same_findings_in_bulk(tmp_path: Path, name: str, seed: int) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    before = loaded(tmp_path / "yaml", random_project(seed))
    after = moved(tmp_path / "yaml", name, tmp_path / "bulk")
    assert without_places(after) == without_places(before)
    assert list(contents(after)) == list(contents(before))
    assert {is_bulk(Path(found.place.file)) for found in after.findings} <= {True}


def test_bulk_is_exported_to_another_format_with_the_places_of_its_origin(tmp_path: Path) -> None:
    before = loaded(tmp_path / "yaml", random_project(3))
    moved(tmp_path / "yaml", "jsonl", tmp_path / "one")
    export = Export(open_exactly(tmp_path / "one"), tmp_path / "one/claims")
    first = [each.place for each in Export(open_exactly(tmp_path / "yaml"), tmp_path / "yaml").claims()]
    assert [each.place for each in export.claims()] == first
    after = moved(tmp_path / "one", "jsonl", tmp_path / "two")
    assert without_places(after) == without_places(before)


LEFT_OUT = {
    "claims: []\nsource: {id: s}\nmore: 1\n": "its keys are not `source` and `claims`",
    "[]\n": "it is no mapping of `source` and `claims`",
    "source: {id: s}\nclaims: 1\n": "`claims` is not a list of mappings, each with keys",
    "source: {id: s}\nclaims: [{}]\n": "`claims` is not a list of mappings, each with keys",
    "source: {published: 2024}\nclaims: []\n": "`source` is not a mapping with an `id`",
    "source: {id: good, published: 2023}\nclaims: []\n": 'the source id "good" is taken by claims/a.yaml',
}


@pytest.mark.parametrize("text", LEFT_OUT)
def test_what_a_row_cannot_say_in_full_is_left_out_and_told(tmp_path: Path, text: str) -> None:
    good = claim_file(GOOD, source="source: {id: good, published: 2024}\nclaims:\n")
    write(tmp_path, {"claims/a.yaml": good, "claims/b.yaml": text})
    export = Export(open_exactly(tmp_path), tmp_path)
    assert [each.place for each in export.claims()] == ["claims/a.yaml:3:5"]
    assert export.left_out == {"claims/b.yaml": LEFT_OUT[text]}


def test_a_repeated_key_is_not_exported_away(tmp_path: Path) -> None:
    write(tmp_path, {"claims/b.yaml": "source: {id: s, id: t}\nclaims: []\n"})
    export = Export(open_exactly(tmp_path), tmp_path)
    assert list(export.claims()) == []
    assert list(export.left_out) == ["claims/b.yaml:1:17"]
