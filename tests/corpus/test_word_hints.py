"""The quick looks at words leave out nothing that the long way finds."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from test_names import VOCABULARY

from claimcheck.corpus import names as looked_up
from claimcheck.corpus.grounded_mentions import (
    date_spans,
    date_spans_of,
    mentions_in,
    mentions_of,
    says_month,
    says_year,
)
from claimcheck.corpus.grounded_numbers import Miss, figure_miss, ordinal_miss
from claimcheck.corpus.grounded_passage import Passage, evened, numbers_in, numbers_of
from claimcheck.corpus.grounded_plainly import stands_plainly
from claimcheck.corpus.grounded_relative import relative_in, relative_of
from claimcheck.corpus.name_index import index_of
from claimcheck.corpus.name_spelling import spans_by_character, word_spans, words_in
from claimcheck.corpus.names import name_slips, slips_of, words_of
from claimcheck.corpus.normalise import normalise, normalised
from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.corpus.word_hints import EVERYTHING
from claimcheck.values.figure import Figure, FigureError, Hedge, parse_figure
from claimcheck.values.figure_hedges import may_hedge

_WORDS = """
    the The of in on to and or a an one two thirty hundred million bn $5.3bn 1,600 1600 2020 2021-05 2021-05-16
    16.09.2022 '97 FY FY19 May may MAY March Jan Jan. Sept 3May 3rdMay 12 12th 31st 3-5 century 19th-century
    twentieth 1990s '90s nineties Q1 1Q 3Quarters 2Hours H1 2H first half second quarter latter final months nine
    spring fall early mid late beginning start end turn Monday Mondays Tue thursday weekend today tonight this
    morning yesterday overnight last night tomorrow week fortnight month next previous year ago years weeks days
    year-on-year y-o-y yoy y/y annual annually annualized same period earlier before following later percent %
    points bps third 2½ twice tenfold dozens both trio only sole none maiden debut again another latest most
    largest second-largest one-of interest best silver jubilee XX Xi 4,000 12 000 10-12 6-to-1 two-of five decade
    centuries bilateral more than nearly about over under up some so plus -odd + at least hour minute _x_ x_1
    ſummer thiſ İ ı K ½ China’s
"""
WORDS = _WORDS.split()
SIGNS = ["", " ", " ", " ", " ", "-", ".", ", ", "_", "\t", "'", " of "]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.booleans()), max_size=12).map(
    lambda parts: evened("".join((word.title() if raised else word) + sign for word, sign, raised in parts))
)


@given(st.text() | st.text("ab \n\t\r-'"))
def test_a_text_is_evened_character_by_character(text: str) -> None:
    assert evened(text) == "".join(evened(f"\u2019{character}")[1:] for character in text)


@settings(max_examples=600)
@given(TEXTS | st.text().map(evened))
def test_hints_hide_no_date(text: str) -> None:
    assert mentions_in(text) == mentions_of(text, EVERYTHING)
    assert list(date_spans(text)) == list(date_spans_of(text, EVERYTHING))
    assert relative_in(text) == relative_of(text, EVERYTHING)


@settings(max_examples=600)
@given(TEXTS | st.text().map(evened))
def test_hints_hide_no_number(text: str) -> None:
    assert numbers_in(text) == numbers_of(text, EVERYTHING)


@given(st.lists(st.sampled_from([*WORDS, "30+", "some-odd", "≈", "close", "just", "short", "no", "than"]), min_size=1))
def test_no_hedge_escapes_the_quick_look(words: list[str]) -> None:
    if may_hedge(words):
        return
    try:
        hedge = parse_figure(f"{' '.join(words)} 30").hedge
    except FigureError:
        return
    assert hedge in {Hedge.BARE, Hedge.FRACTION, Hedge.DOZENS, Hedge.RANGE}


FIGURES = [
    parse_figure(text)
    for text in (
        *("$1600 million", "1600", "30", "30 percent", "53.5 percent", "$5.3 billion", "more than 30", "4,000 jobs"),
        *("30 years", "12 months", "3", "-30 percent", "2 points", "about 30", "nearly 30", "5.3", "2020", "6-to-1"),
    )
]
NUMBERS = [
    *("$1600 million", "30", "30th", "the 30th anniversary", "more than 30", "$5.3 billion", "53.5 percent"),
    *("May 3", "3 May 2020", "30-year", "30 years", "4,000 jobs", "30 of 50", "30 to 50", "XX 30", "two 30"),
    *("5 and 30", "1,600", "over", "nearly", "or more", "of", "the", "sales", "(", "twenty", "in", "points"),
]
STATED = st.lists(
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from([" ", " ", " ", "", "-", ".", ",", "/", ":", "  "])),
    min_size=1,
    max_size=9,
).map(lambda parts: evened("".join(word + sign for word, sign in parts)))


PLAIN = [
    *(
        "30",
        "3",
        "2020",
        "100",
        "5.3",
        "1,600",
        "30 percent",
        "53.5 percent",
        "5 percent",
        "$1600 million",
        "$30",
        "€12",
    ),
    *("£5.3 billion", "4 thousand", "30 trillion", "0 percent", "1 million", "€12"),
]
BESIDE = [
    *WORDS,
    *("sales", "were", "it", "had", "than", "30+", "some-odd", "≈", "close", "just", "short", "no", "record", "all"),
    *(
        "30",
        "3",
        "May 3",
        "USD",
        "US",
        "$",
        "(",
        "(about",
        "x~",
        "c.",
        "approx",
        "Inc.",
        "2020,",
        "1)",
        "in",
        "to",
        "%",
    ),
    *(
        "%",
        "-",
        "+",
        "odd",
        "until",
        "day",
        "Sales",
        "more",
        "less",
        "billion",
        "percent",
        "years",
        "and a half",
        "Roma",
    ),
]


@settings(max_examples=500)
@given(
    STATED, st.integers(0, 10), st.integers(0, 10), st.sampled_from(FIGURES), st.sampled_from(["figure", "change", ""])
)
def test_a_figure_in_its_own_digits_follows_by_the_long_way_too(
    text: str, before: int, after: int, figure: Figure, what: str
) -> None:
    start = min(before, len(text))
    passage = Passage(text, start, max(start, len(text) - after))

    def miss() -> Miss | None:
        return figure_miss(figure, passage, change=what == "change") if what else ordinal_miss(figure, passage)

    quickly = miss()
    with patch("claimcheck.corpus.grounded_numbers.stands_plainly", return_value=False):
        assert quickly == miss()
        with patch("claimcheck.corpus.grounded_numbers._stands_there", return_value=False):
            assert quickly == miss()


@settings(max_examples=1500)
@given(
    st.lists(st.sampled_from(BESIDE), max_size=6),
    st.sampled_from(PLAIN),
    st.sampled_from(["", "", "", "st", "th", "."]),
    st.lists(st.sampled_from(BESIDE), max_size=3),
    st.sampled_from([" ", " ", " ", "  ", ", ", ". "]),
    st.sampled_from(["figure", "change", ""]),
)
def test_what_stands_in_plain_sight_follows_by_the_long_way_too(
    before: list[str], figure: str, end: str, after: list[str], space: str, what: str
) -> None:
    text = evened(space.join([*before, figure + end, *after]))
    stated = parse_figure(figure)
    if not stands_plainly(stated, text, 0, len(text), ranks=not what):
        return
    passage = Passage(text, 0, len(text))
    with (
        patch("claimcheck.corpus.grounded_numbers.stands_plainly", return_value=False),
        patch("claimcheck.corpus.grounded_numbers._stands_there", return_value=False),
    ):
        assert not (figure_miss(stated, passage, change=what == "change") if what else ordinal_miss(stated, passage))


@settings(max_examples=600)
@given(TEXTS | STATED, st.sampled_from([1600, 1990, 2019, 2020, 2021]), st.integers(1, 12))
def test_what_is_said_in_plain_words_is_mentioned(text: str, year: int, month: int) -> None:
    said = mentions_in(text)
    assert not says_year(text, year) or year in said.years
    assert not says_month(text, month) or month in said.months


NAMES = sorted(
    {text for text, _, _ in VOCABULARY.names()} | {"Kazakstan", "Astanna", "Shanghai", "Belt and Rod", "Silk"}
)
TYPOS = st.tuples(st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from(["", "a", "x", "'", "e\u0301", "-"])).map(
    lambda typo: typo[0][: typo[1]] + typo[2] + typo[0][typo[1] + (typo[2] != "-") :]
)
QUOTES = st.lists(st.sampled_from(NAMES) | TYPOS | st.sampled_from(["the", "of", "In"]), min_size=1, max_size=5)


@settings(max_examples=600)
@given(QUOTES, st.sampled_from([" ", "-", ", ", "  ", "'s ", "’s "]))
def test_no_slip_escapes_the_quick_look(names: list[str], between: str) -> None:
    text = between.join(names)
    index = index_of(VOCABULARY)
    match = QuoteMatch(0, len(text), 0, len(text), 1, 1)
    assert name_slips(match, Article(text), VOCABULARY) == slips_of(words_of(text), 0, text, index)


@settings(max_examples=600)
@given(QUOTES, st.sampled_from([" ", "-", ", ", "  ", "'s ", "’s "]))
def test_no_name_of_a_time_escapes_the_quick_look(names: list[str], between: str) -> None:
    text = between.join(["Nur", "Sultan"][: len(names) % 3] + names)
    index = index_of(VOCABULARY)
    assert index.dated
    there = any(each.words in index.dated for each in looked_up._windows(words_of(text), 0, index))
    assert looked_up._may_be_out_of_time(text, index) >= there


@given(st.text("aZ9'’s -\u0301é_.", max_size=30))
def test_words_of_ascii_are_those_of_any_text(text: str) -> None:
    assert list(word_spans(text)) == list(spans_by_character(text))
    assert words_in(text) == [text[start:end] for start, end in spans_by_character(text)]


@given(st.text("ab .\t\n\x1f\x0c-'", max_size=30) | st.text())
def test_a_text_without_its_map_is_normalised_alike(text: str) -> None:
    assert normalised(text) == normalise(text).text
