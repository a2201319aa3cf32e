"""Turns an expression into a function of an environment, after checking every name in it.

A mistake that can be seen without claims (an unknown name, a field that a kind lacks, a function with too many
arguments) is a RuleSyntaxError at its column; nothing is left for the run to stumble over that could be known now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from claimcheck.claims.registry import KindSet, built_in_kinds, shapes_of
from claimcheck.claims.shape import Shape
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.suggest import did_you_mean, nearest
from claimcheck.rules import syntax
from claimcheck.rules.evaluate import decide, value_of
from claimcheck.rules.functions import FUNCTIONS, Function
from claimcheck.rules.runtime import (
    EVER,
    Absent,
    DateValue,
    Env,
    Missing,
    Named,
    RuleFault,
    Value,
    as_term,
    as_when,
    claim_when,
    field_value,
    moment_term,
    period_days,
)
from claimcheck.rules.spoken import spoken_words
from claimcheck.rules.syntax import Expr, RuleSyntaxError
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
    Sort,
    Stated,
    Term,
    Times,
    Var,
    negate,
    sort_of,
    unknowns,
)
from claimcheck.rules.together import together
from claimcheck.rules.variables import KINDS, TIMELESS, variable
from claimcheck.values.interval import Interval
from claimcheck.values.periods import When
from claimcheck.values.truth import Truth, all_of, any_of

Compiled = Callable[[Env], Value]
MAX_ITEMS = 1000
"""The longest list that a loop of a rule goes through."""

INDEX_TYPES = (
    "period", "dimensions", "metric", "event", "series", "ordinal", "property", "subject", "tenure", "entity",
)  # fmt: skip
"""The types of index names that are no type of entity; `country`, `city` and other types of entities are too."""

PSEUDO_FIELDS = {
    "when": "whichever of `on` and `during` is given, as a period: two are the same or not; dates may be",
    "published": "the date of the claim's source",
    "source": "the id of the claim's source",
    "publisher": "who published the source",
    "speaker": "who says so",
    "spoken": "the words in the quotation marks of the quote, else all of it; five words at least",
    "as": "actual, estimate, guidance, target or plan",
    "basis": "the method",
    "made": "when an estimate, target or plan was made",
}
CONSTANTS = {
    "ever": EVER,
    "percent": "percent",
    "points": "points",
    "true": Truth.YES,
    "false": Truth.NO,
}
WORDS = ("ever", *(name for name, value in CONSTANTS.items() if isinstance(value, str)))
"""The constants that are no numbers."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression may use: claims with their kinds, index names with their types, ids."""

    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indices: Mapping[str, str] = field(default_factory=dict)
    locals: frozenset[str] = frozenset()
    ids: Callable[[str], bool] = lambda _: False
    kinds: KindSet = field(default_factory=built_in_kinds)

    @property
    def single(self) -> tuple[str, ...] | None:
        """The kinds of the one claim whose fields are plain names, if there is one."""
        return self.claims.get("")

    def shapes(self, kind: str) -> Mapping[str, Shape]:
        """Return the fields of a kind."""
        return shapes_of(self.kinds[kind])

    def fields(self, kinds: Sequence[str]) -> set[str]:
        """Return the fields that all of some kinds have."""
        sets = [set(self.shapes(kind)) for kind in kinds]
        return set.intersection(*sets) if sets else set()

    def has_field(self, kinds: Sequence[str], name: str) -> bool:
        """Whether every claim of some kinds may be asked for a field."""
        return name in PSEUDO_FIELDS or name in self.fields(kinds)


def compile_expr(expr: Expr, scope: Scope) -> Compiled:
    """Return the function that evaluates an expression. Raises RuleSyntaxError at the column of a mistake."""
    match expr:
        case syntax.Number(value=value, text=text):
            return lambda env: Const(Interval.point(value), text)
        case syntax.Text(value=word):
            return lambda env: word
        case syntax.Name():
            return _name(expr, scope)
        case syntax.Field():
            return _field(expr.binding, expr.name, scope, expr.at)
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
            return _is_value(scope.claims[binding], name, scope)
        case syntax.Name(id=name) if scope.single is not None and name not in scope.locals:
            return name in WORDS or _is_value(scope.single, name, scope)
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


def _is_value(kinds: Sequence[str], name: str, scope: Scope) -> bool:
    """Whether a field is of any type but yes or no."""
    if name in PSEUDO_FIELDS:
        return True
    shapes = [scope.shapes(kind) for kind in kinds]
    return any(each[name].type != "flag" for each in shapes if name in each)


def _name(expr: syntax.Name, scope: Scope) -> Compiled:
    name = expr.id
    if name in scope.locals or name in scope.indices:
        return lambda env: env.names[name]
    if scope.single is not None and scope.has_field(scope.single, name):
        return _field("", name, scope, expr.at)
    if name in CONSTANTS:
        constant = CONSTANTS[name]
        return lambda env: constant
    if scope.ids(name):
        return lambda env: name
    raise _unknown_name(name, scope, expr.at)


def _unknown_name(name: str, scope: Scope, at: int) -> RuleSyntaxError:
    if name in scope.claims:
        return RuleSyntaxError(f"`{name}` is a claim; write one of its fields, such as {name}.on", at)
    if name in KINDS:
        return RuleSyntaxError(f"`{name}` is a variable; write it with its indices: {KINDS[name][2]}", at)
    if name in FUNCTIONS:
        return RuleSyntaxError(f"`{name}` is a function; write {FUNCTIONS[name].signature}", at)
    known = [*scope.locals, *scope.indices, *CONSTANTS]
    if scope.single is not None:
        known += [*scope.fields(scope.single), *PSEUDO_FIELDS]
    else:
        known += [
            f"{claim}.{field_name}" for claim, kinds in scope.claims.items() for field_name in scope.fields(kinds)
        ]
    hint = did_you_mean(name, known)
    return RuleSyntaxError(
        f"`{name}` is no field, no index name declared in `for`, and no constant; an id is written in quotes{hint}",
        at,
    )


def _field(binding: str, name: str, scope: Scope, at: int) -> Compiled:
    kinds = scope.claims.get(binding)
    if kinds is None:
        claims = (
            ", ".join(claim for claim in scope.claims if claim) or "none: the fields of the one claim are plain names"
        )
        raise RuleSyntaxError(f"`{binding}` is not the name of a claim; this rule has {claims}", at)
    if name in PSEUDO_FIELDS:
        return lambda env: _pseudo_field(env.claims[binding], name, env)
    at += len(binding) + 1 if binding else 0
    for kind in kinds:
        shapes = scope.shapes(kind)
        if name not in shapes:
            hint = did_you_mean(name, [*shapes, *PSEUDO_FIELDS])
            raise RuleSyntaxError(f"a claim of kind `{kind}` has no field `{name}`{hint}", at)
    shape_type = scope.shapes(kinds[0])[name].type
    if shape_type == "moment":
        return lambda env: moment_term(
            field_value(env.claims[binding], name, shape_type, env), env.claims[binding], env
        )
    return lambda env: field_value(env.claims[binding], name, shape_type, env)


def _pseudo_field(claim: ClaimRecord, name: str, env: Env) -> Value:
    source = claim.source.model
    match name:
        case "when":
            return TIMELESS if _is_timeless(claim, env) else claim_when(claim)
        case "published":
            return Const(source.published.days(env.charitable), source.published.text, Sort.DAY)
        case "source":
            return source.id
        case "publisher":
            return _given(source.publisher, name)
        case "spoken":
            return _given(spoken_words(claim.model.quote), name)
        case "as":
            return str(claim.fields.get("as", "actual"))
        case "made" if "made" in claim.fields:
            return field_value(claim, "made", "date", env)
        case "made":
            return DateValue(source.published, Stated(claim.id, "made"), "on")
        case _:
            return _given(claim.fields.get(name), name)


def _is_timeless(claim: ClaimRecord, env: Env) -> bool:
    metric = claim.fields.get("metric")
    declared = env.vocabulary.metric(metric) if isinstance(metric, str) else None
    return declared is not None and declared.measures == "once"


def _given(value: object, name: str) -> Value:
    if value is None:
        raise Absent(name, "it is not stated")
    return value


def _index(expr: syntax.Index, scope: Scope) -> Compiled:
    parts = [_index_part(part, scope) for part in expr.parts]
    kind = expr.kind
    if kind in KINDS:
        wanted = KINDS[kind][0]
        if len(parts) != wanted:
            count = "1 index" if wanted == 1 else f"{wanted} indices"
            raise RuleSyntaxError(f"{KINDS[kind][2]} has {count}, and {len(parts)} are given", expr.at)
        return lambda env: variable(kind, [part(env) for part in parts], env)
    if kind in scope.locals or (scope.single is not None and scope.has_field(scope.single, kind)):
        raise RuleSyntaxError(f"`{kind}` is a field, and a field has no brackets", expr.at)
    return lambda env: variable("measure", measure_parts(kind, [part(env) for part in parts], env), env)


def measure_parts(metric: str, parts: Sequence[Value], env: Env) -> list[Value]:
    """Return the indices of `metric[dimensions…, when]` as those of `measure`. Raises RuleFault."""
    declared = env.vocabulary.metric(metric)
    if declared is None:
        hint = did_you_mean(metric, [*env.vocabulary.declared.metrics, *KINDS])
        message = f"the vocabulary has no such metric, and no variables are called so{hint}"
        # An identity that ships speaks of metrics that a corpus need not have.
        is_slip = bool(env.claims) or nearest(metric, KINDS) is not None
        raise RuleFault(f"{metric}: {message}") if is_slip else Absent(metric, message)
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
            return lambda env: Over(left(env), _divisor(right(env)))
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
        if sort_of(term) is Sort.SYMBOL:
            raise RuleFault("ids and words are equal or not; nothing is calculated with them")
        return term

    return operand


def _divisor(term: Term) -> Term:
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
    _check_operands(expr)

    def run(env: Env) -> Condition:
        values = [operand(env) for operand in operands]
        pairs = [_compared(values[i], op, values[i + 1], env) for i, op in enumerate(ops)]
        return pairs[0] if len(pairs) == 1 else All(tuple(pairs))

    return run


def _check_operands(expr: syntax.Comparison) -> None:
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


def _compared(left: Value, op: str, right: Value, env: Env) -> Condition:
    if op in ("in", "not in"):
        if not isinstance(right, tuple):
            raise RuleFault("`in` needs a list on its right")
        found = Truth.of(left in right)
        return found if op == "in" else ~found
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
    left_term, right_term = as_term(left, env), as_term(right, env)
    if (sort_of(left_term) is Sort.SYMBOL) != (sort_of(right_term) is Sort.SYMBOL):
        # A figure is never a word: `by: up` and `by: 5 percent` are told apart by `by == "up"`.
        return Truth.of(op == "!=")
    _refuse_other_units(left_term, right_term)
    return Relation(left_term, op, right_term)


def _day_term(value: Value, env: Env) -> Term:
    return period_days(value) if isinstance(value, When) else as_term(value, env)


def _is_word(value: Value) -> bool:
    return isinstance(value, (str, tuple, Truth))


_BARE_UNITS = frozenset(("", "percent", "points"))


def _refuse_other_units(left: Term, right: Term) -> None:
    if isinstance(left, (Leaf, Var)) and isinstance(right, (Leaf, Var)) and left.unit == right.unit:
        return
    units = {unit for term in (left, right) for unit in _units(term)} - _BARE_UNITS
    if len(units) > 1:
        raise Missing("unit", f"{' and '.join(sorted(units))} are not compared without a rate")


def _units(term: Term) -> set[str]:
    """Return the units of what is added up in a term; a product has a unit of its own that nothing declares."""
    match term:
        case Leaf() | Var():
            return {term.unit}
        case Plus(items):
            return {unit for item in items for unit in _units(item)}
        case Minus(item) | Magnitude(item):
            return _units(item)
        case _:
            return set()


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


def is_taken(name: str, scope: Scope) -> bool:
    """Whether a name means something already, so that a second meaning would hide the first."""
    if name in scope.claims or name in scope.indices or name in scope.locals:
        return True
    if name in CONSTANTS or name in KINDS or name in syntax.LOOPS or name in FUNCTIONS:
        return True
    return scope.single is not None and scope.has_field(scope.single, name)


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
        for item in items:
            local = env.with_name(expr.name, item)
            if condition is None or decide(condition(local)) is Truth.YES:
                kept.append(body(local))
        if expr.function == "all":
            return All(tuple(kept)) if kept else Truth.YES
        if counted:
            return Const(Interval.point(len(kept)), str(len(kept)))
        return Plus(tuple(as_term(item, env) for item in kept)) if kept else Const(Interval.point(0), "0")

    return run


__all__ = [
    "CONSTANTS",
    "INDEX_TYPES",
    "PSEUDO_FIELDS",
    "Compiled",
    "Scope",
    "compile_condition",
    "compile_expr",
]
