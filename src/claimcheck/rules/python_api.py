"""What a rule in Python is made of: its head in YAML, its function, and what the function sees and says.

A package offers such rules under the entry point group `claimcheck.rules`; docs/python-rules.md shows one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from claimcheck.claims.registry import KindSet
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.rules.compile import compile_condition, compile_expr
from claimcheck.rules.runtime import Absent, Compiled, Env, Missing, RuleFault, as_term
from claimcheck.rules.scope import Scope
from claimcheck.rules.syntax import RuleSyntaxError, parse
from claimcheck.rules.terms import All, AnyOf, Condition, Const, Relation, Sort, Term
from claimcheck.values.dates import DateSpan
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class

__all__ = [
    "AllOf",
    "AnyOf",
    "Check",
    "Condition",
    "Match",
    "Missing",
    "Problem",
    "PythonRule",
    "Term",
    "compare",
    "day",
    "number",
]

AllOf = All
"""Conditions that all hold."""


@value_class
class Problem:
    """Claims that cannot be right whatever others say: what follows from them, and what would have to."""

    found: str
    expected: str


class Match:
    """The claims that a rule binds, under one reading. Expressions are those of the rule language, by the same names.

    What a claim does not state raises Missing, which makes the match not checked. Let it pass.
    """

    __slots__ = ("_env", "_scope")

    def __init__(self, env: Env, scope: Scope) -> None:
        self._env = env
        self._scope = scope

    @property
    def vocabulary(self) -> Vocabulary:
        """What the vocabulary declares."""
        return self._env.vocabulary

    @property
    def charitable(self) -> bool:
        """Whether this is the charitable reading, under which a contradiction is an error."""
        return self._env.charitable

    def claim(self, name: str = "") -> ClaimRecord:
        """Return a claim by its name in `each`; without a name, the only one."""
        return self._env.claims[name]

    def term(self, expression: str) -> Term:
        """Return a number or a day: a field (`first.on`), a variable (`origin[event]`), or arithmetic of both."""
        return as_term(_compiled(expression, self._key())(self._env), self._env)

    def condition(self, expression: str) -> Condition:
        """Return a comparison as the rule language writes it."""
        return _condition(expression, self._key())(self._env)

    def text(self, field: str) -> str:
        """Return an id or a word that a claim states."""
        value = _compiled(field, self._key())(self._env)
        if not isinstance(value, str):
            raise RuleFault(f"`{field}` is no word")
        return str(value)

    def has(self, field: str) -> bool:
        """Whether a claim states a field."""
        try:
            _compiled(field, self._key())(self._env)
        except Absent:
            return False
        return True

    def date(self, field: str) -> DateSpan:
        """Return a date of a claim as the set of days that it can be."""
        claim, _, name = field.rpartition(".")
        value = self.claim(claim).fields.get(name)
        if not isinstance(value, DateSpan):
            raise Missing(field, f"{self.claim(claim).id} does not state it")
        return value

    def _key(self) -> _ScopeKey:
        return _ScopeKey(tuple(sorted(self._scope.claims.items())), self._scope.kinds)


@value_class
class _ScopeKey:
    """A scope as something to remember compiled expressions by."""

    claims: tuple[tuple[str, tuple[str, ...]], ...]
    kinds: KindSet

    def __hash__(self) -> int:
        return hash(self.claims)

    @property
    def scope(self) -> Scope:
        return Scope(dict(self.claims), kinds=self.kinds)


@lru_cache(maxsize=512)
def _compiled(expression: str, key: _ScopeKey) -> Compiled:
    try:
        return compile_expr(parse(expression), key.scope)
    except RuleSyntaxError as error:
        raise RuleFault(f"`{expression}`: {error.message}") from None


@lru_cache(maxsize=512)
def _condition(expression: str, key: _ScopeKey) -> Callable[[Env], Condition]:
    try:
        return compile_condition(parse(expression), key.scope)
    except RuleSyntaxError as error:
        raise RuleFault(f"`{expression}`: {error.message}") from None


Check = Callable[[Match], Iterable[Condition | Problem]]
"""The function of a rule: what must hold for a match, each as a condition, and what is wrong at first sight."""


@value_class
class PythonRule:
    """A rule whose assertion is a function. `head` is its YAML file: a rule file without `assert`, with examples.

    `about` are the fields (`value`, `first.on`) that a finding points at, the first that the claim states.
    """

    head: Path
    check: Check
    about: tuple[str, ...] = ()


def day(value: date, text: str = "") -> Term:
    """Return a day that no claim is blamed for; `text` is what the arithmetic calls it."""
    return Const(Interval.point(value.toordinal()), text or value.isoformat(), Sort.DAY)


def number(value: int | Fraction, text: str = "") -> Term:
    """Return a number that no claim is blamed for."""
    return Const(Interval.point(value), text or str(value))


def compare(left: Term, op: str, right: Term) -> Condition:
    """Return a comparison: `op` is ==, !=, <, <=, > or >=."""
    if op not in ("==", "!=", "<", "<=", ">", ">="):
        raise RuleFault(f"{op!r} is no comparison")
    return Relation(left, op, right)


def names_of(claims: Mapping[str, tuple[str, ...]], about: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return fields as (claim, field); a bare one is a field of the only claim, or of each."""
    found = []
    for written in about:
        claim, dot, name = written.partition(".")
        found += [(claim, name)] if dot else [(each, written) for each in claims]
    return tuple(found)
