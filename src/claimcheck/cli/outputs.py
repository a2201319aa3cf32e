"""Where a result goes: each `--format` to standard output or to a file of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.status import Problem
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.cache.runs import Printed
    from claimcheck.engine.result import Result
    from claimcheck.reporters.base import Reporter


@value_class
class Output:
    """A reporter, and the file that it writes to; standard output when there is none."""

    reporter: Reporter
    file: Path | None


def outputs_of(formats: Sequence[str] | None, file: Path | None) -> tuple[Output, ...]:
    """Return the outputs of `--format NAME[:FILE]`, given any number of times, and of `--output-file FILE`.

    `--output-file` belongs to the one format that names no file; without any format it is chosen by its suffix.
    Raises Problem when two formats would go to one place.
    """
    from claimcheck.reporters.registry import reporter

    made: list[Output] = []
    for written in formats or (_format_of(file),):
        name, colon, target = written.partition(":")
        if colon and not target:
            raise Problem(f"--format {written} names no file after the colon")
        try:
            made.append(Output(reporter(name), Path(target) if target else None))
        except ValueError as error:
            raise Problem(str(error)) from None
    if file is not None:
        made = _with_file(made, file)
    places = [None if each.file is None else each.file.absolute() for each in made]
    for place in places:
        if places.count(place) > 1:
            where = "standard output" if place is None else str(place)
            raise Problem(f"two formats go to {where}; name a file for each as in --format json:findings.json")
    return tuple(made)


def _format_of(file: Path | None) -> str:
    """Return the format that the suffix of a file asks for."""
    from claimcheck.reporters.registry import reporters

    if file is None or file.suffix not in {each.suffix for each in reporters().values()}:
        return "text"
    return file.suffix[1:]


def _with_file(made: Sequence[Output], file: Path) -> list[Output]:
    without = [each for each in made if each.file is None]
    if len(without) != 1:
        raise Problem("--output-file goes with the one --format that names no file of its own")
    return [Output(each.reporter, file) if each.file is None else each for each in made]


def rendered(result: Result, outputs: Sequence[Output], *, quiet: bool) -> tuple[Printed, ...]:
    """Return a result as it is printed and written to files."""
    from claimcheck.cache.runs import Printed
    from claimcheck.reporters.base import ReportOptions

    printed = ReportOptions(colour=_wants_colour(), width=_width(), quiet=quiet)
    written = ReportOptions(quiet=quiet)
    return tuple(
        Printed(None, each.reporter.render(result, printed))
        if each.file is None
        else Printed(str(each.file), each.reporter.render(result, written))
        for each in outputs
    )


def write_outputs(outputs: Sequence[Printed]) -> None:
    """Print texts and write them to their files, which are written whole or not at all."""
    from claimcheck.cli.files import write_atomically

    for each in outputs:
        if each.file is None:
            sys.stdout.write(each.text)
            continue
        try:
            write_atomically(Path(each.file), each.text)
        except OSError as error:
            raise Problem(f"{each.file} cannot be written: {error.strerror}") from None


def _wants_colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") not in (None, "", "0"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _width() -> int:
    return max(40, min(120, shutil.get_terminal_size((100, 24)).columns))
