"""`rules new`: what it writes is a rule whose second example waits, and what it refuses it does not write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workshop import FERRIES, Workshop, shop

from claimcheck.claims.registry import built_in_kinds
from claimcheck.cli.commands.rules import new as command
from claimcheck.corpus.validate import to_data
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.engine.workbench.examples import run_examples
from claimcheck.engine.workbench.rule_sketch import Sketch, SketchMistake, sketched
from claimcheck.engine.workbench.yaml_words import flow, sentence
from claimcheck.rules.load import RuleSet, load_draft

__all__ = ["shop"]
HEAD = ("--severity", "error", "--summary", "More came than there are seats.", "--why", "Nobody stands in the hall.")
HALL = ("new", "HAL001", "too-full", "--family", "hall", "--kind", "quantity", "--assert", "value <= 411", *HEAD)
FILE = "rules/hall/too-full.yaml"


def changed(**options: str | None) -> list[str]:
    """Return the command with other options; None leaves one out."""
    words = list(HALL)
    for name, value in options.items():
        at = words.index(f"--{name}")
        words[at : at + 2] = [] if value is None else [f"--{name}", value]
    return words


def test_what_is_written(shop: Workshop) -> None:
    ran = shop(*HALL)
    assert ran.status == 0
    assert ran.output == (
        f"{FILE}: HAL001 is written, with two examples to complete.\n"
        '`claimcheck rules test HAL001` fails until the second says what is found, in place of "?".\n'
    )
    assert (
        shop.read(FILE)
        == """\
code: HAL001
name: too-full
since: 0.1.0
status: stable
severity: error
summary: More came than there are seats.
why: |
  Nobody stands in the hall.
each: {kind: quantity}
assert: value <= 411
examples:
  # Claims that an honest source could make, as near to a contradiction as they come.
  - name: claims that agree
    claims:
      - {id: a, kind: quantity, metric: some-metric, during: 2023, value: 500}
  # The same claims, changed until they contradict each other; nothing else may be found.
  - name: claims that conflict
    claims:
      - {id: a, kind: quantity, metric: some-metric, during: 2023, value: 500}
    expect:
      # For "?" write the claims and their fields, as in [a.value, b.value].
      - {severity: error, at: ["?"]}
"""
    )


def sketch(
    each: dict[str, object], assertion: str, for_: dict[str, str] | None = None, where: str | None = None
) -> str:
    head = ("HAL001", "too-full", "0.1.0", "error", "More came than there are seats.", "Nobody stands in the hall.")
    return sketched(Sketch(*head, each, assertion, for_ or {}, where), built_in_kinds())


def loaded(text: str, folder: Path) -> RuleSet:
    (folder / "draft.yaml").write_text(text, encoding="utf-8")
    rules = load_draft(folder / "draft.yaml", folder)
    assert rules.findings == ()
    return rules


ASSERTIONS = {
    "anniversary": "year(origin[event]) == year(on) - ordinal",
    "quantity": "measure[metric, of, when] <= 1000",
    "nth": "ordinal < 9",
    "state": "state[subject, property, when] == value",
    "duration": "years(length) < 50",
}


@pytest.mark.parametrize("kind", built_in_kinds())
def test_a_new_rule_about_each_kind_has_claims_that_agree_and_one_open_expectation(kind: str, tmp_path: Path) -> None:
    rules = loaded(sketch({"kind": kind}, ASSERTIONS.get(kind, "year(published) <= 2030")), tmp_path)
    agreeing, conflicting = run_examples(rules.rules[0], rules)
    assert agreeing.differences == ()
    assert (conflicting.difference.unwritten, conflicting.difference.missing) == (1, 0)
    assert conflicting.differences == ("  expect:", '-   - {severity: error, at: ["?"]}')


@pytest.mark.parametrize(
    ("each", "assertion", "for_", "where", "claims"),
    [
        ({"kind": "quantity", "metric": "visitors"}, "visitors[of, when] <= seats[of]", None, None, [
            "{id: a, kind: quantity, metric: visitors, of: some-place, during: 2023, value: 500}",
            "{id: b, kind: quantity, metric: seats, of: some-place, value: 500}",
        ]),
        ({}, "ferries[p, t] <= piers[p]", {"p": "port", "t": "period"}, None, [
            "{id: a, kind: quantity, metric: ferries, of: some-port, during: 2023, value: 500}",
            "{id: b, kind: quantity, metric: piers, of: some-port, value: 500}",
        ]),
        ({"one": {"kind": "event"}, "other": {"kind": "event"}}, "one.where == other.where", None,
            "one.who == other.who", [
            "{id: one, kind: event, type: visit, who: somebody, where: some-place, on: 2024-05-01}",
            "{id: other, kind: event, type: visit, who: somebody, where: some-place, on: 2024-05-01}",
        ]),
        ({}, "first[s] <= edition[s, n]", {"s": "series", "n": "ordinal"}, None, [
            "{id: a, kind: edition, series: some-series, on: 2024-05-01, ordinal: 3}",
            "{id: b, kind: edition, series: some-series, on: 2024-05-01, ordinal: 3}",
        ]),
    ],
    ids=["further metrics", "identity", "pair", "identity without metrics"],
)  # fmt: skip
def test_the_claims_are_those_that_the_rule_speaks_of(
    each: dict[str, object],
    assertion: str,
    for_: dict[str, str] | None,
    where: str | None,
    claims: list[str],
    tmp_path: Path,
) -> None:
    text = sketch(each, assertion, for_, where)
    assert [line.strip()[2:] for line in text.splitlines() if line.startswith("      - {id")] == claims * 2
    rules = loaded(text, tmp_path)
    first, second = run_examples(rules.rules[0], rules)
    assert first.differences == ()
    assert second.difference.unwritten == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"assert": "valu <= 411"}, "--assert: `valu` is no field, no index name declared in `for`, and no constant; "
            "an id is written in quotes; did you mean `value`?\n  valu <= 411\n  ^"),
        ({"kind": "quantities"}, "--kind: there is no kind `quantities`; did you mean `quantity`?"),
        ({"severity": "fatal"}, "--severity: `severity` of the rule: expected one of 'error', 'warning' or 'info' "
            '(found "fatal")'),
        ({"summary": "Too many"}, "--summary: `summary` of the rule: "),
        ({"family": "../outside"}, '"../outside" is no family: it is one folder of the rules, in small letters, such '
            "as harbour"),
        ({"family": "harbour"}, ""),
        ({"assert": None}, "--assert missing; without a terminal to ask on, every option must be given"),
        ({"family": None}, "--family is missing; without a terminal to ask on, every option must be given"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_not_written(shop: Workshop, change: dict[str, str | None], message: str) -> None:
    before = sorted(shop.root.rglob("*"))
    ran = shop(*changed(**change))
    if not message:
        assert ran.status == 0
        assert "code: HAL001\n" in shop.read("rules/harbour/too-full.yaml")
        return
    assert ran.output.startswith(f"claimcheck: {message}")
    assert ran.status == 2
    assert sorted(shop.root.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["HBR001", "too-full", "--family", "harbour"], f"the code HBR001 is taken by {FERRIES}; the next free one is "
            "HBR002"),
        (["HBR002", "too-full", "--family", "hall"], "codes with HBR belong to harbour, not to the family hall"),
        (["QUO009", "too-full", "--family", "hall"], "codes with QUO belong to the built-in checks, not to the family "
            "hall"),
        (["H1", "too-full", "--family", "hall"], "H1 is no code: two to six capitals and three digits, such as HAL001"),
        (["HAL001", "Too Full", "--family", "hall"], '"Too Full" is no name: it states the problem, as '
            "more-visitors-than-seats does"),
        (["HAL001", "too-many-passengers", "--family", "hall"], f"the name too-many-passengers is taken by {FERRIES}"),
        (["HAL001", "quote-not-found", "--family", "hall"], "the name quote-not-found is taken by a built-in check"),
    ],
)  # fmt: skip
def test_codes_and_names_that_are_taken(shop: Workshop, words: list[str], message: str) -> None:
    ran = shop("new", *words, *HALL[5:])
    assert (ran.output, ran.status) == (f"claimcheck: {message}\n", 2)


def test_the_code_of_a_rule_that_cannot_be_used_is_taken_too(shop: Workshop) -> None:
    shop.swap("metric, of, when]", "metric, off, when]")
    ran = shop("new", "HBR", "too-full", "--family", "harbour", *HALL[5:])
    assert ran.output.startswith("rules/harbour/too-full.yaml: HBR002 is written")


def test_a_prefix_gets_the_next_free_code_and_a_new_family_one_of_its_own(shop: Workshop) -> None:
    assert shop("new", "HAL", "too-full", *HALL[3:]).output.startswith(f"{FILE}: HAL001 is written")
    again = shop("new", "HAL", "fuller", *HALL[3:])
    assert again.output.startswith("rules/hall/fuller.yaml: HAL002 is written")


def test_no_file_is_overwritten(shop: Workshop) -> None:
    shop.write(FILE, "mine\n")
    ran = shop(*HALL)
    assert ran.output == f"claimcheck: {FILE} exists; a rule is never overwritten\n"
    assert shop.read(FILE) == "mine\n"


def test_a_folder_that_leads_outside_is_refused(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (shop.root / "rules" / "hall").symlink_to(tmp_path / "elsewhere")
    ran = shop(*HALL)
    assert ran.output == f"claimcheck: {FILE} lies outside the project, so nothing is written there\n"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_without_a_project_there_is_nothing_to_add_to(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = shop.root.parent / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert shop(*HALL).output == "claimcheck: there is no project here; `claimcheck init` makes a first one\n"


def test_a_terminal_is_asked_and_asked_again(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_terminal", lambda: True)
    answers = [
        "Hall!",
        "hall",
        "HBR001",
        "",
        "too-full",
        "quantity",
        "",
        "valu <= 411",
        "error",
        "More came than there are seats.",
        "Nobody stands in the hall.",
        "value <= 411",
    ]
    ran = shop("new", answers="\n".join(answers) + "\n")
    assert ran.status == 0, ran.output
    assert '"Hall!" is no family' in ran.output
    assert "the code HBR001 is taken" in ran.output
    assert "Code [HAL001]:" in ran.output
    assert "--assert: `valu` is no field" in ran.output
    asked = shop.read(FILE)
    (shop.root / FILE).unlink()
    assert shop(*HALL).status == 0
    assert shop.read(FILE) == asked


def test_an_identity_asks_for_its_indices(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_terminal", lambda: True)
    answers = ["", "p: port, t: period", "", "ferries[p, t] <= piers[p]"]
    words = ["new", "HAL001", "too-full", "--family", "hall", *HEAD]
    ran = shop(*words, answers="\n".join(answers) + "\n")
    assert ran.status == 0, ran.output
    assert "for: {p: port, t: period}\nassert: ferries[p, t] <= piers[p]\n" in shop.read(FILE)


def test_a_mistake_tells_the_key_and_the_column() -> None:
    with pytest.raises(SketchMistake) as found:
        sketch({"kind": "quantity"}, "value <= 5", None, "wher == 1")
    assert (found.value.key, found.value.column) == ("where", 0)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=100)
@given(TEXTS)
def test_any_sentence_is_read_back_as_it_was_but_for_its_spaces(text: str) -> None:
    read = read_yaml(f"key: {sentence(text)}\nnext: 1\n")
    assert read.problems == ()
    expected = " ".join(text.split())
    assert (to_data(read.root) or {})["key"] == expected


VALUES = st.recursive(TEXTS, lambda each: st.lists(each, max_size=3) | st.dictionaries(TEXTS, each, max_size=3))


@settings(max_examples=50)
@given(st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), VALUES, min_size=1, max_size=3))
def test_any_value_is_read_back_as_it_was(value: dict[str, object]) -> None:
    read = read_yaml(f"key: {flow(value)}\n")
    assert read.problems == ()
    assert to_data(read.root) == {"key": value}
