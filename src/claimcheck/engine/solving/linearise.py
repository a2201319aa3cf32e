"""Linear inequalities that follow from a system's constraints, for the exact linear step.

What is not linear is relaxed soundly: a factor whose bounds are known makes two inequalities when the sign of the
other is known (for a product of two unknowns, McCormick's envelopes from either side), the year of a day is a band
of days, and what fits neither is left out, which is said.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import field
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import NamedTuple

from claimcheck.engine.solving.network import System
from claimcheck.engine.solving.nodes import Domains, compile_term
from claimcheck.engine.solving.simplex import Inequality, inside
from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Const,
    Leaf,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Term,
    Times,
    Var,
    YearOf,
    is_whole,
    unknowns,
)
from claimcheck.values.interval import EVERYTHING, Interval
from claimcheck.values.value_class import slot_class, value_class

DAYS_PER_YEAR = Fraction(146097, 400)
Slots = frozenset[int]
NOTHING: Slots = frozenset()


class Reason(NamedTuple):
    """What an inequality rests on: a constraint (-1: none), and the bounds of some slots."""

    constraint: int
    slots: Slots


@value_class
class Linear:
    """A sum of interval coefficients times slots, and an interval; they rest on the bounds of some slots."""

    terms: tuple[tuple[Hashable, Interval], ...]
    constant: Interval
    slots: Slots = NOTHING


@slot_class()
class Linearised:
    """The inequalities, and whether they say everything that the constraints do."""

    rows: list[Inequality] = field(default_factory=list)
    complete: bool = True


def linearise(system: System, domains: Domains) -> Linearised:
    """Return the inequalities of all constraints where slots lie in these domains; each label is a Reason."""
    return _Lineariser(system, domains).go()


class _Lineariser:
    def __init__(self, system: System, domains: Domains) -> None:
        self.system = system
        self.domains = domains
        self.result = Linearised()
        self.helpers = 0
        self.signs: dict[Hashable, Interval] = {}
        self.constraint = -1

    def go(self) -> Linearised:
        for number, ground in enumerate(self.system.grounds):
            self.constraint = number
            self._condition(ground.condition)
        for slot, interval in enumerate(self.domains):
            self.result.rows.extend(inside(((slot, 1),), interval, Reason(-1, frozenset((slot,)))))
        return self.result

    def _condition(self, condition: Condition) -> None:
        match condition:
            case Relation():
                self._relation(condition)
            case All(items):
                for item in items:
                    self._condition(item)
            case AnyOf():
                self.result.complete = False

    def _relation(self, relation: Relation) -> None:
        if relation.op == "!=":
            self.result.complete = False
            return
        op, shift = relation.op, Fraction(0)
        if op in ("<", ">") and is_whole(relation.left) and is_whole(relation.right):
            op, shift = f"{op}=", Fraction(-1 if op == "<" else 1)
        for left in self._forms(relation.left):
            for right in self._forms(relation.right):
                self._row(left, op, _added(right, Linear((), Interval.point(shift))))

    def _forms(self, term: Term) -> list[Linear]:
        """Return linear forms of a term, each of them sound; none when there is no form."""
        if isinstance(term, (Times, Power, YearOf, Magnitude)) and (known := self._bounded(term)).constant.is_point:
            return [known]
        match term:
            case Const(value=value):
                return [Linear((), value)]
            case Var() | Leaf():
                return [Linear(((self.system.index[term.slot], Interval.point(1)),), Interval.point(0))]
            case Minus(item):
                return [_scaled(form, Interval.point(-1)) for form in self._forms(item)]
            case Plus(items):
                return self._sum(items)
            case Times(left, right):
                return self._product(left, right)
            case Over(left, right):
                return self._quotient(left, right)
            case YearOf(item):
                return self._year(item)
            case Power() | Magnitude():
                self.result.complete = False
                return [self._bounded(term)]

    def _sum(self, items: tuple[Term, ...]) -> list[Linear]:
        forms = [Linear((), Interval.point(0))]
        for item in items:
            forms = [_added(a, b) for a in forms for b in self._forms(item)][:4]
        return forms

    def _product(self, left: Term, right: Term) -> list[Linear]:
        if not (_holds_variable(left) or _holds_variable(right)):
            self._note_interval(left)
            self._note_interval(right)
            return [self._bounded(Times(left, right))]
        forms: list[Linear] = []
        for one, other in ((left, right), (right, left)):
            factor = self._bounded(other)
            if factor.constant.is_point:
                return [_scaled(form, factor.constant, factor.slots) for form in self._forms(one)]
            # A figure is of unknown sign here, so rows with an interval of figures would come to nothing.
            if factor.constant.is_everything or not _holds_variable(one):
                continue
            self._note_interval(other)
            forms.extend(_scaled(form, factor.constant, factor.slots) for form in self._forms(one))
        if not forms:
            self.result.complete = False
        return forms[:4]

    def _quotient(self, left: Term, right: Term) -> list[Linear]:
        divisor = self._bounded(right)
        inverse = divisor.constant.inverse()
        if inverse is None or inverse.is_everything:
            self.result.complete = False
            return []
        if not divisor.constant.is_point:
            self._note_interval(right)
        return [_scaled(form, inverse, divisor.slots) for form in self._forms(left)]

    def _note_interval(self, factor: Term) -> None:
        """Note that a factor is taken for any number of its interval: that is all, where nothing else speaks of it."""
        shared = any(len(self.system.watchers[slot]) > 1 for slot in self._slots(factor))
        if shared or _holds_variable(factor) or self.system.repeats[self.constraint]:
            self.result.complete = False

    def _year(self, item: Term) -> list[Linear]:
        """Return the year as a helper unknown: its days lie between 365.2425 (y - 1) - 1 and 365.2425 y + 3."""
        self.result.complete = False
        bounded = self._bounded(YearOf(item))
        if not _holds_variable(item):
            return [bounded]
        self.helpers += 1
        helper = ("year", self.helpers)
        self.result.rows.extend(inside(((helper, 1),), bounded.constant, Reason(-1, bounded.slots)))
        self.signs[helper] = Interval.of(1, None)
        band = Interval(-DAYS_PER_YEAR - 1, Fraction(3))
        for form in self._forms(item):
            slope = Linear(((helper, Interval.point(-DAYS_PER_YEAR)),), Interval.point(0))
            difference = _added(form, slope)
            self._row(difference, ">=", Linear((), Interval(band.lo, band.lo)))
            self._row(difference, "<=", Linear((), Interval(band.hi, band.hi)))
        return [Linear(((helper, Interval.point(1)),), Interval.point(0))]

    def _bounded(self, term: Term) -> Linear:
        """Return what propagation knows of a term."""
        return Linear((), self._value(term), frozenset(self._slots(term)))

    def _slots(self, term: Term) -> list[int]:
        return [self.system.index[each.slot] for each in unknowns(Relation(term, "==", Const(EVERYTHING)))]

    def _value(self, term: Term) -> Interval:
        node = compile_term(term, self.system.index)
        return node.value if node.forward(self.domains) else EVERYTHING

    def _row(self, left: Linear, op: str, right: Linear) -> None:
        difference = _added(left, _scaled(right, Interval.point(-1)))
        label = Reason(self.constraint, difference.slots)
        if op in ("<", "<=", "=="):
            self._at_most(difference, op == "<", label)
        if op in (">", ">=", "=="):
            self._at_most(_scaled(difference, Interval.point(-1)), op == ">", label)

    def _at_most(self, form: Linear, strict: bool, label: Reason) -> None:
        """Add `form <= 0`, taking of each interval coefficient the end that makes the least of it."""
        terms: list[tuple[Hashable, Fraction]] = []
        signs: set[int] = set()
        for slot, coefficient in form.terms:
            least = self._least(slot, coefficient, signs)
            if least is None:
                self.result.complete = False
                return
            end, is_above = least
            terms.append((slot, end))
            strict = strict or is_above
        if form.constant.lo is None:
            return
        strict = strict or form.constant.lo_open
        row = Inequality(tuple(terms), -Fraction(form.constant.lo), strict, label._replace(slots=label.slots | signs))
        self.result.rows.append(row)
        self._cut(row)

    def _cut(self, row: Inequality) -> None:
        """Add what a row says of whole numbers alone, with figures at their ends and the bound a whole number."""
        assert isinstance(row.label, Reason)
        bound, strict, figures = row.bound, row.strict, set[int]()
        kept: list[tuple[Hashable, Fraction]] = []
        for slot, factor in row.terms:
            if not isinstance(slot, int) or self.system.whole[slot]:
                kept.append((slot, factor))
                continue
            least = self.domains[slot] * Interval.point(factor)
            if self.system.owner[slot] is None or least.lo is None:
                return
            bound, strict = bound - least.lo, strict or least.lo_open
            figures.add(slot)
        scale = Fraction(lcm(*(f.denominator for _, f in kept)), gcd(*(f.numerator for _, f in kept)) or 1)
        whole = Fraction(ceil(bound * scale) - 1 if strict else floor(bound * scale))
        if kept and (strict or whole != row.bound * scale):
            terms = tuple((slot, factor * scale) for slot, factor in kept)
            reason = row.label._replace(slots=row.label.slots | figures)
            self.result.rows.append(Inequality(terms, whole, False, reason))

    def _least(self, slot: Hashable, coefficient: Interval, signs: set[int]) -> tuple[Fraction, bool] | None:
        """Return the end of a coefficient that makes the least of its slot, and whether every product is above that.

        The slots whose sign says so are noted.
        """
        if coefficient.only is not None:
            return Fraction(coefficient.only), False
        domain = self.domains[slot] if isinstance(slot, int) else self.signs.get(slot, EVERYTHING)
        positive, negative = domain.lo is not None and domain.lo >= 0, domain.hi is not None and domain.hi <= 0
        end, is_open = (coefficient.lo, coefficient.lo_open) if positive else (coefficient.hi, coefficient.hi_open)
        if end is None or not (positive or negative):
            return None
        # An end that is not reached is not reached by the product either, unless the slot may be zero.
        if is_open and domain.contains(0):
            self.result.complete = False
        is_above = is_open and not domain.contains(0)
        if isinstance(slot, int) and not self._has_sign(slot, positive, strictly=is_above):
            signs.add(slot)
        return Fraction(end), is_above

    def _has_sign(self, slot: int, positive: bool, *, strictly: bool) -> bool:
        """Whether a slot has a sign before any claim."""
        known = EVERYTHING if self.system.owner[slot] is not None else self.system.initial[slot]
        signed = (known.lo is not None and known.lo >= 0) if positive else (known.hi is not None and known.hi <= 0)
        return signed and not (strictly and known.contains(0))


def _holds_variable(term: Term) -> bool:
    return any(isinstance(found, Var) for found in unknowns(Relation(term, "==", Const(EVERYTHING))))


def _added(a: Linear, b: Linear) -> Linear:
    terms = dict(a.terms)
    for slot, coefficient in b.terms:
        terms[slot] = terms[slot] + coefficient if slot in terms else coefficient
    return Linear(tuple(terms.items()), a.constant + b.constant, a.slots | b.slots)


def _scaled(form: Linear, factor: Interval, slots: Slots = NOTHING) -> Linear:
    return Linear(
        tuple((slot, coefficient * factor) for slot, coefficient in form.terms),
        form.constant * factor,
        form.slots | slots,
    )
