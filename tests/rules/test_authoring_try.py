"""`rules try` and `rules profile`: what a draft would say, and what each rule costs. Neither writes anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from workshop import FERRIES, Workshop, shop

__all__ = ["shop"]
DRAFT = """\
code: TST001
name: a-draft
since: 0.1.0
severity: error
summary: A rule that a test writes.
why: It holds because the test says so, and for no other reason.
each: {kind: quantity}
assert: value <= 1100000
"""


def counts(output: str) -> dict[str, str]:
    """Return the lines of the summary by their labels."""
    rows = [line[2:].split("  ", 1) for line in output.splitlines()[1:7]]
    return {label.strip(): rest.strip() for label, rest in rows}


def test_a_draft_without_examples_outside_the_rules_is_tried(shop: Workshop) -> None:
    shop.write("drafts/idea.yaml", DRAFT)
    before = {path: path.read_bytes() for path in shop.root.rglob("*") if path.is_file()}
    ran = shop("try", "drafts/idea.yaml")
    assert ran.status == 0
    assert ran.output.startswith("TST001 a-draft on 5 claims of 2 sources, beside 4 other rules\n")
    assert counts(ran.output) == {
        "binds": "2 claims of 2 sources",
        "matches": "2: 0 left out by `where`; 2 constraints",
        "not checked": "0",
        "findings": "1 new, 0 changed, 0 gone",
        "agreements": "0 new, 0 gone",
        "coverage": "1 claim that nothing else cross-checks",
    }
    assert "\nnew:\nclaims/morning-post-2024-03-01.yaml:22:12: error TST001 a-draft\n" in ran.output
    assert {path: path.read_bytes() for path in shop.root.rglob("*") if path.is_file()} == before


def test_what_could_not_be_checked_is_told_with_its_reason(shop: Workshop) -> None:
    shop.write("idea.yaml", DRAFT + 'where: members == ["q"]\n')
    ran = shop("try", "idea.yaml")
    assert counts(ran.output)["matches"] == "2: 0 left out by `where`; 0 constraints"
    head, _, rest = ran.output.partition("  not checked  2\n")
    assert head
    first = "    members: the claim does not state it (evening-news-2022-11-20#passengers-expected and 1 more)"
    assert rest.splitlines()[0] == first


def test_what_where_leaves_out_is_counted(shop: Workshop) -> None:
    shop.write("idea.yaml", DRAFT + 'where: as_ == "estimate"\n')
    assert counts(shop("try", "idea.yaml").output)["matches"] == "2: 1 left out by `where`; 1 constraint"


def test_a_rule_in_force_is_told_by_what_would_be_lost(shop: Workshop) -> None:
    found = counts(shop("try", "ANN001").output)
    assert found["agreements"] == "1 new, 0 gone"
    assert found["coverage"] == "2 claims that nothing else cross-checks"


def test_a_draft_in_place_of_a_rule_changes_and_removes_its_findings(shop: Workshop) -> None:
    shop.swap("5000000", "1000000")
    shop.write("idea.yaml", shop.read(FERRIES).replace("1000000", "1100000"))
    changed = shop("try", "idea.yaml")
    assert counts(changed.output)["findings"] == "0 new, 1 changed, 0 gone"
    assert "\nchanged: warning A port counts more ferry passengers" in changed.output
    shop.write("idea.yaml", shop.read(FERRIES).replace("1000000", "2000000"))
    gone = shop("try", "idea.yaml")
    assert counts(gone.output)["findings"] == "0 new, 0 changed, 1 gone"
    assert "\nno longer found:\nclaims/morning-post-2024-03-01.yaml:22:12: warning HBR001" in gone.output


def test_an_identity_binds_no_claims(shop: Workshop) -> None:
    shop.write("idea.yaml", DRAFT.replace("each: {kind: quantity}", "for: {p: port, t: period}").replace(
        "value <= 1100000", "passengers[p, t] <= 9000000"))  # fmt: skip
    ran = shop("try", "idea.yaml")
    assert ran.output.splitlines()[1].startswith("  matches      ")
    assert ", 0 gone\n" in ran.output


def test_a_draft_that_cannot_be_used_is_shown_at_its_place(shop: Workshop) -> None:
    shop.write("idea.yaml", DRAFT.replace("value <=", "valu <="))
    ran = shop("try", "idea.yaml")
    assert ran.status == 2
    assert ran.output.startswith("idea.yaml:8:9: RUL001 `valu` is no field")
    assert ran.output.endswith("\n  | assert: valu <= 1100000\n  |         ^\n")


def test_a_rule_that_breaks_on_a_claim_is_not_to_be_trusted(shop: Workshop) -> None:
    shop.write("idea.yaml", DRAFT.replace("value <= 1100000", "passenger[of, when] <= 1"))
    ran = shop("try", "idea.yaml")
    assert ran.status == 2
    assert "  breaks       passenger: the vocabulary has no such metric" in ran.output


def test_the_code_of_a_rule_that_cannot_be_used(shop: Workshop) -> None:
    shop.swap("metric, of, when]", "metric, off, when]")
    ran = shop("try", "HBR001")
    assert ran.status == 2
    assert ran.output.startswith(f"{FERRIES}:12:25: RUL001 `off` is no field")


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("../outside.yaml", "../outside.yaml lies outside the project; name a rule file inside the project"),
        ("link.yaml", "link.yaml lies outside the project; name a rule file inside the project"),
        ("nothing.yaml", "nothing.yaml does not exist; name a rule file inside the project"),
        ("./claims", "./claims is not a regular file; name a rule file inside the project"),
        ("HBR002", "there is no rule HBR002; did you mean `HBR001`?"),
    ],
)
def test_what_is_no_draft_of_this_project(shop: Workshop, tmp_path: Path, word: str, message: str) -> None:
    (tmp_path / "outside.yaml").write_text(DRAFT, encoding="utf-8")
    (shop.root / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    ran = shop("try", word)
    assert (ran.output, ran.status) == (f"claimcheck: {message}\n", 2)


def test_what_a_file_says_is_printed_safely(shop: Workshop) -> None:
    shop.write("idea.yaml", DRAFT.replace("A rule that", '"A \\e[31m rule that').replace("writes.\n", 'writes."\n'))
    assert "\x1b" not in shop("try", "idea.yaml").output


def test_the_profile_counts_what_each_rule_met(shop: Workshop) -> None:
    ran = shop("profile", "--format", "json")
    assert ran.status == 0
    found = json.loads(ran.output)
    assert {key: found[key] for key in ("version", "sources", "claims")} == {"version": 1, "sources": 2, "claims": 5}
    rows = {row.pop("code"): row for row in found["rules"]}
    shares = [row.pop("time_percent") for row in rows.values()]
    assert shares == sorted(shares, reverse=True)
    assert abs(sum(shares) - 100) < 0.5
    assert {code: tuple(row.values()) for code, row in rows.items()} == {
        "ANN001": ("conflicting-anniversaries", 2, 2, 0, 0),
        "CHG001": ("conflicting-growth", 1, 2, 0, 0),
        "HBR001": ("too-many-passengers", 2, 2, 0, 0),
        "QTY001": ("conflicting-quantities", 2, 2, 0, 0),
    }


def test_the_profile_as_a_table(shop: Workshop) -> None:
    shop.swap("5000000", "1000000")
    head, row, last = shop("profile", "hbr").output.splitlines()
    assert head.split() == ["code", "name", "matches", "constraints", "findings", "not", "checked", "time"]
    assert row.split()[:6] == ["HBR001", "too-many-passengers", "2", "2", "1", "0"]
    assert row.endswith(" %")
    assert len(head) == len(row)
    assert last == "1 rule on 5 claims of 2 sources"


def test_the_profile_tells_of_rules_that_cannot_be_used(shop: Workshop) -> None:
    shop.swap("metric, of, when]", "metric, off, when]")
    ran = shop("profile")
    assert ran.status == 2
    assert f"{FERRIES}:12:25: RUL001 `off` is no field" in ran.output
    assert shop("profile", "XYZ").output == "claimcheck: no rule's code begins with XYZ\n"
    assert shop("profile", "--format", "csv").output == "claimcheck: --format takes text or json, not csv\n"
