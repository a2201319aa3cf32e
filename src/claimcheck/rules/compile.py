"""Turns an expression into a function of an environment, after checking every name in it.

A mistake that can be seen without claims (an unknown name, a field that a kind lacks, a function with too many
arguments) is a RuleSyntaxError at its column; nothing is left for the run to stumble over that could be known now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from claimcheck.corpus.suggest import did_you_mean, nearest
from claimcheck.rules import syntax
from claimcheck.rules.claim_fields import compile_field, compile_name, is_value
from claimcheck.rules.comparisons import check_operands, compared
from claimcheck.rules.evaluate import decide, value_of
from claimcheck.rules.functions import FUNCTIONS, Function
from claimcheck.rules.runtime import (
    Absent,
    Compiled,
    DateValue,
    Env,
    Missing,
    RuleFault,
    Value,
    as_term,
    as_when,
)
from claimcheck.rules.scope import WORDS, Scope, is_taken
from claimcheck.rules.syntax import Expr, RuleSyntaxError
from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Const,
    Leaf,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Term,
    Times,
    Var,
    is_symbol,
    negate,
    unknowns,
)
from claimcheck.rules.together import together
from claimcheck.rules.variables import KINDS, measure_of, variable
from claimcheck.values.interval import Interval
from claimcheck.values.periods import When
from claimcheck.values.truth import Truth, all_of, any_of

MAX_ITEMS = 1000
"""The longest list that a loop of a rule goes through."""


def compile_expr(expr: Expr, scope: Scope) -> Compiled:
    """Return the function that evaluates an expression. Raises RuleSyntaxError at the column of a mistake."""
    match expr:
        case syntax.Number(value=value, text=text):
            return lambda env: Const(Interval.point(value), text)
        case syntax.Text(value=word):
            return lambda env: word
        case syntax.Name():
            return compile_name(expr, scope)
        case syntax.Field():
            return compile_field(expr.binding, expr.name, scope, expr.at)
        case syntax.Index():
            return _index(expr, scope)
        case syntax.ListOf(items=items):
            parts = [compile_expr(item, scope) for item in items]
            return lambda env: tuple(part(env) for part in parts)
        case syntax.Negative(item=item):
            inner = compile_expr(item, scope)
            return lambda env: Minus(as_term(inner(env), env))
        case syntax.Arithmetic():
            return _arithmetic(expr, scope)
        case syntax.Comparison():
            return _comparison(expr, scope)
        case syntax.Logic(op=op, items=items):
            return _logic(op, [compile_condition(item, scope) for item in items])
        case syntax.Not(item=item):
            condition = compile_condition(item, scope)
            return lambda env: negate(condition(env))
        case syntax.Call():
            return _call(expr, scope)
        case syntax.Over():
            return _loop(expr, scope)


def compile_condition(expr: Expr, scope: Scope) -> Callable[[Env], Condition]:
    """Return the function that evaluates an expression that is true or false.

    Raises RuleSyntaxError at the column of a mistake, and for an expression that is never true or false.
    """
    run = compile_expr(expr, scope)
    if _is_bare(expr, scope):
        raise RuleSyntaxError("a comparison is needed where a bare value stands: write == or < behind it", expr.at)

    def condition(env: Env) -> Condition:
        value = run(env)
        if isinstance(value, (Relation, All, AnyOf, Truth)):
            return value
        if isinstance(value, bool):
            return Truth.of(value)
        raise RuleFault("a comparison is needed where a bare value stands")

    return condition


def _is_bare(expr: Expr, scope: Scope) -> bool:
    """Whether an expression is a number, a word or a list whatever the claims are."""
    match expr:
        case syntax.Field(binding=binding, name=name):
            return is_value(scope.claims[binding], name, scope)
        case syntax.Name(id=name) if scope.single is not None and name not in scope.locals:
            return name in WORDS or is_value(scope.single, name, scope)
        case syntax.Call(function=function) if function in FUNCTIONS:
            return not FUNCTIONS[function].decides
        case syntax.Call(function=function):
            return function in ("sum", "count")
        case syntax.Over(function=function):
            return function != "all"
        case syntax.Name(id=name):
            return name in WORDS
        case _:
            return isinstance(
                expr,
                (syntax.Number, syntax.Text, syntax.Index, syntax.ListOf, syntax.Negative, syntax.Arithmetic),
            )


def _index(expr: syntax.Index, scope: Scope) -> Compiled:
    parts = [_index_part(part, scope) for part in expr.parts]
    kind = expr.kind
    if kind in KINDS:
        wanted = KINDS[kind][0]
        if len(parts) != wanted:
            count = "1 index" if wanted == 1 else f"{wanted} indices"
            raise RuleSyntaxError(f"{KINDS[kind][2]} has {count}, and {len(parts)} are given", expr.at)
        if kind == "measure":
            metric, of, when = parts
            return lambda env: measure_of(metric(env), of(env), when(env), env)
        return lambda env: variable(kind, [part(env) for part in parts], env)
    if kind in scope.locals or (scope.single is not None and scope.has_field(scope.single, kind)):
        raise RuleSyntaxError(f"`{kind}` is a field, and a field has no brackets", expr.at)
    return lambda env: variable("measure", measure_parts(kind, [part(env) for part in parts], env), env)


class _Undeclared(Absent):
    """A metric that a corpus does not have; what its name may be a slip of is looked for when somebody asks."""

    def __init__(self, metric: str, known: Sequence[str]) -> None:
        super().__init__(metric, "the vocabulary has no such metric, and no variables are called so")
        self._known = known

    @property
    def reason(self) -> str:
        """Why a match cannot be decided."""
        return f"{self._said}{did_you_mean(self.operand, self._known)}"

    @reason.setter
    def reason(self, said: str) -> None:
        self._said = said


def measure_parts(metric: str, parts: Sequence[Value], env: Env) -> list[Value]:
    """Return the indices of `metric[dimensions…, when]` as those of `measure`. Raises RuleFault."""
    declared = env.vocabulary.metric(metric)
    if declared is None:
        gap = _Undeclared(metric, [*env.vocabulary.declared.metrics, *KINDS])
        # An identity that ships speaks of metrics that a corpus need not have.
        is_slip = bool(env.claims) or nearest(metric, KINDS) is not None
        raise RuleFault(f"{metric}: {gap.reason}") if is_slip else gap
    timed = declared.measures != "once"
    if not parts or (timed and len(parts) < 1):
        raise RuleFault(f"{metric}[…] needs its dimensions and a time")
    of, when = (parts[:-1], parts[-1]) if timed else (parts, When(None, None))
    flat: list[Value] = []
    for part in of:
        flat.extend(part if isinstance(part, tuple) else (part,))
    return [metric, tuple(flat), when]


def _index_part(expr: Expr, scope: Scope) -> Compiled:
    """Compile an index: `t - 1` is the period before, `n + 1` the next number, `after(n)` the next that is known."""
    if isinstance(expr, syntax.Call) and expr.function == "after":
        return _after(expr, scope)
    if isinstance(expr, syntax.Arithmetic) and expr.op in "+-" and isinstance(expr.right, syntax.Number):
        base = compile_expr(expr.left, scope)
        step = expr.right.value if expr.op == "+" else -expr.right.value
        return lambda env: _shifted(base(env), step)
    run = compile_expr(expr, scope)
    if isinstance(expr, syntax.Number):
        return lambda env: _plain_index(run(env))
    return run


def _plain_index(value: Value) -> Value:
    """Return a number that is written as an index: a year is a period, since no index is a bare number of days."""
    return value.value.only if isinstance(value, Const) else value


def _shifted(value: Value, step: Fraction) -> Value:
    if isinstance(value, Fraction):
        return value + step
    if isinstance(value, (When, DateValue)):
        return as_when(value).shift(int(step))
    raise RuleFault("only a period or a number is shifted in an index")


def _after(expr: syntax.Call, scope: Scope) -> Compiled:
    if len(expr.args) != 1 or not isinstance(expr.args[0], syntax.Name) or expr.args[0].id not in scope.indices:
        raise RuleSyntaxError("after(…) takes the name of an ordinal that `for` declares", expr.at)
    name = expr.args[0].id

    def following(env: Env) -> Value:
        successor = env.after.get((name,))
        if not successor:
            raise Missing(name, "no later one is known")
        return successor[0]

    return following


def _arithmetic(expr: syntax.Arithmetic, scope: Scope) -> Compiled:
    for side in (expr.left, expr.right):
        if isinstance(side, (syntax.Text, syntax.ListOf, syntax.Comparison, syntax.Logic, syntax.Not)):
            raise RuleSyntaxError("only numbers, dates and lengths are added and multiplied", side.at)
        if isinstance(side, syntax.Name) and side.id in WORDS and side.id not in {*scope.locals, *scope.indices}:
            message = f"`{side.id}` is a word and no number: 10 percent is 0.1"
            raise RuleSyntaxError(message, side.at)
    left, right = _operand(expr.left, scope), _operand(expr.right, scope)
    match expr.op:
        case "+":
            return lambda env: Plus((left(env), right(env)))
        case "-":
            return lambda env: Plus((left(env), Minus(right(env))))
        case "*":
            return lambda env: Times(left(env), right(env))
        case "/":
            return lambda env: Over(left(env), divisor(right(env)))
        case _:
            exponent = int(expr.right.value) if isinstance(expr.right, syntax.Number) else 1
            if exponent < 2:
                return (lambda env: Const(Interval.point(1), "1")) if exponent == 0 else left
            return lambda env: Power(left(env), exponent)


def _operand(expr: Expr, scope: Scope) -> Callable[[Env], Term]:
    """Return what gives an operand as a term. At run time it raises RuleFault for an id or a word."""
    run = compile_expr(expr, scope)

    def operand(env: Env) -> Term:
        term = as_term(run(env), env)
        if is_symbol(term):
            raise RuleFault("ids and words are equal or not; nothing is calculated with them")
        return term

    return operand


def divisor(term: Term) -> Term:
    """Return what is divided by. Raises RuleFault for zero, and Missing for a figure that says zero."""
    if any(isinstance(found, Var) for found in unknowns(Relation(term, "==", term))):
        return term
    if value_of(term) == Interval.point(0):
        if isinstance(term, Leaf):
            raise Missing(term.slot.field, "it is zero, and nothing is divided by zero")
        raise RuleFault("the rule divides by zero")
    return term


def _comparison(expr: syntax.Comparison, scope: Scope) -> Compiled:
    operands = [compile_expr(expr.first, scope), *(compile_expr(operand, scope) for _, operand in expr.rest)]
    ops = [op for op, _ in expr.rest]
    check_operands(expr)

    if len(ops) == 1:
        (first, second), (op,) = operands, ops
        return lambda env: compared(first(env), op, second(env), env)

    def run(env: Env) -> Condition:
        values = [operand(env) for operand in operands]
        pairs = [compared(values[i], op, values[i + 1], env) for i, op in enumerate(ops)]
        return All(tuple(pairs))

    return run


def _logic(op: str, items: Sequence[Callable[[Env], Condition]]) -> Compiled:
    def run(env: Env) -> Condition:
        conditions = tuple(item(env) for item in items)
        if all(isinstance(item, Truth) for item in conditions):
            truths = [item for item in conditions if isinstance(item, Truth)]
            return all_of(truths) if op == "and" else any_of(truths)
        return All(conditions) if op == "and" else AnyOf(conditions)

    return run


def _call(expr: syntax.Call, scope: Scope) -> Compiled:
    name, args = expr.function, expr.args
    if name == "default":
        return _default(expr, scope)
    if name == "given":
        return _given_call(expr, scope)
    if name == "together":
        return _together(expr, scope)
    if name == "after":
        raise RuleSyntaxError("after(…) stands only as an index: edition[s, after(n)]", expr.at)
    if name in ("sum", "count") and len(args) == 1:
        listed = compile_expr(args[0], scope)
        return lambda env: _sum_or_count(name, listed(env), env)
    function = FUNCTIONS.get(name)
    if function is None:
        raise _unknown_function(name, expr.at)
    if not function.least <= len(args) <= function.most:
        raise RuleSyntaxError(f"{function.signature} takes {_arity(function)}, and {len(args)} are given", expr.at)
    parts = [compile_expr(arg, scope) for arg in args]
    return lambda env: function.run(env, [part(env) for part in parts])


def _unknown_function(name: str, at: int) -> RuleSyntaxError:
    if name in syntax.LOOPS:
        return RuleSyntaxError(f"{name}(…) takes … for x in a list, and nothing beside it", at)
    known = sorted((*FUNCTIONS, "default", "given", *syntax.LOOPS))
    hint = did_you_mean(name, known) or f"; the functions are {', '.join(known)}"
    return RuleSyntaxError(f"there is no function `{name}`{hint}", at)


def _arity(function: Function) -> str:
    if function.least != function.most:
        return f"{function.least} to {function.most} arguments"
    return "1 argument" if function.most == 1 else f"{function.most} arguments"


def _sum_or_count(name: str, value: Value, env: Env) -> Value:
    if not isinstance(value, tuple):
        raise RuleFault(f"{name}(…) needs a list")
    if name == "count":
        return Const(Interval.point(len(value)), str(len(value)))
    return Plus(tuple(as_term(item, env) for item in value))


def _default(expr: syntax.Call, scope: Scope) -> Compiled:
    if len(expr.args) != 2:
        raise RuleSyntaxError("default(field, value) takes two arguments", expr.at)
    first, second = (compile_expr(arg, scope) for arg in expr.args)

    def run(env: Env) -> Value:
        try:
            return first(env)
        except Absent:
            return second(env)

    return run


def _given_call(expr: syntax.Call, scope: Scope) -> Compiled:
    if len(expr.args) != 1:
        raise RuleSyntaxError("given(field) takes one argument", expr.at)
    if isinstance(expr.args[0], (syntax.Number, syntax.Text, syntax.ListOf)):
        raise RuleSyntaxError("given(field) takes a field that a claim may leave out", expr.args[0].at)
    inner = compile_expr(expr.args[0], scope)

    def run(env: Env) -> Value:
        try:
            inner(env)
        except Absent:
            return Truth.NO
        return Truth.YES

    return run


def _together(expr: syntax.Call, scope: Scope) -> Compiled:
    names = [arg.id for arg in expr.args if isinstance(arg, syntax.Name) and arg.id in scope.claims]
    if len(names) != 2 or len(expr.args) != 2:
        raise RuleSyntaxError("together(first, second) takes the names of two claims of `each`", expr.at)
    return lambda env: together(env.claims[names[0]], env.claims[names[1]])


def _loop(expr: syntax.Over, scope: Scope) -> Compiled:
    if is_taken(expr.name, scope):
        raise RuleSyntaxError(f"`{expr.name}` already means something here; choose another name", expr.at)
    if isinstance(expr.source, (syntax.Number, syntax.Text, syntax.Arithmetic, syntax.Negative, syntax.Index)):
        raise RuleSyntaxError("a loop goes through a list, such as members(group)", expr.source.at)
    source = compile_expr(expr.source, scope)
    inner = replace(scope, locals=scope.locals | {expr.name})
    body = compile_condition(expr.body, inner) if expr.function == "all" else compile_expr(expr.body, inner)
    condition = compile_condition(expr.condition, inner) if expr.condition is not None else None
    counted = expr.function == "count"

    def run(env: Env) -> Value:
        items = source(env)
        if not isinstance(items, tuple):
            raise RuleFault(f"{expr.function}(… for {expr.name} in …) needs a list")
        if len(items) > MAX_ITEMS:
            raise RuleFault(f"a list of {len(items)} items is longer than the {MAX_ITEMS} that a loop goes through")
        kept: list[Any] = []
        local = env.with_name(expr.name, None)
        for item in items:
            # One environment does for all: nothing that is made in it looks at it later.
            local.names[expr.name] = item
            if condition is None or decide(condition(local)) is Truth.YES:
                kept.append(body(local))
        if expr.function == "all":
            return All(tuple(kept)) if kept else Truth.YES
        if counted:
            return Const(Interval.point(len(kept)), str(len(kept)))
        return Plus(tuple(as_term(item, env) for item in kept)) if kept else Const(Interval.point(0), "0")

    return run
