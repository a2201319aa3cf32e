"""Whole runs: what one printed and how it left, for as long as everything that it asked has the same answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from claimcheck.cache.holding import Answers
from claimcheck.cache.reading import digest_of
from claimcheck.cache.store import Store
from claimcheck.cache.trace import Trace
from claimcheck.cache.trace_data import trace_of, written
from claimcheck.values.value_class import value_class


@value_class
class Printed:
    """A text that a run printed, or wrote to a file as it was named."""

    file: str | None
    text: str


@value_class
class Outcome:
    """What a run came to: what it printed, and its exit status."""

    printed: tuple[Printed, ...]
    status: int


@value_class
class Recalled:
    """An outcome that holds, with its root and its trace; `renewed` when its entry is better rewritten."""

    root: str
    outcome: Outcome
    trace: Trace
    renewed: bool


@value_class
class Runs:
    """The runs of one program with one set of options, in one folder."""

    store: Store
    name: str

    def recall(self, start: str) -> Recalled | None:
        """Return the outcome of a run that would be repeated.

        `start` is the folder or file that the project is sought from. Its root is that or a folder above; whether it
        still is, is among what is asked again.
        """
        for root in _upwards(start):
            value = self.store.read(root, self.name)
            if value is None:
                continue
            outcome, trace = _outcome(value), trace_of(value)
            answers = Answers()
            if answers.hold(trace):
                return Recalled(root, outcome, trace, answers.renewed)
        return None

    def keep(self, root: str, outcome: Outcome, trace: Trace) -> bool:
        """Keep the outcome of a run; False for one that cannot be kept."""
        if trace.spoilt is not None or missing(trace) is not None:
            return False
        return self.store.write(root, self.name, {**written(trace), **_told(outcome)})


def name_of(*parts: object) -> str:
    """Return the name of the runs that differ in nothing of this."""
    return digest_of("\n".join(map(ascii, parts)).encode("ascii"))[:48]


def missing(trace: Trace) -> str | None:
    """Return a file that was listed and that the trace does not know the content of, if there is one.

    Something then read it that does not write down what it reads.
    """
    return next((path for path in sorted(trace.listed) if trace.links.get(path) not in trace.files), None)


def _upwards(start: str) -> Iterator[str]:
    while True:
        yield start
        above = os.path.dirname(start)
        if above == start:
            return
        start = above


def _told(outcome: Outcome) -> dict[str, Any]:
    return {"printed": [[each.file, each.text] for each in outcome.printed], "status": outcome.status}


def _outcome(value: dict[str, Any]) -> Outcome:
    return Outcome(tuple(Printed(file, text) for file, text in value["printed"]), value["status"])
