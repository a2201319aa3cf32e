"""Random networks by profile: which types of constraints they mix, and what is known of their completeness."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import referee_shapes as shapes
from referee_maker import ABOVE_ZERO, ZERO_UP, Maker, read_narrowly
from referee_shapes import Shape

from claimcheck.engine.grounding.ground import Ground
from claimcheck.rules.terms import Leaf, Sort
from claimcheck.values.interval import EVERYTHING, Interval

MOST_CLAIMS = 9
F = Fraction

REALS: tuple[Shape, ...] = (shapes.bound, shapes.bound, shapes.total, shapes.order)
DAYS: tuple[Shape, ...] = (shapes.dated, shapes.dated, shapes.lasting, shapes.earlier)
SPANS: tuple[Shape, ...] = (shapes.dated, shapes.lasting_days, shapes.earlier)
PROFILES: dict[str, tuple[Shape, ...]] = {
    "linear": (*REALS, shapes.scale),
    "two claims": (*REALS, shapes.scale, shapes.two_claims),
    "days": SPANS,
    "lengths": DAYS,
    "years": (*DAYS, shapes.anniversary, shapes.anniversary, shapes.annual),
    "counts": (shapes.counted,),
    "symbols": (shapes.named,),
    "growth unknowns": (*REALS, shapes.growth_unknown, shapes.growth_unknown),
    "products": (*REALS, shapes.product, shapes.quotient),
    "powers": (*REALS, shapes.power, shapes.magnitude),
    "alternatives": (*REALS, shapes.either, shapes.unequal),
    "one unknown": (shapes.bound, shapes.bent),
    "mixed": (
        *REALS,
        *DAYS,
        shapes.scale,
        shapes.growth_unknown,
        shapes.product,
        shapes.quotient,
        shapes.power,
        shapes.magnitude,
        shapes.unequal,
        shapes.either,
        shapes.anniversary,
        shapes.annual,
        shapes.counted,
        shapes.named,
        shapes.decided,
        shapes.two_claims,
        shapes.bent,
    ),
}
LINEAR = frozenset({"linear", "two claims"})
"""Profiles of real numbers whose constraints are linear."""
COMPLETE = LINEAR | {"symbols", "days"}
"""Profiles of which the engine decides every network."""


@dataclass(frozen=True, slots=True)
class Network:
    """Constraints under two readings, the types among them, and the figures of its claims."""

    seed: int
    profile: str
    types: frozenset[str]
    wide: tuple[Ground, ...]
    narrow: tuple[Ground, ...]
    leaves: tuple[Leaf, ...]

    @property
    def claims(self) -> frozenset[str]:
        """Every claim."""
        return frozenset(claim for ground in self.wide for claim in ground.claims)


def network(seed: int, profile: str | None = None) -> Network:
    """Return the network of a seed; the profiles take turns."""
    names = list(PROFILES)
    profile = names[seed % len(names)] if profile is None else profile
    rng = random.Random(seed)
    maker = Maker(rng, slips=rng.choice((0, 0.1, 0.2, 0.3)))
    _unknowns(maker)
    want = rng.randint(3, MOST_CLAIMS)
    for _ in range(4 * MOST_CLAIMS):
        if maker.claims >= want:
            break
        rng.choice(PROFILES[profile])(maker)
    rng.shuffle(maker.grounds)
    wide = tuple(maker.grounds)
    narrow = read_narrowly(wide, maker.narrow)
    return Network(seed, profile, frozenset(maker.types), wide, narrow, tuple(maker.leaves))


def _unknowns(maker: Maker) -> None:
    rng = maker.rng
    first = date(shapes.FIRST_YEAR, 1, 1).toordinal()
    last = date(shapes.LAST_YEAR, 12, 31).toordinal()
    for _ in range(rng.randint(1, 2)):
        maker.new(
            "number",
            F(rng.randint(-6, 6), rng.choice((1, 1, 2))),
            domain=rng.choice((EVERYTHING, Interval.of(-9, 9))),
        )
    for _ in range(rng.randint(2, 3)):
        maker.new("positive", F(rng.randint(1, 12), rng.choice((1, 1, 2))), domain=rng.choice((ZERO_UP, ABOVE_ZERO)))
    for _ in range(rng.randint(2, 4)):
        day = F(date(2020, 1, 1).toordinal() + rng.randint(0, 1100))
        maker.new("day", day, Sort.DAY, Interval.of(first, last))
    for _ in range(rng.randint(3, 4)):
        maker.new("count", F(rng.randint(0, 9)), Sort.COUNT, rng.choice((ZERO_UP, EVERYTHING)))
    for _ in range(rng.randint(2, 3)):
        maker.new("symbol", F(rng.randint(0, 2)), Sort.SYMBOL)
