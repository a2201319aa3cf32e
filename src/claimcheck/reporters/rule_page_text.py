"""Prints the page of a code: as plain text for a terminal, or as Markdown for the reference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.reporters.columns import guarded, shown, wrapped
from claimcheck.reporters.rule_page import Page, Section

_MARKUP = re.compile(r"(`[^`]*`)|([\\*_<|\[\]])")


def as_text(page: Page, width: int) -> str:
    """Return a page for a terminal of so many columns."""
    lines = [f"{page.code} {page.name} ({', '.join(page.facts)})", "", *wrapped(shown(page.summary), width)]
    for section in page.sections:
        lines += ["", shown(section.heading), *_text_of(section, width)]
    if page.file is not None:
        lines += ["", shown(page.file)]
    return "\n".join(guarded(line.rstrip()) for line in lines) + "\n"


def _text_of(section: Section, width: int) -> Iterator[str]:
    for paragraph in section.paragraphs:
        yield from wrapped(shown(paragraph), width, "  ")
    for line in section.yaml:
        yield f"    {shown(line)}"
    for line in section.output:
        indent = " " * (2 + len(line) - len(line.lstrip()))
        yield from wrapped(shown(line.strip()), width, indent, f"{indent}  ")


def as_markdown(page: Page, note: str = "", link: str | None = None) -> str:
    """Return a page of the reference. `link` leads from there to the file of the rule."""
    lines = [f"# {page.code} {page.name}", "", *([note, ""] if note else []), escaped(page.summary)]
    lines += ["", " · ".join(page.facts)]
    for section in page.sections:
        lines += ["", f"## {escaped(section.heading)}"]
        for paragraph in section.paragraphs:
            lines += ["", escaped(paragraph)]
        lines += _fenced("yaml", section.yaml) + _fenced("text", section.output)
    if page.file is not None and link is not None:
        lines += ["", f"All examples stand in the rule's file, [{page.file}]({link})."]
    return "\n".join(lines) + "\n"


def _fenced(language: str, lines: tuple[str, ...]) -> list[str]:
    if not lines:
        return []
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return ["", f"{fence}{language}", *map(shown, lines), fence]


def escaped(text: str) -> str:
    """Return a sentence for Markdown: words between backticks stay code, everything else is plain text."""
    return _MARKUP.sub(lambda found: found.group(1) or f"\\{found.group(2)}", shown(text))
