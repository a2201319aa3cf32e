"""Mirrors: a value between two that is the same in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from claimcheck.engine.mining.candidate import Candidate, instance_of
from claimcheck.engine.mining.evidence import Evidence, relation
from claimcheck.engine.mining.facts import Fact


def candidates(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the metrics whose values are equal in both directions in enough independent cases, and differ in none."""
    found: dict[str, list[tuple[Fact, Fact]]] = defaultdict(list)
    for (of, _), views in evidence.table.items():
        for metric, turned in views:
            if turned and of == tuple(sorted(of)) and (metric, False) in views:
                found[metric].append((views[metric, False], views[metric, True]))
    for metric, pairs in sorted(found.items()):
        instances = [instance for pair in pairs if (instance := instance_of(pair)) is not None]
        held = evidence.enough(instances)
        if not held or any(one.charitable.intersect(other.charitable) is None for one, other in pairs):
            continue
        summaries = (
            f"The value of {metric} is not the same in both directions.",
            "A value is not the same in both directions.",
        )
        views_of = ((metric, False), (metric, True))
        made = relation(evidence, f"{metric}-unlike-{metric}-back", summaries, views_of, "{0} == {1}", held)
        if made is not None:
            yield made
