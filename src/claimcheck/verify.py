"""Replays certificates of contradictions by exact interval arithmetic; it shares no code with the engine."""

import hashlib
import json
from datetime import date
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from pathlib import Path
from typing import Any

MAX_BYTES, MAX_DIGITS, MAX_BITS, MAX_EXPONENT, BUDGET = 2_000_000, 4000, 20_000, 64, 500_000
Whole = Fraction
# An end is (-1, 0 or 1 for minus infinity, a number or infinity; the number; 1 just above, -1 just below, 0 at it),
# so that ends compare as tuples do. A range is a lower and an upper end.
End = tuple[int, Fraction, int]
Range = tuple[End, End]
ZERO, BOTTOM, TOP = (0, Fraction(0), 0), (-1, Fraction(0), 0), (1, Fraction(0), 0)
NOUGHT, ONE, LAST_DAY = (ZERO, ZERO), ((0, Fraction(1), 0), (0, Fraction(1), 0)), 3652059
SIGNS: list[Range] = [(BOTTOM, (0, Fraction(0), -1)), NOUGHT, ((0, Fraction(0), 1), TOP)]


class UnreadableError(Exception):
    """A file that is no certificate; the message says why."""


class RejectedError(Exception):
    """A certificate that does not hold; the message says where."""


def fraction(text: Any) -> Fraction:
    """Return a number that is written `p` or `p/q`."""
    parts = text.removeprefix("-").split("/") if isinstance(text, str) and len(text) <= 2 * MAX_DIGITS else []
    if len(parts) not in (1, 2) or not all(p.isascii() and p.isdigit() and len(p) <= MAX_DIGITS for p in parts):
        raise UnreadableError(f"{str(text)[:40]!r} stands where a number p or p/q is needed")
    if not int(parts[-1]) and len(parts) == 2:
        raise UnreadableError(f"{text[:40]!r} divides by zero")
    return Fraction(int(parts[0]) * (-1 if text[0] == "-" else 1), int(parts[1]) if len(parts) == 2 else 1)


def interval(data: Any) -> Range:
    """Return a range that is written [lower, upper, ends], such as ["25", null, "()"]."""
    if not isinstance(data, list) or len(data) != 3 or data[2] not in ("[]", "[)", "(]", "()"):
        raise UnreadableError(f"{str(data)[:40]} stands where an interval [lower, upper, ends] is needed")
    lower = BOTTOM if data[0] is None else (0, fraction(data[0]), int(data[2][0] == "("))
    upper = TOP if data[1] is None else (0, fraction(data[1]), -int(data[2][1] == ")"))
    if lower > upper:
        raise UnreadableError(f"the interval {str(data)[:80]} is empty")
    return lower, upper


def meet(a: Range | None, b: Range | None, whole: bool = False) -> Range | None:
    """Return what two ranges share, or the whole numbers of it."""
    if a is None or b is None:
        return None
    lower, upper = max(a[0], b[0]), min(a[1], b[1])
    if whole and not lower[0]:
        lower = (0, Fraction(floor(lower[1]) + 1 if lower[2] else ceil(lower[1])), 0)
    if whole and not upper[0]:
        upper = (0, Fraction(ceil(upper[1]) - 1 if upper[2] else floor(upper[1])), 0)
    return (lower, upper) if lower <= upper else None


def plus(a: Range, b: Range) -> Range:
    """Return every sum."""
    lower, upper = ((x[0] or y[0], x[1] + y[1], x[2] or y[2]) for x, y in zip(a, b, strict=True))
    return BOTTOM if lower[0] else lower, TOP if upper[0] else upper


def minus(a: Range) -> Range:
    """Return every negative."""
    lower, upper = ((-sign, -number, -side) for sign, number, side in (a[1], a[0]))
    return lower, upper


def times(a: Range, b: Range) -> Range:
    """Return every product; a zero that is reached stays reached, whatever the other factor is."""
    corners = []
    for x in a:
        for y in b:
            if x[:2] == ZERO[:2] or y[:2] == ZERO[:2]:
                corners.append((0, Fraction(0), int(ZERO not in (x, y))))
            elif x[0] or y[0]:
                sign = (x[0] or (1 if x[1] > 0 else -1)) * (y[0] or (1 if y[1] > 0 else -1))
                corners.append((sign, Fraction(0), 0))
            else:
                corners.append((0, x[1] * y[1], abs(x[2] or y[2])))
    return min(corners), max((sign, number, -off) for sign, number, off in corners)


def inverse(a: Range) -> Range | None:
    """Return every 1/x: none for zero alone, all numbers when zero lies inside."""
    below, above = a[0] < ZERO and a[0][:2] != ZERO[:2], a[1] > ZERO
    if below == above:
        return (BOTTOM, TOP) if below else None
    lower = BOTTOM if a[1][:2] == ZERO[:2] else (0, Fraction(0), 1) if a[1][0] else (0, 1 / a[1][1], -a[1][2])
    upper = TOP if a[0][:2] == ZERO[:2] else (0, Fraction(0), -1) if a[0][0] else (0, 1 / a[0][1], -a[0][2])
    return lower, upper


def power(a: Range, exponent: int) -> Range:
    """Return every whole power."""
    if exponent % 2 == 0:
        a = magnitude(a)
    lower, upper = ((sign, number**exponent, side) for sign, number, side in a)
    return lower, upper


def magnitude(a: Range) -> Range:
    """Return every absolute value."""
    negative = minus(a)
    return a if a[0] >= ZERO else negative if a[1] <= ZERO else (ZERO, max(a[1], negative[1]))


def years(a: Range) -> Range:
    """Return the calendar years of days, which count from 1 January of the year 1."""
    lower, upper = (
        end if end[0] else (0, Fraction(date.fromordinal(min(max(floor(end[1]), 1), LAST_DAY)).year), 0) for end in a
    )
    return lower, upper


class Checker:
    """A certificate: the box of what is known of its unknowns, its constraints, and the work that may be spent."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.box = [interval(slot["domain"]) for slot in data["slots"]]
        self.whole = [slot["whole"] is True for slot in data["slots"]]
        self.constraints, self.left = data["constraints"], BUDGET
        needed = {slot["claim"] for slot in data["slots"] if "claim" in slot}
        needed |= {claim for constraint in self.constraints for claim in constraint["claims"]}
        for claim in needed - {claim["id"] for claim in data["claims"]}:
            raise RejectedError(f"it rests on {str(claim)[:200]}, which is not among its claims")

    def value(self, term: Any) -> Range | None:
        """Return every value of a term, or None when it has none."""
        head, *rest = term
        if head == "slot":
            found: Range | None = self.box[rest[0]]
        elif head == "const":
            found = interval(rest[0])
        else:
            found = self.apply(head, [self.value(part) for part in rest[: 1 if head == "^" else None]], rest)
        bits = sum(end[1].numerator.bit_length() + end[1].denominator.bit_length() for end in found or ())
        self.left -= 1 + bits // 500
        if bits > MAX_BITS or self.left < 0:
            raise UnreadableError("it takes too much work to check")
        return found

    def apply(self, head: str, parts: list[Any], rest: list[Any]) -> Range | None:
        """Return what an operation makes of ranges."""
        if None in parts:
            return None
        if head == "+":
            return reduce(plus, parts)
        if head in ("*", "/") and len(parts) == 2:
            second = parts[1] if head == "*" else inverse(parts[1])
            return None if second is None else times(parts[0], second)
        if head == "^" and 2 <= rest[1] <= MAX_EXPONENT:
            return power(parts[0], rest[1])
        single = {"-": minus, "abs": magnitude, "year": years}.get(head)
        if single is None or len(parts) != 1:
            raise UnreadableError(f"{str(head)[:20]!r} is no operation on {len(parts)} terms")
        return single(parts[0])

    def is_whole(self, term: Any) -> bool:
        """Whether a term has whole numbers alone for values."""
        head, *rest = term
        if head == "slot":
            return self.whole[rest[0]]
        if head == "const":
            return len({*interval(rest[0])}) == 1 and interval(rest[0])[0][1].denominator == 1
        return head == "year" or (head in ("+", "-", "*") and all(self.is_whole(part) for part in rest))

    def impossible(self, condition: Any) -> bool:
        """Whether a condition holds nowhere in the box."""
        head, *parts = condition
        if head in ("all", "any"):
            return (any if head == "all" else all)(self.impossible(part) for part in parts)
        if head == "known":
            return parts[0] is False
        wholes = [self.is_whole(part) for part in parts]
        a, b = (meet(self.value(part), (BOTTOM, TOP), is_whole) for part, is_whole in zip(parts, wholes, strict=True))
        if a is None or b is None:
            return True
        if head in (">", ">="):
            a, b, head = b, a, "<" + head[1:]
        if head not in ("==", "!=", "<", "<="):
            raise UnreadableError(f"{str(head)[:20]!r} is no comparison")
        if head in ("==", "!="):
            return meet(a, b, any(wholes)) is None if head == "==" else a == b and a[0] == a[1]
        return a[0][:2] >= b[1][:2] if head == "<" else a[0] > b[1]
