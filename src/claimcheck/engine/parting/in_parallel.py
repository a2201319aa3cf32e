"""The work of a run that several processes share: files of claims, keys of claims, parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from claimcheck.cache.trace import spoil
from claimcheck.corpus.files import size_of
from claimcheck.corpus.known_files import Data
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.parting.keys import Keys
from claimcheck.engine.parting.part import PartResult, together
from claimcheck.engine.parting.parts import Part, parts_of
from claimcheck.engine.parting.workers import Lost, shared_out, workers_for, working
from claimcheck.engine.result import ClaimCoverage, ClaimState
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Evidence, Finding, NotChecked, Place
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.engine.parting.part_checker import PartChecker

MAX_NAMED = 20
"""How many claims of a part that was lost are named in the message."""

Task = tuple[int, ...] | tuple[Part, ...]
"""Claims to make keys of, by their numbers, or parts to check."""
Answer = list[Keys] | list[PartResult]


class Pool(Protocol):
    """Workers somewhere."""

    def run(self, tasks: Sequence[Task]) -> list[Any | Lost]:
        """Return the answer to each task, in their order: the keys of its claims, or the results of its parts."""


BYTES_A_CLAIM = 200
"""About how long a claim is in its file: by that it is judged, before any is read, whether several processes pay."""


@value_class
class SharedFiles:
    """Has files of claims read in several processes, where that pays."""

    jobs: int | None

    def __call__(self, paths: Sequence[Path], read: Callable[[tuple[str, ...]], list[Data]]) -> Iterator[list[Data]]:
        """Yield what comes of reading some files at a time; what a worker does not come back from is left out."""
        sizes = [size_of(path) for path in paths]
        count = workers_for(sum(sizes) // BYTES_A_CLAIM, self.jobs)
        if count == 1:
            return
        tasks = [tuple(str(paths[number]) for number in sorted(group)) for group in shared_out(sizes, count)]
        with working(count, read) as workers:
            yield from (answer for answer in workers.run(tasks) if not isinstance(answer, Lost))


@value_class
class SharedParts:
    """Makes keys and checks parts in workers. `near` says by what claims are sorted into tasks for their keys."""

    checker: PartChecker
    workers: Pool
    count: int
    near: Callable[[ClaimRecord], str]

    def keys(self, numbers: Sequence[int]) -> list[Keys]:
        """Return the keys of some of the claims; those that are made for several at once go to one worker."""
        if self.checker.remembers(numbers):
            return list(self.checker.keys(numbers))
        ordered = sorted(numbers, key=lambda number: (self.near(self.checker.claims[number]), number))
        size = max(1, -(-len(ordered) // (self.count * 4)))
        tasks = [tuple(sorted(ordered[start : start + size])) for start in range(0, len(ordered), size)]
        made: dict[int, Keys] = {}
        for task, answer in zip(tasks, self.workers.run(tasks), strict=True):
            found = self.checker.keys(task) if isinstance(answer, Lost) else answer
            made.update(zip(task, found, strict=True))
        return [made[number] for number in numbers]

    def check_all(self, parts: Sequence[Part]) -> list[PartResult]:
        """Return what several parts come to.

        What a worker did not come back from is tried once more, in the smallest parts that there are and each by
        itself, so that the one is found that ends workers.
        """
        known: dict[int, PartResult] = {}
        groups = shared_out([len(part) for part in parts], self.count)
        again: list[int] = []
        for group, answer in zip(groups, self._run([[parts[n] for n in group] for group in groups]), strict=True):
            if isinstance(answer, Lost):
                again.extend(group)
            else:
                known.update(zip(group, answer, strict=True))
        for number in again:
            small = self._smallest(parts[number])
            answers = self._run([[part] for part in small])
            found = [self._lost(part) if isinstance(a, Lost) else a[0] for part, a in zip(small, answers, strict=True)]
            known[number] = found[0] if len(found) == 1 else together(found)
        return [known[number] for number in range(len(parts))]

    def _smallest(self, part: Part) -> list[Part]:
        """Return the parts that a bundle is made of."""
        return [tuple(part[at] for at in small) for small in parts_of(self.checker.keys(part))]

    def _run(self, groups: Sequence[Sequence[Part]]) -> list[list[PartResult] | Lost]:
        return self.workers.run([tuple(group) for group in groups])

    def _lost(self, part: Part) -> PartResult:
        return lost_part([self.checker.claims[number] for number in part])


@contextmanager
def shared_parts(checker: PartChecker, count: int) -> Iterator[SharedParts]:
    """Have workers for the parts of some claims."""

    def work(task: Task) -> Answer:
        if task and isinstance(task[0], tuple):
            return checker.check_all([part for part in task if isinstance(part, tuple)])
        return list(checker.keys([number for number in task if isinstance(number, int)]))

    with working(count, work) as workers:
        yield SharedParts(checker, workers, count, lambda claim: claim.source.file)


def lost_part(claims: Sequence[ClaimRecord]) -> PartResult:
    """Return what is said of claims whose worker died twice: a finding, and that they are not checked."""
    spoil("a part of the run was lost")
    check = CHECKS["RUN002"]
    names = ", ".join(claim.id for claim in claims[:MAX_NAMED])
    more = f" and {len(claims) - MAX_NAMED} more" if len(claims) > MAX_NAMED else ""
    finding = Finding(
        check.code,
        check.name,
        check.severity,
        f"the process that checked {names}{more} ended before it was done, twice, so they are not checked",
        claims[0].place(),
        subject=claims[0].id,
        claims=tuple(
            Evidence(claim.id, "lost", "kind", claim.place(), claim.model.quote, claim.kind) for claim in claims
        ),
        rules=(check.code,),
        hint="it may have run out of memory, or been stopped from outside; `--jobs 1` checks everything in one process",
    )
    return replace(_left_out(claims, "the process that checked it ended"), findings=(finding,))


def unread_part(claims: Sequence[ClaimRecord], why: Mapping[str, str]) -> PartResult:
    """Return what is said of claims of which a worker could not use some files: one finding for each file."""
    spoil("a part of the run was lost")
    check = CHECKS["RUN003"]
    faults = tuple(
        Finding(
            check.code,
            check.name,
            check.severity,
            f"a worker could not use this file: {reason}; what meets the claims that it lacks is not checked",
            Place(file),
            rules=(check.code,),
            hint="workers read the same files by the same paths: the project must lie on a disk that they share",
        )
        for file, reason in sorted(why.items())
    )
    return replace(_left_out(claims, "a worker could not use a file that it meets claims of"), faults=faults)


def _left_out(claims: Sequence[ClaimRecord], reason: str) -> PartResult:
    missed = tuple(NotChecked("", (claim.id,), "process", reason) for claim in claims)
    states = tuple(ClaimCoverage(claim.id, ClaimState.NOT_CHECKED) for claim in claims)
    return PartResult(not_checked=missed, claims=states, lost=True)
