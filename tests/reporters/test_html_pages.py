from __future__ import annotations

import re
from pathlib import Path

import factory
import pytest
from large import large

from claimcheck.cli.report_files import write_report
from claimcheck.engine.result import Result
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.html import REPORTER
from claimcheck.reporters.registry import reporter

LINK = re.compile(r'href="([^"#]*)(?:#([^"]*))?"')
ID = re.compile(r'\bid="([^"]*)"')


@pytest.fixture(scope="module")
def result() -> Result:
    return large(90, 6, 210, agreements=30, gaps=700)


@pytest.fixture(scope="module")
def written(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    write_report(folder / "re port.html", REPORTER, result, ReportOptions())
    return folder


def test_a_large_report_is_an_index_and_a_folder_of_pages(written: Path) -> None:
    assert sorted(path.name for path in (written / "re port_files").iterdir()) == [
        "agreements-01.html",
        "articles-01.html",
        "articles-02.html",
        "articles-03.html",
        "findings-01.html",
        "findings-02.html",
        "findings-03.html",
        "findings-04.html",
        "findings-05.html",
        "findings-06.html",
        "not-checked-01.html",
        "not-checked-02.html",
    ]
    index = (written / "re port.html").read_text(encoding="utf-8")
    assert index.count('<li class="row ') == 210
    assert '<section class="finding' not in index
    assert '<a href="re%20port_files/findings-06.html">Findings, page 6</a>' not in index
    assert '<a href="re%20port_files/articles-03.html">Articles, page 3</a>' in index


def test_every_link_between_the_pages_leads_to_something(written: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in written.rglob("*.html")}
    ids = {path.resolve(): set(ID.findall(text)) for path, text in pages.items()}
    for path, text in pages.items():
        for file, anchor in LINK.findall(text):
            if file.startswith("http"):
                continue
            target = (path.parent / file.replace("%20", " ")).resolve() if file else path.resolve()
            assert target in ids, (path.name, file)
            assert not anchor or anchor in ids[target], (path.name, file, anchor)


def test_each_finding_and_each_claim_stands_on_one_page(written: Path, result: Result) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (written / "re port_files").iterdir())
    assert len(re.findall('<section class="finding ', text)) == len(result.findings)
    assert len(re.findall(r'<tr id="claim-\d+"', text)) == len(result.corpus.claims)
    assert text.count('<span class="mono">origin[event-') >= 700


def test_pages_that_are_no_longer_needed_go_and_other_files_stay(tmp_path: Path) -> None:
    folder = tmp_path / "re port_files"
    folder.mkdir()
    (folder / "findings-07.html").write_text("of an earlier report", encoding="utf-8")
    (folder / "notes.html").write_text("mine", encoding="utf-8")
    assert write_report(tmp_path / "re port.html", REPORTER, factory.full(), ReportOptions()) == 0
    assert [path.name for path in folder.iterdir()] == ["notes.html"]
    (folder / "notes.html").unlink()
    write_report(tmp_path / "re port.html", REPORTER, factory.full(), ReportOptions())
    assert not folder.exists()


def test_a_small_report_is_one_file(tmp_path: Path) -> None:
    assert write_report(tmp_path / "r.html", REPORTER, factory.full(), ReportOptions()) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == REPORTER.render(factory.full(), ReportOptions())


def test_a_reporter_of_one_file_writes_one(tmp_path: Path) -> None:
    assert write_report(tmp_path / "r.md", reporter("md"), factory.full(), ReportOptions()) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["r.md"]
