from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import factory
import jsonschema
import pytest
from outside_tools import installed, ran

from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding, Place, Severity
from claimcheck.reporters import sarif
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.sarif import REPORTER
from claimcheck.reporters.sarif_results import FINGERPRINT, RELATED, message

SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
MULTITOOL = "@microsoft/sarif-multitool-linux/Sarif.Multitool"
BROKEN = replace(
    factory.MISSPELT,
    code="RUL001",
    name="broken-rule",
    severity=Severity.ERROR,
    message="The rule cannot be used.",
    place=Place("rules/a b.yaml", 2, 3),
)


def run_of(*findings: Finding, options: ReportOptions | None = None) -> dict[str, Any]:
    made = replace(factory.full(), findings=findings)
    log = json.loads(REPORTER.render(made, options or ReportOptions()))
    run: dict[str, Any] = log["runs"][0]
    return run


def location(file: str, line: int, column: int, text: str | None = None) -> dict[str, Any]:
    physical = {
        "artifactLocation": {"uri": file},
        "region": {"startLine": line, "startColumn": column},
    }
    return {"physicalLocation": physical} | ({} if text is None else {"message": {"text": text}})


THIRTIETH = "CGTN, 2022-09-16: “the 30th anniversary of diplomatic ties” → 1992 (ordinal)"
THIRTY_FIRST = "Global Times, 2024-07-03: “the 31st anniversary of ties” → 1993 (ordinal)"
RESULT = {
    "ruleId": "ANN001",
    "ruleIndex": 0,
    "level": "error",
    "message": {
        "text": "The anniversaries count from 1992 and from 1993.\n"
        "Arithmetic: 2022 - 30 = 1992\n"
        "Arithmetic: 2024 - 31 = 1993\n"
        f"{THIRTIETH}\n{THIRTY_FIRST}\n"
        "either ordinal 29 instead of 30 in cgtn-2022#ties-30th\n"
        "or ordinal 32 instead of 31 in gt-2024#ties-31st (one digit)\n"
        "Claims: [cgtn-2022#ties-30th](1), [gt-2024#ties-31st](2)"
    },
    "locations": [location("claims/cgtn-2022.yaml", 11, 14)],
    "partialFingerprints": {FINGERPRINT: factory.CONTRADICTION.fingerprint},
    "relatedLocations": [
        {
            "id": 1,
            **location("claims/cgtn-2022.yaml", 11, 14, THIRTIETH),
            "logicalLocations": [{"fullyQualifiedName": "cgtn-2022#ties-30th", "kind": "member"}],
        },
        {
            "id": 2,
            **location("claims/gt-2024.yaml", 19, 14, THIRTY_FIRST),
            "logicalLocations": [{"fullyQualifiedName": "gt-2024#ties-31st", "kind": "member"}],
        },
    ],
    "codeFlows": [
        {
            "threadFlows": [
                {
                    "locations": [
                        {"location": location("claims/cgtn-2022.yaml", 11, 14, THIRTIETH)},
                        {"location": location("claims/gt-2024.yaml", 19, 14, THIRTY_FIRST)},
                        {"location": location("claims/cgtn-2022.yaml", 11, 14, "2022 - 30 = 1992")},
                        {"location": location("claims/cgtn-2022.yaml", 11, 14, "2024 - 31 = 1993")},
                    ]
                }
            ]
        }
    ],
    "properties": {"reading": "charitable", "subject": "origin[ties]"},
}


def test_a_contradiction_has_its_claims_its_arithmetic_and_its_fingerprint() -> None:
    assert run_of(factory.CONTRADICTION)["results"] == [RESULT]


def test_rules_have_help_and_results_refer_to_them_by_index() -> None:
    run = run_of(factory.NEAR, factory.MISSPELT, factory.CONTRADICTION)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["ANN001", "CLM001", "KEY001"]
    assert rules[0] == {
        "id": "ANN001",
        "name": "conflicting-anniversaries",
        "shortDescription": {"text": "Anniversaries of one event do not count from one year."},
        "fullDescription": {"text": "The nth anniversary in year y says that the event took place in y - n."},
        "help": {
            "text": "Anniversaries of one event do not count from one year.\n\n"
            "The nth anniversary in year y says that the event took place in y - n.\n\n"
            "`claimcheck explain ANN001` shows it with its examples.",
            "markdown": "# ANN001 conflicting-anniversaries\n\n"
            "Anniversaries of one event do not count from one year.\n\n"
            "The nth anniversary in year y says that the event took place in y - n.\n\n"
            "`claimcheck explain ANN001` shows it with its examples.",
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["anniversary"], "problem.severity": "error"},
    }
    told = [(each["ruleId"], rules[each["ruleIndex"]]["id"], each["level"]) for each in run["results"]]
    assert told == [("ANN001", "ANN001", "error"), ("CLM001", "CLM001", "warning"), ("KEY001", "KEY001", "note")]


def test_quiet_leaves_infos_out() -> None:
    run = run_of(factory.NEAR, factory.MISSPELT, options=ReportOptions(quiet=True))
    assert [each["ruleId"] for each in run["results"]] == ["CLM001"]


def test_a_run_that_is_whole_says_what_it_left_aside() -> None:
    invocation = run_of(factory.MISSPELT)["invocations"][0]
    assert invocation == {
        "executionSuccessful": True,
        "toolConfigurationNotifications": [],
        "toolExecutionNotifications": [
            {"level": "note", "message": {"text": "1 check could not be made."}},
            {
                "level": "note",
                "message": {
                    "text": "Findings that are answered for and no results: "
                    "0 in the baseline, 1 ignored by their claims."
                },
            },
        ],
    }


def test_a_broken_rule_is_a_notification_and_the_run_failed() -> None:
    setting = replace(BROKEN, code="CFG001", message="No such key.", place=Place("pyproject.toml", 7, 1))
    invocation = run_of(BROKEN, setting)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert (invocation["exitCode"], invocation["exitCodeDescription"]) == (2, "the run is not to be trusted")
    assert invocation["toolExecutionNotifications"][0] == {
        "descriptor": {"id": "RUL001"},
        "level": "error",
        "message": {"text": "The rule cannot be used."},
        "locations": [location("rules/a%20b.yaml", 2, 3)],
    }
    assert [each["descriptor"]["id"] for each in invocation["toolConfigurationNotifications"]] == ["CFG001"]


def test_what_a_baseline_answers_for_is_counted_and_is_no_result() -> None:
    result = replace(factory.full(), findings=(), baselined=(factory.CONTRADICTION,))
    run = json.loads(REPORTER.render(result, ReportOptions()))["runs"][0]
    assert run["results"] == []
    assert run["properties"]["baselined"] == 1


def test_results_beyond_the_limit_are_the_mildest_and_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 2)
    run = run_of(factory.NEAR, factory.MISSPELT, factory.CONTRADICTION)
    assert [each["ruleId"] for each in run["results"]] == ["ANN001", "CLM001"]
    first = run["invocations"][0]["toolExecutionNotifications"][0]
    assert first == {"level": "warning", "message": {"text": "1 result left out: a log takes no more of them."}}


def test_a_log_that_is_too_large_when_compressed_is_cut_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "GZIPPED", 40_000)
    letters = random.Random(1)
    many = [replace(factory.MISSPELT, message=f"{letters.getrandbits(4_000):x}") for _ in range(90)]
    run = run_of(*many)
    kept = len(run["results"])
    assert 20 <= kept < 90
    left = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert left == f"{90 - kept} results left out: a log takes no more of them."


def test_related_locations_and_steps_have_limits() -> None:
    giant = replace(factory.CONTRADICTION, claims=factory.CONTRADICTION.claims * 700, derivation=("1 + 1 = 2",) * 2_000)
    result = run_of(giant)["results"][0]
    assert len(result["relatedLocations"]) == RELATED
    assert len(result["codeFlows"][0]["threadFlows"][0]["locations"]) == RELATED
    assert len(result["message"]["text"]) < 10_000


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("origin[ties]", "origin[ties]"),
        ("[x](javascript:y)", "\\[x\\](javascript:y)"),
        ("\\[x](1)", "\\\\\\[x\\](1)"),
        ("[[a]](2)", "\\[\\[a\\]\\](2)"),
    ],
)
def test_no_words_of_a_source_become_a_link(text: str, safe: str) -> None:
    assert message(text) == safe


def test_a_project_below_the_top_of_its_repository_is_found_there(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    inside = replace(factory.corpus(), root=tmp_path / "desk" / "facts")
    log = json.loads(REPORTER.render(replace(factory.full(), corpus=inside), ReportOptions()))
    first = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert first == {"uri": "desk/facts/claims/cgtn-2022.yaml"}


@pytest.mark.parametrize("name", ["full", "clean", "hostile"])
def test_the_log_is_valid_by_the_official_schema(name: str) -> None:
    schema = json.loads(installed(SCHEMA).read_text(encoding="utf-8"))
    log = json.loads(REPORTER.render(getattr(factory, name)(), ReportOptions()))
    found = jsonschema.validators.validator_for(schema)(schema).iter_errors(log)
    assert [f"{error.json_path}: {error.message}" for error in found] == []


def test_the_multitool_of_the_standard_finds_nothing_but_the_missing_address(tmp_path: Path) -> None:
    whole = replace(factory.full(), findings=(*factory.full().findings, BROKEN))
    (tmp_path / "log.sarif").write_text(REPORTER.render(whole, ReportOptions()), encoding="utf-8")
    done = ran(MULTITOOL, "validate", "log.sarif", "--rule-kind", "Sarif;Ghas", folder=tmp_path)
    told = [line for line in done.stdout.splitlines() if ": error " in line or ": warning " in line]
    assert "Analysis completed successfully." in done.stdout, done.stdout + done.stderr
    assert [line for line in told if " SARIF2005: " not in line] == []


def test_every_untrusted_check_makes_the_run_a_failed_one() -> None:
    untrusted = [check for check in CHECKS.values() if check.untrusted]
    for check in untrusted:
        finding = replace(BROKEN, code=check.code, name=check.name)
        assert run_of(finding)["invocations"][0]["executionSuccessful"] is False, check.code
