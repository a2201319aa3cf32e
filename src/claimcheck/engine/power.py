"""Power: the share of slips that the rules would notice, found by making each of them in a copy of the corpus.

A slip stands in claim, quote and article alike, so nothing but the other claims can give it away. It is noticed when
an error or a warning that involves the claim appears and was not there before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import superseded
from claimcheck.engine.changes import Change, changes
from claimcheck.engine.dated import judges
from claimcheck.engine.judge import Judge
from claimcheck.engine.regrounding import Regrounder
from claimcheck.engine.result import ClaimState, Result
from claimcheck.engine.verdicts import needed, severity_of, speaking_rule, verdicts
from claimcheck.findings.model import Severity
from claimcheck.values.figure import Reading


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


class _Watch:
    """Looks for what appears when one claim of a corpus says something else."""

    def __init__(self, result: Result, claims: Sequence[ClaimRecord]) -> None:
        corpus: Corpus = result.corpus
        self.records: Mapping[str, ClaimRecord] = {claim.id: claim for claim in claims}
        self.known = frozenset(result.proofs)
        self.disputed = {claim for grounds in result.proofs.values() for ground in grounds for claim in ground.claims}
        # The charitable reading first: what it notices is an error.
        self.readings = [
            Regrounder(result.rules, claims, corpus.vocabulary, reading)
            for reading in (Reading.CHARITABLE, Reading.PLAIN)
        ]

    def trial(self, change: Change) -> Trial:
        """Make a slip, and return what came of it."""
        record = change.record
        found = next((found for each in self.readings for found in self._findings(each, record)), (None, None))
        return Trial(record.id, record.kind, change.field, change.stated, change.read, change.slip, *found)

    def _findings(self, regrounder: Regrounder, record: ClaimRecord) -> Iterator[tuple[str, Severity]]:
        component = regrounder.component(record)
        shared = [each for each in component if each.as_of is None]
        dated = [each for each in component if each.as_of is not None]
        records = {**self.records, record.id: record}
        for judge in judges(shared, dated, records):
            for code, severity in self._of_component(judge, regrounder, record, records):
                if severity is not Severity.INFO:
                    yield code, severity

    def _of_component(
        self, judge: Judge, regrounder: Regrounder, record: ClaimRecord, records: Mapping[str, ClaimRecord]
    ) -> Iterator[tuple[str, Severity]]:
        conflict = judge.verdict().conflict
        if conflict is None:
            return
        if judge.claims & self.disputed:
            symbols = regrounder.base.symbols
            for finding in verdicts(judge, conflict, records, symbols, regrounder.reading).findings:
                involved = any(member.claim == record.id for member in finding.claims)
                if involved and finding.fingerprint not in self.known:
                    yield finding.code, finding.severity
            return
        # All agreed before, so every contradiction is of the slip's making, and one is as good as all.
        minimal = judge.minimal(conflict)
        if record.id in minimal:
            grounds = needed(judge.subsystem(minimal).grounds)
            yield speaking_rule(grounds).code, severity_of(grounds, regrounder.reading)
