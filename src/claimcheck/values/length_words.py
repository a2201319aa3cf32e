"""Wordings that only lengths of time have, rewritten so that what is left is a figure with a unit."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimcheck.values.late_pattern import late

_UNIT = r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|century)"
_NUMBER = r"[a-z0-9.,]+(?:-[a-z]+)?"


def as_figure(text: str) -> str:
    """Return the text with each wording of time replaced; a text without them comes back as it is."""
    result = " ".join(text.split())
    for pattern, rewrite in _REWRITES:
        result = pattern.sub(rewrite, result, count=1)
    return result


def iso_parts(text: str) -> tuple[str, ...] | None:
    """Return the parts of an ISO 8601 duration as figures: `P1Y6M` is `1 years`, `6 months`; else None."""
    found = _ISO.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    return tuple(f"{number} {unit}" for number, unit in zip(found.groups(), _ISO_UNITS, strict=True) if number)


def two_parts(text: str) -> tuple[str, str] | None:
    """Split `2 years and 3 months` into its parts; None for a text with one part."""
    found = _TWO_PARTS.fullmatch(text)
    return None if found is None else (found[1], found[2])


def _plural(unit: str) -> str:
    return "centuries" if unit.lower() == "century" else f"{unit}s"


def _and_a_half(match: re.Match[str]) -> str:
    number = "one" if match[2].lower() in ("a", "an") else match[2]
    return f"{match[1] or ''}{number} and a half {_plural(match[3])}"


def _compile(pattern: str) -> re.Pattern[str]:
    return late(pattern, re.IGNORECASE | re.ASCII)


_Rewrite = str | Callable[[re.Match[str]], str]
_REWRITES: tuple[tuple[re.Pattern[str], _Rewrite], ...] = (
    (_compile(r"^(?:for|lasting) "), ""),
    (_compile(r"^(?:the )?(?:past|last|previous|these|those) "), ""),
    (_compile(r" (?:ago|earlier|later|long|old)$"), ""),
    (_compile(r"-(?:long|old)$"), ""),
    (_compile(r"^within "), "at most "),
    (_compile(r"^(?:several |many |some )?decades$"), "tens of years"),
    (_compile(r"^(?:several |many |some )?centuries$"), "hundreds of years"),
    (_compile(rf"^({_UNIT})$"), r"1 \1"),
    (_compile(r"\bfortnights?$"), "fortnights"),
    # `a five-day` and `the 30-year`: the article belongs to the visit that follows in the source.
    (_compile(rf"^(?:a|an|the) ([a-z0-9]+(?:-[a-z]+)?-{_UNIT})$"), r"\1"),
    (_compile(rf"^(.* )?({_NUMBER}) ({_UNIT})s? and a half$"), _and_a_half),
)
_ISO = late(
    r"P(?:([0-9]{1,5})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?)?"
)
_ISO_UNITS = ("years", "months", "weeks", "days", "hours", "minutes")
_TWO_PARTS = _compile(rf"({_NUMBER} (?:{_UNIT}s?|centuries))(?:,| and|, and)? ({_NUMBER} {_UNIT}s?)")
