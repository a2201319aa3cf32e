"""Remembers what the conditions of identities answer: they ask about names whose values many bindings share."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import field

from claimcheck.rules import syntax
from claimcheck.rules.evaluate import decide
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Compiled, Env, Missing
from claimcheck.rules.syntax import Expr, subexpressions
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import slot_class

_OF_FEW = frozenset(("metric", "period", "ordinal"))
"""Types of names of which many bindings have the same values, even of several at once."""


@slot_class(eq=False)
class _Asked:
    """Conditions that are asked together, the names that they ask about, and whether they held for values of these."""

    conditions: list[Compiled]
    names: tuple[str, ...]
    known: dict[Hashable, bool] = field(default_factory=dict)


class AskedNames:
    """The conditions of a rule that binds no claims."""

    def __init__(self, rule: Rule) -> None:
        # The rule is held, so that no other one can come to its number.
        self.rule = rule
        self._asked: list[_Asked] = []
        were_few = False
        for (_, condition), expr in zip(rule.conditions, rule.wheres, strict=True):
            names = rule.indices.keys() & set(_names(expr))
            are_few = all(rule.indices[name] in _OF_FEW for name in names)
            if were_few and are_few:
                last = self._asked[-1]
                last.conditions.append(condition)
                last.names = tuple(sorted(names | set(last.names)))
            else:
                self._asked.append(_Asked([condition], tuple(sorted(names))))
            were_few = are_few

    def hold(self, values: Mapping[str, object], env: Env) -> bool:
        """Whether all conditions certainly hold for values of the names; where something is missing, they do not."""
        for each in self._asked:
            key = tuple([values[name] for name in each.names])
            holds = each.known.get(key)
            if holds is None:
                local = env.with_names(values)
                holds = each.known[key] = all(_holds(condition, local) for condition in each.conditions)
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
