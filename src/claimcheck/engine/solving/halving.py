"""Halves of a box: which unknown is split next, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from claimcheck.engine.solving.network import Outcome, System
from claimcheck.values.interval import Interval

HALF = Fraction(1, 2)
Halved = Mapping[int, int]
"""How often each slot was halved already."""


def halves(
    system: System, outcome: Outcome, slots: Sequence[int], halved: Halved
) -> tuple[int, Interval, Interval] | None:
    """Return the slot to split, the one least often halved, with both halves; None when all of them are numbers."""
    domains = outcome.domains
    wide = [slot for slot in slots if not domains[slot].is_point]
    if not wide:
        return None
    slot = min(wide, key=lambda each: halved.get(each, 0))
    whole = system.whole[slot]
    middle = number_in(domains[slot], HALF, whole=whole)
    above = Interval(middle + 1, None) if whole else Interval(middle, None, True)
    return slot, Interval(None, middle), above


def number_in(domain: Interval, share: Fraction, *, whole: bool) -> Fraction:
    """Return a short number of an interval that is no point, about a share of the way from its lower to its upper end.

    A whole number of an interval of whole numbers is below its upper end.
    """
    lo, hi = domain.lo, domain.hi
    if lo is None and hi is None:
        return Fraction(0)
    if lo is None or hi is None:
        end = Fraction(lo if lo is not None else -(hi or 0))
        size = max(Fraction(1), end, -end)
        away = Fraction(floor(end + size * 2 * share) + 1)
        return away if lo is not None else -away
    value = lo + (hi - lo) * share
    below = floor(value)
    if whole or lo < below < hi:
        return Fraction(below)
    unit = Fraction(1)
    while 16 * unit > hi - lo:
        unit /= 2
    return floor(value / unit) * unit
