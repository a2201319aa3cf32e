"""The reporter `html`: the discrepancy report, for an editor who has never seen a YAML file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.engine.result import Result
from claimcheck.reporters.base import ReportOptions

if TYPE_CHECKING:
    from claimcheck.reporters.report.pages import Book


class HtmlReporter:
    """Prints everything: verdict, findings with pictures, agreements, what was not checked, the marked articles."""

    name = "html"
    suffix = ".html"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return one page that stands alone and loads nothing; text from files is escaped by the template."""
        return self._book(result, options).index

    def pages(self, result: Result, options: ReportOptions, folder: str) -> Iterator[tuple[str | None, str]]:
        """Yield the files of the report: first the page to open, under no name, then those of a folder beside it.

        There are such only where one page would be slow: see `report.pages`.
        """
        book = self._book(result, options, folder)
        yield None, book.index
        yield from book.chapters()

    def _book(self, result: Result, options: ReportOptions, folder: str | None = None) -> Book:
        from claimcheck.reporters.report.pages import Book

        return Book(result, with_infos=options.with_infos, files=options.files, folder=folder)


REPORTER = HtmlReporter()
