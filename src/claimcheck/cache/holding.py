"""Asks again what a run asked, as cheaply as possible: a file whose signature is the same is not opened."""

from __future__ import annotations

import os
import stat
from dataclasses import field, replace
from datetime import date

from claimcheck.cache.reading import digest_of_entries, digest_of_file, list_folder
from claimcheck.cache.signature import signature_of
from claimcheck.cache.trace import ABSENT, QUESTIONS, FileFact, FolderFact, Trace
from claimcheck.values.value_class import slot_class


@slot_class()
class Answers:
    """One look at the disk. `renewed` says that facts hold whose signature is new."""

    renewed: bool = False
    _folders: dict[str, str] = field(default_factory=dict)

    def hold(self, trace: Trace) -> bool:
        """Tell whether every answer of a run is the same now; signatures that have become older are renewed."""
        return (
            trace.day in (None, date.today().isoformat())
            and all(QUESTIONS[name](path) is answer for (name, path), answer in trace.answers.items())
            and all(self._folder(trace, asked, fact) for asked, fact in trace.folders.items())
            and all(self._file(trace, real, fact) for real, fact in trace.files.items())
            and all(self._link(trace, path, real) for path, real in trace.links.items())
        )

    def _folder(self, trace: Trace, asked: tuple[str, tuple[str, ...]], fact: FolderFact) -> bool:
        path, suffixes = asked
        try:
            if fact.signature is not None and signature_of(os.stat(path)) == fact.signature:
                return True
            entries, signature = list_folder(path, suffixes)
        except FileNotFoundError:
            return fact.digest == ABSENT
        except OSError:
            return False
        if digest_of_entries(entries) != fact.digest:
            return False
        if signature is not None:
            trace.folders[asked] = replace(fact, signature=signature)
            self.renewed = True
        return True

    def _file(self, trace: Trace, real: str, fact: FileFact) -> bool:
        """Tell whether a file is the same; that its real path has become a link is a change, wherever that leads."""
        folder = os.path.dirname(real)
        if self._real_folder(folder) != folder:
            return False
        try:
            if fact.signature is not None and signature_of(os.lstat(real)) == fact.signature:
                return True
            digest, signature = digest_of_file(real, fact.limit)
        except (FileNotFoundError, NotADirectoryError):
            return fact.digest == ABSENT and not os.path.lexists(real)
        except (OSError, ValueError):
            return False
        if digest != fact.digest:
            return False
        if signature is not None:
            trace.files[real] = replace(fact, signature=signature)
            self.renewed = True
        return True

    def _link(self, trace: Trace, path: str, real: str) -> bool:
        return (path == real and real in trace.files) or self._real(path) == real

    def _real(self, path: str) -> str | None:
        """Return where a path leads; None where it leads nowhere that can be told."""
        folder, name = os.path.split(path)
        if name in ("", ".", ".."):
            return _resolved(path)
        real = self._real_folder(folder)
        whole = os.path.join(real, name)
        try:
            is_link = stat.S_ISLNK(os.lstat(whole).st_mode)
        except FileNotFoundError:
            return whole
        except (OSError, ValueError):
            return None
        return _resolved(whole) if is_link else whole

    def _real_folder(self, folder: str) -> str:
        if folder not in self._folders:
            self._folders[folder] = _resolved(folder) or ""
        return self._folders[folder]


def _resolved(path: str) -> str | None:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return None
