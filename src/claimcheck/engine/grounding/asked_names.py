"""Remembers what the conditions of identities answer: they ask about names whose values many bindings share."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from claimcheck.rules import syntax
from claimcheck.rules.evaluate import decide
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Compiled, Env, Missing
from claimcheck.rules.syntax import Expr, subexpressions
from claimcheck.values.truth import Truth


@dataclass(slots=True, eq=False)
class _Asked:
    """A condition, the names that it asks about, and whether it held by their values."""

    condition: Compiled
    names: tuple[str, ...]
    known: dict[Hashable, bool] = field(default_factory=dict)


class AskedNames:
    """The conditions of a rule that binds no claims."""

    def __init__(self, rule: Rule) -> None:
        # The rule is held, so that no other one can come to its number.
        self.rule = rule
        self._asked = [
            _Asked(condition, tuple(sorted(rule.indices.keys() & set(_names(expr)))))
            for (_, condition), expr in zip(rule.conditions, rule.wheres, strict=True)
        ]

    def hold(self, values: Mapping[str, object], env: Env) -> bool:
        """Whether all conditions certainly hold for values of the names; where something is missing, they do not."""
        for each in self._asked:
            key = tuple([values[name] for name in each.names])
            holds = each.known.get(key)
            if holds is None:
                holds = each.known[key] = _holds(each.condition, env.with_names(values))
            if not holds:
                return False
        return True


def _holds(condition: Compiled, env: Env) -> bool:
    try:
        return decide(condition(env)) is Truth.YES  # type: ignore[arg-type] # conditions of rules give conditions
    except Missing:
        return False


def _names(expr: Expr) -> Iterator[str]:
    if isinstance(expr, syntax.Name):
        yield expr.id
    for part in subexpressions(expr):
        yield from _names(part)
