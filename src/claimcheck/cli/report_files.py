"""Writes a report: one file, or a file and the folder of pages beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from claimcheck.cli.files import write_atomically
from claimcheck.engine.result import Result
from claimcheck.reporters.base import PagedReporter, Reporter, ReportOptions

_OWN = re.compile(r"(findings|agreements|not-checked|articles)-[0-9]{2,6}\.html")


def write_report(target: Path, reporter: Reporter, result: Result, options: ReportOptions) -> int:
    """Write a report and return how many pages it has besides `target`.

    Pages of an earlier report that are no longer needed go; nothing else in their folder is touched. Raises OSError.
    """
    folder = target.with_name(f"{target.stem}_files")
    if not isinstance(reporter, PagedReporter):
        write_atomically(target, reporter.render(result, options))
        return 0
    files = reporter.pages(result, options, folder.name)
    _, index = next(files)
    written = _write_pages(folder, files)
    # The page to open comes last, so that it never links to pages that are not there yet.
    write_atomically(target, index)
    _tidy(folder, written)
    return len(written)


def _write_pages(folder: Path, files: Iterator[tuple[str | None, str]]) -> set[str]:
    written: set[str] = set()
    for name, text in files:
        if name is None or _OWN.fullmatch(name) is None:
            raise ValueError(f"{name!r} is no page of a report")
        if not written:
            folder.mkdir(exist_ok=True)
        write_atomically(folder / name, text)
        written.add(name)
    return written


def _tidy(folder: Path, written: set[str]) -> None:
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in folder.iterdir():
        if _OWN.fullmatch(path.name) and path.name not in written and path.is_file():
            path.unlink()
    if not written and not any(folder.iterdir()):
        folder.rmdir()
