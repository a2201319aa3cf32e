"""Figures as worded: the table of the design, row by row, and the grammar with its messages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from claimcheck.values.figure import FigureError, Hedge, Reading, parse_figure
from claimcheck.values.interval import Interval

PLAIN, CHARITABLE = Reading.PLAIN, Reading.CHARITABLE
BN, M = 10**9, 10**6


def interval(text: str) -> Interval:
    """Read `[40.5, 42)`, with `inf` for no end."""
    lo, hi = (part.strip() for part in text[1:-1].split(","))
    ends = text[0] + text[-1]
    return Interval.of(None if lo == "-inf" else Fraction(lo), None if hi == "inf" else Fraction(hi), ends)


def scaled(i: Interval, factor: int | Fraction) -> Interval:
    return i * Interval.point(factor)


@pytest.mark.parametrize(
    ("text", "plain", "charitable", "factor"),
    [
        # The rows of the table, with the numbers that the design prints.
        ("41 billion", "[40.5, 41.5)", "[40.2975, 42.21)", BN),
        ("3.93 billion", "[3.925, 3.935)", "[3.905375, 3.9597)", BN),
        ("80 percent", "[76, 84)", "[75, 90)", Fraction(1, 100)),
        ("85 percent", "[84.5, 85.5)", "[84.5, 86)", Fraction(1, 100)),
        ("130 billion", "[125, 135)", "[124.375, 140.7)", BN),
        ("4,000 jobs", "[3800, 4200)", "[3482.5, 4623)", 1),
        ("above $25 billion", "(25, 30]", "(25, inf)", BN),
        ("more than 25 billion", "(25, 30]", "(25, inf)", BN),
        ("at least $25 billion", "[25, 30]", "[25, inf)", BN),
        ("above 2 billion", "(2, 3]", "(2, inf)", BN),
        ("below 25 percent", "[20, 25)", "(-inf, 25)", Fraction(1, 100)),
        ("at most 25 percent", "[20, 25]", "(-inf, 25]", Fraction(1, 100)),
        ("up to $25 billion", "[20, 25]", "(-inf, 25]", BN),
        ("nearly half", "[0.45, 0.5)", "[0.4, 0.51]", 1),
        ("about 40 billion", "[38, 42]", "[34, 46.23)", BN),
        ("about 3.93 billion", "[3.7335, 4.1265]", "[3.3405, 4.5195]", BN),
        ("about 41 percent", "[38.95, 43.05]", "[34.85, 47.15]", Fraction(1, 100)),
        ("some 3 percent", "[2.5, 3.5)", "[2.5, 4)", Fraction(1, 100)),
        ("between 11 and 12 million t", "[11, 12]", "[10.4475, 13.065)", M),
        ("half", "[0.475, 0.525]", "[0.425, 0.575]", 1),
        ("two of five", "[0.38, 0.42]", "[0.34, 0.46]", 1),
        ("two thirds", "[19/30, 21/30]", "[17/30, 23/30]", 1),
        ("6-to-1", "[5.5, 6.5)", "[5.1, 7)", 1),
        ("dozens", "[24, 120)", "[20, inf)", 1),
        ("hundreds", "[200, 1000)", "[100, inf)", 1),
        ("thousands of jobs", "[2, 10)", "[1, inf)", 1000),
        ("tens of millions of dollars", "[20, 100)", "[10, inf)", M),
        # Digits after the point are significant.
        ("5.0 billion", "[4.95, 5.05)", "[4.92525, 5.1255)", BN),
        ("4.20 percent", "[4.195, 4.205)", "[4.195, 4.21)", Fraction(1, 100)),
        ("53.5 percent", "[53.45, 53.55)", "[53.45, 53.6)", Fraction(1, 100)),
        # At least half a written unit, at most the share of the figure.
        ("10 percent", "[9.5, 10.5)", "[8.5, 11.5)", Fraction(1, 100)),
        ("1,000 jobs", "[950, 1050)", "[845.75, 1155.75)", 1),
        ("$250 million", "[245, 255)", "[243.775, 261.3)", M),
        # Exact counts, and small ones with a hedge.
        ("5", "[5, 5]", "[5, 5]", 1),
        ("five", "[5, 5]", "[5, 5]", 1),
        ("30 jobs", "[30, 30]", "[30, 30]", 1),
        ("999", "[999, 999]", "[999, 999]", 1),
        ("more than 1", "[2, inf)", "[2, inf)", 1),
        ("at least five countries", "[5, inf)", "[5, inf)", 1),
        ("fewer than 5", "(-inf, 4]", "(-inf, 4]", 1),
        ("more than 19 jobs", "[20, inf)", "[20, inf)", 1),
        ("more than 20 jobs", "(20, 24]", "(20, inf)", 1),
        ("nearly 3 people", "[2, 3)", "[2, 3.06]", 1),
        ("about 5 people", "[4.5, 5.5)", "[4, 6.03)", 1),
        ("5 hundred jobs", "[450, 550)", "[447.75, 603)", 1),
        ("more than three times", "(3, 4]", "(3, inf)", 1),
        # Measures are no counts, and years have parts.
        ("5 km", "[4.5, 5.5)", "[4.4775, 6.03)", 1),
        ("12 Mt", "[11.5, 12.5)", "[11.4425, 13.065)", 1),
        ("more than 30 years", "(30, 36]", "(30, inf)", 1),
        ("more than 2 years", "(2, 3]", "(2, inf)", 1),
        # Negative figures mirror in magnitude.
        ("-5 percent", "(-5.5, -4.5]", "(-6, -4.5]", Fraction(1, 100)),
        ("minus 80 percent", "(-84, -76]", "(-90, -75]", Fraction(1, 100)),
        ("above -25 percent", "[-30, -25)", "(-inf, -25)", Fraction(1, 100)),
        ("0 percent", "(-0.5, 0.5)", "(-1, 1)", Fraction(1, 100)),
        ("2 points", "[1.5, 2.5)", "[1.5, 3)", Fraction(1, 100)),
        ("25 basis points", "[24.5, 25.5)", "[24.5, 26)", Fraction(1, 10000)),
        ("two dozen", "[22.8, 25.2]", "[20.298, 27.738]", 1),
        ("between -5 and -3 percent", "[-5, -3]", "(-6, -2.5]", Fraction(1, 100)),
        ("about 10 to 12 percent", "[9.5, 12.6]", "[8.5, 13.8]", Fraction(1, 100)),
    ],
)
def test_readings(text: str, plain: str, charitable: str, factor: int | Fraction) -> None:
    figure = parse_figure(text)
    assert figure.interval(PLAIN) == scaled(interval(plain), factor)
    assert figure.interval(CHARITABLE) == scaled(interval(charitable), factor)


@pytest.mark.parametrize(
    ("text", "plain", "charitable"),
    [
        ("30", "[30, 30]", "[30, 30]"),
        ("more than 30", "[31, inf)", "[31, inf)"),
        ("at least 30", "[30, inf)", "[30, inf)"),
        ("below 30", "(-inf, 29]", "(-inf, 29]"),
        ("3 to 5", "[3, 5]", "[3, 5]"),
        ("4,000", "[4000, 4000]", "[4000, 4000]"),
    ],
)
def test_ordinals_are_exact(text: str, plain: str, charitable: str) -> None:
    figure = parse_figure(text)
    assert figure.interval(PLAIN, exact=True) == interval(plain)
    assert figure.interval(CHARITABLE, exact=True) == interval(charitable)


def test_the_revision_allowance_can_be_left_out() -> None:
    assert parse_figure("41 billion").interval(CHARITABLE, level=False) == scaled(interval("[40.5, 42)"), BN)
    assert parse_figure("41 billion").interval(PLAIN, level=False) == scaled(interval("[40.5, 41.5)"), BN)


def test_the_least_value_of_the_metric_cuts_the_open_side() -> None:
    zero = Fraction(0)
    assert parse_figure("below 25 km").interval(CHARITABLE, at_least=zero) == interval("[0, 25)")
    assert parse_figure("fewer than 5").interval(PLAIN, at_least=zero) == interval("[0, 4]")
    assert parse_figure("above -5 km").interval(CHARITABLE, at_least=Fraction(-9)) == interval("[-9, -5)")
    # A bare figure keeps its width, and a figure below the least value keeps what it says.
    assert parse_figure("0 km").interval(PLAIN, at_least=zero) == interval("(-0.5, 0.5)")
    assert parse_figure("below 5 km").interval(CHARITABLE, at_least=Fraction(10)) == interval("(-inf, 5)")


@pytest.mark.parametrize(
    ("text", "unit", "hedge", "value"),
    [
        ("$41 billion", "USD", Hedge.BARE, 41 * BN),
        ("41bn USD", "USD", Hedge.BARE, 41 * BN),
        ("US$41bn", "USD", Hedge.BARE, 41 * BN),
        ("USD 41 billion", "USD", Hedge.BARE, 41 * BN),
        ("$41 billion USD", "USD", Hedge.BARE, 41 * BN),
        ("41 billion US dollars", "USD", Hedge.BARE, 41 * BN),
        ("a record $41 billion", "USD", Hedge.BARE, 41 * BN),
        ("RMB 5.5 billion", "CNY", Hedge.BARE, 5500 * M),
        ("41 €", "EUR", Hedge.BARE, 41),
        ("-$5", "USD", Hedge.BARE, -5),
        ("$-5", "USD", Hedge.BARE, -5),
        ("−5%", "percent", Hedge.BARE, "-0.05"),
        ("$5m", "USD", Hedge.BARE, 5 * M),
        ("$5 m", "USD", Hedge.BARE, 5 * M),
        ("5m people", "people", Hedge.BARE, 5 * M),
        ("4k jobs", "jobs", Hedge.BARE, 4000),
        ("5 m3", "m3", Hedge.BARE, 5),
        ("12 million t", "t", Hedge.BARE, 12 * M),
        ("12 million tonnes", "t", Hedge.BARE, 12 * M),
        ("$5 t", "USD", Hedge.BARE, 5 * 10**12),
        ("5 t", "t", Hedge.BARE, 5),
        ("41 thousand million", "", Hedge.BARE, 41 * BN),
        ("forty-one billion", "", Hedge.BARE, 41 * BN),
        ("two hundred and five", "", Hedge.BARE, 205),
        ("2.5 lakh", "", Hedge.BARE, 250_000),
        ("a million", "", Hedge.BARE, M),
        ("twenty-one", "", Hedge.BARE, 21),
        ("1,234.5", "", Hedge.BARE, "1234.5"),
        ("30-year", "years", Hedge.BARE, 30),
        ("three decades", "decades", Hedge.BARE, 3),
        ("half a century", "centuries", Hedge.FRACTION, "1/2"),
        ("half a million", "", Hedge.FRACTION, 500_000),
        ("a quarter of a million jobs", "jobs", Hedge.FRACTION, 250_000),
        ("two and a half million", "", Hedge.FRACTION, 2_500_000),
        ("2½ million", "", Hedge.FRACTION, 2_500_000),
        ("1 1/2", "", Hedge.FRACTION, "3/2"),
        ("half a percent", "percent", Hedge.FRACTION, "1/200"),
        ("three-quarters", "", Hedge.FRACTION, "3/4"),
        ("3/4", "", Hedge.FRACTION, "3/4"),
        ("two out of five", "", Hedge.FRACTION, "2/5"),
        ("one in ten", "", Hedge.FRACTION, "1/10"),
        ("3 to 2", "", Hedge.FRACTION, "3/2"),
        ("3:2", "", Hedge.FRACTION, "3/2"),
        ("twice", "", Hedge.FRACTION, 2),
        ("threefold", "", Hedge.FRACTION, 3),
        ("2.5 times", "", Hedge.FRACTION, "2.5"),
        ("3x", "", Hedge.FRACTION, 3),
        ("more than 30 years", "years", Hedge.ABOVE, 30),
        ("30+ years", "years", Hedge.AT_LEAST, 30),
        ("30-odd years", "years", Hedge.ABOUT, 30),
        ("$25 billion or more", "USD", Hedge.AT_LEAST, 25 * BN),
        ("no fewer than five", "", Hedge.AT_LEAST, 5),
        ("no more than 10 percent", "percent", Hedge.AT_MOST, "0.1"),
        ("upwards of $2bn", "USD", Hedge.ABOVE, 2 * BN),
        ("just short of 10,000", "", Hedge.NEARLY, 10_000),
        ("~5 km", "km", Hedge.ABOUT, 5),
        ("an estimated $5 billion", "USD", Hedge.ABOUT, 5 * BN),
        ("all five countries", "countries", Hedge.BARE, 5),
        ("nearly three decades", "decades", Hedge.NEARLY, 3),
        ("2.5 percentage points", "points", Hedge.BARE, "0.025"),
        ("$70 a barrel", "USD per barrels", Hedge.BARE, 70),
        ("$5 per t", "USD per t", Hedge.BARE, 5),
    ],
)
def test_parts_of_a_figure(text: str, unit: str, hedge: Hedge, value: int | str) -> None:
    figure = parse_figure(text)
    assert (figure.unit, figure.hedge, figure.value) == (unit, hedge, Fraction(value))
    assert figure.numbers == (Fraction(value),)
    assert str(figure) == text


@pytest.mark.parametrize(
    ("text", "unit", "lo", "hi"),
    [
        ("10 to 12 million t", "t", 10 * M, 12 * M),
        ("between 10 and 12 million t", "t", 10 * M, 12 * M),
        ("from 10 to 12", "", 10, 12),
        ("$10-$12 million", "USD", 10 * M, 12 * M),
        ("$10 million to 12 million", "USD", 10 * M, 12 * M),
        ("10–12 percent", "percent", Fraction(1, 10), Fraction(12, 100)),
        ("10%-12%", "percent", Fraction(1, 10), Fraction(12, 100)),
        ("ten to twelve million", "", 10 * M, 12 * M),
        ("900,000 to 1.2 million", "", 900_000, 1_200_000),
        ("between two hundred and five and three hundred jobs", "jobs", 205, 300),
        ("a third to a half", "", Fraction(1, 3), Fraction(1, 2)),
    ],
)
def test_ranges(text: str, unit: str, lo: int | Fraction, hi: int | Fraction) -> None:
    figure = parse_figure(text)
    assert (figure.unit, figure.hedge, figure.value) == (unit, Hedge.RANGE, None)
    assert figure.numbers == (lo, hi)
    assert figure.interval(PLAIN) == Interval.of(lo, hi)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("dozens", "", 12),
        ("dozens of countries", "countries", 12),
        ("tens of thousands of people", "people", 10_000),
        ("hundreds of millions of dollars", "USD", 100 * M),
        ("several hundred jobs", "jobs", 100),
        ("a few thousand", "", 1000),
        ("some hundreds", "", 100),
    ],
)
def test_plurals_name_no_number(text: str, unit: str, number: int) -> None:
    figure = parse_figure(text)
    assert (figure.unit, figure.hedge) == (unit, Hedge.DOZENS)
    assert figure.value is None
    assert figure.numbers == (Fraction(number),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("12,5", "did you mean '12.5'?"),
        ("10-12,5 million", "did you mean '12.5'?"),
        ("1.234,50", "did you mean '1,234.50'?"),
        ("1.234.567", "did you mean '1,234,567'?"),
        ("41 bilion", "did you mean 'billion'?"),
        ("forti percent", "did you mean 'forty'?"),
        ("¥5 billion", "CNY or JPY"),
        ("5 m", "'5 million' or '5 metres'"),
        ("¤5", "is no currency"),
        ("up", "no number was found at 'up'"),
        ("more than", "has no number"),
        ("the 24th", "write the number 24"),
        ("third", "a fraction such as 'a third'"),
        ("1e9", "has an exponent"),
        ("1_000", "is not a unit"),
        ("53.5 percent year-on-year", "leave that out"),
        ("$41 billion of trade", "leave it out"),
        ("12 to 10 million", "falls from its first end"),
        ("10 km to 12 t", "two units"),
        ("at least about 5", "two hedges, at least and about"),
        ("at least 10 to 12", "a hedge and a range"),
        ("between 10", "no second end"),
        ("6 of five", "leave that out"),
        ("1/0", "is not a fraction"),
        ("9" * 41, "has 41 characters"),
        ("9" * 121, "at most 120 characters"),
        ("16 September 2022", "is not a unit"),
        ("Rs 500 crore", "INR, PKR, LKR or NPR"),
        ("٣ percent", "no number was found"),
    ],
)
def test_what_is_no_figure_says_what_would_be(text: str, message: str) -> None:
    with pytest.raises(FigureError) as caught:
        parse_figure(text)
    assert message in str(caught.value)


def test_two_figures_of_one_precision_never_agree_plainly() -> None:
    first, second = parse_figure("2.4 billion"), parse_figure("2.5 billion")
    assert first.interval(PLAIN).intersect(second.interval(PLAIN)) is None
    assert first.interval(CHARITABLE).intersect(second.interval(CHARITABLE)) is not None
    digits = parse_figure("748 thousand"), parse_figure("760 thousand")
    assert digits[0].interval(PLAIN).intersect(digits[1].interval(PLAIN)) is None


def test_what_kind_of_figure_it_is() -> None:
    assert parse_figure("30 jobs").is_count
    assert not parse_figure("$30").is_count
    assert not parse_figure("30 km").is_count
    assert not parse_figure("half").is_level
    assert parse_figure("half a million").is_level
    assert parse_figure("$41 billion").is_level
    assert not parse_figure("5 percent").is_level
