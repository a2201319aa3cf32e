"""What was checked and what was not: states of claims, sources compared, and the reasons in groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from claimcheck.claims.source import Source
from claimcheck.engine.result import ClaimState, Result
from claimcheck.findings.model import Finding, NotChecked
from claimcheck.reporters.digest import Totals, counted
from claimcheck.reporters.report.articles import SourceView
from claimcheck.reporters.report.scale import percent
from claimcheck.values.value_class import value_class

STATES: Mapping[ClaimState, tuple[str, str]] = {
    ClaimState.DISPUTED: ("disputed", "it takes part in a contradiction"),
    ClaimState.CONFIRMED: ("confirmed", "a claim of another source bears it out"),
    ClaimState.CHECKED: ("single source", "it was compared with claims of its own source alone"),
    ClaimState.NOT_CHECKED: ("not checked", "nothing else in the corpus says anything about it"),
}
"""Each state of a claim in the words of the page, and what it means, the worst first."""


@value_class
class StateShare:
    """How many claims are in a state, and its stretch of a bar of all."""

    state: ClaimState
    label: str
    meaning: str
    count: int
    x: str
    width: str


@value_class
class SourceRow:
    """A source beside the others: its claims by state, and the findings that it takes part in."""

    number: int
    source: Source
    claims: int
    met: int
    share: int
    states: tuple[StateShare, ...]
    findings: int


@value_class
class Gap:
    """Checks that could not be made for one reason, each with the name of its rule."""

    reason: str
    entries: tuple[tuple[str, NotChecked], ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of the rules, each once."""
        return tuple(dict.fromkeys(entry.rule for _, entry in self.entries))


def state_shares(counts: Mapping[ClaimState, int]) -> tuple[StateShare, ...]:
    """Return the states with their counts, as stretches of one bar."""
    total, left, found = sum(counts.values()), Fraction(0), []
    for state, (label, meaning) in STATES.items():
        count = counts.get(state, 0)
        share = Fraction(count, total) if total else Fraction(0)
        found.append(StateShare(state, label, meaning, count, percent(left), percent(share)))
        left += share
    return tuple(found)


def source_rows(sources: Sequence[SourceView], findings: Sequence[Finding]) -> tuple[SourceRow, ...]:
    """Return the sources compared, in their order."""
    involved: Counter[str] = Counter()
    for finding in findings:
        involved.update({evidence.claim.split("#", 1)[0] for evidence in finding.claims})
    rows = []
    for view in sources:
        counts = Counter(claim.state for claim in view.claims)
        met = len(view.claims) - counts[ClaimState.NOT_CHECKED]
        share = round(Fraction(100 * met, len(view.claims))) if view.claims else 0
        rows.append(
            SourceRow(
                view.number, view.source, len(view.claims), met, share, state_shares(counts), involved[view.source.id]
            )
        )
    return tuple(rows)


def gaps_of(result: Result, names: Mapping[str, str]) -> tuple[Gap, ...]:
    """Return the checks that could not be made, by reason, the most frequent first; below it in order of the rules."""
    groups: dict[str, list[NotChecked]] = {}
    for entry in sorted(result.not_checked, key=lambda entry: entry.rule):
        groups.setdefault(entry.reason, []).append(entry)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Gap(reason, tuple((names.get(e.rule, ""), e) for e in each)) for reason, each in ordered)


def left_aside(result: Result, totals: Totals) -> tuple[str, ...]:
    """Say what the verdict does not rest on, and why: one sentence for each kind, none where there is nothing."""
    corpus = result.corpus
    unread = len(corpus.sources) - len(corpus.articles)
    alone = totals.claims - totals.met
    told = (
        (alone, f"{counted(alone, 'claim')} met nothing else: no other claim says anything about the same thing."),
        (unread, f"{counted(unread, 'source')} came without a text, so the quotes were not looked up."),
        (
            len(corpus.unfounded),
            f"{counted(len(corpus.unfounded), 'claim')} compared with nothing, for the article does not bear it out.",
        ),
        (
            totals.suppressed,
            f"{counted(totals.suppressed, 'finding')} put aside by the claims themselves, with a reason.",
        ),
        (totals.baselined, f"{counted(totals.baselined, 'finding')} answered for in the baseline."),
        (totals.left_out, f"{counted(totals.left_out, 'finding')} left out by the settings or options."),
    )
    return tuple(sentence for number, sentence in told if number)
