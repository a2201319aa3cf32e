"""Reads files of a git revision as git keeps them: nothing is checked out, no hook and no filter runs."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from claimcheck.values.value_class import value_class

TIMEOUT = 120
"""Seconds that one call of git may take."""
MAX_LISTED = 200_000
MAX_LISTING = 100_000_000
MAX_NAME = 250
MAX_BATCH = 500
MAX_BATCH_BYTES = 50_000_000
REGULAR = ("100644", "100755")
_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_NAMESPACE")
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


class RevisionError(Exception):
    """A revision that cannot be read: a sentence."""


@value_class
class Blob:
    """A file of a revision: its mode and object as git names them, and its size in bytes."""

    mode: str
    name: str
    size: int


@value_class
class GitTree:
    """The files below a folder of a repository, at one revision; paths are relative to that folder."""

    root: Path
    commit: str
    blobs: Mapping[str, Blob]

    def read(self, blobs: Sequence[Blob]) -> Iterator[bytes]:
        """Yield the bytes of files, as they were committed, in order."""
        batch: list[Blob] = []
        for blob in blobs:
            batch.append(blob)
            if len(batch) >= MAX_BATCH or sum(each.size for each in batch) > MAX_BATCH_BYTES:
                yield from _contents(self.root, batch)
                batch = []
        yield from _contents(self.root, batch)


def _contents(root: Path, blobs: Sequence[Blob]) -> Iterator[bytes]:
    """Yield what `cat-file --batch` answers: for each object a line with its size, its bytes, and a line end."""
    if not blobs:
        return
    asked = "".join(f"{blob.name}\n" for blob in blobs).encode("ascii")
    answer = git(root, "cat-file", "--batch", given=asked)
    at = 0
    for blob in blobs:
        head, _, _ = answer[at : at + 200].partition(b"\n")
        if head.split()[1:] != [b"blob", str(blob.size).encode("ascii")]:
            raise RevisionError(f"git could not read the object {blob.name}")
        start = at + len(head) + 1
        yield answer[start : start + blob.size]
        at = start + blob.size + 1


def open_tree(root: Path, revision: str) -> GitTree:
    """List the files of a revision below a folder. Raises RevisionError."""
    if not revision or revision.startswith("-") or len(revision) > MAX_NAME or not revision.isprintable():
        raise RevisionError(f'"{revision[:80]}" is not the name of a revision')
    try:
        prefix = git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
    except RevisionError as error:
        raise RevisionError(f"the revision {revision} cannot be read: {error}") from None
    try:
        found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError:
        raise RevisionError(f"git knows no revision {revision} here") from None
    commit = found.decode("ascii", "replace").strip()
    if not _COMMIT.fullmatch(commit):
        raise RevisionError(f"git knows no revision {revision} here")
    return GitTree(root, commit, _blobs(root, commit, prefix))


def _blobs(root: Path, commit: str, prefix: str) -> dict[str, Blob]:
    below = ["--", prefix] if prefix else []
    listing = git(root, "ls-tree", "-r", "-z", "--long", "--full-tree", commit, *below)
    if len(listing) > MAX_LISTING or listing.count(b"\0") > MAX_LISTED:
        raise RevisionError(f"the revision has more than {MAX_LISTED:,} files")
    found: dict[str, Blob] = {}
    for line in listing.split(b"\0"):
        head, tab, raw = line.partition(b"\t")
        parts = head.decode("ascii", "replace").split()
        path = raw.decode("utf-8", "surrogateescape")
        if tab and len(parts) == 4 and parts[3].isdigit() and path.startswith(prefix) and is_inside(path):
            found[path.removeprefix(prefix)] = Blob(parts[0], parts[2], int(parts[3]))
    return found


def is_inside(path: str) -> bool:
    """Tell whether a path of a tree stays below its folder, on every system."""
    parts = path.split("/")
    return "\\" not in path and not any(part in ("", ".", "..") or part.casefold() == ".git" for part in parts)


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run a command of git that only reads, and return what it prints. Raises RevisionError with git's own words."""
    settings = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
    command: Sequence[str] = ("git", "--no-replace-objects", "--literal-pathspecs", *settings, *arguments)
    environment = {key: value for key, value in os.environ.items() if key not in _OURS}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        ran = subprocess.run(
            command, cwd=root, env=environment, input=given, capture_output=True, timeout=TIMEOUT, check=False
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    except (OSError, subprocess.TimeoutExpired):
        raise RevisionError("git did not answer") from None
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else "it gave no reason"
        if "not a git repository" in reason:
            reason = "this folder is not in a git repository"
        raise RevisionError(reason)
    return ran.stdout
