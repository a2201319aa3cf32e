"""Living with findings: what is put aside, how it comes back, and what changed between two states."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shell import EVENING, MORNING, TEMPLATE, Shell, rule
from workbench import ROOT

from claimcheck.cli.session import Session
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.settings import Settings
from claimcheck.engine.baseline.apply import apply_baseline
from claimcheck.engine.baseline.entries import read_baseline
from claimcheck.engine.baseline.write import HEAD
from claimcheck.engine.levels import with_levels
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.rules.load import RuleSet

BASELINE = "claimcheck-baseline.yaml"
PRINT = "4036951f7f2aacc1"
"""The fingerprint of the contradiction of these projects: it is made of ids and roles, so it is for good."""
FINDING = f"{EVENING}:12:14: error ANN001 conflicting-anniversaries\n"
ENTRY = f"""\
version: 1
findings:
  - fingerprint: {PRINT}
    code: ANN001
    subject: origin[port-founding]
    claims:
      evening-news-2022-11-20#forty-eighth: d7e4d44de628
      morning-post-2024-03-01#fiftieth: f816b5f6cb70
    reason: the port counts from another year
    author: A. Editor
    date: 2026-11-22
"""
RULE = "each: {kind: event}\nassert: year(on) >= 1900"


@pytest.fixture(autouse=True)
def _one_corpus_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cross-check the same claims by the same rules once for all tests: it is most of what they cost."""
    really = Session.check

    def remembered(session: Session, *_: object, **__: object) -> Result:
        root = session.project.root
        files = [path for folder in ("claims", "seeds", "rules") for path in sorted((root / folder).rglob("*.*"))]
        texts = tuple((path.relative_to(root), path.read_bytes()) for path in files if path.is_file())
        key = (texts, session.asleep, session.project.settings.model_dump_json())
        if key not in CHECKED:
            CHECKED[key] = really(session)
        return CHECKED[key]

    monkeypatch.setattr(Session, "check", remembered)


CHECKED: dict[object, Result] = {}


def ignoring(shell: Shell, table: str) -> None:
    shell.swap(EVENING, "ordinal: 47", f"ordinal: 47\n    {table}")


def answered(shell: Shell) -> Shell:
    """Have one contradiction, and a baseline that answers for it."""
    shell.conflict()
    shell.write(BASELINE, ENTRY)
    return shell


def heads(out: str) -> list[str]:
    """Return the head lines of the findings of a text report."""
    return [line for line in out.splitlines() if any(f": {word} " in line for word in ("error", "warning", "info"))]


# What a claim ignores.


def test_a_claim_that_ignores_a_rule_is_counted_aloud(shell: Shell) -> None:
    ignoring(shell.conflict(), "ignore: {ANN001: the port counts from another year}")
    ran = shell("lint")
    assert ran.status == 0
    assert heads(ran.out) == []
    assert "1 finding suppressed (1 ignored by its claim)" in " ".join(ran.out.split())


def test_an_ignore_is_stale_once_nothing_contradicts(shell: Shell) -> None:
    shell.project().swap(EVENING, "ordinal: 48", "ordinal: 48\n    ignore: {ANN001: the port counts otherwise}")
    ran = shell("lint")
    assert heads(ran.out) == [f"{EVENING}:13:14: warning IGN001 stale-suppression"]
    assert "0 findings suppressed" in " ".join(ran.out.split())


@pytest.mark.parametrize("table", ['ignore: {ANN001: ""}', 'ignore: {ANN001: "  "}'])
def test_an_ignore_without_a_reason_is_an_error(shell: Shell, table: str) -> None:
    ignoring(shell.conflict(), table)
    ran = shell("lint")
    assert ran.status == 1
    assert heads(ran.out) == [f"{EVENING}:13:22: error CLM003 unreadable-value"]


def test_a_claim_may_ignore_a_rule_in_preview(shell: Shell) -> None:
    shell.project().write("rules/later.yaml", rule("LAT001", "later", RULE).replace("stable", "preview"))
    shell.swap(EVENING, "ordinal: 48", "ordinal: 48\n    ignore: {LAT001: it will not hold for ports}")
    assert heads(shell("lint").out) == []
    assert heads(shell("lint", "--preview").out) == [f"{EVENING}:13:14: warning IGN001 stale-suppression"]
    shell.write("claimcheck.toml", "preview = true\n")
    assert heads(shell("lint").out) == [f"{EVENING}:13:14: warning IGN001 stale-suppression"]


def test_a_rule_in_preview_runs_when_it_is_asked_for(shell: Shell) -> None:
    text = rule("LAT001", "later", "each: {kind: anniversary}\nassert: ordinal < 10").replace("stable", "preview")
    shell.project().write("rules/later.yaml", text)
    assert shell("lint").status == 0
    assert "LAT001" in shell("lint", "--preview").out
    shell.write("claimcheck.toml", "preview = true\n")
    assert "LAT001" in shell("lint").out
    assert shell("lint", "--no-preview").status == 0


# The baseline.


def test_the_baseline_answers_for_a_finding(shell: Shell) -> None:
    ran = answered(shell)("lint")
    assert ran.status == 0
    assert heads(ran.out) == []
    assert "1 finding suppressed (1 in the baseline)" in " ".join(ran.out.split())
    assert json.loads(shell("lint", "-f", "json").out)["summary"]["baselined"] == 1
    assert shell("lint", "--no-baseline").status == 1
    assert heads(shell("lint", EVENING).out) == []


def test_the_file_names_the_finding_in_full(shell: Shell) -> None:
    shell.conflict()
    ran = shell("baseline", "add", PRINT, "--reason", "the port counts from another year", "--author", "A. Editor")
    assert (ran.status, ran.out) == (0, f"added {PRINT} {FINDING}")
    written = (shell.folder / BASELINE).read_text(encoding="utf-8")
    assert written == HEAD + ENTRY.partition("findings:\n")[2].replace("2026-11-22", str(date.today()))


def test_an_entry_does_not_mind_other_lines_and_other_words(shell: Shell) -> None:
    answered(shell).swap(EVENING, "ordinal: 47", "note: seen by the editor\n    ordinal: 47")
    shell.swap(EVENING, "claims:\n", "\n# moved down\n\nclaims:\n")
    assert heads(shell("lint").out) == []


def test_an_entry_lapses_when_a_claim_states_something_else(shell: Shell) -> None:
    answered(shell)
    for file in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        shell.swap(file, "47th", "46th")
    shell.swap(EVENING, "ordinal: 47", "ordinal: 46")
    ran = shell("lint")
    assert ran.status == 1
    assert heads(ran.out) == [f"{BASELINE}:3:5: warning BAS004 lapsed-baseline-entry", FINDING.strip()]
    assert "evening-news-2022-11-20#forty-eighth states something else than on" in ran.out
    again = shell("baseline", "add", PRINT, "--reason", "still so", "--author", "A. Editor")
    assert again.status == 0
    assert heads(shell("lint").out) == []
    assert (shell.folder / BASELINE).read_text(encoding="utf-8").count("fingerprint") == 1


def test_an_entry_is_stale_and_is_pruned(shell: Shell) -> None:
    answered(shell)
    for file in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        shell.swap(file, "47th", "48th")
    shell.swap(EVENING, "ordinal: 47", "ordinal: 48")
    ran = shell("lint")
    assert ran.status == 0
    assert heads(ran.out) == [f"{BASELINE}:3:5: warning BAS002 stale-baseline-entry"]
    assert shell("baseline", "prune").out == f"removed {PRINT} ANN001 origin[port-founding]\n1 removed, 0 kept\n"
    assert heads(shell("lint").out) == []
    assert shell("baseline", "list").out == "0 entries, 0 in force\n"


def test_an_entry_is_not_stale_while_its_claims_cannot_be_read(shell: Shell) -> None:
    answered(shell).swap(EVENING, "ordinal: 47", "ordinal: about")
    assert [line.split()[2] for line in heads(shell("lint").out)] == ["CLM003"]
    assert "not known" in shell("baseline", "list").out


@pytest.fixture(scope="module")
def contradiction(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet) -> Result:
    """The project with one contradiction, checked once."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
    for file in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace("48th", "47th").replace("ordinal: 48", "ordinal: 47"), encoding="utf-8")
    return check(load(open_project((), folder)), rules.rules)


def applied(result: Result, text: str, folder: Path, today: date = date(2026, 11, 22)) -> Result:
    """Apply a baseline of this text."""
    (folder / BASELINE).write_text(text, encoding="utf-8")
    return apply_baseline(result, read_baseline(folder / BASELINE, BASELINE, folder), today).result


def told(result: Result) -> list[str]:
    return [f"{each.code} {each.place.line}: {each.message}" for each in result.findings if each.code != "ANN001"]


def swapped(text: str, changes: dict[str, str]) -> str:
    lines = [
        next((f"    {key}: {value}" for key, value in changes.items() if line.startswith(f"    {key}:")), line)
        for line in text.splitlines()
    ]
    return "\n".join(lines).replace("    fingerprint:", "  - fingerprint:") + "\n"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, None),
        ({"reason": ""}, f"BAS005 3: the entry for ANN001 gives no reason ({PRINT})"),
        (
            {"code": "NAM001"},
            f"BAS001 3: its fingerprint is that of a finding of ANN001, not of NAM001 ({PRINT})",
        ),
        (
            {"subject": "first[x]"},
            f"BAS001 3: its fingerprint is that of a finding about origin[port-founding], not first[x] ({PRINT})",
        ),
        (
            {"claims": "\n      a#b: 0123456789ab"},
            "BAS001 3: its fingerprint is that of a finding about the claims evening-news-2022-11-20#forty-eighth, "
            f"morning-post-2024-03-01#fiftieth ({PRINT})",
        ),
        ({"author": "A\n    clams: 1"}, "BAS001 11: this entry has no key `clams`; did you mean `claims`?"),
        ({"date": "2026-02-30"}, "BAS001 11: `date` of this entry: there is no day 2026-02-30"),
        ({"date": "20260203"}, "BAS001 11: `date` of this entry: a day is written as 2026-11-22"),
    ],
)
def test_an_entry_hides_what_it_names_in_full_and_nothing_else(
    contradiction: Result, tmp_path: Path, changes: dict[str, str], message: str | None
) -> None:
    text = swapped(ENTRY, changes)
    if "claims" in changes:
        text = "".join(line for line in text.splitlines(keepends=True) if "#f" not in line)
    result = applied(contradiction, text, tmp_path)
    assert told(result) == ([message] if message else [])
    assert len(result.baselined) == (message is None or message.startswith("BAS005"))
    assert len(result.baselined) + sum(each.code == "ANN001" for each in result.findings) == 1


def test_an_entry_holds_to_the_end_of_its_day_and_counts_findings(contradiction: Result, tmp_path: Path) -> None:
    text = ENTRY + "    expires: 2026-11-30\n"
    assert told(applied(contradiction, text, tmp_path, date(2026, 11, 30))) == []
    late = applied(contradiction, text, tmp_path, date(2026, 12, 1))
    assert told(late) == [f"BAS003 3: this entry held until 2026-11-30 ({PRINT})"]
    finding = contradiction.findings[0]
    twice = replace(contradiction, findings=(finding, replace(finding, message="said in another way")))
    assert len(applied(twice, ENTRY, tmp_path).baselined) == 1
    assert len(applied(twice, ENTRY + "    count: 2\n", tmp_path).baselined) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version: 1\nfindings: [\n", "3:1 "),
        ("version: 2\nfindings: []\n", "1:10 the version of a baseline is 1: write `version: 1`"),
        ("- 1\n", "1:1 a baseline is a mapping with the keys `version` and `findings`"),
        ("version: 1\nfinding: []\n", "2:1 a baseline has no key `finding`; did you mean `findings`?"),
        ("version: 1\nfindings: all\n", "2:11 `findings` of a baseline is a list of entries"),
        (ENTRY.replace(PRINT, "'*'"), "3:18 `fingerprint` of this entry: "),
        (ENTRY.replace("code: ANN001", "code: ANN"), "4:11 `code` of this entry: "),
        (ENTRY + "    count: 5000\n", "12:12 `count` of this entry: the number is outside what is allowed"),
        ("version: 1\nfindings:\n" + "  - a\n" * 10_001, "3:3 a baseline has at most 10,000 entries"),
        (ENTRY + ENTRY.partition("findings:\n")[2], "12:18 the entry on line 3 has this fingerprint already"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_place(
    contradiction: Result, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / BASELINE).write_text(text, encoding="utf-8")
    baseline = read_baseline(tmp_path / BASELINE, BASELINE, tmp_path)
    (found,) = baseline.findings
    assert found.code == "BAS001"
    assert f"{found.place.line}:{found.place.column} {found.message}".startswith(message)


def test_a_baseline_that_cannot_be_used_is_status_2_and_is_not_edited(shell: Shell) -> None:
    text = "version: 1\nfindings: all\n"
    shell.conflict().write(BASELINE, text)
    ran = shell("lint")
    assert ran.status == 2
    assert FINDING in ran.out
    refused = shell("baseline", "add", "--all", "--reason", "x", "--author", "y")
    assert (refused.status, refused.out) == (2, "")
    assert "`findings` of a baseline is a list of entries; mend that first" in refused.err
    assert (shell.folder / BASELINE).read_text(encoding="utf-8") == text


def test_a_broken_rule_cannot_be_answered_for(shell: Shell) -> None:
    shell.project().write("rules/broken.yaml", rule("BAD001", "broken", "each: {kind: event}\nassert: on <"))
    ran = shell("baseline", "add", "--all", "--reason", "x", "--author", "y")
    assert (ran.status, ran.err) == (2, "claimcheck: there is nothing to add: lint reports no error and no warning\n")


def test_prune_and_add_leave_all_other_lines_as_they_are(shell: Shell) -> None:
    path = answered(shell).folder / BASELINE
    own = path.read_text(encoding="utf-8").partition("findings:\n")[2]
    stale = own.replace(PRINT, "0" * 16)
    path.write_text(f"# ours\nfindings:   # in order\n{stale}# kept\n\n{own}# the end\nversion: 1\n", encoding="utf-8")
    assert shell("baseline", "prune").out.endswith("1 removed, 1 kept\n")
    kept = f"# ours\nfindings:   # in order\n# kept\n\n{own}# the end\nversion: 1\n"
    assert path.read_text(encoding="utf-8") == kept
    shell.swap(MORNING, "value: 1.2 million", "value: 12 million")
    assert shell("baseline", "add", "--all", "--reason", "a slip", "--author", "B").status == 0
    after = path.read_text(encoding="utf-8")
    assert after.startswith(kept.partition("# the end")[0])
    assert after.endswith("# the end\nversion: 1\n")
    assert heads(shell("lint").out) == []


def test_what_to_add_is_named_by_place_or_by_the_beginning_of_its_fingerprint(shell: Shell) -> None:
    shell.conflict()
    listed = shell("baseline", "add", "--reason", "x")
    assert listed.status == 2
    assert listed.err == f"claimcheck: name findings, or say --all; lint reports these:\n  {PRINT} {FINDING}"
    options = ("--reason", "x", "--author", "y")
    for named in (f"{EVENING}:12", f"{EVENING}:12:14", PRINT[:6]):
        assert shell("baseline", "add", named, *options).status == 0
        (shell.folder / BASELINE).unlink()
    assert shell("baseline", "add", PRINT[:5], *options).status == 2
    assert (
        shell("baseline", "add", f"{EVENING}:1", *options).err == f"claimcheck: lint reports nothing at {EVENING}:1\n"
    )
    assert not (shell.folder / BASELINE).exists()


def test_an_entry_needs_a_reason_and_somebody_who_gives_it(shell: Shell) -> None:
    shell.conflict().patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    shell.patch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    assert "give a reason" in shell("baseline", "add", PRINT, "--reason", " ").err
    assert "say who answers for it: --author" in shell("baseline", "add", PRINT, "--reason", "x").err
    late = shell("baseline", "add", PRINT, "--reason", "x", "--author", "y", "--expires", "2020-01-01")
    assert late.err == "claimcheck: --expires 2020-01-01 is over already\n"
    assert not (shell.folder / BASELINE).exists()


def test_another_file_may_be_the_baseline(shell: Shell) -> None:
    shell.conflict()
    options = ("--reason", "x", "--author", "y", "--baseline", "known.yaml")
    assert "known.yaml does not exist" in shell("lint", "--baseline", "known.yaml").err
    assert shell("baseline", "add", PRINT, *options).status == 0
    assert shell("lint", "--baseline", "known.yaml").status == 0
    assert shell("lint").status == 1
    shell.write("claimcheck.toml", 'baseline = "known.yaml"\n')
    assert shell("lint").status == 0


def test_no_baseline_outside_the_project_is_written(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (shell.conflict().folder / "known").symlink_to(outside)
    shell.write("claimcheck.toml", 'baseline = "known/baseline.yaml"\n')
    ran = shell("baseline", "add", PRINT, "--reason", "x", "--author", "y")
    assert (ran.status, list(outside.iterdir())) == (2, [])
    (shell.folder / BASELINE).symlink_to(outside / "elsewhere.yaml")
    (shell.folder / "claimcheck.toml").unlink()
    assert "lies outside the project" in shell("lint").out
    assert shell("baseline", "add", PRINT, "--reason", "x", "--author", "y").status == 2
    assert list(outside.iterdir()) == []


# Settings.


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        ({}, "error"),
        ({"severity": {"ANN001": "warning"}}, "warning"),
        ({"severity": {"ANN": "info", "ANN001": "error"}}, "error"),
        ({"severity": {"ANN": "off"}}, None),
        ({"paths": {EVENING: {"ignore": ["ANN"]}}}, "error"),
        ({"paths": {"claims/**": {"ignore": ["ANN"]}}}, None),
        ({"severity": {"ANN": "off"}, "paths": {"claims": {"severity": {"ANN001": "warning"}}}}, "warning"),
        ({"paths": {"*": {"severity": {"A": "off"}}, "claims/*": {"severity": {"ANN": "info"}}}}, "info"),
        ({"paths": {"claims/*": {"severity": {"ANN": "info"}}, "*": {"severity": {"A": "off"}}}}, None),
    ],
)
def test_severities_are_set_by_code_and_by_path(
    contradiction: Result, settings: dict[str, object], severity: str | None
) -> None:
    result = with_levels(contradiction, Settings.model_validate(settings))
    assert [each.severity for each in result.findings] == ([severity] if severity else [])
    assert result.left_out == (severity is None)


def test_what_is_lowered_or_left_out_is_so_in_lint_too(shell: Shell) -> None:
    shell.conflict().write("claimcheck.toml", 'severity = {ANN = "warning"}\n')
    ran = shell("lint")
    assert ran.status == 0
    assert "the setting `severity.ANN` lowers this from error to warning" in " ".join(ran.out.split())


def test_what_is_raised_says_so(shell: Shell) -> None:
    shell.warning().write("claimcheck.toml", 'severity = {HBR001 = "error"}\n')
    ran = shell("lint")
    assert ran.status == 1
    assert "the setting `severity.HBR001` raises this from warning to error" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("settings", "place", "message"),
    [
        ('\nseverity = {ANN9 = "off"}', "2:1", "no code begins with ANN9; did you mean ANN0"),
        ('ignore = [\n  "QUOTE",\n]', "1:1", "no code begins with QUOTE; did you mean QUO0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_finding_at_its_place(
    shell: Shell, settings: str, place: str, message: str
) -> None:
    shell.project().write("claimcheck.toml", settings + "\n")
    ran = shell("lint")
    assert ran.status == 2
    assert heads(ran.out) == [f"claimcheck.toml:{place}: error CFG001 unusable-configuration"]
    assert message in " ".join(ran.out.split())


def test_config_tells_where_each_setting_comes_from(shell: Shell) -> None:
    text = '[tool.claimcheck]\nfail_on = "warning"\nignore = ["KEY"]\n\n[tool.claimcheck.severity]\nNAM = "info"\n'
    shell.project().write("pyproject.toml", text)
    ran = shell("config", "--ignore", "ANN", "--preview")
    assert ran.status == 0
    rows = {line.split("  ")[0]: line.split("  ")[-1].strip() for line in ran.out.splitlines()[1:]}
    assert rows["fail-on"] == "pyproject.toml:2"
    assert rows["ignore"] == "--ignore and pyproject.toml:3"
    assert rows["severity.NAM"] == "pyproject.toml:6"
    assert rows["preview"] == "--preview"
    assert rows["claims"] == "default"
    told = json.loads(shell("config", "--format", "json").out)["settings"]
    assert told["severity.NAM"] == {"value": "info", "from": "pyproject.toml:6"}


def test_config_does_not_take_what_cannot_be_used_for_in_force(shell: Shell) -> None:
    shell.project().write("claimcheck.toml", 'fail-onn = "warning"\n')
    ran = shell("config")
    assert ran.status == 2
    assert "there is no setting `fail-onn`; did you mean `fail-on`?" in ran.err


# Outputs.


def test_several_formats_in_one_run(shell: Shell) -> None:
    ran = shell.conflict()("lint", "-f", "text", "-f", "json:found.json", "-f", "markdown:found.md")
    assert ran.status == 1
    assert ran.out.startswith(FINDING)
    assert json.loads((shell.folder / "found.json").read_text())["findings"][0]["fingerprint"] == PRINT
    assert "ANN001" in (shell.folder / "found.md").read_text()
    only = shell("lint", "--output-file", "other.json", "--exit-zero")
    assert (only.status, only.out) == (0, "")
    assert (shell.folder / "other.json").read_text() == (shell.folder / "found.json").read_text()
    assert shell("lint", "-f", "text", "-f", "json:a.json", "--output-file", "found.txt").out == ""
    assert (shell.folder / "found.txt").read_text().startswith(FINDING)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-f", "text", "-f", "json"], "two formats go to standard output"),
        (["-f", "text:a", "-f", "json:a"], "two formats go to "),
        (["-f", "text:"], "--format text: names no file after the colon"),
        (["-f", "text:a", "--output-file", "b"], "--output-file goes with the one --format that names no file"),
        (["-f", "jsn:a"], "there is no format `jsn`; did you mean `json`?"),
        (["-f", "json:no/such/folder"], "no/such/folder cannot be written: No such file or directory"),
    ],
)
def test_outputs_that_cannot_be(shell: Shell, options: list[str], message: str) -> None:
    ran = shell.project()("lint", *options)
    assert ran.status == 2
    assert message in ran.err


# Two states.


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(shell: Shell) -> Shell:
    shell.project()
    git(shell.folder, "init", "-q")
    git(shell.folder, "add", "-A")
    git(shell.folder, "commit", "-q", "-m", "first")
    for file in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        shell.swap(file, "48th", "47th")
    shell.swap(EVENING, "ordinal: 48", "ordinal: 47")
    return shell


def test_a_new_finding_is_told_with_the_claim_that_caused_it(repository: Shell) -> None:
    ran = repository("diff")
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert lines[0] == "1 new, 0 gone, 0 changed, 0 still there (HEAD to the working tree)."
    assert lines[2] == f"new: {FINDING.strip()} {PRINT}"
    because = " ".join(" ".join(lines[3:]).split()).partition("because ")[2]
    assert because.startswith("the claim evening-news-2022-11-20#forty-eighth was changed (ordinal: 48 → 47; quote: ")
    told = json.loads(repository("diff", "HEAD", "--format", "json").out)
    assert told["summary"] == {"new": 1, "gone": 0, "changed": 0, "still_there": 0}
    assert told["differences"][0]["because"][0]["name"] == "evening-news-2022-11-20#forty-eighth"
    assert "**new** error ANN001" in repository("diff", "--format", "markdown").out


def test_a_finding_that_is_gone_and_one_that_stays(repository: Shell) -> None:
    git(repository.folder, "commit", "-qam", "second")
    assert repository("diff").out == "0 new, 0 gone, 0 changed, 1 still there (HEAD to the working tree).\n"
    gone = repository("diff", "HEAD", "HEAD~1")
    assert gone.status == 0
    assert f"gone: {FINDING.strip()}" in gone.out
    assert repository("diff", "HEAD~1", "HEAD").status == 1


def test_a_rule_or_the_vocabulary_may_be_the_cause(repository: Shell) -> None:
    git(repository.folder, "commit", "-qam", "second")
    repository.swap("rules/harbour/too-many-passengers.yaml", "<= 5000000", "<= 1000000")
    ran = repository("diff", "--fail-on", "warning")
    assert "because the rule HBR001 was changed (assert: measure[" in " ".join(ran.out.split())
    git(repository.folder, "checkout", "-q", "--", "rules")
    text = (repository.folder / "claims/vocabulary.yaml").read_text()
    line = next(line for line in text.splitlines() if line.strip().startswith("port-founding:"))
    repository.swap("claims/vocabulary.yaml", line, line.replace("label: ", "on: 1960, label: the "))
    found = " ".join(repository("diff").out.split())
    assert "because the vocabulary entry port-founding was changed" in found


def test_folders_are_compared_like_revisions(repository: Shell) -> None:
    git(repository.folder, "worktree", "add", "-q", "old", "HEAD")
    assert f"new: {FINDING.strip()}" in repository("diff", "./old").out
    assert f"new: {FINDING.strip()}" in repository("diff", "old", ".").out
    assert repository("diff", "./seeds").err == "claimcheck: the folder seeds is no project: it has no claims/\n"


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("nope", "git knows no revision nope here; name a revision such as HEAD~1, or a folder such as ./old"),
        ("HEAD:claims", "git knows no revision HEAD:claims here"),
        ("--output=x", ""),
        ("a\nb", "is not the name of a revision"),
    ],
)
def test_what_is_no_revision_is_refused(repository: Shell, revision: str, message: str) -> None:
    ran = repository("diff", "--", revision) if revision.startswith("-") else repository("diff", revision)
    assert ran.status == 2
    assert (message or '"--output=x" is not the name of a revision') in ran.err
    assert not (repository.folder / "x").exists()


def test_without_a_repository_one_sentence(shell: Shell) -> None:
    ran = shell.project()("diff")
    assert ran.status == 2
    assert ran.err.startswith("claimcheck: the revision HEAD cannot be read: this folder is not in a git repository;")
    shell.patch.setenv("PATH", "")
    assert "git is not installed" in shell("diff").err


def test_nothing_of_a_revision_is_run_or_followed(repository: Shell) -> None:
    """Links are not followed, no filter, hook or export attribute has a say."""
    folder = repository.folder
    repository.write(".gitattributes", "claims/* export-ignore\n*.yaml filter=evil\n")
    (folder / "claims" / "link.yaml").symlink_to("/etc/hostname")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "hostile")
    (folder / "claims" / "link.yaml").unlink()
    git(folder, "config", "filter.evil.smudge", f"touch {folder}/ran")
    git(folder, "config", "core.fsmonitor", f"touch {folder}/ran")
    ran = repository("diff")
    assert "1 still there" in ran.out
    assert "Note: claims/link.yaml of HEAD is not read: it is a link" in ran.out
    assert not (folder / "ran").exists()


def test_lint_reports_what_changed_since(repository: Shell) -> None:
    ran = repository("lint", "--changed-since", "HEAD")
    assert ran.status == 1
    assert heads(ran.out) == [FINDING.strip()]
    git(repository.folder, "commit", "-qam", "second")
    assert repository("lint").status == 1
    since = repository("lint", "--changed-since", "HEAD")
    assert (since.status, heads(since.out)) == (0, [])
    assert "1 finding left out" in " ".join(since.out.split())
    repository.swap("seeds/morning-post-2024-03-01.txt", "celebrates", "is glad that it celebrates")
    assert repository("lint", "--changed-since", "HEAD").status == 1
    repository.write("rules/broken.yaml", "code: 1\n")
    assert repository("lint", "--changed-since", "HEAD").status == 2


# The page that tells of all this.

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DAY = re.compile(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}(?=, when|\)|$)", re.MULTILINE)
RULES = re.compile(r"[0-9]+ rules")


def same(text: str) -> str:
    """Return an output without what changes by the day and with the size of the pack."""
    return RULES.sub("N rules", DAY.sub("DAY", text))


def test_the_page_on_living_with_findings_is_played(shell: Shell) -> None:
    shell.project()
    git(shell.folder, "init", "-q")
    git(shell.folder, "add", "-A")
    git(shell.folder, "commit", "-q", "-m", "first")
    for file in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        text = (shell.folder / file).read_text(encoding="utf-8")
        (shell.folder / file).write_text(text.replace("48th", "47th").replace("ordinal: 48", "ordinal: 47"), "utf-8")
    page = (ROOT / "docs" / "living.md").read_text(encoding="utf-8")
    steps = [step for block in BLOCK.findall(page) for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    assert len(steps) >= 8
    for step in steps:
        line, _, told = step.partition("\n")
        words = shlex.split(line)
        if words[0] == "sed":
            subprocess.run(words, cwd=shell.folder, check=True)
            continue
        ran = shell(*words[1:])
        first, _, last = same(told).partition("…\n")
        printed = same(ran.out + ran.err)
        assert printed.startswith(first), line
        assert printed.endswith(last), line
        assert "…" in told or printed == first, line
