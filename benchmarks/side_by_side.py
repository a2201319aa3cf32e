"""Runs the floor and its peers on one corpus, in turn, round by round."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import floor
from made_corpus import Made, Recipe, make
from peer import Missing, Peer
from timing import Ratio, ratio_of, run


@dataclass(frozen=True, slots=True)
class Row:
    """What a peer took on a corpus, against the floor of the same round."""

    recipe: Recipe
    claims: int
    peer: str
    does: str
    ratio: Ratio
    memory: int
    found: str


@dataclass(frozen=True, slots=True)
class Job:
    """A peer that is ready to be run."""

    peer: Peer
    argv: Sequence[str]


def measure(recipe: Recipe, folder: Path, peers: Sequence[Peer], program: Path, rounds: int) -> list[Row]:
    """Return a row for each peer that can be run on such a corpus; of each other one it is said why not."""
    corpus = make(recipe, folder)
    jobs = _ready(corpus, peers)
    ratios: list[list[float]] = [[] for _ in jobs]
    memory = [0] * len(jobs)
    found = [""] * len(jobs)
    for _ in range(rounds):
        base = floor.measure(program, corpus).cpu
        for number, job in enumerate(jobs):
            cost = run(job.argv, corpus.root)
            ratios[number].append(cost.cpu / base)
            memory[number] = max(memory[number], cost.memory)
            try:
                found[number] = job.peer.judge(cost.output, cost.status, corpus)
            except ValueError as error:
                found[number] = f"**{' '.join(str(error).split())[:200]}**"
    return [
        Row(recipe, corpus.claims, job.peer.name, job.peer.does, ratio_of(ratios[at]), memory[at], found[at])
        for at, job in enumerate(jobs)
    ]


def _ready(corpus: Made, peers: Sequence[Peer]) -> list[Job]:
    jobs = []
    for peer in peers:
        if corpus.claims > peer.largest * 1.1:
            _say(f"{peer.name} is not run on {corpus.claims:,} claims: it takes too long beyond {peer.largest:,}")
            continue
        try:
            jobs.append(Job(peer, peer.prepare(corpus)))
        except Missing as missing:
            _say(f"{peer.name} is left out: {missing}")
        except subprocess.CalledProcessError as error:
            _say(f"{peer.name} is left out: its input could not be made: {error}")
    return jobs


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
