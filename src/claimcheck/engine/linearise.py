"""Linear inequalities that follow from a system's constraints, for the exact linear step.

What is not linear is relaxed soundly: a factor whose bounds are known makes two inequalities when the sign of the
other is known (for a product of two unknowns, McCormick's envelopes from either side), the year of a day is a band
of days, and what fits neither is left out, which is said.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction

from claimcheck.engine.network import Claims, Outcome, System
from claimcheck.engine.simplex import Inequality, inside
from claimcheck.rules.terms import (
    All,
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

DAYS_PER_YEAR = Fraction(146097, 400)
NOBODY: Claims = frozenset()


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of interval coefficients times slots, and an interval; `claims` vouch for the intervals."""

    terms: tuple[tuple[Hashable, Interval], ...]
    constant: Interval
    claims: Claims = NOBODY


@dataclass(slots=True)
class Linearised:
    """The inequalities, and whether they say everything that the constraints do."""

    rows: list[Inequality] = field(default_factory=list)
    complete: bool = True


def linearise(system: System, outcome: Outcome, active: Claims | None) -> Linearised:
    """Return the inequalities of the active constraints; labels are the sets of claims that they rest on."""
    return _Lineariser(system, outcome).go(active)


class _Lineariser:
    def __init__(self, system: System, outcome: Outcome) -> None:
        self.system = system
        self.outcome = outcome
        self.result = Linearised()
        self.helpers = 0
        self.signs: dict[Hashable, Interval] = {}

    def go(self, active: Claims | None) -> Linearised:
        used: set[int] = set()
        for number, ground in enumerate(self.system.grounds):
            if self.system.is_active(number, active):
                used.update(self.system.members[number])
                self._condition(ground.condition, frozenset(ground.claims))
        for slot in sorted(used):
            interval = self.outcome.domains[slot]
            self.result.rows.extend(inside(((slot, 1),), interval, self.system.bound_claims(self.outcome, slot)))
        return self.result

    def _condition(self, condition: Condition, claims: Claims) -> None:
        match condition:
            case Relation():
                self._relation(condition, claims)
            case All(items):
                for item in items:
                    self._condition(item, claims)
            case _:
                self.result.complete = False

    def _relation(self, relation: Relation, claims: Claims) -> None:
        if relation.op == "!=":
            self.result.complete = False
            return
        op, shift = relation.op, Fraction(0)
        if op in ("<", ">") and is_whole(relation.left) and is_whole(relation.right):
            op, shift = f"{op}=", Fraction(-1 if op == "<" else 1)
        for left in self._forms(relation.left, claims):
            for right in self._forms(relation.right, claims):
                self._row(left, op, _added(right, Linear((), Interval.point(shift))), claims)

    def _forms(self, term: Term, claims: Claims) -> list[Linear]:
        """Return linear forms of a term, each of them sound; none when there is no form."""
        match term:
            case Const(value=value):
                return [Linear((), value)]
            case Var() | Leaf():
                return [Linear(((self.system.index[term.slot], Interval.point(1)),), Interval.point(0))]
            case Minus(item):
                return [_scaled(form, Interval.point(-1)) for form in self._forms(item, claims)]
            case Plus(items):
                return self._sum(items, claims)
            case Times(left, right):
                return self._product(left, right, claims)
            case Over(left, right):
                return self._quotient(left, right, claims)
            case YearOf(item):
                return self._year(item, claims)
            case Power() | Magnitude():
                self.result.complete = False
                return [self._bounded(term)]

    def _sum(self, items: tuple[Term, ...], claims: Claims) -> list[Linear]:
        forms = [Linear((), Interval.point(0))]
        for item in items:
            forms = [_added(a, b) for a in forms for b in self._forms(item, claims)][:4]
        return forms

    def _product(self, left: Term, right: Term, claims: Claims) -> list[Linear]:
        if not (_holds_variable(left) or _holds_variable(right)):
            return [self._bounded(Times(left, right))]
        forms: list[Linear] = []
        for one, other in ((left, right), (right, left)):
            factor = self._bounded(other)
            if factor.constant.is_point:
                return [_scaled(form, factor.constant, factor.claims) for form in self._forms(one, claims)]
            # A figure is of unknown sign here, so rows with an interval of figures would come to nothing.
            if factor.constant.is_everything or not _holds_variable(one):
                continue
            if any(len(self.system.watchers[slot]) > 1 for slot in self._slots(other)):
                self.result.complete = False
            forms.extend(_scaled(form, factor.constant, factor.claims) for form in self._forms(one, claims))
        if not forms or all(_holds_variable(side) for side in (left, right)):
            self.result.complete = False
        return forms[:4]

    def _quotient(self, left: Term, right: Term, claims: Claims) -> list[Linear]:
        divisor = self._bounded(right)
        inverse = divisor.constant.inverse()
        if inverse is None or inverse.is_everything:
            self.result.complete = False
            return []
        if not inverse.is_point:
            self.result.complete = False
        return [_scaled(form, inverse, divisor.claims) for form in self._forms(left, claims)]

    def _year(self, item: Term, claims: Claims) -> list[Linear]:
        """Return the year as a helper unknown: its days lie between 365.2425 (y - 1) - 1 and 365.2425 y + 3."""
        self.result.complete = False
        bounded = self._bounded(YearOf(item))
        if not _holds_variable(item):
            return [bounded]
        self.helpers += 1
        helper = ("year", self.helpers)
        self.result.rows.extend(inside(((helper, 1),), bounded.constant, bounded.claims))
        self.signs[helper] = Interval.of(1, None)
        band = Interval(-DAYS_PER_YEAR - 1, Fraction(3))
        for form in self._forms(item, claims):
            slope = Linear(((helper, Interval.point(-DAYS_PER_YEAR)),), Interval.point(0))
            difference = _added(form, slope)
            self._row(difference, ">=", Linear((), Interval(band.lo, band.lo)), claims)
            self._row(difference, "<=", Linear((), Interval(band.hi, band.hi)), claims)
        return [Linear(((helper, Interval.point(1)),), Interval.point(0))]

    def _bounded(self, term: Term) -> Linear:
        """Return what propagation knows of a term, with the claims behind it."""
        slots = self._slots(term)
        claims: Claims = frozenset().union(*(self.system.bound_claims(self.outcome, slot) for slot in slots))
        return Linear((), self._value(term), claims)

    def _slots(self, term: Term) -> list[int]:
        return [self.system.index[each.slot] for each in unknowns(Relation(term, "==", Const(EVERYTHING)))]

    def _value(self, term: Term) -> Interval:
        from claimcheck.engine.contract import compile_term

        node = compile_term(term, self.system.index)
        return node.value if node.forward(self.outcome.domains) else EVERYTHING

    def _row(self, left: Linear, op: str, right: Linear, claims: Claims) -> None:
        difference = _added(left, _scaled(right, Interval.point(-1)))
        label = claims | difference.claims
        if op in ("<", "<=", "=="):
            self._at_most(difference, op == "<", label)
        if op in (">", ">=", "=="):
            self._at_most(_scaled(difference, Interval.point(-1)), op == ">", label)

    def _at_most(self, form: Linear, strict: bool, label: Claims) -> None:
        """Add `form <= 0`, taking of each interval coefficient the end that makes the least of it."""
        terms: list[tuple[Hashable, Fraction]] = []
        for slot, coefficient in form.terms:
            end = self._least(slot, coefficient)
            if end is None:
                return
            terms.append((slot, end))
        if form.constant.lo is None:
            return
        strict = strict or (form.constant.lo_open and form.constant.lo is not None)
        self.result.rows.append(Inequality(tuple(terms), -form.constant.lo, strict, label))

    def _least(self, slot: Hashable, coefficient: Interval) -> Fraction | None:
        if coefficient.is_point:
            return coefficient.lo
        # Only what holds before any claim may decide the sign, or the row would rest on claims it does not name.
        domain = self.system.initial[slot] if isinstance(slot, int) else self.signs.get(slot, EVERYTHING)
        if isinstance(slot, int) and self.system.owner[slot] is not None:
            domain = EVERYTHING
        if domain.lo is not None and domain.lo >= 0:
            return coefficient.lo
        if domain.hi is not None and domain.hi <= 0:
            return coefficient.hi
        self.result.complete = False
        return None


def _holds_variable(term: Term) -> bool:
    return any(isinstance(found, Var) for found in unknowns(Relation(term, "==", Const(EVERYTHING))))


def _added(a: Linear, b: Linear) -> Linear:
    terms = dict(a.terms)
    for slot, coefficient in b.terms:
        terms[slot] = terms[slot] + coefficient if slot in terms else coefficient
    return Linear(tuple(terms.items()), a.constant + b.constant, a.claims | b.claims)


def _scaled(form: Linear, factor: Interval, claims: Claims = NOBODY) -> Linear:
    return Linear(
        tuple((slot, coefficient * factor) for slot, coefficient in form.terms),
        form.constant * factor,
        form.claims | claims,
    )
