"""The interval of each wording under each reading: the table of readings applied to a number.

All functions take an amount without sign; who calls them mirrors the result for a negative one. The
charitable interval always holds the plain one, and the closure of both holds the number.
"""

from __future__ import annotations

from fractions import Fraction

from claimcheck.values.amount import Amount
from claimcheck.values.interval import Interval
from claimcheck.values.readings import Reach, Reading, ReadingTable
from claimcheck.values.value_class import value_class

_ZERO = Fraction(0)


@value_class
class Width:
    """How wide figures are read: reading and table, whether levels are revised, whether it is an ordinal."""

    reading: Reading
    table: ReadingTable
    level: bool
    exact: bool

    def has_no_end(self, amount: Amount) -> bool:
        """Whether a hedge leaves this amount without an end on its open side: ordinals and small counts."""
        if amount.value.denominator != 1:
            return False
        whole = amount.counted and not amount.divisible
        return self.exact or (whole and amount.value < self.table.small_counts.below)


def bare(amount: Amount, width: Width) -> Interval:
    """Read a number without a hedge: a point for ordinals and counts, else as rounded or cut off."""
    if width.exact or (amount.counted and amount.value < width.table.exact_counts.below):
        return Interval.point(amount.value)
    return rounded(amount, width)


def fraction(amount: Amount, width: Width) -> Interval:
    """Read `half`, `two of five` or `6-to-1`: a share on both sides, and never less than its digits allow."""
    if width.exact:
        return Interval.point(amount.value)
    loose = around(amount, *_reach(width.table.fraction.reach(width.reading)))
    return loose.hull(rounded(amount, width))


def rounded(amount: Amount, width: Width) -> Interval:
    """Read a number as rounded or cut off, and charitably as revised; a small count too."""
    if amount.worded:
        return _revised(around(amount, *_reach(width.table.fraction.reach(width.reading))), width)
    less, more = _reach(width.table.bare.reach(width.reading))
    down, up = less * amount.last_digit, more * amount.last_digit
    if amount.ends_in_zero:
        cap_below, cap_above = _reach(width.table.zeros.reach(width.reading))
        down = max(down, min(less * amount.last_nonzero, cap_below * amount.value))
        up = max(up, min(more * amount.last_nonzero, cap_above * amount.value))
    if amount.value == 0:
        # Zero is cut off or rounded from both sides.
        return _revised(span(-up, up, "()"), width)
    return _revised(span(amount.value - down, amount.value + up, "[)"), width)


def about(amount: Amount, width: Width) -> Interval:
    """Read `about`: a share on both sides, and never less than the bare figure."""
    loose = around(amount, *_reach(width.table.about.reach(width.reading))).hull(rounded(amount, width))
    if width.reading is Reading.CHARITABLE and width.has_no_end(amount):
        # A share of a small count is less than one: about 5 allows 4 and 6.
        loose = loose.hull(Interval.of(max(amount.value - 1, _ZERO), amount.value + 1))
    return loose


def nearly(amount: Amount, width: Width) -> Interval:
    """Read `nearly`: a share below the figure; charitably it may have been passed by a little."""
    if amount.value == 0:
        return rounded(amount, width)
    less, more = _reach(width.table.nearly.reach(width.reading))
    lo = amount.value * (1 - less)
    if width.has_no_end(amount):
        # A share of a small count is less than one: nearly 3 allows 2.
        lo = min(lo, amount.value - 1)
    return span(lo, amount.value * (1 + more), "[]" if more else "[)")


def above(amount: Amount, width: Width, *, itself: bool) -> Interval:
    """Read `more than`, or with `itself` `at least`: up to a share or one unit above it, or without end."""
    opening = "[" if itself else "("
    share = width.table.above.reach(width.reading).above
    if width.has_no_end(amount):
        return _whole(Interval.of(amount.value, None, f"{opening})"))
    if share is None:
        return Interval.of(amount.value, None, f"{opening})")
    return span(amount.value, amount.value + max(share * amount.value, amount.last_digit), f"{opening}]")


def below(amount: Amount, width: Width, *, itself: bool) -> Interval:
    """Read `less than`, or with `itself` `at most`: the mirror of `above`."""
    closing = "]" if itself else ")"
    share = width.table.below.reach(width.reading).below
    if width.has_no_end(amount):
        return _whole(Interval.of(None, amount.value, f"({closing}"))
    if share is None:
        return Interval.of(None, amount.value, f"({closing}")
    return span(amount.value - max(share * amount.value, amount.last_digit), amount.value, f"[{closing}")


def plural(amount: Amount, width: Width) -> Interval:
    """Read `hundreds`: at least two of them, and fewer than would need the next word."""
    row = width.table.dozens if amount.value == 12 else width.table.hundreds
    reach = row.reach(width.reading)
    least = _ZERO if reach.below is None else reach.below
    most = None if reach.above is None else reach.above * amount.value
    return span(least * amount.value, most, "[)")


def around(amount: Amount, below_share: Fraction, above_share: Fraction) -> Interval:
    """Read a number as itself with a share of it on both sides."""
    return Interval.of(amount.value * (1 - below_share), amount.value * (1 + above_share))


def span(lo: Fraction, hi: Fraction | None, ends: str) -> Interval:
    """Make an interval that is the point where its ends meet, whatever a tuned table says of its ends."""
    return Interval.point(lo) if lo == hi else Interval.of(lo, hi, ends)


def _reach(reach: Reach) -> tuple[Fraction, Fraction]:
    # Only above, below and the plurals are without end, and they do not come here.
    return reach.below or _ZERO, reach.above or _ZERO


def _revised(interval: Interval, width: Width) -> Interval:
    if not width.level:
        return interval
    below_share, above_share = _reach(width.table.revision.reach(width.reading))
    lo = None if interval.lo is None else interval.lo - abs(Fraction(interval.lo)) * below_share
    hi = None if interval.hi is None else interval.hi + abs(Fraction(interval.hi)) * above_share
    return Interval(lo, hi, interval.lo_open, interval.hi_open)


def _whole(interval: Interval) -> Interval:
    # A half-line always holds whole numbers, so nothing is lost when the narrower form is none.
    return interval.to_integers() or interval
