"""A rule ready to be applied: claims it binds, joins that cut the matches, conditions, and what it asserts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from claimcheck.claims.registry import KindSet, built_in_kinds, shapes_of
from claimcheck.corpus.suggest import did_you_mean, nearest
from claimcheck.findings.model import Severity
from claimcheck.rules import syntax
from claimcheck.rules.compile import compile_condition, compile_expr
from claimcheck.rules.message import check_message
from claimcheck.rules.model import INDEX_PATTERN, RuleFile
from claimcheck.rules.runtime import Compiled, Env
from claimcheck.rules.scope import CONSTANTS, INDEX_TYPES, PSEUDO_FIELDS, Scope, is_taken
from claimcheck.rules.syntax import Expr, RuleSyntaxError, parse, subexpressions
from claimcheck.rules.terms import Condition
from claimcheck.rules.variables import KINDS
from claimcheck.values.value_class import value_class

JOINABLE = frozenset(("id", "ids", "word", "dimensions", "metric", "metrics", "scope"))
"""Shapes of fields whose equality is that of their text, so that a hash can join on them."""


class RuleMistake(ValueError):
    """A mistake in a rule file: where in the file, by key and by column in its text, and what is wrong."""

    def __init__(
        self, message: str, path: tuple[str | int, ...], column: int | None = None, *, at_key: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.column = column
        self.at_key = at_key


@value_class
class Binder:
    """A claim that the rule binds: its name ("" for the only one), its kinds, and fields that must be so."""

    name: str
    kinds: tuple[str, ...]
    constants: tuple[tuple[str, tuple[str, ...]], ...] = ()


@value_class
class FieldOf:
    """A field of a bound claim, as a join uses it."""

    binding: str
    name: str


@value_class
class Join:
    """Two fields that must be equal for a match."""

    left: FieldOf
    right: FieldOf


@value_class
class Pattern:
    """A variable of an assertion, as something that the variables of claims are matched against.

    `parts` are compiled indices; `binds` tells for each which index name it is, where it is just that name, and
    for a list of dimensions the names inside it.
    """

    kind: str
    parts: tuple[Compiled, ...]
    binds: tuple[str | tuple[str | None, ...] | None, ...]
    names: frozenset[str]
    binding: frozenset[str] = field(init=False, compare=False)
    is_plain: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        found: set[str] = set()
        for bind in self.binds:
            found |= {bind} if isinstance(bind, str) else {name for name in bind or () if name}
        object.__setattr__(self, "binding", frozenset(found))
        plain = self.kind in KINDS and all(isinstance(bind, str) for bind in self.binds)
        object.__setattr__(self, "is_plain", plain)


@value_class
class Assertion:
    """One assertion: its text, its condition, and the variables in it.

    `expr` is what it was compiled from; an assertion in Python has none.
    """

    text: str
    condition: Callable[[Env], Condition]
    patterns: tuple[Pattern, ...]
    unknowns: int = 0
    fields: tuple[tuple[str, str], ...] = ()
    expr: Expr | None = None


@value_class
class Rule:
    """A rule that can be applied to claims. `wheres` are what its `conditions` were compiled from."""

    file: str
    model: RuleFile
    binders: tuple[Binder, ...]
    indices: Mapping[str, str]
    joins: tuple[Join, ...]
    apart: tuple[Join, ...]
    conditions: tuple[tuple[str | None, Callable[[Env], Condition]], ...]
    assertions: tuple[Assertion, ...]
    path: Path = field(default_factory=Path)
    kinds: KindSet = field(default_factory=built_in_kinds)
    wheres: tuple[Expr, ...] = ()
    patterns: tuple[Pattern, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = (pattern for assertion in self.assertions for pattern in assertion.patterns if pattern.names)
        object.__setattr__(self, "patterns", tuple(found))

    @property
    def code(self) -> str:
        """Its code."""
        return self.model.code

    @property
    def severity(self) -> Severity:
        """The worst that it can give."""
        return Severity(self.model.severity)

    @property
    def is_relation(self) -> bool:
        """Whether it relates several unknowns, so that a finding is called after it rather than after a statement."""
        if len(self.binders) > 1 or not self.binders:
            return True
        return any(assertion.unknowns > 1 for assertion in self.assertions)


def build_rule(model: RuleFile, file: str, path: Path = Path(), kinds: KindSet | None = None) -> Rule:
    """Check a rule and make it ready. Raises RuleMistake at the first mistake.

    `kinds` are those that the rule may speak of; without them those that ship.
    """
    known = built_in_kinds() if kinds is None else kinds
    binders = _binders(model.each, known)
    claims = {b.name: b.kinds for b in binders}
    scope = Scope(claims, _indices(model, Scope(claims, kinds=known)), kinds=known)
    where = [] if model.where is None else list(conjuncts(_parse(model.where, ("where",))))
    joins, apart, rest = [], [], []
    for item in where:
        join = _join(item, scope)
        if join is None:
            rest.append(item)
        elif isinstance(item, syntax.Comparison) and item.rest[0][0] == "==":
            joins.append(join)
        else:
            apart.append(join)
            rest.append(item)
    _refuse_variables(rest)
    conditions = tuple((_only_claim(item), _compiled(item, scope, ("where",))) for item in rest)
    assertions = tuple(_assertion(text, scope, i) for i, text in enumerate(model.assert_))
    _check_bound(scope, assertions)
    if model.message is not None:
        _check_message(model.message, scope)
    found = (tuple(joins), tuple(apart), conditions, assertions)
    return Rule(file, model, binders, scope.indices, *found, path, known, tuple(rest))


def _only_claim(expr: Expr) -> str | None:
    """Return the name of the claim that a condition is about, where it is about one alone."""
    names = {found.binding for found in _walk(expr) if isinstance(found, syntax.Field)}
    return names.pop() if len(names) == 1 else None


def _check_message(text: str, scope: Scope) -> None:
    try:
        check_message(text, scope)
    except RuleSyntaxError as error:
        raise RuleMistake(error.message, ("message",), error.column) from None


def _parse(text: str, path: tuple[str | int, ...]) -> Expr:
    try:
        return parse(text)
    except RuleSyntaxError as error:
        raise RuleMistake(error.message, path, error.column) from None


def _compiled(expr: Expr, scope: Scope, path: tuple[str | int, ...]) -> Callable[[Env], Condition]:
    try:
        return compile_condition(expr, scope)
    except RuleSyntaxError as error:
        raise RuleMistake(error.message, path, error.column) from None


def _binders(each: Mapping[str, Any], kinds: KindSet) -> tuple[Binder, ...]:
    if not each:
        return ()
    if "kind" in each and not isinstance(each["kind"], dict):
        return (_binder("", each, ("each",), kinds),)
    found = []
    for name, pattern in each.items():
        if not isinstance(pattern, dict):
            raise RuleMistake("`each` binds one claim (kind: …) or several by name (first: {kind: …})", ("each", name))
        if not name.isidentifier() or not name.isascii() or name.startswith("_"):
            raise RuleMistake(f"`{name}` cannot name a claim: use a plain lower-case word", ("each", name), at_key=True)
        if name in CONSTANTS:
            raise RuleMistake(
                f"`{name}` already means something here; call the claim otherwise", ("each", name), at_key=True
            )
        found.append(_binder(name, pattern, ("each", name), kinds))
    if len(found) > 3:
        raise RuleMistake("`each` binds at most three claims", ("each",))
    return tuple(found)


def _binder(name: str, pattern: Mapping[str, Any], path: tuple[str | int, ...], known: KindSet) -> Binder:
    kinds = pattern.get("kind")
    if kinds is None:
        raise RuleMistake("a claim is bound by its kind: write kind: …", path)
    listed = tuple(kinds) if isinstance(kinds, list) else (kinds,)
    if not listed:
        raise RuleMistake("`kind` is an empty list; name the kinds of claims that the rule binds", (*path, "kind"))
    for kind in listed:
        if not isinstance(kind, str):
            raise RuleMistake("a kind is one word, or `kind` is a list of such words", (*path, "kind"))
        if kind not in known:
            hint = did_you_mean(kind, known) or "; a project declares its own under `kinds` in the vocabulary"
            raise RuleMistake(f"there is no kind `{kind}`{hint}", (*path, "kind"))
    constants = []
    for key, value in pattern.items():
        if key == "kind":
            continue
        for kind in listed:
            shapes = shapes_of(known[kind])
            if key not in shapes and key not in PSEUDO_FIELDS:
                hint = did_you_mean(key, [*shapes, *PSEUDO_FIELDS])
                raise RuleMistake(f"a claim of kind `{kind}` has no field `{key}`{hint}", (*path, key), at_key=True)
        words = value if isinstance(value, list) else [value]
        if not words or not all(isinstance(word, str) for word in words):
            raise RuleMistake(f"`{key}` is one word that the field must be, or a list of such words", (*path, key))
        constants.append((key, tuple(words)))
    return Binder(name, listed, tuple(constants))


def _indices(model: RuleFile, claims: Scope) -> dict[str, str]:
    import re

    for name in model.for_:
        if not re.fullmatch(INDEX_PATTERN, name):
            raise RuleMistake(
                f"`{name}` cannot be an index name: use a plain lower-case word", ("for", name), at_key=True
            )
        if is_taken(name, claims):
            raise RuleMistake(f"`{name}` already means something here; choose another name", ("for", name), at_key=True)
    for name, wanted in model.for_.items():
        slip = None if wanted in INDEX_TYPES else nearest(wanted, INDEX_TYPES)
        if slip is not None or not wanted.replace("-", "").isalpha():
            hint = f"; did you mean `{slip}`?" if slip is not None else ""
            types = ", ".join(INDEX_TYPES)
            raise RuleMistake(f"`{wanted}` is no type: {types}, or a type of entities{hint}", ("for", name))
    return dict(model.for_)


def conjuncts(expr: Expr) -> Iterator[Expr]:
    """Yield the conditions that `and` joins, from left to right."""
    if isinstance(expr, syntax.Logic) and expr.op == "and":
        for item in expr.items:
            yield from conjuncts(item)
    else:
        yield expr


def _join(expr: Expr, scope: Scope) -> Join | None:
    """Return the join that a condition is: an equality or inequality of fields of two different claims."""
    if not isinstance(expr, syntax.Comparison) or len(expr.rest) != 1 or expr.rest[0][0] not in ("==", "!="):
        return None
    sides = (expr.first, expr.rest[0][1])
    fields = [FieldOf(side.binding, side.name) for side in sides if isinstance(side, syntax.Field)]
    if len(fields) != 2 or fields[0].binding == fields[1].binding:
        return None
    if not all(_is_joinable(item, scope) for item in fields):
        return None
    return Join(fields[0], fields[1])


def _is_joinable(item: FieldOf, scope: Scope) -> bool:
    if item.name in ("when", "source", "publisher", "speaker", "spoken", "as"):
        return item.binding in scope.claims
    for kind in scope.claims.get(item.binding, ()):
        shape = scope.shapes(kind).get(item.name)
        if shape is None or shape.type not in JOINABLE:
            return False
    return item.binding in scope.claims


def _refuse_variables(conditions: Sequence[Expr]) -> None:
    for condition in conditions:
        for found in _walk(condition):
            if isinstance(found, syntax.Index) or (isinstance(found, syntax.Call) and found.function == "measured"):
                raise RuleMistake(
                    "`where` decides which claims a rule is about and holds no variables; put it into `assert`",
                    ("where",),
                    found.at,
                )


def _walk(expr: Expr, *, into_indices: bool = True) -> Iterator[Expr]:
    waiting = [expr]
    while waiting:
        found = waiting.pop()
        yield found
        if into_indices or not isinstance(found, syntax.Index):
            waiting.extend(reversed(subexpressions(found)))


def _assertion(text: str, scope: Scope, number: int) -> Assertion:
    path: tuple[str | int, ...] = ("assert", number)
    expr = _parse(text, path)
    condition = _compiled(expr, scope, path)
    patterns = (_pattern(item, scope) for item in _free(expr))
    return Assertion(
        text, condition, tuple(p for p in patterns if p is not None), _count_unknowns(expr), _fields(expr, scope), expr
    )


def _free(expr: Expr, looped: frozenset[str] = frozenset()) -> Iterator[syntax.Index]:
    """Yield the variables in an expression, but for those that a loop gives an index: they are no patterns."""
    if isinstance(expr, syntax.Over):
        looped |= {expr.name}
    if isinstance(expr, syntax.Index):
        names = {found.id for found in _walk(expr) if isinstance(found, syntax.Name)}
        if looped.isdisjoint(names):
            yield expr
    for part in subexpressions(expr):
        yield from _free(part, looped)


def _fields(expr: Expr, scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return the fields that an assertion compares, as (claim, field), in its order; not those that name a variable."""
    found: dict[tuple[str, str], None] = {}
    for item in _walk(expr, into_indices=False):
        if isinstance(item, syntax.Field):
            found[item.binding, item.name] = None
        elif isinstance(item, syntax.Name) and scope.single is not None and item.id not in scope.indices:
            found["", item.id] = None
    return tuple(found)


def _count_unknowns(expr: Expr) -> int:
    """Return how many variables an assertion relates; one inside a loop counts as several."""
    count = 0
    for found in _walk(expr):
        if (
            isinstance(found, syntax.Index)
            or (isinstance(found, syntax.Call) and found.function == "measured")
            or (isinstance(found, syntax.Over) and found.function == "sum" and _count_unknowns(found.body))
        ):
            count += 1
    return count


def _pattern(expr: syntax.Index, scope: Scope) -> Pattern | None:
    try:
        parts = tuple(compile_expr(part, scope) for part in expr.parts)
    except RuleSyntaxError:
        # What may stand in an index alone, such as after(n), follows from another variable of the assertion.
        return None
    binds = tuple(_binds(part, scope) for part in expr.parts)
    names = frozenset(
        found.id
        for part in expr.parts
        for found in _walk(part)
        if isinstance(found, syntax.Name) and found.id in scope.indices
    )
    return Pattern(expr.kind, parts, binds, names)


def _binds(part: Expr, scope: Scope) -> str | tuple[str | None, ...] | None:
    if isinstance(part, syntax.Name) and part.id in scope.indices:
        return part.id
    if isinstance(part, syntax.ListOf):
        return tuple(
            item.id if isinstance(item, syntax.Name) and item.id in scope.indices else None for item in part.items
        )
    if isinstance(part, syntax.Call) and part.function == "tenure":
        return (
            "",
            *(a.id if isinstance(a, syntax.Name) and a.id in scope.indices else None for a in part.args),
        )
    return None


def _check_bound(scope: Scope, assertions: Sequence[Assertion]) -> None:
    """Refuse an index name that no variable of the assertions can give a value."""
    bound: set[str] = set()
    for assertion in assertions:
        for pattern in assertion.patterns:
            for bind in pattern.binds:
                bound |= {bind} if isinstance(bind, str) else {name for name in bind or () if name}
    for name in scope.indices:
        if name not in bound:
            raise RuleMistake(
                f"nothing gives `{name}` a value: it must stand by itself as an index of a variable in `assert`",
                ("for", name),
                at_key=True,
            )
