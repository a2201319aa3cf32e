"""The two readings of worded figures, and the table of numbers that makes intervals of wordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from enum import StrEnum
from fractions import Fraction

from claimcheck.values.near_words import near_word
from claimcheck.values.number_words import read_digits
from claimcheck.values.value_class import value_class


class Reading(StrEnum):
    """How a worded figure is taken: as a reader understands it, or as widely as its words allow."""

    PLAIN = "plain"
    CHARITABLE = "charitable"


@value_class
class Reach:
    """How far a wording reaches below and above, in the measure of its row; None is without end."""

    below: Fraction | None
    above: Fraction | None

    def __str__(self) -> str:
        return f"{_show(self.below)} below, {_show(self.above)} above"


@value_class
class Row:
    """One row of the table: a wording, its reach under both readings, and why these numbers."""

    name: str
    wordings: str
    measure: str
    plain: Reach
    charitable: Reach
    why: str

    def reach(self, reading: Reading) -> Reach:
        """Return the numbers of one reading."""
        return self.plain if reading is Reading.PLAIN else self.charitable


@value_class
class Limit:
    """A whole number below which a count is treated in its own way, and why."""

    name: str
    below: int
    why: str


def _row(name: str, wordings: str, measure: str, numbers: str, why: str) -> Row:
    """Make a row from `plain below, plain above, charitable below, charitable above`."""
    a, b, c, d = (None if each == "none" else Fraction(each) for each in numbers.split())
    return Row(name, wordings, measure, Reach(a, b), Reach(c, d), why)


@value_class
class ReadingTable:
    """The numbers of every wording. A corpus, a publisher or a metric can replace some by
    `with_overrides`."""

    bare: Row
    zeros: Row
    revision: Row
    above: Row
    below: Row
    nearly: Row
    about: Row
    fraction: Row
    dozens: Row
    hundreds: Row
    exact_counts: Limit
    small_counts: Limit

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in the order in which the documentation prints them."""
        values = (getattr(self, field.name) for field in fields(self))
        return tuple(value for value in values if isinstance(value, Row))

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits below which counts have rules of their own."""
        return (self.exact_counts, self.small_counts)

    def with_overrides(self, overrides: Mapping[str, object]) -> ReadingTable:
        """Return the table with other numbers: `{"about": {"plain": "3 percent"}, "exact_counts": 500}`.

        A reading's value is one number for both sides or `{"below": …, "above": …}`; a number is an `int`, a
        Fraction, or a text such as `0.03`, `1/20`, `3 percent`, and `none` for no end. Raises ValueError for
        an unknown key, a number that cannot be read, and a plain reading that leaves the charitable one.
        """
        names = [field.name for field in fields(self)]
        changed: dict[str, Row | Limit] = {}
        for key, value in overrides.items():
            _known(key, names, "the readings")
            entry = getattr(self, key)
            changed[key] = _limit_override(entry, value) if isinstance(entry, Limit) else _row_override(entry, value)
        # The fields' types differ, and each name keeps its own by the branch above.
        return replace(self, **changed)  # type: ignore[arg-type]


def _limit_override(limit: Limit, value: object) -> Limit:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise ValueError(f"{limit.name} is {value!r}; expected a whole number from 0 to 1,000,000.")
    return replace(limit, below=value)


def _row_override(row: Row, value: object) -> Row:
    if not isinstance(value, Mapping):
        raise ValueError(f"{row.name} is {value!r}; expected the readings plain and charitable, or one of them.")
    plain, charitable = row.plain, row.charitable
    for key, numbers in value.items():
        _known(str(key), ["plain", "charitable"], row.name)
        if key == "plain":
            plain = _reach_override(f"{row.name}.plain", plain, numbers)
        else:
            charitable = _reach_override(f"{row.name}.charitable", charitable, numbers)
    result = replace(row, plain=plain, charitable=charitable)
    _check_nested(result)
    return result


def _reach_override(place: str, reach: Reach, value: object) -> Reach:
    if not isinstance(value, Mapping):
        number = _number(place, value)
        return Reach(number, number)
    below, above = reach.below, reach.above
    for key, number in value.items():
        _known(str(key), ["below", "above"], place)
        if key == "below":
            below = _number(f"{place}.below", number)
        else:
            above = _number(f"{place}.above", number)
    return Reach(below, above)


def _check_nested(row: Row) -> None:
    if row.name in {"dozens", "hundreds"}:
        low, high = row.plain.below, row.charitable.below
        fits = low is not None and high is not None and high <= low and low > 0
        top = row.plain.above
        fits = fits and (top is None or (low is not None and low < top)) and _wider(row.charitable.above, top)
    else:
        fits = _wider(row.charitable.below, row.plain.below) and _wider(row.charitable.above, row.plain.above)
        bounded = row.name not in {"above", "below"}
        if bounded and None in {
            row.plain.below,
            row.plain.above,
            row.charitable.below,
            row.charitable.above,
        }:
            raise ValueError(f"{row.name} cannot be without end; expected a number on each side.")
    if (row.name == "above" and row.plain.above == 0) or (row.name == "below" and row.plain.below == 0):
        raise ValueError(f"{row.name} has no room in the plain reading; expected a number above 0.")
    if not fits:
        raise ValueError(
            f"{row.name} reaches further plainly ({row.plain}) than charitably ({row.charitable}); "
            "expected the plain reading inside the charitable one."
        )


def _wider(a: Fraction | None, b: Fraction | None) -> bool:
    return a is None or (b is not None and a >= b)


def _number(place: str, value: object) -> Fraction | None:
    if value == "none":
        return None
    number = _exact(value)
    if number is None or not 0 <= number <= 100:
        raise ValueError(
            f"{place} is {str(value)[:40]!r}; expected a number from 0 to 100 such as 0.03, 1/20 or 3 percent, or none."
        )
    return number


def _exact(value: object) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    share = text.removesuffix("percent").removesuffix("%").rstrip()
    top, slash, bottom = share.partition("/")
    numerator, denominator = read_digits(top.strip()), read_digits(bottom.strip() if slash else "1")
    if numerator is None or denominator is None or denominator[0] == 0:
        return None
    return numerator[0] / denominator[0] / (1 if share == text else 100)


def _known(key: str, names: list[str], place: str) -> None:
    if key in names:
        return
    near = near_word(key[:40], names, 60)
    hint = f"did you mean {near}?" if near is not None else f"expected one of {', '.join(names)}."
    raise ValueError(f"{place} has no key {key[:40]!r}; {hint}")


def _show(value: Fraction | None) -> str:
    return "without end" if value is None else str(value)


DEFAULT_TABLE = ReadingTable(
    bare=_row(
        "bare",
        "41 billion, 3.93 billion, 53.5 percent",
        "units of the last digit",
        "1/2 1/2 1/2 1",
        "A writer rounds to the digits that stand there, so the truth lies within half a unit; some cut "
        "digits off "
        "instead, and then it lies up to a whole unit above. The plain ends are half-open, so that two "
        "different "
        "figures of one precision never agree.",
    ),
    zeros=_row(
        "zeros",
        "80 percent, 130 billion, 4,000 jobs",
        "shares of the figure",
        "1/20 1/20 3/20 3/20",
        "Nobody can tell whether a closing zero was counted or rounded. The unit is that of the last digit "
        "that is "
        "not zero, as if rounded, but no more than this share, as 1,000 would else mean 500 to 1,500; and "
        "never "
        "less than the digits that stand there allow.",
    ),
    revision=_row(
        "revision",
        "41 billion in the charitable reading",
        "shares of either end",
        "0 0 1/200 1/200",
        "Statistics offices revise levels by fractions of a percent after articles have quoted them. "
        "Percentages, "
        "ordinals and exact counts are not revised so, and get no allowance.",
    ),
    above=_row(
        "above",
        "above, more than, over, exceeding, at least",
        "shares of the figure",
        "0 1/5 0 none",
        "A writer who says above 25 has a figure in mind that is nearer to 25 than to the next round "
        "number, or "
        "would have named that one: a fifth, or one unit where that is more. The words alone set no upper "
        "end.",
    ),
    below=_row(
        "below",
        "below, less than, fewer than, under, at most, up to",
        "shares of the figure",
        "1/5 0 none 0",
        "The mirror of above. The words alone set no lower end but the least value that the metric can have.",
    ),
    nearly=_row(
        "nearly",
        "nearly, almost, close to, just short of",
        "shares of the figure",
        "1/10 0 1/5 1/50",
        "Nearly a half is less than a half, and not much less. Charitably a figure that has just passed "
        "the mark, "
        "or that a fifth is missing from, has been called so too.",
    ),
    about=_row(
        "about",
        "about, around, some, roughly, approximately, estimated",
        "shares of the figure",
        "1/20 1/20 3/20 3/20",
        "The word gives up the last digit. It never makes a figure more exact than without it, so the bare "
        "reading "
        "is always inside.",
    ),
    fraction=_row(
        "fraction",
        "half, a third, two thirds, two of five, 6-to-1",
        "shares of the figure",
        "1/20 1/20 3/20 3/20",
        "Fractions in words stand for figures near them; they have no digits whose unit could tell how near.",
    ),
    dozens=_row(
        "dozens",
        "dozens",
        "times the word",
        "2 10 5/3 none",
        "The plural says at least two of them, and whoever had ten would have said a hundred. Twenty have "
        "been "
        "called dozens.",
    ),
    hundreds=_row(
        "hundreds",
        "hundreds, thousands, tens of thousands, millions",
        "times the word",
        "2 10 1 none",
        "The plural says at least two of them, and whoever had ten would have used the next word. "
        "Charitably one "
        "and a bit is enough.",
    ),
    exact_counts=Limit(
        "exact_counts",
        1000,
        "Whole counts below this, without a hedge, a scale word or a measure, were counted and not rounded.",
    ),
    small_counts=Limit(
        "small_counts",
        20,
        "A fifth of a count below this is a few at most: more than 1 means 2 or more, with no upper end.",
    ),
)
"""The table of DESIGN section 3: one row a wording, with its reason."""
