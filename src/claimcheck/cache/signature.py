"""When a file or folder is surely the one that was looked at, without reading it again."""

from __future__ import annotations

import os

MARGIN = 3_000_000_000
"""Nanoseconds. What changed so shortly before it was looked at may change again without its times showing it."""

Signature = tuple[int, int, int, int, int]
"""Device, number, size, and the times of the last change of the content and of the entry, in nanoseconds."""


def signature_of(status: os.stat_result) -> Signature:
    """Return what tells one state of a file or folder from another."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def settled(status: os.stat_result, now: int) -> Signature | None:
    """Return the signature; None where a later change within the same tick of the clock could not be told from it.

    `now` is the time, in nanoseconds, that was read before the status. The time of the entry's change cannot be set by
    hand, so that a change of the content that puts back size and time is seen as well.
    """
    if max(status.st_mtime_ns, status.st_ctime_ns) >= now - MARGIN:
        return None
    return signature_of(status)
