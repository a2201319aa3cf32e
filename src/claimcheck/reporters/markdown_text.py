"""Text from files made safe inside Markdown: it shows as it is, and forms no markup, link, mention or tag."""

from __future__ import annotations

import re

from claimcheck.findings.printable import printable
from claimcheck.reporters.columns import defused, guarded

# Numeric references are text to every parser of Markdown, and to HTML; `$` opens mathematics on some hosts.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~$]")
# Hosts turn these into links and notifications after the markup is gone; a space of no width parts them.
_LINKED = re.compile(r"[@#](?=\w)|:(?=//)|\bwww(?=\.)|\bGH(?=-)", re.IGNORECASE)
_OPENING = re.compile(r"[-+=:#.)\d]")
_PARTED = "&#8203;"


def plain(text: str, most: int | None = None) -> str:
    """Return a text for the middle of a line or the cell of a table, cut to `most` characters of its own."""
    shown = _clipped(printable(text), most)
    parted = _LINKED.sub(lambda found: found.group() + "\0", shown)
    return _MARKUP.sub(_reference, parted).replace("\0", _PARTED)


def opening(text: str, most: int | None = None) -> str:
    """Return a text for the start of a line, where a digit or a dash could open a list or a heading."""
    safe = plain(text.lstrip(), most)
    return _reference_of(safe[0]) + safe[1:] if _OPENING.match(safe) else safe


def prose(text: str, most: int | None = None) -> str:
    """Return a sentence of ours as `opening` does, with its words between backticks as code."""
    pieces = _clipped(printable(text), most).split("`")
    if len(pieces) % 2 == 0:
        return opening(text, most)
    marked = [f"<code>{plain(piece)}</code>" if i % 2 else plain(piece) for i, piece in enumerate(pieces)]
    return "".join([opening(pieces[0]) if pieces[0] else "", *marked[1:]])


def fenced(lines: list[str]) -> str:
    """Return lines as a block of code that none of them can end."""
    shown = [guarded(defused(printable(line))) for line in lines]
    longest = max((len(run) for line in shown for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *shown, fence])


def _clipped(text: str, most: int | None) -> str:
    return text if most is None or len(text) <= most else text[: most - 1].rstrip() + "…"


def _reference(found: re.Match[str]) -> str:
    return _reference_of(found.group())


def _reference_of(character: str) -> str:
    return f"&#{ord(character)};"
