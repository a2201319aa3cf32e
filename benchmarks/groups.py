"""Measures verdicts alone: groups of linear constraints of 3 to 9 claims, each judged by the engine and by z3.

Run `python benchmarks/groups.py` for 2,000 groups, `--groups 100000` for more. The groups are those of the tests' own
referee, so each is random, and some hold slips. It prints the processor time of a group, the ratio to that of z3 (which
gets each group as an incremental solver), and how many verdicts differ, which is none; otherwise it leaves with 1.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The groups are made, and asked about, as those of the tests are.
sys.path.insert(0, str(ROOT / "tests" / "engine" / "referee"))

from referee_networks import LINEAR, network  # noqa: E402
from referee_z3 import Referee  # noqa: E402

from claimcheck.engine.grounding.ground import Ground  # noqa: E402
from claimcheck.engine.solving.judge import Judge  # noqa: E402

Group = tuple[Ground, ...]
A_BATCH = 200
"""Groups that the two judge in turn: what else the machine does then falls on both."""


def main() -> int:
    """Judge as many groups as the arguments ask for. Returns 1 when a verdict is not that of z3."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groups", type=int, default=2_000)
    count = parser.parse_args().groups
    profiles = sorted(LINEAR)
    ours = theirs = 0.0
    contradictions = differ = undecided = 0
    gc.disable()
    for start in range(0, count, A_BATCH):
        made = [network(n, profiles[n % len(profiles)]).wide for n in range(start, min(start + A_BATCH, count))]
        # Constraints that nobody has judged, as those of a first run.
        groups = [tuple(replace(each) for each in group) for group in made]
        taken, verdicts = _timed(_judged, groups)
        ours += taken
        taken, answers = _timed(_asked, groups)
        theirs += taken
        undecided += sum(verdict is None for verdict in verdicts)
        contradictions += sum(verdict is False for verdict in verdicts)
        differ += sum(one is not other for one, other in zip(verdicts, answers, strict=True))
    print(f"{count:,} groups, {contradictions:,} of them contradictory, {undecided} undecided, {differ} unlike z3's")
    print(
        f"engine {ours / count * 1e6:,.0f} µs a group, z3 {theirs / count * 1e6:,.0f} µs: {ours / theirs:.2f} of z3's"
    )
    return 1 if differ else 0


def _timed(judge: Callable[[Group], bool | None], groups: list[Group]) -> tuple[float, list[bool | None]]:
    started = time.process_time()
    answers = [judge(group) for group in groups]
    return time.process_time() - started, answers


def _judged(group: Group) -> bool | None:
    """Return whether a group can be true by the engine; None where it is undecided."""
    verdict = Judge(group).verdict()
    return None if verdict.undecided is not None else verdict.conflict is None


def _asked(group: Group) -> bool | None:
    """Return whether a group can be true by z3."""
    referee = Referee(group)
    return referee.satisfiable(frozenset(claim for each in group for claim in each.claims))


if __name__ == "__main__":
    sys.exit(main())
