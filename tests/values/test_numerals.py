"""Numbers in words and digits, alone and in running text."""

from __future__ import annotations

import gc
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.values.number_lexicon import roman_value
from claimcheck.values.numerals import (
    SCALE,
    NumberKind,
    ordinal_suffix,
    parse_cardinal,
    parse_ordinal,
    scan_numbers,
)

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(n: int) -> str:
    """Write a number out as an article does: an independent inverse of the parser."""
    if n < 20:
        return (ONES + TEENS)[n]
    if n < 100:
        return TENS[n // 10] + (f"-{in_words(n % 10)}" if n % 10 else "")
    if n < 1000:
        return f"{in_words(n // 100)} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")
    for factor, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= factor:
            rest = n % factor
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(n // factor)} {word}" + (f"{joint}{in_words(rest)}" if rest else "")
    raise AssertionError(n)


@given(st.integers(0, 10**15 - 1))
def test_every_number_in_words_is_read(n: int) -> None:
    assert parse_cardinal(in_words(n)) == n
    assert parse_cardinal(in_words(n).replace("-", " ").upper()) == n


@given(st.integers(0, 10**12), st.integers(0, 999))
def test_every_number_in_digits_is_read(n: int, thousandths: int) -> None:
    assert parse_cardinal(f"{n:,}.{thousandths:03}") == n + Fraction(thousandths, 1000)
    assert parse_cardinal(str(n)) == n


NO_CARDINALS = (
    *(
        "",
        "one two",
        "twenty eleven",
        "twenty ten",
        "hundred hundred",
        "thousand two million",
        "12,5",
        "1,23,4",
        "1_000",
    ),
    *("١٢", "1e5", "-5", ".5", "5.", "twenty-zero", "and", "two and", "zero five", "9" * 41),
    *("Infinity", "NaN", "²", "two million three million"),
)
ORDINALS = (
    *(("first", 1), ("thirtieth", 30), ("twenty-second", 22), ("22nd", 22), ("113th", 113), ("twelfth", 12)),
    *(("hundredth", 100), ("one hundredth", 100), ("two hundred and first", 201), ("1,000th", 1000)),
    *(("fortieth", 40), ("Twenty First", 21), ("ninetieth", 90), ("eighth", 8)),
)


@pytest.mark.parametrize("text", NO_CARDINALS)
def test_what_is_no_cardinal(text: str) -> None:
    assert parse_cardinal(text) is None


def test_special_cardinals() -> None:
    assert parse_cardinal("a hundred and one") == 101
    assert parse_cardinal("twelve hundred") == 1200
    assert parse_cardinal("12,34,567") == 1234567
    assert parse_cardinal("three lakh") == 300_000


@given(st.integers(0, 100_000))
def test_ordinals_in_digits(n: int) -> None:
    assert parse_ordinal(f"{n}{ordinal_suffix(n)}") == n


@pytest.mark.parametrize(("text", "n"), ORDINALS)
def test_ordinals(text: str, n: int) -> None:
    assert parse_ordinal(text) == n


@pytest.mark.parametrize("text", ["", "22th", "11st", "thirty", "30", "twenty-twelfth", "1.5th", "th", "second first"])
def test_what_is_no_ordinal(text: str) -> None:
    assert parse_ordinal(text) is None


def test_scale_words() -> None:
    assert {SCALE[word] for word in ("bn", "b", "billion", "billions")} == {10**9}
    assert (SCALE["k"], SCALE["mln"], SCALE["lakh"], SCALE["crore"]) == (10**3, 10**6, 10**5, 10**7)
    assert (SCALE["dozen"], SCALE["tn"]) == (12, 10**12)


def found(text: str) -> set[tuple[str, str, Fraction]]:
    return {(token.text, str(token.kind), token.value) for token in scan_numbers(text)}


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("worth $5.3 billion and", "5.3 billion", "scaled", 5_300_000_000),
        ("worth $5.3 billion and", "5.3", "cardinal", "5.3"),
        ("41bn.", "41bn", "scaled", 41 * 10**9),
        ("grew 53.5 percent year-on-year", "53.5 percent", "percent", "0.535"),
        ("by 5 per cent", "5 per cent", "percent", "0.05"),
        ("25 basis points", "25 basis points", "percent", "0.0025"),
        ("the 22nd meeting", "22nd", "ordinal", 22),
        ("the Twenty-second meeting", "Twenty-second", "ordinal", 22),
        ("the two centenary goals", "centenary", "ordinal", 100),
        ("the bicentennial", "bicentennial", "ordinal", 200),
        ("over the thirty years", "thirty", "cardinal", 30),
        ("the 30-year relationship", "30", "cardinal", 30),
        ("nearly three decades", "three decades", "scaled", 30),
        ("over a decade", "decade", "scaled", 10),
        ("nearly half", "half", "fraction", "1/2"),
        ("two-thirds of it", "two-thirds", "fraction", "2/3"),
        ("a third of it", "third", "fraction", "1/3"),
        ("two of five", "two of five", "fraction", "2/5"),
        ("one in ten", "one in ten", "fraction", "1/10"),
        ("two out of every three", "two out of every three", "fraction", "2/3"),
        ("6-to-1 vote", "6-to-1", "fraction", 6),
        ("3/4 of", "3/4", "fraction", "3/4"),
        ("1 1/2 cups", "1 1/2", "fraction", "3/2"),
        ("2½ million", "2½ million", "scaled", 2_500_000),
        ("two and a half million", "two and a half million", "scaled", 2_500_000),
        ("half a million", "half a million", "scaled", 500_000),
        ("10 to 12 million t", "10 to 12 million", "scaled", 10_000_000),
        ("$10 and $12 billion", "10 and $12 billion", "scaled", 10 * 10**9),
        ("10-12 percent", "10-12 percent", "percent", "0.1"),
        ("ten to twelve percent", "ten to twelve percent", "percent", "0.1"),
        ("trade doubled", "doubled", "ratio", 2),
        ("a twofold rise", "twofold", "ratio", 2),
        ("3-fold", "3-fold", "ratio", 3),
        ("dozens of", "dozens", "plural", 12),
        ("tens of thousands", "tens of thousands", "scaled", 10_000),
        ("hundreds of people", "hundreds", "plural", 100),
        ("12 000 000 people", "12 000 000", "cardinal", 12_000_000),
        ("12.345,60", "12", "cardinal", None),
        ("1.234.567", "1.234.567", "cardinal", 1_234_567),
        ("12,5", "12,5", "cardinal", "12.5"),
        ("in 2023,", "2023", "year", 2023),
        ("nineteen ninety-two", "nineteen ninety-two", "year", 1992),
        ("the XX Congress", "XX", "ordinal", 20),
        ("both sides", "both", "cardinal", 2),
        ("TWO HUNDRED AND FIVE", "TWO HUNDRED AND FIVE", "cardinal", 205),
        ("all five countries", "five", "cardinal", 5),
        ("a dozen", "dozen", "cardinal", 12),
    ],
)
def test_the_scan_finds(text: str, words: str, kind: str, value: int | str | None) -> None:
    if value is None:
        assert found(text)
    else:
        assert (words, kind, Fraction(value)) in found(text)


@given(st.integers(1, 999_999), st.sampled_from(["{}", "({})", "in {}.", "“{}”", "the {}—", "x {}, and"]))
def test_the_scan_finds_every_number_in_words_and_digits(n: int, frame: str) -> None:
    for words in (in_words(n), str(n), f"{n:,}"):
        text = frame.format(words)
        assert n in {token.value for token in scan_numbers(text)}


@given(st.text(alphabet=st.sampled_from("one 2½%th.,-andmillion\n/ofX"), max_size=200))
def test_offsets_are_those_of_the_text(text: str) -> None:
    for token in scan_numbers(text):
        assert text[token.start : token.end] == token.text
        assert token.text


@given(st.text(max_size=300))
def test_any_text_is_scanned(text: str) -> None:
    scan_numbers(text)


def test_dotted_capitals_do_not_shift_offsets() -> None:
    # The lower case of this letter is two characters long.
    (token,) = scan_numbers("İİİ five")
    assert (token.start, token.end, token.kind) == (4, 8, NumberKind.CARDINAL)


def time_of(text: str) -> float:
    """Return the time of the processor that scanning takes, without what else the process is busy with."""
    took = []
    gc.disable()
    for _ in range(3):
        began = time.process_time()
        scan_numbers(text)
        took.append(time.process_time() - began)
    gc.enable()
    return min(took)


def is_linear(unit: str, few: int, many: int) -> bool:
    """Tell whether a text of many units takes about as much longer as it is, and not the square of that."""
    return time_of(unit * many) < 3 * (many / few) * time_of(unit * few) + 0.05


def test_a_long_article_is_scanned_in_time() -> None:
    sentence = "In 2023 trade between the five countries rose 53.5 percent to $3.93 billion, observers said. "
    assert len(scan_numbers(sentence * 1100)) == 8 * 1100
    assert is_linear(sentence, 110, 1100)


@pytest.mark.parametrize("unit", ["1 ", "one ", "million ", "9", "1,", "hundred and ", "1/", "of "])
def test_hostile_repetition_stays_linear(unit: str) -> None:
    assert is_linear(unit, 2_000 // len(unit), 40_000 // len(unit))


def test_roman_values() -> None:
    assert [roman_value(word) for word in ("II", "IV", "XIX", "XC", "CCCXCIX")] == [2, 4, 19, 90, 399]
    assert [roman_value(word) for word in ("I", "IIII", "VX", "abc", "")] == [None] * 5
