"""The generated pages are what `docs/make.py` makes of the code today."""

from __future__ import annotations

import re
import runpy

import pytest
from pages import GENERATED, ROOT, rows_of, text_of

from claimcheck.findings.codes import CHECKS
from claimcheck.values.readings import DEFAULT_TABLE

MAKER = runpy.run_path(str(ROOT / "docs" / "make.py"))
RULES = {rule.code: rule for rule in MAKER["pack"]().rules}
LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_the_generator_knows_the_pages_that_tests_take_for_generated() -> None:
    assert {name for name in MAKER["PAGES"] if "/" not in name} == GENERATED


@pytest.mark.parametrize("name", sorted(MAKER["PAGES"]))
def test_a_page_equals_what_the_generator_makes(name: str) -> None:
    assert text_of(f"docs/{name}") == MAKER["page"](name), f"docs/{name} is out of date: run python docs/make.py"


def test_every_code_has_one_page_and_no_page_is_left_over() -> None:
    codes = [path.name.partition("-")[0] for path in sorted((ROOT / "docs" / "rules").glob("*-*.md"))]
    assert codes == sorted([*RULES, *CHECKS])
    others = [path.name for path in (ROOT / "docs" / "rules").iterdir() if "-" not in path.name]
    assert others == ["index.md"]


def test_the_index_leads_to_every_page_once() -> None:
    links = [link for link in LINK.findall(text_of("docs/rules/index.md")) if not link.startswith("../")]
    assert sorted(links) == sorted(path.name for path in (ROOT / "docs" / "rules").glob("*-*.md"))


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_page_of_a_rule_tells_what_is_asked_of_it(code: str) -> None:
    rule = RULES[code]
    text = text_of(f"docs/{MAKER['page_of'](code, rule.model.name)}")
    assert re.findall(r"^## (Why|What must hold|This agrees|This conflicts)", text, re.MULTILINE) == [
        "Why",
        "What must hold",
        "This agrees",
        "This conflicts",
    ]
    said = text[text.index("## This conflicts") :]
    wish = next(each for example in rule.model.examples for each in example.expect)
    assert f"{wish.severity} {wish.code or code} at " in said
    assert f"](../../{rule.file})" in said
    assert " ".join(rule.model.assert_[0].split()) in " ".join(text.split())


def test_the_figures_page_shows_both_readings_of_every_row() -> None:
    shown = {row[0]: row[3:5] for row in rows_of(text_of("docs/figures.md")) if len(row) == 6}
    assert shown == {f"`{row.name}`": [str(row.plain), str(row.charitable)] for row in DEFAULT_TABLE.rows}
    assert shown["`nearly`"] == ["1/10 below, 0 above", "1/5 below, 1/50 above"]
