"""Whether two claims of roles or states certainly speak of one moment."""

from __future__ import annotations

from claimcheck.corpus.records import ClaimRecord
from claimcheck.values.dates import DateSpan
from claimcheck.values.truth import Truth

Days = tuple[int | None, int | None]
HANDOVER = 92
"""Days from an election to an oath: sources date a term from either."""


def together(first: ClaimRecord, second: ClaimRecord) -> Truth:
    """Return YES when one claim's time lies strictly inside what the other holds throughout, or their
    terms from a start to an end overlap by more than a handover, else POSSIBLY.

    A change takes place on a day that both may name, so touching at an end is no proof.
    """
    for outer, inner in ((first, second), (second, first)):
        held, touched = _held(outer), _touched(inner)
        if held is None or touched is None:
            continue
        starts = held[0] is None or (touched[0] is not None and held[0] < touched[0])
        ends = held[1] is None or (touched[1] is not None and touched[1] < held[1])
        if starts and ends:
            return Truth.YES
    if _terms_overlap(_term(first), _term(second)):
        return Truth.YES
    one, other = _touched(first), _touched(second)
    if one is not None and other is not None and _apart(one, other) and _days_are_all(first, second):
        return Truth.NO
    same_day = _day(first)
    if same_day is not None and same_day == _day(second) and first.kind == "state":
        return Truth.YES
    return Truth.POSSIBLY


def _terms_overlap(one: Days | None, other: Days | None) -> bool:
    """Whether two terms, each from a start to an end, share more days than a handover can take."""
    if one is None or other is None:
        return False
    starts, ends = [day for day in (one[0], other[0]) if day], [day for day in (one[1], other[1]) if day]
    return len(starts) == len(ends) == 2 and max(starts) + HANDOVER < min(ends)


def _apart(one: Days, other: Days) -> bool:
    pairs = ((one, other), (other, one))
    return any(a[1] is not None and b[0] is not None and a[1] < b[0] for a, b in pairs)


def _days_are_all(first: ClaimRecord, second: ClaimRecord) -> bool:
    """Whether both claims speak of no other days: a start without an end goes on."""
    return all("on" in claim.fields or "during" in claim.fields or "until" in claim.fields for claim in (first, second))


def _held(claim: ClaimRecord) -> Days | None:
    """Return the days on which the claim certainly says so of every one; None when there are none."""
    during = claim.fields.get("during")
    if isinstance(during, DateSpan):
        return (during.earliest, during.latest) if not during.approximate else None
    return _term(claim)


def _term(claim: ClaimRecord) -> Days | None:
    """Return the days from the start to the end that a claim gives, or to its source; None when it gives no start."""
    since, until = claim.fields.get("since"), claim.fields.get("until")
    if not isinstance(since, DateSpan):
        return None
    lo = since.latest
    hi = until.earliest if isinstance(until, DateSpan) else claim.source.model.published.earliest
    if lo is None or hi is None or lo > hi:
        return None
    return lo, hi


def _touched(claim: ClaimRecord) -> Days | None:
    """Return days of which the claim says so of at least one."""
    on = claim.fields.get("on")
    if isinstance(on, DateSpan):
        return on.earliest, on.latest
    return _held(claim)


def _day(claim: ClaimRecord) -> int | None:
    on = claim.fields.get("on")
    return on.earliest if isinstance(on, DateSpan) and on.is_day else None
