"""Worker processes that inherit what this one knows, and send back what they make of it.

A worker is a fork: claims, rules and articles are there without being sent. One that dies loses the task that it was
at, and another takes its place.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from claimcheck.values.value_class import slot_class, value_class

if TYPE_CHECKING:
    # Not loaded for a run in one process; there are no forks to import on Windows.
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

CLAIMS_A_WORKER = 500
"""Below so many claims a worker costs more than it saves."""

Task = TypeVar("Task")
Answer = TypeVar("Answer")


@value_class
class Lost:
    """The answer that a task has whose worker died."""


LOST = Lost()


def can_fork() -> bool:
    """Tell whether there can be workers: elsewhere than on Linux, forks and system libraries do not get on."""
    return sys.platform.startswith("linux")


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def workers_for(claims: int, jobs: int | None) -> int:
    """Return how many workers to take for some claims; `jobs` is how many were asked for, None as many as pay."""
    if not can_fork():
        return 1
    return jobs if jobs is not None else max(1, min(usable_cores(), claims // CLAIMS_A_WORKER))


@slot_class()
class _Worker:
    process: ForkProcess
    pipe: Connection
    task: int | None = None


class Workers(Generic[Task, Answer]):
    """Some processes that do one kind of work."""

    def __init__(self, count: int, work: Callable[[Task], Answer]) -> None:
        self._work = work
        self._workers: list[_Worker] = []
        for _ in range(count):
            self._workers.append(self._started())

    def run(self, tasks: Sequence[Task]) -> list[Answer | Lost]:
        """Return the answer to each task, in their order. What a worker raises is raised here."""
        from multiprocessing.connection import wait

        answers: list[Answer | Lost] = [LOST] * len(tasks)
        waiting = iter(range(len(tasks)))
        for worker in self._workers:
            self._give(worker, waiting, tasks)
        while busy := {each.pipe: each for each in self._workers if each.task is not None}:
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index] # wait returns what it was given
                number, worker.task = worker.task, None
                try:
                    done, answer = worker.pipe.recv()
                except (EOFError, OSError):
                    worker = self._replaced(worker)
                else:
                    if not done:
                        raise answer
                    answers[number or 0] = answer
                self._give(worker, waiting, tasks)
        return answers

    def close(self) -> None:
        """End the workers."""
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            if worker.task is not None:
                worker.process.kill()
            worker.process.join()
        self._workers.clear()

    def _give(self, worker: _Worker, waiting: Iterator[int], tasks: Sequence[Task]) -> None:
        worker.task = next(waiting, None)
        if worker.task is not None:
            # That the worker is gone is seen when its answer is waited for.
            with suppress(OSError):
                worker.pipe.send(tasks[worker.task])

    def _started(self) -> _Worker:
        from multiprocessing import get_context

        forking = get_context("fork")
        here, there = forking.Pipe()
        others = [here, *(each.pipe for each in self._workers)]
        process = forking.Process(target=_serve, args=(there, others, self._work), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)

    def _replaced(self, worker: _Worker) -> _Worker:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        self._workers.append(self._started())
        return self._workers[-1]


@contextmanager
def working(count: int, work: Callable[[Task], Answer]) -> Iterator[Workers[Task, Answer]]:
    """Have some workers for a time."""
    workers = Workers(count, work)
    try:
        yield workers
    finally:
        workers.close()


def shared_out(sizes: Sequence[int], count: int) -> list[tuple[int, ...]]:
    """Return the numbers of what has these sizes in groups for so many workers, several for each, the large ones first.

    What is alone larger than a share is a group of its own.
    """
    share = max(1, sum(sizes) // (count * 8))
    groups: list[tuple[int, ...]] = []
    group: list[int] = []
    held = 0
    for number in sorted(range(len(sizes)), key=lambda number: (-sizes[number], number)):
        if group and held + sizes[number] > share:
            groups.append(tuple(group))
            group, held = [], 0
        group.append(number)
        held += sizes[number]
    return [*groups, tuple(group)] if group else groups


def _serve(pipe: Connection, others: Iterable[Connection], work: Callable[[Any], Any]) -> None:
    """Do the tasks that come through a pipe, until its other end is closed, be it by the death of the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in others:
        each.close()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        try:
            answer = True, work(task)
        except MemoryError:
            os._exit(1)
        except Exception as error:
            answer = False, RuntimeError(f"{type(error).__name__}: {error}")
        try:
            pipe.send(answer)
        except OSError:
            os._exit(1)
