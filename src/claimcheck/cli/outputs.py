"""Where a result goes: each `--format` to standard output or to a file of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
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


@value_class
class Made:
    """What a result is as one output: to be printed, or written to a file, piece by piece."""

    file: Path | None
    pieces: Iterable[str]


def made(result: Result, outputs: Sequence[Output], *, quiet: bool) -> tuple[Made, ...]:
    """Return a result as it is printed and written to files; what can be made piece by piece is made when it is."""
    from claimcheck.reporters.base import PiecewiseReporter, ReportOptions

    printed = ReportOptions(colour=_wants_colour(), width=_width(), quiet=quiet)
    written = ReportOptions(quiet=quiet)

    def pieces(each: Output) -> Iterable[str]:
        options = printed if each.file is None else written
        if isinstance(each.reporter, PiecewiseReporter):
            return each.reporter.pieces(result, options)
        return (each.reporter.render(result, options),)

    return tuple(Made(each.file, pieces(each)) for each in outputs)


def whole(outputs: Sequence[Made]) -> tuple[Printed, ...]:
    """Return outputs as texts, which can be kept."""
    from claimcheck.cache.runs import Printed

    return tuple(Printed(None if each.file is None else str(each.file), "".join(each.pieces)) for each in outputs)


def write_outputs(outputs: Sequence[Printed]) -> None:
    """Print texts and write them to their files, which are written whole or not at all."""
    write_made([Made(None if each.file is None else Path(each.file), (each.text,)) for each in outputs])


def write_made(outputs: Sequence[Made]) -> None:
    """Print outputs and write them to their files, which are written whole or not at all."""
    from claimcheck.cli.files import open_atomically

    for each in outputs:
        if each.file is None:
            for piece in each.pieces:
                sys.stdout.write(piece)
            continue
        try:
            with open_atomically(each.file) as file:
                for piece in each.pieces:
                    file.write(piece.encode())
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
