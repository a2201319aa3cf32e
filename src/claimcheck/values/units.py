"""Units of figures: currencies by ISO 4217, percent and percentage points, measures, and any other noun."""

from __future__ import annotations

from claimcheck.values.currencies import UnitError, currency_of, is_currency_code
from claimcheck.values.late_pattern import late
from claimcheck.values.unit_names import (
    BASIS_POINTS_NAMES,
    COUNT_ALIASES,
    MEASURE_ALIASES,
    MEASURES,
    PERCENT_NAMES,
    POINTS_NAMES,
    SHORT_SYMBOLS,
    TIME_ALIASES,
    TIMES,
)
from claimcheck.values.value_class import value_class

PERCENT = "percent"
POINTS = "points"

__all__ = ["PERCENT", "POINTS", "Unit", "UnitError", "currency_of", "relative_divisor", "unit_code"]

_FREE = late(r"[^\W\d_][\w/²³.'’&-]*(?: [^\W\d_][\w/²³.'’&-]*){0,5}")


@value_class
class Unit:
    """What a figure counts or measures, by its code.

    The code is `""` (a plain number), `percent`, `points`, an ISO 4217 code, or a free unit (`t`, `jobs`).
    """

    code: str

    @classmethod
    def of(cls, text: str) -> Unit:
        """Return the unit that a text names. Raises UnitError when it names several, or none."""
        return cls(unit_code(text))

    @property
    def is_currency(self) -> bool:
        """Whether the code is that of an ISO 4217 currency."""
        return is_currency_code(self.code)

    @property
    def is_relative(self) -> bool:
        """Whether figures of the unit are hundredths: percent, or percentage points."""
        return self.code in {PERCENT, POINTS}

    @property
    def is_time(self) -> bool:
        """Whether it is a unit of time: years, days, decades."""
        return self.code in TIMES

    @property
    def is_measure(self) -> bool:
        """Whether figures of the unit are measured and can have parts (km, t), where jobs are counted.

        A symbol of up to three characters that nobody has listed is taken for one too.
        """
        symbol = len(self.code) <= 3 and not self.code.islower() and self.code not in COUNT_ALIASES.values()
        return self.code in MEASURES or (symbol and self.code != "" and not self.is_currency)

    def matches(self, other: Unit) -> bool:
        """Whether both name one unit, whatever their case and number (`job`, `jobs`)."""
        return self.code == other.code or _stem(self.code) == _stem(other.code)

    def __str__(self) -> str:
        return self.code


def unit_code(text: str) -> str:
    """Return the code of a unit as written: `tonnes` is `t`, `per cent` is `percent`, `jobs` stays `jobs`.

    Raises UnitError for an ambiguous currency and for a text that is no unit.
    """
    word = " ".join(text.split())
    if len(word) > 60:
        raise UnitError(f"A unit has at most 60 characters; this one has {len(word)}.")
    lower = word.lower()
    if not word:
        return ""
    if lower in PERCENT_NAMES:
        return PERCENT
    if lower in POINTS_NAMES or lower in BASIS_POINTS_NAMES:
        return POINTS
    known = _listed_code(word, lower) or _currency_unit(word)
    if known:
        return known
    if not _FREE.fullmatch(word):
        raise UnitError(f"{word!r} is not a unit; expected a currency, percent, points, or a noun such as jobs.")
    return word


def relative_divisor(text: str) -> int | None:
    """Return by what a figure in percent or points is divided: 100, 10,000 for basis points; else None."""
    lower = " ".join(text.lower().split())
    if lower in PERCENT_NAMES or lower in POINTS_NAMES:
        return 100
    return 10_000 if lower in BASIS_POINTS_NAMES else None


def _listed_code(word: str, lower: str) -> str | None:
    # The case of a symbol counts: MW is a megawatt, and mW is something else.
    if word in MEASURES:
        return word
    if lower in SHORT_SYMBOLS and word != lower:
        return None
    return TIME_ALIASES.get(lower) or COUNT_ALIASES.get(lower) or MEASURE_ALIASES.get(lower)


def _currency_unit(word: str) -> str | None:
    """Return the code of a currency, or of a price such as `USD per barrel`."""
    head, per, tail = _split_price(word)
    code = currency_of(head)
    if code is None or not per:
        return code
    return f"{code} per {unit_code(tail)}"


def _split_price(word: str) -> tuple[str, str, str]:
    for separator in (" per ", "/", " a ", " an "):
        head, found, tail = word.partition(separator)
        if found and tail.strip():
            return head.strip(), found, tail.strip()
    return word, "", ""


def _stem(code: str) -> str:
    word = code.lower()
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
