"""Dates against the public EDTF implementation, on the texts where its bounds are sound.

Left out, since its bounds there are not sets of possible days: intervals with an unknown end (it assumes ten
years), winters (it stops at the new year), the year 0000, ranges in sets, and marks (it gives `~` and `?` one
margin). It also accepts an interval that ends before it begins, and fails on dates such as 2022-XX-XX.
"""

from datetime import date

import edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.values.dates import parse_date

YEARS = st.integers(1, 9999).map(lambda year: f"{year:04d}")
MONTHS = st.tuples(YEARS, st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02d}")
DAYS = st.dates().map(date.isoformat)
LEVEL_0 = st.one_of(YEARS, MONTHS, DAYS)
LEVEL_1 = st.one_of(
    st.integers(1, 999).map(lambda decade: f"{decade:03d}X"),
    st.integers(1, 99).map(lambda century: f"{century:02d}XX"),
    YEARS.map("{}-XX".format),
    MONTHS.map("{}-XX".format),
    st.tuples(st.integers(1, 19).map(lambda n: f"{n:02d}50"), st.integers(21, 23)).map(lambda p: f"{p[0]}-{p[1]}"),
    st.tuples(st.integers(1, 19).map(lambda n: f"{n:02d}60"), st.integers(33, 41)).map(lambda p: f"{p[0]}-{p[1]}"),
)


def bounds(text: str) -> tuple[int, int]:
    read = edtf.parse_edtf(text)
    lo, hi = read.lower_strict(), read.upper_strict()
    return date(*lo[:3]).toordinal(), date(*hi[:3]).toordinal()


@settings(max_examples=25, deadline=None)
@given(st.one_of(LEVEL_0, LEVEL_1))
def test_single_dates(text: str) -> None:
    assert parse_date(text).spans == (bounds(text),)


@settings(max_examples=25, deadline=None)
@given(LEVEL_0, LEVEL_0)
def test_intervals(a: str, b: str) -> None:
    first, last = sorted([a, b], key=bounds)
    assert parse_date(f"{first}/{last}").spans == ((bounds(first)[0], bounds(last)[1]),) == (bounds(f"{first}/{last}"),)


@settings(max_examples=12, deadline=None)
@given(LEVEL_0)
def test_open_intervals(text: str) -> None:
    assert parse_date(f"{text}/..").spans == ((bounds(text)[0], None),)
    assert parse_date(f"../{text}").spans == ((None, bounds(text)[1]),)
