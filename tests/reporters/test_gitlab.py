from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import factory
from outside_tools import type_errors

from claimcheck.findings.model import Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.gitlab import REPORTER

DECLARATION = 'import type { Issue } from "codeclimate-types";\nconst value: Issue[]'


def test_an_issue_has_what_gitlab_needs() -> None:
    issues = json.loads(REPORTER.render(factory.full(), ReportOptions()))
    assert issues[0] == {
        "type": "issue",
        "check_name": "ANN001 conflicting-anniversaries",
        "description": "ANN001: The anniversaries count from 1992 and from 1993.",
        "content": {
            "body": "```text\n"
            "The anniversaries count from 1992 and from 1993.\n"
            "Arithmetic: 2022 - 30 = 1992\n"
            "Arithmetic: 2024 - 31 = 1993\n"
            "CGTN, 2022-09-16: “the 30th anniversary of diplomatic ties” → 1992 (ordinal)\n"
            "Global Times, 2024-07-03: “the 31st anniversary of ties” → 1993 (ordinal)\n"
            "either ordinal 29 instead of 30 in cgtn-2022#ties-30th\n"
            "or ordinal 32 instead of 31 in gt-2024#ties-31st (one digit)\n"
            "```"
        },
        "categories": ["Bug Risk"],
        "severity": "major",
        "fingerprint": factory.CONTRADICTION.fingerprint,
        "location": {"path": "claims/cgtn-2022.yaml", "lines": {"begin": 11, "end": 11}},
        "other_locations": [{"path": "claims/gt-2024.yaml", "lines": {"begin": 19, "end": 19}}],
    }
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info"]


def test_a_run_that_is_not_to_be_trusted_blocks() -> None:
    broken = replace(factory.MISSPELT, code="RUL001", severity=Severity.ERROR)
    issues = json.loads(REPORTER.render(replace(factory.full(), findings=(broken,)), ReportOptions()))
    assert [issue["severity"] for issue in issues] == ["blocker"]


def test_two_findings_of_one_fingerprint_are_two_issues_that_stay_the_same() -> None:
    twice = replace(factory.full(), findings=(factory.MISSPELT,) * 3)
    names = [issue["fingerprint"] for issue in json.loads(REPORTER.render(twice, ReportOptions()))]
    assert names[0] == factory.MISSPELT.fingerprint
    assert len(set(names)) == 3
    assert names == [issue["fingerprint"] for issue in json.loads(REPORTER.render(twice, ReportOptions()))]


def test_nothing_found_is_an_empty_list() -> None:
    assert REPORTER.render(factory.clean(), ReportOptions()) == "[]\n"


def test_the_issues_are_what_the_types_of_the_format_say(tmp_path: Path) -> None:
    for name in ("full", "hostile"):
        text = REPORTER.render(getattr(factory, name)(), ReportOptions())
        assert type_errors(tmp_path, DECLARATION, text) == ""
    wrong = text.replace('"major"', '"bad"')
    assert "'\"bad\"' is not assignable" in type_errors(tmp_path, DECLARATION, wrong)
