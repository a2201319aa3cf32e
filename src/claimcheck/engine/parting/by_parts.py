"""Checks a corpus part by part: what comes of it is what comes of checking everything at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.collector import no_collector
from claimcheck.engine.parting.in_parallel import SharedParts, shared_parts
from claimcheck.engine.parting.known_parts import KnownParts
from claimcheck.engine.parting.merge import comparable, merged
from claimcheck.engine.parting.part import PartResult
from claimcheck.engine.parting.part_checker import A_BUNDLE, PartChecker
from claimcheck.engine.parting.parts import CheckParts, MakeKeys, Part, PartProofs, check_in_parts
from claimcheck.engine.parting.workers import workers_for
from claimcheck.engine.result import Result
from claimcheck.findings.model import Finding
from claimcheck.rules.rule import Rule

Know = Callable[[Sequence[ClaimRecord]], KnownParts]
"""Returns what is known of the parts of claims from earlier runs."""

Share = Callable[[PartChecker], AbstractContextManager[SharedParts]]
"""Has workers for the parts of some claims."""

BUNDLES_A_WORKER = 8
"""Into how many bundles the parts of a worker are taken, so that none waits long for another."""


@no_collector()
def check_by_parts(
    corpus: Corpus,
    rules: Sequence[Rule],
    rule_findings: Sequence[Finding] = (),
    *,
    asleep: Collection[str] = (),
    know: Know | None = None,
    jobs: int | None = 1,
    share: Share | None = None,
) -> Result:
    """Return what `check` does.

    `jobs` is how many processes share the work, None as many as pay; `share` has others do it.
    """
    claims = comparable(corpus)
    count = workers_for(len(claims), jobs)
    checker = PartChecker(claims, rules, corpus.vocabulary)
    known = None if know is None else know(claims)
    if count == 1 and share is None:
        results = _checked(checker, known, checker.keys, checker.check_all, A_BUNDLE)
    else:
        with shared_parts(checker, count) if share is None else share(checker) as shared:
            size = 0 if known is not None else len(claims) // (shared.count * BUNDLES_A_WORKER)
            results = _checked(checker, known, shared.keys, shared.check_all, size)
    proofs = PartProofs(results, checker.prove)
    return merged(corpus, rules, rule_findings, list(results.values()), proofs, asleep)


def _checked(
    checker: PartChecker, known: KnownParts | None, make: MakeKeys, check: CheckParts, size: int = 0
) -> dict[Part, PartResult]:
    if known is None:
        return check_in_parts(make(range(len(checker.claims))), check, size)
    return check_in_parts(known.keys(make), known.checking(check))
