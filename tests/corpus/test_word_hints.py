"""The quick looks at words leave out nothing that the long way finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from test_names import VOCABULARY

from claimcheck.corpus.grounded_mentions import date_spans, date_spans_of, mentions_in, mentions_of
from claimcheck.corpus.grounded_passage import evened, numbers_in, numbers_of
from claimcheck.corpus.grounded_relative import relative_in, relative_of
from claimcheck.corpus.name_spelling import spans_by_character, word_spans
from claimcheck.corpus.names import index_of, name_slips, slips_of, words_of
from claimcheck.corpus.normalise import normalise, normalised
from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.corpus.word_hints import EVERYTHING
from claimcheck.values.figure import FigureError, Hedge, parse_figure
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


@given(st.text("aZ9'’s -\u0301é_.", max_size=30))
def test_words_of_ascii_are_those_of_any_text(text: str) -> None:
    assert list(word_spans(text)) == list(spans_by_character(text))


@given(st.text("ab .\t\n\x1f\x0c-'", max_size=30) | st.text())
def test_a_text_without_its_map_is_normalised_alike(text: str) -> None:
    assert normalised(text) == normalise(text).text
