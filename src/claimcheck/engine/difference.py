"""Compares the findings of two states of a project: which are new, gone, changed, or still there, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from itertools import zip_longest

from claimcheck.corpus.comparison import Change, Changes
from claimcheck.engine.causes import causes, elsewhere
from claimcheck.engine.result import Result
from claimcheck.findings.model import Finding
from claimcheck.values.value_class import value_class


class Fate(StrEnum):
    """What became of a finding. One is changed when the same claims contradict each other in another way."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    SAME = "still there"


@value_class
class Difference:
    """A finding, what became of it, and the changes behind that.

    `because` are changes of its own claims and rules, or of what they rest on. Where none of these changed, `perhaps`
    are changes elsewhere that may lie behind it.
    """

    fate: Fate
    finding: Finding
    because: tuple[Change, ...] = ()
    perhaps: tuple[Change, ...] = ()


def differences(before: Result, after: Result, changes: Changes) -> tuple[Difference, ...]:
    """Return every finding of either state once, in the order of fates and then of places."""
    old, new = _by_name(before.findings), _by_name(after.findings)
    made: list[Difference] = []
    for name in old.keys() | new.keys():
        for one, other in zip_longest(old.get(name, []), new.get(name, [])):
            if one is None:
                made.append(_explained(Fate.NEW, other, changes, after))
            elif other is None:
                made.append(_explained(Fate.GONE, one, changes, before))
            elif _says(one) != _says(other):
                made.append(_explained(Fate.CHANGED, other, changes, after))
            else:
                made.append(Difference(Fate.SAME, other))
    fates = list(Fate)
    return tuple(sorted(made, key=lambda each: (fates.index(each.fate), each.finding.order)))


def _by_name(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.fingerprint].append(finding)
    return found


def _says(finding: Finding) -> tuple[object, ...]:
    """Return what a finding says, without its places."""
    return (finding.severity, finding.message, finding.derivation, finding.suspects, finding.alternatives)


def _explained(fate: Fate, finding: Finding, changes: Changes, result: Result) -> Difference:
    because = causes(finding, changes, result)
    return Difference(fate, finding, because, () if because else elsewhere(finding, changes, result))
