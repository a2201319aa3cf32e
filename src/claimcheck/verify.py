"""Replays certificates of contradictions by exact interval arithmetic; it shares no code with the engine."""

import hashlib
import json
from datetime import date
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from pathlib import Path
from typing import Any, NamedTuple

MAX_BYTES, MAX_DIGITS, MAX_BITS, MAX_EXPONENT, BUDGET, LAST_DAY = 2_000_000, 4000, 20_000, 64, 500_000, 3652059
MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# An end is (-1, 0 or 1 for minus infinity, a number or infinity; the number; 1 just above, -1 just below, 0 at it),
# so that ends compare as tuples do.
End = tuple[int, Fraction, int]
ZERO, BOTTOM, TOP = (0, Fraction(0), 0), (-1, Fraction(0), 0), (1, Fraction(0), 0)


class RejectedError(Exception):
    """A certificate that does not hold; the message says where."""


class Range(NamedTuple):
    """The numbers between two ends."""

    lower: End
    upper: End

    def meet(self, other: "Range", whole: bool = False) -> "Range | None":
        """Return what two ranges share, or the whole numbers of it."""
        lower, upper = max(self.lower, other.lower), min(self.upper, other.upper)
        if whole and not lower[0]:
            lower = (0, Fraction(floor(lower[1]) + 1 if lower[2] else ceil(lower[1])), 0)
        if whole and not upper[0]:
            upper = (0, Fraction(ceil(upper[1]) - 1 if upper[2] else floor(upper[1])), 0)
        return Range(lower, upper) if lower <= upper else None

    def plus(self, other: "Range") -> "Range":
        """Return every sum."""
        lower, upper = ((0, x[1] + y[1], x[2] or y[2]) for x, y in zip(self, other, strict=True))
        infinite = self.lower[0] or other.lower[0], self.upper[0] or other.upper[0]
        return Range(BOTTOM if infinite[0] else lower, TOP if infinite[1] else upper)

    def minus(self) -> "Range":
        """Return every negative."""
        return Range(*((-sign, -number, -side) for sign, number, side in reversed(self)))

    def times(self, other: "Range") -> "Range":
        """Return every product; a zero that is reached stays reached, whatever the other factor is."""
        corners = []
        for x, y in ((x, y) for x in self for y in other):
            if ZERO[:2] in (x[:2], y[:2]):
                corners.append((0, Fraction(0), int(ZERO not in (x, y))))
            elif x[0] or y[0]:
                signs = [end[0] or (1 if end[1] > 0 else -1) for end in (x, y)]
                corners.append((signs[0] * signs[1], Fraction(0), 0))
            else:
                corners.append((0, x[1] * y[1], abs(x[2] or y[2])))
        return Range(min(corners), max((sign, number, -off) for sign, number, off in corners))

    def inverse(self) -> "Range | None":
        """Return every 1/x: none for zero alone, all numbers when zero lies inside."""
        if self.lower[:2] < ZERO[:2] < self.upper[:2] or self == NOUGHT:
            return None if self == NOUGHT else EVERYTHING
        ends = ((0, Fraction(0), -end[0]) if end[0] else (0, 1 / end[1], -end[2]) if end[1] else None for end in self)
        upper, lower = ends
        return Range(lower or BOTTOM, upper or TOP)

    def power(self, exponent: int) -> "Range":
        """Return every whole power; the first is the absolute value."""
        even = self.lower < ZERO and (exponent == 1 or exponent % 2 == 0)
        base = (
            (self.minus() if self.upper <= ZERO else Range(ZERO, max(self.upper, self.minus().upper))) if even else self
        )
        return Range(*((sign, number**exponent, side) for sign, number, side in base))

    def years(self) -> "Range":
        """Return the calendar years of days, which count from 1 January of the year 1."""
        days = ((end[0], date.fromordinal(min(max(floor(end[1]), 1), LAST_DAY))) for end in self)
        return Range(*((sign, Fraction(0 if sign else day.year), 0) for sign, day in days))


EVERYTHING, NOUGHT, ONE = Range(BOTTOM, TOP), Range(ZERO, ZERO), Range((0, Fraction(1), 0), (0, Fraction(1), 0))
SIGNS = (Range(BOTTOM, (0, Fraction(0), -1)), NOUGHT, Range((0, Fraction(0), 1), TOP))


def fraction(text: Any) -> Fraction:
    """Return a number that is written `p` or `p/q`."""
    if not isinstance(text, str) or len(text) > MAX_DIGITS or not set(text) <= set("-/0123456789"):
        raise ValueError(f"{str(text)[:40]!r} stands where a number p or p/q is needed")
    return Fraction(text)


def interval(data: Any) -> Range:
    """Return a range that is written [lower, upper, ends], such as ["25", null, "()"]."""
    lower = BOTTOM if data[0] is None else (0, fraction(data[0]), {"[": 0, "(": 1}[data[2][0]])
    upper = TOP if data[1] is None else (0, fraction(data[1]), {"]": 0, ")": -1}[data[2][1]])
    if lower > upper:
        raise ValueError(f"the interval {str(data)[:80]} is empty")
    return Range(lower, upper)


class Checker:
    """A certificate: the box of what is known of its unknowns, its constraints, and the work that may be spent."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.box = [interval(slot["domain"]) for slot in data["slots"]]
        self.whole = [slot["whole"] is True for slot in data["slots"]]
        self.conditions, self.left = [constraint["condition"] for constraint in data["constraints"]], BUDGET
        needed = {claim for each in data["constraints"] for claim in each["claims"]}
        needed |= {slot["claim"] for slot in data["slots"] if "claim" in slot}
        for claim in needed - {claim["id"] for claim in data["claims"]}:
            raise RejectedError(f"it rests on {str(claim)[:200]}, which is not among its claims")

    def value(self, term: Any) -> Range | None:
        """Return every value of a term, or None when it has none."""
        head, *rest = term
        parts = (
            [self.value(part) for part in rest[: 1 if head == "^" else None]] if head not in ("slot", "const") else []
        )
        known = [part for part in parts if part is not None]
        if head in ("slot", "const"):
            found: Range | None = self.box[rest[0]] if head == "slot" else interval(rest[0])
        elif len(known) < len(parts):
            found = None
        elif head == "+":
            found = reduce(Range.plus, known)
        elif head in ("*", "/") and len(parts) == 2:
            second = known[1] if head == "*" else known[1].inverse()
            found = None if second is None else known[0].times(second)
        elif head == "^" and 2 <= rest[1] <= MAX_EXPONENT:
            found = known[0].power(rest[1])
        else:
            found = {"-": Range.minus, "abs": lambda a: a.power(1), "year": Range.years}[head](*known)
        bits = sum(end[1].numerator.bit_length() + end[1].denominator.bit_length() for end in found or ())
        self.left -= 1 + bits // 500
        if bits > MAX_BITS or self.left < 0:
            raise ValueError("it takes too much work to check")
        return found

    def is_whole(self, term: Any) -> bool:
        """Whether a term has whole numbers alone for values."""
        head, *rest = term
        if head == "slot":
            return self.whole[rest[0]]
        if head == "const":
            return len({*interval(rest[0])}) == 1 and interval(rest[0]).lower[1].denominator == 1
        return head == "year" or (head in ("+", "-", "*") and all(self.is_whole(part) for part in rest))

    def impossible(self, condition: Any) -> bool:
        """Whether a condition holds nowhere in the box."""
        head, *parts = condition
        if head in ("all", "any"):
            return (any if head == "all" else all)(self.impossible(part) for part in parts)
        if head == "known":
            return parts[0] is False
        wholes = [self.is_whole(part) for part in parts]
        values = [self.value(part) for part in parts]
        a, b = (each and each.meet(EVERYTHING, whole) for each, whole in zip(values, wholes, strict=True))
        if a is None or b is None:
            return True
        if head in (">", ">="):
            a, b = b, a
        return {
            "==": a.meet(b, any(wholes)) is None,
            "!=": a == b and a.lower == a.upper,
            "<": a.lower[:2] >= b.upper[:2],
            "<=": a.lower > b.upper,
        }[head.replace(">", "<")]

    def narrow(self, step: dict[str, Any]) -> bool:
        """Check that outside an interval of a slot a condition holds nowhere; False when nothing is left of the slot."""
        slot, new, condition = step["slot"], interval(step["in"]), self.conditions[step["constraint"]]
        domain, whole = self.box[slot], self.whole[slot]
        below, above = (new.lower[0], new.lower[1], new.lower[2] - 1), (new.upper[0], new.upper[1], new.upper[2] + 1)
        for side in (Range(BOTTOM, below), Range(above, TOP)):
            for piece in (part and part.meet(side, whole) for part in map(domain.meet, SIGNS)):
                self.box[slot] = piece or domain
                if piece is not None and not self.impossible(condition):
                    raise RejectedError(f"constraint {step['constraint']} does not keep slot {slot} in {step['in']}")
        left = domain.meet(new, whole)
        self.box[slot] = left or domain
        return left is not None
