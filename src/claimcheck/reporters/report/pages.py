"""The files of a report: one page where that is quick to open, else an index with a folder of pages beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import quote

from claimcheck.engine.result import Result
from claimcheck.reporters.report.articles import SourceView
from claimcheck.reporters.report.environment import render
from claimcheck.reporters.report.links import Links
from claimcheck.reporters.report.overview import STATES, Gap
from claimcheck.reporters.report.view import FindingView, Report, report_of, with_pictures
from claimcheck.reporters.report.words import Words
from claimcheck.values.value_class import value_class

MAX_FINDINGS, MAX_CLAIMS, MAX_SOURCES = 200, 2000, 80
"""What one page holds at most; more makes a folder of pages."""

FINDINGS_A_PAGE, CLAIMS_A_PAGE, AGREEMENTS_A_PAGE, GAPS_A_PAGE = 40, 250, 400, 600

Item = TypeVar("Item")


@value_class
class Chapter:
    """One of the pages beside the index. `kind` is what it lists; `items` are those things."""

    kind: str
    number: int
    count: int
    items: tuple[Any, ...]

    @property
    def file(self) -> str:
        """The name of its file: `findings-02.html`."""
        return f"{self.kind}-{self.number:02}.html"


class Book:
    """A report ready to be written: `index` is the page to open, `chapters` the files beside it, if any."""

    def __init__(
        self, result: Result, *, with_infos: bool, files: str | None = None, folder: str | None = None
    ) -> None:
        self._result = result
        self._words = Words(result.corpus.vocabulary)
        self.report = report_of(result, with_infos)
        self.folder = folder if folder is not None and is_large(self.report) else None
        self._chapters = tuple(_chapters(self.report)) if self.folder is not None else ()
        self._links = _links(self.report, self._chapters, files)

    @property
    def index(self) -> str:
        """The page to open."""
        prefix = f"{quote(self.folder)}/" if self.folder is not None else ""
        drawn = () if self._chapters else tuple(map(self._drawn, self.report.findings))
        return self._render(
            "index.html.j2", prefix, "", findings=drawn or self.report.findings, chapters=self._chapters
        )

    def chapters(self) -> Iterator[tuple[str, str]]:
        """Yield the names and texts of the files beside the index, one by one, for together they may be large."""
        for chapter in self._chapters:
            items = tuple(map(self._drawn, chapter.items)) if chapter.kind == "findings" else chapter.items
            up = self.folder.removesuffix("_files") if self.folder is not None else ""
            yield (
                chapter.file,
                self._render(
                    "chapter.html.j2", "", chapter.file, chapter=chapter, items=items, index=f"../{quote(up)}.html"
                ),
            )

    def _drawn(self, view: FindingView) -> FindingView:
        return with_pictures(view, self._result, self.report.who, self._words)

    def _render(self, template: str, prefix: str, here: str, **more: object) -> str:
        links = replace(self._links, prefix=prefix, here=here)
        return render(template, report=self.report, links=links, states=STATES, **more)


def is_large(report: Report) -> bool:
    """Whether one page would be slow to open and to scroll."""
    return (
        len(report.findings) > MAX_FINDINGS
        or report.totals.claims > MAX_CLAIMS
        or len(report.sources) > MAX_SOURCES
        or len(report.agreements) > 2 * AGREEMENTS_A_PAGE
    )


def _chapters(report: Report) -> Iterator[Chapter]:
    yield from _numbered("findings", _cut(report.findings, FINDINGS_A_PAGE))
    yield from _numbered("agreements", _cut(report.agreements, AGREEMENTS_A_PAGE))
    yield from _numbered("not-checked", _gap_pieces(report.gaps))
    yield from _numbered("articles", _by_weight(report.sources))


def _numbered(kind: str, pages: Iterable[tuple[Any, ...]]) -> Iterator[Chapter]:
    made = list(pages)
    for number, items in enumerate(made, 1):
        yield Chapter(kind, number, len(made), items)


def _cut(items: Sequence[Item], size: int) -> Iterator[tuple[Item, ...]]:
    for start in range(0, len(items), size):
        yield tuple(items[start : start + size])


def _gap_pieces(gaps: Sequence[Gap]) -> Iterator[tuple[Gap, ...]]:
    """Yield the groups of a page: whole where they fit, cut where they do not."""
    page: list[Gap] = []
    room = GAPS_A_PAGE
    for gap in gaps:
        for entries in _cut(gap.entries, GAPS_A_PAGE):
            if page and len(entries) > room:
                yield tuple(page)
                page, room = [], GAPS_A_PAGE
            page.append(Gap(gap.reason, entries))
            room -= len(entries)
    if page:
        yield tuple(page)


def _by_weight(sources: Sequence[SourceView]) -> Iterator[tuple[SourceView, ...]]:
    """Yield sources until a page has enough claims; a source without claims counts as one."""
    page: list[SourceView] = []
    claims = 0
    for source in sources:
        page.append(source)
        claims += max(1, len(source.claims))
        if claims >= CLAIMS_A_PAGE:
            yield tuple(page)
            page, claims = [], 0
    if page:
        yield tuple(page)


def _links(report: Report, chapters: Sequence[Chapter], files: str | None) -> Links:
    pages: Mapping[str, str] = {
        view.source.id: chapter.file for chapter in chapters if chapter.kind == "articles" for view in chapter.items
    }
    return Links(
        claims={
            claim.record.id: (pages.get(view.source.id, ""), f"claim-{claim.number}")
            for view in report.sources
            for claim in view.claims
        },
        findings={
            view.anchor: chapter.file for chapter in chapters if chapter.kind == "findings" for view in chapter.items
        },
        sources={view.source.id: (pages.get(view.source.id, ""), f"source-{view.number}") for view in report.sources},
        files=files,
    )
