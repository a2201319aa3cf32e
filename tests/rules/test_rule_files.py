"""Rule files: a mistake is at its line and column however YAML writes the value; what holds for every rule."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from drafts import rule_text, write_rule

from claimcheck.corpus.project import open_project
from claimcheck.findings.codes import CHECKS
from claimcheck.rules.load import RuleSet, load_rules
from claimcheck.rules.pack import rules_of
from claimcheck.rules.rule import Rule

ROOT = Path(__file__).parents[2]
PACK = load_rules((ROOT / "rules",), ROOT)
RULES = PACK.rules


def found(root: Path, text: str, name: str = "a-draft.yaml") -> list[str]:
    loaded = load_rules((write_rule(root, text, name),), root)
    return [f"{each.place.line}:{each.place.column} {each.message}" for each in loaded.findings]


def ready(root: Path, text: str) -> RuleSet:
    return load_rules((write_rule(root, text),), root)


UNKNOWN = (
    "`evnt` is no field, no index name declared in `for`, and no constant; an id is written in quotes; "
    "did you mean `event`?"
)
WRITTEN = {
    "plain": ("on == evnt", (8, 15)),
    "plain over two lines": ("on == 1\n  and évnt == 1".replace("é", "e"), (9, 7)),
    "double quotation marks": ('"on == evnt"', (8, 16)),
    "single quotation marks": ("'''é'' == evnt'", (8, 19)),
    "below a bar": ("|\n  on == 1\n  and evnt == 1", (10, 7)),
    "folded": (">-\n  on == 1\n\n    and 'é' == evnt", (11, 16)),
    "a list": ("\n  - on == 1\n  - on == evnt", (10, 11)),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_mistake_is_at_its_place_however_the_value_is_written(name: str, tmp_path: Path) -> None:
    text, (line, column) = WRITTEN[name]
    assert found(tmp_path, rule_text(assert_=text)) == [f"{line}:{column} {UNKNOWN}"]


def test_an_escape_in_the_value_gives_its_start(tmp_path: Path) -> None:
    assert found(tmp_path, rule_text(assert_='"on ==\\tevnt"')) == [f"8:9 {UNKNOWN}"]


def test_a_mistake_at_the_end_is_behind_the_last_character(tmp_path: Path) -> None:
    (message,) = found(tmp_path, rule_text(assert_="|\n  on ==\n"))
    assert message.startswith("9:8 this is not an expression (invalid syntax)")


def test_the_excerpt_shows_the_place(tmp_path: Path) -> None:
    loaded = load_rules((write_rule(tmp_path, rule_text(where="on == evnt")),), tmp_path)
    assert [each.excerpt for each in loaded.findings] == ["where: on == evnt\n             ^"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"where": "origin[event] == on"}, "10:8 `where` decides which claims a rule is about and holds no variables; "
            "put it into `assert`"),
        ({"each": "{kind: aniversary}"}, "7:14 there is no kind `aniversary`; did you mean `anniversary`?"),
        ({"each": "{kind: anniversary, ordnal: 1}"}, "7:27 a claim of kind `anniversary` has no field `ordnal`; did "
            "you mean `ordinal`?"),
        ({"each": "{event: ties}"}, "7:15 `each` binds one claim (kind: …) or several by name (first: {kind: …})"),
        ({"for_": "{t: period}"}, "10:7 nothing gives `t` a value: it must stand by itself as an index of a variable "
            "in `assert`"),
        ({"for_": "{t: perod}"}, "10:10 `perod` is no type: period, dimensions, metric, event, series, ordinal, "
            "property, subject, tenure, entity, or a type of entities; did you mean `period`?"),
        ({"message": "by {evnt}"}, "10:14 " + UNKNOWN),
        ({"name": "another"}, '2:7 the rule is called "another" and its file a-draft.yaml; they must be the same'),
        ({"code": "tst1"}, '1:7 `code` of the rule: the text is not of the form ^[A-Z]{2,6}[0-9]{3}$ (found "tst1")'),
        ({"summary": "No full stop here"}, "5:10 `summary` of the rule: the text is not of the form \\.$ (found "
            '"No full stop here")'),
        ({"severity": "fatal"}, "4:11 `severity` of the rule: expected one of 'error', 'warning' or 'info' (found "
            '"fatal")'),
        ({"assert_": ""}, "1:1 the rule lacks `assert`"),
        ({"examples": "[{name: one, claims: [{id: a}]}]"}, "9:11 `examples` of the rule: at least 2 are needed here, "
            "and there are 1"),
        ({"asert": "on == 1"}, "10:1 the rule has no key `asert`; did you mean `assert`?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_said_at_its_place(change: dict[str, str], expected: str, tmp_path: Path) -> None:
    assert found(tmp_path, rule_text(**change)) == [expected]


def test_a_broken_rule_does_not_stop_the_others(tmp_path: Path) -> None:
    write_rule(tmp_path, rule_text(assert_="on == "), "a-draft.yaml")
    folder = write_rule(tmp_path, rule_text(code="TST002", name="another"), "another.yaml")
    loaded = load_rules((folder,), tmp_path)
    assert [rule.code for rule in loaded.rules] == ["TST002"]
    assert [each.place.file for each in loaded.findings] == ["rules/a-draft.yaml"]


def test_a_code_and_a_name_are_taken_once(tmp_path: Path) -> None:
    write_rule(tmp_path, rule_text())
    write_rule(tmp_path, rule_text(name="b"), "b.yaml")
    (tmp_path / "rules/more").mkdir()
    (tmp_path / "rules/more/a-draft.yaml").write_text(rule_text(code="TST003"))
    loaded = load_rules((tmp_path / "rules",), tmp_path)
    assert [rule.code for rule in loaded.rules] == ["TST001"]
    assert [f"{each.place} {each.message}" for each in loaded.findings] == [
        "rules/b.yaml:1:7 the code TST001 is taken by rules/a-draft.yaml",
        'rules/more/a-draft.yaml:2:7 the name "a-draft" is taken by TST001',
    ]


def test_a_folder_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    folder = write_rule(tmp_path, rule_text())
    loaded = load_rules((folder, folder), tmp_path)
    assert (len(loaded.rules), loaded.findings) == (1, ())
    assert loaded.get("TST001") is loaded.get("a-draft") is not None
    assert loaded.get("TST009") is None


def test_a_rule_that_a_link_leads_to_as_well_is_read_once(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    folder = write_rule(root, rule_text())
    (root / "rules/more").mkdir()
    (root / "rules/more/a-draft.yaml").symlink_to(root / "rules/a-draft.yaml")
    loaded = load_rules((folder,), root)
    assert ([rule.file for rule in loaded.rules], loaded.findings) == (["rules/a-draft.yaml"], ())


def test_the_pack_without_its_examples_is_the_same_otherwise() -> None:
    folder = ROOT / "rules"
    bare = load_rules((folder,), ROOT, without_examples=folder)
    assert [rule.code for rule in bare.rules] == [rule.code for rule in PACK.rules]
    assert bare.findings == PACK.findings == ()
    for rule, whole in zip(bare.rules, PACK.rules, strict=True):
        assert rule.model.examples == ()
        assert rule.model.model_dump(exclude={"examples"}) == whole.model.model_dump(exclude={"examples"})
        assert (rule.file, rule.path, rule.binders, rule.joins) == (whole.file, whole.path, whole.binders, whole.joins)
        assert (*bare.nodes[rule.code].entries,) == PACK.nodes[rule.code].entries[:-1]


def test_a_pack_in_the_making_is_read_with_its_examples(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    assert all(rule.model.examples for rule in rules_of(open_project((), ROOT), examples=False).rules)
    assert not any(rule.model.examples for rule in rules_of(open_project((), tmp_path), examples=False).rules)


# What holds for every rule that ships.


def test_the_pack_is_whole() -> None:
    assert PACK.findings == ()
    assert len(RULES) >= 100


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule(rule: Rule) -> None:
    path = Path(rule.file)
    assert path.stem == rule.model.name
    assert rule.code not in CHECKS
    assert not re.match(r"(no|check|valid|invalid)-", rule.model.name), "a name states the problem"
    assert "\n" not in rule.model.summary.strip()
    assert rule.model.summary[0].isupper()
    assert len(rule.model.why.split()) >= 8
    agreeing = [each for each in rule.model.examples if not each.expect and not each.not_checked]
    conflicting = [each for each in rule.model.examples if each.expect]
    assert agreeing, "an agreeing example"
    assert conflicting, "a conflicting example"
    assert len({each.name for each in rule.model.examples}) == len(rule.model.examples) >= 4
    assert rule.model.case, "the real text that it earns its place with"


def test_codes_and_names_are_unique_across_rules_and_checks() -> None:
    files = list((ROOT / "rules").rglob("*.yaml"))
    assert len(files) == len(RULES)
    names = Counter([rule.model.name for rule in RULES] + [check.name for check in CHECKS.values()])
    assert [name for name, count in names.items() if count > 1] == []


def test_a_prefix_of_codes_belongs_to_one_family() -> None:
    prefixes = defaultdict(set)
    for rule in RULES:
        prefix, folder = rule.code.rstrip("0123456789"), Path(rule.file).parent.name
        prefixes[prefix].add(folder)
    assert {prefix: found for prefix, found in prefixes.items() if len(found) > 1} == {}
    assert set(prefixes).isdisjoint(code[:3] for code in CHECKS)
