"""The functions of rules about metrics, operands, figures and their units."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from claimcheck.rules.evaluate import value_of
from claimcheck.rules.function_table import function, id_of, operand_of, operand_when
from claimcheck.rules.runtime import (
    Absent,
    Env,
    Missing,
    OperandValue,
    RuleFault,
    Value,
    as_term,
    as_when,
    figure_leaf,
)
from claimcheck.rules.terms import Const, Leaf, Plus, Power, Times
from claimcheck.rules.variables import measure
from claimcheck.values.conversions import factor
from claimcheck.values.figure import Figure, Hedge
from claimcheck.values.interval import Exact, Interval
from claimcheck.values.truth import Truth

RELATIVE = ("percent", "points")
MOST_TIMES = 100
"""How often a rate is compounded at most: a longer chain of years says nothing that anybody could check."""


@function("measures(metric)", "what a metric measures: flow, stock, rate or once")
def _measures(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(id_of(args[0]))
    return declared.measures if declared is not None else "flow"


@function("unit_of(metric)", "the unit that a metric is declared in; nothing for none")
def _unit_of(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(id_of(args[0]))
    return declared.unit if declared is not None else ""


@function("non_negative(metric)", "whether no value of a metric, or of an operand, is below zero")
def _non_negative(env: Env, args: Sequence[Value]) -> Value:
    metrics = args[0].operand.metric if isinstance(args[0], OperandValue) else (id_of(args[0]),)
    floors = [metric.at_least for name in metrics if (metric := env.vocabulary.metric(name)) is not None]
    return Truth.of(len(floors) == len(metrics) and all(floor is not None and floor >= 0 for floor in floors))


@function("additive(metric)", "whether the values of a group's members add up; percentages never do")
def _additive(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(id_of(args[0]))
    if declared is None or not declared.additive or declared.measures not in ("flow", "stock"):
        return Truth.NO
    # A growth or a percentage of a group is a mean of its members', whatever the vocabulary leaves unsaid of it.
    return Truth.of(declared.growth_of is None and declared.quotient_of is None and declared.unit not in RELATIVE)


@function("whole_of(metric)", "the metric that a metric is a part of")
def _whole_of(env: Env, args: Sequence[Value]) -> Value:
    whole = env.vocabulary.part_of(id_of(args[0]))
    if whole is None:
        raise Absent(id_of(args[0]), "the vocabulary does not make it a part of another metric")
    return whole


@function("is_part(metric)", "whether a metric is a part of another")
def _is_part(env: Env, args: Sequence[Value]) -> Value:
    return Truth.of(env.vocabulary.part_of(id_of(args[0])) is not None)


@function(
    "disjoint_parts(metric)",
    "the metric and those that the vocabulary declares disjoint from it in one whole",
)
def _disjoint_parts(env: Env, args: Sequence[Value]) -> Value:
    return env.vocabulary.disjoint_parts(id_of(args[0]))


@function("is_growth(metric)", "whether a metric is the growth of another")
def _is_growth(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(id_of(args[0]))
    return Truth.of(declared is not None and declared.growth_of is not None)


@function("grown(metric)", "the metric whose growth a metric is")
def _grown(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(id_of(args[0]))
    if declared is None or declared.growth_of is None:
        raise Absent(id_of(args[0]), "it is not declared as the growth of another metric")
    return declared.growth_of


@function("measured(operand)", "the value of an operand: its metric, or the sum of its metrics")
def _measured(env: Env, args: Sequence[Value]) -> Value:
    operand = operand_of(args[0])
    model, claim = operand.operand, operand.claim
    of = model.of or claim.fields.get("of", ())
    when = operand_when(operand)
    terms = tuple(measure(metric, tuple(of) if isinstance(of, tuple) else (), when, env) for metric in model.metric)
    return terms[0] if len(terms) == 1 else Plus(terms)


@function("value(operand)", "the figure that an operand states")
def _value(env: Env, args: Sequence[Value]) -> Value:
    operand = operand_of(args[0])
    figure = operand.operand.value
    if figure is None:
        raise Absent(operand.slot.field, "it states no figure")
    slot = operand.slot._replace(field=f"{operand.slot.field}.value")
    return figure_leaf(figure, slot, env, level=True, exact=False)


@function(
    "is_count(operand)", "whether a metric, or the one of an operand, has whole numbers as values, such as people"
)
def _is_count(env: Env, args: Sequence[Value]) -> Value:
    metrics = args[0].operand.metric if isinstance(args[0], OperandValue) else (id_of(args[0]),)
    declared = env.vocabulary.metric(metrics[0])
    return Truth.of(len(metrics) == 1 and declared is not None and declared.whole)


@function("is_hedged(figure)", "whether a figure is worded as near another or beside it: about 47, nearly half")
def _is_hedged(env: Env, args: Sequence[Value]) -> Value:
    leaf = args[0]
    claim = next((c for c in env.claims.values() if isinstance(leaf, Leaf) and c.id == leaf.slot.claim), None)
    figure = claim.fields.get(leaf.slot.field) if claim is not None and isinstance(leaf, Leaf) else None
    if not isinstance(figure, Figure):
        raise RuleFault("a figure of a claim is needed here")
    return Truth.of(figure.hedge is not Hedge.BARE)


@function("as_percentage(operand)", "whether an operand states its value in percent of something else, not in its unit")
def _as_percentage(env: Env, args: Sequence[Value]) -> Value:
    operand = operand_of(args[0]).operand
    if operand.value is None:
        raise Absent(operand_of(args[0]).slot.field, "it states no figure")
    metrics = [env.vocabulary.metric(name) for name in operand.metric]
    own = any(metric is not None and (metric.unit == "percent" or metric.measures == "rate") for metric in metrics)
    return Truth.of(operand.value.unit == "percent" and not own)


@function("converted(figure, other, period)", "a figure in the unit of another, at the `rates` of a period")
def _converted(env: Env, args: Sequence[Value]) -> Value:
    figure, other, when = args[0], args[1], as_when(args[2])
    if not isinstance(figure, Leaf) or not isinstance(other, Leaf):
        raise RuleFault("two figures of claims are needed here")
    if figure.unit == other.unit:
        raise Absent(figure.slot.field, "it is in the same unit")
    rate = factor(figure.unit, other.unit) or env.vocabulary.rate(figure.unit, other.unit, when)
    if rate is None:
        named = f"{figure.unit or 'a plain number'} in {other.unit or 'a plain number'}"
        raise Missing(figure.slot.field, f"the vocabulary gives no rate for {named} at {when}")
    text = str(rate.lo) if rate.is_point else f"{_decimal(rate.lo)} … {_decimal(rate.hi)}"
    return Times(figure, Const(rate, text))


def _decimal(number: Exact | None) -> str:
    return "" if number is None else f"{round(Fraction(number), 4).limit_denominator(10_000).__float__():g}"


@function("is_quotient(metric)", "whether a metric is declared as one metric per unit of another")
def _is_quotient(env: Env, args: Sequence[Value]) -> Value:
    declared = env.vocabulary.metric(id_of(args[0]))
    return Truth.of(declared is not None and declared.quotient_of is not None)


@function("divided(metric)", "the metric that a quotient divides")
def _divided(env: Env, args: Sequence[Value]) -> Value:
    return _parts_of_quotient(env, id_of(args[0]))[0]


@function("divided_by(metric)", "the metric that a quotient divides by")
def _divided_by(env: Env, args: Sequence[Value]) -> Value:
    return _parts_of_quotient(env, id_of(args[0]))[1]


def _parts_of_quotient(env: Env, metric: str) -> tuple[str, str]:
    declared = env.vocabulary.metric(metric)
    if declared is None or declared.quotient_of is None:
        raise Absent(metric, "it is not declared as a quotient of two metrics")
    return declared.quotient_of


@function("compounded(rate, times)", "one plus a rate, multiplied by itself so many times")
def _compounded(env: Env, args: Sequence[Value]) -> Value:
    times = value_of(as_term(args[1], env))
    if not times.is_point or times.lo is None or times.lo.denominator != 1:
        raise RuleFault("compounded(rate, times) needs a whole number of times, such as count(years_in(t))")
    if not 1 <= times.lo <= MOST_TIMES:
        raise Absent("period", f"a rate is compounded 1 to {MOST_TIMES} times, not {times.lo}")
    base = Plus((Const(Interval.point(1), "1"), as_term(args[0], env)))
    return base if times.lo == 1 else Power(base, int(times.lo))
