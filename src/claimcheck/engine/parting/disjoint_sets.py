"""Numbers in sets that are joined: which set one is in is found by its least number (union by that, path halving)."""

from __future__ import annotations

from array import array


class DisjointSets:
    """Numbers from 0, each at first in a set of its own. R. E. Tarjan and J. van Leeuwen, JACM 31 (1984)."""

    def __init__(self) -> None:
        self._parent = array("L")

    def __len__(self) -> int:
        return len(self._parent)

    def add(self) -> int:
        """Return the next number."""
        number = len(self._parent)
        self._parent.append(number)
        return number

    def root(self, number: int) -> int:
        """Return the least number of the set of a number."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make one set of those of two numbers."""
        a, b = self.root(one), self.root(other)
        if a != b:
            self._parent[max(a, b)] = min(a, b)
