from __future__ import annotations

import csv
import io
from dataclasses import replace

import factory
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.findings.model import Correction
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.csv_table import COLUMNS, REPORTER
from claimcheck.reporters.csv_with_mark import REPORTER as WITH_MARK

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "−", "\t", "\r")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_there_is_a_row_for_each_claim_of_each_finding() -> None:
    rows = table(REPORTER.render(factory.full(), ReportOptions()))
    assert [(row["code"], row["claim"], row["line"]) for row in rows] == [
        ("ANN001", "cgtn-2022#ties-30th", "11"),
        ("ANN001", "gt-2024#ties-31st", "19"),
        ("CLM001", "", "30"),
        ("KEY001", "", "27"),
    ]
    assert rows[1] == {
        "fingerprint": factory.CONTRADICTION.fingerprint,
        "code": "ANN001",
        "name": "conflicting-anniversaries",
        "severity": "error",
        "reading": "charitable",
        "subject": "origin[ties]",
        "message": "The anniversaries count from 1992 and from 1993.",
        "arithmetic": "2022 - 30 = 1992; 2024 - 31 = 1993",
        "file": "claims/gt-2024.yaml",
        "line": "19",
        "column": "14",
        "claim": "gt-2024#ties-31st",
        "role": "conflict",
        "field": "ordinal",
        "source": "gt-2024",
        "publisher": "Global Times",
        "published": "2024-07-03",
        "speaker": "",
        "quote": "the 31st anniversary of ties",
        "says": "1993",
        "suspect": "possibly",
        "would agree": "32",
    }


def test_a_suspect_is_told_from_what_may_be_wrong_and_what_is_not() -> None:
    first, second = factory.CONTRADICTION.claims
    doubt = Correction(first.claim, first.field, "30", "29")
    finding = replace(factory.CONTRADICTION, suspects=(doubt,), alternatives=((doubt,),))
    rows = table(REPORTER.render(replace(factory.full(), findings=(finding,)), ReportOptions()))
    assert [(row["claim"], row["suspect"], row["would agree"]) for row in rows] == [
        (first.claim, "yes", "29"),
        (second.claim, "no", ""),
    ]


def test_lines_end_as_the_standard_says_and_a_mark_is_there_where_wanted() -> None:
    text = REPORTER.render(factory.full(), ReportOptions())
    assert text.count("\r\n") == text.count("\n") == 5
    assert WITH_MARK.render(factory.full(), ReportOptions()) == "\ufeff" + text
    assert (REPORTER.suffix, WITH_MARK.suffix) == (".csv", ".bom.csv")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(1)", "  '@SUM(1)"),
        ("-5", "'-5"),
        ("−5", "'−5"),
        ("＝1", "'＝1"),
        ("a; =cmd|' /C calc'!A0", "a; '=cmd|' /C calc'!A0"),
        ("\t=1", "\\u0009=1"),
        ("a\r\n=1", "a\\u000d\\u000a=1"),
        ('say "no", he said', 'say "no", he said'),
        ("2022 - 30 = 1992", "2022 - 30 = 1992"),
    ],
)
def test_a_cell_is_no_formula(text: str, cell: str) -> None:
    finding = replace(factory.MISSPELT, message=text)
    rows = table(REPORTER.render(replace(factory.full(), findings=(finding,)), ReportOptions()))
    assert rows[0]["message"] == cell


@given(st.text())
def test_no_text_begins_a_formula_or_another_row(text: str) -> None:
    finding = replace(factory.MISSPELT, message=text, name=text)
    out = REPORTER.render(replace(factory.full(), findings=(finding,)), ReportOptions())
    rows = table(out)
    assert len(rows) == 1
    assert list(rows[0]) == list(COLUMNS)
    assert not rows[0]["message"].lstrip().startswith(FORMULA)
    # As a spreadsheet with another separator takes it apart.
    assert not any(part.lstrip().startswith(FORMULA) for part in rows[0]["message"].split(";"))
