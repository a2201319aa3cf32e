"""What constraints say with names for what is not linear in them, which the linear step and proofs see through.

A quotient is an unknown of its own, which times its divisor is what is divided; so are a product of unknowns that
stands in several constraints, and a sum that is raised, cut or taken without its sign (the auxiliary variables of
global optimisation). A power is a product, so that a bound of one factor is a coefficient of the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claimcheck.engine.grounding.ground import Ground
from claimcheck.rules.terms import (
    All,
    Condition,
    Const,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Sort,
    Term,
    Times,
    Var,
    Variable,
    YearOf,
    children,
    is_whole,
    unknowns,
)
from claimcheck.values.interval import Interval

HELPER = "named"
"""The kind of an unknown that stands for a term."""
ZERO = Const(Interval.point(0))
Named = dict[str, Term]


def restated(grounds: Sequence[Ground]) -> list[Ground]:
    """Return what constraints say with names for quotients, shared products and sums, and what the names stand for.

    It is nothing where there are none. It comes beside the constraints themselves, which say more of single unknowns.
    """
    counts: Counter[str] = Counter()
    terms: Named = {}
    for ground in grounds:
        found = {key: term for relation in _relations(ground.condition) for key, term in _named_in(relation)}
        counts.update(found.keys())
        terms.update(found)
    keys = sorted(key for key, term in terms.items() if counts[key] > 1 or not isinstance(term, (Times, Power)))
    names = {key: _name(number, terms[key]) for number, key in enumerate(keys)}
    return list(_with_names(grounds, names))


def _name(number: int, term: Term) -> Var:
    return Var(Variable(HELPER, (number,)), Sort.COUNT if is_whole(term) else Sort.NUMBER)


def has_quotient(condition: Condition) -> bool:
    """Whether a condition has a quotient that was given a name."""
    named = (term for relation in _relations(condition) for _, term in _named_in(relation))
    return any(isinstance(term, Over) for term in named)


def _with_names(grounds: Sequence[Ground], names: Mapping[str, Var]) -> Iterator[Ground]:
    explained: set[str] = set()
    for ground in grounds:
        for relation in _relations(ground.condition):
            found = {key: term for key, term in _named_in(relation) if key in names}
            said = _renamed(relation, names)
            if said != relation:
                yield replace(ground, condition=said)
            for key, term in found.items():
                if key not in explained:
                    explained.add(key)
                    yield from _meaning(ground, names[key], term)


def _meaning(ground: Ground, name: Var, term: Term) -> Iterator[Ground]:
    """Yield what a name stands for. Who speaks of a quotient says that its divisor is not zero."""
    if isinstance(term, Over):
        yield replace(ground, condition=Relation(term.left, "==", Times(term.right, name)))
        yield replace(ground, condition=Relation(term.right, "!=", ZERO))
    else:
        yield replace(ground, condition=Relation(name, "==", term), claims=())


def _relations(condition: Condition) -> Iterator[Relation]:
    if isinstance(condition, Relation):
        yield condition
    elif isinstance(condition, All):
        for item in condition.items:
            yield from _relations(item)


def _named_in(relation: Relation) -> Iterator[tuple[str, Term]]:
    for side in (relation.left, relation.right):
        yield from _named_inside(side)


def _named_inside(term: Term) -> Iterator[tuple[str, Term]]:
    key = _key(term)
    inner = _bent(term)
    if key is not None:
        yield key, term
    elif inner is not None:
        yield repr(inner), inner
    else:
        for child in children(term):
            yield from _named_inside(child)


def _key(term: Term) -> str | None:
    """Return a text that is the same for the same quotient, power or product, whatever the order of its factors."""
    if isinstance(term, Power) and _bent(term) is None:
        return repr(term)
    if isinstance(term, Over) and _has_unknowns(term.right):
        return repr(term)
    if isinstance(term, Times) and _has_unknowns(term.left) and _has_unknowns(term.right):
        return " * ".join(sorted((repr(term.left), repr(term.right))))
    return None


def _bent(term: Term) -> Term | None:
    """Return the sum that is raised, cut or taken without its sign, if it is one."""
    inner = term.base if isinstance(term, Power) else term.item if isinstance(term, (Magnitude, YearOf)) else None
    return inner if isinstance(inner, (Plus, Minus, Times)) else None


def _has_unknowns(term: Term) -> bool:
    return next(unknowns(Relation(term, "==", ZERO)), None) is not None


def _renamed(relation: Relation, names: Mapping[str, Var]) -> Relation:
    return Relation(_rename(relation.left, names), relation.op, _rename(relation.right, names))


def _rename(term: Term, names: Mapping[str, Var]) -> Term:
    key = _key(term)
    if key is not None and key in names:
        return names[key]
    match term:
        case Plus(items):
            return Plus(tuple(_rename(item, names) for item in items))
        case Minus(item):
            return Minus(_rename(item, names))
        case Times(left, right):
            return Times(_rename(left, names), _rename(right, names))
        case Over(left, right):
            return Over(_rename(left, names), _rename(right, names))
        case Power(base, exponent):
            named = names.get(repr(base), base)
            return Times(named, named if exponent == 2 else Power(named, exponent - 1))
        case Magnitude(item):
            return Magnitude(names.get(repr(item), item))
        case YearOf(item):
            return YearOf(names.get(repr(item), item))
        case _:
            return term
