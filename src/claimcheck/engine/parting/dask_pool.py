"""Workers of dask.distributed: processes of this machine, or a cluster that is there already."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from claimcheck import __version__
from claimcheck.corpus.digests import digests
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.parting.in_parallel import SharedParts, Task, unread_part
from claimcheck.engine.parting.part import PartResult, together
from claimcheck.engine.parting.part_checker import PartChecker
from claimcheck.engine.parting.part_data import read_keys, read_results
from claimcheck.engine.parting.parts import Part, parts_of
from claimcheck.engine.parting.shards import Assignment, Done, Work, do
from claimcheck.engine.parting.workers import LOST, Lost, usable_cores

PATIENCE = 10.0
"""Seconds to wait for a scheduler, and for its first worker."""


class NoCluster(Exception):
    """There is no cluster to work with, and why: a sentence."""


class DaskWorkers:
    """Sends tasks to a cluster, each with the files and claims that it is about."""

    def __init__(self, client: Any, checker: PartChecker, assignment: Assignment) -> None:
        self._client = client
        self._checker = checker
        self._assignment = assignment
        self._digests = list(digests(checker.claims))

    def run(self, tasks: Sequence[Task]) -> list[Any | Lost]:
        """Return the answer to each task, in their order. Raises NoCluster when the cluster goes away."""
        distributed: Any = import_module("distributed")
        futures = [self._client.submit(do, self._assignment, self._work(task), pure=False) for task in tasks]
        answers: list[Any | Lost] = []
        for task, future in zip(tasks, futures, strict=True):
            try:
                answers.append(self._answer(task, future.result()))
            except distributed.KilledWorker:
                answers.append(LOST)
            except RuntimeError as error:
                raise NoCluster(str(error)) from None
            except (OSError, TimeoutError, distributed.CancelledError) as error:
                raise NoCluster(f"the scheduler went away ({type(error).__name__})") from None
        return answers

    def _work(self, task: Task) -> Work:
        numbers = sorted(_numbers(task))
        shards: dict[str, list[tuple[str, str]]] = {}
        for number in numbers:
            claim = self._checker.claims[number]
            shards.setdefault(claim.source.file, []).append((claim.id, self._digests[number]))
        if not _is_of_parts(task):
            return Work(shards, None)
        at = {number: place for place, number in enumerate(numbers)}
        return Work(shards, tuple(tuple(at[number] for number in part) for part in _parts(task)))

    def _answer(self, task: Task, done: Done) -> Any | Lost:
        if not done.unusable:
            return read_results(done.data) if _is_of_parts(task) else read_keys(done.data)
        if not _is_of_parts(task):
            return LOST
        return [self._without(part, done) for part in _parts(task)]

    def _without(self, part: Part, done: Done) -> PartResult:
        """Return what a part comes to where some shards cannot be used: those of its parts that need none of them."""
        results = []
        for small in parts_of(self._checker.keys(part)):
            members = tuple(part[at] for at in small)
            claims = [self._checker.claims[number] for number in members]
            bad = {claim.source.file for claim in claims} & done.unusable.keys()
            why = {file: done.unusable[file] for file in bad}
            results.append(unread_part(claims, why) if why else self._checker.check(members))
        return together(results)


def _is_of_parts(task: Task) -> bool:
    return bool(task) and isinstance(task[0], tuple)


def _parts(task: Task) -> list[Part]:
    return [part for part in task if isinstance(part, tuple)]


def _numbers(task: Task) -> list[int]:
    return [number for part in _parts(task) for number in part] or [n for n in task if isinstance(n, int)]


def _file_of(claim: ClaimRecord) -> str:
    return claim.source.file


@contextmanager
def dask_parts(
    checker: PartChecker, address: str | None, root: Path, *, jobs: int | None, plugins: bool
) -> Iterator[SharedParts]:
    """Have the workers of a cluster for the parts of some claims, of one of this machine where there is no address.

    Raises NoCluster.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise NoCluster("--engine dask needs dask.distributed: install claimcheck with the extra `dask`") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    assignment = Assignment(
        os.urandom(8).hex(), __version__, str(root), tuple(rule.code for rule in checker.rules), plugins
    )
    with _cluster(address, jobs) as (where, security):
        try:
            client = distributed.Client(where, timeout=PATIENCE, security=security, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise NoCluster(
                f"the scheduler at {where} does not answer ({type(error).__name__}); `dask scheduler` starts one, and "
                "`--engine dask` makes a cluster on this machine"
            ) from None
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            client.close()
            raise NoCluster(f"the scheduler at {where} has no workers; `dask worker {where}` starts one") from None
        try:
            count = max(1, sum(client.nthreads().values()))
            yield SharedParts(checker, DaskWorkers(client, checker, assignment), count, _file_of)
        finally:
            client.close()


@contextmanager
def _cluster(address: str | None, jobs: int | None) -> Iterator[tuple[str, Any]]:
    """Yield the address of a scheduler, with what it takes to be let in."""
    if address is not None:
        yield f"tcp://{address}", None
        return
    dask: Any = import_module("dask")
    distributed: Any = import_module("distributed")
    # Whoever reaches a scheduler can have it run anything: nobody else on this machine may.
    security = distributed.Security.temporary()
    with (
        dask.config.set({"distributed.worker.daemon": True}),
        distributed.LocalCluster(
            n_workers=jobs or usable_cores(),
            threads_per_worker=1,
            processes=True,
            # Its pages would else be open to the network, at a port that the next run wants too.
            dashboard_address="127.0.0.1:0",
            security=security,
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster.scheduler_address, security
