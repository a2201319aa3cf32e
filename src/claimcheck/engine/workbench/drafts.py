"""Tries a rule on a corpus: what it meets there, and what it changes beside the other rules. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import superseded
from claimcheck.engine.grounding.grounding import Grounding, ground
from claimcheck.engine.grounding.match import matches
from claimcheck.engine.result import ClaimState, Result
from claimcheck.engine.run import check
from claimcheck.findings.model import Agreement, Finding, NotChecked
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import value_class


@value_class
class Change:
    """A finding that a rule changes: as it is without the rule, and with it."""

    before: Finding
    after: Finding


@value_class
class Meeting:
    """What a rule met in a corpus, under the plain reading.

    `matches` are the claims, or tuples of claims, and index names that it was applied to; `left_out` those that its
    `where` is not about, `excepted` those that a claim ignores it for.
    """

    claims: tuple[str, ...]
    sources: int
    matches: int
    constraints: int
    left_out: int
    excepted: int
    not_checked: tuple[NotChecked, ...]
    faults: tuple[str, ...]


@value_class
class Trial:
    """What a rule does to a corpus: to its findings, its agreements and its coverage."""

    rule: Rule
    meeting: Meeting
    after: Result
    new: tuple[Finding, ...]
    changed: tuple[Change, ...]
    gone: tuple[Finding, ...]
    agreed: tuple[Agreement, ...]
    no_longer_agreed: tuple[Agreement, ...]
    newly_checked: tuple[str, ...]


def try_rule(corpus: Corpus, rules: Sequence[Rule], rule: Rule) -> Trial:
    """Check a corpus without a rule and with it. A rule of the same code is the state before, if it is another file."""
    replaced = [each for each in rules if each.code == rule.code and each.path != rule.path]
    others = [each for each in rules if each.code != rule.code]
    with_it = sorted([*others, rule], key=lambda each: each.code)
    before = check(corpus, sorted([*others, *replaced], key=lambda each: each.code))
    after = check(corpus, with_it)
    old = {finding.fingerprint: finding for finding in before.findings}
    now = {finding.fingerprint: finding for finding in after.findings}
    agreed_before = {(each.subject, each.value): each for each in before.agreements}
    agreed_now = {(each.subject, each.value): each for each in after.agreements}
    return Trial(
        rule,
        meeting(corpus, with_it, rule),
        after,
        tuple(finding for key, finding in now.items() if key not in old),
        tuple(Change(old[key], new) for key, new in now.items() if key in old and old[key] != new),
        tuple(finding for key, finding in old.items() if key not in now),
        tuple(each for key, each in agreed_now.items() if key not in agreed_before),
        tuple(each for key, each in agreed_before.items() if key not in agreed_now),
        _newly_checked(before, after),
    )


def _newly_checked(before: Result, after: Result) -> tuple[str, ...]:
    earlier, later = before.claims or {}, after.claims or {}
    unchecked = ClaimState.NOT_CHECKED
    return tuple(
        claim for claim, entry in later.items() if entry.state is not unchecked and earlier[claim].state is unchecked
    )


def claims_in_force(corpus: Corpus) -> list[ClaimRecord]:
    """Return the claims that a run compares: those that no other replaces and that their article bears out."""
    replaced = superseded(corpus.claims)
    return [claim for claim in corpus.claims if claim.entry not in replaced | corpus.unfounded]


def meeting(corpus: Corpus, rules: Sequence[Rule], rule: Rule) -> Meeting:
    """Return what one of the rules met in a corpus."""
    claims = claims_in_force(corpus)
    grounding = ground(rules, claims, corpus.vocabulary, Reading.PLAIN)
    by_kind: dict[str, list[ClaimRecord]] = {}
    for claim in claims:
        by_kind.setdefault(claim.kind, []).append(claim)
    bound = {claim.id: claim for match in _bound(rule, by_kind) for claim in match}
    return Meeting(
        tuple(sorted(bound)),
        len({claim.source.id for claim in bound.values()}),
        grounding.matches[rule.code],
        sum(each.rule is rule for each in grounding.constraints),
        grounding.left_out[rule.code],
        sum(code == rule.code for _, code in grounding.excepted),
        _missed(grounding, rule),
        tuple(sorted({fault.message for fault in grounding.faults if fault.rule is rule})),
    )


def _bound(rule: Rule, by_kind: dict[str, list[ClaimRecord]]) -> Sequence[tuple[ClaimRecord, ...]]:
    return [tuple(match.values()) for match in matches(rule, by_kind)] if rule.binders else []


def _missed(grounding: Grounding, rule: Rule) -> tuple[NotChecked, ...]:
    return tuple(entry for entry in grounding.not_checked if entry.rule == rule.code)
