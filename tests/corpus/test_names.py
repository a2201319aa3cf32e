"""Names one slip away from the vocabulary, names out of their time, and the speed of looking for them."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from claimcheck.claims.vocabulary import VocabularyFile
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.load import load
from claimcheck.corpus.name_spelling import delete_keys, fold, is_variant, one_edit, word_spans
from claimcheck.corpus.names import NameSlip, name_slips, names_out_of_time
from claimcheck.corpus.project import open_project
from claimcheck.corpus.quotes import Article, Found, QuoteMatch
from claimcheck.corpus.records import SourceRecord
from claimcheck.corpus.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
VOCABULARY = Vocabulary(
    VocabularyFile.model_validate(
        {
            "entities": {
                "aktobe": {"label": "Aktobe"},
                "CN": {"label": "China", "aliases": ["Chinese"]},
                "KZ": {"label": "Kazakhstan", "aliases": ["Kazakh"]},
                "IR": {"label": "Iran"},
                "tokayev": {"label": "Kassym-Jomart Tokayev", "aliases": ["Tokayev"]},
                "sco": {"label": "Shanghai Cooperation Organisation"},
                "bri": {"label": "Belt and Road Initiative", "aliases": ["2050 Plan"]},
                "saopaulo": {"label": "São Paulo"},
                "center": {"label": "Stimson Center"},
                "farm": {"label": "wind power facility"},
                "times": {"label": "Astana Times"},
                "slovenia": {"label": "Slovenia"},
                "slovakia": {"label": "Slovakia"},
                "austin": {"label": "Austin"},
                "astana": {
                    "label": "Astana",
                    "aliases": [{"name": "Nur-Sultan", "during": "2019-03-23/2022-09-17"}],
                },
            }
        }
    )
)


def _slips(quote: str, vocabulary: Vocabulary = VOCABULARY) -> tuple[NameSlip, ...]:
    article = Article(f"Before it. {quote} After it.")
    return name_slips(_match(article, quote), article, vocabulary)


def _match(article: Article, quote: str) -> QuoteMatch:
    found = article.find(quote)
    assert isinstance(found, Found)
    return found.match


@cache
def _corpus() -> Corpus:
    return load(open_project(start=ROOT))


def test_a_transposition_is_found_with_its_place() -> None:
    assert _slips("in the Akotbe region") == (NameSlip(18, 24, "Akotbe", "Aktobe", "aktobe"),)


@pytest.mark.parametrize(
    ("quote", "found", "meant"),
    [
        ("in Aktove today", "Aktove", "Aktobe"),
        ("in Aktobbe today", "Aktobbe", "Aktobe"),
        ("in Aktbe today", "Aktbe", "Aktobe"),
        ("in AKOTBE today", "AKOTBE", "Aktobe"),
        ("in Akotbe’s steppe", "Akotbe", "Aktobe"),
        ("President Tokaev said", "Tokaev", "Tokayev"),
        ("Kassym-Jomart Tokaev said", "Kassym-Jomart Tokaev", "Kassym-Jomart Tokayev"),
        (
            "the Shanghai Coperation Organisation",
            "Shanghai Coperation Organisation",
            "Shanghai Cooperation Organisation",
        ),
        ("the Belt and Raod Initiative", "Belt and Raod Initiative", "Belt and Road Initiative"),
        ("Sao Paolo is large", "Sao Paolo", "São Paulo"),
        ("Slovinia is small", "Slovinia", "Slovenia"),
    ],
)
def test_slips_that_are_found(quote: str, found: str, meant: str) -> None:
    assert [(slip.found, slip.meant) for slip in _slips(quote)] == [(found, meant)]


@pytest.mark.parametrize(
    "quote",
    [
        "in Aktobe today",
        "the akotbe region",
        "Bktobe is far",
        "two Kazakhs came",
        "Kazakhstan's and Kazakhstani goods",
        "Iraq is no country of it",
        "the Shanghai Cooperation Organization",
        "the Stimson Centre",
        "the 2030 Plan",
        "SAO PAULO is large",
        "the Wind power facilty",
        "Astana Time is late",
        "Slovakia and Slovenia",
        "Austins and Austinian ways",
        "Akatobbe is two slips away",
        "Shanghai. Coperation, Organisation",
        "Nur Sultan",
    ],
)
def test_what_is_no_slip(quote: str) -> None:
    assert _slips(quote) == ()


def test_a_word_of_a_longer_name_is_not_looked_at_again() -> None:
    vocabulary = Vocabulary(
        VocabularyFile.model_validate({"entities": {"a": {"label": "Altona Times"}, "b": {"label": "Altonb"}}})
    )
    assert _slips("the Altona Times said", vocabulary) == ()
    assert [slip.meant for slip in _slips("the Altona said", vocabulary)] == ["Altonb"]


def test_a_form_of_one_name_is_no_slip_of_another() -> None:
    entities = {"a": {"label": "Marint"}, "b": {"label": "Marin"}}
    vocabulary = Vocabulary(VocabularyFile.model_validate({"entities": entities}))
    assert _slips("two Marins came", vocabulary) == ()
    assert [slip.meant for slip in _slips("two Marink came", vocabulary)] == ["Marin"]


def test_a_name_that_differs_in_its_number_is_another() -> None:
    vocabulary = Vocabulary(VocabularyFile.model_validate({"entities": {"a": {"label": "Agenda21"}}}))
    assert _slips("the Agenda22 process", vocabulary) == ()


def test_of_two_names_the_first_in_order_is_meant() -> None:
    entities = {"b": {"label": "Marinb"}, "a": {"label": "Marina"}}
    vocabulary = Vocabulary(VocabularyFile.model_validate({"entities": entities}))
    assert [slip.meant for slip in _slips("the Marinc region", vocabulary)] == ["Marina"]


def test_the_articles_have_one_slip() -> None:
    corpus = _corpus()
    slips = {
        (claim.source.id, slip.found, slip.meant)
        for claim in corpus.claims
        for slip in name_slips(corpus.matches[claim.id], corpus.articles[claim.source.id], corpus.vocabulary)
    }
    assert slips == {("cgtn-2022-09-16", "Akotbe", "Aktobe")}


def test_the_articles_use_no_name_out_of_its_time() -> None:
    corpus = _corpus()
    for claim in corpus.claims:
        article, match = corpus.articles[claim.source.id], corpus.matches[claim.id]
        assert names_out_of_time(claim, article, match, corpus.vocabulary) == ()


@pytest.mark.parametrize(
    ("published", "quote", "count"),
    [
        ("2024-07-03", "a trip to Nur-Sultan", 1),
        ("2018", "a trip to Nur-Sultan", 1),
        ("2022-09-17", "a trip to Nur-Sultan", 0),
        ("2022", "a trip to Nur-Sultan", 0),
        ("2024-07-03", "a trip to Astana", 0),
        ("2024-07-03", "a trip to what was then Nur-Sultan", 0),
    ],
)
def test_a_name_is_out_of_time_only_when_that_is_certain(published: str, quote: str, count: int) -> None:
    claim = _corpus().by_id["gt-2024-07-03#former-secretary-general"]
    date = claim.source.model.model_validate({"id": "s", "published": published})
    dated = replace(claim, source=SourceRecord(date, "c.yaml"), fields={})
    article = Article(quote)
    found = names_out_of_time(dated, article, _match(article, quote), VOCABULARY)
    assert len(found) == count
    if count:
        assert str(found[0]).startswith('"Nur-Sultan" was a name of Astana during 2019-03-23/2022-09-17, and ')


def test_a_name_of_the_time_that_the_claim_speaks_of_is_in_its_place() -> None:
    claim = _corpus().by_id["gt-2024-07-03#visit-2022"]
    article = Article("a trip to Nur-Sultan")
    assert names_out_of_time(claim, article, _match(article, "a trip to Nur-Sultan"), VOCABULARY) == ()


_WORD = st.text("abcd", max_size=7)


@given(_WORD, _WORD)
def test_one_edit_is_a_distance_of_one_and_shares_a_key(a: str, b: str) -> None:
    assert one_edit(a, b) == (OSA.distance(a, b) == 1)
    if one_edit(a, b):
        assert set(delete_keys(a)) & set(delete_keys(b))


@given(st.text(max_size=80))
def test_any_text_is_split_and_folded(text: str) -> None:
    spans = list(word_spans(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for start, end in spans:
        word = fold(text[start:end])
        assert is_variant(word, word)


def test_many_names_and_a_long_text_take_little_time() -> None:
    entities = {f"e{n}": {"label": f"Place{chr(97 + n % 26)}{n:05d} Name"} for n in range(5000)}
    entities |= {f"f{n}": {"label": "".join(chr(97 + int(d)) for d in f"{n:06d}").title()} for n in range(5000)}
    vocabulary = Vocabulary(VocabularyFile.model_validate({"entities": entities}))
    text = "Chinese President Xi Jinping came to Kazakhstan On Tuesday " * 1000
    article = Article(text)
    match = QuoteMatch(0, len(text), 0, len(text), 1, 1)
    begin = time.process_time()
    assert name_slips(match, article, vocabulary) == ()
    assert time.process_time() - begin < 5
