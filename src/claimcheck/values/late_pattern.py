"""Regular expressions that are compiled when they are first asked something: most texts ask for few of them."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _LatePattern:
    def __init__(self, written: str, flags: int) -> None:
        self._told = written, flags

    def __getattr__(self, name: str) -> Any:
        # What is set here is found from then on without coming here.
        pattern = re.compile(*self._told)
        self.__dict__.update({each: getattr(pattern, each) for each in _METHODS})
        return getattr(pattern, name)


def late(written: str, flags: int = 0) -> re.Pattern[str]:
    """Return what passes for the compiled pattern, and is compiled when it is first asked something.

    A pattern takes as long to compile as some hundred searches take.
    """
    return cast("re.Pattern[str]", _LatePattern(written, flags))
