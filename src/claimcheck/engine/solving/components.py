"""Splits constraints into components that share no unknown, so that each is decided on its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from claimcheck.engine.grounding.ground import Ground
from claimcheck.rules.terms import Slot


def components(constraints: Sequence[Ground]) -> list[tuple[Ground, ...]]:
    """Return the components in the order of their first constraints."""
    parent = list(range(len(constraints)))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    homes: dict[Slot, int] = {}
    for number, constraint in enumerate(constraints):
        for term in constraint.form.terms:
            home = homes.setdefault(term.slot, number)
            a, b = find(home), find(number)
            if a != b:
                parent[max(a, b)] = min(a, b)
    groups: dict[int, list[Ground]] = defaultdict(list)
    for number, constraint in enumerate(constraints):
        groups[find(number)].append(constraint)
    return [tuple(groups[key]) for key in sorted(groups)]
