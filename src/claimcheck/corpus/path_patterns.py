"""Patterns of paths as settings have them: `*` and `?` within a name, `**` for any folders, a folder for all below."""

from __future__ import annotations

from fnmatch import fnmatchcase

MAX_LENGTH = 300
MAX_STARS = 12


def is_pattern(text: str) -> bool:
    """Tell whether a text is a pattern of bounded cost for paths inside the project."""
    parts = text.rstrip("/").split("/")
    return (
        0 < len(text) <= MAX_LENGTH
        and text.count("*") <= MAX_STARS
        and all(part not in ("", ".", "..") for part in parts)
        and "\\" not in text
        and "\0" not in text
    )


def path_matches(pattern: str, path: str) -> bool:
    """Tell whether a path with forward slashes fits a pattern, or lies below a folder that does."""
    wanted = pattern.rstrip("/").split("/")
    names = path.split("/")
    # ends[j]: the parts of the pattern so far can stand for the first j names
    ends = [True] + [False] * len(names)
    for part in wanted:
        if part == "**":
            reached = ends.index(True) if True in ends else len(ends)
            ends = [j >= reached for j in range(len(ends))]
        else:
            ends = [False] + [ends[j] and fnmatchcase(name, part) for j, name in enumerate(names)]
    return any(ends[1:])
