from __future__ import annotations

import re
from dataclasses import replace

import factory

from claimcheck.findings.model import Place, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.github import ANNOTATIONS, REPORTER

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*(?:=[^:]*)*)::(.*)")
CLOSING = [
    "3 claims of 2 sources: 1 contradiction and 1 warning to look at.",
    "1 agreement between sources; 2 of 3 claims cross-checked (67 %); 1 check could not be made; "
    "1 finding suppressed (1 ignored by its claim).",
]


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as the runner does: properties at commas, then the escapes."""
    found = COMMAND.fullmatch(line)
    assert found is not None, line
    properties = dict(part.split("=", 1) for part in found.group(2).split(","))
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        properties = {key: value.replace(code, character) for key, value in properties.items()}
    data = found.group(3)
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        data = data.replace(code, character)
    return found.group(1), properties, data


def test_each_finding_is_an_annotation_at_its_line() -> None:
    lines = REPORTER.render(factory.full(), ReportOptions()).splitlines()
    level, properties, message = read(lines[0])
    assert level == "error"
    assert properties == {
        "file": "claims/cgtn-2022.yaml",
        "line": "11",
        "col": "14",
        "title": "ANN001 conflicting-anniversaries",
    }
    assert message.split("\n") == [
        "The anniversaries count from 1992 and from 1993.",
        "Arithmetic: 2022 - 30 = 1992",
        "Arithmetic: 2024 - 31 = 1993",
        "CGTN, 2022-09-16: “the 30th anniversary of diplomatic ties” → 1992 (ordinal)",
        "Global Times, 2024-07-03: “the 31st anniversary of ties” → 1993 (ordinal)",
        "either ordinal 29 instead of 30 in cgtn-2022#ties-30th",
        "or ordinal 32 instead of 31 in gt-2024#ties-31st (one digit)",
    ]
    assert [read(line)[0] for line in lines[1:3]] == ["warning", "notice"]
    assert lines[3:] == CLOSING


def test_a_file_name_is_one_property_whatever_is_in_it() -> None:
    odd = replace(factory.MISSPELT, place=Place("claims/a,b:c=d 100%::e.yaml", 3, 1), name="x,line=9")
    line = REPORTER.render(replace(factory.full(), findings=(odd,)), ReportOptions()).splitlines()[0]
    assert line.startswith(
        "::warning file=claims/a%2Cb%3Ac=d 100%25%3A%3Ae.yaml,line=3,col=1,title=CLM001 x%2Cline=9::A claim has"
    )


def test_quiet_leaves_notices_out() -> None:
    lines = REPORTER.render(factory.full(), ReportOptions(quiet=True)).splitlines()
    assert [read(line)[0] for line in lines[:-2]] == ["error", "warning"]


def test_what_github_would_not_show_is_printed_and_counted() -> None:
    errors = [replace(factory.CONTRADICTION, place=Place("claims/a.yaml", line, 1)) for line in range(1, 14)]
    warning = replace(factory.MISSPELT, severity=Severity.WARNING)
    result = replace(factory.full(), findings=(warning, *errors))
    lines = REPORTER.render(result, ReportOptions()).splitlines()
    assert [read(line)[1]["line"] for line in lines[:ANNOTATIONS]] == [str(n) for n in range(1, 11)]
    assert read(lines[ANNOTATIONS])[0] == "warning"
    message = "ANN001 conflicting-anniversaries: The anniversaries count from 1992 and from 1993."
    assert lines[11:15] == [
        "GitHub shows 10 annotations of a level; 3 more findings:",
        *(f"claims/a.yaml:{line}:1: {message}" for line in (11, 12, 13)),
    ]


def test_no_words_of_a_source_are_a_command_or_a_property() -> None:
    result = factory.hostile()
    lines = REPORTER.render(result, ReportOptions()).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == 2
    for line in commands:
        assert line.isprintable()
        assert set(read(line)[1]) == {"file", "line", "col", "title"}
    many = replace(result, findings=result.findings[:1] * 12)
    rest = REPORTER.render(many, ReportOptions()).splitlines()[ANNOTATIONS:]
    assert [line for line in rest if line.lstrip().startswith("::")] == []
