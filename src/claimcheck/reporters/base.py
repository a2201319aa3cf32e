"""What every reporter is: a name, the suffix of its files, and a function from a result to a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from claimcheck.engine.result import Result
from claimcheck.values.value_class import value_class


@value_class
class ReportOptions:
    """How to print. `width` is in columns of a terminal.

    `quiet` leaves infos out of what people read, and of the summary all but its first line. JSON is the same
    with any options, for programs read it. `files` is a template of addresses of the project's files, such as
    `https://example.org/blob/main/{file}#L{line}`, for reports that can link to them.
    """

    colour: bool = False
    width: int = 100
    quiet: bool = False
    show_info: bool = True
    files: str | None = None

    @property
    def with_infos(self) -> bool:
        """Whether findings of severity info are printed."""
        return self.show_info and not self.quiet


class Reporter(Protocol):
    """Prints a result. `name` is what `--format` takes; `suffix` is that of its files, such as `.md`."""

    @property
    def name(self) -> str:
        """The name that `--format` takes."""
        ...

    @property
    def suffix(self) -> str:
        """The suffix of its files, with the full stop."""
        ...

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return the whole output, ending in a line end. The same result gives the same text."""
        ...


@runtime_checkable
class PiecewiseReporter(Reporter, Protocol):
    """A reporter that need not make its output whole. It asks nothing that could fail: half of it may be printed."""

    def pieces(self, result: Result, options: ReportOptions) -> Iterator[str]:
        """Yield what `render` returns, piece by piece."""
        ...


@runtime_checkable
class PagedReporter(Reporter, Protocol):
    """A reporter that may need more than one file."""

    def pages(self, result: Result, options: ReportOptions, folder: str) -> Iterator[tuple[str | None, str]]:
        """Yield name and text of each file: first the one to open, which has no name, then those of the folder."""
        ...
