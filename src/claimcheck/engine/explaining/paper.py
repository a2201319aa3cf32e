"""Writes terms as a person would on paper, in the sources' own figures, with what they come to."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction

from claimcheck.engine.explaining import show
from claimcheck.rules.evaluate import years_of
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import (
    Const,
    Leaf,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Slot,
    Sort,
    Term,
    Times,
    Var,
    YearOf,
    sort_of,
)
from claimcheck.values.interval import EVERYTHING, Interval
from claimcheck.values.value_class import slot_class, value_class

SUM, PRODUCT, ATOM = 0, 1, 2
RELATIVE = frozenset(("percent", "points"))


@value_class
class Amount:
    """What a term comes to: the interval that is certain, and the number that the figures name, if they name one."""

    value: Interval
    nominal: Fraction | None = None


@slot_class()
class Paper:
    """How numbers are written in one derivation: their common scale, and what is known of the unknowns."""

    symbols: Symbols
    factor: int = 1
    word: str = ""
    unit: str = ""
    known: dict[Slot, Amount] = field(default_factory=dict)

    def amount(self, term: Term) -> Amount:
        """Return what a term comes to."""
        match term:
            case Const(value=value):
                return Amount(value, value.only)
            case Leaf(slot=slot, value=value, nominal=nominal):
                return self.known.get(slot, Amount(value, nominal))
            case Var(slot=slot, domain=domain):
                return self.known.get(slot, Amount(domain))
            case Minus(item):
                inner = self.amount(item)
                return Amount(-inner.value, None if inner.nominal is None else -inner.nominal)
            case YearOf(item):
                years = years_of(self.amount(item).value)
                return Amount(years, years.only)
            case Plus(items):
                return self._total([self.amount(item) for item in items])
            case Times(left, right) | Over(left, right):
                return self._combined(term, self.amount(left), self.amount(right))
            case Power(base, exponent):
                inner = self.amount(base)
                nominal = None if inner.nominal is None else inner.nominal**exponent
                return Amount(inner.value.power(exponent), nominal)
            case Magnitude(item):
                inner = self.amount(item)
                return Amount(inner.value.magnitude(), None if inner.nominal is None else abs(inner.nominal))

    def _total(self, parts: list[Amount]) -> Amount:
        """Add up; a part of which nothing is known but that it is not negative counts as none in the figures' sum."""
        named = [part for part in parts if not is_open_part(part)]
        if named and len(named) < len(parts):
            total = self._total(named)
            return Amount(Interval(total.value.lo, None, total.value.lo_open), total.nominal)
        value = parts[0].value
        nominal = parts[0].nominal
        for part in parts[1:]:
            value = value + part.value
            nominal = None if nominal is None or part.nominal is None else nominal + part.nominal
        return Amount(value, nominal)

    def _combined(self, term: Times | Over, left: Amount, right: Amount) -> Amount:
        if isinstance(term, Times):
            nominal = None if left.nominal is None or right.nominal is None else left.nominal * right.nominal
            return Amount(left.value * right.value, nominal)
        quotient = left.value.divided_by(right.value) or EVERYTHING
        nominal = None
        if left.nominal is not None and right.nominal:
            nominal = left.nominal / right.nominal
        return Amount(quotient, nominal)

    def write(self, term: Term, level: int = SUM) -> str:
        """Return a term as text; `level` tells whether it needs brackets where it stands."""
        match term:
            case Plus(items):
                return self._bracketed(self._sum(items), SUM, level)
            case Minus(item):
                return f"-{self.write(item, ATOM)}"
            case Times(left, right):
                return self._bracketed(f"{self.write(left, PRODUCT)} × {self.write(right, PRODUCT)}", PRODUCT, level)
            case Over(left, right):
                return self._bracketed(f"{self.write(left, PRODUCT)} / {self.write(right, ATOM)}", PRODUCT, level)
            case Power(base, exponent):
                return f"{self.write(base, ATOM)}^{exponent}"
            case Magnitude(item):
                return f"|{self.write(item)}|"
            case YearOf():
                return self.result(term)
            case _:
                return self._atom(term)

    def _bracketed(self, text: str, own: int, level: int) -> str:
        return f"({text})" if own < level else text

    def _sum(self, items: tuple[Term, ...]) -> str:
        parts: list[str] = []
        flat = _flat(items)
        for item in [item for item in flat if not is_open_part(self.amount(item))] or flat:
            amount = self.amount(item)
            below_zero = amount.nominal is not None and amount.nominal < 0 and isinstance(item, (Leaf, Var))
            if below_zero and parts:
                parts.append(f"- {self.write(item, PRODUCT).removeprefix('-')}")
                continue
            negative = isinstance(item, Minus)
            text = self.write(item.item if isinstance(item, Minus) else item, PRODUCT if negative else SUM)
            if not parts:
                parts.append(f"-{text}" if negative else text)
            else:
                parts.append(f"{'-' if negative else '+'} {text}")
        return " ".join(parts)

    def _atom(self, term: Term) -> str:
        if isinstance(term, Const) and term.text and (sort_of(term) is not Sort.NUMBER or not term.value.is_point):
            return term.text
        if isinstance(term, Leaf) and (term.sort is not Sort.NUMBER or term.unit in ("days", "years")):
            return term.text
        return self.result(term)

    def result(self, term: Term) -> str:
        """Return what a term comes to as text: the number that the figures name, else the interval."""
        return self.text(self.amount(term), sort_of(term), _unit_of(term))

    def text(self, amount: Amount, sort: Sort, unit: str = "") -> str:
        """Return an amount as text."""
        if sort is Sort.DAY:
            return show.days(amount.value)
        if sort is Sort.SYMBOL:
            return show.value_text(amount.value, sort, unit, self.symbols)
        if sort is Sort.YEAR:
            return show.interval(amount.value, lambda end: str(int(end)))
        if unit in RELATIVE:
            return f"{self._plain(amount, Fraction(1, 100))} %"
        if unit == "ratio":
            return self._plain(amount, Fraction(1))
        return self._plain(amount, Fraction(self.factor))

    def _plain(self, amount: Amount, factor: Fraction) -> str:
        if amount.nominal is not None:
            return show.number(amount.nominal / factor)
        return show.interval(amount.value, lambda end: show.number(end / factor))


def is_open_part(amount: Amount) -> bool:
    """Whether nothing is known of an amount but that it is not negative."""
    return amount.nominal is None and amount.value == Interval.of(0, None)


def _flat(items: tuple[Term, ...]) -> list[Term]:
    """Take sums within sums apart, and signs of sums with them."""
    flat: list[Term] = []
    for item in items:
        match item:
            case Plus(inner):
                flat.extend(_flat(inner))
            case Minus(Plus(inner)):
                flat.extend(_flat(tuple(Minus(part) for part in inner)))
            case Minus(Minus(inner)):
                flat.extend(_flat((inner,)))
            case Const(value=value) if value.is_point and value.lo == 0:
                continue
            case _:
                flat.append(item)
    return flat or [Const(Interval.point(0), "0")]


def _unit_of(term: Term) -> str:
    """Return the unit of a term: that of its figures, or `ratio` for a plain number among quantities."""
    match term:
        case Leaf(unit=unit, nominal=nominal):
            if unit == "" and nominal is not None and abs(nominal) < 1000:
                return "ratio"
            return unit
        case Var(unit=unit):
            return unit
        case Const():
            return "ratio"
        case Minus(item) | Magnitude(item):
            return _unit_of(item)
        case Plus(items):
            units = {_unit_of(item) for item in items}
            return next(iter(sorted(units - {"ratio"})), "ratio") if units != {"ratio", "percent"} else "percent"
        case Times(left, right):
            units = {_unit_of(left), _unit_of(right)} - RELATIVE - {"ratio"}
            return next(iter(sorted(units)), "ratio")
        case Over(left, right):
            own, other = _unit_of(left), _unit_of(right)
            return own if other in RELATIVE or other == "ratio" else "ratio"
        case _:
            return ""
