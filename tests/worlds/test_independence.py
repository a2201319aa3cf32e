"""What must change nothing: the order of files and claims, and sources about something else."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from consistency import pack
from corpora import Data, Report, corpus_of
from diagnosing import contradicted

from claimcheck.engine.run import check
from claimcheck.findings.model import Finding
from worlds import consistent

RULES = pack()
ELSEWHERE: Data = {"kind": "quantity", "metric": "output", "of": ["mill"], "during": 2010}


def _with_a_falsehood(seed: int) -> tuple[Data, list[Report]]:
    vocabulary, reports = consistent(seed)
    planted = contradicted(vocabulary, reports, Random(seed), RULES)
    assert planted is not None
    return vocabulary, planted.reports


def _told(finding: Finding) -> str:
    """Return all of a finding but its line, which is where the claim was moved to."""
    claims = tuple(replace(member, place=replace(member.place, line=1)) for member in finding.claims)
    return repr(replace(finding, place=replace(finding.place, line=1), claims=claims))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_and_claims_changes_nothing(seed: int) -> None:
    vocabulary, reports = _with_a_falsehood(seed)
    rng = Random(seed)
    moved = [Report(each.source, tuple(rng.sample(each.claims, len(each.claims)))) for each in reports]
    rng.shuffle(moved)
    before, after = check(corpus_of(vocabulary, reports), RULES), check(corpus_of(vocabulary, moved), RULES)
    assert before.findings
    assert sorted(map(_told, after.findings)) == sorted(map(_told, before.findings))
    assert after.agreements == before.agreements
    assert after.not_checked == before.not_checked
    assert after.claims == before.claims


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("values", [("$52 million", "$52.1 million"), ("$52 million", "$25 million")])
def test_a_source_about_something_else_changes_no_finding(seed: int, values: tuple[str, str]) -> None:
    vocabulary, reports = _with_a_falsehood(seed)
    wider = {
        **vocabulary,
        "entities": {**vocabulary["entities"], "mill": {"type": "company"}},
        "metrics": {**vocabulary["metrics"], "output": {"unit": "USD", "measures": "flow", "of": ["company"]}},
    }
    more = [
        Report(
            {"id": f"aside-{number}", "published": "2024-01-01"},
            ({"id": "output", **ELSEWHERE, "value": value},),
        )
        for number, value in enumerate(values)
    ]
    before = [repr(finding) for finding in check(corpus_of(vocabulary, reports), RULES).findings]
    after = [repr(finding) for finding in check(corpus_of(wider, [*reports, *more]), RULES).findings]
    added = [text for text in after if text not in before]
    assert [text for text in after if text in before] == before
    assert len(added) == (values[1] == "$25 million")
    assert all("aside-0#output" in text for text in added)
