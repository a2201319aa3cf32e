"""The types of constraints that random networks are made of, each true of the hidden world but for slips."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from referee_maker import Maker, number

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
    Sort,
    Stated,
    Term,
    Times,
    Var,
    YearOf,
)
from claimcheck.values.interval import Interval
from claimcheck.values.truth import Truth

F = Fraction
TENTH = F(1, 10)
FIRST_YEAR, LAST_YEAR = 2010, 2030
Shape = Callable[[Maker], None]


def bound(m: Maker) -> None:
    """A claim states an unknown."""
    for x in m.pick("number", "positive"):
        claim = m.claim()
        op = m.rng.choice(("==", "==", "==", "<=", ">=", "<", ">"))
        m.add("bound", Relation(x, op, m.figure(claim, "value", m.of(x))), claim)


def total(m: Maker) -> None:
    """Sums and differences against an unknown or a figure, by a claim or as an identity."""
    whole, *parts = m.pick("number", "positive", count=m.rng.randint(2, 4))
    terms: list[Term] = [part if m.rng.random() < 0.75 else Minus(part) for part in parts]
    value = sum((m.of(p) if t is p else -m.of(p) for p, t in zip(parts, terms, strict=True)), F(0))
    claims = () if m.rng.random() < 0.3 else (m.claim(),)
    if claims and m.rng.random() < 0.4:
        left: Term = Plus((*terms, whole))
        m.add("sum", Relation(left, "==", m.figure(claims[0], "value", value + m.of(whole))), *claims)
        return
    rest = number(m.slip(m.of(whole) - value, F(1)) if claims else m.of(whole) - value)
    left = Plus((*terms, rest))
    op = m.rng.choice(("==", "==", "<=", ">="))
    m.add("sum", Relation(left, op, whole), *claims)


def order(m: Maker) -> None:
    """One unknown above another, strictly or not."""
    x, y = m.pick("number", "positive", count=2)
    op = m.bent(m.of(x), m.of(y))
    m.add("comparison", Relation(x, "<" if op == "!=" else op, y), m.claim())


def scale(m: Maker) -> None:
    """A share of, or a growth from, an unknown that is not negative; the figure is used once."""
    x, y = *m.pick("number", "positive"), *m.pick("positive")
    if x.slot == y.slot or not m.of(y):
        return
    claim, ratio = m.claim(), m.of(x) / m.of(y)
    dice = m.rng.random()
    if dice < 0.25:
        width = Interval(ratio - TENTH, ratio + TENTH, m.rng.random() < 0.5, m.rng.random() < 0.5)
        m.add("share", Relation(x, "==", Times(Const(width), y)), claim)
    elif dice < 0.6:
        m.add("share", Relation(x, "==", Times(m.figure(claim, "share", ratio, TENTH, ends=False), y)), claim)
    else:
        rate = m.figure(claim, "by", ratio - 1, TENTH, ends=False)
        m.add("growth", Relation(x, "==", Times(y, Plus((number(1), rate)))), claim)


def growth_unknown(m: Maker) -> None:
    """A growth rate as an unknown of its own, linked to the levels by an identity; its figure serves twice."""
    x, y = m.pick("positive", count=2)
    if not m.of(y):
        return
    truth = m.of(x) / m.of(y) - 1
    rate = m.new("rate", truth, domain=Interval.of(-1, None))
    m.add("growth unknown", Relation(x, "==", Times(y, Plus((number(1), rate)))))
    for _ in range(m.rng.randint(1, 2)):
        claim = m.claim()
        by = m.figure(claim, "by", truth, TENTH)
        m.add("growth unknown", Relation(rate, "==", by), claim)
        if m.rng.random() < 0.5:
            m.add("growth unknown", Relation(x, "==", Times(y, Plus((number(1), by)))), claim)


def product(m: Maker) -> None:
    """A product of two unknowns of any sign."""
    x, y, z = m.pick("number", "positive", count=3)
    claim = m.claim()
    rest = number(m.slip(m.of(z) - m.of(x) * m.of(y), F(1)))
    m.add("product", Relation(Plus((Times(x, y), rest)), m.rng.choice(("==", "<=", ">=")), z), claim)


def quotient(m: Maker) -> None:
    """A ratio of two unknowns against a figure."""
    x, y = m.pick("number", "positive", count=2)
    if not m.of(y):
        return
    claim, ratio = m.claim(), m.of(x) / m.of(y)
    op = m.rng.choice(("==", "<", ">=", ">"))
    m.add("quotient", Relation(Over(x, y), op, m.figure(claim, "ratio", ratio, F(1, 2))), claim)


def power(m: Maker) -> None:
    """A square or a cube against a figure or another unknown."""
    x, y = m.pick("number", "positive", count=2)
    exponent, claim = m.rng.choice((2, 2, 3)), m.claim()
    left, value = Power(x, exponent), m.of(x) ** exponent
    op = m.rng.choice(("==", "<=", ">=", ">"))
    right: Term = m.figure(claim, "value", value, F(3))
    if m.rng.random() < 0.3:
        right = Plus((y, number(m.slip(value - m.of(y), F(2)))))
    m.add("power", Relation(left, op, right), claim)


def magnitude(m: Maker) -> None:
    """A distance between two unknowns against a figure."""
    x, y = m.pick("number", "positive", count=2)
    claim, apart = m.claim(), abs(m.of(x) - m.of(y))
    op = m.rng.choice(("==", "<=", ">=", ">"))
    distance = Magnitude(Plus((x, Minus(y)))) if m.rng.random() < 0.7 else Magnitude(x)
    value = apart if isinstance(distance.item, Plus) else abs(m.of(x))
    m.add("magnitude", Relation(distance, op, m.figure(claim, "value", value)), claim)


def unequal(m: Maker) -> None:
    """Two unknowns, or an unknown and a number, that are not equal."""
    x, y = m.pick("number", "positive", count=2)
    claim = m.claim()
    other: Term = y if m.rng.random() < 0.5 else number(m.of(x) + m.rng.choice((-1, 0, 1)))
    m.add("unequal", Relation(x, "!=", other), claim)


def either(m: Maker) -> None:
    """Alternatives, some of them of several parts."""
    x, y, z = m.pick("number", "positive", count=3)
    claim = m.claim()
    low = m.figure(claim, "low", m.of(x))
    high = m.figure(claim, "high", m.of(x) + m.rng.choice((1, 3)))
    right: Condition = Relation(x, ">", high)
    if m.rng.random() < 0.5:
        right = All((right, Relation(y, m.op(m.of(y), m.of(z)), z)))
    left = Relation(x, m.rng.choice(("<", "<=", "==")), low)
    items = (left, right) if m.rng.random() < 0.7 else (left, right, Relation(y, "==", number(m.of(y) + 1)))
    m.add("alternatives", AnyOf(items), claim)


def dated(m: Maker) -> None:
    """An event took place on a day, or within days."""
    for day in m.pick("day"):
        claim = m.claim()
        stated = m.slip(m.of(day), F(9))
        lasts = m.rng.choice((0, 0, 6, 30))
        span = Interval(stated, stated + lasts)
        leaf = Leaf(_stated(m, claim, "on", span, span), span, str(span), None, Sort.DAY)
        m.leaves.append(leaf)
        m.add("date", Relation(day, m.rng.choice(("==", "==", "<=", ">")), leaf), claim)


def lasting_days(m: Maker) -> None:
    """A date plus a whole number of days against another date."""
    _lasting(m, Sort.COUNT, F(2))


def lasting(m: Maker) -> None:
    """A date plus a duration that is no whole number of days against another date."""
    _lasting(m, Sort.NUMBER, F(5, 4))


def _lasting(m: Maker, sort: Sort, step: F) -> None:
    start, end = m.pick("day", count=2)
    claim, length = m.claim(), m.of(end) - m.of(start)
    days = m.figure(claim, "length", length, step, sort)
    op = m.rng.choice(("==", "==", "<=", ">=", "<", ">"))
    m.add("duration", Relation(end, op, Plus((start, days))), claim)


def earlier(m: Maker) -> None:
    """One event before another, or days with a margin."""
    one, other = m.pick("day", count=2)
    op = m.bent(m.of(one), m.of(other))
    m.add("order of days", Relation(one, "<" if op == "!=" else op, other), m.claim())


def anniversary(m: Maker) -> None:
    """The year of an event, counted back from a year by an ordinal."""
    for day in m.pick("day"):
        claim = m.claim()
        year = date.fromordinal(int(m.of(day))).year
        ordinal = m.figure(claim, "ordinal", F(m.rng.randint(1, 4)), F(1), Sort.COUNT, ends=False)
        on = F(year) + (ordinal.nominal or 0)
        right = Plus((Const(Interval.point(m.slip(on, F(1))), sort=Sort.YEAR), Minus(ordinal)))
        op = m.rng.choice(("==", "==", "<=", ">=", "<"))
        m.add("year", Relation(YearOf(day), op, right), claim)


def annual(m: Maker) -> None:
    """The years of two events, so many apart."""
    one, other = m.pick("day", count=2)
    years = [F(date.fromordinal(int(m.of(day))).year) for day in (one, other)]
    claim = m.claim()
    gap = m.figure(claim, "years", years[1] - years[0], F(1), Sort.COUNT)
    m.add("year", Relation(YearOf(other), "==", Plus((YearOf(one), gap))), claim)


def counted(m: Maker) -> None:
    """A whole number, stated or as a sum of others."""
    x, y, z = m.pick("count", count=3)
    claim = m.claim()
    if m.rng.random() < 0.6:
        op = m.rng.choice(("==", "==", "<", ">="))
        m.add("count", Relation(x, op, m.figure(claim, "value", m.of(x), F(1), Sort.COUNT)), claim)
        return
    rest = Const(Interval.point(m.slip(m.of(z) - m.of(x) - m.of(y), F(1))), sort=Sort.COUNT)
    m.add("count", Relation(Plus((x, y, rest)), m.rng.choice(("==", "==", "<", ">=")), z), claim)


def named(m: Maker) -> None:
    """A property has a value that is an id, or the same as another's, or not."""
    s, t = m.pick("symbol", count=2)
    claim = m.claim()
    if m.rng.random() < 0.65:
        code = m.of(s) if m.rng.random() > m.slips else F(m.rng.randint(0, 4))
        span = Interval.point(code)
        leaf = Leaf(_stated(m, claim, "value", span, span), span, str(code), code, Sort.SYMBOL)
        m.leaves.append(leaf)
        m.add("symbol", Relation(s, "==", leaf), claim)
    else:
        m.add("symbol", Relation(s, "==" if m.of(s) == m.of(t) else "!=", t), claim)


def bent(m: Maker) -> None:
    """One unknown by itself: its square, its magnitude, its inverse or what it is not."""
    for x in m.pick("number", "positive"):
        claim, value, dice = m.claim(), m.of(x), m.rng.randrange(4)
        if dice == 0:
            m.add("unequal", Relation(x, "!=", number(value + m.rng.choice((-1, 0, 0, 1)))), claim)
            continue
        if dice == 1 and value:
            left: Term = Over(number(6), x)
            value = 6 / value
        elif dice == 2:
            left, value = Power(x, 2), value**2
        else:
            left, value = Magnitude(x), abs(value)
        kind = "quotient" if isinstance(left, Over) else "power" if isinstance(left, Power) else "magnitude"
        op = m.rng.choice(("==", "<=", ">=", ">", "<"))
        m.add(kind, Relation(left, op, m.figure(claim, "value", value)), claim)


def decided(m: Maker) -> None:
    """A claim that no unknown takes part in."""
    truth = m.rng.choice((Truth.YES, Truth.YES, Truth.POSSIBLY, Truth.NO))
    m.add("decided", truth, m.claim())


def _stated(m: Maker, claim: str, name: str, wide: Interval, narrow: Interval) -> Stated:
    slot = Stated(claim, name)
    m.narrow[slot] = narrow
    return slot


def two_claims(m: Maker) -> None:
    """A constraint that rests on two claims, each with a figure in it."""
    one, other = m.claim(), m.claim()
    value = F(m.rng.randint(1, 8))
    left, right = m.figure(one, "value", value), m.figure(other, "value", value)
    x: list[Var] = m.pick("number", "positive")
    m.add("two claims", Relation(Plus((x[0], left)), "==", Plus((right, number(m.of(x[0]))))), one, other)
