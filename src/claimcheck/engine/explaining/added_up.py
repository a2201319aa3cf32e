"""The last line of a derivation by the linear step: the relations added up, until the unknowns cancel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm

from claimcheck.engine.explaining.paper import Paper
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.proving.proof_model import Share
from claimcheck.engine.proving.proofs import parts_of, shares_of, sums_of
from claimcheck.engine.solving.network import System
from claimcheck.engine.solving.nodes import Domains
from claimcheck.rules.terms import Const, Leaf, Minus, Plus, Relation, Term, Times, sort_of
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class

MAX_TIMES, MAX_TERMS, MAX_UNKNOWN = 12, 8, 3
"""How often a relation may be taken, and how many terms and unknowns may be left, for a sum to be read at a glance."""

ZERO = Const(Interval.point(0), "0")


@value_class
class _Sum:
    """What is left of relations that were added up: they demand that the high side is `op` the low side."""

    high: Mapping[Term, Fraction]
    low: Mapping[Term, Fraction]
    op: str


def added_up(grounds: Sequence[Ground], paper: Paper, name: Callable[[Term], str]) -> str | None:
    """Return what relations come to when they are added up; None when that is not short.

    Where figures alone are left, the line says what holds of them instead of what the relations demand; where an
    unknown is left, it says what they demand of it. `name` writes a term with the names of its unknowns.
    """
    system = System(parts_of(grounds))
    domains = system.run().domains
    for take in ("right", "left"):
        # What bounds a single unknown is said in a line of its own already, and would add up with odd factors.
        shares = shares_of(system, domains, take, bounds=False)
        found = _sum(system, _small(shares) or _once(system, shares, domains, take))
        if found is not None:
            terms = (*found.high, *found.low)
            figures = terms and all(isinstance(term, (Leaf, Const)) for term in terms)
            sign = _held(found, paper) if figures else found.op
            return f"{_side(found.high, paper, name)} {sign} {_side(found.low, paper, name)}"
    return None


def _small(shares: Sequence[Share]) -> Sequence[Share]:
    """Return shares in small whole numbers, or nothing."""
    scale = Fraction(
        lcm(*(each.times.denominator for each in shares)), gcd(*(each.times.numerator for each in shares)) or 1
    )
    whole = [replace(share, times=share.times * scale) for share in shares]
    return whole if all(abs(share.times) <= MAX_TIMES for share in whole) else []


def _once(system: System, shares: Sequence[Share], domains: Domains, take: str) -> Sequence[Share]:
    """Return the shares each taken once, when that refutes them as well, or nothing."""
    once = [replace(share, times=Fraction(1 if share.times > 0 else -1)) for share in shares]
    terms: list[Term] = []
    for share in once:
        relation = system.grounds[share.constraint].condition
        assert isinstance(relation, Relation)
        difference = Plus((relation.left, Minus(relation.right)))
        terms.append(difference if share.times > 0 else Minus(difference))
    if not terms:
        return []
    form = sums_of(Plus(tuple(terms)), system, domains, take)
    parts = [wide if slot is None else wide * domains[slot] for slot, wide in form.items()]
    least = sum(parts[1:], parts[0])
    above = least.lo is not None and (least.lo > 0 or (least.lo == 0 and least.lo_open))
    return once if above else []


def _sum(system: System, shares: Sequence[Share]) -> _Sum | None:
    if not shares:
        return None
    total: dict[Term, Fraction] = {}
    ops: set[str] = set()
    for share in shares:
        relation = system.grounds[share.constraint].condition
        assert isinstance(relation, Relation)
        ops.add(relation.op)
        _add(relation.left, share.times, total)
        _add(relation.right, -share.times, total)
    kept = {term: times for term, times in total.items() if times}
    high = {term: times for term, times in kept.items() if times > 0}
    low = {term: -times for term, times in kept.items() if times < 0}
    op = "=" if ops == {"=="} else "<" if ops & {"<", ">"} else "≤"
    unknown = sum(not isinstance(term, (Leaf, Const)) for term in kept)
    return _Sum(high, low, op) if unknown <= MAX_UNKNOWN and len(kept) <= MAX_TERMS else None


def _held(found: _Sum, paper: Paper) -> str:
    """Return the sign of what holds between two sides of figures, of which the relations demand the opposite."""
    high, low = (paper.amount(_total(side)).value for side in (found.high, found.low))
    touch = high.lo is not None and high.lo == low.hi and not (high.lo_open or low.hi_open)
    return "≥" if touch else ">"


def _total(side: Mapping[Term, Fraction]) -> Term:
    return Plus(tuple(Times(Const(Interval.point(times)), term) for term, times in side.items()) or (ZERO,))


def _add(term: Term, times: Fraction, total: dict[Term, Fraction]) -> None:
    match term:
        case Plus(items):
            for item in items:
                _add(item, times, total)
        case Minus(item):
            _add(item, -times, total)
        case Times(Const(value=value), item) | Times(item, Const(value=value)) if value.is_point and value.lo:
            _add(item, times * value.lo, total)
        case Const(value=value) if value.is_point and value.lo is not None:
            one = Const(Interval.point(1), "", term.sort)
            total[one] = total.get(one, Fraction(0)) + times * value.lo
        case _:
            total[term] = total.get(term, Fraction(0)) + times


def _side(terms: Mapping[Term, Fraction], paper: Paper, name: Callable[[Term], str]) -> str:
    """Return one side as text, with what it comes to where it is figures alone."""
    if not terms:
        return "0"
    parts = [_times(term, times, paper, name) for term, times in terms.items()]
    text = " + ".join(parts)
    result = paper.result(_total(terms))
    amounts = all(isinstance(term, (Leaf, Const)) and _is_amount(term) for term in terms)
    return f"{text} = {result}" if amounts and text != result else text


def _is_amount(term: Leaf | Const) -> bool:
    return sort_of(term).value == "number" and not (isinstance(term, Leaf) and term.unit in ("days", "years"))


def _times(term: Term, times: Fraction, paper: Paper, name: Callable[[Term], str]) -> str:
    if isinstance(term, Const) and term.value == Interval.point(1):
        return paper.result(Const(Interval.point(times), "", term.sort))
    text = name(term)
    return text if times == 1 else f"{paper.write(Const(Interval.point(times * paper.factor)))} × {text}"
