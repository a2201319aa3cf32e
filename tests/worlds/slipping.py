"""Plants a falsehood in an honest report: one slip of the pen in one figure, date, ordinal or direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from corpora import Data, Report

FIELDS = ("ordinal", "value", "by", "to", "share", "ratio", "direction", "weekday", "rank", "on")
OPPOSITES = {"up": "down", "down": "up"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Slip:
    """A planted falsehood: whose, in which field, what it was and what it became."""

    claim: str
    field: str
    was: str
    became: str


def plant(
    reports: Sequence[Report], rng: Random, avoid: frozenset[str] = frozenset()
) -> tuple[list[Report], Slip] | None:
    """Return the reports with one slip in them, or None when the claim that was drawn leaves no room for one."""
    places = [(r, c) for r, report in enumerate(reports) for c in range(len(report.claims))]
    number, position = rng.choice(places)
    claim = deepcopy(reports[number].claims[position])
    name = f"{reports[number].source['id']}#{claim['id']}"
    fields = [field for field in FIELDS if field in claim]
    if name in avoid or not fields or claim["kind"] in ("record", "rank", "breakdown"):
        return None
    field = rng.choice(fields)
    was = str(claim[field])
    became = _slip(was, field, claim, rng)
    if became is None or became == was:
        return None
    claim[field] = became
    claims = [*reports[number].claims]
    claims[position] = claim
    changed = [*reports]
    changed[number] = Report(reports[number].source, tuple(claims))
    return changed, Slip(name, field, was, became)


def apply(reports: Sequence[Report], slip: Slip) -> list[Report]:
    """Return the reports with a slip that was planted before."""
    changed = []
    for report in reports:
        source = report.source["id"]
        claims = [
            {**claim, slip.field: slip.became} if f"{source}#{claim['id']}" == slip.claim else claim
            for claim in report.claims
        ]
        changed.append(Report(report.source, tuple(claims)))
    return changed


def _slip(text: str, field: str, claim: Data, rng: Random) -> str | None:
    if text in OPPOSITES:
        return OPPOSITES[text]
    if field == "weekday":
        return WEEKDAYS[(WEEKDAYS.index(text) + rng.choice((1, 6))) % 7]
    if field == "direction":
        return "less"
    if field in ("ordinal", "rank"):
        return str(int(text) + rng.choice((1, -1))) if text.isdigit() and int(text) > 1 else None
    if field == "on":
        timeless = claim["kind"] in ("quantity", "role", "state", "nth", "duration")
        return None if timeless else str(int(text[:4]) + rng.choice((1, -1))) + text[4:].replace("02-29", "02-28")
    return _wrong_figure(text, rng)


def _wrong_figure(text: str, rng: Random) -> str | None:
    found = NUMBER.search(text)
    if found is None:
        return None
    digits = found.group()
    plain = digits.replace(",", "")
    match rng.randrange(3):
        case 0:
            pairs = [i for i in range(len(plain) - 1) if plain[i : i + 2].isdigit() and plain[i] != plain[i + 1] != "0"]
            if not pairs or plain != digits:
                return None
            at = rng.choice(pairs)
            wrong = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
        case 1 if plain.isdigit():
            wrong = f"{int(plain) * 10:,}" if plain != digits else f"{plain}0"
        case 1:
            whole, tenths = plain.split(".")
            wrong = f"{whole}{tenths[0]}.{tenths[1:]}".rstrip(".")
        case _:
            if "illion" not in text:
                return None
            swaps = {"trillion": "billion", "billion": "million", "million": "billion"}
            word = next(word for word in swaps if word in text)
            return text.replace(word, swaps[word])
    return text[: found.start()] + wrong + text[found.end() :]
