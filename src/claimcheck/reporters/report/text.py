"""Text from files for a web page: what is invisible or moves other text shows as an escape."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from claimcheck.findings.printable import printable_character
from claimcheck.values.value_class import value_class

# Joiners shape letters in several scripts and can neither move nor hide text.
_JOINERS = "\u200c\u200d"
_BREAKS = re.compile(r"[\t\n\r\v\f]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


def visible(text: str) -> str:
    """Return text as a page may show it, not yet escaped: its line ends and tabs as spaces."""
    even = _BREAKS.sub(" ", text)
    if even.isprintable():
        return even
    return "".join(c if c in _JOINERS else printable_character(c) for c in even)


def prose(text: str) -> Markup:
    """Return a sentence of ours escaped, with its words between backticks as code."""
    pieces = visible(text).split("`")
    if len(pieces) % 2 == 0:
        return escape(visible(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if i % 2 else escape(piece) for i, piece in enumerate(pieces)
    )


def web_address(url: str | None) -> str | None:
    """Return a URL that a page may link to: of http or https, with a host, without invisible characters."""
    if url is None or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def language(tag: str | None) -> str | None:
    """Return a language tag that is well-formed, else None."""
    return tag if tag is not None and _LANGUAGE.fullmatch(tag) else None


@value_class
class Excerpt:
    """An excerpt of a file: its lines, one under the other, as they stand."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str | None) -> Excerpt | None:
        """Split an excerpt at its line ends; None stays None."""
        return None if not text else cls(tuple(visible(line) for line in text.split("\n")))
