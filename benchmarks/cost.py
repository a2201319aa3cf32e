"""Measures what a check costs as a corpus grows: time and memory a claim, for small components and for one large one.

Run `python benchmarks/cost.py` for corpora of 12,500 to 200,000 claims whose components have 3 to 10 claims each, and
`python benchmarks/cost.py one` for a single variable of 10,000 claims with 0, 1 and 100 dissenters. `--sizes 1000,2000`
takes other sizes, `--profile` prints where the time goes. Every corpus is measured in a process of its own. The
ratios between the rows are the result; the seconds (of the processor, not of the clock) depend on the machine:

- build: making claim records of nodes (no files are read);
- check: grounding, judging, agreements and coverage of every claim under both readings.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import multiprocessing
import pstats
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
# The corpora are made as those of the tests are.
sys.path.insert(0, str(ROOT / "tests" / "worlds"))

from corpora import Data, Report, corpus_of  # noqa: E402

from claimcheck.corpus.corpus import Corpus  # noqa: E402
from claimcheck.engine.run import check  # noqa: E402
from claimcheck.findings.model import Severity  # noqa: E402
from claimcheck.rules.load import load_rules  # noqa: E402

SIZES = (12_500, 25_000, 50_000, 100_000, 200_000)
A_SOURCE = 40
"""Claims a source."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and bytes for one corpus, and how many errors were found in it."""

    claims: int
    build: float
    check: float
    memory: int
    errors: int


def small_components(size: int) -> Corpus:
    """Return a corpus of topics that do not touch, each of 3 to 10 claims of several sources."""
    rng = Random(size)
    claims: list[Data] = []
    firms: list[str] = []
    events: list[str] = []
    while len(claims) < size:
        number = len(firms)
        firms.append(f"firm-{number}")
        events.append(f"event-{number}")
        claims.extend(_topic(rng, f"firm-{number}", f"event-{number}"))
    rng.shuffle(claims)
    vocabulary: Data = {
        "entities": {name: {"type": "company"} for name in firms},
        "events": {name: {} for name in events},
        "metrics": {
            "sales": {"unit": "USD", "measures": "flow", "of": ["company"], "at_least": 0},
            "sales-abroad": {"part_of": "sales"},
        },
    }
    return corpus_of(vocabulary, _reports(claims[:size]))


def _topic(rng: Random, firm: str, event: str) -> Iterator[Data]:
    """Yield claims about the sales of one firm in some years, and about one event."""
    base, growth = rng.randint(200, 900), rng.randint(5, 60)
    after = base * (100 + growth) // 100
    sales: Data = {"metric": "sales", "of": [firm]}
    for _ in range(rng.randint(1, 3)):
        yield {"kind": "quantity", **sales, "during": 2020, "value": f"${base} million"}
    yield {"kind": "change", **sales, "during": 2021, "base": 2020, "by": f"{growth} percent"}
    for _ in range(rng.randint(1, 3)):
        yield {"kind": "quantity", **sales, "during": 2021, "value": f"about ${after} million"}
    if rng.random() < 0.2:
        yield {"kind": "record", **sales, "during": 2021, "extreme": "highest"}
    part = {"metric": "sales-abroad", "of": [firm]}
    if rng.random() < 0.5:
        yield {"kind": "share", "part": part, "whole": sales, "during": 2021, "share": "about half"}
    for _ in range(rng.randint(1, 4)):
        age = rng.randint(2, 60)
        yield {"kind": "anniversary", "event": event, "ordinal": age, "on": 1950 + age}


def one_variable(size: int, dissenters: int) -> Corpus:
    """Return a corpus of one quantity that every claim gives, some of them falsely."""
    sales: Data = {"kind": "quantity", "metric": "sales", "of": ["firm"], "during": 2020}
    wrong = range(0, size, size // dissenters) if dissenters else range(0)
    claims = [{**sales, "value": "$72.5 million" if i in wrong else "$52.7 million"} for i in range(size)]
    vocabulary: Data = {
        "entities": {"firm": {"type": "company"}},
        "metrics": {"sales": {"unit": "USD", "measures": "flow", "of": ["company"], "at_least": 0}},
    }
    return corpus_of(vocabulary, _reports(claims, a_source=1))


def _reports(claims: Sequence[Data], a_source: int = A_SOURCE) -> list[Report]:
    return [
        Report(
            {"id": f"s{start}", "publisher": f"Paper {start}", "published": "2023-01-01"},
            tuple({"id": f"c{number}", **claim} for number, claim in enumerate(claims[start : start + a_source])),
        )
        for start in range(0, len(claims), a_source)
    ]


def measure(make: Callable[[], Corpus], *, profile: bool) -> Cost:
    """Build and check one corpus."""
    rules = load_rules([ROOT / "rules"], ROOT).rules
    gc.collect()
    before, start = _peak(), time.process_time()
    corpus = make()
    built = time.process_time()
    profiler = cProfile.Profile(time.process_time) if profile else None
    result = profiler.runcall(check, corpus, rules) if profiler is not None else check(corpus, rules)
    done = time.process_time()
    if profiler is not None:
        pstats.Stats(profiler).sort_stats("cumtime").print_stats(40)
    return Cost(len(corpus.claims), built - start, done - built, _peak() - before, result.count(Severity.ERROR))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _small(size: int, profile: bool) -> Cost:
    return measure(lambda: small_components(size), profile=profile)


def _one(size: int, dissenters: int, profile: bool) -> Cost:
    return measure(lambda: one_variable(size, dissenters), profile=profile)


def alone(task: Callable[..., Cost], *arguments: object) -> Cost:
    """Run a measurement in a new process, whose memory nothing else has touched."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(task, arguments)


def show(name: str, cost: Cost, first: Cost) -> None:
    """Print one row: per claim, and against the first row."""
    each = cost.check / cost.claims
    ratio = each / (first.check / first.claims)
    memory = cost.memory / cost.claims
    growth = memory / (first.memory / first.claims)
    print(
        f"{name:>24}  build {cost.build / cost.claims * 1e6:7.0f} µs  check {each * 1e6:7.0f} µs ({ratio:4.2f} x)  "
        f"memory {memory / 1024:6.1f} KiB ({growth:4.2f} x)  errors {cost.errors}",
        flush=True,
    )


def main() -> None:
    """Run the benchmark that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=("small", "one"), default="small")
    parser.add_argument("--sizes", default="")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    sizes = tuple(int(size) for size in given.sizes.split(",")) if given.sizes else ()
    first: Cost | None = None
    if given.what == "small":
        for size in sizes or SIZES:
            cost = alone(_small, size, given.profile)
            first = first or cost
            show(f"{cost.claims:,} claims", cost, first)
        return
    for size in sizes or (10_000,):
        for dissenters in (0, 1, 100):
            cost = alone(_one, size, dissenters, given.profile)
            first = first or cost
            show(f"{cost.claims:,}, {dissenters} dissent", cost, first)


if __name__ == "__main__":
    main()
