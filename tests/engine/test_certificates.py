"""Certificates hold, whatever is changed in one is noticed, and the checker owes the engine nothing."""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck import verify
from claimcheck.cli.main import command_line
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.yaml_nodes import at
from claimcheck.engine.proving.certificates import certificates, digest
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.engine.workbench.examples import run_example
from claimcheck.rules.load import RuleSet
from claimcheck.rules.pack import rules_of

ROOT = Path(__file__).parents[2]
UNKNOWN = ["slot", 0]


@cache
def pack() -> RuleSet:
    return rules_of(open_project((ROOT / "claims",)))


def texts(result: Result) -> Iterator[str]:
    for finding, text in certificates(result):
        assert text is not None, finding.message
        yield text


@cache
def articles() -> tuple[str, ...]:
    project = open_project((ROOT / "claims",))
    return tuple(texts(check(load(project), pack().rules)))


def sealed(body: dict[str, Any]) -> str:
    """Return a document as a certificate that was not changed after it was written."""
    kept = {key: value for key, value in body.items() if key != "digest"}
    return json.dumps({**kept, "digest": digest(kept)})


def slot(lower: str | None, upper: str | None, ends: str = "[]", *, whole: bool = False) -> dict[str, Any]:
    return {"name": "x", "claims": [], "domain": [lower, upper, ends], "whole": whole}


def number(text: str) -> list[Any]:
    return ["const", [text, text, "[]"]]


def document(slots: list[Any], conditions: list[Any], proof: dict[str, Any]) -> dict[str, Any]:
    constraints = [{"rule": "TST001", "claims": [], "condition": condition} for condition in conditions]
    return {"claims": [], "slots": slots, "constraints": constraints, "proof": {"steps": [], **proof}}


def holds(slots: list[Any], conditions: list[Any], proof: dict[str, Any]) -> bool:
    try:
        verify.check(sealed(document(slots, conditions, proof)))
    except verify.RejectedError:
        return False
    return True


@pytest.mark.parametrize("code", [rule.code for rule in pack().rules])
def test_the_conflicts_of_a_rule_have_certificates_that_hold(code: str) -> None:
    rule = next(rule for rule in pack().rules if rule.code == code)
    conflicting = [(number, each) for number, each in enumerate(rule.model.examples) if each.expect]
    position, example = conflicting[0]
    node = at(pack().nodes[code], ("examples", position))
    result = run_example(rule, example, node, pack().rules)
    assert isinstance(result, Result)
    found = list(texts(result))
    assert len(found) == len(result.findings) > 0
    for text in found:
        verify.check(text)


def test_the_warning_of_the_articles_rests_on_its_six_claims() -> None:
    (text,) = articles()
    verify.check(text)
    data = json.loads(text)
    assert [claim["id"].partition("#")[2] for claim in data["claims"]] == [
        "exports-electronics-2020",
        "exports-labour-intensive-2020",
        "ores-and-copper-2020",
        "trade-2021",
        "trade-growth-2021",
        "two-goods",
    ]
    assert {claim for each in data["constraints"] for claim in each["claims"]} == {c["id"] for c in data["claims"]}
    assert {each["rule"] for each in data["constraints"]} == {"CHG006", "PRT001", "QTY001", "SHR001", "TRD001"}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every single value of a document."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))
    else:
        yield path


def inside(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def test_every_value_that_is_changed_is_noticed() -> None:
    data = json.loads(articles()[0])
    count = 0
    for *way, last in places(data):
        changed = copy.deepcopy(data)
        parent = inside(changed, tuple(way))
        parent[last] = not parent[last] if isinstance(parent[last], bool) else f"{parent[last]}1"
        with pytest.raises((verify.RejectedError, ValueError)):
            verify.check(json.dumps(changed))
        count += 1
    assert count == len(list(places(data))) > 200


def test_every_step_that_is_left_out_and_every_constraint_is_missed() -> None:
    data = json.loads(articles()[0])
    for number_ in range(len(data["proof"]["steps"])):
        changed = copy.deepcopy(data)
        del changed["proof"]["steps"][number_]
        with pytest.raises(verify.RejectedError):
            verify.check(sealed(changed))
    for number_ in range(len(data["constraints"])):
        changed = copy.deepcopy(data)
        changed["constraints"][number_]["condition"] = ["all"]
        with pytest.raises(verify.RejectedError):
            verify.check(sealed(changed))


def test_a_figure_that_is_widened_until_all_agrees_is_no_proof() -> None:
    data = json.loads(articles()[0])
    stated = [number_ for number_, each in enumerate(data["slots"]) if each["claims"]]
    assert len(stated) == 5
    for number_ in stated:
        changed = copy.deepcopy(data)
        changed["slots"][number_]["domain"] = ["0", None, "[)"]
        with pytest.raises(verify.RejectedError):
            verify.check(sealed(changed))


def test_a_claim_that_is_not_listed_is_missed() -> None:
    data = json.loads(articles()[0])
    for number_ in range(len(data["claims"])):
        changed = copy.deepcopy(data)
        del changed["claims"][number_]
        with pytest.raises(verify.RejectedError, match="not among its claims"):
            verify.check(sealed(changed))


@pytest.mark.parametrize(
    ("known", "condition", "expected"),
    [
        (slot("0", "1"), [">", UNKNOWN, number("1")], True),
        (slot("0", "1"), [">=", UNKNOWN, number("1")], False),
        (slot("0", "1", "[)"), [">=", UNKNOWN, number("1")], True),
        (slot("0", "1"), ["<", UNKNOWN, number("0")], True),
        (slot("0", "1"), ["<=", UNKNOWN, number("0")], False),
        (slot("1", "1"), ["!=", UNKNOWN, number("1")], True),
        (slot("0", "1"), ["!=", UNKNOWN, number("1")], False),
        (slot("0", "1"), ["!=", UNKNOWN, UNKNOWN], False),
        (slot("0", "1", "()"), ["==", UNKNOWN, number("1")], True),
        (slot("-3", "2"), ["==", ["^", UNKNOWN, 2], number("10")], True),
        (slot("-3", "2"), ["==", ["^", UNKNOWN, 2], number("9")], False),
        (slot("-3", "2", "(]"), ["==", ["^", UNKNOWN, 2], number("9")], True),
        (slot("-3", "2"), ["<", ["^", UNKNOWN, 3], number("-27")], True),
        (slot("-3", "2"), ["==", ["abs", UNKNOWN], number("4")], True),
        (slot("-3", "2"), ["<", ["abs", UNKNOWN], number("0")], True),
        (slot("0", "2", "(]"), ["<", ["/", number("1"), UNKNOWN], number("1/2")], True),
        (slot("0", "2", "(]"), ["==", ["/", number("1"), UNKNOWN], number("1/2")], False),
        (slot("-2", "2"), ["==", ["/", number("1"), UNKNOWN], number("1/9")], False),
        (slot("0", "0"), ["==", ["/", number("1"), UNKNOWN], number("7")], True),
        (slot("2", "3", "(]"), ["==", ["/", number("1"), UNKNOWN], number("1/2")], True),
        (slot("2", "3", "[)"), ["==", ["/", number("1"), UNKNOWN], number("1/3")], True),
        (slot("2", "3", "[]"), ["==", ["/", number("1"), UNKNOWN], number("1/3")], False),
        (slot(None, "-2", "(]"), ["<", ["/", number("1"), UNKNOWN], number("-1/2")], True),
        (slot(None, "-2", "(]"), [">=", ["/", number("1"), UNKNOWN], number("0")], True),
        (slot(None, "-2", "(]"), ["==", ["*", UNKNOWN, number("0")], number("0")], False),
        (slot(None, "-2", "(]"), ["==", ["*", UNKNOWN, number("0")], number("1")], True),
        (slot(None, "-2", "(]"), ["<", ["*", UNKNOWN, UNKNOWN], number("4")], True),
        (slot(None, "-2", "(]"), [">", ["+", UNKNOWN, UNKNOWN], number("-4")], True),
        (slot("1", None, "[)"), ["==", ["+", UNKNOWN, ["-", UNKNOWN]], number("9")], False),
        (slot("730120", "730485", whole=True), ["==", ["year", UNKNOWN], number("2001")], True),
        (slot("730120", "730486", whole=True), ["==", ["year", UNKNOWN], number("2001")], False),
        (slot("730120", "730485"), ["all", ["all"], ["any"]], True),
        (slot("730120", "730485"), ["any", ["all"], ["any"]], False),
        (slot("730120", "730485"), ["any", ["any"], ["any"]], True),
    ],
)
def test_a_constraint_fails_outright_when_it_holds_nowhere(known: Any, condition: Any, expected: bool) -> None:
    assert holds([known], [condition], {"fails": 0}) is expected


def test_a_step_is_believed_only_when_nothing_outside_can_be() -> None:
    product = ["==", ["*", UNKNOWN, number("3")], number("6")]
    for interval, right in ((["2", "2", "[]"], True), (["2", None, "[)"], True), (["2", None, "()"], False)):
        step = {"constraint": 0, "slot": 0, "in": interval}
        beyond = [">", UNKNOWN, number("2")]
        assert holds([slot(None, None, "()")], [product, beyond], {"steps": [step], "fails": 1}) is (
            right and interval[1] is not None
        )
    below = {"constraint": 0, "slot": 0, "in": ["3", None, "[)"]}
    with pytest.raises(verify.RejectedError, match="constraint keeps slot 0"):
        verify.check(sealed(document([slot(None, None, "()")], [product], {"steps": [below]})))


def test_a_divisor_is_looked_at_on_both_sides_of_zero() -> None:
    quotient = ["==", ["/", number("10"), UNKNOWN], ["const", ["2", "5", "[]"]]]
    step = {"constraint": 0, "slot": 0, "in": ["2", "5", "[]"]}
    assert holds([slot(None, None, "()")], [quotient, ["<", UNKNOWN, number("2")]], {"steps": [step], "fails": 1})


def test_between_two_whole_numbers_is_none() -> None:
    thrice = ["==", ["*", UNKNOWN, number("3")], number("5")]
    step = {"constraint": 0, "slot": 0, "in": ["5/3", "5/3", "[]"]}
    assert holds([slot("0", "9", whole=True)], [thrice], {"steps": [step]})
    assert not holds([slot("0", "9")], [thrice], {"steps": [step]})
    above = {"constraint": 0, "slot": 0, "in": [None, "1", "(]"]}
    small = ["<", ["*", UNKNOWN, number("3")], number("6")]
    assert holds([slot("0", "9", whole=True)], [small, [">", UNKNOWN, number("1")]], {"steps": [above], "fails": 1})
    assert not holds([slot("0", "9")], [small, [">", UNKNOWN, number("1")]], {"steps": [above], "fails": 1})


def test_inequalities_add_up() -> None:
    x, y = ["slot", 0], ["slot", 1]
    free = [slot(None, None, "()"), slot(None, None, "()")]
    conditions = [["<", x, y], ["<=", y, x]]
    shares = [{"constraint": 0, "times": "1"}, {"constraint": 1, "times": "1"}]
    assert holds(free, conditions, {"sum": shares, "take": "right"})
    assert not holds(free, [["<=", x, y], ["<=", y, x]], {"sum": shares, "take": "right"})
    assert not holds(free, conditions, {"sum": [shares[0], {"constraint": 1, "times": "2"}], "take": "right"})
    assert not holds(free, conditions, {"sum": shares[:1], "take": "right"})
    for condition, factor in (
        (["<=", x, number("5")], "-1"),
        ([">", x, number("-5")], "1"),
        (["<", x, number("5")], "0"),
    ):
        shares = [{"constraint": 0, "times": factor}]
        assert not holds([slot("0", "1")], [condition], {"sum": shares, "take": "right"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"digest": NaN}',
        "1" * 5000,
        sealed(document([slot("1e9", "2")], [], {})),
        sealed(document([slot("1_0", "20")], [], {})),
        sealed(document([slot("1/0", "20")], [], {})),
        sealed(document([slot("3", "2")], [], {})),
        sealed(document([slot("1" * 4001, None, "[)")], [], {})),
        sealed(document([slot("0", "1")], [["==", ["*", UNKNOWN, UNKNOWN, UNKNOWN], number("5")]], {"fails": 0})),
        sealed(document([slot("0", "1")], [["==", ["^", UNKNOWN, 10**9], number("5")]], {"fails": 0})),
        sealed(document([slot("0", "1")], [["==", ["eval", UNKNOWN], number("5")]], {"fails": 0})),
        sealed(document([slot("0", "1")], [["~", UNKNOWN, number("5")]], {"fails": 0})),
        sealed(
            document(
                [slot("0", "1")],
                [["==", ["slot", None], number("5")]],
                {"sum": [{"constraint": 0, "times": "1"}], "take": ""},
            )
        ),
    ],
)
def test_what_is_no_certificate_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="it is no certificate that can be read"):
        verify.check(text)


def test_numbers_that_grow_without_end_are_refused() -> None:
    term: Any = number("9" * 1000)
    for _ in range(12):
        term = ["^", term, 64]
    with pytest.raises(ValueError, match="too much work"):
        verify.check(sealed(document([slot("0", "1")], [["==", term, UNKNOWN]], {"fails": 0})))


def test_work_without_end_is_refused() -> None:
    condition = ["==", ["+", *[UNKNOWN] * 3000], number("0")]
    steps = [{"constraint": 0, "slot": 0, "in": ["0", f"{4000 - each}/3", "[]"]} for each in range(3000)]
    with pytest.raises(ValueError, match="too much work"):
        verify.check(sealed(document([slot("-1", None, "[)")], [condition], {"steps": steps})))


def test_the_checker_is_short_and_imports_nothing_of_the_engine() -> None:
    text = Path(verify.__file__).read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    imported: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    assert imported == {"datetime", "fractions", "functools", "hashlib", "json", "math", "typing"}


def test_verify_answers_by_its_exit_status(tmp_path: Path) -> None:
    good, bad, none = (tmp_path / name for name in ("good.json", "bad.json", "none.json"))
    good.write_text(articles()[0])
    data = json.loads(articles()[0])
    del data["proof"]["steps"][0]
    bad.write_text(sealed(data))
    none.write_bytes(b"\xff\xfe")
    run = CliRunner().invoke
    answer = run(command_line(), ["verify", str(good)])
    assert (answer.exit_code, answer.stdout) == (0, f"{good}: holds\n")
    answer = run(command_line(), ["verify", str(good), str(bad)])
    assert answer.exit_code == 1
    assert f"{bad}: does not hold: " in answer.stdout
    answer = run(command_line(), ["verify", str(bad), str(none), str(good), str(tmp_path / "absent")])
    assert answer.exit_code == 2
    assert f"{none}: it is no text in UTF-8" in answer.stderr
    assert f"{tmp_path / 'absent'}: it cannot be read: No such file" in answer.stderr
    assert f"{good}: holds" in answer.stdout
