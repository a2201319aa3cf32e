"""The goals of speed and size, each against what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from everyday import Wait
from side_by_side import Row

MAIN = "claimcheck"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal, what was measured, and whether that reaches it; None when it was not measured."""

    work: str
    goal: str
    measured: str
    reached: bool | None


def outcomes(rows: Sequence[Row], waits: Sequence[Wait]) -> Iterator[Outcome]:
    """Yield every goal."""
    yield _at_most("cold, plain style, × the floor", rows, "plain", 6)
    yield _at_most("cold, any style, × the floor", rows, "any", 10)
    yield _at_most("Parquet, × the YAML floor of the same claims", rows, "plain", 2, "claimcheck, Parquet")
    yield _times("against yamllint, syntax alone", rows, "yamllint", 40)
    yield _times("against check-jsonschema, schema alone", rows, "check-jsonschema", 40)
    yield _times("against Spectral, all claims in one document", rows, "Spectral", 4)
    yield _times("against pySHACL with two rules", rows, "pySHACL", 200)
    yield _memory(rows)
    yield _found(rows)
    by_name = {wait.what.split(", ")[-1]: wait for wait in waits}
    yield _wait("start-up, × its imports", by_name.get("start-up"), 1.2)
    yield _wait("the two articles, × the imports", by_name.get("the two articles"), 1.5)
    yield _wait("cold, two workers, × one by the clock", by_name.get("two workers"), 0.65)
    for what, most in (("nothing changed", 3), ("one file changed", 6)):
        wait = by_name.get(what)
        allowed = most + (wait.start.median if wait is not None else 0)
        goal = f"start-up + {most} × git status"
        measured = "" if wait is None else f"{wait.what}: {wait.ratio} × git status; start-up {wait.start}"
        yield Outcome(f"warm, {what}", goal, measured, None if wait is None else wait.ratio.median <= allowed)


def _of(rows: Sequence[Row], peer: str, style: str = "plain") -> Row | None:
    """Return the largest corpus that a peer was run on."""
    found = [row for row in rows if row.peer == peer and row.recipe.style == style and row.recipe.rate == 0.01]
    return max(found, key=lambda row: row.claims, default=None)


def _at_most(work: str, rows: Sequence[Row], style: str, most: int, peer: str = MAIN) -> Outcome:
    row = _of(rows, peer, style)
    if row is None:
        return Outcome(work, f"≤ {most}", "", None)
    return Outcome(work, f"≤ {most}", f"{row.ratio} at {row.claims:,} claims", row.ratio.median <= most)


def _times(work: str, rows: Sequence[Row], peer: str, least: int) -> Outcome:
    other = _of(rows, peer)
    ours = next((r for r in rows if other is not None and r.peer == MAIN and r.recipe == other.recipe), None)
    if other is None or ours is None:
        return Outcome(work, f"≥ {least} times as fast", "", None)
    times = other.ratio.median / ours.ratio.median
    said = f"{times:.2f} times as fast at {other.claims:,} claims"
    return Outcome(work, f"≥ {least} times as fast", said, times >= least)


def _memory(rows: Sequence[Row]) -> Outcome:
    row = _of(rows, MAIN)
    work, goal = "memory", "≤ 200 MB at 100,000 claims, ≤ 1 GB at 2,000,000"
    if row is None:
        return Outcome(work, goal, "", None)
    most = 200e6 if row.claims <= 110_000 else 1e9
    reached = row.memory <= most if row.claims >= 90_000 else False if row.memory > most else None
    return Outcome(work, goal, f"{row.memory / 1e6:.0f} MB at {row.claims:,} claims", reached)


def _found(rows: Sequence[Row]) -> Outcome:
    ours = [row for row in rows if row.peer.startswith(MAIN)]
    rates = ", ".join(f"{rate:g}" for rate in sorted({row.recipe.rate for row in ours}))
    wrong = [row.found for row in ours if row.found.startswith("*")]
    said = f"{len(wrong)} of {len(ours)} corpora are judged wrongly" if wrong else f"so at rates {rates}"
    return Outcome("planted contradictions", "all found, and nothing else", said, not wrong if ours else None)


def _wait(work: str, wait: Wait | None, most: float) -> Outcome:
    if wait is None:
        return Outcome(work, f"≤ {most:g}", "", None)
    return Outcome(work, f"≤ {most:g}", str(wait.ratio), wait.ratio.median <= most)
