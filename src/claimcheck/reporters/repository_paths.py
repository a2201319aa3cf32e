"""Paths as services that show a repository want them: from its top, which may lie above the project."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from claimcheck.cache.trace import exists
from claimcheck.values.value_class import value_class


@value_class
class RepositoryPaths:
    """Where the files of a project are in its repository. `prefix` is empty or ends in a slash."""

    prefix: str

    @classmethod
    def of(cls, root: Path) -> RepositoryPaths:
        """Find the repository that a project's folder belongs to; without one, the folder itself is the top."""
        for folder in (root, *root.parents):
            if exists(folder / ".git"):
                inner = root.relative_to(folder).as_posix()
                return cls("" if inner == "." else f"{inner}/")
        return cls("")

    def path(self, file: str) -> str:
        """Return the path of a file of the project."""
        return f"{self.prefix}{file}"

    def uri(self, file: str) -> str:
        """Return the path as a relative reference of RFC 3986."""
        return quote(self.path(file), safe="/", errors="surrogatepass")
