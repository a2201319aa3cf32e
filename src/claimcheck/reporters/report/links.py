"""Where the links of a page lead: to anchors of the same file, to other pages of the report, to a repository host."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from urllib.parse import quote

from claimcheck.findings.model import Place
from claimcheck.reporters.report.text import web_address
from claimcheck.values.value_class import value_class

_PLACEHOLDER = re.compile(r"\{(file|line|column)\}")


def link_template(text: str) -> str:
    """Return a template of links to files if it is one: an http or https address with `{file}`, perhaps `{line}`.

    Raises ValueError with what is expected.
    """
    bare = _PLACEHOLDER.sub("x", text)
    if "{file}" not in text or "{" in bare or "}" in bare or web_address(bare) is None:
        raise ValueError(
            f"{text!r} is no address with {{file}}, such as https://example.org/blob/main/{{file}}#L{{line}}"
        )
    return text


@value_class
class Links:
    """Resolves links for one page. `claims`, `findings` and `sources` are files and anchors; `prefix` leads to them.

    `files` is a template of addresses of the project's files, such as `https://example.org/{file}#L{line}`.
    """

    claims: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    prefix: str = ""
    here: str = ""
    files: str | None = None

    def claim(self, identifier: str) -> str | None:
        """Return where a claim is listed; None for one that the report does not have."""
        found = self.claims.get(identifier)
        return None if found is None else self._to(*found)

    def finding(self, anchor: str) -> str:
        """Return where a finding stands."""
        return self._to(self.findings.get(anchor, ""), f"finding-{anchor}")

    def source(self, identifier: str) -> str | None:
        """Return where a source's article stands."""
        found = self.sources.get(identifier)
        return None if found is None else self._to(*found)

    def place(self, place: Place) -> str | None:
        """Return the address of a place of a file on the repository host; None without one."""
        if self.files is None:
            return None
        values = {"file": quote(place.file.encode("utf-8", "replace")), "line": place.line, "column": place.column}
        return web_address(_PLACEHOLDER.sub(lambda found: str(values[found[1]]), self.files))

    def page(self, file: str) -> str:
        """Return where another page of the report is."""
        return f"{self.prefix}{file}"

    def _to(self, file: str, anchor: str) -> str:
        return f"#{anchor}" if file == self.here else f"{self.prefix}{file}#{anchor}"
