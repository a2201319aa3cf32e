"""Decides conditions that hold no unknowns: intervals in, yes, no or possibly out."""

from __future__ import annotations

from datetime import date
from functools import reduce

from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Const,
    Leaf,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Term,
    Times,
    Var,
    YearOf,
)
from claimcheck.values.interval import EVERYTHING, Exact, Interval
from claimcheck.values.truth import Truth, all_of, any_of

LAST_YEAR = 9999


def years_of(days: Interval) -> Interval:
    """Return the calendar years of days; an open end stays open-ended."""
    lo = None if days.lo is None else _year(days.lo)
    hi = None if days.hi is None else _year(days.hi)
    return Interval(lo, hi)


def days_of(years: Interval) -> Interval | None:
    """Return the days of calendar years; None when no year is whole or on the calendar."""
    whole = years.to_integers()
    on_calendar = None if whole is None else whole.intersect(Interval.of(1, LAST_YEAR))
    if on_calendar is None or on_calendar.lo is None or on_calendar.hi is None or whole is None:
        return None
    lo = date(int(on_calendar.lo), 1, 1).toordinal()
    hi = date(int(on_calendar.hi), 12, 31).toordinal()
    return Interval(None if whole.lo is None else lo, None if whole.hi is None else hi)


def value_of(term: Term) -> Interval:
    """Return every value that a term can have, its variables being free in their domains."""
    match term:
        case Const(value=value) | Leaf(value=value):
            return value
        case Var(domain=domain):
            return domain
        case Plus(items):
            return reduce(Interval.__add__, (value_of(item) for item in items))
        case Minus(item):
            return -value_of(item)
        case Times(left, right):
            return value_of(left) * value_of(right)
        case Over(left, right):
            return value_of(left).divided_by(value_of(right)) or EVERYTHING
        case Power(base, exponent):
            return value_of(base).power(exponent)
        case YearOf(item):
            return years_of(value_of(item))
        case Magnitude(item):
            return value_of(item).magnitude()


def decide(condition: Condition) -> Truth:
    """Whether a condition holds for all, no or some of the values that its terms can have."""
    match condition:
        case Relation(left, op, right):
            return compare(value_of(left), op, value_of(right))
        case All(items):
            return all_of(decide(item) for item in items)
        case AnyOf(items):
            return any_of(decide(item) for item in items)
        case _:
            return condition


def compare(a: Interval, op: str, b: Interval) -> Truth:
    """Compare two numbers of which only intervals are known."""
    match op:
        case "==":
            same = a.is_point and a == b
            return Truth.decide(always=same, sometimes=a.intersect(b) is not None)
        case "!=":
            return ~compare(a, "==", b)
        case "<":
            return Truth.decide(always=_below(a, b, strict=True), sometimes=not _below(b, a, strict=False))
        case "<=":
            return Truth.decide(always=_below(a, b, strict=False), sometimes=not _below(b, a, strict=True))
        case ">":
            return compare(b, "<", a)
        case _:
            return compare(b, "<=", a)


def _below(a: Interval, b: Interval, *, strict: bool) -> bool:
    """Whether every number of `a` is below every number of `b`; not strictly allows them to be equal."""
    if a.hi is None or b.lo is None:
        return False
    if a.hi == b.lo:
        return not strict or a.hi_open or b.lo_open
    return a.hi < b.lo


def _year(day: Exact) -> int:
    return date.fromordinal(min(max(int(day), 1), 3652059)).year
