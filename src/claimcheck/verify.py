"""Replays certificates of contradictions by exact interval arithmetic; it shares no code with the engine."""

import hashlib
import json
from datetime import date
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from typing import Any, NamedTuple

MAX_BYTES, MAX_DIGITS, MAX_BITS, MAX_EXPONENT, BUDGET, LAST_DAY = 2_000_000, 4000, 20_000, 64, 500_000, 3652059
MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
ZERO, UNIT, BOTTOM, TOP = (0, Fraction(0), 0), (0, Fraction(1), 0), (-1, Fraction(0), 0), (1, Fraction(0), 0)


class RejectedError(Exception):
    """A certificate that does not hold; the message says where."""


class Range(NamedTuple):
    """The numbers between two ends: (-1 or 1 for an infinity, the number, 1 for just above it and -1 just below)."""

    lower: tuple[int, Fraction, int]
    upper: tuple[int, Fraction, int]

    def meet(self, other: "Range", whole: bool = False) -> "Range | None":
        """Return what two ranges share, or the whole numbers of it."""
        lower, upper = max(self.lower, other.lower), min(self.upper, other.upper)
        if whole:
            lower = lower if lower[0] else (0, Fraction(floor(lower[1]) + 1 if lower[2] else ceil(lower[1])), 0)
            upper = upper if upper[0] else (0, Fraction(ceil(upper[1]) - 1 if upper[2] else floor(upper[1])), 0)
        return Range(lower, upper) if lower <= upper else None

    def plus(self, other: "Range") -> "Range":
        """Return every sum."""
        lower, upper = ((x[0] or y[0], x[1] + y[1], x[2] or y[2]) for x, y in zip(self, other, strict=True))
        return Range(BOTTOM if lower[0] else lower, TOP if upper[0] else upper)

    def minus(self) -> "Range":
        """Return every negative."""
        return Range(*((-sign, -number, -side) for sign, number, side in reversed(self)))

    def times(self, other: "Range") -> "Range":
        """Return every product; a zero that is reached stays reached, whatever the other factor is."""
        corners = []
        for x, y in ((x, y) for x in self for y in other):
            signs = [end[0] or (end[1] > 0) - (end[1] < 0) for end in (x, y)]
            off = int(ZERO not in (x, y)) if 0 in signs else abs(x[2] or y[2])
            infinite = (x[0] or y[0]) and signs[0] * signs[1]
            corners.append((infinite, Fraction(0) if infinite else x[1] * y[1], 0 if infinite else off))
        return Range(min(corners), max((sign, number, -off) for sign, number, off in corners))

    def inverse(self) -> "Range | None":
        """Return every 1/x: none for zero alone, all numbers when zero lies inside."""
        if self.lower[:2] < ZERO[:2] < self.upper[:2] or self == NOUGHT:
            return None if self == NOUGHT else EVERYTHING
        upper, lower = ((0, Fraction(1) / (e[1] or 1) * (not e[0]), e[0] or -e[2]) for e in self)
        return Range(BOTTOM if self.upper[:2] == ZERO[:2] else lower, TOP if self.lower[:2] == ZERO[:2] else upper)

    def power(self, exponent: int) -> "Range":
        """Return every whole power; the first is the absolute value."""
        base = self.minus() if self.upper <= ZERO else Range(max(self.lower, ZERO), max(self.upper, self.minus().upper))
        base = self if exponent > 1 and exponent % 2 else base
        return Range(*((sign, number**exponent, side) for sign, number, side in base))

    def years(self) -> "Range":
        """Return the calendar years of days, which count from 1 January of the year 1."""
        known = (date.fromordinal(min(max(floor(end[1]), 1), LAST_DAY)).year for end in self)
        return Range(*((end[0], Fraction(0 if end[0] else year), 0) for end, year in zip(self, known, strict=True)))


EVERYTHING, NOTHING, NOUGHT, ONE = Range(BOTTOM, TOP), Range(TOP, BOTTOM), Range(ZERO, ZERO), Range(UNIT, UNIT)
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
        needed = [claim for each in (*data["slots"], *data["constraints"]) for claim in each["claims"]]
        if missing := {*needed} - {claim["id"] for claim in data["claims"]}:
            raise RejectedError(f"it rests on {min(missing)}, which is not among its claims")

    def value(self, term: Any) -> Range | None:
        """Return every value of a term, or None when it has none."""
        head, *rest = term
        if head in ("slot", "const"):
            found: Range | None = self.box[rest[0]] if head == "slot" else interval(rest[0])
        else:
            parts = [self.value(part) or NOTHING for part in rest[: 1 if head == "^" else None]]
            found = None if NOTHING in parts else self.apply(head, parts, rest)
        bits = sum(end[1].numerator.bit_length() + end[1].denominator.bit_length() for end in found or ())
        self.left -= 1 + bits // 500
        if bits > MAX_BITS or self.left < 0:
            raise ValueError("it takes too much work to check")
        return found

    def apply(self, head: str, parts: list[Range], rest: list[Any]) -> Range | None:
        """Return what an operation makes of ranges."""
        if head == "+":
            return reduce(Range.plus, parts)
        if head in ("*", "/") and len(parts) == 2:
            return (second := parts[1] if head == "*" else parts[1].inverse()) and parts[0].times(second)
        if head == "^" and 2 <= rest[1] <= MAX_EXPONENT:
            return parts[0].power(rest[1])
        (a,) = parts
        return a.power(1) if head == "abs" else {"-": a.minus, "year": a.years}[head]()

    def impossible(self, condition: Any) -> bool:
        """Whether a condition holds nowhere in the box."""
        head, *parts = condition
        if head in ("all", "any"):
            return (any if head == "all" else all)(self.impossible(part) for part in parts)
        a, b = map(self.value, parts[::-1] if head in (">", ">=") else parts)
        if not a or not b:
            return True
        never = {"==": a.meet(b) is None, "<": a.lower[:2] >= b.upper[:2], "<=": a.lower > b.upper}
        return (never | {"!=": a == b and a.lower == a.upper})[head.replace(">", "<")]

    def narrow(self, step: dict[str, Any]) -> bool:
        """Check that a slot lies in an interval, as it is refuted outside of it; False when nothing is left."""
        slot, new, conditions, inner = step["slot"], interval(step["in"]), self.conditions, step.get("because")
        domain, whole, left = self.box[slot], self.whole[slot], self.box[slot].meet(new, self.whole[slot])
        below, above = (*new.lower[:2], new.lower[2] - 1), (*new.upper[:2], new.upper[2] + 1)
        for side in (Range(BOTTOM, below), Range(above, TOP)):
            for piece in (part and part.meet(side, whole) for part in map(domain.meet, SIGNS)):
                self.box[slot] = piece or domain
                if piece and not (self.refuted(inner) if inner else self.impossible(conditions[step["constraint"]])):
                    raise RejectedError(f"{step.get('constraint', 'no')} constraint keeps slot {slot} in {step['in']}")
        self.box[slot] = left or domain
        return left is not None

    def form(self, term: Any, take: str) -> dict[int | None, Range]:
        """Return a term as ranges times slots, and a range; `take` says which side of a product is the range."""
        head, *rest = term
        if head == "slot":
            return {rest[0]: ONE} if self.box[rest[0]] else {}
        if head in ("*", "/"):
            left, right = ([e[0] for e in self.value(each) or EVERYTHING] == [0, 0] for each in rest)
            auto = take == "left" or rest[0][0] == "const" or (take == "right" and not right)
            kept, by = rest[::-1] if head == "*" and left and auto else rest
            factor = self.value(by if head == "*" else ["/", ["const", ["1", "1", "[]"]], by]) or EVERYTHING
            return {slot: each.times(factor) for slot, each in self.form(kept, take).items()}
        total: dict[int | None, Range] = {}
        for part in rest if head in ("+", "-") else ():
            for slot, each in self.form(part, take).items():
                total[slot] = total.get(slot, NOUGHT).plus(each if head == "+" else each.minus())
        return total or {None: self.value(term) or EVERYTHING}

    def adds_up(self, items: list[Any], take: str) -> bool:
        """Whether relations, each times its factor, add up to what is impossible in the box."""
        total, strict = list[Any](["+"]), False
        for item in items:
            (head, left, right), number = self.conditions[item["constraint"]], fraction(item["times"])
            strict = strict or head in ("<", ">")
            if head != "==" and head not in (("<", "<=") if number > 0 else (">", ">=") if number else ()):
                raise RejectedError(f"{head} cannot be taken {number} times")
            total.append(["*", ["const", [item["times"], item["times"], "[]"]], ["+", left, ["-", right]]])
        parts = [each.times(ONE if slot is None else self.box[slot]) for slot, each in self.form(total, take).items()]
        return reduce(Range.plus, parts).lower > (0, Fraction(0), 0 - strict)

    def refuted(self, proof: dict[str, Any]) -> bool:
        """Whether a proof leaves nothing of the box, which stays as it is."""
        box, done = list(self.box), any(not self.narrow(step) for step in proof["steps"])
        done = done or ("fails" in proof and self.impossible(self.conditions[proof["fails"]]))
        done, self.box = done or ("sum" in proof and self.adds_up(proof["sum"], proof["take"])), box
        return done


def check(text: str) -> None:
    """Replay a certificate. Raises RejectedError when it does not hold, and ValueError for what is none."""
    try:
        data = json.loads(text[: MAX_BYTES + 1], parse_float=fraction, parse_constant=fraction)
        digest, proof, checker = data.pop("digest"), data["proof"], Checker(data)
        if digest != hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest():
            raise RejectedError("it is not as it was written: its digest differs")
        if not checker.refuted(proof):
            raise RejectedError("its steps lead to no contradiction")
    except MALFORMED as error:
        raise ValueError(f"it is no certificate that can be read: {str(error) or type(error).__name__}") from None
