"""The examples of a rule as its proof: it can speak and be silent, it is needed, and it fits the other rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.engine.rule_lint.bench import Bench, RuleProblem, Trial
from claimcheck.findings.model import Finding, Place, Severity
from claimcheck.rules.rule import Rule


def problems(rule: Rule, bench: Bench) -> Iterator[RuleProblem]:
    """Yield what a rule's examples fail to show, and what they show against it."""
    trials = bench.trials(rule)
    if not any(trial.grounds for trial in trials):
        said = "no example has claims that the rule applies to, so nothing shows that it can ever speak"
        yield _problem(rule, bench.place(rule, "examples", key=True), "never-applies", said, Severity.ERROR)
        return
    yield from _speaks(rule, bench, trials)
    yield from _is_silent(rule, bench, trials)
    yield from _contradicts(rule, trials)
    yield from _shadowed(rule, bench, trials)


def _problem(rule: Rule, place: Place, check: str, said: str, severity: Severity = Severity.WARNING) -> RuleProblem:
    return RuleProblem(place, rule.code, check, severity, said)


def _speaks(rule: Rule, bench: Bench, trials: Sequence[Trial]) -> Iterator[RuleProblem]:
    if any(found for trial in trials for found in trial.found_by(rule.code)):
        return
    others = sorted({finding.code for trial in trials if not trial.is_agreeing for finding in trial.findings})
    if others:
        said = f"{' and '.join(others)} found each of its conflicts, and it has a part in none"
        yield _problem(rule, bench.place(rule, "code"), "shadowed-by-another", said)
    else:
        said = "the rule has a part in no finding of its examples; add one whose claims conflict"
        yield _problem(rule, bench.place(rule, "examples", key=True), "no-conflicting-example", said)


def _is_silent(rule: Rule, bench: Bench, trials: Sequence[Trial]) -> Iterator[RuleProblem]:
    place = bench.place(rule, "examples", key=True)
    agreeing = [trial for trial in trials if trial.is_agreeing]
    if not agreeing:
        yield _problem(rule, place, "no-agreeing-example", "every example conflicts; add one whose claims agree")
    elif not any(trial.grounds or _meets(rule, trial) for trial in agreeing):
        said = "no agreeing example has claims that the rule applies to: it may speak of whatever it meets"
        yield _problem(rule, place, "fires-on-everything", said)


def _meets(rule: Rule, trial: Trial) -> bool:
    """Whether an example has claims of every kind that the rule binds, so that its `where` keeps them out."""
    kinds = [claim.get("kind") for claim in trial.example.claims]
    return bool(rule.binders) and all(any(kind in binder.kinds for kind in kinds) for binder in rule.binders)


def _contradicts(rule: Rule, trials: Sequence[Trial]) -> Iterator[RuleProblem]:
    """Yield the agreeing examples in which another rule finds something."""
    for trial in trials:
        if not trial.is_agreeing:
            continue
        for finding in trial.findings:
            if rule.code not in (finding.code, *finding.rules):
                said = f'{finding.code} gives {_a(finding)} where "{trial.example.name}" agrees: {finding.message}'
                yield _problem(rule, trial.place, "contradicted-by-another", said, finding.severity)


def _a(finding: Finding) -> str:
    return "an error" if finding.severity is Severity.ERROR else "a warning"


def _shadowed(rule: Rule, bench: Bench, trials: Sequence[Trial]) -> Iterator[RuleProblem]:
    """Yield a rule without which every one of its conflicts is found all the same, with the same claims."""
    others = tuple(other for other in bench.rules.rules if other.code != rule.code)
    codes: set[str] = set()
    conflicts = [(trial, found) for trial in trials for found in trial.found_by(rule.code)]
    for trial, finding in conflicts:
        again = [each for each in bench.findings(rule, trial.number, others) if _covers(each, finding)]
        if not again:
            return
        codes |= {each.code for each in again}
    if conflicts:
        named = any(finding.code == rule.code for _, finding in conflicts)
        said = f"{' and '.join(sorted(codes))} found each of its conflicts without it, with the same claims"
        if named:
            said += "; it gives them a name of their own, and no more"
        severity = Severity.INFO if named else Severity.WARNING
        yield _problem(rule, bench.place(rule, "code"), "shadowed-by-another", said, severity)


def _covers(one: Finding, other: Finding) -> bool:
    """Whether a finding says at least as much as another: of the same claims or fewer, and as severely."""
    mine, theirs = ({member.claim for member in finding.claims} for finding in (one, other))
    return mine <= theirs and one.severity.rank <= other.severity.rank
