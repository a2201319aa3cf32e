"""When something holds: at some time within a period, or throughout it."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from claimcheck.values.civil import (
    FIRST_DAY,
    LAST_DAY,
    DateError,
    Span,
    add_months,
    clamp,
    closed,
    holds,
    touch,
    whole_months,
)
from claimcheck.values.dates import DateSpan
from claimcheck.values.day_text import format_days
from claimcheck.values.fiscal import FiscalCalendar
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import value_class

__all__ = ["FiscalCalendar", "When", "when_of"]

Mode = Literal["on", "during"]
# Periods of other lengths (five years, two months) have no step that a reader would take for granted.
_STEPS = frozenset({1, 3, 4, 6, 12, 120, 1200})


@value_class
class When:
    """A period of days from `lo` to `hi` (None is open) and how it is meant.

    `on`: on one day of it, which one is not said. `during`: on every day of it. On a single day both are one.
    Two are equal when their days and mode are, however they were written. A period with `outer` has no sharp
    ends: charitably it may reach that far, and whatever depends on where it ends is only possible.
    """

    lo: int | None
    hi: int | None
    mode: Mode = "during"
    text: str = field(default="", compare=False)
    outer: Span | None = None

    def __post_init__(self) -> None:
        if self.lo is not None and self.hi is not None and self.lo > self.hi:
            raise DateError("a period cannot end before it begins")
        if self.mode not in ("on", "during"):
            raise DateError(f"a period is meant `on` or `during`, not {self.mode!r}")

    def __hash__(self) -> int:
        # Written out, for of all values this is looked up the most.
        return hash((self.lo, self.hi, self.mode, self.outer))

    @property
    def is_definite(self) -> bool:
        """Whether it is known which days are meant: all of them, or the only one."""
        return self.outer is None and (self.mode == "during" or self.is_day)

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.lo is not None and self.lo == self.hi

    @property
    def key(self) -> tuple[int | None, int | None, bool]:
        """What two statements about one time share: the days, and whether all of them are meant."""
        return self.lo, self.hi, self.is_definite

    @property
    def days(self) -> int | None:
        """The number of days, both ends included; None when it is open."""
        return None if self.lo is None or self.hi is None else self.hi - self.lo + 1

    @property
    def months(self) -> int | None:
        """The number of whole months, or None when it is open or not made of whole months."""
        return None if self.lo is None or self.hi is None else whole_months(self.lo, self.hi)

    def contains(self, day: int) -> bool:
        """Whether the day lies in the period."""
        return touch((day, day), self.span)

    def within(self, other: When) -> bool:
        """Whether every day of this period lies in the other, whatever their modes."""
        return holds(other.span, self.span)

    def covers(self, other: When) -> Truth:
        """Whether what this states includes all days that the other states.

        `during 2023` covers `on 2023-03` and `during 2023-Q1`; `on 2023` possibly covers one day of it,
        and never a longer `during`.
        """
        meet = touch(self._reach, other._reach)
        if self.outer or other.outer:
            return Truth.decide(always=False, sometimes=meet)
        if self.is_definite:
            return Truth.decide(always=other.within(self), sometimes=meet and not other.is_definite)
        return Truth.decide(always=False, sometimes=meet and (other.is_day or not other.is_definite))

    def overlaps(self, other: When) -> Truth:
        """Whether some day that this states is one that the other states."""
        meet = touch(self._reach, other._reach)
        always = (self.is_definite and (other.is_definite or other.within(self))) or (
            other.is_definite and self.within(other)
        )
        vague = self.outer or other.outer
        return Truth.decide(always=meet and always and not vague, sometimes=meet)

    def before(self, other: When) -> Truth:
        """Whether every day that this states comes before every day that the other states."""
        (a_lo, a_hi), (b_lo, b_hi) = closed(self._reach), closed(other._reach)
        earliest_end = a_hi if self.is_definite else a_lo
        latest_start = b_lo if other.is_definite else b_hi
        return Truth.decide(always=a_hi < b_lo, sometimes=earliest_end < latest_start)

    def shift(self, steps: int) -> When:
        """Return the period of the same length so many steps later (earlier when negative).

        A step is the period's own length: for -1, 2023 gives 2022, 2023-Q1 gives 2022-Q4, a day the day
        before. DateError for an open period, for one that is no day, month, quarter, half, year, decade or
        century, and for a result outside the years 1 to 9999.
        """
        if self.lo is None or self.hi is None:
            raise DateError(f"{self} is open, so no period comes before or after it")
        months = whole_months(self.lo, self.hi)
        if self.is_day:
            lo = hi = self.lo + steps
        elif months in _STEPS:
            lo, hi = add_months(self.lo, steps * months), add_months(self.lo, (steps + 1) * months) - 1
        else:
            raise DateError(
                f"{self} has no period before or after it: a step is a day, month, quarter, half, year, "
                "decade or century; name the other period itself"
            )
        inside = FIRST_DAY <= lo <= hi <= LAST_DAY
        if not inside or (not self.is_day and whole_months(lo, hi) != months):
            raise DateError(f"the period {steps} steps from {self} is not in the years 0001 to 9999")
        return When(lo, hi, self.mode, format_days(lo, hi), self._shifted_outer(steps, months))

    @property
    def span(self) -> Span:
        """The days as a pair."""
        return self.lo, self.hi

    @property
    def _reach(self) -> Span:
        return self.outer or self.span

    def _shifted_outer(self, steps: int, months: int | None) -> Span | None:
        if self.outer is None:
            return None
        lo, hi = self.outer
        if self.is_day or months is None:
            return lo and clamp(lo + steps), hi and clamp(hi + steps)
        # An end moves as the day after it, which is the first of a period: from 02-28 to 02-29.
        new_hi = LAST_DAY if hi == LAST_DAY else hi and clamp(add_months(hi + 1, steps * months) - 1)
        return lo and clamp(add_months(lo, steps * months)), new_hi

    def __str__(self) -> str:
        return format_days(self.lo, self.hi)


def when_of(span: DateSpan, mode: Mode) -> When:
    """Return a date as the time of a claim.

    DateError for `during` with a date that does not say which period it is: one of several dates, or an
    interval with an end that is unknown.
    """
    if mode == "during" and span.precision == "unknown":
        raise DateError(
            f"`{span.text}` leaves an end unknown, and `during` means all of a period; "
            "write .. for an end that is open, or give the known end as `since` or `until`"
        )
    if mode == "during" and not span.is_one_period:
        parts = " or ".join(format_days(lo, hi) for lo, hi in span.spans[:3])
        raise DateError(f"`{span.text}` can be {parts}, and `during` needs one period; write the one that is meant")
    outer = span.charitable_spans[0][0], span.charitable_spans[-1][1]
    vague = outer != (span.earliest, span.latest)
    return When(span.earliest, span.latest, mode, span.text, outer if vague else None)
