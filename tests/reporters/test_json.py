from __future__ import annotations

import json
from dataclasses import replace

import factory
import pytest

from claimcheck.engine.result import ClaimCoverage, ClaimState
from claimcheck.reporters import as_json
from claimcheck.reporters.as_json import REPORTER
from claimcheck.reporters.base import ReportOptions

EXPECTED = {
    "version": 1,
    "summary": {
        "sources": 2,
        "claims": 3,
        "rules": 1,
        "errors": 1,
        "warnings": 1,
        "infos": 1,
        "agreements": 1,
        "coverage": 0.67,
        "suppressed": 1,
        "baselined": 0,
    },
    "findings": [
        {
            "code": "ANN001",
            "name": "conflicting-anniversaries",
            "severity": "error",
            "reading": "charitable",
            "subject": "origin[ties]",
            "message": "The anniversaries count from 1992 and from 1993.",
            "fingerprint": factory.CONTRADICTION.fingerprint,
            "location": {"file": "claims/cgtn-2022.yaml", "line": 11, "column": 14},
            "claims": [
                {
                    "id": "cgtn-2022#ties-30th",
                    "role": "conflict",
                    "field": "ordinal",
                    "file": "claims/cgtn-2022.yaml",
                    "line": 11,
                    "column": 14,
                    "quote": "the 30th anniversary of diplomatic ties",
                    "says": "1992",
                },
                {
                    "id": "gt-2024#ties-31st",
                    "role": "conflict",
                    "field": "ordinal",
                    "file": "claims/gt-2024.yaml",
                    "line": 19,
                    "column": 14,
                    "quote": "the 31st anniversary of ties",
                    "says": "1993",
                },
            ],
            "derivation": ["2022 - 30 = 1992", "2024 - 31 = 1993"],
            "rules": ["ANN001"],
            "suspects": [],
            "alternatives": [
                [{"claim": "cgtn-2022#ties-30th", "field": "ordinal", "stated": "30", "would_agree": "29"}],
                [
                    {
                        "claim": "gt-2024#ties-31st",
                        "field": "ordinal",
                        "stated": "31",
                        "would_agree": "32",
                        "slip": "one digit",
                    }
                ],
            ],
        },
        {
            "code": "CLM001",
            "name": "unknown-key",
            "severity": "warning",
            "reading": None,
            "subject": None,
            "message": "A claim has no key `ordnial`.",
            "fingerprint": factory.MISSPELT.fingerprint,
            "location": {"file": "claims/gt-2024.yaml", "line": 30, "column": 5},
            "claims": [],
            "derivation": [],
            "rules": [],
            "suspects": [],
            "alternatives": [],
            "hint": "Did you mean `ordinal`?",
        },
        {
            "code": "KEY001",
            "name": "near-key",
            "severity": "info",
            "reading": None,
            "subject": None,
            "message": "Two claims seem to be about one thing.",
            "fingerprint": factory.NEAR.fingerprint,
            "location": {"file": "claims/gt-2024.yaml", "line": 27, "column": 5},
            "claims": [],
            "derivation": [],
            "rules": [],
            "suspects": [],
            "alternatives": [],
        },
    ],
    "agreements": [{"subject": "first[sco]", "value": "2001", "claims": ["cgtn-2022#ties-30th", "gt-2024#ties-31st"]}],
    "not_checked": [
        {
            "rule": "CHG001",
            "claims": ["gt-2024#alone"],
            "operand": "measure[trade, [CN, KZ], 2022]",
            "reason": "no claim gives the level of 2022",
        }
    ],
}


def refused(name: str) -> object:
    raise AssertionError(f"{name} is not JSON")


def test_the_object_is_the_contract_in_its_order() -> None:
    text = REPORTER.render(factory.full(), ReportOptions())
    assert text == json.dumps(EXPECTED, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("most", [1, 2, 3, 100])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_it_is_made_piece_by_piece_as_it_would_be_made_whole(
    most: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_json, "AT_ONCE", most)
    full, hostile = factory.full(), factory.hostile()
    result = replace(
        full,
        findings=tuple([*full.findings, *hostile.findings] * 5)[:count],
        agreements=full.agreements * count,
        not_checked=full.not_checked * (count // 2),
    )
    pieces = list(REPORTER.pieces(result, ReportOptions()))
    assert "".join(pieces) == as_json.as_text(json.loads("".join(pieces)))
    assert len(json.loads("".join(pieces))["findings"]) == count
    assert len(pieces) >= 5


def test_no_option_changes_it() -> None:
    loud = ReportOptions(colour=True, width=40, quiet=True, show_info=False)
    assert REPORTER.render(factory.full(), loud) == REPORTER.render(factory.full(), ReportOptions())


def test_letters_stay_and_the_invisible_is_escaped_without_loss() -> None:
    message = "Қазақстан 中 “½” \x1b[0m \x7f \x85 \u202e \u2028 \ud800 \U000e0041 \U0001f600 ##[x] \\u0023"
    finding = replace(factory.NEAR, message=message)
    text = REPORTER.render(replace(factory.full(), findings=(finding,)), ReportOptions())
    assert "Қазақстан 中 “½”" in text
    assert "\U0001f600" in text
    assert "##[" not in text
    assert all(character.isprintable() for character in text.replace("\n", ""))
    text.encode("utf-8")
    assert json.loads(text)["findings"][0]["message"] == message


def test_hostile_text_comes_back_as_it_went_in() -> None:
    text = REPORTER.render(factory.hostile(), ReportOptions())
    parsed = json.loads(text, parse_constant=refused)
    assert parsed["findings"][0]["message"] == factory.HOSTILE
    assert all(character.isprintable() for character in text.replace("\n", ""))


@pytest.mark.parametrize(
    ("met", "of", "share"),
    [(0, 3, 0.0), (1, 3, 0.33), (2, 3, 0.67), (3, 3, 1.0), (1, 999, 0.01), (998, 999, 0.99)],
)
def test_coverage_has_two_decimals_and_is_whole_only_when_nothing_is_left(met: int, of: int, share: float) -> None:
    claims = {
        f"s#c{i}": ClaimCoverage(f"s#c{i}", ClaimState.CHECKED if i < met else ClaimState.NOT_CHECKED)
        for i in range(of)
    }
    corpus = replace(factory.corpus(), claims=(factory.ALONE,) * of)
    text = REPORTER.render(replace(factory.full(), corpus=corpus, claims=claims), ReportOptions())
    assert json.loads(text)["summary"]["coverage"] == share
