"""Times of claims: what is covered, what comes before, and the period one step away."""

from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.values.civil import LAST_DAY
from claimcheck.values.dates import DateError, parse_date
from claimcheck.values.fiscal import FiscalCalendar
from claimcheck.values.periods import Mode, When, when_of
from claimcheck.values.truth import Truth

US = FiscalCalendar("us", 10)


def at(text: str) -> When:
    """`on 2022` or `during 2022`."""
    mode, _, rest = text.partition(" ")
    assert mode in ("on", "during")
    return when_of(parse_date(rest, {"us": US}), "on" if mode == "on" else "during")


@pytest.mark.parametrize(
    ("a", "b", "covers", "overlaps", "earlier"),
    [
        ("during 2023", "during 2023-Q1", "yes", "yes", "no"),
        ("during 2023-Q1", "during 2023", "no", "yes", "no"),
        ("during 2023", "on 2023", "yes", "yes", "no"),
        ("during 2023", "on 2023-03-05", "yes", "yes", "no"),
        ("during 2023", "on 2022/2023", "possibly", "possibly", "no"),
        ("during 2023", "during 2024", "no", "no", "yes"),
        ("during 2024", "during 2023", "no", "no", "no"),
        ("on 2023", "on 2023", "possibly", "possibly", "possibly"),
        ("on 2023", "during 2023", "no", "yes", "no"),
        ("on 2023", "on 2023-03-05", "possibly", "possibly", "possibly"),
        ("on 2023", "during 2023-03", "no", "possibly", "possibly"),
        ("on 2023-03-05", "on 2023-03-05", "yes", "yes", "no"),
        ("on 2023-03-05", "during 2023-03-05", "yes", "yes", "no"),
        ("on 2023-03-05", "on 2023", "possibly", "possibly", "possibly"),
        ("during 2020/..", "on 2035-01-01", "yes", "yes", "no"),
        ("during 2020/..", "during ../2022", "no", "yes", "no"),
        ("during ../2019", "during 2020/..", "no", "no", "yes"),
        ("on before 2010", "on 2012", "no", "no", "yes"),
        ("during 2020~", "during 2020", "possibly", "possibly", "possibly"),
        ("during 2020~", "on 2021-05-05", "possibly", "possibly", "possibly"),
        ("during 2020~", "on 2022-05-05", "no", "no", "yes"),
        ("on 2022-05-05", "during 2020~", "no", "no", "no"),
        ("during 2019/2020", "during us:FY2019", "no", "yes", "no"),
        ("during 2018/2019", "during us:FY2019", "yes", "yes", "no"),
    ],
)
def test_comparison(a: str, b: str, covers: str, overlaps: str, earlier: str) -> None:
    x, y = at(a), at(b)
    assert [x.covers(y).value, x.overlaps(y).value, x.before(y).value] == [covers, overlaps, earlier]
    assert x.overlaps(y) is y.overlaps(x)


@st.composite
def small_times(draw: st.DrawFn) -> When:
    lo = draw(st.integers(1, 7))
    mode: Mode = draw(st.sampled_from(["on", "during"]))
    return When(lo, lo + draw(st.integers(0, 3)), mode)


def meanings(when: When) -> list[set[int]]:
    """All sets of days that the statement can be about."""
    days = set(range(when.lo or 0, (when.hi or 0) + 1))
    return [days] if when.mode == "during" else [{day} for day in days]


def tried(outcomes: list[bool]) -> Truth:
    return Truth.decide(always=all(outcomes), sometimes=any(outcomes))


@given(small_times(), small_times())
def test_comparison_agrees_with_trying_all_meanings(a: When, b: When) -> None:
    pairs = list(product(meanings(a), meanings(b)))
    assert a.covers(b) is tried([x >= y for x, y in pairs])
    assert a.overlaps(b) is tried([bool(x & y) for x, y in pairs])
    assert a.before(b) is tried([max(x) < min(y) for x, y in pairs])


@pytest.mark.parametrize(
    ("text", "steps", "result"),
    [
        ("2023", -1, "2022"),
        ("2023", 3, "2026"),
        ("2023", 0, "2023"),
        ("2023-01/2023-12", -1, "2022"),
        ("2024-02", -12, "2023-02"),
        ("2024-03", -1, "2024-02"),
        ("2023-Q1", -1, "2022-Q4"),
        ("2023-H1", -1, "2022-H2"),
        ("2023-37", -1, "2022-09/2022-12"),
        ("2024-03-01", -1, "2024-02-29"),
        ("us:FY2019", -1, "2017-10/2018-09"),
        ("us:FY2019-Q1", 1, "2019-Q1"),
        ("2022-04-06/2023-04-05", 1, "2023-04-06/2024-04-05"),
        ("202X", -1, "2010/2019"),
        ("19XX", 1, "2000/2099"),
        ("9998", 1, "9999"),
        ("0002", -1, "0001"),
        ("0001-01-02", -1, "0001-01-01"),
        ("9999-11", 1, "9999-12"),
    ],
)
def test_shift(text: str, steps: int, result: str) -> None:
    moved = at(f"during {text}").shift(steps)
    assert str(moved) == moved.text == result
    assert moved.mode == "during"
    assert moved.shift(-steps) == at(f"during {text}")


def test_shift_keeps_what_is_approximate() -> None:
    assert at("during 2023~").shift(-1) == at("during 2022~")
    assert at("during 2023~").shift(-1).covers(at("on 2023-05-05")) is Truth.POSSIBLY


@pytest.mark.parametrize(
    ("text", "steps", "message"),
    [
        ("2017/2022", -1, "2017/2022 has no period before or after it: a step is a day, month"),
        ("2013-09-07/2013-09-12", 1, "has no period before or after it"),
        ("2010/..", 1, "2010/.. is open"),
        ("0001", -1, "the period -1 steps from 0001 is not in the years 0001 to 9999"),
        ("9999", 1, "is not in the years"),
        ("9999-12", 10**30, "is not in the years"),
        ("9999-12-31", 1, "is not in the years"),
        ("9999-11-28/9999-12-27", 1, "is not in the years"),
    ],
)
def test_shift_has_limits(text: str, steps: int, message: str) -> None:
    with pytest.raises(DateError, match=message):
        at(f"during {text}").shift(steps)


@given(st.integers(100_000, 700_000), st.sampled_from([1, 3, 6, 12]), st.integers(-40, 40), st.integers(-40, 40))
def test_steps_add_up(day: int, months: int, m: int, n: int) -> None:
    first = date.fromordinal(day).replace(day=min(date.fromordinal(day).day, 28))
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    when = When(first.toordinal(), first.replace(year=year, month=month + 1).toordinal() - 1)
    assert when.months == months
    assert when.shift(m).shift(n) == when.shift(m + n)
    assert when.shift(1).lo == (when.hi or 0) + 1
    assert when.shift(n).months == months


def test_lengths_and_days() -> None:
    assert (at("during 2023").days, at("during 2023").months) == (365, 12)
    assert (at("during 2024").days, at("during 2024").months) == (366, 12)
    assert (at("during us:FY2019").months, at("during 2023-Q1").months, at("during 2023/..").months) == (12, 3, None)
    assert at("on 2013-09-07/2013-09-12").days == 6
    assert at("on 2013-09-07/2013-09-12").months is None
    assert at("during 2023/..").days is None
    assert at("during 9999").months == 12
    assert at("during 9998/9999").months == 24
    assert at("during 2023").contains(date(2023, 12, 31).toordinal())
    assert not at("during 2023").contains(date(2024, 1, 1).toordinal())
    assert at("during 2023-Q1").within(at("on 2023"))
    assert not at("during 2023").within(at("during 2023-Q1"))


def test_periods_are_compared_as_days_not_as_text() -> None:
    assert at("during 2023") == at("during 2023-01/2023-12")
    assert hash(at("during 2023")) == hash(at("during 2023-01/2023-12"))
    assert at("during 2023") != at("on 2023")
    assert at("during 2023-03-05").key == at("on 2023-03-05").key
    assert at("during 2023~").key != at("during 2023").key
    assert str(at("during 2023-01/2023-12")) == "2023"
    assert at("during 2023-01/2023-12").text == "2023-01/2023-12"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2010/", "leaves an end unknown, and `during` means all of a period"),
        ("[2021,2023]", r"`\[2021,2023\]` can be 2021 or 2023, and `during` needs one period"),
        ("2020-24", "can be 2019-12/2020-02 or 2020-12/2021-02"),
    ],
)
def test_during_needs_one_known_period(text: str, message: str) -> None:
    with pytest.raises(DateError, match=message):
        at(f"during {text}")
    assert at(f"on {text}").mode == "on"


def test_no_backward_period() -> None:
    with pytest.raises(DateError, match="cannot end before it begins"):
        When(5, 4)
    with pytest.raises(DateError, match="meant `on` or `during`"):
        When(4, 5, "since")  # type: ignore[arg-type]


@given(st.integers(1, 12), st.integers(1, 28), st.sampled_from(["end", "start"]), st.integers(2, 9998))
def test_fiscal_parts_tile_the_year(month: int, day: int, named_by: str, year: int) -> None:
    calendar = FiscalCalendar("c", month, day, "end" if named_by == "end" else "start")
    whole = calendar.period(year)
    assert when_of_days(whole).months == 12
    for parts in (("H1", "H2"), ("Q1", "Q2", "Q3", "Q4")):
        spans = [calendar.period(year, part) for part in parts]
        assert (spans[0][0], spans[-1][1]) == whole
        assert all(a[1] + 1 == b[0] for a, b in pairwise(spans))
    named = date.fromordinal(whole[1] if named_by == "end" else whole[0]).year
    assert named == year


def when_of_days(days: tuple[int, int]) -> When:
    return When(*days)


def test_fiscal_calendars_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="cannot start in month 13; months are 1 to 12"):
        FiscalCalendar("c", 13)
    with pytest.raises(ValueError, match="cannot start on day 31"):
        FiscalCalendar("c", 1, 31)
    with pytest.raises(ValueError, match="named by its `end` or its `start`"):
        FiscalCalendar("c", 1, 1, "middle")  # type: ignore[arg-type]
    assert FiscalCalendar("c", 1).period(9999) == (date(9999, 1, 1).toordinal(), LAST_DAY)
    with pytest.raises(DateError, match="reaches outside the years"):
        FiscalCalendar("c", 2, 1, "start").period(9999)
    with pytest.raises(DateError, match="reaches outside the years"):
        FiscalCalendar("c", 1).period(10_000)
