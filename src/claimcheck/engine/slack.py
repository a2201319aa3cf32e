"""Slack: how much of its rounding a figure has left once everything else is taken into account.

A figure that agrees with the rest only in a sliver of what its words allow passes by the skin of its rounding. The
slack is the width of what is left of it, as a share of the width that its words allow, under the plain reading.
"""

from __future__ import annotations

from fractions import Fraction

from claimcheck.engine.network import Outcome, System
from claimcheck.rules.terms import Leaf, Sort


def slack(system: System, outcome: Outcome) -> dict[str, Fraction]:
    """Return for each claim the least share of a figure's width that is left, where others narrowed it."""
    found: dict[str, Fraction] = {}
    for number, term in enumerate(system.terms):
        if not isinstance(term, Leaf) or term.sort is not Sort.NUMBER:
            continue
        before, after = system.initial[number].width, outcome.domains[number].width
        if before is None or after is None or before == 0 or after == before:
            continue
        claim = term.slot.claim
        found[claim] = min(found.get(claim, Fraction(1)), after / before)
    return found
