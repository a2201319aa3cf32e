"""Whole numbers for unknowns, such that sums of them are at most a number each: a search without going back far.

Bounds are propagated (as of HC4, for sums of whole numbers), an unknown is fixed at a round number within its bounds,
and so on. Both are counted, and a search that takes long is given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Sum = tuple[list[tuple[int, int]], int]
"""Slots with their factors, none of them zero, and what their sum is at most."""

ASKED = 30
"""How often each sum is asked at most, on average."""
AT_A_TIME = 5
"""The same of one propagation, which then stays as it is: the rest would be slow steps."""
SHARES = (4, 2, 6, 1, 7, 3, 5)
"""Where in its interval an unknown is fixed, in eighths, in this order."""
ROUND = (1, 2, 10, 20, 120, 720, 5040)
"""Into how many equal steps a whole is divided, the greatest steps first, to find a round number."""


class GridSearch:
    """Bounds of whole numbers of which `one` make a whole. `low` and `high` are narrowed."""

    def __init__(self, sums: Sequence[Sum], low: list[int | None], high: list[int | None], one: int) -> None:
        self.sums, self.low, self.high, self.one = sums, low, high, one
        self.of_slot: list[list[int]] = [[] for _ in low]
        for number, (parts, _) in enumerate(sums):
            for slot, _ in parts:
                self.of_slot[slot].append(number)
        self.left = ASKED * len(sums)

    def fix(self, slots: Sequence[int]) -> bool:
        """Fix slots one after the other; return whether all sums hold there."""
        low, high = self.low, self.high
        if any(not _is_room(low[slot], high[slot]) for slot in slots) or not self._follow(range(len(self.sums))):
            return False
        return self._fixed(slots, 0)

    def _fixed(self, slots: Sequence[int], at: int) -> bool:
        """Fix the slots from one on where propagation leaves the others room, going back where it leaves none."""
        low, high = self.low, self.high
        while at < len(slots) and low[slots[at]] is not None and low[slots[at]] == high[slots[at]]:
            at += 1
        if at == len(slots):
            return self._holds()
        slot = slots[at]
        before_low, before_high = list(low), list(high)
        for value in self._tries(low[slot], high[slot]):
            low[slot] = high[slot] = value
            if self._follow(self.of_slot[slot]) and self._fixed(slots, at + 1):
                return True
            low[:], high[:] = before_low, before_high
            if self.left < 0:
                break
        return False

    def _holds(self) -> bool:
        """Whether all sums hold where all slots are fixed."""
        low = self.low
        return all(sum(factor * (low[slot] or 0) for slot, factor in parts) <= most for parts, most in self.sums)

    def _tries(self, lo: int | None, hi: int | None) -> Iterable[int]:
        """Yield some numbers between two ends."""
        one = self.one
        if lo is None or hi is None:
            end = lo if lo is not None else hi if hi is not None else 0
            whole = end // one * one
            far = max(one, abs(whole))
            if hi is None:
                yield from (whole + one if lo is not None else 0, whole + 2 * far, whole + 8 * far)
            if lo is None:
                yield from (whole - one, whole - 2 * far, whole - 8 * far)
            return
        width = hi - lo
        for number, share in enumerate(SHARES):
            wanted = lo + width * share // 8
            for steps in ROUND:
                step = one // steps
                value = wanted // step * step
                if value > lo and (not number or 8 * step <= width):
                    yield value
                    break
            else:
                yield wanted
        yield from (lo + width // 2, lo, hi)

    def _follow(self, first: Iterable[int]) -> bool:
        """Propagate bounds, from some sums on; return whether there is room left for every sum."""
        sums, of_slot = self.sums, self.of_slot
        waiting = list(first)
        waits = set(waiting)
        enough = len(waiting) + AT_A_TIME * len(sums)
        for number in waiting:
            waits.discard(number)
            self.left -= 1
            moved = self._narrow(*sums[number])
            if moved is None:
                return False
            if len(waiting) > enough:
                break
            for slot in moved:
                for other in of_slot[slot]:
                    if other != number and other not in waits:
                        waits.add(other)
                        waiting.append(other)
        return True

    def _narrow(self, parts: list[tuple[int, int]], most: int) -> Sequence[int] | None:
        """Narrow the slots of a sum; return those that moved, or None where there is no room."""
        low, high = self.low, self.high
        endless = -1
        for slot, factor in parts:
            end = low[slot] if factor > 0 else high[slot]
            if end is not None:
                most -= factor * end
            elif endless < 0:
                endless = slot
            else:
                return ()
        moved = []
        for slot, factor in parts:
            if endless >= 0 and slot != endless:
                continue
            lo, hi = low[slot], high[slot]
            if factor > 0:
                top = (lo if endless < 0 and lo is not None else 0) + most // factor
                if hi is None or top < hi:
                    if lo is not None and top < lo:
                        return None
                    high[slot] = top
                    moved.append(slot)
            else:
                bottom = (hi if endless < 0 and hi is not None else 0) - most // -factor
                if lo is None or bottom > lo:
                    if hi is not None and bottom > hi:
                        return None
                    low[slot] = bottom
                    moved.append(slot)
        return moved


def _is_room(lo: int | None, hi: int | None) -> bool:
    return lo is None or hi is None or lo <= hi


def lesser(a: int, b: int | None) -> int:
    """Return the lesser of an end and of another, if there is one."""
    return a if b is None or a < b else b


def greater(a: int, b: int | None) -> int:
    """Return the greater of an end and of another, if there is one."""
    return a if b is None or a > b else b
