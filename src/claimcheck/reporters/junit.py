"""The reporter `junit`: the rules as test suites, in the XML that test reports of CI servers are in.

A finding is a failed test case, whatever its severity says of the exit status; a check that could not be made is a
skipped one, and so is a rule that met no claim. An info fails nothing and stands in the output of its suite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field
from xml.etree import ElementTree

from claimcheck.engine.result import Result
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding, NotChecked, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.brief import clipped
from claimcheck.reporters.columns import shown
from claimcheck.reporters.digest import coverage, totals, verdict
from claimcheck.reporters.text import finding_lines
from claimcheck.values.value_class import slot_class

SKIPPED = 1_000
"""The most test cases of a suite for checks that could not be made; the last one counts the rest."""

_MESSAGE = 1_000
_BODY = 20_000


@slot_class()
class _Suite:
    """What is known of one code."""

    name: str
    findings: list[Finding] = field(default_factory=list)
    gaps: list[NotChecked] = field(default_factory=list)
    compared: int = 0


class JunitReporter:
    """Prints a test suite for each rule that ran and for each built-in check that spoke."""

    name = "junit"
    suffix = ".xml"

    def render(self, result: Result, options: ReportOptions) -> str:
        """Return the XML, without times: the same result gives the same text."""
        root = ElementTree.Element("testsuites", name="claimcheck")
        for code, suite in sorted(_suites(result, options).items()):
            root.append(_element(code, suite, result))
        for number in ("tests", "failures", "errors"):
            root.set(number, str(sum(int(each.get(number, "0")) for each in root)))
        root.append(_summary(result))
        ElementTree.indent(root)
        text = ElementTree.tostring(root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


REPORTER = JunitReporter()


def _suites(result: Result, options: ReportOptions) -> dict[str, _Suite]:
    suites: defaultdict[str, _Suite] = defaultdict(lambda: _Suite(""))
    for rule in result.rules:
        suites[rule.code].name = rule.model.name
    for finding in result.findings:
        if options.with_infos or finding.severity is not Severity.INFO:
            suites[finding.code].name = finding.name
            suites[finding.code].findings.append(finding)
    for gap in result.not_checked:
        if gap.rule in suites:
            suites[gap.rule].gaps.append(gap)
    for entry in (result.claims or {}).values():
        for code in entry.rules:
            if code in suites:
                suites[code].compared += 1
    return dict(suites)


def _element(code: str, suite: _Suite, result: Result) -> ElementTree.Element:
    name = shown(f"{code} {suite.name}")
    element = ElementTree.Element("testsuite", name=name)
    bad = [finding for finding in suite.findings if finding.severity is not Severity.INFO]
    cases = [_failed(code, finding, result) for finding in bad]
    cases += [] if bad else [_passed_or_skipped(code, suite)]
    cases += _gaps(code, suite.gaps)
    element.extend(cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    broken = sum(case.find("error") is not None for case in cases)
    counts = {"tests": len(cases), "failures": len(bad) - broken, "errors": broken, "skipped": skipped}
    for key, number in counts.items():
        element.set(key, str(number))
    infos = [finding for finding in suite.findings if finding.severity is Severity.INFO]
    if infos:
        lines = [f"{finding.place}: info: {finding.message}" for finding in infos]
        _add_text(element, "system-out", lines)
    return element


def _failed(code: str, finding: Finding, result: Result) -> ElementTree.Element:
    """Return a finding: a failure, or an error where it is the run that is broken."""
    case = _case(code, f"{finding.fingerprint} {finding.subject or finding.place.file}")
    untrusted = finding.code in CHECKS and CHECKS[finding.code].untrusted
    failure = ElementTree.SubElement(case, "error" if untrusted else "failure")
    failure.set("type", finding.severity.value)
    failure.set("message", clipped(shown(finding.message), _MESSAGE))
    lines = finding_lines(finding, result.corpus, ReportOptions())
    failure.text = clipped("\n".join(lines), _BODY)
    return case


def _passed_or_skipped(code: str, suite: _Suite) -> ElementTree.Element:
    case = _case(code, "holds for every claim that it compares")
    if not suite.compared:
        ElementTree.SubElement(case, "skipped").text = "it compared no claim"
    return case


def _gaps(code: str, gaps: list[NotChecked]) -> Iterable[ElementTree.Element]:
    """Return a skipped case for each check that could not be made, up to the limit."""
    room = SKIPPED if len(gaps) <= SKIPPED else SKIPPED - 1
    cases = []
    for gap in gaps[:room]:
        case = _case(code, f"{gap.operand} of {', '.join(gap.claims)}")
        ElementTree.SubElement(case, "skipped").text = shown(gap.reason)
        cases.append(case)
    if len(gaps) > room:
        case = _case(code, "and more")
        ElementTree.SubElement(case, "skipped").text = f"{len(gaps) - room:,} more checks could not be made"
        cases.append(case)
    return cases


def _case(code: str, name: str) -> ElementTree.Element:
    return ElementTree.Element("testcase", classname=f"claimcheck.{shown(code)}", name=clipped(shown(name), _MESSAGE))


def _summary(result: Result) -> ElementTree.Element:
    """Return a suite without cases that says how the run went."""
    numbers = totals(result)
    element = ElementTree.Element("testsuite", name="the run", tests="0", failures="0", errors="0", skipped="0")
    _add_text(element, "system-out", [verdict(numbers), f"{coverage(numbers)}."])
    return element


def _add_text(element: ElementTree.Element, tag: str, lines: list[str]) -> None:
    ElementTree.SubElement(element, tag).text = clipped("\n".join(map(shown, lines)), _BODY)
