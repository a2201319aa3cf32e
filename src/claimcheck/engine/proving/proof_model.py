"""What a proof of a contradiction is made of: bounds, cases, and relations that add up."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.engine.solving.network import System
from claimcheck.values.interval import Interval
from claimcheck.values.value_class import value_class


@value_class
class Bound:
    """A slot lies in an interval, because a constraint holds nowhere outside of it."""

    constraint: int
    slot: int
    interval: Interval


@value_class
class Case:
    """A slot lies in an interval, because a proof refutes what lies outside of it."""

    slot: int
    interval: Interval
    because: Proof


@value_class
class Share:
    """A relation, read as `left - right`, and how many times it is taken."""

    constraint: int
    times: Fraction


@value_class
class Proof:
    """Steps over the slots and constraints of a system, and what ends them when the last step does not.

    `fails` is a constraint that holds nowhere. `shares` are relations that add up to what holds nowhere; of a
    product whose sides both have bounds, `take` says which is known as an interval ("left" or "right").
    """

    system: System
    steps: tuple[Bound | Case, ...]
    fails: int | None = None
    shares: tuple[Share, ...] = ()
    take: str = ""
