from __future__ import annotations

import re
import unicodedata
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus import normalise as module
from claimcheck.corpus.normalise import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China’s “two” ‚goals‘", "China's \"two\" 'goals'"),
        ("2017–2022 — −5", "2017-2022 - -5"),
        ("a\r\n\tb\u00a0c\u2009d", "a b c d"),
        ("co\u00adoper\u200bation", "cooperation"),
        ("a \u200b b", "a b"),
        ("so … on", "so ... on"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("\u1112\u1161\u11ab", "한"),
        ("ﬁ ½ Ａ", "ﬁ ½ Ａ"),
        ("", ""),
    ],
)
def test_what_is_made_one(text: str, expected: str) -> None:
    assert normalise(text).text == expected


@pytest.mark.parametrize(
    ("text", "found", "original"),
    [
        ("the  “30th”\nanniversary", '"30th" ann', "“30th”\nann"),
        ("x cafe\u0301 y", "café", "cafe\u0301"),
        ("a … b", "... b", "… b"),
        ("… e\u0301 … cafe\u0301 \u00adz y", "z", "z"),
        ("e\u0301e\u0301e\u0301 … y", "... y", "… y"),
        ("a … b", "..", "…"),
        ("co\u00adop x", "coop", "co\u00adop"),
        ("\u00adab\u00ad c", "ab", "ab"),
        ("  a", "a", "a"),
    ],
)
def test_spans_lead_back(text: str, found: str, original: str) -> None:
    normalised = normalise(text)
    start = normalised.text.index(found)
    first, after = normalised.original(start, start + len(found))
    assert text[first:after] == original


letters = st.text(
    st.one_of(
        st.sampled_from(
            "ab 1.,-–—’“”…\u00ad\u200b\u200d\u00a0\u2003\n\r\t\u0301\u0323\u1100\u1161\u11a8éÅ\u212b\u2000½"
        ),
        st.characters(),
    ),
    max_size=40,
)


@given(letters)
@settings(max_examples=500, deadline=None)
def test_twice_is_once_and_the_form_is_composed(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
    assert unicodedata.is_normalized("NFC", once)
    assert not re.search("  |[\n\r\t\u00ad\u200b‘’“”–—…]", once)


@given(letters)
@settings(max_examples=500, deadline=None)
def test_each_character_leads_back_to_text_that_gives_it(text: str) -> None:
    normalised = normalise(text)
    previous = 0
    for place, character in enumerate(normalised.text):
        first, after = normalised.original(place, place + 1)
        assert previous <= after <= len(text)
        assert first < after
        assert character in normalise(text[first:after]).text
        previous = first
    if normalised.text:
        first, after = normalised.original(0, len(normalised.text))
        assert normalise(text[first:after]).text == normalised.text


@given(st.text("ab \n\r\t\x0b\x1f.", max_size=20))
@settings(max_examples=300)
def test_a_text_of_ascii_is_normalised_like_any_other(text: str) -> None:
    quick = normalise(text)
    with patch.object(module, "_RUNS", module._RESIZED):
        slow = normalise(text)
    assert quick.text == slow.text
    spans = [(start, end) for end in range(1, len(quick.text) + 1) for start in range(end)]
    assert [quick.original(*span) for span in spans] == [slow.original(*span) for span in spans]
