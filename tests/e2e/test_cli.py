"""Every command and option as a newcomer uses it, with its exit status."""

from __future__ import annotations

import json
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from shell import EVENING, MORNING, TEMPLATE, Shell, rule, unchanged
from typer.testing import CliRunner

from claimcheck import __version__
from claimcheck.cli import commands
from claimcheck.cli.main import command_line
from claimcheck.cli.session import Session
from claimcheck.corpus import load as loading
from claimcheck.corpus import shelf
from claimcheck.engine.result import Result

FINDING = """\
claims/evening-news-2022-11-20.yaml:12:14: error ANN001 conflicting-anniversaries
  Anniversaries of one event do not count from one year (origin[port-founding]): 2022 - 47 = 1975;
  2024 - 50 = 1974

  Evening News, 2022-11-20                        | Morning Post, 2024-03-01
    “47th anniversary”                            |   “celebrates its 50th anniversary this year”
  → 1975 (ordinal)                                | → 1974 (ordinal)
  claims/evening-news-2022-11-20.yaml:12:14       | claims/morning-post-2024-03-01.yaml:13:14
  evening-news-2022-11-20#forty-eighth            | morning-post-2024-03-01#fiftieth

  Arithmetic: 2022 - 47 = 1975
              2024 - 50 = 1974
"""


# Help and version.


def test_without_a_command_it_lists_the_commands(shell: Shell) -> None:
    ran = shell()
    assert ran.status == 2
    assert "A linter for facts" in ran.out + ran.err
    assert "lint " in ran.out + ran.err


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command_and_where_to_start(shell: Shell, option: str) -> None:
    ran = shell(option)
    assert (ran.status, ran.err) == (0, "")
    commands = ("lint", "report", "rules", "explain", "coverage", "schema", "init", "show", "ask")
    assert all(f"\n  {command} " in ran.out for command in commands)
    assert "Start with `claimcheck init` in an empty folder" in ran.out


def test_a_command_made_alone_is_the_same_as_among_all() -> None:
    for module in pkgutil.iter_modules(commands.__path__):
        alone, among = (
            CliRunner().invoke(command_line(*name), [module.name, "--help"]) for name in ([module.name], [])
        )
        assert (alone.exit_code, alone.output) == (0, among.output)


def test_help_of_lint_tells_the_exit_statuses(shell: Shell) -> None:
    ran = shell("lint", "--help")
    assert ran.status == 0
    options = ("--format", "--select", "--ignore", "--fail-on", "--quiet", "--certificates")
    assert all(option in ran.out for option in options)
    assert "Exit status: 0 when there is nothing" in ran.out


def test_version(shell: Shell) -> None:
    ran = shell("--version")
    assert (ran.status, ran.out) == (0, f"claimcheck {__version__}\n")


# Wrong usage ends with a sentence and 2.


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lnit"], "Did you mean 'lint'"),
        (["lint", "--fial-on", "error"], "--fail-on"),
        (["lint", "--format", "jsn"], "there is no format `jsn`; did you mean `json`?"),
        (["lint", "--fail-on", "never"], "--fail-on takes error or warning, not never"),
        (["lint", "nowhere"], "nowhere does not exist; name claim files or folders"),
        (["lint", "--select", "ANN9"], "no code begins with ANN9; did you mean ANN0"),
        (["lint", "--ignore", "QUOTE"], "no code begins with QUOTE; did you mean QUO0"),
        (["report", "--output", "report.pdf"], "there is no format `pdf`"),
        (["explain", "ANN01"], "there is no code ANN01; did you mean `ANN001`?"),
        (["explain", "0123456789abcdef"], "no finding of this corpus has the fingerprint 0123456789abcdef"),
        (["rules", "show", "HBR01"], "there is no rule HBR01; did you mean `HBR001`?"),
        (["rules", "list", "XYZ"], "no rule's code begins with XYZ"),
        (["rules", "test", "HBR"], "there is no rule HBR; did you mean `HBR001`?"),
        (["schema", "claim"], "there is no schema of claim; there are claims, vocabulary, rule"),
        (["show"], "name one unknown, such as"),
        (["show", "x", "--claim", "y"], "name one unknown, such as"),
        (
            ["show", "--claim", "morning-post-2024-03-01#fiftiet"],
            "there is no claim morning-post-2024-03-01#fiftiet; did you mean `morning-post-2024-03-01#fiftieth`?",
        ),
        (["show", "passengerz[northhaven, 2022]"], "passengerz: the vocabulary has no such metric"),
        (["ask", "1 +"], "1 +: this is not an expression"),
    ],
)
def test_wrong_usage_ends_with_a_sentence(shell: Shell, arguments: list[str], told: str) -> None:
    ran = shell.project()(*arguments)
    assert ran.status == 2
    assert told in ran.err
    assert ran.out == ""


# lint


def test_the_project_of_init_is_green(shell: Shell) -> None:
    ran = shell.project()("lint")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("No findings: 5 claims of 2 sources checked with ")
    assert ran.out.count("\n") == 1


def test_a_finding_shows_both_quotes_and_the_arithmetic(shell: Shell) -> None:
    ran = shell.conflict()("lint")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith(FINDING)
    assert "ordinal 48 instead of 47 in evening-news-2022-11-20#forty-eighth (read 48 for 47)\n" in ran.out
    assert "ordinal 49 instead of 50 in morning-post-2024-03-01#fiftieth (read 49 for 50)\n" in ran.out
    assert "\n1 error, 0 warnings, 0 infos in 5 claims of 2 sources, checked with " in ran.out


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ([], ["ANN001"]),
        (["--select", "ANN001"], ["ANN001"]),
        (["--select", "ANN"], ["ANN001"]),
        (["--select", "QUO,ANN"], ["ANN001"]),
        (["--select", "QUO", "--select", "ANN"], ["ANN001"]),
        (["--select", "QUO"], []),
        (["--ignore", "ANN"], []),
        (["--ignore", "ANN001"], []),
        (["--ignore", "QUO"], ["ANN001"]),
        (["--select", "ANN", "--ignore", "ANN001"], []),
    ],
)
def test_select_and_ignore_take_codes_and_prefixes(shell: Shell, options: list[str], codes: list[str]) -> None:
    ran = shell.conflict()("lint", "-f", "json", *options)
    assert [finding["code"] for finding in json.loads(ran.out)["findings"]] == codes
    assert ran.status == (1 if codes else 0)


def test_fail_on_warning(shell: Shell) -> None:
    shell.warning()
    assert shell("lint").status == 0
    assert shell("lint", "--fail-on", "error").status == 0
    ran = shell("lint", "--fail-on", "warning")
    assert ran.status == 1
    assert ": warning HBR001 too-many-passengers\n" in ran.out


def test_quiet_leaves_out_what_was_checked(shell: Shell) -> None:
    ran = shell.conflict()("lint", "--quiet")
    assert ran.status == 1
    assert ran.out.startswith(FINDING)
    assert "cross-checked" not in ran.out
    assert ran.out.splitlines()[-1].startswith("1 error, 0 warnings, 0 infos in 5 claims of 2 sources")


@pytest.mark.parametrize("name", ["text", "json", "markdown", "html"])
def test_every_format_tells_the_finding(shell: Shell, name: str) -> None:
    ran = shell.conflict()("lint", "--format", name)
    assert ran.status == 1
    assert "ANN001" in ran.out
    assert "47th anniversary" in ran.out


def test_paths_may_be_absolute_or_relative_and_from_anywhere(shell: Shell) -> None:
    whole = shell.conflict()("lint").out
    assert shell("lint", "claims").out == whole
    assert shell("lint", str(shell.folder / "claims")).out == whole
    assert shell("lint", ".").out == whole
    assert shell("lint", EVENING, MORNING).out == whole
    assert shell.inside("seeds")("lint").out == whole
    assert shell.inside("claims")("lint", "..").out == whole
    shell.patch.chdir(Path("/"))
    assert shell("lint", str(shell.folder)).out == whole


def test_one_file_is_compared_with_all_the_others(shell: Shell) -> None:
    ran = shell.conflict()("lint", EVENING)
    assert ran.status == 1
    assert ran.out.startswith(FINDING)


def test_there_is_nothing_to_check(shell: Shell) -> None:
    for _ in range(2):
        ran = shell("lint")
        assert ran.status == 2
        assert "error RUN001 nothing-to-check\n  there is no claim file in claims/\n" in ran.out
        assert "`claimcheck init` makes a first project" in ran.out
        (shell.folder / "claims").mkdir(exist_ok=True)


@pytest.mark.parametrize("command", ["coverage", "report"])
def test_nothing_to_check_is_never_a_success(shell: Shell, command: str) -> None:
    assert shell(command).status == 2


def test_settings_choose_the_level_and_the_codes(shell: Shell) -> None:
    shell.warning().write("claimcheck.toml", 'fail_on = "warning"\n')
    assert shell("lint").status == 1
    assert shell("lint", "--fail-on", "error").status == 0
    shell.write("claimcheck.toml", 'fail_on = "warning"\nignore = ["HBR"]\n')
    assert shell("lint").status == 0


def test_a_misspelt_setting_is_not_ignored(shell: Shell) -> None:
    shell.conflict().write("claimcheck.toml", 'fail_onn = "warning"\n')
    ran = shell("lint")
    assert ran.status == 2
    assert "claimcheck.toml:1:" in ran.out
    assert " CFG001 " in ran.out
    assert " ANN001 " in ran.out, "the rest is still checked"


# A run that is not to be trusted still tells what it found.


def test_a_broken_rule_does_not_stop_the_others(shell: Shell) -> None:
    shell.conflict().write("rules/broken.yaml", rule("BAD001", "broken", "each: {kind: event}\nassert: on <"))
    ran = shell("lint")
    assert ran.status == 2
    assert "rules/broken.yaml:9:13: error RUL001 broken-rule\n" in ran.out
    assert FINDING in ran.out
    assert " RUL001 " in shell("lint", "--ignore", "RUL").out, "a broken rule cannot be hidden"


def test_a_rule_that_crashes_is_named_with_its_claim(shell: Shell) -> None:
    crash = rule("CRA001", "crash", "each: {kind: anniversary}\nassert: 1 / (ordinal - ordinal) == 1")
    shell.conflict().write("rules/crash.yaml", crash)
    ran = shell("lint")
    assert ran.status == 2
    assert "CRA001 crash broke on " in ran.out
    assert FINDING in ran.out


def test_a_claim_file_that_is_no_yaml_does_not_stop_the_others(shell: Shell) -> None:
    shell.conflict().write("claims/odd.yaml", "source: {id: odd\nclaims: [\n")
    ran = shell("lint")
    assert ran.status == 1
    assert "claims/odd.yaml:" in ran.out
    assert " YML001 unreadable-yaml\n" in ran.out
    assert FINDING in ran.out


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a: \x00\n", b"- 1\n", b"&a [*a, *a]\n", b"!!python/none x\n"]
)
def test_whatever_a_claim_file_holds_is_a_finding_at_a_line(shell: Shell, content: bytes) -> None:
    shell.project()
    (shell.folder / "claims/odd.yaml").write_bytes(content)
    ran = shell("lint")
    assert ran.status == 1
    assert ran.out.startswith("claims/odd.yaml:1:")


# report


@pytest.mark.parametrize("name", ["report.html", "report.md", "report.json"])
def test_a_report_takes_its_format_from_its_name(shell: Shell, name: str) -> None:
    ran = shell.conflict()("report", "--output", name)
    assert (ran.status, ran.out) == (0, f"wrote {name}\n")
    text = (shell.folder / name).read_text(encoding="utf-8")
    assert "47th anniversary" in text
    assert text.startswith({"html": "<!DOCTYPE html>", "md": "# ", "json": "{"}[name.partition(".")[2]])


def test_a_report_is_html_unless_told_otherwise(shell: Shell) -> None:
    assert shell.project()("report").out == "wrote report.html\n"
    assert shell("report", "--format", "md").out == "wrote report.md\n"
    assert shell("report", "-o", "-", "-f", "json").out == (shell("lint", "-f", "json").out)


def test_a_report_that_cannot_be_written(shell: Shell) -> None:
    ran = shell.project()("report", "-o", "no/such/folder/report.html")
    assert ran.status == 2
    assert "no/such/folder/report.html cannot be written: No such file or directory" in ran.err


def test_a_report_of_a_broken_run_says_so(shell: Shell) -> None:
    shell.project().write("rules/broken.yaml", "code: [\n")
    assert shell("report").status == 2
    assert "RUL001" in (shell.folder / "report.html").read_text(encoding="utf-8")


# rules, explain, schema


def test_rules_list(shell: Shell) -> None:
    ran = shell.project()("rules", "list")
    assert ran.status == 0
    codes = [line.split()[0] for line in ran.out.splitlines()]
    assert codes == sorted(codes)
    assert {"ANN001", "HBR001"} <= set(codes)
    assert shell("rules", "list", "hbr").out == (
        "HBR001  warning  too-many-passengers  A port counts more ferry passengers than its piers can take in a year.\n"
    )


def test_rules_show_prints_the_file(shell: Shell) -> None:
    file = "rules/harbour/too-many-passengers.yaml"
    ran = shell.project()("rules", "show", "too-many-passengers")
    assert ran.out == f"# {file}\n{(TEMPLATE / file).read_text(encoding='utf-8')}"


def test_rules_test_runs_the_examples(shell: Shell) -> None:
    ran = shell.project()("rules", "test", "HBR001")
    assert ran.status == 0
    assert ran.out.endswith(" 2 examples, 0 failed\n")


def test_rules_test_tells_an_example_that_differs(shell: Shell) -> None:
    shell.project().swap("rules/harbour/too-many-passengers.yaml", "5000000", "50000000")
    ran = shell("rules", "test", "HBR001")
    assert ran.status == 1
    assert 'HBR001 example "twelve million"' in ran.out
    assert ran.out.endswith(" 2 examples, 1 failed: 1 expected finding is missing\n")


def test_rules_test_with_a_broken_rule(shell: Shell) -> None:
    shell.project().write("rules/broken.yaml", "code: [\n")
    ran = shell("rules", "test", "HBR001")
    assert ran.status == 2
    assert "rules/broken.yaml:2:1: RUL001 " in ran.out


@pytest.mark.parametrize("name", ["ANN001", "ann001", "conflicting-anniversaries"])
def test_explain_a_rule(shell: Shell, name: str) -> None:
    ran = shell("explain", name)
    assert ran.status == 0
    assert ran.out.startswith("ANN001 conflicting-anniversaries (error, stable, since 0.1.0)\n")
    assert "\nThis agrees (" in ran.out
    assert "\nThis conflicts (" in ran.out


@pytest.mark.parametrize("name", ["QUO001", "quo001", "quote-not-found"])
def test_explain_a_check_of_the_loader(shell: Shell, name: str) -> None:
    ran = shell("explain", name)
    assert (ran.status, ran.out.splitlines()[0]) == (0, "QUO001 quote-not-found (error)")


def test_explain_a_finding(shell: Shell) -> None:
    shell.conflict()
    (finding,) = json.loads(shell("lint", "-f", "json").out)["findings"]
    ran = shell("explain", finding["fingerprint"])
    assert ran.status == 0
    assert ran.out.startswith(FINDING)


@pytest.mark.parametrize("of", ["claims", "vocabulary", "rule"])
def test_schema_prints_a_json_schema(shell: Shell, of: str) -> None:
    ran = shell("schema", of)
    assert ran.status == 0
    assert json.loads(ran.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


# coverage, show, ask


def test_coverage_tells_what_nothing_checked_and_why(shell: Shell) -> None:
    ran = shell.project()("coverage")
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "5 claims: 2 confirmed, 2 checked, 1 not checked. Coverage 80%."
    assert "evening-news-2022-11-20#passengers-expected  not checked" in ran.out
    assert "near: morning-post-2024-03-01#passengers-2023: it speaks of 2023" in ran.out
    assert "#fiftieth" not in ran.out
    assert "#fiftieth  confirmed" in shell("coverage", "--all").out


def test_show_what_no_source_says(shell: Shell) -> None:
    ran = shell.project()("show", "passengers[northhaven, 2022]")
    assert ran.status == 0
    assert "  plain: 0.9504 … 1.05 million\n" in ran.out
    assert "morning-post-2024-03-01#passengers-growth\n" in ran.out


def test_show_a_claim(shell: Shell) -> None:
    ran = shell.project()("show", "--claim", "morning-post-2024-03-01#fiftieth")
    assert ran.status == 0
    assert "  implies: origin[port-founding] = 1974\n" in ran.out


def test_show_an_unknown_that_nothing_is_known_of(shell: Shell) -> None:
    ran = shell.project()("show", "passengers[northhaven, 1822]")
    assert ran.status == 0
    assert "#" not in ran.out, "no claim speaks of it"


def test_ask(shell: Shell) -> None:
    ran = shell.project()("ask", "passengers[northhaven, 2023] > passengers[northhaven, 2022]")
    assert ran.status == 0
    assert "  plain: yes\n" in ran.out
    assert "  charitable: yes\n" in ran.out


# init


def test_init_makes_a_project_that_is_green(shell: Shell) -> None:
    ran = shell("init")
    assert ran.status == 0
    assert ran.out.count("wrote ") == 7
    assert "Now run `claimcheck lint`" in ran.out
    assert shell("lint").status == 0
    assert shell("rules", "test", "HBR001").status == 0


def test_init_in_a_folder_that_is_named(shell: Shell) -> None:
    assert shell("init", "new/project").status == 0
    assert shell.inside("new/project")("lint").status == 0


def test_init_overwrites_nothing(shell: Shell) -> None:
    shell.write(MORNING, "mine\n")
    before = dict(unchanged(shell.folder))
    ran = shell("init")
    assert ran.status == 2
    assert f"{MORNING} exists; init makes a new project and overwrites nothing" in ran.err
    assert dict(unchanged(shell.folder)) == before


# certificates


def test_certificates_of_findings_can_be_replayed(shell: Shell) -> None:
    shell.conflict()
    (finding,) = json.loads(shell("lint", "-f", "json", "--certificates", "proofs").out)["findings"]
    (file,) = (shell.folder / "proofs").iterdir()
    assert file.name == f"{finding['fingerprint']}.json"
    assert shell("verify", str(file)).status == 0


def test_a_file_that_changes_while_it_is_read_ends_the_run_with_a_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = ((loading, "MANY", 0), (loading, "AT_ONCE", 1), (shelf, "FEW", 0), (shelf, "CHARACTERS", 0))
    for module, name, most in held:
        monkeypatch.setattr(module, name, most)
    shell.conflict()
    really = Session.check

    def changing(session: Session, *arguments: Any) -> Result:
        shell.swap(EVENING, "ordinal: 47", "ordinal: 48")
        return really(session, *arguments)

    monkeypatch.setattr(Session, "check", changing)
    ran = shell("lint")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"claimcheck: {EVENING} changed while it was read; run again\n"
