"""What is known of files that were read: claims are read again from their lines, and say what they said."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from held_and_known import both, same, told
from projects import GOOD, claim, claim_file, write

from claimcheck.cache.trace import Trace, tracing
from claimcheck.corpus import load as loading
from claimcheck.corpus import shelf
from claimcheck.corpus.claim_files import ClaimFiles
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.known import KnownClaim, read_all
from claimcheck.corpus.known_files import KnownFiles
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.shelf import FileChanged
from claimcheck.engine.parting.by_parts import check_by_parts
from claimcheck.engine.run import check
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.registry import reporter
from claimcheck.rules.load import load_rules

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from made_corpus import Recipe, make  # noqa: E402

TWO = "source: {id: t, published: 2024-01-03, publisher: P}\nclaims:\n"


@pytest.fixture
def put_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put every claim down as soon as its file is read, and hold none."""
    for name, most in (("MANY", 0), ("AT_ONCE", 1)):
        monkeypatch.setattr(loading, name, most)
    for name in ("FEW", "SOURCES"):
        monkeypatch.setattr(shelf, name, 0)


def articles(folder: Path) -> Path:
    for name in ("claims", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize("style", ["plain", "any"])
@pytest.mark.usefixtures("put_down")
def test_claims_that_are_read_again_say_what_they_said(
    style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(Recipe(150, style=style, a_file=20), tmp_path)
    same(*both(made.root, monkeypatch))


@pytest.mark.usefixtures("put_down")
def test_the_articles_are_read_again_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known, read = both(articles(tmp_path), monkeypatch)
    same(known, read)
    rules = load_rules([ROOT / "rules"], ROOT).rules
    for checked in (check(known, rules), check_by_parts(known, rules)):
        whole = check(read, rules)
        for name in ("text", "json", "html", "sarif", "claimreview", "markdown", "csv"):
            said = reporter(name)
            assert said.render(checked, ReportOptions()) == said.render(whole, ReportOptions()), name
        assert checked.claims == whole.claims


LISTED = claim(id="listed", during="[2021, 2022]", value="[$5 billion, $6 billion]")
FILES = {
    "the source stands last": f"claims:\n{claim_file(GOOD, claim(id='b'), source='')}\n# so\n{TWO.split('claims')[0]}",
    "a list stands for several claims": claim_file(LISTED, claim(id="c"), source=TWO),
    "remarks and lines between": f"# one\n{TWO}\n# two\n\n{claim_file(GOOD, source='')}  # three\n\n",
    "braces": TWO + "  - {" + ", ".join(GOOD.replace("$5 billion", "5 billion USD").splitlines()) + "}\n",
    "an anchor, which no line has alone": claim_file(claim(note="&a x"), claim(id="b", note="*a"), source=TWO),
    "a block": claim_file(claim(quote="|\n      one\n      two"), claim(id="b", quote=">-\n      one"), source=TWO),
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.usefixtures("put_down")
def test_files_of_every_build(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"claims/a.yaml": text, "claims/b.yaml": claim_file(GOOD)})
    known, read = both(tmp_path, monkeypatch)
    same(known, read)
    assert len(known.claims) >= 2


@pytest.mark.usefixtures("put_down")
def test_a_problem_that_other_files_decide_has_its_excerpt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = claim(distinct="{t#none: another thing}")
    write(tmp_path, {"claims/a.yaml": claim_file(unknown), "claims/b.yaml": claim_file(GOOD, source=TWO)})
    known, read = both(tmp_path, monkeypatch)
    same(known, read)
    found = next(each for each in known.findings if each.code == "IDS001")
    assert "t#none" in (found.excerpt or "")


@pytest.mark.usefixtures("put_down")
@pytest.mark.parametrize("held", [True, False])
def test_a_file_that_changed_meanwhile_is_not_taken_for_what_it_was(
    held: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimcheck.corpus.shelf.CHARACTERS", 10_000 if held else 10)
    write(tmp_path, {"claims/a.yaml": claim_file(GOOD, claim(id="b"))})
    found = load(open_project(start=tmp_path), sparing=True).claims
    path = tmp_path / "claims/a.yaml"
    path.write_text(path.read_text().replace("$5 billion", "$6 billion"))
    if held:
        assert [str(claim.fields["value"]) for claim in found] == ["$5 billion"] * 2
        return
    with pytest.raises(FileChanged, match=r"^claims/a.yaml changed while it was read; run again$"):
        _ = found[0].model
    path.unlink()
    with pytest.raises(FileChanged):
        _ = found[0].model


@pytest.mark.usefixtures("put_down")
def test_claims_of_several_files_are_read_together_in_the_order_asked_for(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "claims/a.yaml": claim_file(GOOD, claim(id="b"), claim(id="c")),
            "claims/b.yaml": claim_file(GOOD, source=TWO),
        },
    )
    found = load(open_project(start=tmp_path), sparing=True).claims
    assert [type(each) for each in found] == [KnownClaim] * 4
    wanted = [found[3], found[2], found[0]]
    read = read_all(wanted)
    assert [each.id for each in read] == [each.id for each in wanted]
    assert [each.fields for each in read] == [each.fields for each in wanted]
    assert read_all(read) == read


class Desk:
    """A project, and what is known of its files from the run before; `read` are the files that a run had to read."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.kept: dict[str, dict[str, object]] = {}
        self.read: list[str] = []
        really = ClaimFiles.read

        def noted(reader: ClaimFiles, path: Path, *rest: object) -> object:
            self.read.append(path.name)
            return really(reader, path, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(ClaimFiles, "read", noted)

    def run(self) -> Corpus:
        files = KnownFiles(dict(self.kept))
        self.read.clear()
        with tracing(Trace()):
            found = load(open_project(start=self.root), know=lambda _: files)
        self.kept = dict(files.found)
        names = list(self.read)
        plainly = load(open_project(start=self.root))
        assert [told(each) for each in found.claims] == [told(each) for each in plainly.claims]
        assert found.findings == plainly.findings
        assert found.unfounded == plainly.unfounded
        self.read = names
        return found


def test_a_file_is_read_when_it_or_its_article_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(articles(tmp_path), monkeypatch)
    first, second = sorted(path.name for path in (tmp_path / "claims").glob("*.yaml") if path.stem != "vocabulary")
    desk.run()
    assert desk.read == [first, second]
    desk.run()
    assert desk.read == []
    path = tmp_path / "claims" / second
    path.write_text(f"# a remark\n{path.read_text()}")
    desk.run()
    assert desk.read == [second]
    article = tmp_path / "seeds" / "003_c23d5527b29e5108.txt"
    article.write_text(article.read_text().replace("30th", "31st"))
    corpus = desk.run()
    assert desk.read == [first]
    assert any(each.code == "QUO001" for each in corpus.findings)
    desk.run()
    assert desk.read == []
    article.unlink()
    assert any(each.code == "SRC001" for each in desk.run().findings)
    assert desk.read == [first]


def test_a_source_of_an_id_that_another_file_takes_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"claims/b.yaml": claim_file(GOOD), "claims/c.yaml": claim_file(GOOD, source=TWO)})
    desk = Desk(tmp_path, monkeypatch)
    desk.run()
    desk.run()
    assert desk.read == []
    write(tmp_path, {"claims/a.yaml": claim_file(claim(id="x"))})
    corpus = desk.run()
    assert desk.read == ["a.yaml", "b.yaml"]
    assert [each.place.file for each in corpus.findings if each.code == "CLM005"] == ["claims/b.yaml"]
    (tmp_path / "claims/a.yaml").unlink()
    assert not any(each.code == "CLM005" for each in desk.run().findings)
    assert desk.read == []


def test_nothing_is_kept_while_the_vocabulary_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"claims/a.yaml": claim_file(GOOD)})
    desk = Desk(tmp_path, monkeypatch)
    write(tmp_path, {"claims/vocabulary.yaml": "entities: [\n"})
    desk.run()
    assert desk.kept == {}
