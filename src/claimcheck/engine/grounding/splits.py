"""Leaves out identities that split a period into parts of which nobody speaks, before they are made.

A year is the sum of its quarters whatever the year is, as long as nobody says anything of a quarter. Of the identities
of a corpus most are such, and all are left out before anything is judged (`loose_ends`), for they decide nothing. What
the parts are, and that the identity is loose where nobody speaks of them, follows from the period and from what is
declared of the metric: it is found out once, by making the identity for one metric. For others it is put off until
everything else is made, and is made only if somebody speaks of a part after all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.mentions import Mentions
from claimcheck.engine.grounding.patterns import Bindings
from claimcheck.engine.solving.loose_ends import is_loose
from claimcheck.rules import syntax
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Env
from claimcheck.rules.syntax import Expr
from claimcheck.rules.terms import Var, Variable
from claimcheck.values.civil import Span
from claimcheck.values.periods import When
from claimcheck.values.value_class import value_class

Head = tuple[object, object, str]
"""A metric, what it is of, and what keeps it apart."""
Parts = tuple[Span, ...]


@value_class
class PutOff:
    """An identity that is not made yet: for which names, before which constraint it belongs, and its parts."""

    rule: Rule
    names: Bindings
    head: Head
    position: int
    parts: Parts


@value_class
class Names:
    """The index names of a rule that splits a period: for the metric, its dimensions and the period."""

    metric: str
    of: str
    period: str


def names_of(rule: Rule) -> Names | None:
    """Return the names of a rule whose assertion follows from a period, whatever the metric is of; None for others.

    It speaks of one metric and of the same dimensions throughout, and of periods that follow from its own.
    """
    types = {wanted: name for name, wanted in rule.indices.items()}
    if rule.binders or len(rule.assertions) != 1 or types.keys() != {"metric", "dimensions", "period"}:
        return None
    expr = rule.assertions[0].expr
    names = Names(types["metric"], types["dimensions"], types["period"])
    return names if len(rule.indices) == 3 and expr is not None and _follows(expr, names, {names.period}) else None


def _follows(expr: Expr, names: Names, known: AbstractSet[str]) -> bool:
    """Whether an expression follows from names that have values, and variables of one metric and its dimensions."""
    match expr:
        case syntax.Number():
            return True
        case syntax.Name(id=name):
            return name in known
        case syntax.Index(kind="measure", parts=(syntax.Name(id=metric), syntax.Name(id=of), when)):
            return (metric, of) == (names.metric, names.of) and _follows(when, names, known)
        case syntax.Comparison(first=first, rest=((_, second),)):
            return _follows(first, names, known) and _follows(second, names, known)
        case syntax.Call(function="split", args=args):
            return all(_follows(arg, names, known) for arg in args)
        case syntax.Over(function="sum", body=body, name=name, source=source, condition=None):
            return _follows(source, names, known) and _follows(body, names, known | {name})
        case _:
            return False


@dataclass(slots=True)
class Splits:
    """What rules split periods into, for all groundings under one reading."""

    _names: dict[int, tuple[Rule, Names | None]] = field(default_factory=dict)
    _parts: dict[tuple[object, ...], Parts | None] = field(default_factory=dict)

    def names(self, rule: Rule) -> Names | None:
        """Return the names of a rule that splits a period."""
        if id(rule) not in self._names:
            # The rule is held, so that no other one can come to its number.
            self._names[id(rule)] = rule, names_of(rule)
        return self._names[id(rule)][1]

    def parts(self, rule: Rule, names: Names, found: Bindings, env: Env) -> Parts | None:
        """Return the parts of an identity that is loose where nobody speaks of them; None where it is to be made."""
        key = _key(rule, names, found, env)
        return None if key is None else self._parts.get(key)

    def learn(self, names: Names, found: Bindings, apart: str, env: Env, made: Ground) -> None:
        """Note what an identity that was made tells of others."""
        key = _key(made.rule, names, found, env)
        if key is not None and key not in self._parts:
            self._parts[key] = _parts_of(made, (found[names.metric], found[names.of], apart), found[names.period])


def _key(rule: Rule, names: Names, found: Bindings, env: Env) -> tuple[object, ...] | None:
    """Return what decides about the parts: the rule, the period, and what is declared of the metric, if it is."""
    metric = found[names.metric]
    traits = env.traits.get(metric) if isinstance(metric, str) else None
    if traits is None or not traits.is_declared:
        return None
    domain = traits.domain
    return (
        id(rule),
        found[names.period],
        traits.measures,
        traits.sort,
        domain.lo,
        domain.hi,
        domain.lo_open,
        domain.hi_open,
    )


def _parts_of(made: Ground, head: Head, period: object) -> Parts | None:
    """Return the periods that an identity speaks of beside its own, if it is loose where nobody else speaks of them."""
    form = made.form
    spans = []
    for term in form.terms:
        slot = term.slot
        if not isinstance(slot, Variable) or (slot.parts[0], slot.parts[1], slot.apart) != head:
            return None
        if slot.parts[2] != period:
            spans.append(_span(slot))
    alone = [term.slot.parts[2] != period for term in form.terms if isinstance(term, Var)]
    return tuple(spans) if len(spans) == len(form.terms) - 1 and is_loose(made, alone) else None


class PuttingOff:
    """The identities of one grounding that are not made yet."""

    def __init__(self, splits: Splits, env: Env) -> None:
        self.splits, self._env = splits, env
        self._waiting: list[PutOff] = []

    def takes(self, rule: Rule, split: Names, names: Bindings, apart: str, position: int) -> bool:
        """Put an identity off that would be the next constraint after so many; return whether that can be done."""
        parts = self.splits.parts(rule, split, names, self._env)
        if parts is None:
            return False
        head = names[split.metric], names[split.of], apart
        self._waiting.append(PutOff(rule, names, head, position, parts))
        return True

    def needed(self, mentions: Mentions, made: Iterable[Ground]) -> list[PutOff]:
        """Return the identities of which somebody else speaks of a part.

        `mentions` are the variables of claims; of the constraints that were `made`, those of identities count as well.
        """
        spoken: dict[Head, Counter[Span]] = {each.head: Counter() for each in self._waiting}
        for each in self._waiting:
            spoken[each.head].update(each.parts)
        for head, counts in spoken.items():
            metric, of, apart = head
            counts.update(_span(slot) for slot in mentions.like(("measure", metric, of)) if slot.apart == apart)
        for ground in made if spoken else ():
            if ground.rule.indices or not ground.rule.binders:
                for slot in ground.variables:
                    if slot.kind == "measure" and (head := (slot.parts[0], slot.parts[1], slot.apart)) in spoken:
                        spoken[head][_span(slot)] += 1
        return [each for each in self._waiting if any(spoken[each.head][part] > 1 for part in each.parts)]


def _span(slot: Variable) -> Span:
    when = slot.parts[2]
    return when.span if isinstance(when, When) else (None, None)
