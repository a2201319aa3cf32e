"""Whether what claims say follows from their words: each transform both ways, and the two articles."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.source import Source
from claimcheck.claims.vocabulary import VocabularyFile
from claimcheck.corpus.build import build_claims
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.grounded import Ungrounded, ungrounded
from claimcheck.corpus.grounded_mentions import mentions_in
from claimcheck.corpus.grounded_passage import numbers_in
from claimcheck.corpus.grounded_relative import relative_in
from claimcheck.corpus.grounded_transforms import TRANSFORMS
from claimcheck.corpus.load import load
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.project import open_project
from claimcheck.corpus.quotes import Article, Found
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.validate import to_data
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.values.fiscal import FiscalCalendar

ROOT = Path(__file__).parents[2]
NOTHING = Vocabulary()
QUANTITY = "kind: quantity\nmetric: trade"
LENGTH = "kind: duration\nevent: ties\non: 2022-09-16"
NTH = "kind: nth\ntype: visit"
RANK = "kind: rank\nentity: CN\nmetric: gdp\namong: members"
CHANGE = "kind: change\nmetric: trade"
COMPARE = "kind: compare\nleft: {metric: trade}\nright: {metric: trade}"
RECORD = "kind: record\nmetric: trade"
EVENT = "kind: event\ntype: visit"


def _claim(yaml: str, quote: str, published: str = "2022-09-16", vocabulary: Vocabulary = NOTHING) -> ClaimRecord:
    problems = Problems("c.yaml")
    node = read_yaml(f"id: c\n{yaml}\nquote: {quote!r}\n".encode()).root
    source = SourceRecord(Source.model_validate({"id": "s", "published": published}), "c.yaml")
    assert node is not None
    claims = build_claims(node, source, problems, {"calendars": vocabulary.calendars})
    assert not problems.found, problems.found
    return claims[0]


def _fields(found: tuple[Ungrounded, ...]) -> list[str]:
    return [each.field for each in found]


def _check(
    yaml: str,
    text: str,
    *,
    published: str = "2022-09-16",
    vocabulary: Vocabulary = NOTHING,
) -> tuple[Ungrounded, ...]:
    """Ground a claim in a text; the quote is the part between `<` and `>`, else all of it."""
    article = Article(text.replace("<", "").replace(">", ""))
    marked = re.search(r"<(.*)>", text, re.DOTALL)
    words = marked.group(1) if marked else text
    found = article.find(words)
    assert isinstance(found, Found)
    return ungrounded(_claim(yaml, words, published, vocabulary), article, found.match, vocabulary)


NUMBERS = [
    (f"{QUANTITY}\nvalue: 30", "thirty new projects"),
    (f"{QUANTITY}\nvalue: $5.3 billion", "worth $5.3bn"),
    (f"{QUANTITY}\nvalue: $5.3 billion", "5,300 million dollars"),
    (f"{QUANTITY}\nvalue: 21 projects", "twenty-one projects"),
    (f"{QUANTITY}\nvalue: 0.85", "85 percent of exports"),
    (f"{QUANTITY}\nvalue: two thirds", "66 sites, two thirds of them"),
    (f"{QUANTITY}\nvalue: 50 percent", "half of the exports"),
    (f"{QUANTITY}\nvalue: two of five", "two of five projects"),
    (f"{QUANTITY}\nvalue: 2", "both goals"),
    (f"{QUANTITY}\nvalue: five", "all five countries"),
    (f"{QUANTITY}\nvalue: 1", "the only country"),
    (f"{QUANTITY}\nvalue: hundreds", "hundreds of residents"),
    (f"{QUANTITY}\nvalue: 10 to 12 million t", "10 to 12 million tonnes"),
    (f"{QUANTITY}\nvalue: 3\nmembers: [A, B, C]", "A, B and C belong to it"),
    (f"{QUANTITY}\nvalue: 41 billion CNY", "41 billion yuan"),
    (f"{QUANTITY}\nvalue: $41 billion", "a record of $41 billion"),
    (f"{QUANTITY}\nvalue: above $25 billion", "above $25 billion"),
    (f"{QUANTITY}\nvalue: 4,000 jobs\nalso: 80 percent", "4,000 jobs, or 80 percent"),
    (f"{QUANTITY}\nvalue: 7", "Trade grew. <The plan> has seven parts."),
    (f"{CHANGE}\nby: 100 percent", "trade doubled"),
    (f"{CHANGE}\nby: -50 percent", "trade halved"),
    (f"{CHANGE}\nby: 2 points", "up 2 percentage points"),
    (f"{CHANGE}\nby: 53.5 percent\nto: $3.93 billion", "expanded 53.5 percent to $3.93 billion"),
    (f"{CHANGE}\nby: -5 percent", "trade fell 5 percent"),
    (f"{CHANGE}\nby: less than 5 percent", "less than 5 percent"),
    (f"{COMPARE}\nratio: 2", "twice as much"),
    (f"{COMPARE}\nby: -5 percent", "5 percent less"),
    (
        "kind: share\npart: {metric: trade}\nwhole: {metric: trade, value: $10}\nshare: nearly half",
        "nearly half of $10",
    ),
    (f"{LENGTH}\nlength: 30 years", "three decades of ties"),
    (f"{LENGTH}\nlength: 3 decades", "thirty years of ties"),
    (f"{LENGTH}\nlength: 3 decades", "three decades of ties"),
    (f"{LENGTH}\nlength: 30-year", "the 30-year relationship"),
    (f"{LENGTH}\nlength: 12 months", "for a year"),
    (f"{LENGTH}\nlength: 14 days", "two weeks later"),
    (f"{LENGTH}\nlength: 18 months", "1.5 years later"),
    (f"{LENGTH}\nlength: thirty years", "grown over the thirty years"),
    (f"{LENGTH}\nlength: two years", "over two years it grew"),
    (f"{LENGTH}\nlength: more than 30 years", "more than 30 years of ties"),
    (f"{NTH}\nordinal: 30", "the thirtieth visit"),
    (f"{NTH}\nordinal: 22", "the XXII Congress"),
    (f"{NTH}\nordinal: 30", "30 visits"),
    (f"{NTH}\nordinal: 100", "the centenary goals"),
    (f"{NTH}\nordinal: 1", "his first visit"),
    (f"{NTH}\nordinal: 1", "his maiden visit"),
    (f"{NTH}\nordinal: more than 1", "he visited again"),
    (f"{NTH}\nordinal: last", "his final visit"),
    (f"{RANK}\nrank: 1", "the largest economy"),
    (f"{RANK}\nrank: 2", "the second-largest economy"),
    (f"{CHANGE}\nby: up", "trade grew"),
    (f"{CHANGE}\nby: down", "exports shrank"),
    (f"{CHANGE}\nby: up", "<Trade> is up."),
    (f"{COMPARE}\ndirection: more", "topped estimates"),
    (f"{COMPARE}\ndirection: less", "below last year"),
    (f"{COMPARE}\ndirection: equal", "the same as before"),
    (f"{COMPARE}\ndirection: as planned", "as expected"),
    (f"{RECORD}\nextreme: highest", "hit a record"),
    (f"{RECORD}\nextreme: lowest", "a record low"),
]


@pytest.mark.parametrize(("yaml", "text"), NUMBERS)
def test_what_words_say_is_grounded(yaml: str, text: str) -> None:
    assert _check(yaml, text) == ()


@pytest.mark.parametrize(
    ("yaml", "text", "field"),
    [
        (f"{QUANTITY}\nvalue: 31", "thirty new projects", "value"),
        (f"{QUANTITY}\nvalue: 5.3", "worth $5.3 billion", "value"),
        (f"{QUANTITY}\nvalue: 5", "five hundred sites", "value"),
        (f"{QUANTITY}\nvalue: 20", "twenty-one sites", "value"),
        (f"{QUANTITY}\nvalue: 4", "4,000 jobs", "value"),
        (f"{QUANTITY}\nvalue: 5.35 percent", "up 53.5 percent", "value"),
        (f"{QUANTITY}\nvalue: two thirds", "a third of it", "value"),
        (f"{QUANTITY}\nvalue: 2", "bilateral trade", "value"),
        (f"{QUANTITY}\nvalue: 24", "the 24th meeting", "value"),
        (f"{QUANTITY}\nvalue: 3", "on July 3, they met", "value"),
        (f"{QUANTITY}\nvalue: 1", "a year of trade", "value"),
        (f"{QUANTITY}\nvalue: hundreds", "thousands of residents", "value"),
        (f"{QUANTITY}\nvalue: 10 to 12 million t", "10 to 13 million tonnes", "value"),
        (f"{QUANTITY}\nvalue: 3\nmembers: [A, B]", "A and B belong to it", "value"),
        (f"{QUANTITY}\nvalue: $41 billion", "41 billion yuan", "value"),
        (f"{QUANTITY}\nvalue: $41 billion", "€41 billion", "value"),
        (f"{QUANTITY}\nvalue: $25 billion", "reaching above $25 billion", "value"),
        (f"{QUANTITY}\nvalue: above $25 billion", "reaching below $25 billion", "value"),
        (f"{QUANTITY}\nvalue: half", "nearly half of it", "value"),
        (f"{QUANTITY}\nvalue: 30", "more than <30> sites", "value"),
        (f"{QUANTITY}\nvalue: 30", "30 or more sites", "value"),
        (f"{QUANTITY}\nvalue: 4,000 jobs\nalso: 81 percent", "4,000 jobs, or 80 percent", "also"),
        (f"{QUANTITY}\nvalue: 7", "Seven parts.\n<The plan> is here.", "value"),
        (f"{CHANGE}\nby: 200 percent", "trade doubled", "by"),
        (f"{CHANGE}\nby: 2 percent", "up 2 percentage points", "by"),
        (f"{CHANGE}\nby: 2 points", "up 2 percent", "by"),
        (f"{CHANGE}\nby: 5 percent", "trade fell 5 percent", "by"),
        (f"{CHANGE}\nby: -5 percent", "trade grew 5 percent", "by"),
        (f"{COMPARE}\nratio: 3", "twice as much", "ratio"),
        (f"{COMPARE}\nby: 5 percent", "5 percent less", "by"),
        (
            "kind: share\npart: {metric: trade}\nwhole: {metric: trade, value: $11}\nshare: half",
            "half of $10",
            "whole.value",
        ),
        (
            "kind: breakdown\nwhole: {metric: trade, value: 10}\nparts:\n  - {metric: a, value: 4}\n"
            "  - {metric: b, value: 7}",
            "4 and 6 make 10",
            "parts.1.value",
        ),
        (f"{LENGTH}\nlength: 18 years", "18 months of ties", "length"),
        (f"{LENGTH}\nlength: 30 years", "more than 30 years of ties", "length"),
        (f"{LENGTH}\nlength: 4 decades", "thirty years of ties", "length"),
        (f"{NTH}\nordinal: 31", "the thirtieth visit", "ordinal"),
        (f"{NTH}\nordinal: 2", "both visits", "ordinal"),
        (f"{NTH}\nordinal: 30", "30 percent of visits", "ordinal"),
        (f"{NTH}\nordinal: 50", "the centenary goals", "ordinal"),
        (f"{NTH}\nordinal: 1", "his visit", "ordinal"),
        (f"{NTH}\nordinal: more than 1", "his visit", "ordinal"),
        (f"{NTH}\nordinal: last", "his visit", "ordinal"),
        (f"{RANK}\nrank: 1", "the second-largest economy", "rank"),
        (f"{RANK}\nrank: 1", "one of the largest economies", "rank"),
        (f"{RANK}\nrank: 1", "of some interest", "rank"),
        (f"{CHANGE}\nby: up", "trade fell, and later <exports fell>", "by"),
        (f"{CHANGE}\nby: up", "<exports fell> after they rose", "by"),
        (f"{CHANGE}\nby: down", "trade with China", "by"),
        (f"{COMPARE}\ndirection: more", "it trailed the others", "direction"),
        (f"{COMPARE}\ndirection: equal", "twice as much", "direction"),
        (f"{COMPARE}\ndirection: as planned", "to everyone's surprise", "direction"),
        (f"{RECORD}\nextreme: highest", "a record low", "extreme"),
        (f"{RECORD}\nextreme: lowest", "its highest", "extreme"),
    ],
)
def test_what_no_words_say_is_not(yaml: str, text: str, field: str) -> None:
    assert _fields(_check(yaml, text)) == [field]


DATES = [
    ("2021", "in 2021"),
    ("2021", "on July 3, 2021"),
    ("2021-07", "on 3 July 2021"),
    ("2021-07-03", "on July 3rd, 2021"),
    ("2021-07-03", "in 2021 they met on July 3"),
    ("2022-09-14/2022-09-16", "September 14-16"),
    ("2021-07-03", "2021-07-03"),
    ("2021-07-03", "03.07.2021"),
    ("2021-07-03", "7/3/2021"),
    ("2022-08-30", "on the 30th they met"),
    ("2022-12", "in December"),
    ("2021-12", "in December"),
    ("1992", "since '92"),
    ("2024/2025", "for 2024-25"),
    ("2024/2025", "for 2024-2025"),
    ("1992", "nineteen ninety-two, or 1992"),
    ("1990/1999", "in the 1990s"),
    ("1990/1999", "in the nineties"),
    ("2001/2100", "the 21st century"),
    ("2001/2100", "the twenty-first century"),
    ("1991/1993", "the early 1990s"),
    ("2021-11", "in late 2021"),
    ("2021-Q3", "the third quarter of 2021"),
    ("2021-H1", "H1 2021"),
    ("2021-01/2021-09", "the first nine months of 2021"),
    ("2021-23", "in autumn 2021"),
    ("2022", "he came"),
    ("2022-09", "he came"),
    ("2022-09-16", "he came"),
    ("../2022-09-16", "he came"),
    ("before 2022-09-16", "he came"),
    ("2020~", "in 2020"),
    ("[2019, 2020]", "in 2019 or 2020"),
    ("2022-09-13", "on Tuesday"),
    ("2022-09-15", "yesterday"),
    ("2022-09-06", "last week"),
    ("2022-08", "last month"),
    ("2022-07", "two months ago"),
    ("2022-Q2", "last quarter"),
    ("2021", "last year"),
    ("2019", "three years ago"),
    ("2023", "next year"),
    ("2017", "in 2018, up year-on-year"),
    ("2020", "last year, compared with the previous year"),
    ("2019", "in 2018 and the following year"),
    ("2021-01/2021-12", "in 2021"),
]


@pytest.mark.parametrize(("on", "text"), DATES)
def test_dates_that_follow(on: str, text: str) -> None:
    assert _check(f"{EVENT}\non: {on!r}", text) == ()


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2021", "in 2020"),
        ("2021-07", "in 2021"),
        ("2021-07-03", "in July 2021"),
        ("2021-07-04", "on July 3, 2021"),
        ("2019-07-03", "on July 3"),
        ("2022-09-14/2022-09-18", "September 14-15"),
        ("2021-08-03", "2021-07-03"),
        ("2021-03-08", "03.07.2021"),
        ("2022-03-30", "on the 30th they met"),
        ("2020-12", "in December"),
        ("1993", "since '92"),
        ("2024/2026", "for 2024-25"),
        ("1980/1989", "in the 1990s"),
        ("1991/1993", "in the 1990s"),
        ("1901/2000", "the 21st century"),
        ("2021-03", "in late 2021"),
        ("2021-Q2", "the third quarter of 2021"),
        ("2021-H2", "H1 2021"),
        ("2021-01/2021-08", "the first nine months of 2021"),
        ("2021-24", "in autumn 2021"),
        ("2021", "he came"),
        ("2022-08", "he came"),
        ("2022-09-15", "he came"),
        ("../2022-09-20", "he came"),
        ("before 2022-09-15", "he came"),
        ("[2019, 2021]", "in 2019 or 2020"),
        ("2022-08-30", "on Tuesday"),
        ("2022-09-10", "yesterday"),
        ("2022-08-20", "last week"),
        ("2022-07", "last month"),
        ("2022-06", "two months ago"),
        ("2022-Q1", "last quarter"),
        ("2020", "last year"),
        ("2018", "three years ago"),
        ("2024", "next year"),
        ("2017", "in 2018, up"),
        ("2021", "compared with the following year"),
    ],
)
def test_dates_that_do_not_follow(on: str, text: str) -> None:
    assert _fields(_check(f"{EVENT}\non: {on!r}", text)) == ["on"]


def test_a_month_without_a_year_gives_the_year_that_is_nearest() -> None:
    in_january = "2024-01-10"
    assert _check(f"{EVENT}\non: 2023", "in December", published=in_january) == ()
    assert _fields(_check(f"{EVENT}\non: 2022", "in December", published=in_january)) == ["on"]
    assert _fields(_check(f"{EVENT}\non: 2023", "on July 3", published="2024-07-03")) == ["on"]


def test_an_unnamed_base_is_the_period_before() -> None:
    change = f"{CHANGE}\nby: 5 percent\nduring: 2021"
    assert _check(f"{change}\nbase: 2020", "up 5 percent in 2021") == ()
    assert _fields(_check(f"{change}\nbase: 2019", "up 5 percent in 2021")) == ["base"]
    assert _fields(_check(f"{change}\nbase: 2020-H1", "up 5 percent in 2021")) == ["base"]
    quarter = f"{CHANGE}\nby: 5 percent\nduring: 2021-Q3\nbase: 2020-Q3"
    assert _check(quarter, "up 5 percent year-on-year in Q3 2021") == ()
    assert [
        each.field for each in _check(quarter.replace("2020-Q3", "2020-Q2"), "up 5 percent year-on-year in Q3 2021")
    ] == ["base"]


def test_a_weekday_must_be_named_and_its_date_is_a_rules_matter() -> None:
    yaml = f"{EVENT}\non: 2024-07-02\nweekday: "
    published = "2024-07-03"
    assert _check(yaml + "Tuesday", "arrived on Tuesday", published=published) == ()
    assert _check(yaml + "Friday", "arrived on Friday", published=published) == ()
    assert _check(yaml + "Tuesday", "arrived Tues. night", published=published) == ()
    assert _check(yaml + "Tuesday", "arrived yesterday", published=published) == ()
    missing = _check(yaml + "Friday", "arrived on Tuesday", published=published)
    assert missing == (
        Ungrounded(
            "weekday",
            '"Friday" does not follow from the quote or its paragraph: it says Tuesday',
            "the weekday there is Tuesday",
        ),
    )


def test_dates_of_the_vocabulary_ground_what_names_them_and_what_equals_them() -> None:
    declared = VocabularyFile.model_validate(
        {"events": {"onset": {"on": "2020-01-30"}, "fall": {"on": "1991"}}, "groups": {"g": ["KZ"]}}
    )
    vocabulary = Vocabulary(declared)
    yaml = f"{NTH}\nordinal: 1\nsince: "
    assert _check(yaml + "1991", "the first visit since then", vocabulary=vocabulary) == ()
    assert _fields(_check(yaml + "2020", "the first since then", vocabulary=vocabulary)) == ["since"]
    assert _check(f"{EVENT}\nevent: onset\non: 2020", "at the onset", vocabulary=vocabulary) == ()
    assert _check(yaml + "onset", "the first visit since then", vocabulary=vocabulary) == ()


@pytest.mark.parametrize(
    ("on", "text", "follows"),
    [
        ("FY2019-Q3", "the third quarter of fiscal 2019", True),
        ("FY2019-Q3", "Q3 FY19", True),
        ("FY2019-Q3", "the second quarter of fiscal 2019", False),
        ("FY2018-Q3", "the third quarter of fiscal 2019", False),
        ("FY2019", "in fiscal 2019", True),
    ],
)
def test_fiscal_periods_follow_from_their_parts(on: str, text: str, follows: bool) -> None:
    calendars = {"US": FiscalCalendar("US", 10)}
    found = _check(f"{EVENT}\non: {on}", text, vocabulary=Vocabulary(VocabularyFile(), calendars))
    assert _fields(found) == ([] if follows else ["on"])


def test_an_inferred_claim_needs_words_for_its_figures_alone() -> None:
    inferred = "\ninferred: because"
    assert _check(f"{CHANGE}\nby: up\nduring: 2019{inferred}", "trade") == ()
    assert _fields(_check(f"{QUANTITY}\nvalue: 5\nduring: 2019{inferred}", "trade")) == ["value"]
    assert _fields(_check(f"{NTH}\nordinal: 2\non: 2019{inferred}", "trade")) == ["ordinal"]


def test_the_message_names_what_is_there_and_the_nearest() -> None:
    text = "last year expanded 5.35 percent year-on-year to $3.93 billion"
    (found,) = _check(f"{CHANGE}\nby: 53.5 percent\nto: $3.93 billion\nduring: 2021", text)
    assert found == Ungrounded(
        "by",
        '"53.5 percent" does not follow from the quote or its paragraph: '
        "the numbers there are 5.35 percent, $3.93 billion",
        'the nearest there is "5.35 percent"',
    )
    (found,) = _check(f"{QUANTITY}\nvalue: 5", "nothing at all")
    assert found.message == '"5" does not follow from the quote or its paragraph: no number stands there'


def test_the_message_of_a_hedge_says_what_to_write() -> None:
    (missing,) = _check(f"{LENGTH}\nlength: 30 years", "with more than <30 years> of ties")
    assert missing == Ungrounded(
        "length",
        '"30 years" leaves out the hedge of the text, which says "more than 30"',
        'write "more than 30 years"',
    )
    (missing,) = _check(f"{QUANTITY}\nvalue: 30 sites", "30 or more sites")
    assert missing.hint == 'write "30 sites or more"'


def test_the_message_of_a_date_lists_the_dates_there() -> None:
    (found,) = _check(f"{EVENT}\non: 2017/2019", "in 2017 and July 2018")
    assert found.message == (
        '"2019" of "2017/2019" does not follow from the quote, its paragraph, '
        "the source's date (2022-09-16) or a date of the vocabulary: the dates there are 2017, 2018"
    )


def test_the_quote_outranks_its_paragraph() -> None:
    text = "Trade was $25 billion. <It reached above $25 billion> later."
    assert _fields(_check(f"{QUANTITY}\nvalue: $25 billion", text)) == ["value"]


@cache
def _corpus() -> Corpus:
    return load(open_project(start=ROOT))


def test_every_claim_of_the_two_articles_is_grounded() -> None:
    corpus = _corpus()
    missing = {
        claim.id: found
        for claim in corpus.claims
        if (found := ungrounded(claim, corpus.articles[claim.source.id], corpus.matches[claim.id], corpus.vocabulary))
    }
    assert len(corpus.claims) >= 80
    assert missing == {}


MUTATIONS = [
    ("ties-32nd", "ordinal", ("32", "31"), ("32nd anniversary", "31st anniversary")),
    ("tajikistan", "by", ("53.5", "5.35"), ("expanded 53.5 percent", "expanded 5.35 percent")),
    ("arrival", "weekday", ("Tuesday", "Friday"), ("in Kazakhstan on Tuesday", "in Kazakhstan on Friday")),
]


@pytest.mark.parametrize(("identifier", "field", "value", "words"), MUTATIONS)
def test_a_slip_in_all_three_places_is_grounded_and_in_the_claim_alone_is_not(
    identifier: str, field: str, value: tuple[str, str], words: tuple[str, str]
) -> None:
    claim = _corpus().by_id[f"gt-2024-07-03#{identifier}"]
    slipped = _with(claim, field, *value)
    article = _corpus().articles[claim.source.id]
    match = _corpus().matches[claim.id]
    assert _fields(ungrounded(slipped, article, match, _corpus().vocabulary)) == [field]
    assert _in_all_three_places(slipped, *words) == ()


def test_the_first_visit_moved_to_another_year_is_grounded() -> None:
    claim = _corpus().by_id["gt-2024-07-03#first-abroad"]
    slipped = _with(claim, "on", "2022", "2024")
    assert _in_all_three_places(slipped, "foreign visit in 2022", "foreign visit in 2024") == ()


def _in_all_three_places(slipped: ClaimRecord, words: str, changed: str) -> tuple[Ungrounded, ...]:
    article = Article(_corpus().articles[slipped.source.id].text.replace(words, changed))
    found = article.find(slipped.model.quote.replace(words, changed))
    assert isinstance(found, Found)
    return ungrounded(slipped, article, found.match, _corpus().vocabulary)


def _with(claim: ClaimRecord, field: str, old: str, new: str) -> ClaimRecord:
    """Return a claim of the articles with one of its values changed."""
    data = to_data(claim.node)
    assert old in data[field]
    data[field] = data[field].replace(old, new)
    changed = getattr(type(claim.model).model_validate(data), field)
    value = changed[0] if isinstance(changed, tuple) else changed
    return replace(claim, fields={**claim.fields, field: value})


@given(st.text(max_size=300) | st.text("0123456789 ,.$%-/ QFYthndrs'MayJune", max_size=120))
@settings(max_examples=60, deadline=None)
def test_scanning_any_text_never_raises(text: str) -> None:
    mentions_in(text)
    relative_in(text)
    numbers_in(text)
    article = Article(text + "\nquote")
    found = article.find("quote")
    if isinstance(found, Found):
        match = replace(found.match, paragraph_start=0, start=0)
        for yaml in (
            f"{QUANTITY}\nvalue: above $25 billion",
            f"{NTH}\nordinal: 2\non: 2019/2021-Q3\nsince: 30 years",
        ):
            ungrounded(_claim(yaml, "quote"), article, match, NOTHING)


@pytest.mark.parametrize(
    "piece",
    [
        "In 2023 trade grew 5.3 percent to $41 billion on July 3. ",
        "1/2/",
        "May 3 - ",
        "((((",
    ],
)
def test_a_paragraph_of_100_kb_takes_little_time(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + " quote"
    article = Article(text)
    found = article.find("quote")
    assert isinstance(found, Found)
    claim = _claim(f"{QUANTITY}\nvalue: 17\nduring: 1517", "quote")
    begin = time.process_time()
    assert len(ungrounded(claim, article, found.match, NOTHING)) == 2
    assert time.process_time() - begin < 10


def test_the_page_lists_every_transform() -> None:
    page = (ROOT / "docs" / "grounding.md").read_text(encoding="utf-8")
    for each in TRANSFORMS:
        assert f"| {each.name} | {each.words} | {each.value} | {each.limit} |" in page


def test_letters_that_only_ignoring_case_takes_for_others_break_nothing() -> None:
    assert _fields(_check(f"{QUANTITY}\nvalue: 30\nduring: 2022-06/2022-08", "30 in the \u017fummer of 2022")) == [
        "during"
    ]
    assert _check(f"{QUANTITY}\nvalue: 30\non: 2022-09-15", "30 ye\u017fterday") == ()
