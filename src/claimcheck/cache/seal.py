"""A seal on each entry: only what this user wrote on this machine is believed, and only if every byte is there."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Any

from claimcheck.cache.home import UnsafeFolder, made_folder
from claimcheck.cache.reading import read_bytes

KEY = "key"
SIZE = 32
MAGIC = b"claimcheck-cache-1 "
_HEAD = len(MAGIC) + 64 + 1


def key_in(folder: Path) -> bytes:
    """Return the secret of this user, which is made where there is none. Raises UnsafeFolder."""
    made_folder(folder)
    for _ in range(2):
        try:
            found = read_bytes(folder / KEY, SIZE)
            if len(found) == SIZE:
                return found
            os.unlink(folder / KEY)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise UnsafeFolder(f"has a key that cannot be read: {error.strerror or 'it is no file'}") from None
        _make_key(folder)
    raise UnsafeFolder("has a key that cannot be made")


def _make_key(folder: Path) -> None:
    """Make the secret; of several runs at once, the first one's counts."""
    temporary = folder / f".{KEY}-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(SIZE))
        try:
            os.link(temporary, folder / KEY)
        except FileExistsError:
            pass
        finally:
            os.unlink(temporary)
    except OSError as error:
        raise UnsafeFolder(f"has no key, and none can be made: {error.strerror}") from None


def sealed(value: dict[str, Any], key: bytes) -> bytes:
    """Return a value as sealed bytes."""
    body = json.dumps(value, separators=(",", ":")).encode("ascii")
    return MAGIC + _seal(body, key) + b"\n" + body


def unsealed(data: bytes, key: bytes) -> dict[str, Any] | None:
    """Return the value of sealed bytes; None where they are not what this key sealed."""
    body = data[_HEAD:]
    if not hmac.compare_digest(data[:_HEAD], MAGIC + _seal(body, key) + b"\n"):
        return None
    value = json.loads(body)
    return value if isinstance(value, dict) else None


def _seal(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).hexdigest().encode("ascii")
