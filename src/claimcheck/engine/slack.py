"""Slack: how much of its rounding a figure has left once everything else is taken into account.

A figure that agrees with the rest only in a sliver of what its words allow passes by the skin of its rounding. The
slack is the width of what is left of it, as a share of the width that its words allow, under the plain reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from claimcheck.engine.solving.nodes import Domains
from claimcheck.rules.terms import Leaf, Sort, Var


def slack(terms: Sequence[Var | Leaf], before: Domains, after: Domains) -> dict[str, Fraction]:
    """Return for each claim the least share of a figure's width that is left, where others narrowed it."""
    found: dict[str, Fraction] = {}
    for number, term in enumerate(terms):
        if not isinstance(term, Leaf) or term.sort is not Sort.NUMBER or after[number] is before[number]:
            continue
        wide, left = before[number].width, after[number].width
        if wide is None or left is None or wide == 0 or left == wide:
            continue
        claim = term.slot.claim
        found[claim] = min(found.get(claim, Fraction(1)), left / wide)
    return found
