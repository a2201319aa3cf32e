from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import factory
import pytest
from outside_tools import type_errors

from claimcheck.engine.result import Result
from claimcheck.findings.model import Correction
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.claimreview import REPORTER

DECLARATION = 'import type { Graph } from "schema-dts";\nconst value: Graph'


def graph(result: Result) -> list[dict[str, Any]]:
    document = json.loads(REPORTER.render(result, ReportOptions()))
    assert document["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = document["@graph"]
    return found


def test_a_review_says_who_said_what_where_and_how_many_contradict_it() -> None:
    first, second = graph(factory.full())
    assert first == {
        "@type": "ClaimReview",
        "@id": f"#{factory.CONTRADICTION.fingerprint}-cgtn-2022%23ties-30th",
        "claimReviewed": "the 30th anniversary of diplomatic ties",
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": "CGTN"},
            "datePublished": "2022-09-16",
            "appearance": {
                "@type": "NewsArticle",
                "headline": "News of CGTN",
                "publisher": {"@type": "Organization", "name": "CGTN"},
                "datePublished": "2022-09-16",
                "url": "https://example.org/a?b=1&c=2",
            },
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "contradicted by 1 claim of 1 source, taken together",
            "ratingExplanation": "The anniversaries count from 1992 and from 1993.",
        },
        "reviewBody": "The anniversaries count from 1992 and from 1993.\n2022 - 30 = 1992\n2024 - 31 = 1993\n"
        "They disagree even in the widest meaning that the words allow.",
    }
    assert second["claimReviewed"] == "the 31st anniversary of ties"


def test_where_one_is_the_suspect_the_others_are_not_reviewed() -> None:
    suspect = Correction("gt-2024#ties-31st", "ordinal", "31", "32")
    finding = replace(factory.CONTRADICTION, suspects=(suspect,))
    reviews = graph(replace(factory.full(), findings=(finding,)))
    assert [each["claimReviewed"] for each in reviews] == ["the 31st anniversary of ties"]


def test_only_contradictions_are_reviewed() -> None:
    assert graph(replace(factory.full(), findings=(factory.MISSPELT, factory.NEAR))) == []
    assert graph(factory.clean()) == []


def test_it_never_says_true_or_false() -> None:
    words = REPORTER.render(factory.full(), ReportOptions()).lower()
    assert "ratingvalue" not in words
    assert not any(f'"{word}"' in words or f" {word}" in words for word in ("false", "true", "wrong", "correct"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/etc/passwd", " https://a.example"])
def test_an_address_is_one_of_the_web_or_absent(address: str) -> None:
    sources = (factory.source("cgtn-2022", "CGTN", "2022-09-16", address), factory.GT)
    result = replace(factory.full(), corpus=replace(factory.corpus(), sources=sources))
    assert "url" not in graph(result)[0]["itemReviewed"]["appearance"]


def test_hostile_words_stay_words() -> None:
    text = REPORTER.render(factory.hostile(), ReportOptions())
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert len(json.loads(text)["@graph"]) == 1


def test_it_is_a_graph_of_schema_org(tmp_path: Path) -> None:
    text = REPORTER.render(factory.full(), ReportOptions())
    assert type_errors(tmp_path, DECLARATION, text) == ""
    assert type_errors(tmp_path, DECLARATION, text.replace('"alternateName"', '"alternateNaim"')) != ""
