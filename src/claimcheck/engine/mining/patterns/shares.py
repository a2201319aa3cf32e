"""Fixed shares: a value that is always the same part, or the same multiple, of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from claimcheck.engine.mining.candidate import Candidate, instance_of
from claimcheck.engine.mining.evidence import Evidence, View, relation, word
from claimcheck.engine.mining.facts import Fact
from claimcheck.values.interval import Interval

NARROW = Fraction(1, 20)
"""A share that its cases leave open by more than a twentieth of itself is not fixed."""
MAX_DENOMINATOR = 1000
Pair = tuple[Fact, Fact]


def candidates(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the shares that are one and the same in enough independent cases."""
    found: dict[tuple[View, View], list[Pair]] = defaultdict(list)
    for views in evidence.table.values():
        for small, large in combinations(views, 2):
            if small[0] != large[0] and not small[1]:
                found[small, large].append((views[small], views[large]))
    for (small, large), pairs in sorted(found.items()):
        made = _candidate(evidence, small, large, pairs)
        if made is not None:
            yield made


def _candidate(evidence: Evidence, small: View, large: View, pairs: Sequence[Pair]) -> Candidate | None:
    own = [(pair, instance) for pair in pairs if (instance := instance_of(pair)) is not None]
    share = _share([pair for pair, _ in own])
    instances = evidence.enough([instance for _, instance in own])
    if share is None or not instances or _distinct([pair[1] for pair, _ in own]) < evidence.least:
        return None
    times = "" if share == 1 else f" * {share.numerator}" if share.denominator == 1 else ""
    ratio = times or (f" * {share.numerator} / {share.denominator}" if share != 1 else "")
    summary = f"The value of {word(small)} is not {f'{share} of ' if share != 1 else ''}that of {word(large)}."
    name = f"{word(small)}-unlike-its-share-of-{word(large)}"
    summaries = (summary, "A value is not its share of another.")
    return relation(evidence, name, summaries, (small, large), f"{{0}} == {{1}}{ratio}", instances)


def _share(pairs: Sequence[Pair]) -> Fraction | None:
    """Return the simplest share that all pairs allow, if they leave it hardly open."""
    wide = _meeting([_ratio(small.charitable, large.charitable) for small, large in pairs])
    if wide is None or wide.width is None or wide.size is None or wide.width > NARROW * wide.size:
        return None
    sharp = _meeting([_ratio(small.plain, large.plain) for small, large in pairs])
    found = simplest(sharp if sharp is not None and sharp.is_bounded else wide)
    return found if found and found.denominator <= MAX_DENOMINATOR else None


def _ratio(small: Interval, large: Interval) -> Interval:
    return small.divided_by(large) or Interval()


def _meeting(ratios: Sequence[Interval]) -> Interval | None:
    met: Interval | None = Interval()
    for ratio in ratios:
        met = None if met is None else met.intersect(ratio)
    return met


def _distinct(facts: Sequence[Fact]) -> int:
    """Return how many of the values differ whatever their words mean: shares of one value show nothing."""
    count, above = 0, None
    for value in sorted((fact.charitable for fact in facts), key=lambda value: (value.hi is None, value.hi or 0)):
        if above is None or (value.lo is not None and value.lo > above):
            count, above = count + 1, value.hi
    return count


def simplest(interval: Interval) -> Fraction | None:
    """Return the fraction with the least denominator in a bounded interval, by the tree of Stern and Brocot."""
    if interval.lo is None or interval.hi is None:
        return None
    if interval.contains(0):
        return Fraction(0)
    if interval.hi <= 0:
        mirrored = simplest(-interval)
        return None if mirrored is None else -mirrored
    return _least(Fraction(interval.lo), Fraction(interval.hi), interval.lo_open, interval.hi_open)


def _least(lo: Fraction, hi: Fraction, lo_open: bool, hi_open: bool) -> Fraction:
    whole = lo.numerator // lo.denominator
    if lo == whole and not lo_open:
        return Fraction(whole)
    following = Fraction(whole + 1)
    if following < hi or (following == hi and not hi_open):
        return following
    # Both ends lie between two whole numbers (the upper end may be the next one, left out): go on with the rest.
    rest_lo, rest_hi = lo - whole, hi - whole
    if rest_lo == 0:
        # Any unit fraction below the upper end lies inside.
        return whole + Fraction(1, floor(1 / rest_hi) + 1 if hi_open else ceil(1 / rest_hi))
    return whole + 1 / _least(1 / rest_hi, 1 / rest_lo, hi_open, lo_open)
