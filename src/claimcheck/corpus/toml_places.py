"""Where the keys of a TOML file stand: the parser of the standard library gives values without places."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.values.late_pattern import late

Path = tuple[str, ...]

_TOKEN = late(
    r'"""(?:\\.|[^\\])*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|#[^\n]*|[\[\]{}=\n]|[^\"'#\[\]{}=\n]+|.",
    re.DOTALL,
)
_OPEN, _CLOSE = frozenset("[{"), frozenset("]}")


def key_places(text: str) -> Mapping[Path, tuple[int, int]]:
    """Return line and column, from 1, of every table and key of a text that is TOML; not of keys of inline tables."""
    found: dict[Path, tuple[int, int]] = {}
    table: Path = ()
    for start, key in _statements(text):
        path = _path_of(key)
        if key.startswith("["):
            table = path
        else:
            path = table + path
        line = text.count("\n", 0, start) + 1
        found.setdefault(path, (line, start - text.rfind("\n", 0, start)))
    return found


def nearest_place(places: Mapping[Path, tuple[int, int]], path: Path) -> tuple[int, int]:
    """Return the place of a key, else of the table that it is in, else the start of the file."""
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return (1, 1)


def _statements(text: str) -> list[tuple[int, str]]:
    """Return for each header and each pair where it begins, and its header or key as written."""
    made: list[tuple[int, str]] = []
    start, key, depth, in_value = -1, "", 0, False
    for token in _TOKEN.finditer(text + "\n"):
        word = token.group()
        if word == "\n" and depth == 0:
            if key.strip():
                made.append((start, key.strip()))
            start, key, in_value = -1, "", False
        elif in_value:
            depth += (word in _OPEN) - (word in _CLOSE)
        elif word == "=":
            in_value = True
        elif not word.startswith("#") and (key or word.strip()):
            if not key:
                start = token.start() + len(word) - len(word.lstrip())
            key += word
    return made


def _path_of(key: str) -> Path:
    """Return the parts of a header or a dotted key, quotation marks resolved."""
    import tomllib

    try:
        value: object = tomllib.loads(key if key.startswith("[") else f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    path: list[str] = []
    while isinstance(value, dict) and len(value) == 1:
        name, value = next(iter(value.items()))
        path.append(name)
    return tuple(path)
