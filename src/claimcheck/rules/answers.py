"""Tells what the answer of a condition of one claim depends on, so that it need not be asked for each claim anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.claims.base import Operand
from claimcheck.claims.fields import EventRef
from claimcheck.corpus.records import ClaimRecord
from claimcheck.rules import syntax
from claimcheck.rules.forms import BY_VALUE
from claimcheck.rules.scope import CONSTANTS, PSEUDO_FIELDS, Scope
from claimcheck.rules.syntax import Expr
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure
from claimcheck.values.lengths import Length

_OF_FORMS = frozenset(
    ("unit", "precision", "is_hedged", "given", "as_percentage", "is_count", "non_negative", "default", "count")
)
"""Functions that look at no number and no day of a field, but at what its form tells."""
_OF_WORDS = frozenset(
    (
        "measures", "unit_of", "additive", "is_part", "is_growth", "is_quotient", "is_group", "has_group", "type_of",
        "country", "single_value", "single_holder", "gaps",
    )
)  # fmt: skip
"""Functions of ids alone, which the vocabulary answers."""
_TOLD_BY_FORM = (Figure, DateSpan, Length, EventRef, Operand)


class _Open(Exception):
    """The answer depends on more than the form of a claim and its words."""


def words_behind(expr: Expr, scope: Scope, binding: str, claim: ClaimRecord) -> tuple[str, ...] | None:
    """Return the fields by whose words, with the form of the claim, a condition is decided; None where more decides."""
    try:
        return tuple(sorted(set(_Asking(scope, binding, claim).words(expr)) - BY_VALUE))
    except _Open:
        return None


def word_of(claim: ClaimRecord, name: str) -> object:
    """Return the words of a field."""
    return claim.fields.get(name, "actual" if name == "as" else None)


class _Asking:
    """Walks a condition as it is asked of claims of one form."""

    def __init__(self, scope: Scope, binding: str, claim: ClaimRecord) -> None:
        self._scope, self._binding, self._claim = scope, binding, claim

    def words(self, expr: Expr) -> Iterator[str]:
        """Yield the fields whose words are looked at. Raises _Open."""
        match expr:
            case syntax.Number() | syntax.Text():
                return
            case syntax.Name() | syntax.Field():
                yield from self._value(expr)
            case syntax.ListOf(items=items) | syntax.Logic(items=items):
                yield from self._each(items)
            case syntax.Not(item=item):
                yield from self.words(item)
            case syntax.Comparison(first=first, rest=((op, syntax.ListOf(items=items)),)) if op in ("in", "not in"):
                yield from self._sought(first)
                for item in items:
                    if not isinstance(item, syntax.Text) and not (
                        isinstance(item, syntax.Name) and self._is_word(item)
                    ):
                        raise _Open
            case syntax.Comparison(first=first, rest=rest):
                yield from self._each((first, *(operand for _, operand in rest)))
            case syntax.Call(function=function, args=args) if function in _OF_FORMS | _OF_WORDS:
                for arg in args:
                    yield from self._argument(function, arg)
            case _:
                raise _Open

    def _each(self, exprs: Sequence[Expr]) -> Iterator[str]:
        for expr in exprs:
            yield from self.words(expr)

    def _sought(self, expr: Expr) -> Iterator[str]:
        """Yield what decides whether a value is one of some words: a figure or a date never is."""
        if isinstance(expr, syntax.Call) and expr.function == "default":
            for arg in expr.args:
                yield from self._sought(arg)
        elif not (isinstance(expr, (syntax.Name, syntax.Field)) and isinstance(self._raw(expr), _TOLD_BY_FORM)):
            yield from self.words(expr)

    def _is_word(self, expr: Expr) -> bool:
        """Whether an expression is a word, written out or by the name of a constant."""
        if isinstance(expr, syntax.Text):
            return True
        return isinstance(expr, syntax.Name) and self._raw(expr) is None and isinstance(CONSTANTS.get(expr.id), str)

    def _argument(self, function: str, expr: Expr) -> Iterator[str]:
        if function in ("default", "count") or not isinstance(expr, (syntax.Name, syntax.Field)):
            yield from self.words(expr)
        elif function in _OF_WORDS or not isinstance(self._raw(expr), _TOLD_BY_FORM):
            yield from self._value(expr)

    def _value(self, expr: syntax.Name | syntax.Field) -> Iterator[str]:
        raw = self._raw(expr)
        if raw is None:
            return
        if not isinstance(raw, (str, bool)) and not (isinstance(raw, tuple) and all(isinstance(i, str) for i in raw)):
            raise _Open
        yield expr.name if isinstance(expr, syntax.Field) else expr.id

    def _raw(self, expr: syntax.Name | syntax.Field) -> object:
        """Return what the claim gives for a name; None for nothing, and for a constant. Raises _Open."""
        name = expr.id if isinstance(expr, syntax.Name) else expr.name
        if isinstance(expr, syntax.Field):
            if expr.binding != self._binding:
                raise _Open
        elif name in self._scope.locals or name in self._scope.indices:
            raise _Open
        elif self._scope.single is None or not self._scope.has_field(self._scope.single, name):
            if name not in CONSTANTS or name == "ever":
                raise _Open
            return None
        if name in PSEUDO_FIELDS:
            if name not in ("as", "basis", "speaker"):
                raise _Open
            return word_of(self._claim, name)
        kinds = self._scope.claims[self._binding]
        if self._scope.shapes(kinds[0])[name].type == "scope":
            raise _Open
        return self._claim.fields.get(name)
