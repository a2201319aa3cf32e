"""Makes the pages into a site: what they link to outside docs/ goes with them, as files under source/."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
_LINK = re.compile(r"(?<=\]\()((?:\.\./)+[^)#\s]+)")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add each file outside docs/ that a page links to."""
    wanted: set[str] = set()
    for file in files.documentation_pages():
        for link in _LINK.findall(file.content_string):
            path = _outside(file.src_uri, link)
            wanted |= {path} if path is not None else set()
    for path in sorted(wanted):
        files.append(File.generated(config, _name(path), content=(ROOT / path).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Point the links of a page at those files."""
    above = "../" * page.file.src_uri.count("/")

    def moved(found: re.Match[str]) -> str:
        path = _outside(page.file.src_uri, found.group(1))
        return found.group(1) if path is None else f"{above}{_name(path)}"

    return _LINK.sub(moved, markdown)


def _name(path: str) -> str:
    """Return where a file goes: a page of another folder as plain text, for its own links lead elsewhere."""
    return f"source/{path}.txt"


def _outside(page: str, link: str) -> str | None:
    """Return the path from the root of a link that leads to a file outside docs/."""
    target: Any = (ROOT / "docs" / page).parent.joinpath(link).resolve()
    if not target.is_relative_to(ROOT) or target.is_relative_to(ROOT / "docs") or not target.is_file():
        return None
    return str(target.relative_to(ROOT).as_posix())
