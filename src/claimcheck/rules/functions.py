"""The functions that rules can call. Each is listed with its arguments and its meaning, for messages and the docs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from claimcheck.rules.runtime import (
    Abroad,
    Absent,
    DateValue,
    Env,
    LengthValue,
    Missing,
    OperandValue,
    RuleFault,
    Value,
    as_term,
    as_when,
    claim_when,
    figure_leaf,
    known_day,
    length_days,
    length_years,
)
from claimcheck.rules.terms import Const, Leaf, Magnitude, Plus, Sort, Term, YearOf
from claimcheck.rules.variables import measure
from claimcheck.values.figure import Figure, Hedge
from claimcheck.values.interval import Interval
from claimcheck.values.lengths import Length
from claimcheck.values.periods import When
from claimcheck.values.truth import Truth

Implementation = Callable[[Env, Sequence[Value]], Value]
DEFAULT_LASTS = 31
"""Days that an event may last when the vocabulary does not say: no visit, summit or signing took longer in trials."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the rule language."""

    name: str
    signature: str
    meaning: str
    least: int
    most: int
    run: Implementation

    @property
    def decides(self) -> bool:
        """Whether it answers yes or no, so that it can stand where a comparison can."""
        return self.meaning.startswith("whether")


FUNCTIONS: dict[str, Function] = {}


def _function(signature: str, meaning: str) -> Callable[[Implementation], Implementation]:
    name, _, rest = signature.partition("(")
    arguments = [argument for argument in rest.rstrip(")").split(",") if argument.strip()]
    least = sum(1 for argument in arguments if "=" not in argument)

    def register(run: Implementation) -> Implementation:
        FUNCTIONS[name] = Function(name, signature.replace("=", ""), meaning, least, len(arguments), run)
        return run

    return register


@_function("year(date)", "the calendar year of a date, or of a variable that is one")
def _year(env: Env, args: Sequence[Value]) -> Value:
    return YearOf(as_term(args[0], env))


@_function("weekday(date)", "the day of the week of a date that is a single day")
def _weekday(env: Env, args: Sequence[Value]) -> Value:
    days = _days_of(args[0], env)
    if days is None or not days.is_point or days.lo is None:
        raise Missing("on", "the date is not a single day, so it has no one weekday")
    return date.fromordinal(int(days.lo)).strftime("%A")


@_function("days(length)", "a length as a number of days, by the widest spread of the calendar")
def _in_days(env: Env, args: Sequence[Value]) -> Value:
    return length_days(_length(args[0]), env)


@_function("years(length)", "a length as a number of years; a bare one is exact plainly and a year off charitably")
def _in_years(env: Env, args: Sequence[Value]) -> Value:
    return length_years(_length(args[0]), env)


@_function("length(period)", "how long a period is, as words that can be compared: `12 months`, `7 days`")
def _length_of(env: Env, args: Sequence[Value]) -> Value:
    when = as_when(args[0])
    if when.months is not None:
        return f"{when.months} months"
    return "open" if when.days is None else f"{when.days} days"


@_function("ends(period)", "the last day of a period")
def _ends(env: Env, args: Sequence[Value]) -> Value:
    when = as_when(args[0])
    if when.hi is None:
        raise Missing("when", "the period has no end")
    return Const(Interval.point(when.hi), str(when), Sort.DAY)


@_function("starts(period)", "the first day of a period")
def _starts(env: Env, args: Sequence[Value]) -> Value:
    when = as_when(args[0])
    if when.lo is None:
        raise Missing("when", "the period has no start")
    return Const(Interval.point(when.lo), str(when), Sort.DAY)


@_function("precision(date)", "how fine a date is: day, month, quarter, half, year, decade, interval")
def _precision(env: Env, args: Sequence[Value]) -> Value:
    value = args[0]
    if isinstance(value, DateValue):
        return value.span.precision
    when = as_when(value)
    return "day" if when.is_day else "interval"


@_function("abs(number)", "a number without its sign")
def _abs(env: Env, args: Sequence[Value]) -> Value:
    return Magnitude(as_term(args[0], env))


@_function("unit(figure)", "the unit of a figure: percent, points, an ISO 4217 code, a word, or nothing")
def _unit(env: Env, args: Sequence[Value]) -> Value:
    if isinstance(args[0], LengthValue):
        return str(args[0].length.unit)
    return args[0].unit if isinstance(args[0], Leaf) else ""


@_function("within(inner, outer)", "whether a place lies in a region or group, or a period inside another")
def _within(env: Env, args: Sequence[Value]) -> Value:
    inner, outer = args
    if isinstance(outer, Abroad):
        country = env.vocabulary.country_of(_id(inner))
        return Truth.POSSIBLY if country is None else Truth.of(country not in outer.home)
    if isinstance(inner, str) and isinstance(outer, str):
        return env.vocabulary.within(inner, outer)
    return Truth.of(as_when(inner).within(as_when(outer)))


@_function("covers(outer, inner)", "whether what is said of a time is said of every day of another")
def _covers(env: Env, args: Sequence[Value]) -> Value:
    return as_when(args[0]).covers(as_when(args[1]))


@_function("overlaps(one, other)", "whether two periods certainly share a day")
def _overlaps(env: Env, args: Sequence[Value]) -> Value:
    return as_when(args[0]).overlaps(as_when(args[1]))


@_function("members(group, period=)", "the members of a group at a period, when the vocabulary knows them all")
def _members(env: Env, args: Sequence[Value]) -> Value:
    group = _id(args[0])
    lo, hi = _bounds(args[1]) if len(args) > 1 else (None, None)
    found = env.vocabulary.members(group, lo, hi)
    if found is None or not found.complete:
        raise Missing(group, "the vocabulary does not list all its members at that time")
    return found.ids


@_function("is_group(id)", "whether an id is a group of the vocabulary")
def _is_group(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(env.vocabulary.group(_id(args[0])) is not None)


@_function("expansions(of, period)", "the dimensions with their one group replaced by each of its members in turn")
def _expansions(env: Env, args: Sequence[Value]) -> Value:
    of = _ids(args[0])
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


@_function("has_group(of)", "whether one of the dimensions is a group")
def _has_group(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(any(env.vocabulary.group(item) is not None for item in _ids(args[0])))


@_function("type_of(id)", "the type of an entity")
def _type_of(env: Env, args: Sequence[Value]) -> Value:
    return env.vocabulary.type_of(_id(args[0])) or "unknown"


@_function("country(id)", "the country that a place lies in or a person is of")
def _country(env: Env, args: Sequence[Value]) -> Value:
    found = env.vocabulary.country_of(_id(args[0]))
    if found is None:
        raise Missing(_id(args[0]), "its country is unknown")
    return found


@_function("single_value(property)", "whether a property has one value at a time")
def _single_value(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(env.vocabulary.property(_id(args[0])).single)


@_function("single_holder(role)", "whether one at a time holds a role")
def _single_holder(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(env.vocabulary.role(_id(args[0])).single)


@_function("gaps(series)", "`none` when no edition of a series was ever left out, else `possible`")
def _gaps(env: Env, args: Sequence[Value]) -> Value:
    series = env.vocabulary.series(_id(args[0]))
    return series.gaps if series is not None else "possible"


@_function("every(series)", "the years from one edition of a series to the next: 1 for an annual one")
def _every(env: Env, args: Sequence[Value]) -> Value:
    series = env.vocabulary.series(_id(args[0]))
    step = {"annual": 1, "biennial": 2, "quadrennial": 4}.get(series.frequency if series is not None else "")
    if step is None:
        raise Absent("frequency", f"{_id(args[0])} does not recur at fixed intervals")
    return Fraction(step)


@_function(
    "lasts(event)",
    f"the days that an event, or an edition of a series, lasted at most; {DEFAULT_LASTS} where nothing is said",
)
def _lasts(env: Env, args: Sequence[Value]) -> Value:
    event = env.vocabulary.event(_id(args[0])) or env.vocabulary.series(_id(args[0]))
    if event is None or event.lasts is None:
        return Const(Interval.of(0, DEFAULT_LASTS), f"up to {DEFAULT_LASTS} days")
    return Const(_longest(event.lasts, env), event.lasts.text)


@_function("known(event)", "the day of an event that the vocabulary dates")
def _known(env: Env, args: Sequence[Value]) -> Value:
    event = env.vocabulary.event(_id(args[0]))
    if event is None or event.on is None:
        raise Absent(_id(args[0]), "the vocabulary gives no date for it")
    return known_day(event.on, env)


@_function("born(person)", "the day of birth of a person")
def _born(env: Env, args: Sequence[Value]) -> Value:
    return _life_day(env, _id(args[0]), "born")


@_function("died(person)", "the day of death of a person")
def _died(env: Env, args: Sequence[Value]) -> Value:
    return _life_day(env, _id(args[0]), "died")


@_function("measures(metric)", "what a metric measures: flow, stock, rate or once")
def _measures(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(_id(args[0]))
    return declared.measures if declared is not None else "flow"


@_function("non_negative(metric)", "whether no value of a metric is below zero")
def _non_negative(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(_id(args[0]))
    return Truth.of(declared is not None and declared.at_least is not None and declared.at_least >= 0)


@_function("additive(metric)", "whether the values of a group's members add up")
def _additive(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(_id(args[0]))
    return Truth.of(declared is not None and declared.additive and declared.measures in ("flow", "stock"))


@_function("whole_of(metric)", "the metric that a metric is a part of")
def _whole_of(env: Env, args: Sequence[Value]) -> Value:
    whole = env.vocabulary.part_of(_id(args[0]))
    if whole is None:
        raise Absent(_id(args[0]), "the vocabulary does not make it a part of another metric")
    return whole


@_function("is_part(metric)", "whether a metric is a part of another")
def _is_part(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(env.vocabulary.part_of(_id(args[0])) is not None)


@_function(
    "disjoint_parts(metric)",
    "the metric and those that the vocabulary declares disjoint from it in one whole",
)
def _disjoint_parts(env: Env, args: Sequence[Value]) -> Value:
    return env.vocabulary.disjoint_parts(_id(args[0]))


@_function("is_growth(metric)", "whether a metric is the growth of another")
def _is_growth(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(_id(args[0]))
    return Truth.of(declared is not None and declared.growth_of is not None)


@_function("grown(metric)", "the metric whose growth a metric is")
def _grown(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(_id(args[0]))
    if declared is None or declared.growth_of is None:
        raise Absent(_id(args[0]), "it is not declared as the growth of another metric")
    return declared.growth_of


@_function("measured(operand)", "the value of an operand: its metric, or the sum of its metrics")
def _measured(env: Env, args: Sequence[Value]) -> Value:
    operand = _operand(args[0])
    model, claim = operand.operand, operand.claim
    of = model.of or claim.fields.get("of", ())
    when = _operand_when(operand)
    terms = tuple(measure(metric, tuple(of) if isinstance(of, tuple) else (), when, env) for metric in model.metric)
    return terms[0] if len(terms) == 1 else Plus(terms)


@_function("value(operand)", "the figure that an operand states")
def _value(env: Env, args: Sequence[Value]) -> Value:
    operand = _operand(args[0])
    figure = operand.operand.value
    if figure is None:
        raise Absent(operand.slot.field, "it states no figure")
    slot = operand.slot._replace(field=f"{operand.slot.field}.value")
    return figure_leaf(figure, slot, env, level=True, exact=False)


@_function(
    "is_count(operand)", "whether an operand is one metric whose values are whole numbers, such as people or votes"
)
def _is_count(env: Env, args: Sequence[Value]) -> Value:
    metrics = _operand(args[0]).operand.metric
    declared = env.vocabulary.metric(metrics[0])
    return Truth.of(len(metrics) == 1 and declared is not None and declared.whole)


@_function("is_hedged(figure)", "whether a figure is worded as near another or beside it: about 47, nearly half")
def _is_hedged(env: Env, args: Sequence[Value]) -> Value:
    leaf = args[0]
    claim = next((c for c in env.claims.values() if isinstance(leaf, Leaf) and c.id == leaf.slot.claim), None)
    figure = claim.fields.get(leaf.slot.field) if claim is not None and isinstance(leaf, Leaf) else None
    if not isinstance(figure, Figure):
        raise RuleFault("a figure of a claim is needed here")
    return Truth.of(figure.hedge is not Hedge.BARE)


@_function("tenure(person, role, of)", "the time that someone holds a role, for start[…] and end[…]")
def _tenure(env: Env, args: Sequence[Value]) -> Value:
    return ("tenure", *(_id(arg) for arg in args))


@_function("together(first, second)", "whether two claims of roles or states certainly speak of one moment")
def _together(env: Env, args: Sequence[Value]) -> Value:
    raise RuleFault("together(…) takes the names of two claims")


def _days_of(value: Value, env: Env) -> Interval | None:
    term = as_term(value, env)
    return term.value if isinstance(term, (Leaf, Const)) else None


def _length(value: Value) -> LengthValue:
    if isinstance(value, LengthValue):
        return value
    raise RuleFault("a length is needed here")


def _operand(value: Value) -> OperandValue:
    if isinstance(value, OperandValue):
        return value
    raise RuleFault("an operand is needed here: part, whole, left or right")


def _operand_when(value: OperandValue) -> When:
    model = value.operand
    own = model.during or model.on
    if own is None:
        try:
            return claim_when(value.claim)
        except Missing:
            return When(None, None)
    return DateValue(own, value.slot, "during" if model.during is not None else "on").when()


def _id(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    raise RuleFault("an id is needed here")


def _ids(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(_id(item) for item in value)
    return (_id(value),)


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
