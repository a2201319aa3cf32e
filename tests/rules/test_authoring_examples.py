"""`rules test`: what a failing example shows, which rules are meant, and the watch."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from workshop import FERRIES, Workshop, shop

from claimcheck.cli.commands.rules import test as command

__all__ = ["shop"]
HEAD = """\
code: TST001
name: a-draft
since: 0.1.0
severity: error
summary: A rule that a test writes.
why: It holds because the test says so, and for no other reason.
each: {kind: quantity}
"""
NO_FILE = "is no rule of the pack or of this project; `claimcheck rules try FILE` runs a draft"
AGREEING = "  - {name: few, claims: [{id: z, kind: quantity, metric: m, of: p, during: 2023, value: 3}]}\n"


def printed_of(shop: Workshop, example: str, assertion: str = "assert: value <= 5", head: str = HEAD) -> list[str]:
    """Return what is printed of one example beside one that agrees, without its place."""
    shop.write("rules/a-draft.yaml", f"{head}{assertion}\nexamples:\n{AGREEING}{example}")
    ran = shop("test", "TST001")
    lines = ran.output.splitlines()
    assert ran.status == (1 if ", 1 failed" in lines[-1] else 0)
    return [line for line in lines if not line.startswith("rules/")]


def example(value: str, *more: str) -> str:
    claim = f"      - {{id: a, kind: quantity, metric: m, of: p, during: 2023, value: {value}}}\n"
    return "  - name: more\n    claims:\n" + claim + "".join(f"    {line}\n" for line in more)


def test_a_finding_that_is_missing(shop: Workshop) -> None:
    assert printed_of(shop, example("4", "expect:", "  - {severity: error, at: [a.value], says: 4 > 3}")) == [
        "    expect:",
        '  -   - {severity: error, at: [a.value], says: "4 > 3"}',
        "  > TST001 judged a, and what it asserts can be true of them: see `assert`",
        "1 rule, 2 examples, 1 failed: 1 expected finding is missing",
    ]


def test_a_rule_that_is_about_none_of_the_claims(shop: Workshop) -> None:
    head = HEAD.replace("{kind: quantity}", "{kind: quantity, metric: other}")
    assert printed_of(shop, example("9", "expect: [{severity: error, at: [a.value]}]"), head=head) == [
        "    expect:",
        "  -   - {severity: error, at: [a.value]}",
        "  > TST001 is about none of these claims: see `each` and `where`",
        "1 rule, 2 examples, 1 failed: 1 expected finding is missing",
    ]


def test_a_finding_that_nobody_expects(shop: Workshop) -> None:
    assert printed_of(shop, example("9")) == [
        "    expect:",
        '  +   - {severity: error, at: [a.value], says: "9 > 5"}',
        "  > found by TST001: A rule that a test writes (a): 9 > 5",
        "  > right? then write the line with + into `expect`; wrong? then narrow `where` or weaken `assert`",
        "1 rule, 2 examples, 1 failed: 1 finding is not expected",
    ]


def test_another_severity_other_words_and_other_suspects(shop: Workshop) -> None:
    wish = "expect: [{severity: warning, at: [a.value], says: 9 > 4, suspects: [b.value]}]"
    assert printed_of(shop, example("9", wish)) == [
        "    expect:",
        '  -   - {severity: warning, at: [a.value], says: "9 > 4", suspects: [b.value]}',
        '  +   - {severity: error, at: [a.value], says: "9 > 5", suspects: [a.value]}',
        "  > an error: even the widest meaning of the words contradicts; make the figures come closer for a warning",
        "  > it says: A rule that a test writes (a): 9 > 5",
        "1 rule, 2 examples, 1 failed",
    ]


def test_an_error_that_only_warns(shop: Workshop) -> None:
    wish = "expect: [{severity: error, at: [a.value]}]"
    mild = HEAD.replace("error", "warning")
    assert "  > a rule of severity warning never gives an error" in printed_of(shop, example("9", wish), head=mild)
    told = printed_of(shop, example("5020", wish), "assert: value <= 5010")
    assert told[2:4] == [
        "  +   - {severity: warning, at: [a.value]}",
        "  > a warning: the widest meaning of the words allows it; move the figures further apart for an error",
    ]


def test_what_is_right_is_shown_without_a_sign(shop: Workshop) -> None:
    two = "      - {id: b, kind: quantity, metric: m, of: q, during: 2023, value: 8}\n"
    text = example("9", "expect: [{severity: error, at: [a.value]}]").replace("    expect", two + "    expect")
    assert printed_of(shop, text)[:3] == [
        "    expect:",
        "      - {severity: error, at: [a.value]}",
        '  +   - {severity: error, at: [b.value], says: "8 > 5"}',
    ]


def test_an_expectation_that_is_still_to_be_written(shop: Workshop) -> None:
    assert printed_of(shop, example("9", 'expect: [{severity: error, at: ["?"]}]')) == [
        "    expect:",
        '  -   - {severity: error, at: ["?"]}',
        '  +   - {severity: error, at: [a.value], says: "9 > 5"}',
        "  > `?` stands for what must be found: if the line with + is right, it takes the place of that line",
        "1 rule, 2 examples, 1 failed: 1 expectation is still to be written",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not_checked: [a]", []),
        ("not_checked: []", ["- not_checked: []", "+ not_checked: [a]"]),
        ("not_checked: [a, b]", ["- not_checked: [a, b]", "+ not_checked: [a]"]),
    ],
)
def test_what_is_not_checked_is_complete_where_it_stands(shop: Workshop, line: str, told: list[str]) -> None:
    lines = printed_of(shop, example("4", line), 'assert: value <= 5\nwhere: members == ["q"]')
    assert [each.strip() for each in lines if "not_checked:" in each] == told
    assert ("  > not checked: a: members: " in "\n".join(lines)) is bool(told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("agree: {'m[p, 2023]': 4}", []),
        ("agree: {}", ["+   m[p, 2023]: 4"]),
        ("agree: {nothing: 5}", ["-   nothing: 5", "+   m[p, 2023]: 4"]),
    ],
)
def test_what_agrees_is_complete_where_it_stands(shop: Workshop, line: str, told: list[str]) -> None:
    two = "      - {id: b, kind: quantity, metric: m, of: p, during: 2023, value: 4}\n"
    lines = printed_of(shop, example("4", line).replace("    agree", two + "    agree"))
    assert [each.strip() for each in lines if each.startswith(("  -", "  +"))] == told


def test_claims_that_cannot_be_read(shop: Workshop) -> None:
    assert printed_of(shop, example("many"))[1:] == [
        "  > the claims of the example cannot be read, so it was not run",
        "1 rule, 2 examples, 1 failed",
    ]


@pytest.mark.parametrize("word", ["HBR001", "hbr001", "too-many-passengers", FERRIES, f"./{FERRIES}"])
def test_a_rule_by_code_name_or_file(shop: Workshop, word: str) -> None:
    assert shop("test", word).output == "1 rule, 2 examples, 0 failed\n"


@pytest.mark.parametrize("word", ["HBR001", "too-many-passengers", FERRIES])
def test_a_rule_that_cannot_be_used_is_shown_at_its_place(shop: Workshop, word: str) -> None:
    shop.swap("metric, of, when]", "metric, off, when]")
    ran = shop("test", word)
    assert ran.status == 2
    place, excerpt, pointer, count = ran.output.splitlines()
    assert place.startswith(f"{FERRIES}:12:25: RUL001 `off` is no field")
    assert excerpt == "  | assert: measure[metric, off, when] <= 5000000"
    assert pointer.index("^") == excerpt.index("off")
    assert count == "0 rules, 0 examples, 0 failed, 1 rule of those asked for cannot be used"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("HBR002", "there is no rule HBR002; did you mean `HBR001`?"),
        ("draft.yaml", f"draft.yaml {NO_FILE}"),
        ("claims/vocabulary.yaml", f"claims/vocabulary.yaml {NO_FILE}"),
    ],
)
def test_what_names_no_rule(shop: Workshop, word: str, message: str) -> None:
    ran = shop("test", word)
    assert (ran.output, ran.status) == (f"claimcheck: {message}\n", 2)


def turns(*steps: Callable[[], None]) -> Callable[[], None]:
    """Return a pause that takes one step each time it is asked, and is then interrupted."""
    waiting: Iterator[Callable[[], None]] = iter(steps)

    def pause() -> None:
        step = next(waiting, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    return pause


def test_the_watch_runs_what_changes_until_it_is_interrupted(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def weaken() -> None:
        shop.swap("5000000", "50000000")

    def add() -> None:
        shop.write("rules/a-draft.yaml", f"{HEAD}assert: value <= 5\nexamples:\n{AGREEING}{example('4')}")

    def breaks() -> None:
        shop.swap("value <= 5", "valu <= 5", "rules/a-draft.yaml")

    monkeypatch.setattr(command, "_pause", turns(lambda: None, weaken, add, breaks))
    ran = shop("test", "--watch")
    assert ran.status == 130
    rounds = ran.output.split("\nChanged: ")
    assert rounds[0].endswith("0 failed\nWaiting for a rule file to change; Ctrl-C ends this.\n")
    assert rounds[1].startswith("too-many-passengers.yaml\n")
    assert rounds[1].endswith("1 rule, 2 examples, 1 failed: 1 expected finding is missing\n")
    assert rounds[2] == "a-draft.yaml\n1 rule, 2 examples, 0 failed\n"
    assert rounds[3].startswith("a-draft.yaml\nrules/a-draft.yaml:8:9: RUL001 `valu` is no field")
    assert len(rounds) == 4


def test_the_watch_of_one_rule_survives_its_removal(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_pause", turns((shop.root / FERRIES).unlink))
    ran = shop("test", "HBR001", "--watch")
    assert ran.status == 130
    assert ran.output.splitlines()[-2:] == [
        "Changed: too-many-passengers.yaml",
        "claimcheck: there is no rule HBR001",
    ]
