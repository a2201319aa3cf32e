"""Series: editions and anniversaries whose number follows from the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import superseded
from claimcheck.engine.mining.candidate import Candidate, Instance, slug
from claimcheck.engine.mining.evidence import Evidence
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure, Reading
from claimcheck.values.value_class import value_class

STEPS = (1, 2, 3, 4, 5, 10)
"""How many years there may be from one to the next."""
KINDS = {"edition": "series", "anniversary": "event"}


@value_class
class _Numbered:
    """A claim with an ordinal, and the years in which it may lie."""

    record: ClaimRecord
    ordinal: int
    years: tuple[int, int]

    @property
    def is_sharp(self) -> bool:
        """Whether its year is known."""
        return self.years[0] == self.years[1]


def candidates(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the series whose ordinals follow from the year in enough independent cases, and fail in none."""
    found: dict[tuple[str, str], list[_Numbered]] = defaultdict(list)
    gone = superseded(evidence.corpus.claims) | evidence.corpus.unfounded
    for record in evidence.corpus.claims:
        field = KINDS.get(record.kind)
        if field is None or record.entry in gone or record.fields.get("as", "actual") != "actual":
            continue
        name, numbered = record.fields.get(field), _numbered(record)
        if isinstance(name, str) and numbered is not None:
            found[record.kind, name].append(numbered)
    for (kind, name), claims in sorted(found.items()):
        for step in STEPS:
            made = _candidate(evidence, kind, name, claims, step)
            if made is not None:
                yield made
                break


def _numbered(record: ClaimRecord) -> _Numbered | None:
    ordinal, on = record.fields.get("ordinal"), record.fields.get("on")
    if not isinstance(ordinal, Figure) or not isinstance(on, DateSpan) or record.model.inferred:
        return None
    exact = ordinal.interval(Reading.CHARITABLE, level=False, exact=True)
    first, last = on.years(charitable=True)
    if not exact.is_point or exact.lo is None or exact.lo.denominator != 1 or first is None or last is None:
        return None
    return _Numbered(record, int(exact.lo), (first, last))


def _candidate(evidence: Evidence, kind: str, name: str, claims: Sequence[_Numbered], step: int) -> Candidate | None:
    sharp = [each for each in claims if each.is_sharp]
    starts = {each.years[0] - step * each.ordinal for each in sharp}
    if len(starts) != 1:
        return None
    start = starts.pop()
    if any(not each.years[0] <= start + step * each.ordinal <= each.years[1] for each in claims):
        return None
    # Two claims of one edition are one case of the regularity.
    first = {each.ordinal: each for each in sorted(sharp, key=lambda each: each.record.id, reverse=True)}
    instances = evidence.enough([_instance(each.record) for each in first.values()])
    if not instances:
        return None
    counted = "ordinal" if step == 1 else f"ordinal * {step}"
    year = f"{counted} + {start}" if start >= 0 else f"{counted} - {-start}"
    summary = f"The number of a {name} does not follow from its year."
    fitting = summary if len(summary) <= 120 else "The number of an event does not follow from its year."
    pattern = f"each: {{kind: {kind}, {KINDS[kind]}: {name}, as: actual}}"
    return Candidate(slug(name, kind, "out-of-step"), fitting, pattern, f"year(on) == {year}", instances)


def _instance(record: ClaimRecord) -> Instance:
    return Instance(frozenset({record.id}), frozenset({record.source.model.origin}), (record,))
