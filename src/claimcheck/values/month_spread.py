"""How many days a number of calendar months can have."""

from __future__ import annotations

from functools import lru_cache

from claimcheck.values.civil import month_length

_CYCLE_MONTHS, _CYCLE_DAYS = 4800, 146_097  # after 400 years the calendar repeats itself


@lru_cache(maxsize=256)
def month_spread(count: int) -> tuple[int, int]:
    """Return the fewest and the most days that so many months in a row can have."""
    cycles, rest = divmod(count, _CYCLE_MONTHS)
    starts = _month_starts()
    lengths = [starts[i + rest] - starts[i] for i in range(_CYCLE_MONTHS)]
    return cycles * _CYCLE_DAYS + min(lengths), cycles * _CYCLE_DAYS + max(lengths)


@lru_cache(maxsize=1)
def _month_starts() -> tuple[int, ...]:
    """Return the days before each month of two cycles of the calendar."""
    starts = [0]
    for month in range(2 * _CYCLE_MONTHS):
        starts.append(starts[-1] + month_length(2000 + month // 12, month % 12 + 1))
    return tuple(starts)
