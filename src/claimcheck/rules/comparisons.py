"""Comparisons of values: of numbers a relation to decide or to satisfy, of words and periods an answer at once."""

from __future__ import annotations

from claimcheck.rules import syntax
from claimcheck.rules.runtime import DateValue, Env, Missing, Named, RuleFault, Value, as_term, as_when, period_days
from claimcheck.rules.syntax import RuleSyntaxError
from claimcheck.rules.terms import Condition, Leaf, Magnitude, Minus, Plus, Relation, Term, Var, is_symbol, is_term
from claimcheck.values.periods import When
from claimcheck.values.truth import Truth


def check_operands(expr: syntax.Comparison) -> None:
    """Refuse a word in an order, and what is no list behind `in`."""
    before = expr.first
    for op, operand in expr.rest:
        if op in ("in", "not in"):
            if isinstance(operand, (syntax.Number, syntax.Text, syntax.Arithmetic, syntax.Negative, syntax.Index)):
                raise RuleSyntaxError('`in` needs a list on its right: ["a", "b"]', operand.at)
        elif op not in ("==", "!="):
            for side in (before, operand):
                if isinstance(side, (syntax.Text, syntax.ListOf)):
                    raise RuleSyntaxError("words and lists are equal or not; they have no order", side.at)
        before = operand


def compared(left: Value, op: str, right: Value, env: Env) -> Condition:
    """Return a comparison of two values, decided where that needs no numbers. Raises Missing and RuleFault."""
    if op in ("in", "not in"):
        if not isinstance(right, tuple):
            raise RuleFault("`in` needs a list on its right")
        found = Truth.of(left in right)
        return found if op == "in" else ~found
    if is_term(left) and is_term(right):
        return _compared_terms(left, op, right)
    if isinstance(left, When) or isinstance(right, When):
        if op in ("==", "!=") and isinstance(left, (When, DateValue)) and isinstance(right, (When, DateValue)):
            same = Truth.of(as_when(left).key == as_when(right).key)
            return same if op == "==" else ~same
        return Relation(_day_term(left, env), op, _day_term(right, env))
    if _is_word(left) and _is_word(right):
        if op not in ("==", "!="):
            if isinstance(left, Named) and isinstance(right, Named):
                # Fields that may hold a figure or a word, such as an ordinal that is `last`: words have no order.
                return Truth.NO
            raise RuleFault("words and lists are equal or not; they have no order")
        if (isinstance(left, Named) or isinstance(right, Named)) and isinstance(left, str) and isinstance(right, str):
            # What a claim states as a word can be wrong and be corrected, like a figure.
            return Relation(as_term(left, env), op, as_term(right, env))
        same = Truth.of(left == right)
        return same if op == "==" else ~same
    return _compared_terms(as_term(left, env), op, as_term(right, env))


def _compared_terms(left: Term, op: str, right: Term) -> Condition:
    if is_symbol(left) != is_symbol(right):
        # A figure is never a word: `by: up` and `by: 5 percent` are told apart by `by == "up"`.
        return Truth.of(op == "!=")
    _refuse_other_units(left, right)
    return Relation(left, op, right)


def _day_term(value: Value, env: Env) -> Term:
    return period_days(value) if isinstance(value, When) else as_term(value, env)


def _is_word(value: Value) -> bool:
    return isinstance(value, (str, tuple, Truth))


_BARE_UNITS = frozenset(("", "percent", "points"))


def _refuse_other_units(left: Term, right: Term) -> None:
    """Refuse terms in which figures of several units are added up; a product has a unit that nothing declares."""
    found: set[str] = set()
    stack = [left, right]
    while stack:
        term = stack.pop()
        kind = type(term)
        if kind is Var or kind is Leaf:
            found.add(term.unit)  # type: ignore[union-attr] # a variable or a figure
        elif kind is Plus:
            stack.extend(term.items)  # type: ignore[union-attr] # a sum
        elif kind is Minus or kind is Magnitude:
            stack.append(term.item)  # type: ignore[union-attr] # one term inside
    if len(found) > 1 and len(units := found - _BARE_UNITS) > 1:
        raise Missing("unit", f"{' and '.join(sorted(units))} are not compared without a rate")
