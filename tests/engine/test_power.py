"""Power on a small corpus, by exact results; and its shortcut against checking the whole corpus again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck.cli.main import command_line
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.engine.power.changes import changes
from claimcheck.engine.power.power import Power, power
from claimcheck.engine.power.power_report import as_json, as_text, percent
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.findings.model import Severity
from claimcheck.rules.load import RuleSet
from claimcheck.rules.pack import rules_of

ROOT = Path(__file__).parents[2]
VOCABULARY = """\
entities:
  AA: {label: Aland, type: country}
  BB: {label: Beland, type: country}
events:
  ties: {label: the beginning of ties}
metrics:
  trade: {label: trade in goods, unit: USD, measures: flow, of: [country, country], symmetric: true, at_least: 0}
"""
SOURCES = {
    "one": """\
source: {id: one, title: One, publisher: One, published: 2024-07-03}
claims:
  - {id: thirtieth, kind: anniversary, event: ties, ordinal: 30, on: 2022, quote: the 30th anniversary in 2022}
  - {id: arrival, kind: event, type: visit, who: AA, where: BB, on: 2024-07-02, weekday: Tuesday, quote: on Tuesday}
  - {id: alone, kind: quantity, metric: trade, of: [AA, BB], during: 2020, value: $7 billion, quote: $7 billion}
  - {id: trade, kind: quantity, metric: trade, of: [AA, BB], during: 2023, value: $41 billion, quote: $41 billion}
""",
    "two": """\
source: {id: two, title: Two, publisher: Two, published: 2024-07-05}
claims:
  - {id: second, kind: anniversary, event: ties, ordinal: 32, on: 2024, quote: the 32nd anniversary in 2024}
  - {id: trade, kind: quantity, metric: trade, of: [AA, BB], during: 2023, value: $41.2 billion, quote: $41.2 billion}
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("project") / "claims"
    made.mkdir()
    (made / "vocabulary.yaml").write_text(VOCABULARY)
    for name, text in SOURCES.items():
        (made / f"{name}.yaml").write_text(text)
    return made


@cache
def pack() -> RuleSet:
    return rules_of(open_project((ROOT / "claims",)))


def checked(folder: Path) -> Result:
    return check(load(open_project((folder,))), pack().rules, near=False)


@pytest.fixture(scope="module")
def result(folder: Path) -> Result:
    return checked(folder)


@pytest.fixture(scope="module")
def measured(result: Result) -> Power:
    return power(result)


def test_claims_that_nothing_checks_are_apart(measured: Power) -> None:
    assert measured.cross_checked == ("one#thirtieth", "one#trade", "two#second", "two#trade")
    assert measured.unchecked == ("one#alone", "one#arrival")
    assert measured.without == ()


def test_every_slip_in_an_anniversary_is_noticed_where_another_source_tells_the_year(measured: Power) -> None:
    found = {(t.field, t.read): (t.slip, t.code, t.severity) for t in measured.trials if t.claim == "one#thirtieth"}
    wrong = ("ANN001", Severity.ERROR)
    assert found == {
        ("ordinal", "31"): ("one off", *wrong),
        ("ordinal", "29"): ("one off", *wrong),
        ("ordinal", "300"): ("point moved", *wrong),
        ("ordinal", "3"): ("point moved", *wrong),
        ("ordinal", "3000"): ("point moved", *wrong),
        ("ordinal", "30000"): ("factor of 1,000", *wrong),
        ("on", "2023"): ("year one off", *wrong),
        ("on", "2021"): ("year one off", *wrong),
    }


def test_a_figure_in_another_year_is_compared_with_nothing(measured: Power) -> None:
    found = {(t.field, t.read): t.code for t in measured.trials if t.claim == "one#trade"}
    assert found == {
        ("value", "$14 billion"): "QTY001",
        ("value", "$410 billion"): "QTY001",
        ("value", "$4.1 billion"): "QTY001",
        ("value", "$4100 billion"): "QTY001",
        ("value", "$0.41 billion"): "QTY001",
        ("value", "$41000 billion"): "QTY001",
        ("value", "$0.041 billion"): "QTY001",
        ("value", "$1 billion"): "QTY001",
        ("value", "$4 billion"): "QTY001",
        ("during", "2024"): "DAT003",
        ("during", "2022"): None,
    }


def test_a_slip_within_the_rounding_is_a_warning_or_nothing(measured: Power) -> None:
    found = {t.read: t.severity for t in measured.trials if t.claim == "two#trade" and t.slip == "digits swapped"}
    # 42.1 may be 42.05, and 41 may be 41.9 and revised: only a reader who takes both as told is surprised.
    assert found == {"$14.2 billion": Severity.ERROR, "$42.1 billion": Severity.WARNING}
    assert [t.noticed for t in measured.trials if t.read == "$41 billion"] == [False]


def test_the_shares_add_up(measured: Power) -> None:
    assert (measured.noticed, len(measured.trials), measured.slips) == (39, 42, 42)
    assert measured.blind == ()


def test_a_sample_is_drawn_by_its_seed(result: Result, measured: Power) -> None:
    some = power(result, sample=5, seed=3)
    assert some.slips == measured.slips
    assert len(some.trials) == 5
    assert set(some.trials) <= set(measured.trials)
    assert some.trials == power(result, sample=5, seed=3).trials
    assert some.trials != power(result, sample=5, seed=4).trials
    assert power(result, sample=1000).trials == measured.trials


def test_the_shortcut_finds_what_checking_everything_again_finds(result: Result, measured: Power) -> None:
    known = {finding.fingerprint for finding in result.findings}
    trials = {(t.claim, t.field, t.read): t for t in measured.trials}
    codes = {rule.code for rule in result.rules}
    tried = 0
    for claim in result.corpus.claims:
        if claim.id not in measured.cross_checked:
            continue
        for change in changes(claim, {}):
            claims = tuple(change.record if each is claim else each for each in result.corpus.claims)
            again = check(replace(result.corpus, claims=claims), result.rules, near=False)
            new = [
                finding
                for finding in again.findings
                if finding.code in codes
                and finding.fingerprint not in known
                and any(member.claim == claim.id for member in finding.claims)
            ]
            trial = trials[claim.id, change.field, change.read]
            assert trial.noticed == bool(new), change
            assert trial.code is None or trial.code in {finding.code for finding in new}, change
            tried += 1
    assert tried == len(measured.trials)


def test_what_contradicts_already_counts_only_when_it_contradicts_more(tmp_path: Path) -> None:
    made = tmp_path / "claims"
    made.mkdir()
    (made / "vocabulary.yaml").write_text(VOCABULARY)
    for name, ordinal, year in (("a", 30, 2022), ("b", 32, 2024), ("c", 31, 2024)):
        head = f"source: {{id: {name}, title: {name}, publisher: {name}, published: 2024-07-03}}\nclaims:\n"
        claim = f"{{id: x, kind: anniversary, event: ties, ordinal: {ordinal}, on: {year}, quote: {ordinal}th}}"
        (made / f"{name}.yaml").write_text(f"{head}  - {claim}\n")
    found = {(t.claim, t.read): t.noticed for t in power(checked(made)).trials}
    # c contradicts both of the others whatever is read for it, but for what makes it agree.
    assert found["c#x", "32"] is False
    assert found["c#x", "2025"] is False
    # a agrees with b; a slip makes it contradict b as well.
    assert found["a#x", "2021"] is True
    assert found["a#x", "29"] is True


def test_the_reports_say_the_same(measured: Power) -> None:
    text = as_text(measured)
    first, *_ = text.splitlines()
    assert first == (
        "39 of 42 slips would be noticed (92 %): one at a time, in each of the 4 claims that are cross-checked. "
        "2 claims are not cross-checked."
    )
    assert "  anniversary     18 of    18  100 %" in text
    assert "  quantity        21 of    24   87 %" in text
    assert "\nNot cross-checked, so nothing in them would be noticed by the other claims (2):\n  one#alone\n" in text
    data: dict[str, Any] = json.loads(as_json(measured))
    assert data["summary"] == {
        "slips": 42,
        "tried": 42,
        "noticed": 39,
        "percent": 92,
        "cross_checked": 4,
        "not_cross_checked": 2,
    }
    assert Counter(trial["rule"] for trial in data["trials"]) == {"QTY001": 19, "ANN001": 18, "DAT003": 2, None: 3}
    assert data["by_rule"] == {"QTY001": 19, "ANN001": 18, "DAT003": 2}
    assert percent(2, 3) == 66
    assert percent(0, 0) is None


def test_a_corpus_without_cross_checks_says_so(tmp_path: Path) -> None:
    made = tmp_path / "claims"
    made.mkdir()
    (made / "vocabulary.yaml").write_text(VOCABULARY)
    (made / "one.yaml").write_text("\n".join(SOURCES["one"].splitlines()[:3]) + "\n")
    assert as_text(power(checked(made))).splitlines() == [
        "No claim that is cross-checked states anything that could slip: nothing was tried.",
        "",
        "Not cross-checked, so nothing in them would be noticed by the other claims (1):",
        "  one#thirtieth",
    ]


def test_the_command_prints_both_formats_and_refuses_others(folder: Path) -> None:
    run = CliRunner().invoke
    answer = run(command_line(), ["power", str(folder), "--sample", "3", "--seed", "1", "--format", "json"])
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["summary"]["tried"] == 3
    answer = run(command_line(), ["power", str(folder), "--sample", "3"])
    assert ", a sample of 42: one at a time" in answer.stdout
    assert "text or json, not xml" in str(run(command_line(), ["power", str(folder), "--format", "xml"]).exception)
