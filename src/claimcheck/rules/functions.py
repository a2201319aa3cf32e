"""The functions that rules can call. Each is listed with its arguments and its meaning, for messages and the docs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from claimcheck.rules import functions_of_periods, functions_of_values
from claimcheck.rules.function_table import FUNCTIONS, Function, function, id_of, ids_of, length_of
from claimcheck.rules.runtime import (
    Abroad,
    Absent,
    DateValue,
    Env,
    LengthValue,
    Missing,
    RuleFault,
    Value,
    as_term,
    as_when,
    known_day,
    length_days,
    length_years,
)
from claimcheck.rules.terms import Const, Leaf, Magnitude, Sort, Term, YearOf
from claimcheck.values.interval import Interval
from claimcheck.values.lengths import Length
from claimcheck.values.truth import Truth

__all__ = ["FUNCTIONS", "Function", "functions_of_periods", "functions_of_values"]

DEFAULT_LASTS = 31
"""Days that an event may last when the vocabulary does not say: no visit, summit or signing took longer in trials."""


@function("year(date)", "the calendar year of a date, or of a variable that is one")
def _year(env: Env, args: Sequence[Value]) -> Value:
    return YearOf(as_term(args[0], env))


@function("weekday(date)", "the day of the week of a date that is a single day")
def _weekday(env: Env, args: Sequence[Value]) -> Value:
    days = _days_of(args[0], env)
    if days is None or not days.is_point or days.lo is None:
        raise Missing("on", "the date is not a single day, so it has no one weekday")
    return date.fromordinal(int(days.lo)).strftime("%A")


@function("days(length)", "a length as a number of days, by the widest spread of the calendar")
def _in_days(env: Env, args: Sequence[Value]) -> Value:
    return length_days(length_of(args[0]), env)


@function("years(length)", "a length as a number of years; a bare one is exact plainly and a year off charitably")
def _in_years(env: Env, args: Sequence[Value]) -> Value:
    return length_years(length_of(args[0]), env)


@function("length(period)", "how long a period is, as words that can be compared: `12 months`, `7 days`")
def _length_of(env: Env, args: Sequence[Value]) -> Value:
    when = as_when(args[0])
    if when.months is not None:
        return f"{when.months} months"
    return "open" if when.days is None else f"{when.days} days"


@function("ends(period)", "the last day of a period")
def _ends(env: Env, args: Sequence[Value]) -> Value:
    when = as_when(args[0])
    if when.hi is None:
        raise Missing("when", "the period has no end")
    return Const(Interval.point(when.hi), str(when), Sort.DAY)


@function("starts(period)", "the first day of a period")
def _starts(env: Env, args: Sequence[Value]) -> Value:
    when = as_when(args[0])
    if when.lo is None:
        raise Missing("when", "the period has no start")
    return Const(Interval.point(when.lo), str(when), Sort.DAY)


@function("precision(date)", "how fine a date is: day, month, quarter, half, year, decade, interval")
def _precision(env: Env, args: Sequence[Value]) -> Value:
    value = args[0]
    if isinstance(value, DateValue):
        return value.span.precision
    when = as_when(value)
    return "day" if when.is_day else "interval"


@function("abs(number)", "a number without its sign")
def _abs(env: Env, args: Sequence[Value]) -> Value:
    return Magnitude(as_term(args[0], env))


@function("unit(figure)", "the unit of a figure: percent, points, an ISO 4217 code, a word, or nothing")
def _unit(env: Env, args: Sequence[Value]) -> Value:
    if isinstance(args[0], LengthValue):
        return str(args[0].length.unit)
    return args[0].unit if isinstance(args[0], Leaf) else ""


@function("within(inner, outer)", "whether a place lies in a region or group, or a period inside another")
def _within(env: Env, args: Sequence[Value]) -> Value:
    inner, outer = args
    if isinstance(outer, Abroad):
        country = env.vocabulary.country_of(id_of(inner))
        return Truth.POSSIBLY if country is None else Truth.of(country not in outer.home)
    if isinstance(inner, str) and isinstance(outer, str):
        return env.vocabulary.within(inner, outer)
    return Truth.of(as_when(inner).within(as_when(outer)))


@function("covers(outer, inner)", "whether what is said of a time is said of every day of another")
def _covers(env: Env, args: Sequence[Value]) -> Value:
    return as_when(args[0]).covers(as_when(args[1]))


@function("overlaps(one, other)", "whether two periods certainly share a day")
def _overlaps(env: Env, args: Sequence[Value]) -> Value:
    return as_when(args[0]).overlaps(as_when(args[1]))


@function("members(group, period=)", "the members of a group at a period, when the vocabulary knows them all")
def _members(env: Env, args: Sequence[Value]) -> Value:
    group = id_of(args[0])
    lo, hi = _bounds(args[1]) if len(args) > 1 else (None, None)
    found = env.vocabulary.members(group, lo, hi)
    if found is None or not found.complete:
        raise Missing(group, "the vocabulary does not list all its members at that time")
    return found.ids


@function("is_group(id)", "whether an id is a group of the vocabulary")
def _is_group(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(env.vocabulary.group(id_of(args[0])) is not None)


@function("expansions(of, period)", "the dimensions with their one group replaced by each of its members in turn")
def _expansions(env: Env, args: Sequence[Value]) -> Value:
    of = ids_of(args[0])
    lo, hi = _bounds(args[1])
    groups = [i for i, item in enumerate(of) if env.vocabulary.group(item) is not None]
    if len(groups) != 1:
        raise Missing("of", "it does not have exactly one group among its dimensions")
    place = groups[0]
    found = env.vocabulary.members(of[place], lo, hi)
    if found is None or not found.complete:
        raise Missing(of[place], "the vocabulary does not list all its members at that time")
    if set(found.ids) & (set(of) - {of[place]}):
        raise Missing(of[place], "it contains another of the dimensions, so its members do not add up")
    return tuple((*of[:place], member, *of[place + 1 :]) for member in found.ids)


@function("has_group(of)", "whether one of the dimensions is a group")
def _has_group(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(any(env.vocabulary.group(item) is not None for item in ids_of(args[0])))


@function("type_of(id)", "the type of an entity")
def _type_of(env: Env, args: Sequence[Value]) -> Value:
    return env.vocabulary.type_of(id_of(args[0])) or "unknown"


@function("country(id)", "the country that a place lies in or a person is of")
def _country(env: Env, args: Sequence[Value]) -> Value:
    found = env.vocabulary.country_of(id_of(args[0]))
    if found is None:
        raise Missing(id_of(args[0]), "its country is unknown")
    return found


@function("single_value(property)", "whether a property has one value at a time")
def _single_value(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(env.vocabulary.property(id_of(args[0])).single)


@function("single_holder(role)", "whether one at a time holds a role")
def _single_holder(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(env.vocabulary.role(id_of(args[0])).single)


@function("gaps(series)", "`none` when no edition of a series was ever left out, else `possible`")
def _gaps(env: Env, args: Sequence[Value]) -> Value:
    series = env.vocabulary.series(id_of(args[0]))
    return series.gaps if series is not None else "possible"


@function("every(series)", "the years from one edition of a series to the next: 1 for an annual one")
def _every(env: Env, args: Sequence[Value]) -> Value:
    series = env.vocabulary.series(id_of(args[0]))
    step = {"annual": 1, "biennial": 2, "quadrennial": 4}.get(series.frequency if series is not None else "")
    if step is None:
        raise Absent("frequency", f"{id_of(args[0])} does not recur at fixed intervals")
    return Fraction(step)


@function(
    "lasts(event)",
    f"the days that an event, or an edition of a series, lasted at most; {DEFAULT_LASTS} where nothing is said",
)
def _lasts(env: Env, args: Sequence[Value]) -> Value:
    event = env.vocabulary.event(id_of(args[0])) or env.vocabulary.series(id_of(args[0]))
    if event is None or event.lasts is None:
        return Const(Interval.of(0, DEFAULT_LASTS), f"up to {DEFAULT_LASTS} days")
    return Const(_longest(event.lasts, env), event.lasts.text)


@function("known(event)", "the day of an event that the vocabulary dates")
def _known(env: Env, args: Sequence[Value]) -> Value:
    event = env.vocabulary.event(id_of(args[0]))
    if event is None or event.on is None:
        raise Absent(id_of(args[0]), "the vocabulary gives no date for it")
    return known_day(event.on, env)


@function("born(person)", "the day of birth of a person")
def _born(env: Env, args: Sequence[Value]) -> Value:
    return _life_day(env, id_of(args[0]), "born")


@function("died(person)", "the day of death of a person")
def _died(env: Env, args: Sequence[Value]) -> Value:
    return _life_day(env, id_of(args[0]), "died")


@function("tenure(person, role, of)", "the time that someone holds a role, for start[…] and end[…]")
def _tenure(env: Env, args: Sequence[Value]) -> Value:
    return ("tenure", *(id_of(arg) for arg in args))


@function("together(first, second)", "whether two claims of roles or states certainly speak of one moment")
def _together(env: Env, args: Sequence[Value]) -> Value:
    raise RuleFault("together(…) takes the names of two claims")


def _days_of(value: Value, env: Env) -> Interval | None:
    term = as_term(value, env)
    return term.value if isinstance(term, (Leaf, Const)) else None


def _bounds(value: Value) -> tuple[int | None, int | None]:
    when = as_when(value)
    return when.lo, when.hi


def _longest(length: Length, env: Env) -> Interval:
    days = length.days(env.charitable)
    return Interval(Fraction(0), days.hi, False, days.hi_open)


def _life_day(env: Env, person: str, which: str) -> Term:
    entity = env.vocabulary.entity(person)
    span = getattr(entity, which, None) if entity is not None else None
    if span is None:
        raise Absent(person, f"the vocabulary does not say when {person} was {which}")
    return known_day(span, env)
