"""Compiled terms: their value from the domains of unknowns, and what a value leaves of these.

The two directions of HC4-revise (Benhamou, Goualard, Granvilliers, Puget 1999): evaluate forward, then project the
result backward through each operation onto the unknowns. All arithmetic is exact except roots, which are bounded
outward.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from claimcheck.engine.solving.known_years import known_days, known_years
from claimcheck.engine.solving.roots import root_interval
from claimcheck.rules.terms import (
    Const,
    Leaf,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Slot,
    Term,
    Times,
    Var,
    YearOf,
)
from claimcheck.values.interval import EVERYTHING, Exact, Interval

Domains = list[Interval]
Narrow = Callable[[int, Interval], bool]
"""Intersects the domain of a slot with an interval; False when nothing is left."""

ZERO = Interval.point(0)


class Node:
    """A compiled term. `forward` computes its value from the domains, `backward` projects a value onto them.

    `leans` tells whether even its own value may narrow an unknown inside: a divisor is not zero, a root has a sign.
    """

    __slots__ = ("value",)
    value: Interval
    leans = False

    def forward(self, domains: Domains) -> bool:
        """Compute the value; False when there is none."""
        raise AssertionError

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        """Narrow the unknowns inside to what can give the target; False when nothing is left."""
        raise AssertionError

    def at(self, values: Sequence[Exact]) -> Exact | None:
        """Return the number that the term is where its unknowns have these values; None where that is not told."""
        return None


class ConstNode(Node):
    """A constant."""

    __slots__ = ()

    def __init__(self, value: Interval) -> None:
        self.value = value

    def forward(self, domains: Domains) -> bool:
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        return self.value.intersect(target) is not None

    def at(self, values: Sequence[Exact]) -> Exact | None:
        return self.value.lo if self.value.is_point else None


class SlotNode(Node):
    """An unknown."""

    __slots__ = ("slot",)

    def __init__(self, slot: int) -> None:
        self.slot = slot

    def forward(self, domains: Domains) -> bool:
        self.value = domains[self.slot]
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        return narrow(self.slot, target)

    def at(self, values: Sequence[Exact]) -> Exact | None:
        return values[self.slot]


class PlusNode(Node):
    """A sum of any number of terms."""

    __slots__ = ("items", "leans")

    def __init__(self, items: Sequence[Node]) -> None:
        self.items = items
        self.leans = any(item.leans for item in items)

    def forward(self, domains: Domains) -> bool:
        if not all(item.forward(domains) for item in self.items):
            return False
        value = self.items[0].value
        for item in self.items[1:]:
            value = value + item.value
        self.value = value
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        met = self.value.intersect(target)
        if met is None:
            return False
        values = [item.value for item in self.items]
        before = list(accumulate(values, Interval.__add__, initial=ZERO))
        after = list(accumulate(reversed(values), Interval.__add__, initial=ZERO))
        last = len(values) - 1
        return all(item.backward(met - (before[i] + after[last - i]), narrow) for i, item in enumerate(self.items))

    def at(self, values: Sequence[Exact]) -> Exact | None:
        total: Exact = 0
        for item in self.items:
            value = item.at(values)
            if value is None:
                return None
            total = total + value
        return total


class MinusNode(Node):
    """A negative."""

    __slots__ = ("item", "leans")

    def __init__(self, item: Node) -> None:
        self.item, self.leans = item, item.leans

    def forward(self, domains: Domains) -> bool:
        if not self.item.forward(domains):
            return False
        self.value = -self.item.value
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        return self.item.backward(-target, narrow)

    def at(self, values: Sequence[Exact]) -> Exact | None:
        value = self.item.at(values)
        return None if value is None else -value


class TimesNode(Node):
    """A product."""

    __slots__ = ("leans", "left", "right")

    def __init__(self, left: Node, right: Node) -> None:
        self.left, self.right, self.leans = left, right, left.leans or right.leans

    def forward(self, domains: Domains) -> bool:
        if not (self.left.forward(domains) and self.right.forward(domains)):
            return False
        self.value = self.left.value * self.right.value
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        met = self.value.intersect(target)
        if met is None:
            return False
        for one, other in ((self.left, self.right), (self.right, self.left)):
            factor = _factor(met, other.value)
            if factor is None or not one.backward(factor, narrow):
                return False
        return True

    def at(self, values: Sequence[Exact]) -> Exact | None:
        left, right = self.left.at(values), self.right.at(values)
        return None if left is None or right is None else left * right


class OverNode(Node):
    """A quotient."""

    __slots__ = ("left", "right")

    leans = True

    def __init__(self, left: Node, right: Node) -> None:
        self.left, self.right = left, right

    def forward(self, domains: Domains) -> bool:
        if not (self.left.forward(domains) and self.right.forward(domains)):
            return False
        quotient = self.left.value.divided_by(self.right.value)
        if quotient is None:
            return False
        self.value = quotient
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        met = self.value.intersect(target)
        if met is None or not self.left.backward(met * self.right.value, narrow):
            return False
        divisor = _factor(self.left.value, met)
        return divisor is not None and self.right.backward(divisor, narrow)


class PowerNode(Node):
    """A whole power."""

    __slots__ = ("base", "exponent")

    leans = True

    def __init__(self, base: Node, exponent: int) -> None:
        self.base, self.exponent = base, exponent

    def forward(self, domains: Domains) -> bool:
        if not self.base.forward(domains):
            return False
        self.value = self.base.value.power(self.exponent)
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        met = self.value.intersect(target)
        if met is None:
            return False
        if self.exponent % 2:
            return self.base.backward(root_interval(met, self.exponent), narrow)
        roots = root_interval(met, self.exponent)
        lo, hi = self.base.value.lo, self.base.value.hi
        if lo is not None and lo >= 0:
            return self.base.backward(roots, narrow)
        if hi is not None and hi <= 0:
            return self.base.backward(-roots, narrow)
        return self.base.backward(roots.hull(-roots), narrow)


class YearNode(Node):
    """The calendar year of a day."""

    __slots__ = ("days", "item", "leans")

    def __init__(self, item: Node) -> None:
        self.item, self.leans = item, item.leans
        self.days: Interval | None = None

    def forward(self, domains: Domains) -> bool:
        if not self.item.forward(domains):
            return False
        # The same days come again and again: of a claim's date whenever something else has moved.
        if self.days is not self.item.value:
            self.days = self.item.value
            self.value = known_years(self.days.lo, self.days.hi)
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        met = self.value.intersect(target)
        days = known_days(met.lo, met.hi, met.lo_open, met.hi_open) if met is not None else None
        return days is not None and self.item.backward(days, narrow)

    def at(self, values: Sequence[Exact]) -> Exact | None:
        day = self.item.at(values)
        return None if day is None else known_years(day, day).lo


class MagnitudeNode(Node):
    """An absolute value."""

    __slots__ = ("item",)

    leans = True

    def __init__(self, item: Node) -> None:
        self.item = item

    def forward(self, domains: Domains) -> bool:
        if not self.item.forward(domains):
            return False
        self.value = self.item.value.magnitude()
        return True

    def backward(self, target: Interval, narrow: Narrow) -> bool:
        met = self.value.intersect(target)
        if met is None:
            return False
        positive, negative = self.item.value.intersect(met), self.item.value.intersect(-met)
        if positive is None and negative is None:
            return False
        hull = positive if negative is None else negative if positive is None else positive.hull(negative)
        return hull is not None and self.item.backward(hull, narrow)


def _factor(product: Interval, other: Interval) -> Interval | None:
    """Return every x with x * other = product, for some other in its interval; None when there is none."""
    if other.contains(0) and product.contains(0):
        return EVERYTHING
    return product.divided_by(other)


def compile_term(term: Term, index: Mapping[Slot, int]) -> Node:
    """Return the node of a term whose slots have these numbers."""
    match term:
        case Const(value=value):
            return ConstNode(value)
        case Var(slot=slot) | Leaf(slot=slot):
            return SlotNode(index[slot])
        case Plus(items):
            return PlusNode([compile_term(item, index) for item in items])
        case Minus(item):
            return MinusNode(compile_term(item, index))
        case Times(left, right):
            return TimesNode(compile_term(left, index), compile_term(right, index))
        case Over(left, right):
            return OverNode(compile_term(left, index), compile_term(right, index))
        case Power(base, exponent):
            return PowerNode(compile_term(base, index), exponent)
        case YearOf(item):
            return YearNode(compile_term(item, index))
        case Magnitude(item):
            return MagnitudeNode(compile_term(item, index))
