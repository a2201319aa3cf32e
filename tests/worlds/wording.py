"""Honest wordings of true numbers and dates, written without a look at how the program reads them.

A *plain* writer rounds half up and hedges by a little; a *loose* writer also cuts digits off, quotes a level before
its revision, and hedges as widely as the words allow.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))

HEDGES = {
    False: {"above": Fraction(115, 100), "nearly": Fraction(110, 100), "about": Fraction(5, 100)},
    True: {"above": Fraction(190, 100), "nearly": Fraction(120, 100), "about": Fraction(14, 100)},
}
"""How far a plain and a loose writer's hedges reach, as shares of the figure or of the truth."""


class Writer:
    """Words true numbers and dates as a newsroom would."""

    def __init__(self, rng: Random, *, loose: bool) -> None:
        self.rng = rng
        self.loose = loose

    def money(self, value: Fraction) -> str:
        """Word an amount of US dollars, such as "nearly $25 billion"."""
        return self.level(value, "$")

    def level(self, value: Fraction, unit: str = "") -> str:
        """Word a level of at least 1,000."""
        return self._hedged(value, unit) or scaled(self._digits(value), unit)

    def _digits(self, value: Fraction) -> Fraction:
        if self.loose and self.rng.random() < 0.2:
            value *= 1 + Fraction(self.rng.randint(-4, 4), 1000)
        return significant(value, self.rng.choice((2, 3, 3, 4)), cut=self._cuts())

    def percent(self, share: Fraction) -> str | None:
        """Word a share or a growth in percent, or return None when it would print as zero."""
        places = self.rng.choice((0, 1, 1))
        number = rounded_to(abs(share) * 100, places, cut=self._cuts())
        if number == 0:
            return None
        return f"{'-' if share < 0 else ''}{number} percent"

    def share(self, share: Fraction) -> str | None:
        """Word a share of a whole: a percentage, or "nearly half" and the like."""
        words = (
            ("half", Fraction(1, 2)),
            ("a third", Fraction(1, 3)),
            ("two thirds", Fraction(2, 3)),
            ("a quarter", Fraction(1, 4)),
        )
        for word, mark in words:
            low = Fraction(8, 10) if self.loose else Fraction(9, 10)
            if self.rng.random() < 0.7 and low * mark < share < mark:
                return f"{self.rng.choice(('nearly', 'almost'))} {word}"
            if self.rng.random() < 0.7 and mark < share < mark * Fraction(11, 10):
                return f"{self.rng.choice(('more than', 'over'))} {word}"
            if abs(share - mark) <= mark / (7 if self.loose else 20):
                return f"about {word}"
        return self.percent(share)

    def ratio(self, value: Fraction) -> str | None:
        """Word how many times one value is another, or return None where nobody would."""
        if not Fraction(3, 2) <= value <= 12:
            return None
        if 2 < value < Fraction(23, 10) and self.rng.random() < 0.5:
            return "more than twice"
        return f"{rounded_to(value, 1, cut=self._cuts())} times"

    def _cuts(self) -> bool:
        return self.loose and self.rng.random() < 0.3

    def _hedged(self, value: Fraction, unit: str) -> str | None:
        """Hedge a level in one of the ways in which it can honestly be, or return None."""
        coarse, fine = significant(value, 1, cut=True), significant(value, 2, cut=True)
        after = significant(value * Fraction(105, 100), 2, cut=False)
        near = significant(value, 1 if self.loose else 2, cut=False)
        reach = HEDGES[self.loose]
        match self.rng.randrange(14):
            case 0 if fine < value <= fine * reach["above"]:
                return f"{self.rng.choice(('above', 'more than', 'over', 'exceeding'))} {scaled(fine, unit)}"
            case 1 if value <= coarse * reach["above"]:
                return f"at least {scaled(coarse, unit)}"
            case 2 if value < after <= value * reach["nearly"]:
                return f"{self.rng.choice(('nearly', 'almost', 'close to'))} {scaled(after, unit)}"
            case 3 if abs(near - value) <= near * reach["about"]:
                return f"{self.rng.choice(('about', 'around', 'some', 'roughly'))} {scaled(near, unit)}"
            case 4:
                step = coarse / 10
                return f"between {scaled(fine - step, unit)} and {scaled(fine + 2 * step, unit)}"
            case 5 if value < after and value >= after * (2 - reach["above"]):
                return f"{self.rng.choice(('less than', 'below', 'under', 'up to'))} {scaled(after, unit)}"
        return None

    def day(self, day: date, *, at_least: str = "year") -> str:
        """Give a date to the day, to the month or to the year."""
        precisions = {"year": "ymd", "month": "md", "day": "d"}[at_least]
        match self.rng.choice(precisions):
            case "y":
                return f"{day.year:04d}"
            case "m":
                return f"{day.year:04d}-{day.month:02d}"
            case _:
                return day.isoformat()

    def years_since(self, start: date, end: date) -> str | None:
        """Word how many years lie between two days: "more than 30 years"."""
        whole = full_years(start, end)
        over = end - add_years(start, whole)
        if whole < 2:
            return None
        if over > timedelta() and self.rng.random() < 0.5:
            return f"{self.rng.choice(('more than', 'over'))} {whole} years"
        if over > timedelta(days=330):
            return f"{self.rng.choice(('nearly', 'almost'))} {whole + 1} years"
        if end.year - start.year == whole or self.loose:
            return f"{whole} years"
        return None


def significant(value: Fraction, digits: int, *, cut: bool) -> Fraction:
    """Round half up, or cut off, to a number of significant digits."""
    exponent = len(str(int(value))) - digits
    step = Fraction(10) ** exponent
    whole = value / step
    return (Fraction(int(whole)) if cut else Fraction(int(whole + Fraction(1, 2)))) * step


def rounded_to(value: Fraction, places: int, *, cut: bool = False) -> Decimal:
    """Round half up, or cut off, to a number of decimals."""
    whole = int(value * 10**places + (0 if cut else Fraction(1, 2)))
    return Decimal(whole).scaleb(-places)


def scaled(value: Fraction, unit: str) -> str:
    """Write a number with its scale word: $25.3 billion, 850,000."""
    for size, name in SCALES:
        if value >= size:
            number = (Decimal(value.numerator) / Decimal(value.denominator) / size).normalize()
            return f"{unit}{number:f} {name}"
    return f"{unit}{int(value):,}"


def full_years(start: date, end: date) -> int:
    """Return how many years are completed between two days."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def add_years(day: date, years: int) -> date:
    """Return the same day of another year; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
