"""Measures rules on a corpus: what each met, what came of it, and its share of the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from time import perf_counter_ns

from claimcheck.corpus.corpus import Corpus
from claimcheck.engine.grounding.grounding import Grounder, in_scope
from claimcheck.engine.run import check
from claimcheck.engine.solving.dated import judges
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.workbench.drafts import claims_in_force
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import value_class


@value_class
class RuleProfile:
    """What one rule came to, under the plain reading, which every rule takes part in.

    `nanoseconds` are those of its grounding under both readings, and its part of judging the components that it has
    constraints in. They differ from run to run: only the share of the whole says something.
    """

    rule: Rule
    matches: int
    constraints: int
    findings: int
    not_checked: int
    nanoseconds: int


@value_class
class Profile:
    """All rules, the most costly first."""

    corpus: Corpus
    rules: tuple[RuleProfile, ...]

    @property
    def nanoseconds(self) -> int:
        """The time of all rules together."""
        return sum(each.nanoseconds for each in self.rules)


class _TimedGrounder(Grounder):
    """Grounds rules and notes how long each takes."""

    times: Counter[str]

    def apply(self, rule: Rule) -> None:
        begun = perf_counter_ns()
        super().apply(rule)
        self.times[rule.code] += perf_counter_ns() - begun


def profile(corpus: Corpus, rules: Sequence[Rule]) -> Profile:
    """Check a corpus once for the findings, and ground and judge it once more, timed, under both readings."""
    result = check(corpus, rules)
    found = Counter(code for finding in result.findings for code in dict.fromkeys((finding.code, *finding.rules)))
    times: Counter[str] = Counter()
    _timed(corpus, rules, Reading.CHARITABLE, times)
    plain = _timed(corpus, rules, Reading.PLAIN, times)
    constraints = Counter(each.rule.code for each in plain.result.constraints)
    missed = Counter(entry.rule for entry in plain.result.not_checked)
    measured = [
        RuleProfile(
            rule,
            plain.result.matches[rule.code],
            constraints[rule.code],
            found[rule.code],
            missed[rule.code],
            times[rule.code],
        )
        for rule in rules
    ]
    return Profile(corpus, tuple(sorted(measured, key=lambda each: (-each.nanoseconds, each.rule.code))))


def _timed(corpus: Corpus, rules: Sequence[Rule], reading: Reading, times: Counter[str]) -> _TimedGrounder:
    claims = claims_in_force(corpus)
    grounder = _TimedGrounder(*in_scope(rules, claims, reading), corpus.vocabulary, reading)
    grounder.times = times
    constraints = grounder.go().constraints
    shared = [each for each in constraints if each.as_of is None]
    dated = [each for each in constraints if each.as_of is not None]
    for judge in judges(shared, dated, {claim.id: claim for claim in claims}):
        begun = perf_counter_ns()
        judge.verdict()
        _divide(perf_counter_ns() - begun, judge, times)
    return grounder


def _divide(nanoseconds: int, judge: Judge, times: Counter[str]) -> None:
    """Charge the time of a component to the rules in it, by the number of their constraints."""
    parts = Counter(each.rule.code for each in judge.grounds)
    for code, count in parts.items():
        times[code] += nanoseconds * count // parts.total()
