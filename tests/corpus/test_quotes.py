from __future__ import annotations

import time
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.corpus.normalise import normalise
from claimcheck.corpus.quote_difference import compare, describe
from claimcheck.corpus.quotes import Ambiguous, Article, Found, NotFound, QuoteMatch

SEEDS = Path(__file__).parents[2] / "seeds"
CGTN = Article((SEEDS / "003_c23d5527b29e5108.txt").read_text("utf-8"))
GLOBAL_TIMES = Article((SEEDS / "000_5c38d140b171b103.txt").read_text("utf-8"))


def found(article: Article, quote: str, prefix: str | None = None, suffix: str | None = None) -> QuoteMatch:
    result = article.find(quote, prefix, suffix)
    assert isinstance(result, Found), result
    return result.match


def missing(article: Article, quote: str, prefix: str | None = None, suffix: str | None = None) -> tuple[str, str]:
    """Return the nearest passage, or nothing, and the difference."""
    result = article.find(quote, prefix, suffix)
    assert isinstance(result, NotFound), result
    near = result.nearest
    return article.text[near.start : near.end] if near else "", result.difference


def test_a_quote_is_found_with_its_place_and_paragraph() -> None:
    match = found(CGTN, "the 30th anniversary of diplomatic ties between the two countries")
    assert (match.line, match.column) == (10, 166)
    assert CGTN.text[match.start : match.end] == "the 30th anniversary of diplomatic ties between the two countries"
    paragraph = CGTN.text[match.paragraph_start : match.paragraph_end]
    assert paragraph.startswith("In the lead up to the 22nd meeting")
    assert paragraph.endswith("regional cooperation.\u00a0")


def test_a_line_is_a_paragraph_where_no_blank_lines_are() -> None:
    match = found(GLOBAL_TIMES, "accounting for nearly half China's trade with Central Asia")
    assert GLOBAL_TIMES.text[match.start : match.end] == "accounting for nearly half China’s trade with Central Asia"
    paragraph = GLOBAL_TIMES.text[match.paragraph_start : match.paragraph_end]
    assert "\n" not in paragraph
    assert GLOBAL_TIMES.text[match.paragraph_start - 1] == GLOBAL_TIMES.text[match.paragraph_end] == "\n"


def test_letter_case_is_not_normalised_away() -> None:
    article = Article("The 30th anniversary.")
    assert missing(article, "the 30th Anniversary") == (
        "The 30th anniversary",
        'the article has "The" where the quote has "the"; the article has "anniversary." where the quote has '
        '"Anniversary"',
    )


def test_a_quote_in_two_places_needs_its_surroundings() -> None:
    quote = "The 30th anniversary of China-Kazakhstan ties"
    result = CGTN.find(quote)
    assert isinstance(result, Ambiguous)
    assert (result.count, [(m.line, m.column) for m in result.matches]) == (2, [(3, 1), (6, 1)])
    assert found(CGTN, quote, prefix="Editor's Picks >").line == 3
    assert found(CGTN, quote, prefix="CGTN | 2022-09-16 ").line == 6
    assert isinstance(CGTN.find(quote, suffix="strengthens mutual trust"), Ambiguous)
    assert missing(CGTN, quote, prefix="Nowhere") == (
        quote,
        'the quote stands in the article 2 times, but never with the prefix "Nowhere" directly beside it: '
        'the first time "> Editor\'s Picks >" stands before it and "strengthens mutual trust with" after it',
    )


@pytest.mark.parametrize(
    ("prefix", "suffix", "column"),
    [("a", None, 3), (None, " y", 3), ("b", "(z", 9), ("y b ", None, 9), ('"q"—', None, 19), (None, "w", 19)],
)
def test_prefix_and_suffix_touch_the_quote_or_leave_a_space(
    prefix: str | None, suffix: str | None, column: int
) -> None:
    article = Article("a x y b x(z) “q”– x w")
    assert found(article, "x", prefix, suffix).column == column


def test_only_one_of_many_places_is_returned_whole() -> None:
    result = Article("word " * 40).find("word")
    assert isinstance(result, Ambiguous)
    assert (result.count, len(result.matches)) == (40, 10)


def test_a_quote_may_run_over_a_line_end_and_over_paragraphs() -> None:
    article = Article("one two\nthree four\n\nfive six")
    assert found(article, "two three") == QuoteMatch(4, 13, 0, 18, 1, 5)
    assert found(article, "four five") == QuoteMatch(14, 24, 0, 28, 2, 7)


@pytest.mark.parametrize(
    ("article", "quote", "passage", "difference"),
    [
        ("worth $41 billion.", "1 billion", "$41 billion.", 'begins inside "$41"'),
        ("was $5.31 billion", "$5.3", "$5.31", 'ends inside "$5.31"'),
        ("he can't win", "can", "can't", 'ends inside "can\'t"'),
        ("fell by −5 percent", "5 percent", "−5 percent", 'begins inside "−5"'),
        ("in 1941", "94", "1941", 'begins inside "1941" and the quote ends inside "1941"'),
    ],
)
def test_a_match_that_cuts_a_word_is_none(article: str, quote: str, passage: str, difference: str) -> None:
    assert missing(Article(article), quote) == (
        passage,
        f"the quote {difference}: quote whole words and figures",
    )


def test_a_whole_match_wins_over_one_that_cuts() -> None:
    assert found(Article("$41 billion, 1 billion"), "1 billion").column == 14


@pytest.mark.parametrize(
    ("quote", "passage", "difference"),
    [
        (
            "this year marks the 31st anniversary of the establishment",
            "this year marks the 32nd anniversary of the establishment",
            'the article has "32nd" where the quote has "31st"',
        ),
        (
            "expanded 5.35 percent year-on-year to $3.93 billion",
            "expanded 53.5 percent year-on-year to $3.93 billion",
            'the article has "53.5" where the quote has "5.35"',
        ),
        (
            "arrived in Kazakhstan on Friday",
            "arrived in Kazakhstan on Tuesday",
            'the article has "Tuesday" where the quote has "Friday"',
        ),
        (
            "the Xinhua Agency reported",
            "the Xinhua News Agency reported",
            'the article has "News" after "Xinhua", which the quote leaves out',
        ),
        (
            "a very essential component of the Belt and Road Initiative",
            "Belt, an essential component of the Belt and Road Initiative",
            'the article has "Belt, an" where the quote has "a very"',
        ),
    ],
)
def test_a_near_miss_says_word_by_word_what_differs(quote: str, passage: str, difference: str) -> None:
    assert missing(GLOBAL_TIMES, quote) == (passage, difference)


def test_a_single_misspelt_word() -> None:
    assert missing(CGTN, "Aktobe") == ("Akotbe", 'the article has "Akotbe" where the quote has "Aktobe"')


def test_differences_past_the_fifth_are_counted() -> None:
    article = Article("one two three four five six seven eight nine ten eleven twelve thirteen fourteen")
    quote = "one 2 three 4 five 6 seven 8 nine 10 eleven 12 thirteen fourteen"
    difference = missing(article, quote)[1]
    assert difference.count("the article has") == 5
    assert difference.endswith('the article has "ten" where the quote has "10"; and 1 more')


def test_an_added_word_in_the_middle() -> None:
    said = ["the", "visit", "was", "never", "really", "planned"]
    stands = ["so", "the", "visit", "was", "never", "planned", "at", "all"]
    comparison = compare(said, stands)
    assert comparison.passage == (1, 6)
    assert describe(comparison, said, stands) == 'the quote has "really", which the article does not have there'


def test_nothing_alike() -> None:
    assert missing(CGTN, "zebra quantum flavour") == ("", "nothing like the quote stands in the article")
    assert missing(Article(""), "word") == ("", "nothing like the quote stands in the article")
    for empty in ("", " \u200b\n"):
        assert missing(CGTN, empty) == ("", "the quote is empty: copy the words from the article")


def test_the_rare_words_of_a_quote_decide_where_it_is_nearest() -> None:
    article = Article("of the and of the and of the and. " * 9 + "So the tariff of the North and of the South fell.")
    assert missing(article, "the tariff of the North and of the East fell")[0] == (
        "the tariff of the North and of the South fell"
    )


ELIDED = Article("Xi came by train on Tuesday, said A. He left on Friday.\nXi came by air on Monday. So … it was.")


@pytest.mark.parametrize(
    ("quote", "original"),
    [
        ("Xi came … on Tuesday", "Xi came by train on Tuesday"),
        ("Xi came [...] on Monday", "Xi came by air on Monday"),
        ("by train (…) said A. … on Friday", "by train on Tuesday, said A. He left on Friday"),
        ("…by train on...", "by train on"),
        ("So ... it was", "So … it was"),
    ],
)
def test_words_may_be_left_out_within_one_paragraph(quote: str, original: str) -> None:
    match = found(ELIDED, quote)
    assert ELIDED.text[match.start : match.end] == original


def test_what_an_elided_quote_may_not_do() -> None:
    order = "the pieces of the quote stand in the article, but not in this order in one paragraph"
    assert missing(ELIDED, "by train … on Monday") == ("by train", order)
    assert missing(ELIDED, "on Friday … by train") == ("on Friday", order)
    assert missing(ELIDED, "Xi … on Monday") == (
        "",
        "each piece of a quote that leaves words out needs two words or more",
    )
    assert missing(ELIDED, "came by train … by train on") == ("came by train", order)
    assert missing(ELIDED, " … ".join(["by train"] * 9)) == (
        "",
        "the quote leaves words out too often: it may have 8 pieces at most",
    )
    assert missing(ELIDED, "…") == ("", "the quote holds no words: copy them from the article")
    assert missing(ELIDED, "Xi came … on Sunday morning")[1].startswith('in the piece "on Sunday morning": ')
    assert missing(ELIDED, "Xi came … n Tuesday") == (
        "on Tuesday,",
        'in the piece "n Tuesday": the quote begins inside "on": quote whole words and figures',
    )


def test_an_elided_quote_takes_the_shortest_span_and_can_be_ambiguous() -> None:
    article = Article("he said so, he said no and so on. He went there and so on.")
    match = found(article, "he said … went there")
    assert article.text[match.start : match.end] == "he said no and so on. He went there"
    result = article.find("he said … so on")
    assert isinstance(result, Found)
    twice = Article("he said a, so on, he said b, so on").find("he said … so on")
    assert isinstance(twice, Ambiguous)
    assert [(m.start, m.end) for m in twice.matches] == [(0, 16), (18, 34)]


@pytest.mark.parametrize(
    ("article", "quote"),
    [
        ("a" * 300_000, "a" * 30),
        (("a" * 1998 + "c ") * 100, "a" * 1999 + "b"),
        ("a b " * 100_000, "a b a c " * 70 + "d"),
        ("the " * 200_000, "the cat"),
        ("x y … " * 50_000, "x y … " * 20 + "z z"),
        ("word " * 250_000, "other words than these"),
        ("ab " * 1000, "ab c " * 1000),
    ],
)
def test_hostile_texts_take_bounded_time(article: str, quote: str) -> None:
    began = time.process_time()
    assert isinstance(Article(article).find(quote), NotFound)
    assert time.process_time() - began < 4


def test_a_quote_in_too_many_places_says_so() -> None:
    expected = "the quote is too short: it stands in more than 100000 places"
    assert missing(Article("a" * 300_000), "a" * 30) == ("", expected)


def test_long_quotes_are_found_but_not_searched_for() -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    assert found(Article(text), text).end == len(text)
    assert missing(Article(text), text.replace("word77 ", "word78 "))[1].startswith("the quote does not stand in")


prose = st.lists(
    st.sampled_from(
        [
            "Xi",
            "met 41",
            "5.3",
            "—",
            "“no”",
            "China’s",
            "…",
            "in ﬁve\u00a0x",
            "\n\n",
            "\n",
            "2021,",
            "e\u0301",
        ]
    ),
    max_size=30,
)


@given(prose.map(" ".join), st.data())
@settings(max_examples=300, deadline=None)
def test_what_is_found_gives_the_quote_back(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    result = Article(text).find(quote)
    wanted = normalise(quote).text.strip()
    matches = (result.match,) if isinstance(result, Found) else result.matches if isinstance(result, Ambiguous) else ()
    for match in matches:
        stands = normalise(text[match.start : match.end]).text
        assert stands == wanted or "..." in wanted
        assert match.paragraph_start <= match.start < match.end <= match.paragraph_end
        assert text[match.start : match.end] == text[match.start : match.end].strip()


@given(prose.map(" ".join), st.data())
@settings(max_examples=600, deadline=None)
def test_a_quick_look_finds_what_the_long_way_finds(text: str, data: st.DataObject) -> None:
    pieces = text.split(" ")
    first = data.draw(st.integers(0, len(pieces) - 1))
    quote = " ".join(pieces[first : data.draw(st.integers(first + 1, len(pieces)))])
    quote = quote[data.draw(st.integers(0, 1)) :]
    quickly = Article(text).find(quote)
    with patch.object(Article, "_plain_place", return_value=None):
        assert quickly == Article(text).find(quote)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=8), st.lists(st.sampled_from("abcd"), max_size=12))
@settings(max_examples=300, deadline=None)
def test_comparison_accounts_for_every_word(quote: list[str], passage: list[str]) -> None:
    comparison = compare(quote, passage)
    rebuilt: list[str] = []
    row, column = 0, comparison.passage[0]
    for change in comparison.changes:
        assert quote[row : change.quote[0]] == passage[column : change.passage[0]]
        rebuilt += quote[row : change.quote[0]] + passage[slice(*change.passage)]
        row, column = change.quote[1], change.passage[1]
    assert quote[row:] == passage[column : comparison.passage[1]]
    assert rebuilt + quote[row:] == passage[slice(*comparison.passage)]
