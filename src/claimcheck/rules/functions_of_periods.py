"""The functions of rules that take periods apart, and that measure a term of office."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from claimcheck.rules.function_table import function, id_of
from claimcheck.rules.runtime import Absent, Env, RuleFault, Value, as_when
from claimcheck.rules.terms import Const
from claimcheck.values.civil import add_months
from claimcheck.values.day_text import format_days
from claimcheck.values.interval import Interval
from claimcheck.values.periods import When

MONTHS_OF_A_YEAR = 12


@function("split(period, number)", "a period in so many parts of equally many whole months, in order")
def _split(env: Env, args: Sequence[Value]) -> Value:
    when, count = as_when(args[0]), _whole(args[1])
    months = _months(when)
    if count < 1 or months % count:
        raise Absent("when", f"{when} has no {count} parts of equally many months")
    return _parts(when, count, months // count)


@function("years_in(period)", "the years that a period is made of, from its first day on")
def _years_in(env: Env, args: Sequence[Value]) -> Value:
    return _years(as_when(args[0]))


@function(
    "first_year(period)", "the first of the years that a period is made of, as a period; `year` of it is its number"
)
def _first_year(env: Env, args: Sequence[Value]) -> Value:
    return _years(as_when(args[0]))[0]


@function(
    "last_year(period)", "the last of the years that a period is made of, as a period; `year` of it is its number"
)
def _last_year(env: Env, args: Sequence[Value]) -> Value:
    return _years(as_when(args[0]))[-1]


@function("longest_term(role)", "how long a role is held at most, as a number of days")
def _longest_term(env: Env, args: Sequence[Value]) -> Value:
    role = id_of(args[0])
    term = env.vocabulary.role(role).term
    if term is None:
        raise Absent(role, "the vocabulary does not say how long it is held at most")
    days = term.days(env.charitable)
    return Const(Interval(None, days.hi, True, days.hi_open), term.text)


def _years(when: When) -> tuple[When, ...]:
    months = _months(when)
    if months % MONTHS_OF_A_YEAR:
        raise Absent("when", f"{when} is not made of whole years")
    return _parts(when, months // MONTHS_OF_A_YEAR, MONTHS_OF_A_YEAR)


def _months(when: When) -> int:
    if when.months is None or when.outer is not None or when.mode != "during":
        raise Absent("when", f"{when} is not made of whole months")
    return when.months


def _parts(when: When, count: int, months: int) -> tuple[When, ...]:
    assert when.lo is not None
    return _parts_from(when.lo, count, months)


@lru_cache(maxsize=1024)
def _parts_from(first: int, count: int, months: int) -> tuple[When, ...]:
    """Return periods in a row: a corpus speaks of few years, and every metric of each is taken apart."""
    starts = [add_months(first, months * step) for step in range(count + 1)]
    return tuple(
        When(lo, following - 1, "during", format_days(lo, following - 1)) for lo, following in pairwise(starts)
    )


def _whole(value: Value) -> int:
    interval = getattr(value, "value", None)
    if not isinstance(interval, Interval) or not interval.is_point or interval.lo is None:
        raise RuleFault("a whole number is needed here")
    return int(interval.lo)
