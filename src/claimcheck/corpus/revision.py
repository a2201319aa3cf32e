"""Puts the files of a project, as they were at a git revision, into a folder where they are read like any project."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path

from claimcheck.corpus.bulk.documents import documents_in
from claimcheck.corpus.bulk.registry import is_bulk
from claimcheck.corpus.git_tree import REGULAR, Blob, GitTree, RevisionError
from claimcheck.corpus.project import YAML_SUFFIXES, Project, claim_suffixes, open_exactly
from claimcheck.corpus.settings import NAMES, read_settings
from claimcheck.corpus.text_source import MAX_BYTES, SourceTextError, written_path
from claimcheck.corpus.yaml_nodes import Mapping, Scalar
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.values.value_class import slot_class

MAX_FILES = 50_000
MAX_TOTAL = 1_000_000_000
LINK = "120000"


@slot_class()
class Copy:
    """Takes files out of a revision, within bounds. `left` are those that were not taken, with the reason."""

    tree: GitTree
    folder: Path
    left: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    total: int = 0

    def take(self, paths: Iterable[str]) -> None:
        """Write files of the revision below the folder. Raises RevisionError when they are too many or too large."""
        wanted = [(path, blob) for path in paths if (blob := self._wanted(path)) is not None]
        for (path, _), data in zip(wanted, self.tree.read([blob for _, blob in wanted]), strict=True):
            self._write(path, data)

    def _wanted(self, path: str) -> Blob | None:
        """Return the object of a file that is to be taken, and note why another is not."""
        blob = self.tree.blobs.get(path)
        if blob is None or path in self.done:
            return None
        self.done.add(path)
        self.total += blob.size
        if self.total > MAX_TOTAL or len(self.done) > MAX_FILES:
            raise RevisionError(f"the project has more than {MAX_FILES:,} files or {MAX_TOTAL:,} bytes there")
        if blob.mode not in REGULAR:
            self.left[path] = "it is a link" if blob.mode == LINK else "it is no file"
            return None
        if blob.size > MAX_BYTES:
            self.left[path] = "it is too large"
            return None
        return blob

    def _write(self, path: str, data: bytes) -> None:
        target = self.folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(data)
        except (OSError, ValueError) as error:
            self.left[path] = f"it cannot be kept here ({type(error).__name__})"


def project_at(tree: GitTree, folder: Path) -> tuple[Project, dict[str, str]]:
    """Put a project as it was at a revision into an empty folder, and open it; also what was left out, and why."""
    copy = Copy(tree, folder)
    copy.take(NAMES)
    settings, _ = read_settings(folder)
    claims = _below(tree, settings.claims, claim_suffixes())
    copy.take([*claims, *_below(tree, settings.rules, YAML_SUFFIXES), settings.baseline])
    copy.take(_articles(folder, claims))
    return open_exactly(folder), copy.left


def _below(tree: GitTree, folder: str, endings: tuple[str, ...]) -> list[str]:
    inside = f"{folder.rstrip('/')}/"
    return [path for path in sorted(tree.blobs) if path.endswith(endings) and path.startswith(inside)]


def _articles(folder: Path, files: Iterable[str]) -> Iterator[str]:
    """Yield the articles that claim files name."""
    for file in files:
        path = folder / file
        for root in _roots(path) if path.is_file() else ():
            source = root.get("source")
            text = source.get("text") if isinstance(source, Mapping) else None
            if not isinstance(text, Scalar):
                continue
            try:
                written_path(path.parent, text.text)
            except SourceTextError:
                continue
            yield posixpath.normpath(posixpath.join(posixpath.dirname(file), text.text))


def _roots(path: Path) -> list[Mapping]:
    if is_bulk(path):
        return documents_in(path.read_bytes(), path.suffix)
    root = read_yaml(path.read_bytes()).root
    return [root] if isinstance(root, Mapping) else []
