"""Everything that a run asks the disk and the clock, with the answers: while they hold, so does its outcome."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from claimcheck.cache.reading import Entries, digest_of, digest_of_entries, digest_of_stream, list_folder, look_at
from claimcheck.cache.signature import Signature
from claimcheck.values.value_class import slot_class, value_class

ABSENT = ""
"""The digest of what is not there."""


@value_class
class FileFact:
    """What a file held up to a limit of bytes."""

    limit: int
    digest: str
    signature: Signature | None


@value_class
class FolderFact:
    """What a folder held of folders and of files of some suffixes."""

    digest: str
    signature: Signature | None


@slot_class()
class Trace:
    """The questions of one run with their answers.

    `files` go by their real paths, `folders` by their paths and the suffixes of the files that were asked for, `links`
    lead from paths as they were asked for to real ones, `answers` are those of questions by name (`is_file`, ...) and
    path. `spoilt` says why the outcome cannot be kept; `loose` are files that could not be read, `listed` those that
    folders held.
    """

    files: dict[str, FileFact] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    folders: dict[tuple[str, tuple[str, ...]], FolderFact] = field(default_factory=dict)
    answers: dict[tuple[str, str], bool] = field(default_factory=dict)
    day: str | None = None
    spoilt: str | None = None
    loose: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)

    def take(self, other: Trace) -> None:
        """Become another trace."""
        for name in self.__match_args__:
            setattr(self, name, getattr(other, name))

    def add(self, other: Trace) -> None:
        """Note all that another trace has."""
        for real, fact in other.files.items():
            self.note_file(real, fact)
        for path, real in other.links.items():
            self.note_link(path, real)
        for (question, path), answer in other.answers.items():
            self.note_answer(question, path, answer)
        for (path, suffixes), held in other.folders.items():
            if self.folders.setdefault((path, suffixes), held).digest != held.digest:
                self.spoil(f"{path} changed while it was read")
        self.listed |= other.listed
        self.loose |= other.loose
        self.day = self.day or other.day
        self.spoilt = self.spoilt or other.spoilt

    def spoil(self, why: str, path: str | os.PathLike[str] | None = None) -> None:
        """Note that the outcome rests on something that nobody can ask again, such as a path that cannot be read."""
        self.spoilt = self.spoilt or why
        if path is not None:
            self.loose.add(os.fspath(path))

    def note_unreadable(self, real: str) -> None:
        """Note that a file could not be read. That it is not there can be asked again; other reasons cannot."""
        if os.path.lexists(real):
            self.spoil(f"{real} cannot be read", real)
        else:
            self.note_file(real, FileFact(0, ABSENT, None))

    def note_file(self, real: str, fact: FileFact) -> None:
        """Note what was read of a file."""
        before = self.files.setdefault(real, fact)
        if (before.digest, before.limit) != (fact.digest, fact.limit):
            self.spoil(f"{real} changed while it was read")

    def note_link(self, path: str, real: str) -> None:
        """Note where a path leads."""
        if self.links.setdefault(path, real) != real:
            self.spoil(f"{path} changed while it was read")

    def note_folder(self, path: str, suffixes: tuple[str, ...], fact: FolderFact, entries: Entries) -> None:
        """Note what a folder holds."""
        self.listed.update(os.path.join(path, name) for name, is_folder in entries if not is_folder)
        if self.folders.setdefault((path, suffixes), fact).digest != fact.digest:
            self.spoil(f"{path} changed while it was read")

    def note_answer(self, question: str, path: str, answer: bool) -> None:
        """Note the answer to a question about a path."""
        if self.answers.setdefault((question, path), answer) != answer:
            self.spoil(f"{path} changed while it was read")


_CURRENT: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current() -> Trace | None:
    """Return the trace that is being written, if any."""
    return _CURRENT.get()


@contextmanager
def tracing(trace: Trace) -> Iterator[Trace]:
    """Write down in a trace what is asked from here on."""
    token = _CURRENT.set(trace)
    try:
        yield trace
    finally:
        _CURRENT.reset(token)


def spoil(why: str, path: str | os.PathLike[str] | None = None) -> None:
    """Say that the outcome of the run that goes on is not to be kept, and which path cannot be read."""
    trace = current()
    if trace is not None:
        trace.spoil(why, path)


def note_file(real: Path, limit: int, data: bytes, signature: Signature | None) -> None:
    """Note what was read of a file, up to one byte beyond a limit, with the signature that it had before."""
    trace = current()
    if trace is not None:
        trace.note_file(os.fspath(real), FileFact(limit, digest_of(data), signature))


def note_unreadable(real: Path) -> None:
    """Note that a file could not be read."""
    trace = current()
    if trace is not None:
        trace.note_unreadable(os.fspath(real))


@contextmanager
def streamed(real: Path, limit: int, file: BinaryIO) -> Iterator[None]:
    """Note a file that is read piece by piece: it is read once more for its digest, and must not change meanwhile."""
    trace = current()
    if trace is None:
        yield
        return
    before = look_at(file.fileno())
    digest = digest_of_stream(file, limit)
    file.seek(0)
    yield
    if before is None or look_at(file.fileno()) != before:
        trace.spoil(f"{real} may have changed while it was read")
    trace.note_file(os.fspath(real), FileFact(limit, digest, before))


def real_path(path: Path) -> Path:
    """Return where a path leads, and note it. Raises OSError, RuntimeError or ValueError where it leads in a circle."""
    real = path.resolve()
    trace = current()
    if trace is not None:
        trace.note_link(os.fspath(path), os.fspath(real))
    return real


def listed(folder: str | os.PathLike[str], suffixes: tuple[str, ...]) -> Entries:
    """Return what `list_folder` does, and note it; a folder that is not there is empty. Raises OSError."""
    trace = current()
    try:
        entries, signature = list_folder(folder, suffixes)
        fact = FolderFact(digest_of_entries(entries), signature)
    except FileNotFoundError:
        entries, fact = (), FolderFact(ABSENT, None)
    if trace is not None:
        trace.note_folder(os.fspath(folder), suffixes, fact, entries)
    return entries


def is_file(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path leads to a file."""
    return _asked("is_file", path)


def is_dir(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path leads to a folder."""
    return _asked("is_dir", path)


def exists(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path leads anywhere."""
    return _asked("exists", path)


def is_there(path: str | os.PathLike[str]) -> bool:
    """Tell whether there is anything of this path, be it a link that leads nowhere."""
    return _asked("is_there", path)


QUESTIONS = {"is_file": os.path.isfile, "is_dir": os.path.isdir, "exists": os.path.exists, "is_there": os.path.lexists}


def _asked(question: str, path: str | os.PathLike[str]) -> bool:
    answer = QUESTIONS[question](path)
    trace = current()
    if trace is not None:
        trace.note_answer(question, os.fspath(path), answer)
    return answer


def today() -> date:
    """Return the day that it is here, and note that the outcome rests on it."""
    day = date.today()
    trace = current()
    if trace is not None:
        if trace.day not in (None, day.isoformat()):
            trace.spoil("the day changed")
        trace.day = day.isoformat()
    return day
