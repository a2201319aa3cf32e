"""Assertions that hold, or fail, whatever the claims say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.rule_lint.bench import Bench, RuleProblem
from claimcheck.findings.model import Severity
from claimcheck.rules.evaluate import compare, value_of
from claimcheck.rules.rule import Rule
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
    YearOf,
)
from claimcheck.values.interval import EVERYTHING, Interval
from claimcheck.values.truth import Truth, all_of, any_of

ZERO = Interval.point(0)
Sum = dict[Term, Fraction]


def problems(rule: Rule, bench: Bench) -> Iterator[RuleProblem]:
    """Yield the assertions of which every match of the examples has one answer before any claim is looked at."""
    grounds = [ground for trial in bench.trials(rule) for ground in trial.grounds]
    for number, assertion in enumerate(rule.assertions):
        answers = {_answer(ground) for ground in grounds if ground.assertion == number}
        shown = " ".join(assertion.text.split())
        if answers == {Truth.YES}:
            said = f"`{shown}` holds for every value that its claims can have, so the rule can never speak"
            check = "always-true"
        elif answers == {Truth.NO}:
            said = f"`{shown}` fails for every value that its claims can have, so the rule speaks of whatever it meets"
            check = "always-false"
        else:
            continue
        yield RuleProblem(bench.place(rule, "assert", number), rule.code, check, Severity.ERROR, said)


def _answer(ground: Ground) -> Truth:
    # What is decided by the vocabulary or by words of the claims is no matter of logic: other claims may differ.
    return Truth.POSSIBLY if isinstance(ground.condition, Truth) else whatever_is_stated(ground.condition)


def whatever_is_stated(condition: Condition) -> Truth:
    """Whether a condition holds for all, no or some values of the unknowns and of the figures that claims state."""
    match condition:
        case Relation(left, op, right):
            return (
                _compared(Plus((left, Minus(right))), op)
                if op != "!="
                else ~_compared(Plus((left, Minus(right))), "==")
            )
        case All(items):
            return all_of(whatever_is_stated(item) for item in items)
        case AnyOf(items):
            return any_of(whatever_is_stated(item) for item in items)
        case _:
            return condition


def _compared(difference: Term, op: str) -> Truth:
    """Compare a difference with zero, after what stands on both sides has cancelled out."""
    left, known = _collected(difference)
    total = known
    for term, factor in left.items():
        total = total + value_of(_forgotten(term)) * Interval.point(factor)
    return compare(total, op, ZERO)


def _collected(term: Term) -> tuple[Sum, Interval]:
    """Return a term as a sum of other terms, each with its factor, and what is known of the rest."""
    match term:
        case Const(value=value):
            return {}, value
        case Plus(items):
            parts = [_collected(item) for item in items]
        case Minus(item):
            parts = [_scaled(_collected(item), Fraction(-1))]
        case Times(Const(value=value), item) | Times(item, Const(value=value)) if value.is_point:
            parts = [_scaled(_collected(item), Fraction(value.lo or 0))]
        case _:
            return {term: Fraction(1)}, ZERO
    total: Sum = {}
    known = ZERO
    for own, rest in parts:
        known = known + rest
        for each, factor in own.items():
            total[each] = total.get(each, Fraction(0)) + factor
    return {each: factor for each, factor in total.items() if factor}, known


def _scaled(part: tuple[Sum, Interval], factor: Fraction) -> tuple[Sum, Interval]:
    return {term: own * factor for term, own in part[0].items()}, part[1] * Interval.point(factor)


def _forgotten(term: Term) -> Term:
    """Return a term whose stated figures may be anything."""
    match term:
        case Leaf():
            return replace(term, value=EVERYTHING)
        case Plus(items):
            return Plus(tuple(_forgotten(item) for item in items))
        case Times(left, right) | Over(left, right):
            return replace(term, left=_forgotten(left), right=_forgotten(right))
        case Minus(item) | YearOf(item) | Magnitude(item):
            return replace(term, item=_forgotten(item))
        case Power(base, _):
            return replace(term, base=_forgotten(base))
        case _:
            return term
