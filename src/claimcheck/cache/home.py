"""Where the cache is, and whether it is safe to use: a folder of ours that nobody else can write to."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

NAME = "claimcheck"


class UnsafeFolder(Exception):
    """A folder that is not used, and why: a clause that goes on from its name."""


def default_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """Return the folder for what may be thrown away, by the XDG base directory specification; None without a home."""
    known = os.environ if environment is None else environment
    given = known.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):
        return Path(given) / NAME
    local = known.get("LOCALAPPDATA", "") if os.name == "nt" else ""
    if os.path.isabs(local):
        return Path(local) / NAME / "cache"
    home = os.path.expanduser("~") if environment is None else known.get("HOME", "")
    return Path(home) / ".cache" / NAME if os.path.isabs(home) else None


def made_folder(folder: Path) -> Path:
    """Return a folder that is there and safe; it is made, for us alone, where it is not. Raises UnsafeFolder."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except (OSError, ValueError) as error:
        raise UnsafeFolder(f"cannot be made: {getattr(error, 'strerror', None) or error}") from None
    return safe_folder(folder)


def safe_folder(folder: Path) -> Path:
    """Return a folder that is there. Raises UnsafeFolder where another user could have put something into it."""
    try:
        status = os.lstat(folder)
    except (OSError, ValueError) as error:
        raise UnsafeFolder(f"cannot be used: {getattr(error, 'strerror', None) or error}") from None
    if stat.S_ISLNK(status.st_mode):
        raise UnsafeFolder("is a link, and links are not followed")
    if not stat.S_ISDIR(status.st_mode):
        raise UnsafeFolder("is no folder")
    if hasattr(os, "geteuid"):
        if status.st_uid != os.geteuid():
            raise UnsafeFolder("belongs to another user")
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise UnsafeFolder("can be written to by other users")
    return folder
