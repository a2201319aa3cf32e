"""Power: the share of slips that the rules would notice, found by making each of them in a copy of the corpus.

A slip stands in claim, quote and article alike, so nothing but the other claims can give it away. It is noticed when
an error or a warning that involves the claim appears and was not there before; of a claim that is in dispute already,
only a contradiction with other claims counts, or one that is an error and was a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import superseded
from claimcheck.engine.explaining.verdicts import needed, severity_of, speaking_rule, verdicts
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.regrounding import Regrounder
from claimcheck.engine.power.changes import Change, changes
from claimcheck.engine.result import ClaimState, Result
from claimcheck.engine.solving.dated import judges
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims, System
from claimcheck.findings.model import Severity
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import value_class

MAX_SEARCH = 60
"""In how many sets of claims a contradiction is looked for that others do not hide."""


@value_class
class Trial:
    """A slip that was made, and the code and severity of the finding that gives it away; neither if nothing does."""

    claim: str
    kind: str
    field: str
    stated: str
    read: str
    slip: str
    code: str | None = None
    severity: Severity | None = None

    @property
    def noticed(self) -> bool:
        """Whether the rules notice it."""
        return self.code is not None


@value_class
class Power:
    """The trials over the claims that are cross-checked, and the claims that are not.

    `slips` is how many there are to try; fewer `trials` are a sample of them. `without` are the claims that are
    cross-checked and state nothing that a slip could change, only ids.
    """

    trials: tuple[Trial, ...]
    slips: int
    cross_checked: tuple[str, ...]
    without: tuple[str, ...]
    unchecked: tuple[str, ...]

    @property
    def noticed(self) -> int:
        """How many of the trials the rules notice."""
        return sum(trial.noticed for trial in self.trials)

    @property
    def blind(self) -> tuple[str, ...]:
        """The claims that are cross-checked, of whose slips nothing would be noticed."""
        tried = dict.fromkeys(trial.claim for trial in self.trials)
        seen = {trial.claim for trial in self.trials if trial.noticed}
        return tuple(claim for claim in tried if claim not in seen)


def power(result: Result, *, sample: int | None = None, seed: int = 0) -> Power:
    """Make every slip in every claim that is cross-checked, or a random sample of them, and count the noticed ones."""
    corpus = result.corpus
    gone = superseded(corpus.claims) | corpus.unfounded
    claims = [claim for claim in corpus.claims if claim.entry not in gone]
    states = result.claims or {}
    checked = [claim for claim in claims if states[claim.id].state is not ClaimState.NOT_CHECKED]
    slips = [change for claim in checked for change in changes(claim, corpus.vocabulary.calendars)]
    tried = slips
    if sample is not None and sample < len(slips):
        chosen = Random(seed).sample(range(len(slips)), sample)
        tried = [slips[number] for number in sorted(chosen)]
    watch = _Watch(result, claims)
    apart = {claim.id for claim in checked}
    return Power(
        tuple(watch.trial(change) for change in tried),
        len(slips),
        tuple(claim.id for claim in checked),
        tuple(sorted(apart - {change.record.id for change in slips})),
        tuple(claim.id for claim in corpus.claims if claim.id not in apart),
    )


@value_class
class _Reading:
    """A reading: what grounds it, and the conflicts that are there before any slip."""

    regrounder: Regrounder
    known: tuple[Claims, ...]


class _Watch:
    """Looks for what appears when one claim of a corpus says something else."""

    def __init__(self, result: Result, claims: Sequence[ClaimRecord]) -> None:
        self.records = {claim.id: claim for claim in claims}
        conflicts = {frozenset(c for each in grounds for c in each.claims) for grounds in result.proofs.values()}
        # The charitable reading first: what it notices is an error.
        self.readings = [
            self._reading(Regrounder(result.rules, claims, result.corpus.vocabulary, reading), conflicts)
            for reading in (Reading.CHARITABLE, Reading.PLAIN)
        ]

    def _reading(self, regrounder: Regrounder, conflicts: Iterable[Claims]) -> _Reading:
        found = list(_judges(regrounder.base.constraints, self.records))
        known = {each for judge in found for each in conflicts if each <= judge.claims and judge.contradicts(each)}
        return _Reading(regrounder, tuple(sorted(known, key=sorted)))

    def trial(self, change: Change) -> Trial:
        """Make a slip, and return what came of it."""
        record = change.record
        made = Trial(record.id, record.kind, change.field, change.stated, change.read, change.slip)
        for reading in self.readings:
            for code, severity in self._appearing(reading, record):
                if severity is not Severity.INFO:
                    return replace(made, code=code, severity=severity)
        return made

    def _appearing(self, reading: _Reading, record: ClaimRecord) -> Iterator[tuple[str, Severity]]:
        """Yield the code and severity of a contradiction of each component that was not there before the slip."""
        component = reading.regrounder.component(record)
        records = {**self.records, record.id: record}
        for judge in _judges(component, records):
            known = [each for each in reading.known if each <= judge.claims]
            conflict = _new_conflict(judge, record.id, known)
            if conflict is not None and known:
                yield from self._told(judge, conflict, reading, records)
            elif conflict is not None:
                grounds = needed(_grounds_of(judge.subsystem(conflict)))
                yield speaking_rule(grounds).code, severity_of(grounds, reading.regrounder.reading)

    def _told(
        self, judge: Judge, conflict: Claims, reading: _Reading, records: Mapping[str, ClaimRecord]
    ) -> Iterator[tuple[str, Severity]]:
        """Yield the findings that are new where a contradiction was told before: one finding may tell of several."""
        symbols, name = reading.regrounder.base.symbols, reading.regrounder.reading
        for finding in verdicts(judge, conflict, records, symbols, name).findings:
            members = frozenset(member.claim for member in finding.claims)
            if members & conflict and members not in reading.known:
                yield finding.code, finding.severity


def _judges(grounds: Sequence[Ground], records: Mapping[str, ClaimRecord]) -> Iterator[Judge]:
    shared = [each for each in grounds if each.as_of is None]
    return judges(shared, [each for each in grounds if each.as_of is not None], records)


def _new_conflict(judge: Judge, claim: str, known: Sequence[Claims]) -> Claims | None:
    """Return a minimal conflict of a claim that is not known, or None when a bounded search meets none.

    Known conflicts are taken apart one claim at a time, in every way, to see what else contradicts the claim.
    """
    # Most contradictions show by propagation, which takes a tenth of the time.
    quick = Judge(judge.grounds, linear=False, dated=judge.dated)
    stack = [judge.claims]
    seen = {judge.claims}
    for _ in range(MAX_SEARCH):
        if not stack:
            break
        active = stack.pop()
        conflict = next((each for each in known if each <= active and judge.contradicts(each)), None)
        if conflict is None:
            conflict = _minimal(quick, active) or _minimal(judge, active)
            if conflict is None:
                continue
            if claim in conflict:
                return conflict
        fewer = [active - {each} for each in sorted(conflict - {claim})]
        stack.extend(each for each in fewer if each not in seen)
        seen.update(fewer)
    return None


def _minimal(judge: Judge, active: Claims) -> Claims | None:
    found = judge.verdict(active).conflict
    return None if found is None else judge.minimal(found)


def _grounds_of(system: System) -> tuple[Ground, ...]:
    """Return the constraints of a contradiction, without the identities that propagation did not need for it."""
    outcome = system.run()
    if outcome.conflict is None:
        return tuple(system.grounds)
    _, numbers = system.ancestors(outcome, outcome.conflict)
    used = {*numbers, outcome.constraint}
    return tuple(ground for number, ground in enumerate(system.grounds) if ground.claims or number in used)
