"""Runs a command and measures what it takes: of the processor, of memory, and by the clock."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor and by the clock, the peak of memory in bytes, and what the command printed.

    The clock says something only of processes that run at once: all else is judged by the processor.
    """

    cpu: float
    wall: float
    memory: int
    status: int
    output: bytes


def run(argv: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end, its children included, and return what it took."""
    environment = {**os.environ, **(env or {})}
    started = time.perf_counter()
    with subprocess.Popen(
        argv, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024, process.returncode, output)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of some ratios, with the smallest and the largest."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        spread = "" if self.low == self.high else f" ({_shown(self.low)} to {_shown(self.high)})"
        return f"{_shown(self.median)}{spread}"


def ratio_of(values: Sequence[float]) -> Ratio:
    """Return the median and the spread of some ratios, one a round."""
    return Ratio(statistics.median(values), min(values), max(values))


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
