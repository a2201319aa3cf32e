"""The page of constraints: thirty of them, each with codes that exist or a reason why nothing does its work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimcheck.findings.codes import CHECKS
from claimcheck.rules.load import load_rules

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")
LINES = (ROOT / "docs/constraints.md").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in LINES if line.startswith("| ")][2:]
KNOWN = {rule.code for rule in load_rules((ROOT / "rules",), ROOT).rules} | set(CHECKS)


def test_there_are_thirty_kinds_each_named_once() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS) == 30


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_names_codes_or_none_and_a_reason(row: tuple[str, ...]) -> None:
    _, meaning, codes, how = row
    assert meaning
    assert len(how.split()) >= 5
    assert codes == "none" or re.fullmatch(rf"{CODE.pattern}(, {CODE.pattern})*", codes)


def test_every_code_on_the_page_exists() -> None:
    named = set(CODE.findall("\n".join(LINES)))
    assert len(named) > 30
    assert named - KNOWN == set()
