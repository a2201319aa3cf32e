"""Makes expressions ready for all claims of one form: what their types decide is decided once and not for each claim.

An expression is tried out on one claim of the form. What it gave there tells the types, sorts and units of what it
gives for every other. Only what follows from the form is staged; the rest is left to what `compile` makes of it, which
stays the reference: a staged expression gives the same, or raises, and is then evaluated the long way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction

from claimcheck.claims.fields import EventRef
from claimcheck.rules import syntax
from claimcheck.rules.claim_fields import compile_field
from claimcheck.rules.comparisons import compared
from claimcheck.rules.compile import compile_expr, divisor
from claimcheck.rules.function_table import FUNCTIONS, Implementation
from claimcheck.rules.runtime import (
    Compiled,
    DateValue,
    Env,
    LengthValue,
    Named,
    OperandValue,
    Value,
    as_term,
    field_of_type,
)
from claimcheck.rules.scope import CONSTANTS, PSEUDO_FIELDS, Scope
from claimcheck.rules.syntax import Expr
from claimcheck.rules.terms import (
    Condition,
    Const,
    Magnitude,
    Minus,
    Over,
    Plus,
    Relation,
    Sort,
    Term,
    Times,
    YearOf,
    is_term,
    sort_of,
)
from claimcheck.rules.variables import KINDS, variable
from claimcheck.values.dates import DateSpan
from claimcheck.values.interval import Interval
from claimcheck.values.periods import When
from claimcheck.values.value_class import value_class

Way = Callable[[Env], Condition | None]
"""Gives the condition of an assertion for a claim of a form; None where the claim leaves out what it is about."""

_PSEUDO = frozenset(("when", "published"))
_OF_ONE_TYPE = frozenset(("days", "years", "starts", "ends", "lasts", "every", "measured", "value", "tenure", "known"))
"""Functions whose result has a type, a sort and a unit that follow from the form of the claim."""
_NOT_OF_VALUES = frozenset(("given", "together", "after"))
"""Functions that do not begin by evaluating their arguments."""


class NotStaged(Exception):
    """An expression whose value does not follow a claim's form closely enough."""


class _NeverGiven(Exception):
    """An expression asks for what no claim of the form gives; `before` is what is evaluated until it does."""

    def __init__(self, before: Sequence[Compiled] = ()) -> None:
        super().__init__()
        self.before = tuple(before)


@value_class
class _Staged:
    """An expression made ready: how it is evaluated, what it is told from others by, and what it gave for one claim."""

    run: Compiled
    key: Hashable
    sample: Value
    sure: bool = False


class Numbers:
    """Numbers for equal expressions, by which their values are kept for each claim."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def of(self, key: Hashable) -> int:
        """Return the number of an expression."""
        return self._known.setdefault(key, len(self._known))


class Stager:
    """Stages expressions of one rule for the form of a claim that is bound in an environment."""

    def __init__(self, scope: Scope, binding: str, env: Env, numbers: Numbers) -> None:
        self._scope, self._binding, self._env, self._numbers = scope, binding, env, numbers
        self._claim = env.claims[binding]
        fields = self._claim.fields
        self._is_plain = fields.get("as", "actual") == "actual" and "basis" not in fields

    def way(self, expr: Expr) -> Way | None:
        """Return how the condition of an assertion is made; None when it never is. Raises NotStaged."""
        try:
            staged = self._expr(expr)
        except _NeverGiven as never:
            return _after(never.before) if never.before else None
        except NotStaged:
            raise
        except Exception:
            raise NotStaged from None
        if not isinstance(staged.sample, Relation):
            raise NotStaged
        return staged.run  # type: ignore[return-value] # it gives relations

    def _expr(self, expr: Expr) -> _Staged:
        match expr:
            case syntax.Number(value=value, text=text):
                return _constant(Const(Interval.point(value), text))
            case syntax.Text(value=word):
                return _constant(word)
            case syntax.Name(id=name):
                return self._name(name)
            case syntax.Field(binding=binding, name=name) if binding == self._binding:
                return self._field(name)
            case syntax.Index():
                return self._index(expr)
            case syntax.Negative(item=item):
                inner = self._term(self._expr(item))
                return self._made(("-", inner.key), lambda env: Minus(inner.run(env)))  # type: ignore[arg-type] # a term
            case syntax.Arithmetic():
                return self._arithmetic(expr)
            case syntax.Comparison(first=first, rest=((op, second),)) if op not in ("in", "not in"):
                return self._comparison(first, op, second)
            case syntax.Call():
                return self._call(expr)
            case _:
                raise NotStaged

    def _kept(self, key: Hashable, run: Compiled, *, sure: bool = False) -> _Staged:
        """Return an expression whose value is kept for all expressions about the claim that hold it."""
        number = self._numbers.of(key)

        def kept(env: Env) -> Value:
            known = env.own.get(number)
            if known is None:
                known = env.own[number] = run(env)
            return known

        return _Staged(kept, key, run(self._env), sure)

    def _made(self, key: Hashable, run: Compiled) -> _Staged:
        return _Staged(run, key, run(self._env))

    def _name(self, name: str) -> _Staged:
        if name in self._scope.locals or name in self._scope.indices:
            raise NotStaged
        if self._scope.single is not None and self._scope.has_field(self._scope.single, name):
            return self._field(name)
        if name in CONSTANTS:
            return _constant(CONSTANTS[name])
        raise NotStaged

    def _field(self, name: str) -> _Staged:
        kinds = self._scope.claims[self._binding]
        shape = "" if name in PSEUDO_FIELDS else self._scope.shapes(kinds[0])[name].type
        raw = self._claim.fields.get(name)
        if not shape:
            if name not in _PSEUDO:
                raise NotStaged
        elif raw is None:
            raise _NeverGiven
        elif shape == "scope" or (shape == "moment" and not isinstance(raw, (DateSpan, EventRef))):
            raise NotStaged
        sure = isinstance(raw, (DateSpan, str, tuple)) or name == "published"
        run = compile_field(self._binding, name, self._scope, 0)
        if shape not in ("", "moment"):
            run = field_of_type(type(raw), self._binding, name, shape, is_period="during" in self._claim.fields) or run
        return self._kept(("field", name, shape), run, sure=sure)

    def _several(self, exprs: Sequence[Expr]) -> list[_Staged]:
        """Stage what is evaluated one after the other."""
        found: list[_Staged] = []
        for expr in exprs:
            try:
                found.append(self._expr(expr))
            except _NeverGiven as never:
                raise _NeverGiven((*_unsure(found), *never.before)) from None
        return found

    def _term(self, staged: _Staged) -> _Staged:
        """Return a value as a number."""
        run, sample = staged.run, staged.sample
        if is_term(sample):
            if sort_of(sample) is Sort.SYMBOL:
                raise NotStaged
            return staged
        if isinstance(sample, DateValue):
            return self._kept(("day", staged.key), lambda env: _day(run(env), env), sure=staged.sure)
        if isinstance(sample, (When, LengthValue)) or type(sample) is Fraction:
            return self._kept(("term", staged.key), lambda env: as_term(run(env), env))
        raise NotStaged

    def _operands(self, left: Expr, right: Expr) -> tuple[_Staged, _Staged]:
        """Stage two numbers; the first is made a number before the second is looked at."""
        one = self._term(self._expr(left))
        try:
            return one, self._term(self._expr(right))
        except _NeverGiven as never:
            raise _NeverGiven((*_unsure((one,)), *never.before)) from None

    def _arithmetic(self, expr: syntax.Arithmetic) -> _Staged:
        if expr.op not in _MAKERS:
            raise NotStaged
        left, right = self._operands(expr.left, expr.right)
        make, one, other = _MAKERS[expr.op], left.run, right.run
        return self._made((expr.op, left.key, right.key), lambda env: make(one(env), other(env)))

    def _comparison(self, first: Expr, op: str, second: Expr) -> _Staged:
        values = self._several((first, second))
        if any(isinstance(value.sample, When) for value in values):
            raise NotStaged
        left, right = self._term(values[0]), self._term(values[1])
        # Sorts and units follow from the form: what can be compared here can be compared for all.
        if not isinstance(compared(left.sample, op, right.sample, self._env), Relation):
            raise NotStaged
        one, other = left.run, right.run
        key = (op, left.key, right.key)
        return self._kept(key, lambda env: Relation(one(env), op, other(env)))  # type: ignore[arg-type] # terms

    def _index(self, expr: syntax.Index) -> _Staged:
        kind = expr.kind
        if kind not in KINDS or any(isinstance(part, (syntax.Number, syntax.Arithmetic)) for part in expr.parts):
            raise NotStaged
        if kind == "measure" and not (self._is_plain and self._is_known_metric(expr.parts[0])):
            raise NotStaged
        parts = self._several(expr.parts)
        runs = [self._word(part) or part.run for part in parts]
        key = ("variable", kind, *(part.key for part in parts))
        return self._kept(key, lambda env: variable(kind, [run(env) for run in runs], env))

    def _word(self, staged: _Staged) -> Compiled | None:
        """Return how a field that is a word is read for an index, where it is a word like any other."""
        if not isinstance(staged.sample, Named) or type(self._claim.fields.get(staged.sample.field)) is not str:
            return None
        binding, name = self._binding, staged.sample.field
        return lambda env: env.claims[binding].fields[name]

    def _is_known_metric(self, expr: Expr) -> bool:
        """Whether the form tells which metric is meant, and so in which unit it is."""
        if isinstance(expr, syntax.Text):
            return True
        return isinstance(expr, (syntax.Name, syntax.Field)) and self._expr(expr).key[1] == "metric"  # type: ignore[index] # of a field

    def _call(self, expr: syntax.Call) -> _Staged:
        name = expr.function
        if name == "default" and len(expr.args) == 2:
            return self._default(*expr.args)
        if name not in FUNCTIONS or name in _NOT_OF_VALUES:
            raise NotStaged
        args = self._several(expr.args)
        runs, key = [arg.run for arg in args], (name, *(arg.key for arg in args))
        if name == "year":
            inner = self._term(args[0])
            return self._kept(key, lambda env: YearOf(inner.run(env)))  # type: ignore[arg-type] # a term
        if name == "abs":
            inner = self._term(args[0])
            return self._kept(key, lambda env: Magnitude(inner.run(env)))  # type: ignore[arg-type] # a term
        if name == "value" and isinstance(given := args[0].sample, OperandValue) and given.operand.value is None:
            raise _NeverGiven(_unsure(args))
        if name not in _OF_ONE_TYPE or (name == "measured" and not self._is_plain):
            raise NotStaged
        compile_expr(expr, self._scope)
        call = FUNCTIONS[name].run
        if name in ("starts", "ends") and isinstance(args[0].sample, DateValue):
            return self._made(key, _of_date(call, runs[0]))
        return self._kept(key, lambda env: call(env, [run(env) for run in runs]))

    def _default(self, first: Expr, second: Expr) -> _Staged:
        try:
            return self._expr(first)
        except _NeverGiven as never:
            if never.before:
                raise NotStaged from None
        return self._expr(second)


def _constant(value: Value) -> _Staged:
    return _Staged(lambda _: value, ("constant", type(value), value), value, True)


def _unsure(staged: Sequence[_Staged]) -> list[Compiled]:
    return [each.run for each in staged if not each.sure]


def _after(before: Sequence[Compiled]) -> Way:
    """Return the way of an assertion that comes to nothing once what stands before the gap has been looked at."""

    def nothing(env: Env) -> None:
        for run in before:
            run(env)

    return nothing


def _of_date(call: Implementation, date: Compiled) -> Compiled:
    """Return a function of a date, which is evaluated once for claims that were read with the same date."""
    known: dict[tuple[int, str], tuple[Value, DateSpan]] = {}

    def run(env: Env) -> Value:
        value = date(env)
        assert isinstance(value, DateValue)
        key = (id(value.span), value.mode)
        if key not in known:
            # The date is held with it, so that no other one can come to its number.
            known[key] = call(env, [value]), value.span
        return known[key][0]

    return run


def _day(value: Value, env: Env) -> Term:
    assert isinstance(value, DateValue)
    return value.leaf(env.charitable)


_MAKERS: dict[str, Callable[[object, object], Value]] = {
    "+": lambda left, right: Plus((left, right)),  # type: ignore[arg-type] # terms
    "-": lambda left, right: Plus((left, Minus(right))),  # type: ignore[arg-type] # terms
    "*": lambda left, right: Times(left, right),  # type: ignore[arg-type] # terms
    "/": lambda left, right: Over(left, divisor(right)),  # type: ignore[arg-type] # terms
}
