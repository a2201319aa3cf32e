from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reporters"))

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REQUIRED = os.environ.get("CLAIMCHECK_REQUIRE_BROWSER") == "1"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


def missing(what: str) -> None:
    """Skip, or fail where CLAIMCHECK_REQUIRE_BROWSER=1 says that nothing may be missing."""
    if REQUIRED:
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's own, or that of Playwright."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        missing("playwright is not installed: pip install playwright")
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        try:
            found = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        except Error as error:
            missing(f"no Chromium could be started: apt-get install chromium ({str(error).splitlines()[0]})")
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    if not AXE.is_file():
        missing("axe-core is not installed: npm ci --ignore-scripts --prefix tests/browser")
    return AXE.read_text(encoding="utf-8")
