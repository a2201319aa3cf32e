"""Waits for the files of a project to change: claims, vocabulary, articles, rules, settings, baseline."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from claimcheck.cli.session import Session
from claimcheck.corpus.project import yaml_files
from claimcheck.corpus.settings import NAMES

INTERVAL = 0.5
"""Seconds between two looks."""

Stamps = dict[Path, tuple[int, int]]
"""When each file was last written, in nanoseconds, and how long it is; files that are not there are left out."""


def stamps(session: Session) -> Stamps:
    """Return the state of every file that a report of the session rests on."""
    found: Stamps = {}
    for path in dict.fromkeys(_files(session)):
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _files(session: Session) -> Iterator[Path]:
    project = session.project
    yield from project.vocabulary_files()
    yield from project.claim_files()
    yield from yaml_files(project.rules_folder)
    yield from (project.root / name for name in NAMES)
    yield project.baseline_file
    for source in session.corpus.sources:
        if source.model.text is not None:
            yield (project.root / source.file).parent / source.model.text


def wait_for_change(session: Session, seen: Stamps) -> Stamps:
    """Return the new state of the files as soon as it differs from what was seen."""
    while True:
        time.sleep(INTERVAL)
        now = stamps(session)
        if now != seen:
            return now


def changed(before: Stamps, after: Stamps) -> list[str]:
    """Return the names of the files that differ, sorted."""
    return sorted(path.name for path in before.keys() | after.keys() if before.get(path) != after.get(path))
