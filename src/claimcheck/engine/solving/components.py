"""Splits constraints into components that share no unknown, so that each is decided on its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from claimcheck.engine.grounding.ground import Ground
from claimcheck.rules.terms import Slot

Keys = Sequence[tuple[int, ...]]
"""The unknowns of each constraint by numbers, counted from 0: to compare two of them takes longer."""


def keys_of(constraints: Sequence[Ground]) -> list[tuple[int, ...]]:
    """Return numbers for the unknowns of constraints, the same for the same unknown."""
    numbers: dict[Slot, int] = {}
    # Most unknowns are the very object that was met before, and to find an object by what it says takes long.
    met: dict[int, int] = {}
    keys: list[tuple[int, ...]] = []
    for each in constraints:
        own: list[int] = []
        for term in each.form.terms:
            slot = term.slot
            key = met.get(id(slot))
            if key is None:
                key = met[id(slot)] = numbers.setdefault(slot, len(numbers))
            own.append(key)
        keys.append(tuple(own))
    return keys


def components(constraints: Sequence[Ground]) -> list[tuple[Ground, ...]]:
    """Return the components in the order of their first constraints."""
    found = groups(range(len(constraints)), keys_of(constraints))
    return [tuple([constraints[number] for number in group]) for group in found]


def groups(chosen: Iterable[int], keys: Keys) -> list[list[int]]:
    """Return the components of the chosen constraints, each by its numbers, in the order of their first constraints."""
    parent: dict[int, int] = {}

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    homes: dict[int, int] = {}
    for number in chosen:
        parent[number] = root = number
        for key in keys[number]:
            home = homes.setdefault(key, number)
            if home != number:
                other = find(home)
                if other != root:
                    root, late = min(root, other), max(root, other)
                    parent[late] = root
    found: dict[int, list[int]] = defaultdict(list)
    for number in parent:
        found[find(number)].append(number)
    return [found[root] for root in sorted(found)]
