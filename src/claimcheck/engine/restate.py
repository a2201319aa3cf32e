"""What follows from constraints and says it in a form that the linear step sees through.

A quotient of which the divisor has a sign is a product on the other side, and a product of unknowns that stands in
several constraints is an unknown of its own (the auxiliary variables of global optimisation).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from claimcheck.engine.ground import Ground
from claimcheck.engine.network import Claims, Outcome, System
from claimcheck.engine.nodes import Domains, compile_term
from claimcheck.rules.terms import (
    MIRRORED,
    All,
    Condition,
    Const,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Term,
    Times,
    Var,
    Variable,
    children,
    unknowns,
)
from claimcheck.values.interval import EVERYTHING, Interval

ZERO = Const(Interval.point(0))
MAX_QUOTIENTS = 3
"""How many quotients of one relation are cleared: each makes every other term longer."""


def restated(system: System, outcome: Outcome) -> list[Ground]:
    """Return the constraints of a system with what follows from them in the domains of an outcome, if anything does.

    What rests on the sign of a divisor falls with the claims behind that sign as well.
    """
    cleared = [each for ground in system.grounds for each in _cleared(ground, ground.condition, system, outcome)]
    return [*system.grounds, *cleared, *_named_products([*system.grounds, *cleared])]


def _cleared(ground: Ground, condition: Condition, system: System, outcome: Outcome) -> Iterator[Ground]:
    if isinstance(condition, All):
        for item in condition.items:
            yield from _cleared(ground, item, system, outcome)
    elif isinstance(condition, Relation):
        op, items = condition.op, [*_summands(condition.left), *_summands(Minus(condition.right))]
        claims: set[str] = {*ground.claims}
        for _ in range(MAX_QUOTIENTS):
            found = next(
                ((i, each, sign) for i, each in enumerate(items) if (sign := _sign(each, outcome, system))), None
            )
            if found is None:
                break
            position, quotient, sign = found
            divisor = _bare(quotient).right
            claims |= _behind(divisor, system, outcome)
            others = [Times(each, divisor) for each in (*items[:position], *items[position + 1 :])]
            items = [_over_one(quotient), *others]
            op = op if sign > 0 else MIRRORED[op]
            yield replace(ground, condition=Relation(Plus(tuple(items)), op, ZERO), claims=tuple(sorted(claims)))
            items = [each for item in items for each in _summands(item)]


def _summands(term: Term, *, negative: bool = False) -> Iterator[Term]:
    match term:
        case Plus(items):
            for item in items:
                yield from _summands(item, negative=negative)
        case Minus(item):
            yield from _summands(item, negative=not negative)
        case _:
            yield Minus(term) if negative else term


def _bare(term: Term) -> Over:
    inner = term.item if isinstance(term, Minus) else term
    assert isinstance(inner, Over)
    return inner


def _over_one(term: Term) -> Term:
    """Return a quotient times its divisor."""
    return Minus(_bare(term).left) if isinstance(term, Minus) else _bare(term).left


def _sign(term: Term, outcome: Outcome, system: System) -> int:
    """Return the sign of a quotient's divisor, which is never zero, or 0 when it is not known or there is none."""
    inner = term.item if isinstance(term, Minus) else term
    if not isinstance(inner, Over) or not _has_unknowns(inner.right):
        return 0
    value = _value(inner.right, system, outcome.domains)
    if value.lo is not None and value.lo >= 0:
        return 1
    return -1 if value.hi is not None and value.hi <= 0 else 0


def _behind(term: Term, system: System, outcome: Outcome) -> Claims:
    slots = [system.index[each.slot] for each in unknowns(Relation(term, "==", ZERO))]
    claims, _ = system.ancestors(outcome, [step for s in slots for step in (outcome.lower[s], outcome.upper[s])])
    return claims


def _value(term: Term, system: System, domains: Domains) -> Interval:
    node = compile_term(term, system.index)
    return node.value if node.forward(domains) else EVERYTHING


def _has_unknowns(term: Term) -> bool:
    return next(unknowns(Relation(term, "==", ZERO)), None) is not None


def _named_products(grounds: list[Ground]) -> Iterator[Ground]:
    """Yield the constraints in which a product stands that several have, with an unknown for it, and what it is."""
    counts: Counter[str] = Counter()
    for ground in grounds:
        counts.update({key for relation in _relations(ground.condition) for key in _products(relation)})
    names = {key: Var(Variable("product", (number,))) for number, key in enumerate(sorted(counts)) if counts[key] > 1}
    defined: set[str] = set()
    for ground in grounds:
        for relation in _relations(ground.condition):
            found = _products(relation)
            shared = [key for key in found if key in names]
            if not shared:
                continue
            yield replace(ground, condition=_renamed(relation, names))
            for key in shared:
                if key not in defined:
                    defined.add(key)
                    yield replace(ground, condition=Relation(names[key], "==", found[key]), claims=())


def _relations(condition: Condition) -> Iterator[Relation]:
    if isinstance(condition, Relation):
        yield condition
    elif isinstance(condition, All):
        for item in condition.items:
            yield from _relations(item)


def _products(relation: Relation) -> dict[str, Term]:
    """Return the products and powers of unknowns in a relation, by a name that does not depend on the order."""
    return {key: term for side in (relation.left, relation.right) for key, term in _products_in(side)}


def _products_in(term: Term) -> Iterator[tuple[str, Term]]:
    key = _key(term)
    if key is not None:
        yield key, term
    else:
        for child in children(term):
            yield from _products_in(child)


def _key(term: Term) -> str | None:
    if isinstance(term, Power):
        return repr(term)
    if isinstance(term, Times) and _has_unknowns(term.left) and _has_unknowns(term.right):
        return " * ".join(sorted((repr(term.left), repr(term.right))))
    return None


def _renamed(relation: Relation, names: dict[str, Var]) -> Relation:
    return Relation(_rename(relation.left, names), relation.op, _rename(relation.right, names))


def _rename(term: Term, names: dict[str, Var]) -> Term:
    key = _key(term)
    if key is not None:
        return names.get(key, term)
    match term:
        case Plus(items):
            return Plus(tuple(_rename(item, names) for item in items))
        case Minus(item):
            return Minus(_rename(item, names))
        case Times(left, right):
            return Times(_rename(left, names), _rename(right, names))
        case Over(left, right):
            return Over(_rename(left, names), _rename(right, names))
        case _:
            return term
