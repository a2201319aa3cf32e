"""The documentation is built as a site: without a warning, with every page, and without asking others for anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pages import DOCUMENTS, ROOT

pytest.importorskip("mkdocs", reason="needs mkdocs; the lock has it")


class Loads(HTMLParser):
    """Collects what a page loads from elsewhere, and what it links to."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: set[str] = set()
        self.linked: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        loading = tag in ("script", "img", "iframe", "source") or (tag == "link" and known.get("rel") == "stylesheet")
        target = known.get("src") or known.get("href")
        if target and loading:
            self.loaded.add(target)
        if target and tag == "a":
            self.linked.add(target)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder),
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def loads(path: Path) -> Loads:
    parser = Loads()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_every_page_is_in_the_site_and_in_its_menu(site: Path) -> None:
    pages = {page.stem for page in DOCUMENTS if page.parent.name == "docs"}
    assert [name for name in sorted(pages) if not (site / f"{name}.html").exists()] == []
    menu = loads(site / "index.html").linked
    assert sorted(name for name in pages - {"index"} if f"{name}.html" not in menu) == []


def test_the_site_asks_no_network_for_anything(site: Path) -> None:
    asked = {
        target for page in site.rglob("*.html") for target in loads(page).loaded if re.match(r"(https?:)?//", target)
    }
    assert asked == set()


def test_what_pages_link_to_outside_the_folder_goes_with_them(site: Path) -> None:
    page = site / "rules" / "ANN001-conflicting-anniversaries.html"
    links = [link for link in loads(page).linked if "/source/" in link]
    assert links == ["../source/rules/anniversary/conflicting-anniversaries.yaml.txt"]
    assert (page.parent / links[0]).read_bytes() == (
        ROOT / "rules" / "anniversary" / "conflicting-anniversaries.yaml"
    ).read_bytes()


def test_no_link_of_the_site_leads_nowhere(site: Path) -> None:
    lost = []
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        for link in loads(page).linked:
            target = link.partition("#")[0]
            if target and "://" not in target and not (page.parent / target).exists():
                lost.append(f"{page.relative_to(site)}: {link}")
    assert lost == []
