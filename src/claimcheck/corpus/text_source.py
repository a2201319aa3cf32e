"""Reads the text of an article, from inside the project only; no message tells what a file holds."""

from __future__ import annotations

from pathlib import Path

from claimcheck.cache.trace import real_path, spoil
from claimcheck.corpus.files import UnreadableFile, read_regular
from claimcheck.values.late_pattern import late

MAX_BYTES = 20_000_000

_DRIVE = late(r"[A-Za-z]:")


class SourceTextError(ValueError):
    """An article's text cannot be read: a plain sentence that names what to change."""


def written_path(folder: Path, written: str) -> Path:
    """Return the path that a claim file in `folder` names, such as `../seeds/article.txt`.

    Raises SourceTextError unless it is a relative path with `/` between its parts.
    """
    if not written.strip():
        raise SourceTextError("the path of the article's text is empty: name a file inside the project")
    if "\0" in written or len(written) > 1_000:
        raise SourceTextError("the path of the article's text is not a path: name a file inside the project")
    if written.startswith(("/", "\\", "~")) or _DRIVE.match(written) or "://" in written:
        raise SourceTextError("the path of the article's text is absolute: write it relative to this file")
    if "\\" in written:
        raise SourceTextError('the path of the article\'s text holds a "\\": separate folders with "/"')
    return folder / written


def read_article(root: Path, path: Path) -> str:
    """Return the text of an article, without its byte order mark.

    `path` must lie inside the project folder `root` after all links are followed, outside every file or
    folder whose name starts with a dot, and be a regular file of UTF-8 of at most 20 MB. Raises
    SourceTextError if not.
    """
    data = _read_bytes(_contained(root, path))
    if len(data) > MAX_BYTES:
        raise SourceTextError(f"the article's text is larger than {MAX_BYTES // 1_000_000} MB")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceTextError("the article's text is UTF-16: save it as UTF-8")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise SourceTextError("the article's text is not UTF-8: save it as UTF-8") from None
    if "\0" in text:
        raise SourceTextError("the article's text is not plain text: it holds NUL characters")
    return text


def _contained(root: Path, path: Path) -> Path:
    """Return the real path; what lies outside gets one answer, whether it exists or not."""
    try:
        real_root = real_path(root)
        real = real_path(real_root / path)
    except (OSError, RuntimeError, ValueError):
        spoil("an article cannot be reached", path)
        raise SourceTextError("the article's text cannot be reached: name a file inside the project") from None
    if not real.is_relative_to(real_root):
        raise SourceTextError("the article's text lies outside the project: copy it into the project")
    if any(part.startswith(".") for part in real.relative_to(real_root).parts):
        raise SourceTextError("the article's text lies in a hidden file or folder: move it to one without a dot")
    return real


_ADVICE = {
    "does not exist": "check the path",
    "cannot be opened": "check that it is a file you may read",
    "is not a regular file": "name a text file",
}


def _read_bytes(real: Path) -> bytes:
    try:
        return read_regular(real, MAX_BYTES)
    except UnreadableFile as error:
        advice = _ADVICE.get(str(error))
        raise SourceTextError(f"the article's text {error}" + (f": {advice}" if advice else "")) from None
