"""The generated pages are what `docs/make.py` makes of the code today."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from typing import Any

import pytest
from pages import GENERATED, ROOT, rows_of, text_of

from claimcheck.values.readings import DEFAULT_TABLE


@pytest.fixture(scope="module")
def maker() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "make.py"))


def test_the_generator_knows_the_pages_that_tests_take_for_generated(maker: dict[str, Any]) -> None:
    assert frozenset(maker["PAGES"]) == GENERATED


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_a_page_equals_what_the_generator_makes(maker: dict[str, Any], name: str) -> None:
    page: Callable[[str], str] = maker["page"]
    assert text_of(f"docs/{name}") == page(name), f"docs/{name} is out of date: run python docs/make.py"


def test_the_figures_page_shows_both_readings_of_every_row() -> None:
    shown = {row[0]: row[3:5] for row in rows_of(text_of("docs/figures.md")) if len(row) == 6}
    assert shown == {f"`{row.name}`": [str(row.plain), str(row.charitable)] for row in DEFAULT_TABLE.rows}
    assert shown["`nearly`"] == ["1/10 below, 0 above", "1/5 below, 1/50 above"]
