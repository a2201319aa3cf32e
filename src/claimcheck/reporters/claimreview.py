"""The reporter `claimreview`: ClaimReview of schema.org as JSON-LD, for the claims that contradictions put in doubt.

It says which claim how many others contradict. It never says that a claim is false: no source is the judge of another.
Who publishes a review adds its own `url`, `author` and `datePublished`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from claimcheck.engine.result import Result
from claimcheck.findings.model import Evidence, Finding
from claimcheck.reporters.as_json import as_text
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.brief import clipped, worst_first
from claimcheck.reporters.columns import shown
from claimcheck.reporters.digest import counted
from claimcheck.reporters.witness import READINGS, Witness, Witnesses

_TEXT = 5_000

_Object = dict[str, Any]


class ClaimReviewReporter:
    """Prints one review for each claim that a contradiction puts in doubt."""

    name = "claimreview"
    suffix = ".jsonld"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return a graph of reviews, which is empty where nothing is in doubt."""
        witnesses = Witnesses(result.corpus)
        reviews = [
            _review(finding, evidence, witnesses)
            for finding in worst_first(result.findings, options)
            for evidence in _doubted(finding)
        ]
        return as_text({"@context": "https://schema.org", "@graph": reviews})


REPORTER = ClaimReviewReporter()


def _doubted(finding: Finding) -> Iterator[Evidence]:
    """Yield a claim's first part in a contradiction, for each suspect, else for each claim of an alternative."""
    if finding.reading is None:
        return
    doubts = finding.suspects or tuple(correction for way in finding.alternatives for correction in way)
    names, told = {correction.claim for correction in doubts}, set()
    for evidence in finding.claims:
        if evidence.claim in names and evidence.claim not in told:
            told.add(evidence.claim)
            yield evidence


def _review(finding: Finding, evidence: Evidence, witnesses: Witnesses) -> _Object:
    witness = witnesses.of(evidence)
    rating = _rating(finding, evidence)
    lines = [finding.message, *finding.derivation, READINGS.get(finding.reading or "", "")]
    return {
        "@type": "ClaimReview",
        "@id": f"#{finding.fingerprint}-{quote(evidence.claim, safe='', errors='surrogatepass')}",
        "claimReviewed": shown(clipped(evidence.quote, _TEXT)),
        "itemReviewed": _claim(witness),
        "reviewRating": {"@type": "Rating", "alternateName": rating, "ratingExplanation": shown(finding.message)},
        "reviewBody": clipped("\n".join(shown(line) for line in lines if line), _TEXT),
    }


def _rating(finding: Finding, evidence: Evidence) -> str:
    others = {each.claim for each in finding.claims} - {evidence.claim}
    own, sources = evidence.claim.split("#", 1)[0], {claim.split("#", 1)[0] for claim in others}
    if not others:
        return "at odds with itself"
    whose = "its own source" if sources == {own} else counted(len(sources), "source")
    return f"contradicted by {counted(len(others), 'claim')} of {whose}, taken together"


def _claim(witness: Witness) -> _Object:
    source = witness.source
    who = witness.speaker or (source.publisher if source is not None else None) or witness.source_id
    kind = "Person" if witness.speaker else "Organization"
    claim: _Object = {"@type": "Claim", "author": {"@type": kind, "name": shown(who)}}
    return claim | ({} if source is None else {"datePublished": str(source.published), "appearance": _work(witness)})


def _work(witness: Witness) -> _Object:
    source = witness.source
    assert source is not None
    known = {
        "headline": source.title,
        "publisher": {"@type": "Organization", "name": shown(source.publisher)} if source.publisher else None,
        "author": {"@type": "Person", "name": shown(source.author)} if source.author else None,
        "datePublished": str(source.published),
        "inLanguage": source.language,
        "url": source.url if source.url and source.url.lower().startswith(("http://", "https://")) else None,
    }
    shown_ = {key: shown(value) if isinstance(value, str) else value for key, value in known.items() if value}
    return {"@type": "NewsArticle", **shown_}
