"""`rules lint`: each check finds its mistake in a rule that has it, and says nothing of one that has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.engine.rule_lint.bench import RuleProblem
from claimcheck.engine.rule_lint.run import all_checks, lint_rules
from claimcheck.rules.load import load_rules

HEAD = """\
code: {code}
name: {name}
since: 0.1.0
severity: {severity}
summary: {summary}
why: {why}
"""
DEFAULTS = {
    "code": "TST001",
    "name": "too-many-visitors",
    "severity": "error",
    "summary": "More people came than there are seats.",
    "why": "A hall has as many seats as it has, and nobody stands on a night with seats.",
}
BODY = """\
each: {kind: quantity, metric: visitors}
assert: value <= 400
examples:
  - name: as many as there are seats
    claims:
      - {id: a, kind: quantity, metric: visitors, of: hall, on: 2024-05-04, value: 400}
    vocabulary: {metrics: {visitors: {whole: true}}}
  - name: one more
    claims:
      - {id: a, kind: quantity, metric: visitors, of: hall, on: 2024-05-04, value: 401}
    vocabulary: {metrics: {visitors: {whole: true}}}
    expect:
      - {severity: error, at: [a.value]}
"""


def rule_file(body: str = BODY, **head: str) -> str:
    return HEAD.format(**{**DEFAULTS, **head}) + body


def problems(root: Path, *texts: str, family: str = "hall") -> tuple[RuleProblem, ...]:
    """Return what is wrong with rules, each in a file of its name."""
    folder = root / "rules" / family
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        name = text.partition("name: ")[2].partition("\n")[0]
        (folder / f"{name}.yaml").write_text(text)
    loaded = load_rules((root / "rules",), root)
    assert [finding.message for finding in loaded.findings] == []
    return lint_rules(loaded, loaded.rules)


def checks(root: Path, *texts: str) -> list[str]:
    return [f"{each.place.line}:{each.place.column} {each.severity} {each.check}" for each in problems(root, *texts)]


def test_nothing_is_said_of_a_rule_that_is_proved(tmp_path: Path) -> None:
    assert problems(tmp_path, rule_file()) == ()


def test_every_check_is_found() -> None:
    names = [check.__module__.rpartition(".")[2] for check in all_checks()]
    assert names == ["comparisons", "conditions", "head", "joins", "logic", "message", "proof"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": "check-visitors"}, "2:7 warning name-states-no-problem"),
        ({"summary": "Visitors must fit."}, "5:10 warning summary-states-no-problem"),
        ({"summary": "Make sure that visitors fit."}, "5:10 warning summary-states-no-problem"),
        ({"why": "It is known to be so."}, "6:6 warning no-reason"),
        ({"code": "RUL101"}, "1:7 warning code-of-another-family"),
    ],
)
def test_the_head(change: dict[str, str], expected: str, tmp_path: Path) -> None:
    assert checks(tmp_path, rule_file(**change)) == [expected]


def test_a_code_of_another_family(tmp_path: Path) -> None:
    others = [rule_file(BODY.replace("400", "398"), code=f"TST00{n}", name=f"rule-{n}x") for n in (2, 3)]
    (tmp_path / "rules/pit").mkdir(parents=True)
    (tmp_path / "rules/pit/stray-one.yaml").write_text(rule_file(code="TST009", name="stray-one"))
    found = [each for each in problems(tmp_path, *others) if each.check == "code-of-another-family"]
    assert [(each.code, each.message) for each in found] == [
        ("TST009", "codes that begin with TST belong to the rules in rules/hall")
    ]


def changed(old: str, new: str) -> str:
    assert old in BODY
    return rule_file(BODY.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # The same on both sides cancels out, whatever it is.
        ("value <= 400", "value + 1 > value", "8:9 error always-true"),
        ("value <= 400", "value <= value * 1 - 1", "8:9 error always-false"),
        ("value <= 400", "measure[metric, of, when] * 2 - measure[metric, of, when] >= 0 + measure[metric, of, when]",
            "8:9 error always-true"),
        ("value <= 400", "abs(value) >= 0", "8:9 error always-true"),
        ("assert:", "where: value > 500 and value < 300\nassert:", "8:8 error where-never-holds"),
        ("assert:", "where: metric == 'seats'\nassert:", "8:8 error where-never-holds"),
        ("assert:", "where: of == 'a' and of != 'a'\nassert:", "8:8 error where-never-holds"),
        ("assert:", "where: 1 < value < 1\nassert:", "8:8 error where-never-holds"),
        ("metric: visitors}\nassert", "metric: seats}\nassert", "9:1 error never-applies"),
        ("value <= 400", "value <= 400\nmessage: Too many people.", "9:10 warning message-without-claim"),
    ],
)  # fmt: skip
def test_what_can_never_or_always_speak(old: str, new: str, expected: str, tmp_path: Path) -> None:
    assert expected in checks(tmp_path, changed(old, new))


@pytest.mark.parametrize("where", ["value >= 300 and value <= 300", "value > 300 or value < 200", "of != 'a'"])
def test_a_condition_that_some_claim_meets_is_no_mistake(where: str, tmp_path: Path) -> None:
    found = checks(tmp_path, changed("assert:", f"where: {where}\nassert:"))
    assert [each for each in found if "never-holds" in each] == []


def test_a_comparison_that_no_example_shows(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, changed("value: 400", "value: 20"))
    assert (found.check, found.severity.value) == ("comparison-not-shown", "info")
    assert found.message == ("no example notices `value < 400` for `value <= 400`; add one on the edge between the two")


def test_examples_that_only_agree(tmp_path: Path) -> None:
    body = BODY.replace("value: 401", "value: 4").partition("    expect:")[0]
    assert "9:1 warning no-conflicting-example" in checks(tmp_path, rule_file(body))


def test_examples_that_only_conflict(tmp_path: Path) -> None:
    body = BODY.replace("value: 400}", "value: 402}").replace(
        "  - name: one more", "    expect:\n      - {severity: error, at: [a.value]}\n  - name: one more"
    )
    assert "9:1 warning no-agreeing-example" in checks(tmp_path, rule_file(body))


def test_an_agreeing_example_that_the_rule_never_meets(tmp_path: Path) -> None:
    other = "kind: anniversary, event: opening, ordinal: 3"
    body = BODY.replace("kind: quantity, metric: visitors, of: hall, on: 2024-05-04, value: 400", f"{other}, on: 2024")
    assert "9:1 warning fires-on-everything" in checks(tmp_path, rule_file(body))


def test_a_rule_that_speaks_where_another_agrees(tmp_path: Path) -> None:
    strict = rule_file(BODY.replace("400", "300").replace("401", "301"), code="TST002", name="far-too-many")
    found = [each for each in problems(tmp_path, rule_file(), strict) if each.check == "contradicted-by-another"]
    assert [(each.code, each.severity.value, each.place.line) for each in found] == [("TST001", "error", 10)]
    assert found[0].message.startswith('TST002 gives an error where "as many as there are seats" agrees: ')


def test_a_rule_that_another_makes_needless(tmp_path: Path) -> None:
    twin = rule_file(code="TST002", name="far-too-many")
    found = [each for each in problems(tmp_path, rule_file(), twin) if each.check == "shadowed-by-another"]
    assert [(each.code, each.severity.value) for each in found] == [("TST002", "warning"), ("TST001", "info")]
    assert found[0].message == "TST001 found each of its conflicts, and it has a part in none"


PAIR = """\
each:
  one: {kind: quantity, metric: visitors}
  other: {kind: quantity, metric: seats}
WHEREassert: one.value <= other.value
examples:
  - name: as many as there are seats
    claims:
      - {id: a, kind: quantity, metric: visitors, of: hall, on: 2024-05-04, value: 400}
      - {id: b, kind: quantity, metric: seats, of: hall, on: 2024-05-04, value: 400}
  - name: one more
    claims:
      - {id: a, kind: quantity, metric: visitors, of: hall, on: 2024-05-04, value: 401}
      - {id: b, kind: quantity, metric: seats, of: hall, on: 2024-05-04, value: 400}
    expect:
      - {severity: error, at: [a.value, b.value]}
"""


def test_claims_that_nothing_equal_joins(tmp_path: Path) -> None:
    found = [
        each for each in problems(tmp_path, rule_file(PAIR.replace("WHERE", ""))) if each.check == "quadratic-join"
    ]
    assert [(each.place.line, each.message) for each in found] == [
        (
            8,
            "no equality joins `other` to `one`, so that every claim is compared with every other; "
            "add to `where`: one.of == other.of",
        )
    ]


def test_one_equality_is_enough(tmp_path: Path) -> None:
    assert problems(tmp_path, rule_file(PAIR.replace("WHERE", "where: one.of == other.of\n"))) == ()


def test_a_message_that_leaves_a_claim_out(tmp_path: Path) -> None:
    where = "where: one.of == other.of\nmessage: At {one.on} too many came.\n"
    (found,) = problems(tmp_path, rule_file(PAIR.replace("WHERE", where)))
    assert found.message == "the message says nothing of other; write a field of it, such as {other.on}"
