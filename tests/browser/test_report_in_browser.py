"""The report in Chromium: it opens, filters, searches, follows links, takes keys, prints, and axe finds no fault."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import factory
import pytest
from large import large

from claimcheck.cli.report_files import write_report
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.quotes import Article, Found
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.html import REPORTER
from claimcheck.rules.pack import rules_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports: of the real articles, of a small result, of scripts other than Latin, of many findings."""
    folder = tmp_path_factory.mktemp("reports")
    project = open_project((), ROOT)
    made = {
        "real": check(load(project), rules_of(project).rules),
        "small": factory.full(),
        "scripts": scripts(),
        "hostile": factory.hostile(),
        "large": large(100, 20, 210, agreements=50, gaps=100),
    }
    for name, result in made.items():
        write_report(folder / f"{name}.html", REPORTER, result, ReportOptions())
    return folder


def scripts() -> Result:
    """Two quotes that disagree, one in Arabic and one in Chinese."""
    base = factory.full()
    texts = {
        "cgtn-2022": ("ar", "قال البيان إن", "الذكرى الثلاثين للعلاقات", " في عام 2022."),
        "gt-2024": ("zh", "声明说，", "两国建交31周年", "。"),
    }
    articles, matches, records, sources = {}, {}, [], []
    for record in (factory.THIRTIETH, factory.THIRTY_FIRST):
        language, before, quote, after = texts[record.source.id]
        source = replace(record.source, model=record.source.model.model_copy(update={"language": language}))
        article = Article(f"{before} {quote}{after}")
        found = article.find(quote)
        assert isinstance(found, Found)
        articles[source.id], matches[record.id] = article, found.match
        sources.append(source)
        records.append(replace(record, source=source))
    corpus = replace(base.corpus, sources=tuple(sources), claims=tuple(records), articles=articles, matches=matches)
    return replace(base, corpus=corpus)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose every error, and every attempt to load something, fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)
    yield page
    context.close()
    assert faults == []


def shown(page: Page, form: str = "finding-list") -> str:
    page.wait_for_timeout(120)
    return page.locator(f"form[data-list={form}] output").inner_text()


def comes_into_view(page: Page, selector: str) -> None:
    """Wait until an element is there and on the screen: what stands above it may still be read, or take its height."""
    inside = "s => { const y = document.querySelector(s)?.getBoundingClientRect().y; return -5 <= y && y < 880; }"
    page.wait_for_function(inside, arg=selector, timeout=10_000)


def test_it_opens_and_says_the_verdict(page: Page, folder: Path) -> None:
    page.goto((folder / "real.html").as_uri())
    assert page.locator(".verdict").inner_text().startswith("88 claims of 2 sources: no contradiction was found")
    assert page.locator("section.finding").count() == 2
    assert page.locator("figure.picture svg[role=img]").count() == 2
    assert shown(page) == "2 of 2 shown"
    assert (folder / "real.html").stat().st_size < 1_000_000


def test_it_filters_by_severity_rule_source_and_words(page: Page, folder: Path) -> None:
    page.goto((folder / "small.html").as_uri())
    page.select_option("form[data-list=finding-list] select[name=severity]", "error")
    assert shown(page) == "1 of 3 shown"
    page.click("form[data-list=finding-list] button[type=reset]")
    assert shown(page) == "3 of 3 shown"
    page.select_option("form[data-list=finding-list] select[name=rule]", "CLM001")
    assert shown(page) == "1 of 3 shown"
    assert page.locator("section.finding:visible h3 .message").inner_text() == "A claim has no key ordnial."
    page.click("form[data-list=finding-list] button[type=reset]")
    page.select_option("form[data-list=finding-list] select[name=source]", "source-2")
    assert shown(page) == "1 of 3 shown"
    page.click("form[data-list=finding-list] button[type=reset]")
    page.fill("form[data-list=finding-list] input", "SEEM to be")
    assert shown(page) == "1 of 3 shown"
    page.keyboard.press("Escape")
    assert shown(page) == "3 of 3 shown"


def test_a_state_filters_articles_and_mutes_the_other_marks(page: Page, folder: Path) -> None:
    page.goto((folder / "real.html").as_uri())
    page.select_option("form[data-list=article-list] select[name=state]", "disputed")
    assert shown(page, "article-list") == "1 of 2 shown"
    line = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator(".text mark.confirmed").first.evaluate(line) == "none"
    assert page.locator(".text mark.disputed").first.evaluate(line) == "underline"


def test_a_deep_link_shows_its_finding_and_a_claim_opens_its_list(page: Page, folder: Path) -> None:
    anchor = f"finding-{factory.NEAR.fingerprint}"
    page.goto((folder / "small.html").as_uri() + f"#{anchor}")
    comes_into_view(page, f"#{anchor}")
    page.locator("section.finding .says a").first.click()
    assert page.url.endswith("#claim-1")
    assert page.locator("#claim-1").is_visible()
    comes_into_view(page, "#claim-1")


def test_a_target_that_is_moved_by_what_stands_above_it_is_brought_back(page: Page, folder: Path) -> None:
    anchor = f"#finding-{factory.NEAR.fingerprint}"
    page.goto((folder / "small.html").as_uri() + anchor)
    before = page.evaluate("scrollY")
    page.evaluate("s => document.querySelector(s).parentElement.style.paddingTop = '3000px'", anchor)
    comes_into_view(page, anchor)
    assert page.evaluate("scrollY") > before + 2000


def test_a_reader_who_scrolls_away_from_a_target_is_not_brought_back(page: Page, folder: Path) -> None:
    anchor = f"#finding-{factory.NEAR.fingerprint}"
    page.goto((folder / "small.html").as_uri() + anchor)
    page.mouse.wheel(0, -10_000)
    page.wait_for_function("() => scrollY === 0", timeout=10_000)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == 0


def test_a_deep_link_into_a_large_report_leads_to_the_page_of_the_finding(page: Page, folder: Path) -> None:
    page.goto((folder / "large.html").as_uri())
    link = page.locator("li.row a").nth(150)
    link.click()
    assert "/large_files/findings-04.html#finding-" in page.url
    comes_into_view(page, f"#{page.url.split('#')[1]}")
    page.locator("nav[aria-label=Pages] a", has_text="The whole report").click()
    assert page.url.endswith("large.html#findings")


def test_keys_search_and_step_and_can_be_switched_off(page: Page, folder: Path) -> None:
    page.goto((folder / "small.html").as_uri())
    focused = "document.activeElement.closest('section.finding')?.id || document.activeElement.name || ''"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focused) == f"finding-{factory.MISSPELT.fingerprint}"
    page.keyboard.press("k")
    assert page.evaluate(focused) == f"finding-{factory.CONTRADICTION.fingerprint}"
    page.keyboard.press("/")
    page.keyboard.type("j/k")
    assert page.evaluate(focused) == "text"
    assert page.input_value("form[data-list=finding-list] input") == "j/k"
    page.keyboard.press("Escape")
    page.uncheck("#keys")
    page.locator("body").press("j")
    assert page.evaluate(focused) in ("", "keys")


def test_everything_can_be_reached_by_the_tabulator(page: Page, folder: Path) -> None:
    page.goto((folder / "small.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.mark.parametrize("name", ["real", "small", "scripts", "hostile", "large"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, folder: Path, axe: str, name: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((folder / f"{name}.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [(each["id"], each["impact"], each["nodes"][0]["html"][:200]) for each in found]
    assert [each for each in told if each[1] in SERIOUS] == []


def test_it_fits_a_phone(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    for name in ("real", "scripts", "hostile", "large"):
        page.goto((folder / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name


def test_it_prints_everything_dark_or_light(page: Page, folder: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto((folder / "small.html").as_uri())
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF-")
    page.emulate_media(color_scheme="dark", media="print")
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("form.filter").first.is_visible()


def test_quotes_run_in_their_own_direction_and_language(page: Page, folder: Path) -> None:
    page.goto((folder / "scripts.html").as_uri())
    quotes = page.locator("section.finding blockquote")
    direction = "e => [getComputedStyle(e).direction, e.lang]"
    assert [quotes.nth(i).evaluate(direction) for i in (0, 1)] == [["rtl", "ar"], ["ltr", "zh"]]
    assert page.locator(".text[lang=ar] p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_it_is_read_without_its_script(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "small.html").as_uri())
    assert page.locator("section.finding").first.is_visible()
    assert not page.locator("form.filter").first.is_visible()
    page.locator("summary", has_text="The rule behind this").first.click()
    assert page.locator(".rules dd").first.is_visible()
    context.close()


def test_a_large_report_opens_and_searches_quickly(page: Page, folder: Path) -> None:
    start = time.monotonic()
    page.goto((folder / "large.html").as_uri())
    page.fill("form[data-list=finding-list] input", "event-207:")
    assert shown(page) == "1 of 210 shown"
    assert time.monotonic() - start < 10  # far more than it takes, for a machine that is busy
