"""Prints the share of contradictions that the engine finds, by profile and by type of constraint, as Markdown.

Run it with the number of networks: `python tests/engine/referee/referee_table.py 5000`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from referee_checks import Answer, ask
from referee_networks import COMPLETE, PROFILES, network

COLUMNS = (
    "networks",
    "contradictory",
    "by propagation",
    "in all",
    "undecided",
    "missed",
    "left open",
)


def counted(answer: Answer) -> Iterator[str]:
    """Yield the columns that an answer counts in."""
    yield "networks"
    if answer.satisfiable is None:
        yield "unknown"
    if answer.satisfiable is not False and answer.undecided:
        yield "left open"
    if answer.satisfiable is False:
        yield "contradictory"
        if answer.propagated:
            yield "by propagation"
        if answer.found:
            yield "in all"
        else:
            yield "undecided" if answer.undecided else "missed"


def tables(networks: int) -> str:
    """Return both tables of the first networks, each under both readings."""
    profiles: dict[str, Counter[str]] = {name: Counter() for name in PROFILES}
    types: dict[str, Counter[str]] = {}
    for seed in range(networks):
        made = network(seed)
        for grounds in (made.wide, made.narrow):
            answer = ask(made, grounds)
            for column in counted(answer):
                profiles[made.profile][column] += 1
                for kind in made.types:
                    types.setdefault(kind, Counter())[column] += 1
    every = sum(profiles.values(), Counter())
    named = {f"{name} *" if name in COMPLETE else name: row for name, row in profiles.items()}
    return "\n".join(
        (
            *_table("profile", {**named, "all": every}),
            "",
            "`*`: all contradictions must be found. Each network is judged under both readings. "
            f"z3 gave up on {every['unknown']} of {every['networks']}.",
            "",
            *_table("networks with", dict(sorted(types.items()))),
        )
    )


def _table(head: str, rows: dict[str, Counter[str]]) -> Iterator[str]:
    yield f"| {head} | {' | '.join(COLUMNS)} |"
    yield "| --- |" + " ---: |" * len(COLUMNS)
    for name, row in rows.items():
        yield f"| {name} | {' | '.join(_cell(row, column) for column in COLUMNS)} |"


def _cell(row: Counter[str], column: str) -> str:
    if column not in COLUMNS[2:4] or not row["contradictory"]:
        return str(row[column])
    return f"{row[column]} ({100 * row[column] // row['contradictory']} %)"


if __name__ == "__main__":
    print(tables(int(sys.argv[1])))
