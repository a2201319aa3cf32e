from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import factory
import pytest

from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.engine.result import ClaimCoverage, ClaimState, Result
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.html import REPORTER
from claimcheck.reporters.report.articles import Stretch, numbered, source_views
from claimcheck.reporters.report.links import link_template
from claimcheck.reporters.report.passages import Piece, passages_of
from claimcheck.reporters.report.text import language, prose, visible, web_address
from claimcheck.reporters.witness import Witnesses

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Reader(HTMLParser):
    """Collects tags, attributes, ids and text, and refuses tags that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]

    def text(self, tag: str) -> list[str]:
        return [data for inside, data in self.texts if inside == tag]


def read(result: Result) -> Reader:
    page = REPORTER.render(result, ReportOptions())
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_page_says_the_verdict_and_shows_the_quotes_in_their_paragraphs() -> None:
    page = REPORTER.render(factory.full(), ReportOptions())
    assert '<p class="verdict">3 claims of 2 sources: 1 contradiction and 1 warning to look at.</p>' in page
    assert (
        '<span class="context">In the lead up, both issued a statement on </span>'
        "<mark>the 30th anniversary of diplomatic ties</mark><sup>1</sup>"
        '<span class="context">. More.</span></blockquote>'
    ) in page
    assert "2022 - 30 = 1992\n2024 - 31 = 1993\n</pre>" in page
    assert "The sources cannot decide which of them is wrong." in page
    assert "<td>ordinal</td><td><bdi>31</bdi></td><td><bdi>32</bdi></td><td>one digit</td>" in page
    assert "<strong>Anniversaries of one event do not count from one year.</strong>" in page
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer noopener">News of CGTN</a>' in page


def test_quotes_of_one_paragraph_are_marked_in_it_together_in_reading_order() -> None:
    base = factory.full()
    matches = {
        "cgtn-2022#ties-30th": QuoteMatch(8, 15, 0, 20, 1, 9),
        "cgtn-2022#ties-31st": QuoteMatch(0, 5, 0, 20, 1, 1),
    }
    corpus = replace(base.corpus, articles={"cgtn-2022": Article("first, second; third")}, matches=matches)
    other = replace(factory.CONTRADICTION.claims[1], claim="cgtn-2022#ties-31st")
    finding = replace(factory.CONTRADICTION, claims=(factory.CONTRADICTION.claims[0], other))
    (passage,) = passages_of(Witnesses(corpus).all_of(finding), corpus)
    assert passage.pieces == (
        Piece("", False),
        Piece("first", True, (1,)),
        Piece(", s", False),
        Piece("econd; ", True, (2,)),
        Piece("third", False),
    )
    assert [(number, witness.evidence.says) for number, witness in passage.witnesses] == [(1, "1993"), (2, "1992")]


def test_articles_have_their_claims_marked_by_state_with_a_link_to_each() -> None:
    page = REPORTER.render(factory.full(), ReportOptions())
    assert (
        'They marked <mark class="disputed">the 31st anniversary of ties</mark>'
        '<sup><a href="#claim-2" aria-label="claim 2">2</a></sup> this year.</p>'
    ) in page
    assert "(not found in the text)" in page
    assert "another event" in page


def test_what_was_checked_and_what_was_not_is_said_in_numbers_and_reasons() -> None:
    page = REPORTER.render(factory.full(), ReportOptions())
    assert "3 claims of 2 sources, against each other, by 1 rule. 2 of them met something" in page
    assert "<li>1 claim met nothing else: no other claim says anything about the same thing.</li>" in page
    assert "<li>1 finding put aside by the claims themselves, with a reason.</li>" in page
    assert 'no claim gives the level of 2022 <span class="meta">(1 check of 1 rule)</span>' in page


def test_an_agreement_gives_the_value_the_sources_and_whether_anybody_states_it() -> None:
    page = REPORTER.render(factory.full(), ReportOptions())
    assert "<bdi>sco: when the first one was</bdi>" in page
    assert '<bdi>2001</bdi><br><span class="meta">worked out</span>' in page
    assert (
        '<bdi class="label">CGTN, 2022-09-16</bdi>: <q dir="auto">the 30th anniversary of diplomatic ties</q>' in page
    )


def test_places_link_to_the_repository_where_a_template_says_so() -> None:
    page = REPORTER.render(factory.full(), ReportOptions(files="https://example.org/x/{file}#L{line}"))
    assert (
        '<a href="https://example.org/x/claims/gt-2024.yaml#L19" class="mono" rel="noreferrer noopener">'
        "claims/gt-2024.yaml:19:14</a>"
    ) in page


@pytest.mark.parametrize("text", ["javascript:{file}", "https://example.org", "https://e.org/{file}{x}", "{file}", ""])
def test_a_template_of_links_that_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no address with \{file\}"):
        link_template(text)


def test_the_sources_are_compared_and_drawn() -> None:
    page = REPORTER.render(factory.full(), ReportOptions())
    row = page[page.index('<tr data-item data-state="disputed "') :].split("</tr>")[0]
    assert re.findall(r'<td class="number">([^<]*)</td>', row) == ["1", "100 %", "1", "0", "0", "0", "1"]
    assert '<line class="contradicts" x1="32%" x2="52%"' in page
    assert "Global Times, 2024-07-03 confirms first[sco]." in page


@pytest.mark.parametrize("make", [factory.full, factory.clean, factory.hostile])
def test_the_page_nests_has_one_heading_in_order_and_no_dangling_link(make: object) -> None:
    reader = read(make())  # type: ignore[operator]
    ids = reader.values("id")
    assert len(ids) == len(set(ids))
    local = {value[1:] for value in reader.values("href") if value.startswith("#")}
    assert local <= set(ids)
    levels = [int(tag[1]) for tag in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert reader.tags.count("main") == 1
    assert reader.tags.count("table") == reader.tags.count("caption")
    assert reader.values("lang")[0] == "en"


def test_each_finding_has_its_fingerprint_for_anchor_and_a_second_one_its_own() -> None:
    finding = factory.CONTRADICTION
    ids = read(replace(factory.full(), findings=(finding, finding))).values("id")
    assert f"finding-{finding.fingerprint}" in ids
    assert f"finding-{finding.fingerprint}-2" in ids


def test_hostile_text_makes_no_element_and_no_link() -> None:
    hostile, clean = read(factory.hostile()), read(factory.full())
    assert set(hostile.tags) <= set(clean.tags)
    assert hostile.tags.count("script") == 1
    assert "img" not in hostile.tags
    assert not [name for _, name, _ in hostile.attributes if name.startswith("on")]
    assert all(value.startswith("#") for value in hostile.values("href"))
    page = REPORTER.render(factory.hostile(), ReportOptions())
    assert all(c.isprintable() or c == "\n" for c in page)
    assert not re.search(r"##\w*\[", page)
    assert not re.search(r"^\s*::", page, re.MULTILINE)
    page.encode("utf-8")
    assert any("<script>alert(1)</script>" in data for _, data in hostile.texts)


@pytest.mark.parametrize("make", [factory.full, factory.hostile])
def test_the_page_loads_nothing_and_runs_its_own_script_alone(make: Callable[[], Result]) -> None:
    page = REPORTER.render(make(), ReportOptions())
    hashes = {tag: digest(page.split(f"<{tag}>")[1].split(f"</{tag}>")[0]) for tag in ("style", "script")}
    assert (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    ) in page
    reader = read(make())
    assert reader.values("src") == []
    assert reader.values("style") == []
    assert not {"link", "iframe", "object", "img"} & set(reader.tags)
    assert not re.search(r"url\(|@import", page)


def test_infos_can_be_left_out() -> None:
    assert "KEY001" not in REPORTER.render(factory.full(), ReportOptions(show_info=False))


def test_overlapping_claims_are_cut_into_stretches_by_the_strongest_state() -> None:
    text = "abcdefghij\n"
    base = factory.full()
    matches = {
        "cgtn-2022#ties-30th": QuoteMatch(1, 5, 0, 10, 1, 2),
        "gt-2024#ties-31st": QuoteMatch(3, 8, 0, 10, 1, 4),
    }
    first, second = factory.THIRTIETH, replace(factory.THIRTY_FIRST, source=factory.CGTN)
    corpus = replace(base.corpus, claims=(first, second), articles={"cgtn-2022": Article(text)}, matches=matches)
    states = {
        first.id: ClaimCoverage(first.id, ClaimState.NOT_CHECKED),
        second.id: ClaimCoverage(second.id, ClaimState.CONFIRMED),
    }
    result = replace(base, corpus=corpus, claims=states)
    view = source_views(result, numbered(result))[0]
    assert view.paragraphs == (
        (
            Stretch("a", None, ()),
            Stretch("bc", ClaimState.NOT_CHECKED, ()),
            Stretch("de", ClaimState.CONFIRMED, (1,)),
            Stretch("fgh", ClaimState.CONFIRMED, (2,)),
            Stretch("ij", None, ()),
        ),
    )
    assert "".join(stretch.text for stretch in view.paragraphs[0]) == text.strip()


def test_a_claim_over_two_paragraphs_is_marked_in_both_and_numbered_at_its_end() -> None:
    base = factory.full()
    matches = {"cgtn-2022#ties-30th": QuoteMatch(1, 6, 0, 7, 1, 2)}
    corpus = replace(
        base.corpus,
        claims=(factory.THIRTIETH,),
        articles={"cgtn-2022": Article("abc\n\nxyz")},
        matches=matches,
    )
    result = replace(base, corpus=corpus)
    disputed = ClaimState.DISPUTED
    assert source_views(result, numbered(result))[0].paragraphs == (
        (Stretch("a", None, ()), Stretch("bc", disputed, ())),
        (Stretch("x", disputed, (1,)), Stretch("yz", None, ())),
    )


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/x", True),
        ("http://example.org", True),
        ("HTTPS://example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:///x", False),
        ("https://exa mple.org", False),
        ("http://[::1", False),
        ("ftp://example.org", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, linked: bool) -> None:
    assert web_address(url) == (url if linked else None)


def test_text_keeps_its_script_and_loses_what_moves_it() -> None:
    assert visible("می\u200cخواهم 中文\nnext\u202eback\x1b") == "می\u200cخواهم 中文 next\\u202eback\\u001b"


def test_words_between_backticks_become_code() -> None:
    assert str(prose("use `<a>` & b")) == "use <code>&lt;a&gt;</code> &amp; b"
    assert str(prose("one ` <b>")) == "one ` &lt;b&gt;"


@pytest.mark.parametrize(("tag", "valid"), [("en", True), ("zh-Hans-CN", True), ('en" x="', False), ("", False)])
def test_language_tags_are_well_formed(tag: str, valid: bool) -> None:
    assert language(tag) == (tag if valid else None)
