from __future__ import annotations

import json
from pathlib import Path

import factory
import pytest
from outside_tools import installed, ran

from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.rdjson import REPORTER


def test_a_diagnostic_has_its_line_its_code_and_the_other_claim() -> None:
    result = json.loads(REPORTER.render(factory.full(), ReportOptions()))
    assert result["source"] == {"name": "claimcheck"}
    first = result["diagnostics"][0]
    assert first.pop("message").splitlines()[:2] == [
        "The anniversaries count from 1992 and from 1993.",
        "Arithmetic: 2022 - 30 = 1992",
    ]
    assert first == {
        "location": {"path": "claims/cgtn-2022.yaml", "range": {"start": {"line": 11}}},
        "severity": "ERROR",
        "code": {"value": "ANN001"},
        "related_locations": [
            {
                "message": "Global Times, 2024-07-03: “the 31st anniversary of ties” → 1993 (ordinal)",
                "location": {"path": "claims/gt-2024.yaml", "range": {"start": {"line": 19}}},
            }
        ],
    }
    assert [each["severity"] for each in result["diagnostics"]] == ["ERROR", "WARNING", "INFO"]


@pytest.mark.parametrize("name", ["full", "clean", "hostile"])
def test_the_validator_of_the_format_accepts_it(tmp_path: Path, name: str) -> None:
    text = REPORTER.render(getattr(factory, name)(), ReportOptions())
    (tmp_path / "good.json").write_text(text, encoding="utf-8")
    tool = ".bin/rdformat-validator"
    done = ran(tool, "--strict", "--format", "json", "good.json", folder=tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_validator_would_see_a_mistake(tmp_path: Path) -> None:
    installed(".bin/rdformat-validator")
    text = REPORTER.render(factory.full(), ReportOptions()).replace('"message"', '"massage"')
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    assert ran(".bin/rdformat-validator", "--strict", "bad.json", folder=tmp_path).returncode == 1
