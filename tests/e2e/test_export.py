"""`claimcheck export`: a project in bulk is the same project, to lint as to the reader of its findings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from shell import EVENING, MORNING, Shell
from workbench import ROOT, copy_project

from claimcheck.corpus.bulk.registry import format_names
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_exactly
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.rules.load import RuleSet

Said = list[tuple[object, ...]]


def said(result: Result) -> Said:
    """Return what a result says, without places."""
    found: Said = [
        (each.code, each.fingerprint, each.message, each.derivation, [(c.claim, c.role, c.says) for c in each.claims])
        for each in result.findings
    ]
    return [*found, *((each.subject, each.claims) for each in result.agreements), (result.coverage,)]


@pytest.mark.parametrize("name", format_names())
def test_the_articles_in_bulk_give_the_same_findings(
    name: str, shell: Shell, real: Result, rules: RuleSet, tmp_path: Path
) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    root = copy_project(tmp_path / "project")
    shell.patch.chdir(root)
    ran = shell("export", "-o", f"claims/all.{name}")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"claimcheck: lint reads all.{name} in claims/ too: move the files that it is made of away\n"
    for path in (root / "claims").glob("*-*.yaml"):
        path.unlink()
    result = check(load(open_exactly(root)), rules.rules)
    assert sorted(said(result), key=str) == sorted(said(real), key=str)
    assert {each.place.file for each in result.findings} == {f"claims/all.{name}"}


def test_a_first_project_as_lines(shell: Shell) -> None:
    shell("init")
    assert shell("export", "-o", "all.jsonl").status == 0
    rows = [json.loads(line) for line in Path("all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["source"] if isinstance(row["source"], str) else row["source"]["text"] for row in rows] == [
        "seeds/evening-news-2022-11-20.txt",
        *["evening-news-2022-11-20"] * 2,
        "seeds/morning-post-2024-03-01.txt",
        *["morning-post-2024-03-01"] * 3,
    ]
    assert rows[2]["place"] == "claims/evening-news-2022-11-20.yaml:16:5"
    assert rows[2]["claim"]["value"] == "about one million"


def test_what_is_left_out_is_told_and_makes_the_status_1(shell: Shell) -> None:
    shell("init")
    Path("claims/more.yaml").write_text("source: {id: s, \x1b}\n", encoding="utf-8")
    ran = shell("export", "-o", "all.jsonl")
    assert ran.status == 1
    assert ran.err == (
        "claimcheck: left out: claims/more.yaml:1:17: the control character U+001B is not allowed in YAML: remove it\n"
    )
    assert len(Path("all.jsonl").read_text(encoding="utf-8").splitlines()) == 7


def test_an_older_file_stays_when_nothing_can_be_exported(shell: Shell) -> None:
    Path("claims").mkdir()
    Path("all.jsonl").write_text("older", encoding="utf-8")
    ran = shell("export", "-o", "all.jsonl")
    assert (ran.status, ran.err) == (2, "claimcheck: there is no claim to export, so nothing is written\n")
    assert Path("all.jsonl").read_text(encoding="utf-8") == "older"
    assert sorted(path.name for path in Path().iterdir()) == ["all.jsonl", "claims"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "a.yaml"], "a.yaml must end in .jsonl or .parquet, by which lint knows how to read it"),
        (["-o", "a.jsonl", "-f", "parquet"], "a.jsonl must end in .parquet, by which lint knows how to read it"),
        (["-o", "a.jsonl", "-f", "jsonk"], "--format takes jsonl, parquet, not jsonk; did you mean `jsonl`?"),
        (["-o", "no/a.jsonl"], "no/a.jsonl cannot be written: No such file or directory"),
    ],
)
def test_wrong_usage_is_a_sentence(shell: Shell, arguments: list[str], message: str) -> None:
    shell("init")
    ran = shell("export", *arguments)
    assert (ran.status, ran.err) == (2, f"claimcheck: {message}\n")


def test_parquet_without_its_library_is_a_sentence(shell: Shell) -> None:
    shell("init")
    shell.patch.setitem(sys.modules, "pyarrow", None)
    absent = "Parquet needs the library pyarrow: install claimcheck[bulk], or use JSONL"
    ran = shell("export", "-o", "a.parquet")
    assert (ran.status, ran.err) == (2, f"claimcheck: {absent}\n")
    Path("claims/a.parquet").write_bytes(b"PAR1")
    ran = shell("lint")
    assert ran.status == 1
    assert f"claims/a.parquet:1:1: error YML001 unreadable-yaml\n  {absent}\n" in ran.out


def test_the_root_has_no_claims_in_bulk() -> None:
    assert not [path for name in format_names() for path in (ROOT / "claims").rglob(f"*.{name}")]


def test_a_revision_in_bulk_is_compared_claim_by_claim(shell: Shell) -> None:
    shell.project()
    shell("export", "-o", "claims/all.jsonl")
    for file in (EVENING, MORNING):
        (shell.folder / file).unlink()
    for argv in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *argv], cwd=shell.folder, check=True)
    assert shell("diff").status == 0
    for file in ("claims/all.jsonl", "seeds/evening-news-2022-11-20.txt"):
        shell.swap(file, "48th", "47th")
    shell.swap("claims/all.jsonl", '"ordinal": "48"', '"ordinal": "47"')
    ran = shell("diff")
    assert ran.status == 1
    assert "the claim evening-news-2022-11-20#forty-eighth was changed (ordinal: 48 → 47;" in " ".join(ran.out.split())
    assert "ANN001" in shell("lint", "--changed-since", "HEAD").out
