"""The reporter `html`: one page that stands alone, for an editor who has never seen a YAML file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.engine.result import Result
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.digest import counted

if TYPE_CHECKING:
    from jinja2 import Environment


class HtmlReporter:
    """Prints everything: verdict, findings, agreements, what was not checked, and the marked articles."""

    name = "html"
    suffix = ".html"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return a page without scripts that loads nothing; text from files is escaped by the template."""
        from claimcheck.reporters.report.view import page_of

        page = page_of(result, options.with_infos)
        return _harmless(_environment().get_template("report.html.j2").render(page=page)) + "\n"


REPORTER = HtmlReporter()

# What build servers take for commands when a page is printed there; the references are the same text.
_COMMAND = re.compile(r"#(?=#\w{0,20}\[)")
_COMMAND_START = re.compile(r"^([ \t]*):(?=:)", re.MULTILINE)


def _harmless(page: str) -> str:
    return _COMMAND_START.sub(r"\1&#58;", _COMMAND.sub("&#35;", page))


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from claimcheck.reporters.report.text import language, prose, visible, web_address

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
    }
    return environment
