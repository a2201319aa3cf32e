"""Closed lists: a first can be refuted by a known earlier one, but confirmed only where the known ones are all.

"First since 2008" says something about all that the corpus does not hold. It is confirmed inside a list that the
vocabulary declares complete for its period; otherwise the gap is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.claims.vocabulary import ClosedList
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.findings.model import NotChecked
from claimcheck.values.dates import DateSpan, format_days
from claimcheck.values.truth import Truth

RULE = "NTH001"


def closed_lists(
    claims: Sequence[ClaimRecord], vocabulary: Vocabulary
) -> tuple[frozenset[str], tuple[NotChecked, ...]]:
    """Return the claims of a first, nth or last that a complete list covers, and the gap of each of the others."""
    covered: set[str] = set()
    gaps: list[NotChecked] = []
    for claim in claims:
        if claim.kind != "nth":
            continue
        lo, hi = _period(claim)
        if any(_covers(entry, claim, lo, hi, vocabulary) for entry in vocabulary.declared.lists.values()):
            covered.add(claim.id)
        else:
            gaps.append(NotChecked(RULE, (claim.id,), "lists", _gap(claim, lo, hi, vocabulary)))
    return frozenset(covered), tuple(gaps)


def _period(claim: ClaimRecord) -> tuple[int | None, int | None]:
    """Return the days that a complete list must cover: from the start of the count to the event, or to the source."""
    since, on = claim.fields.get("since"), claim.fields.get("on")
    lo = since.earliest if isinstance(since, DateSpan) else None
    published = claim.source.model.published.latest
    if claim.fields.get("ordinal") == "last":
        return (on.earliest if isinstance(on, DateSpan) else lo), published
    return lo, on.latest if isinstance(on, DateSpan) else published


def _covers(entry: ClosedList, claim: ClaimRecord, lo: int | None, hi: int | None, vocabulary: Vocabulary) -> bool:
    if entry.complete is None or entry.type != claim.fields.get("type"):
        return False
    if entry.who is not None and set(entry.who) != set(_ids(claim, "who")):
        return False
    scope = claim.fields.get("scope", claim.fields.get("where"))
    if entry.where is not None and not _lies_in(scope, entry.where, vocabulary):
        return False
    start, end = entry.complete.earliest, entry.complete.latest
    starts = start is None or (lo is not None and start <= lo)
    return starts and (end is None or (hi is not None and hi <= end))


def _lies_in(scope: object, places: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a list of some places holds all that counts: what is counted abroad needs a list of all places."""
    if not isinstance(scope, str) or scope == "abroad":
        return False
    return any(vocabulary.within(scope, place) is Truth.YES for place in places)


def _ids(claim: ClaimRecord, name: str) -> tuple[str, ...]:
    value = claim.fields.get(name, ())
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _gap(claim: ClaimRecord, lo: int | None, hi: int | None, vocabulary: Vocabulary) -> str:
    who = " and ".join(vocabulary.label(each) for each in _ids(claim, "who")) or "anybody"
    scope = claim.fields.get("scope", claim.fields.get("where"))
    where = "" if scope is None else f", {scope if scope == 'abroad' else vocabulary.label(str(scope))}"
    return (
        f"no list of every {claim.fields.get('type')} by {who}{where} is declared complete for {format_days(lo, hi)}, "
        "so one may be missing from the corpus"
    )
