"""The projects under examples/ give exactly the findings that they are there for, and their rules pass."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.engine.result import ClaimState, Result
from claimcheck.engine.run import check
from claimcheck.engine.workbench.examples import run_examples
from claimcheck.rules.load import RuleSet
from claimcheck.rules.pack import rules_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FINDINGS = {
    "polls": [
        ("error", "POL001", ["harbour-gazette-2024-05-06#council-for.share"]),
        (
            "error",
            "POL004",
            [
                "harbour-gazette-2024-05-06#residents-against.share",
                "harbour-gazette-2024-05-06#residents-for.share",
                "harbour-gazette-2024-05-06#residents-undecided.share",
            ],
        ),
    ],
    "casualties": [
        (
            "error",
            "CAS001",
            ["coast-radio-2024-03-02#first-evening.killed", "evening-news-2024-03-09#a-week-on.killed"],
        ),
        ("error", "CAS002", ["valley-courier-2024-03-04#two-days-on.injured"]),
    ],
}


@cache
def rules_for(name: str) -> RuleSet:
    return rules_of(open_project((), EXAMPLES / name))


@cache
def checked(name: str, root: Path = EXAMPLES) -> Result:
    rules = rules_for(name)
    return check(load(open_project((), root / name)), rules.rules, rules.findings)


def found(result: Result) -> list[tuple[str, str, list[str]]]:
    return [
        (str(each.severity), each.code, [f"{member.claim}.{member.field}" for member in each.claims])
        for each in result.findings
    ]


@pytest.fixture(scope="module")
def polls() -> Result:
    return checked("polls")


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_a_project_gives_its_findings_and_no_other(name: str) -> None:
    assert found(checked(name)) == FINDINGS[name]


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_the_rules_of_a_project_pass_their_examples(name: str) -> None:
    rules = rules_for(name)
    own = [rule for rule in rules.rules if rule.code.startswith(("POL", "CAS"))]
    assert len(own) >= 3
    failed = {rule.code: each.differences for rule in own for each in run_examples(rule, rules) if each.differences}
    assert failed == {}


def test_the_sample_is_the_suspect_of_the_poll_and_the_right_one_is_named(polls: Result) -> None:
    suspects = [(each.claim, each.field, each.stated, each.would_agree) for each in polls.findings[0].suspects]
    assert suspects == [("harbour-gazette-2024-05-06#council-for", "sample", "17", "16")]


def test_the_arithmetic_of_the_poll_is_written_out(polls: Result) -> None:
    assert any("44 % × 17 = 7.48" in line for line in polls.findings[0].derivation)
    assert polls.findings[1].derivation == ("1 - 62 % - 12 % = 26 % < 31 %",)


def test_claims_of_a_kind_of_ones_own_are_covered(polls: Result) -> None:
    assert polls.claims is not None
    by_state = {name: [entry.state for entry in polls.claims.values()].count(name) for name in ClaimState}
    assert by_state[ClaimState.NOT_CHECKED] == 0
    assert by_state[ClaimState.DISPUTED] == 4


def test_a_toll_falls_where_the_authority_did_not_revise_it(tmp_path: Path) -> None:
    root = shutil.copytree(EXAMPLES / "casualties", tmp_path / "casualties")
    file = root / "claims" / "evening-news.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("    count: revised\n", ""), encoding="utf-8")
    fallen = ["evening-news-2024-03-09#revised.killed", "valley-courier-2024-03-04#in-hospital.killed"]
    assert ("error", "CAS001", fallen) in found(checked("casualties", tmp_path))
