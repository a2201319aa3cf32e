"""What each way of writing a date means, and what the errors say."""

from datetime import date

import pytest

from claimcheck.values.dates import DateError, DateSpan, before, format_days, parse_date, same_day, within
from claimcheck.values.fiscal import FiscalCalendar
from claimcheck.values.interval import Interval
from claimcheck.values.truth import Truth

US = FiscalCalendar("us", 10)
UK = FiscalCalendar("uk", 4, 6, "start")


def shown(found: DateSpan, charitable: bool = False) -> str:
    return " + ".join(format_days(lo, hi) for lo, hi in found.possible(charitable))


@pytest.mark.parametrize(
    ("text", "days", "precision"),
    [
        ("2022", "2022", "year"),
        ("2022-09", "2022-09", "month"),
        ("2022-09-16", "2022-09-16", "day"),
        ("0001-01-01", "0001-01-01", "day"),
        ("9999", "9999", "year"),
        ("2024-02", "2024-02", "month"),
        ("  2022 ", "2022", "year"),
        ("2017/2022", "2017/2022", "interval"),
        ("2017 / 2022", "2017/2022", "interval"),
        ("2019-03-23/2022-09-17", "2019-03-23/2022-09-17", "interval"),
        ("2022-09/2022", "2022-09/2022-12", "interval"),
        ("2020?", "2020", "year"),
        ("202X", "2020/2029", "decade"),
        ("000X", "0001/0009", "decade"),
        ("20XX", "2000/2099", "century"),
        ("2022-XX", "2022", "year"),
        ("2022-XX-XX", "2022", "year"),
        ("2022-09-XX", "2022-09", "month"),
        ("../2010", "../2010", "interval"),
        ("2010/..", "2010/..", "interval"),
        ("../..", "../..", "interval"),
        ("2010/", "2010/..", "unknown"),
        ("/2010", "../2010", "unknown"),
        ("201X/202X", "2010/2029", "interval"),
        ("2022-21", "2022-03/2022-05", "season"),
        ("2020-24", "2019-12/2020-02 + 2020-12/2021-02", "season"),
        ("0001-24", "0001-12/0002-02", "season"),
        ("2022-33", "2022-Q1", "quarter"),
        ("2022-36", "2022-Q4", "quarter"),
        ("2022-37", "2022-01/2022-04", "quadrimester"),
        ("2022-39", "2022-09/2022-12", "quadrimester"),
        ("2022-40", "2022-H1", "half"),
        ("2022-41", "2022-H2", "half"),
        ("2023-H1", "2023-H1", "half"),
        ("2023-Q3", "2023-Q3", "quarter"),
        ("2023-Q4/2024-Q1", "2023-10/2024-03", "interval"),
        ("[2021,2023]", "2021 + 2023", "year"),
        ("[2023, 2021]", "2021 + 2023", "year"),
        ("[2021,2022]", "2021/2022", "year"),
        ("[2021,2023-02]", "2021 + 2023-02", "interval"),
        ("[2021..2023]", "2021/2023", "interval"),
        ("[..2021,2023..]", "../2021 + 2023/..", "interval"),
        ("[before 2010,2012]", "../2009 + 2012", "interval"),
        ("before 2010", "../2009", "interval"),
        ("after 2010", "2011/..", "interval"),
        ("before 2010-03-05", "../2010-03-04", "interval"),
        ("after 2010-02", "2010-03/..", "interval"),
        ("before 2020-24", "../2020-11", "interval"),
        ("us:FY2019", "2018-10/2019-09", "year"),
        ("us:FY2019-Q1", "2018-Q4", "quarter"),
        ("us:FY2019-Q4", "2019-Q3", "quarter"),
        ("us:FY2019-H2", "2019-04/2019-09", "half"),
        ("uk:FY2019", "2019-04-06/2020-04-05", "year"),
        ("uk:FY2018/uk:FY2019", "2018-04-06/2020-04-05", "interval"),
        ("before us:FY2019", "../2018-09", "interval"),
    ],
)
def test_days_of_a_text(text: str, days: str, precision: str) -> None:
    found = parse_date(text, {"us": US, "uk": UK})
    assert shown(found) == days
    assert found.precision == precision
    assert str(found) == text.strip()


@pytest.mark.parametrize(
    ("text", "charitably"),
    [
        ("2020-03-10~", "2020-03-03/2020-03-17"),
        ("2020-02~", "2020-Q1"),
        ("2020-03~", "2020-02/2020-04"),
        ("2020-Q2~", "2020-03/2020-07"),
        ("2020-H1~", "2019-10/2020-09"),
        ("2020-37~", "2019-11/2020-06"),
        ("2020~", "2019/2021"),
        ("2020%", "2019/2021"),
        ("2020?", "2020"),
        ("199X~", "1985/2004"),
        ("19XX~", "1850/2049"),
        ("2017~/2022", "2016/2022"),
        ("2017/2022-05~", "2017-01/2022-06"),
        ("before 2010~", "../2010"),
        ("after 2010~", "2010/.."),
        ("[2010~,2015]", "2009/2011 + 2015"),
        ("0001~", "0001/0002"),
        ("9999~", "9998/9999"),
        ("2022-21", "2022-03-01/2022-06-23 + 2022-09-01/2022-12-23"),
        ("2022-21~", "2022-02-01/2022-07-23 + 2022-08-01/2023-01-23"),
        ("2022-22", "2021-12-01/2022-03-23 + 2022-06-01/2022-09-23 + 2022-12-01/2023-03-23"),
        ("2025-23", "2025-03-01/2025-06-23 + 2025-09-01/2025-12-23"),
        ("2020-24", "2019-12-01/2020-03-23 + 2020-06-01/2020-09-23 + 2020-12-01/2021-03-23"),
    ],
)
def test_charitable_days(text: str, charitably: str) -> None:
    assert shown(parse_date(text), charitable=True) == charitably


def test_marks() -> None:
    read = {text: parse_date(text) for text in ("2020", "2020~", "2020?", "2020%", "2019?/2020~")}
    assert {text: (each.approximate, each.uncertain) for text, each in read.items()} == {
        "2020": (False, False),
        "2020~": (True, False),
        "2020?": (False, True),
        "2020%": (True, True),
        "2019?/2020~": (True, True),
    }


def test_properties_of_a_date() -> None:
    day = parse_date("2022-09-16")
    assert day.is_day
    assert day.earliest == day.latest == date(2022, 9, 16).toordinal()
    assert day.days(False) == Interval.point(date(2022, 9, 16).toordinal())
    either = parse_date("[2021,2023]")
    assert not either.is_day
    assert not either.is_one_period
    assert either.days(True) == Interval.of(date(2021, 1, 1).toordinal(), date(2023, 12, 31).toordinal())
    assert either.years() == (2021, 2023)
    assert parse_date("2020~").years() == (2020, 2020)
    assert parse_date("2020~").years(charitable=True) == (2019, 2021)
    assert parse_date("before 2010").years() == (None, 2009)
    assert parse_date("before 2010").days(False) == Interval.of(None, date(2009, 12, 31).toordinal())


def test_one_calendar_needs_no_name() -> None:
    assert shown(parse_date("FY2019-Q3", {"us": US})) == "2019-Q2"
    assert shown(parse_date("FY2019~", {"us": US}), charitable=True) == "2017-10/2020-09"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-02-30", "February 2024 has 29 days; the nearest date is 2024-02-29"),
        ("2023-02-29", "February 2023 has 28 days; the nearest date is 2023-02-28"),
        ("2023-04-00", "the nearest date is 2023-04-01"),
        ("2023-13", "there is no month 13; months are 01 to 12 (the nearest is 2023-12)"),
        ("2023-25", "there is no month 25"),
        ("2023-42", "there is no month 42"),
        ("2023-00", "there is no month 00"),
        ("2023-21-05", "there is no month 21 with days"),
        ("2023-Q5", "there is no Q5; quarters are Q1 to Q4, and the nearest is 2023-Q4"),
        ("2023-H0", "there is no H0; halves are H1 and H2"),
        ("2022-23", "`2022-23` looks like two years; write 2022/2023"),
        ("1939-40", "looks like two years; write 1939/1940"),
        ("0000", "there is no year 0000"),
        ("-0044", "outside the years 0001 to 9999"),
        ("Y12022", "outside the years 0001 to 9999"),
        ("12022", "outside the years 0001 to 9999"),
        ("2022-XX-16", "is a day of an unknown month"),
        ("202X-09", "has a month of an unknown year"),
        ("2022/2021", "`2022/2021` ends before it begins; write 2021/2022"),
        ("2022-09/2022-03", "write 2022-03/2022-09"),
        ("/", "has neither end; write ../.."),
        ("{2021,2023}", "write them as a YAML list, [2021, 2023]"),
        ("before 0001", "there are no days before 0001"),
        ("after 9999", "there are no days after 9999"),
        ("16 September 2022", "write 2022-09-16"),
        ("16th of September, 2022", "write 2022-09-16"),
        ("September 16, 2022", "write 2022-09-16"),
        ("Sept 2022", "write 2022-09"),
        ("09/16/2022", "write 2022-09-16"),
        ("05/06/2022", "write 2022-06-05 or 2022-05-06"),
        ("2022/09/16", "write 2022-09-16"),
        ("20220916", "write 2022-09-16"),
        ("2022-9-6", "write 2022-09-06"),
        ("2022-09-16T10:00:00Z", "write 2022-09-16"),
        ("1990s", "write 199X"),
        ("the 20th century", "write 19XX"),
        ("Q3 2023", "write 2023-Q3"),
        ("2023-q3", "write 2023-Q3"),
        ("circa 2020", "write 2020~"),
        ("about May 2020", "write 2020-05~"),
        ("2022-~09", "write 2022-09~"),
        ("spring 2022", "write 2022-21 or 2022-03/2022-05"),
        ("autumn 2022", "write 2022-09/2022-11"),
        ("winter 2022", "write 2022-24 or 2022-12/2023-02"),
        ("2017-2022", "write 2017/2022"),
        ("2017–2022", "write 2017/2022"),
        ("from 2017 to 2022", "write 2017/2022"),
        ("since 2010", "write 2010/.."),
        ("until 2010", "write ../2010"),
        ("Before 2010", "write before 2010"),
        ("today", "is not a date; dates look like 2022, 2022-09"),
        ("", "the date is empty"),
        ("9" * 121, "a date of 121 characters is too long"),
        ("9" * 120, "is not a date"),
        ("[" + ",".join(["x"] * 41) + "]", "41 dates are too many for one of a set; at most 40 are read"),
        ("[" + ",".join(["2022"] * 20) + ",]", "is not a date"),
        ("[[2021],2022]", "is not a date"),
        ("[2021/2022]", "is not a date"),
        ("FY2019", "the vocabulary declares no calendar"),
        ("us:FY2019", "names the calendar `us`, which is not declared; the vocabulary declares none"),
        ("２０２２", "is not a date"),
        ("20_22", "is not a date"),
    ],
)
def test_errors_say_what_to_write(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert message in str(caught.value)


def test_errors_of_fiscal_periods() -> None:
    both = {"us": US, "uk": UK}
    with pytest.raises(DateError, match=r"fits several calendars; name one, as in `uk:FY2019`"):
        parse_date("FY2019", both)
    with pytest.raises(DateError, match=r"not declared; declared are `uk`, `us`"):
        parse_date("de:FY2019", both)
    with pytest.raises(DateError, match="FY0001 of us reaches outside the years"):
        parse_date("us:FY0001", both)
    with pytest.raises(DateError, match="has no part Q5"):
        parse_date("us:FY2019-Q5", both)
    with pytest.raises(DateError, match="write FY2019-Q3"):
        parse_date("FY19 Q3", {"us": US})


@pytest.mark.parametrize(
    ("lo", "hi", "text"),
    [
        ("1992-01-01", "1992-12-31", "1992"),
        ("1991-01-01", "1993-12-31", "1991/1993"),
        ("2022-09-01", "2022-09-30", "2022-09"),
        ("2022-09-16", "2022-09-16", "2022-09-16"),
        ("2013-09-07", "2013-09-12", "2013-09-07/2013-09-12"),
        ("2022-01-01", "2022-09-16", "2022-01-01/2022-09-16"),
        ("2022-01-01", "2022-08-31", "2022-01/2022-08"),
        ("2022-02-01", "2022-04-30", "2022-02/2022-04"),
        ("2022-07-01", "2022-09-30", "2022-Q3"),
        ("2022-07-01", "2022-12-31", "2022-H2"),
        ("2022-10-01", "2023-03-31", "2022-10/2023-03"),
        (None, "2010-12-31", "../2010"),
        (None, "2010-06-30", "../2010-06"),
        ("2010-06-02", None, "2010-06-02/.."),
        (None, None, "../.."),
    ],
)
def test_shortest_text(lo: str | None, hi: str | None, text: str) -> None:
    days = [None if day is None else date.fromisoformat(day).toordinal() for day in (lo, hi)]
    assert format_days(*days) == text
    assert parse_date(text).spans == (tuple(days),)
    assert str(DateSpan.of_days(*days)) == text


def test_text_of_no_days() -> None:
    with pytest.raises(DateError, match="2021-05-05 comes before 2022-05-05"):
        format_days(date(2022, 5, 5).toordinal(), date(2021, 5, 5).toordinal())
    with pytest.raises(DateError, match="outside the years"):
        format_days(0, 5)


@pytest.mark.parametrize(
    ("a", "b", "earlier", "same", "inside"),
    [
        ("2021", "2022", "yes", "no", "no"),
        ("2022", "2022", "possibly", "possibly", "yes"),
        ("2022", "2021", "no", "no", "no"),
        ("2022-09-16", "2022-09-16", "no", "yes", "yes"),
        ("2022-09-16", "2022", "possibly", "possibly", "yes"),
        ("2022-12-31", "2022", "no", "possibly", "yes"),
        ("2022", "2022-01-01", "no", "possibly", "possibly"),
        ("2022", "2022-09", "possibly", "possibly", "possibly"),
        ("2022", "[2021,2023]", "possibly", "no", "no"),
        ("[2021,2023]", "2021/2023", "possibly", "possibly", "yes"),
        ("[2021,2023]", "2021", "possibly", "possibly", "possibly"),
        ("before 2010", "2010", "yes", "no", "no"),
        ("before 2010", "before 2010", "possibly", "possibly", "yes"),
        ("after 2010", "before 2010", "no", "no", "no"),
        ("2011", "after 2010", "possibly", "possibly", "yes"),
        ("after 2010", "2011/2020", "possibly", "possibly", "possibly"),
    ],
)
def test_comparison(a: str, b: str, earlier: str, same: str, inside: str) -> None:
    x, y = parse_date(a), parse_date(b)
    assert [f(x, y).value for f in (before, same_day, within)] == [earlier, same, inside]


def test_charitable_comparison() -> None:
    about, exact = parse_date("2020~"), parse_date("2021")
    assert before(about, exact) is Truth.YES
    assert before(about, exact, charitable=True) is Truth.POSSIBLY
    assert same_day(about, exact, charitable=True) is Truth.POSSIBLY
    assert within(parse_date("2020-05-05"), about) is Truth.YES
    assert within(parse_date("2020-05-05"), about, charitable=True) is Truth.POSSIBLY
    assert within(about, parse_date("2020")) is Truth.YES
    assert within(about, parse_date("2020"), charitable=True) is Truth.POSSIBLY
    assert within(about, parse_date("2018"), charitable=True) is Truth.NO


def test_a_date_has_days() -> None:
    with pytest.raises(DateError, match="at least one possible day"):
        DateSpan("x", (), "year")
    with pytest.raises(DateError, match="disjoint and ascending"):
        DateSpan("x", ((5, 9), (3, 4)), "year")
    with pytest.raises(DateError, match="disjoint and ascending"):
        DateSpan("x", ((3, 5), (5, 9)), "year")
    with pytest.raises(DateError, match="disjoint and ascending"):
        DateSpan("x", ((3, None), (5, 9)), "year")
