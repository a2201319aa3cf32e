"""A project on disk: its root, its settings, and the files that belong to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from claimcheck.cache.trace import is_dir, listed
from claimcheck.corpus.bulk.registry import suffixes
from claimcheck.corpus.settings import Settings, has_settings, read_settings
from claimcheck.findings.model import Finding
from claimcheck.values.value_class import value_class

YAML_SUFFIXES = (".yaml", ".yml")
VOCABULARY = "vocabulary"


@value_class
class Project:
    """A project. `paths` are files or folders of claims that the report is about; all others are read with them."""

    root: Path
    settings: Settings
    findings: tuple[Finding, ...] = ()
    paths: tuple[Path, ...] = ()

    @property
    def claims_folder(self) -> Path:
        """The folder of the claim files."""
        return self.root / self.settings.claims

    @property
    def rules_folder(self) -> Path:
        """The folder of the project's own rules."""
        return self.root / self.settings.rules

    @property
    def baseline_file(self) -> Path:
        """The file of findings that are answered for."""
        return self.root / self.settings.baseline

    def relative(self, path: Path) -> str:
        """Return a path as findings show it: relative to the root, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return Path(os.path.relpath(path, self.root)).as_posix()

    def vocabulary_files(self) -> list[Path]:
        """Return the vocabulary files, in order."""
        return [path for path in self._all() if self._is_vocabulary(path)]

    def claim_files(self) -> list[Path]:
        """Return the claim files in order: all of the project, for a file that is checked alone meets nobody."""
        found = _unique((*self._all(), *self._narrowed()))
        return [path for path in found if not self._is_vocabulary(path)]

    def _narrowed(self) -> Iterator[Path]:
        for path in self.paths:
            if is_dir(path):
                yield from files_below(path, claim_suffixes())
            else:
                yield path

    def _all(self) -> list[Path]:
        return list(files_below(self.claims_folder, claim_suffixes()))

    def _is_vocabulary(self, path: Path) -> bool:
        return path.stem == VOCABULARY or VOCABULARY in path.parent.parts[len(self.root.parts) :]


def open_project(paths: Sequence[Path] = (), start: Path | None = None) -> Project:
    """Find the project that a folder or these paths belong to: the nearest folder upwards with settings or claims."""
    resolved = tuple(Path(os.path.abspath(path)) for path in paths)
    origin = resolved[0] if resolved else Path(os.path.abspath(start or Path.cwd()))
    root = _root_of(origin if is_dir(origin) else origin.parent)
    settings, problems = read_settings(root)
    found = tuple(problems.found) if problems is not None else ()
    narrowed = tuple(path for path in resolved if path != root and path != root / settings.claims)
    return Project(root, settings, found, narrowed if len(narrowed) == len(resolved) else ())


def open_exactly(root: Path) -> Project:
    """Open the project of a folder itself, whatever lies above it."""
    settings, problems = read_settings(root)
    return Project(root, settings, tuple(problems.found) if problems is not None else ())


def _root_of(folder: Path) -> Path:
    for candidate in (folder, *folder.parents):
        if is_dir(candidate / "claims") or has_settings(candidate):
            return candidate
        if candidate.name == "claims" and candidate.parent != candidate:
            return candidate.parent
    return folder


def claim_suffixes() -> tuple[str, ...]:
    """Return how the names of claim files end: YAML, and claims in bulk."""
    return YAML_SUFFIXES + suffixes()


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder, sorted; folders behind links and hidden ones are not entered."""
    return files_below(folder, YAML_SUFFIXES)


def files_below(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files below a folder whose names end so, sorted; folders behind links and hidden ones are left out."""
    for name, is_folder in listed(folder, endings):
        path = folder / name
        if is_folder:
            yield from files_below(path, endings)
        else:
            yield path


def _unique(paths: Iterable[Path]) -> list[Path]:
    return sorted(dict.fromkeys(paths))
