"""Measures claimcheck and its peers against the floor: `python benchmarks/run.py`.

Corpora are made from a seed and kept in `--folder`. Each size is run in the plain style with every peer and in any
style of YAML, the smallest also with contradictions planted at other rates. Results are ratios of processor time,
paired round by round; `--write docs/performance.md` puts the tables into that page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import floor
from everyday import Wait, waits
from goals import outcomes
from made_corpus import Recipe, make
from peer import all_peers
from side_by_side import Row, measure

BEGIN = "<!-- Made by benchmarks/run.py; what stands between the two marks is replaced. -->"
END = "<!-- The end of what is made. -->"
MANY = 50_000
"""So many claims are run in one round."""
RATES = (0.0, 0.1)
"""Rates of planted contradictions beside the usual one."""


def main() -> int:
    """Measure what the arguments ask for. Returns 1 when a peer's findings are not those that are planted."""
    given = _arguments()
    folder = given.folder or Path(tempfile.gettempdir()) / "claimcheck-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        program = floor.build(folder)
    except floor.NoFloor as error:
        print(error, file=sys.stderr)
        return 2
    rows = list(_rows(given, folder, program))
    days = (
        []
        if given.only
        else waits(make(Recipe(max(given.sizes)), folder), given.rounds, _rounds(given, max(given.sizes)))
    )
    text = "\n".join((*_side_by_side(rows), "", *_everyday(days), "", *_goals(rows, days)))
    print(text)
    if given.write is not None:
        _write(given.write, text)
    return 1 if any(row.found.startswith("*") for row in rows) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_numbers, default=(1_000, 10_000), help="claims a corpus: 1000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="peers whose names begin so, several behind commas")
    parser.add_argument("--folder", type=Path, help="where corpora are kept")
    parser.add_argument("--write", type=Path, help="a page whose tables are replaced")
    return parser.parse_args()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _rows(given: argparse.Namespace, folder: Path, program: Path) -> Iterator[Row]:
    wanted = tuple(given.only.split(","))
    peers = [peer for peer in all_peers() if peer.name.startswith(wanted)]
    ours = [peer for peer in peers if peer.name == "claimcheck"]
    for size in given.sizes:
        recipe, rounds = Recipe(size), _rounds(given, size)
        yield from measure(recipe, folder, peers, program, rounds)
        if ours:
            yield from measure(replace(recipe, style="any"), folder, ours, program, rounds)
    if ours:
        for rate in RATES:
            yield from measure(replace(Recipe(min(given.sizes)), rate=rate), folder, ours, program, 1)


def _rounds(given: argparse.Namespace, size: int) -> int:
    """Return how often a size is run: large ones once, for they take minutes, in which the machine evens out."""
    return 1 if size >= MANY else given.rounds


def _side_by_side(rows: Sequence[Row]) -> Iterator[str]:
    yield "| claims | style | planted | tool | does | CPU × floor | peak MB | contradictions found |"
    yield "| ---: | --- | ---: | --- | --- | ---: | ---: | --- |"
    for row in rows:
        recipe = row.recipe
        start = f"| {row.claims:,} | {recipe.style} | {recipe.rate:g} | {row.peer} | {row.does} "
        yield f"{start}| {row.ratio} | {row.memory / 1e6:.0f} | {row.found} |"


def _everyday(days: Sequence[Wait]) -> Iterator[str]:
    yield "| every day | measured by | ratio | start-up in that measure |"
    yield "| --- | --- | ---: | ---: |"
    for wait in days:
        yield f"| {wait.what} | {wait.against} | {wait.ratio} | {wait.start} |"


def _goals(rows: Sequence[Row], days: Sequence[Wait]) -> Iterator[str]:
    yield "| work | goal | measured | |"
    yield "| --- | --- | --- | --- |"
    for outcome in outcomes(rows, days):
        said = {True: "reached", False: "not reached", None: "not measured"}[outcome.reached]
        yield f"| {outcome.work} | {outcome.goal} | {outcome.measured} | {said} |"


def _write(page: Path, text: str) -> None:
    """Replace what a page has between the two marks."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{page} lacks the marks between which the tables stand")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
