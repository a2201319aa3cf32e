"""Units and currencies by the words that articles use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.values.units import Unit, UnitError, currency_of, relative_divisor, unit_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("$", "USD"),
        ("US$", "USD"),
        ("USD", "USD"),
        ("dollars", "USD"),
        ("US dollars", "USD"),
        ("€", "EUR"),
        ("euros", "EUR"),
        ("£", "GBP"),
        ("pounds sterling", "GBP"),
        ("yuan", "CNY"),
        ("RMB", "CNY"),
        ("CNY", "CNY"),
        ("CN¥", "CNY"),
        ("yen", "JPY"),
        ("tenge", "KZT"),
        ("₸", "KZT"),
        ("somoni", "TJS"),
        ("HK$", "HKD"),
        ("ISK", "ISK"),
        ("jobs", None),
        ("usd", None),
        ("XYZ", None),
        ("all", None),
        ("", None),
    ],
)
def test_currency_of(text: str, code: str | None) -> None:
    assert currency_of(text) == code


@pytest.mark.parametrize(
    ("text", "candidate"), [("¥", "JPY"), ("rupees", "PKR"), ("won", "KPW"), ("kr", "DKK"), ("soms", "UZS")]
)
def test_an_ambiguous_currency_names_its_candidates(text: str, candidate: str) -> None:
    with pytest.raises(UnitError, match=rf"can be .*{candidate}.*; write the code"):
        currency_of(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ""),
        ("percent", "percent"),
        ("per cent", "percent"),
        ("%", "percent"),
        ("pp", "points"),
        ("percentage points", "points"),
        ("basis points", "points"),
        ("tonnes", "t"),
        ("metric tons", "t"),
        ("kilometres", "km"),
        ("km²", "km2"),
        ("MW", "MW"),
        ("megawatts", "MW"),
        ("year", "years"),
        ("century", "centuries"),
        ("job", "jobs"),
        ("persons", "people"),
        ("million-seat theatres", "million-seat theatres"),
        ("USD per barrel", "USD per barrels"),
        ("dollars a day", "USD per days"),
        ("mt", "mt"),
    ],
)
def test_unit_code(text: str, code: str) -> None:
    assert unit_code(text) == code


@pytest.mark.parametrize("text", ["12", "-", "(jobs)", "a" * 61, "km!"])
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        unit_code(text)


def test_properties_of_units() -> None:
    assert Unit("USD").is_currency
    assert not Unit("t").is_currency
    assert Unit("points").is_relative
    assert Unit("years").is_time
    assert Unit("km").is_measure
    assert Unit("GHz").is_measure
    assert not Unit("jobs").is_measure
    assert not Unit("USD").is_measure
    assert not Unit("").is_measure
    assert not Unit("TEU").is_measure
    assert Unit("visits").matches(Unit("visit"))
    assert Unit("Cities").matches(Unit("city"))
    assert not Unit("t").matches(Unit("km"))
    assert Unit.of("tonnes") == Unit("t")
    assert str(Unit("t")) == "t"


def test_relative_divisor() -> None:
    assert relative_divisor("per cent") == 100
    assert relative_divisor("bps") == 10_000
    assert relative_divisor("jobs") is None


@given(st.text(max_size=80))
def test_any_text_is_a_unit_or_a_unit_error(text: str) -> None:
    try:
        code = unit_code(text)
    except UnitError:
        return
    assert unit_code(code) == code
