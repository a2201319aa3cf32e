"""Lengths of time as worded: what they are in years, calendar years and days."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck.values.civil import add_months
from claimcheck.values.figure import Hedge
from claimcheck.values.lengths import LengthError, parse_length
from claimcheck.values.month_spread import month_spread


@pytest.mark.parametrize(
    ("text", "plain", "charitable"),
    [
        ("30 years", "[30, 30]", "[29, 31]"),
        ("thirty years", "[30, 30]", "[29, 31]"),
        ("30-year", "[30, 30]", "[29, 31]"),
        ("the thirty-year", "[30, 30]", "[29, 31]"),
        ("the past 30 years", "[30, 30]", "[29, 31]"),
        ("30 years ago", "[30, 30]", "[29, 31]"),
        ("P30Y", "[30, 30]", "[29, 31]"),
        ("more than 30 years", "(30, 36]", "(30, ∞)"),
        ("30+ years", "[30, 36]", "[30, ∞)"),
        ("less than 30 years", "[24, 30)", "[0, 30)"),
        ("within 30 years", "[24, 30]", "[0, 30]"),
        ("nearly 30 years", "[27, 30)", "[24, 153/5]"),
        ("about 30 years", "[57/2, 63/2]", "[51/2, 69/2]"),
        ("about 3 years", "[5/2, 7/2)", "[2, 4]"),
        ("between 10 and 12 years", "[10, 12]", "[9, 13]"),
        ("half a year", "[19/40, 21/40]", "[17/40, 23/40]"),
        ("a year and a half", "[57/40, 63/40]", "[51/40, 69/40]"),
        ("1,000 years", "[950, 1050)", "[850, 1150)"),
        ("three decades", "[57/2, 63/2]", "[51/2, 69/2]"),
        ("nearly three decades", "[27, 30)", "[24, 153/5]"),
        ("two to three decades", "[20, 30]", "[17, 69/2]"),
        ("decade-long", "[19/2, 21/2]", "[17/2, 23/2]"),
        ("over 2 centuries", "(200, 300]", "(200, ∞)"),
        ("half a century", "[95/2, 105/2]", "[85/2, 115/2]"),
        ("decades", "[20, 100)", "[10, ∞)"),
        ("several centuries", "[200, 1000)", "[100, ∞)"),
        ("18 months", "[3/2, 3/2]", "[17/12, 19/12]"),
        ("2 years and 3 months", "[9/4, 9/4]", "[13/6, 7/3]"),
        ("P1Y6M", "[3/2, 3/2]", "[17/12, 19/12]"),
        ("2 quarters", "[1/2, 1/2]", "[1/4, 3/4]"),
        ("seven weeks", "[49/366, 49/365]", "[7/61, 56/365]"),
        ("366 days", "[1, 366/365]", "[365/366, 367/365]"),
        ("36 seconds", "[1/878400, 1/876000]", "[7/6324480, 37/31536000]"),
        ("0 days", "[0, 0]", "[0, 1/365]"),
    ],
)
def test_years(text: str, plain: str, charitable: str) -> None:
    length = parse_length(text)
    assert str(length.years(False)) == plain
    assert str(length.years(True)) == charitable
    assert str(length) == length.text == text


@pytest.mark.parametrize(
    ("text", "plain", "charitable"),
    [
        ("30 years", "[30, 30]", "[29, 31]"),
        ("more than 30 years", "[30, 36]", "[30, ∞)"),
        ("nearly 30 years", "[27, 30]", "[24, 31]"),
        ("three decades", "[28, 32]", "[25, 35]"),
        ("18 months", "[1, 2]", "[1, 2]"),
        ("12 months", "[0, 2]", "[0, 2]"),
        ("five days", "[0, 1]", "[0, 1]"),
    ],
)
def test_calendar_years(text: str, plain: str, charitable: str) -> None:
    length = parse_length(text)
    assert str(length.calendar_years(False)) == plain
    assert str(length.calendar_years(True)) == charitable


@pytest.mark.parametrize(
    ("text", "plain", "charitable"),
    [
        # The first of two days may count as a day, so five days can lie four apart.
        ("five days", "[7/2, 6)", "[3, 6]"),
        ("more than 5 days", "(4, 6]", "(4, ∞)"),
        ("up to 5 days", "[3, 5]", "[0, 5]"),
        ("seven weeks", "[89/2, 56)", "[41, 56]"),
        ("a fortnight", "[6, 28)", "[0, 28]"),
        ("1 year", "[180, 731)", "[0, 731]"),
        ("more than 1 year", "(364, 731]", "(364, ∞)"),
        ("at least 4 years", "[1459, 1827]", "[1459, ∞)"),
        ("more than 400 years", "(146096, 175317]", "(146096, ∞)"),
        ("1 month", "[0, 62)", "[0, 62]"),
        ("less than a month", "[0, 31)", "[0, 31)"),
        ("90 minutes", "[0, 1531/1440)", "[0, 1531/1440]"),
        ("36 hours", "[23/48, 61/24)", "[11/24, 61/24]"),
        ("PT36H", "[23/48, 61/24)", "[11/24, 61/24]"),
    ],
)
def test_days(text: str, plain: str, charitable: str) -> None:
    length = parse_length(text)
    assert str(length.days(False)) == plain
    assert str(length.days(True)) == charitable


def test_what_a_length_knows() -> None:
    length = parse_length("more than 30 years")
    assert (length.unit, length.hedge, length.value) == ("years", Hedge.ABOVE, Fraction(30))
    assert parse_length("10-12 years").value is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30", "`30` has no unit; write one, as in `30 years`"),
        ("$30", "`$30` has the unit `USD`, which is none of time"),
        ("30 jobs", "`30 jobs` has the unit `jobs`, which is none of time"),
        ("-3 years", "`-3 years` is negative, and a length is at least zero"),
        ("several years", "`several years` is not a length of time; lengths look like `30 years`"),
        ("P", "`P` is not a length of time"),
        ("P1Y5D", "`P1Y5D` adds months, whose length varies, to days; write it in one unit"),
        ("3 months, 2 years and more", "is not a length of time"),
        ("5 years of age", "`years of age`, which is none of time"),
        ("5 weeks 3 years", "adds months, whose length varies, to days"),
        ("1 month 1 year", "gives the larger unit last; write the larger one first"),
        ("", "the length is empty"),
        ("9" * 121, "a length of 121 characters is too long"),
    ],
)
def test_errors(text: str, message: str) -> None:
    with pytest.raises(LengthError) as caught:
        parse_length(text)
    assert message in str(caught.value)


UNITS = st.sampled_from(["years", "months", "weeks", "days", "hours", "decades", "centuries", "quarters"])
HEDGES = st.sampled_from(["", "more than ", "at least ", "less than ", "up to ", "nearly ", "about ", "between 2 and "])
WORDINGS = st.tuples(HEDGES, st.integers(3, 3000), UNITS).map(lambda p: f"{p[0]}{p[1]} {p[2]}")


@given(WORDINGS)
def test_charitable_holds_plain(text: str) -> None:
    length = parse_length(text)
    for reading in (length.years, length.calendar_years, length.days):
        assert reading(False).within(reading(True))


SMALL = st.text(alphabet="0123456789 PYMDTHWandhalfyersmotkdc-,.$", max_size=40)


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=140), SMALL, st.tuples(SMALL, WORDINGS, SMALL).map("".join)))
@example("0 years and 0 months")
@example("PT0H0M")
@example("a and a half year and a half")
def test_any_text_is_a_length_or_a_length_error(text: str) -> None:
    try:
        length = parse_length(text)
    except LengthError:
        return
    assert parse_length(str(length)) == length
    for reading in (length.years, length.calendar_years, length.days):
        assert reading(False).within(reading(True))


STARTS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.toordinal)


@given(STARTS, st.integers(1, 60), st.sampled_from([(1, "months"), (3, "quarters"), (12, "years")]), st.data())
def test_days_hold_every_honest_count(start: int, count: int, unit: tuple[int, str], data: st.DataObject) -> None:
    """Who counts completed units, or rounds to the nearest, is right; so is who hedges the true number."""
    months, name = unit
    done, next_one = add_months(start, count * months), add_months(start, (count + 1) * months)
    elapsed = data.draw(st.integers(done, next_one - 1)) - start
    assert parse_length(f"{count} {name}").days(False).contains(elapsed)
    rounded_up = data.draw(st.integers((done + next_one) // 2 + 1, next_one)) - start
    assert parse_length(f"{count + 1} {name}").days(False).contains(rounded_up)
    assert parse_length(f"at least {count} {name}").days(True).contains(elapsed)
    assert parse_length(f"less than {count + 1} {name}").days(True).contains(elapsed)


@given(STARTS, st.integers(0, 40_000), st.sampled_from(["years", "decades"]))
def test_calendar_years_hold_the_difference(start: int, elapsed: int, unit: str) -> None:
    difference = date.fromordinal(start + elapsed).year - date.fromordinal(start).year
    completed = max(n for n in range(difference + 1) if add_months(start, 12 * n) <= start + elapsed)
    assert parse_length(f"{completed} years").calendar_years(True).contains(difference)
    assert parse_length(f"at least {completed} years").calendar_years(True).contains(difference)
    assert parse_length(f"less than {completed + 1} years").calendar_years(True).contains(difference)


@pytest.mark.parametrize("count", [0, 1, 2, 11, 12, 13, 48, 49, 1200, 4800, 4812])
def test_month_spread_against_all_starts(count: int) -> None:
    starts = [date(year, month, 1).toordinal() for year in range(2000, 2801) for month in range(1, 13)]
    lengths = {starts[i + count] - starts[i] for i in range(len(starts) - count)}
    assert month_spread(count) == (min(lengths), max(lengths))
    # An end that the month does not have, as of 31 January and a month, is never outside.
    spread = {add_months(day, count) - day for day in range(starts[0], starts[0] + 3000)}
    assert month_spread(count)[0] <= min(spread)
    assert max(spread) <= month_spread(count)[1]


def test_months_grow() -> None:
    spreads = [month_spread(count) for count in range(60)]
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(spreads))
