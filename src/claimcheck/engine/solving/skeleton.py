"""What systems of one structure have in common: which constraint speaks of which unknown, and what follows from that.

The components of a corpus are of a few structures, over and over. A skeleton is made once for each.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final

from claimcheck.engine.solving.contract import Contractor
from claimcheck.engine.solving.form import Shape
from claimcheck.engine.solving.reads import reads_of
from claimcheck.engine.solving.shape import has_cycle

MAX_SKELETONS = 2_000
"""How many skeletons are kept."""
MAX_MEMBERS = 200
"""Of how many constraints a system is at most whose skeleton is kept: no two large ones are alike."""

Members = tuple[tuple[int, ...], ...]
"""The slots of each constraint."""


class Skeleton:
    """Constraints over numbered slots, by their shapes alone.

    `watchers` are the constraints that speak of a slot; `wakes` are the same, each with the ends that it reads of it.
    `relations_cyclic` tells whether constraints and the slots that they share form a cycle.
    """

    __slots__ = ("contractors", "leaning", "members", "relations_cyclic", "repeats", "wakes", "watchers", "whole")

    def __init__(self, shapes: Sequence[Shape], members: Members, count: int) -> None:
        self.members: Final = members
        self.contractors: Final[tuple[Contractor, ...]] = tuple(shape.contractor for shape in shapes)
        self.repeats: Final = tuple(shape.repeats for shape in shapes)
        self.leaning: Final = tuple(shape.leans for shape in shapes)
        self.watchers: Final[list[list[int]]] = [[] for _ in range(count)]
        self.wakes: Final[list[list[tuple[int, int]]]] = [[] for _ in range(count)]
        self.whole: Final = [False] * count
        for number, (shape, slots) in enumerate(zip(shapes, members, strict=True)):
            reads = reads_of(shape.contractor, len(slots))
            for slot, whole, ends in zip(slots, shape.whole, reads, strict=True):
                self.watchers[slot].append(number)
                self.wakes[slot].append((number, ends))
                self.whole[slot] = whole
        self.relations_cyclic: Final = any(self.repeats) or has_cycle(members, self.watchers)


class _Known(threading.local):
    """The skeletons that a thread has met: their contractors are those of its shapes."""

    def __init__(self) -> None:
        self.skeletons: dict[tuple[Members, tuple[Shape, ...]], Skeleton] = {}


_known = _Known()


def skeleton_of(shapes: tuple[Shape, ...], members: Members, count: int) -> Skeleton:
    """Return the skeleton of constraints of some shapes over so many slots."""
    if len(members) > MAX_MEMBERS:
        return Skeleton(shapes, members, count)
    skeletons = _known.skeletons
    key = (members, shapes)
    skeleton = skeletons.get(key)
    if skeleton is None:
        if len(skeletons) >= MAX_SKELETONS:
            skeletons.clear()
        skeleton = skeletons[key] = Skeleton(shapes, members, count)
    return skeleton
