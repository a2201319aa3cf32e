"""Every path and link that a document names exists, and the README leads to every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import DOCUMENTS, ROOT, TEMPLATE, blocks_of

LINK = re.compile(r"\]\(([^)\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
PLACES = (ROOT, ROOT / "docs", ROOT / "src" / "claimcheck", TEMPLATE)
MADE = {
    "claims/vocabulary/",  # an alternative to one file, which a project may choose
    "claims/claims.schema.json",  # what `claimcheck schema` is told to write
    "seeds/coast-weekly-2024-05-10.txt",  # the source that the reader of the README adds
    "claims/coast-weekly-2024-05-10.yaml",
}


def outside_blocks(document: Path) -> str:
    text = document.read_text(encoding="utf-8")
    for block in blocks_of(document):
        text = text.replace(block.text, "")
    return text


def names(document: Path) -> set[str]:
    """Return the paths in backticks: what has a slash or the suffix of a file of ours."""
    spans = {span for span in SPAN.findall(outside_blocks(document)) if PATH.fullmatch(span)}
    return {span for span in spans if "/" in span or span.endswith((".py", ".md"))}


def exists(name: str) -> bool:
    return any((place / name).is_dir() if name.endswith("/") else (place / name).exists() for place in PLACES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_in_backticks_exists(document: Path) -> None:
    assert sorted(name for name in names(document) if not exists(name) and name not in MADE) == []


def test_paths_are_found_in_the_pages_at_all() -> None:
    assert {"engine/run.py", "corpus/yaml_reader.py"} <= names(ROOT / "docs" / "architecture.md")
    assert not exists("engine/no_such_module.py")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(outside_blocks(document))
    local = [link.partition("#")[0] for link in links if "://" not in link and not link.startswith("#")]
    assert [link for link in local if not (document.parent / link).exists()] == []


def reached(document: Path, seen: set[Path]) -> set[Path]:
    """Return the pages that a document leads to, by way of others too."""
    if document not in seen and document.suffix == ".md" and document.is_file():
        seen.add(document)
        for link in LINK.findall(outside_blocks(document)):
            if "://" not in link:
                reached((document.parent / link.partition("#")[0]).resolve(), seen)
    return seen


def test_the_readme_leads_to_every_page() -> None:
    found = reached(ROOT / "README.md", set())
    assert [page.name for page in DOCUMENTS[1:] if page not in found] == []
    assert ROOT / "docs" / "rules" / "index.md" in found
