"""What an expert finds by hand in the two real articles, claimcheck finds too, and cries no wolf."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from workbench import CGTN, GT, ROOT, line_of

from claimcheck.engine.result import Result
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.registry import reporter

Json = dict[str, Any]


@pytest.fixture(scope="module")
def report(real: Result) -> Json:
    found: Json = json.loads(reporter("json").render(real, ReportOptions()))
    return found


def _entry(report: Json, code: str) -> Json:
    (found,) = [finding for finding in report["findings"] if finding["code"] == code]
    assert isinstance(found, dict)
    return found


def _agreement(report: Json, subject: str) -> tuple[str, list[str]]:
    (found,) = [agreement for agreement in report["agreements"] if agreement["subject"] == subject]
    return found["value"], found["claims"]


def test_the_summary_counts_everything(report: Json, real: Result) -> None:
    summary = report["summary"]
    assert summary["sources"] == 2
    assert summary["claims"] == len(real.corpus.claims) >= 45
    assert summary["rules"] == len(real.rules) >= 24
    assert (summary["errors"], summary["warnings"], summary["infos"]) == (0, 2, 0)
    assert summary["agreements"] == len(report["agreements"])
    assert 0.3 < summary["coverage"] < 1


def test_the_keys_are_those_of_the_contract(report: Json) -> None:
    assert list(report) == ["version", "summary", "findings", "agreements", "not_checked"]
    assert report["version"] == 1
    counted = ["sources", "claims", "rules", "errors", "warnings", "infos", "agreements", "coverage"]
    assert list(report["summary"])[: len(counted)] == counted
    finding = [
        *("code", "name", "severity", "reading", "subject", "message", "fingerprint", "location"),
        *("claims", "derivation", "rules", "suspects", "alternatives"),
    ]
    for each in report["findings"]:
        assert list(each)[: len(finding)] == finding
        assert set(each) <= {*finding, "distance", "clusters", "repairs", "hint", "notes"}
        assert list(each["location"]) == ["file", "line", "column"]
        for member in each["claims"]:
            assert list(member) == ["id", "role", "field", "file", "line", "column", "quote", "says"]
        for option in [each["suspects"], *each["alternatives"]]:
            for correction in option:
                assert list(correction)[:4] == ["claim", "field", "stated", "would_agree"]
    assert all(list(each) == ["subject", "value", "claims"] for each in report["agreements"])
    assert all(list(each) == ["rule", "claims", "operand", "reason"] for each in report["not_checked"])


def test_there_are_two_findings(report: Json) -> None:
    assert [(each["code"], each["severity"]) for each in report["findings"]] == [
        ("NAM001", "warning"),
        ("CHG006", "warning"),
    ]


def test_akotbe_is_aktobe(report: Json) -> None:
    found = _entry(report, "NAM001")
    assert found["message"] == (
        f'the quote of {CGTN}#wind-farm-project has "Akotbe", one slip away from "Aktobe" (aktobe)'
    )
    assert found["location"]["file"] == f"claims/{CGTN}.yaml"
    assert found["location"]["line"] == line_of(CGTN, "wind-farm-project") + 8


def test_the_parts_of_2020_do_not_fit_the_rise_to_2021(report: Json) -> None:
    found = _entry(report, "CHG006")
    assert (found["reading"], found["subject"]) == ("plain", "trade[CN, KZ, 2021]")
    members = {member["id"]: (member["field"], member["says"]) for member in found["claims"]}
    assert members == {
        f"{CGTN}#exports-electronics-2020": ("value", "$4.8 billion"),
        f"{CGTN}#exports-labour-intensive-2020": ("value", "$5.3 billion"),
        f"{CGTN}#ores-and-copper-2020": ("value", "$18.8 billion"),
        f"{CGTN}#trade-2021": ("value", "above $25 billion"),
        f"{CGTN}#trade-growth-2021": ("by", "up"),
        f"{CGTN}#two-goods": ("share", "85 percent"),
    }
    assert found["derivation"] == [
        "5.3 + 4.8 = 10.1",
        "10.1 / 85 % = 11.88",
        "11.88 + 18.8 = 30.68",
        "25 … 30 < 30.68 billion USD",
    ]


def test_the_sources_cannot_decide_about_2020_and_2021(report: Json) -> None:
    found = _entry(report, "CHG006")
    assert found["suspects"] == []
    first, *rest = found["alternatives"]
    assert first[0] == {
        "claim": f"{CGTN}#exports-electronics-2020",
        "field": "value",
        "stated": "$4.8 billion",
        "would_agree": "0 … 4.369 billion USD",
    }
    assert len(rest) == 5
    assert {correction["claim"] for (correction,) in found["alternatives"]} == {
        member["id"] for member in found["claims"]
    }


def test_both_articles_lead_to_1992(report: Json) -> None:
    value, claims = _agreement(report, "origin[cn-kz-diplomatic-relations]")
    assert value == "1992"
    assert f"{GT}#ties-32nd" in claims
    assert {
        f"{CGTN}#{name}"
        for name in (
            *("ties-30th", "ties-30th-page-title", "ties-30th-headline", "ties-30th-closing"),
            *("ties-thirty-years", "ties-30-year"),
        )
    } <= set(claims)


def test_both_articles_lead_to_the_first_summit_in_2001(report: Json) -> None:
    value, claims = _agreement(report, "first[sco-heads-of-state-council]")
    assert value == "2001"
    assert claims == [f"{CGTN}#sco-summit-22", f"{GT}#sco-summit-24"]


def test_both_articles_tell_of_the_visit_of_2022(report: Json) -> None:
    value, claims = _agreement(report, "origin[xi-visit-kz-2022]")
    assert value.startswith("2022-0")
    assert claims == [f"{CGTN}#trip-2022", f"{GT}#visit-2022"]


def test_nothing_else_is_called_an_agreement(report: Json) -> None:
    """Most of the articles say each thing once: what one source alone says is confirmed by nobody."""
    about = {agreement["subject"].partition("[")[2].rstrip("]") for agreement in report["agreements"]}
    assert about == {"cn-kz-diplomatic-relations", "sco-heads-of-state-council", "xi-visit-kz-2022"}


def test_every_claim_is_checked_or_said_to_be_not(real: Result) -> None:
    assert real.claims is not None
    assert set(real.claims) == {claim.id for claim in real.corpus.claims}


def _bytes(root: Path, seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    ran = subprocess.run(
        [sys.executable, "-m", "claimcheck", "lint", "--format", "json"],
        cwd=root,
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout


def test_runs_print_the_same_bytes_whatever_the_seed_and_the_order_of_files(real: Result, tmp_path: Path) -> None:
    files = [path for folder in ("claims", "seeds") for path in sorted((ROOT / folder).iterdir())]
    for path in reversed(files):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
    here = reporter("json").render(real, ReportOptions()).encode()
    assert _bytes(tmp_path, "1") == here
    assert _bytes(ROOT, "4242") == here
