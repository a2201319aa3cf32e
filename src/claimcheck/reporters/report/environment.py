"""Fills the templates: every text from a file is escaped, and the page may run its own script and no other."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claimcheck.reporters.digest import counted
from claimcheck.reporters.report.text import language, prose, visible, web_address

if TYPE_CHECKING:
    from jinja2 import Environment

# What build servers take for commands when a page is printed there; the references are the same text.
_COMMAND = re.compile(r"#(?=#\w{0,20}\[)")
_COMMAND_START = re.compile(r"^([ \t]*):(?=:)", re.MULTILINE)


def render(template: str, **values: object) -> str:
    """Return a page, ending in a line end."""
    return _harmless(_environment().get_template(template).render(values)).rstrip("\n") + "\n"


def _harmless(page: str) -> str:
    return _COMMAND_START.sub(r"\1&#58;", _COMMAND.sub("&#35;", page))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("claimcheck.reporters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "visible": lambda text: visible(str(text)),
        "prose": prose,
        "web_address": web_address,
        "language": language,
        "counted": counted,
        "thousands": lambda number: f"{number:,}",
    }
    style, script = _file("report.css"), _file("report.js")
    environment.globals |= {
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }
    return environment


def _file(name: str) -> str:
    return (files("claimcheck.reporters") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the hash by which a content security policy allows an inline text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
