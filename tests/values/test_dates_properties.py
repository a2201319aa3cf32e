"""Properties of dates over generated texts: round trips, readings, and comparison against brute force."""

from datetime import date
from itertools import pairwise, product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck.values.civil import LAST_DAY, add_months, merged, whole_months
from claimcheck.values.dates import DateError, DateSpan, before, format_days, parse_date, same_day, within
from claimcheck.values.fiscal import FiscalCalendar
from claimcheck.values.truth import Truth

CALENDARS = {"us": FiscalCalendar("us", 10), "uk": FiscalCalendar("uk", 4, 6, "start")}

YEARS = st.integers(1, 9999).map(lambda year: f"{year:04d}")
MONTHS = st.tuples(YEARS, st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02d}")
DAYS = st.dates().map(date.isoformat)
PARTS = st.tuples(YEARS, st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2"])).map("-".join)
UNKNOWN = st.one_of(
    st.integers(0, 999).map(lambda decade: f"{decade:03d}X"),
    st.integers(0, 99).map(lambda century: f"{century:02d}XX"),
    YEARS.map("{}-XX".format),
    MONTHS.map("{}-XX".format),
)
FISCAL = st.tuples(st.sampled_from(["us", "uk"]), st.integers(2, 9998)).map(lambda p: f"{p[0]}:FY{p[1]:04d}")
PLAIN = st.one_of(YEARS, MONTHS, DAYS, PARTS, UNKNOWN, FISCAL)
MARKED = st.tuples(PLAIN, st.sampled_from(["", "", "~", "?", "%"])).map("".join)
NOISE = st.text(alphabet="0123456789-/.X~?%[]{},:FYQHbeforeafter ", max_size=30)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    ends = sorted([draw(MARKED), draw(MARKED)], key=lambda text: parse_date(text, CALENDARS).earliest or 0)
    if parse_date(ends[0], CALENDARS).earliest == parse_date(ends[1], CALENDARS).earliest:
        ends[1] = ends[0]
    ends = [draw(st.sampled_from([ends[0]] * 3 + [".."])), draw(st.sampled_from([ends[1]] * 3 + [".."]))]
    return "/".join(ends)


DATES = st.one_of(
    MARKED,
    intervals(),
    st.lists(MARKED, min_size=1, max_size=4).map(lambda members: f"[{','.join(members)}]"),
    st.tuples(st.sampled_from(["before", "after"]), st.integers(1000, 2000).map(str)).map(" ".join),
)


def days_of(spans: tuple[tuple[int | None, int | None], ...]) -> set[int]:
    return {day for lo, hi in spans for day in range(lo or 1, (hi or LAST_DAY) + 1)}


@given(DATES)
def test_round_trip(text: str) -> None:
    found = parse_date(text, CALENDARS)
    assert str(found) == text
    assert parse_date(str(found), CALENDARS) == found


@given(DATES)
def test_charitable_holds_plain(text: str) -> None:
    found = parse_date(text, CALENDARS)
    assert found.days(False).within(found.days(True))
    assert merged([*found.spans, *found.charitable_spans]) == found.charitable_spans
    if not found.approximate:
        assert found.charitable_spans == found.spans


@given(st.one_of(YEARS, MONTHS, DAYS, PARTS))
def test_formatting_undoes_parsing(text: str) -> None:
    found = parse_date(text)
    assert format_days(found.earliest, found.latest) == text


@given(st.integers(1, LAST_DAY), st.integers(0, 5000), st.sampled_from(["both", "lo", "hi"]))
def test_parsing_undoes_formatting(lo: int, more: int, ends: str) -> None:
    hi = min(lo + more, LAST_DAY)
    span = (None if ends == "hi" else lo, None if ends == "lo" else hi)
    text = format_days(*span)
    assert parse_date(text).spans == (span,)
    assert format_days(*parse_date(text).spans[0]) == text


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=140), NOISE, st.tuples(NOISE, DATES, NOISE).map("".join)))
@example("[" * 100)
@example("[,]")
@example("before before 2010")
@example("/before 2010")
@example("[2020/2021..2022]")
@example("0000-24")
@example("٢٠٢٢")
@example("9999-12-31~")
@example("0000X")
@example("c. " * 30)
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        found = parse_date(text, CALENDARS)
    except DateError:
        return
    assert parse_date(str(found), CALENDARS) == found


@st.composite
def small_dates(draw: st.DrawFn) -> DateSpan:
    days = draw(st.sets(st.integers(1, 9), min_size=1, max_size=5))
    return DateSpan("x", merged([(day, day) for day in days]), "interval")


@given(small_dates(), small_dates())
def test_comparison_agrees_with_trying_all_days(a: DateSpan, b: DateSpan) -> None:
    pairs = list(product(days_of(a.spans), days_of(b.spans)))
    assert before(a, b) is tried([x < y for x, y in pairs])
    assert same_day(a, b) is tried([x == y for x, y in pairs])
    assert within(a, b) is tried([x in days_of(b.spans) for x in days_of(a.spans)])


def tried(outcomes: list[bool]) -> Truth:
    return Truth.decide(always=all(outcomes), sometimes=any(outcomes))


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 8)), min_size=1, max_size=6))
def test_merging_keeps_the_days(pairs: list[tuple[int, int]]) -> None:
    spans = [(lo, lo + more) for lo, more in pairs]
    result = merged([*spans])
    assert days_of(result) == days_of(tuple(spans))
    assert all((a[1] or 0) + 1 < (b[0] or 0) for a, b in pairwise(result))


@given(st.dates(date(100, 1, 1), date(9000, 12, 31)), st.integers(-1100, 1100))
def test_months_are_added_as_a_person_does(day: date, count: int) -> None:
    moved = date.fromordinal(add_months(day.toordinal(), count))
    assert (moved.year - day.year) * 12 + moved.month - day.month == count
    assert moved.day == day.day or (moved.day < day.day and (moved.toordinal() + 1) != moved.day)
    if day.day <= 28 and count > 0:
        assert whole_months(day.toordinal(), moved.toordinal() - 1) == count
