"""Files, sources, articles and quotes: what is wrong is a finding, and the rest of the corpus is still checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import GOOD, SOURCE, claim, claim_file, loaded, shown

from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project

ARTICLE = "Trade rose.\n\nIt was $5 billion in 2021, and in 2021 it was good.\n"
WITH_TEXT = "source: {id: s, published: 2024-01-02, text: ../a.txt}\nclaims:\n"
OTHER = claim_file(GOOD, source="source: {id: other, published: 2024}\nclaims:\n")

FILES: dict[str, tuple[str | bytes, str]] = {
    "an empty file": ("", "1:1 YML001 this file is empty: it holds no keys at all"),
    "a list": ("- a\n", "1:1 CLM003 a claim file is a mapping with the keys `source` and `claims`"),
    "a word": ("hello\n", "1:1 CLM003 a claim file is a mapping with the keys `source` and `claims`"),
    "an open brace": (
        "source: {id: s\n",
        '2:1 YML001 the "{" on line 1 is not closed, or a comma is missing before this place',
    ),
    "a tag": (
        "source: !!python/object:os.system {id: s}\n",
        '1:9 YML001 tags ("!…") are not read: remove it, or put the value in quotation marks',
    ),
    "another encoding": (
        b"source: {id: s, title: \xe9}\n",
        "1:24 YML001 the byte 0xe9 is not UTF-8 here: save the file as UTF-8",
    ),
    "too large a file": (b"#" * 10_000_001, "1:1 YML001 this file is larger than 10 MB: split it into several files"),
    "no source": (
        "claims: []\n",
        "1:1 CLM002 the file lacks `source`: whose claims these are, and when they were published",
    ),
    "no claims": (
        "source: {id: s, published: 2024}\n",
        "1:1 CLM002 the file lacks `claims`: a list of what the source says",
    ),
    "empty claims": (
        "source: {id: s, published: 2024}\nclaims:\n",
        "2:1 CLM002 the file lacks `claims`: a list of what the source says",
    ),
    "claims in a mapping": (
        "source: {id: s, published: 2024}\nclaims:\n  a: {kind: event}\n",
        '3:3 CLM003 `claims` is a list, each item with a "-" before it, and a mapping stands here',
    ),
    "a word for a claim": (
        SOURCE + "  - hello\n",
        "3:5 CLM003 a claim is a mapping of keys such as id, kind and quote",
    ),
    "a word for a source": (
        "source: s\nclaims: []\n",
        '1:9 CLM003 the source: a mapping of keys is expected here, and "s" stands here',
    ),
    "a source without a date": (
        "source: {id: s}\nclaims: []\n",
        "1:9 CLM002 the source lacks `published`",
    ),
    "a source with a strange weight": (
        "source: {id: s, published: 2024, trust: lots}\nclaims: []\n",
        '1:41 CLM003 `trust` of the source: a whole number is expected here (found "lots")',
    ),
    "a source with a heavy weight": (
        "source: {id: s, published: 2024, trust: 1000}\nclaims: []\n",
        "1:41 CLM003 `trust` of the source: the number is outside what is allowed: input should be less than or "
        'equal to 100 (found "1000")',
    ),
    "a source with an unknown key": (
        "source: {id: s, published: 2024, pubisher: P}\nclaims: []\n",
        "1:34 CLM001 the source has no key `pubisher`; did you mean `publisher`?",
    ),
    "the id of another source": (
        claim_file(GOOD, source="source: {id: other, published: 2024}\nclaims:\n"),
        '1:14 CLM005 the source id "other" is taken by claims/a.yaml; give this source another',
    ),
    "an unknown key of the file": (
        "claim: []\n" + claim_file(claim(id="g")),
        "1:1 CLM001 a claim file has no key `claim`; did you mean `claims`?",
    ),
    "a key twice": (
        claim_file(claim(id="g") + "\nid: h"),
        '10:5 YML002 the key "id" stands twice, first on line 3: only the first is read; remove one, or write its '
        "values as a list",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_wrong_is_one_finding_and_the_others_are_read(name: str, tmp_path: Path) -> None:
    text, expected = FILES[name]
    corpus = loaded(tmp_path, {"claims/a.yaml": OTHER, "claims/b.yaml": text})
    assert shown(corpus) == [f"claims/b.yaml:{expected}"]
    assert "other#good" in {each.id for each in corpus.claims}


def test_the_claims_of_a_source_that_cannot_be_read_are_not_forgotten(tmp_path: Path) -> None:
    corpus = loaded(
        tmp_path, {"claims/a.yaml": OTHER, "claims/b.yaml": claim_file(GOOD, source="source: {}\nclaims:\n")}
    )
    assert [found.notes for found in corpus.findings if found.code == "CLM002"] == [
        (),
        ("the claims of this file are not read until its source is mended",),
    ]


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/b.yaml").symlink_to("nowhere.yaml")
    assert shown(loaded(tmp_path, {"claims/a.yaml": OTHER})) == [
        "claims/b.yaml:1:1 YML001 the file does not exist, so it is not read"
    ]


def test_a_project_without_claim_files(tmp_path: Path) -> None:
    corpus = loaded(tmp_path, {})
    assert shown(corpus) == ["claims:1:1 RUN001 there is no claim file in claims/"]
    assert corpus.findings[0].hint == "`claimcheck init` makes a first project"


def test_a_project_of_which_no_claim_can_be_read(tmp_path: Path) -> None:
    assert shown(loaded(tmp_path, {"claims/a.yaml": SOURCE.replace("claims:", "claims: []")})) == [
        "claims/a.yaml:1:1 RUN001 no claim could be read, so nothing was checked"
    ]


SOURCES = {
    "outside the project": ("../../a.txt", "the article's text lies outside the project: copy it into the project"),
    "from the root": ("/etc/passwd", "the path of the article's text is absolute: write it relative to this file"),
    "a hidden file": (
        "../.git/config",
        "the article's text lies in a hidden file or folder: move it to one without a dot",
    ),
    "no file": ("../b.txt", "the article's text does not exist: check the path"),
    "a folder": ("../claims", "the article's text is not a regular file: name a text file"),
    "an address": (
        "https://example.org/a",
        "the path of the article's text is absolute: write it relative to this file",
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_an_article_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    path, message = SOURCES[name]
    text = claim_file(GOOD, source=f'source: {{id: s, published: 2024, text: "{path}"}}\nclaims:\n')
    corpus = loaded(tmp_path, {"claims/a.yaml": text, ".git/config": "x"})
    assert shown(corpus) == [f"claims/a.yaml:1:40 SRC001 {message}"]
    assert [each.id for each in corpus.claims] == ["s#good"]


def test_a_source_without_a_text_says_that_quotes_are_not_checked(tmp_path: Path) -> None:
    (found,) = loaded(tmp_path, {"claims/a.yaml": claim_file(GOOD)}).findings
    assert (found.code, str(found.place), found.message) == (
        "SRC002",
        "claims/a.yaml:1:9",
        'the source "s" gives no text, so its quotes are not checked',
    )


def test_a_quote_that_is_there(tmp_path: Path) -> None:
    text = claim_file(claim(quote="$5 billion in 2021"), source=WITH_TEXT)
    corpus = loaded(tmp_path, {"claims/a.yaml": text, "a.txt": ARTICLE})
    assert shown(corpus) == []
    assert corpus.matches["s#good"].line == 3


def test_a_quote_of_which_one_digit_differs_is_not_there(tmp_path: Path) -> None:
    text = claim_file(claim(quote="$6 billion in 2021"), source=WITH_TEXT)
    (found,) = shown(loaded(tmp_path, {"claims/a.yaml": text, "a.txt": ARTICLE}))
    assert found.startswith("claims/a.yaml:9:12 QUO001 the article does not contain the quote of s#good: ")
    assert "$6" in found
    assert "$5" in found


def test_a_quote_that_stands_twice(tmp_path: Path) -> None:
    text = claim_file("id: x\nkind: event\ntype: visit\non: 2021\nquote: in 2021", source=WITH_TEXT)
    assert shown(loaded(tmp_path, {"claims/a.yaml": text, "a.txt": ARTICLE})) == [
        "claims/a.yaml:7:12 QUO002 the quote of s#x stands 2 times in it (lines 3, 3): add `prefix` or `suffix`"
    ]


def test_a_file_named_on_the_command_line_is_read_with_all_others(tmp_path: Path) -> None:
    loaded(tmp_path, {"claims/a.yaml": OTHER, "claims/b.yaml": claim_file(GOOD)})
    corpus = load(open_project((tmp_path / "claims/b.yaml",)))
    assert {"s#good"} < {each.id for each in corpus.claims}
    assert corpus.vocabulary.knows("metrics", "trade")


VALID = claim_file(
    GOOD,
    "id: y\nkind: event\ntype: visit\nwho: [xi]\nwhere: KZ\non: [2013, 2017]\nquote: q",
    "id: z\nkind: share\npart: {metric: trade, of: [CN, KZ]}\nwhole: {metric: trade, of: [CN, KZ]}\nduring: 2021\n"
    "share: half\nquote: q\ndistinct: {y: they differ}",
)


@st.composite
def garbled(draw: st.DrawFn) -> str:
    """Return the valid file with some lines taken out, doubled, moved in, or garbled."""
    lines = VALID.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        place = draw(st.integers(0, len(line)))
        junk = draw(
            st.one_of(
                st.sampled_from((":", "- ", "{", "]", "'", '"', "#", "&a", "*a", "!", "|", "?", "\t", ",")),
                st.text(max_size=4),
            )
        )
        lines[number : number + 1] = draw(
            st.sampled_from(([], [line, line], ["  " + line], [line[:place] + junk + line[place:]], [line[:place]]))
        )
        if not lines:
            break
    return "\n".join(lines)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=garbled())
def test_a_garbled_file_never_raises_and_never_passes_in_silence(text: str, tmp_path: Path) -> None:
    corpus = loaded(tmp_path, {"claims/a.yaml": OTHER, "claims/b.yaml": text.encode("utf-8", "surrogatepass")})
    ids = {each.id for each in corpus.claims}
    assert "other#good" in ids
    assert shown(corpus) or len(ids) > 1 or "claims: []" in text or not text.strip()
    for found in corpus.findings:
        assert found.place.line >= 1
        assert found.place.column >= 1
        assert found.message[0].isprintable()
        assert len(found.message) < 1500
