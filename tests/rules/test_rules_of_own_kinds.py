"""Rules about kinds that a vocabulary or the rule itself declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.corpus.load import kinds_of, load
from claimcheck.corpus.project import open_project
from claimcheck.engine.run import check
from claimcheck.engine.workbench.examples import run_examples
from claimcheck.rules.load import RuleSet, load_rules
from claimcheck.rules.pack import rules_of

VOCABULARY = """\
entities: {reef: {type: site}, wreck: {type: site}}
kinds:
  dive:
    summary: How deep somebody dived at a site.
    facts: {about: [site, diver], time: on}
    fields:
      site: {type: entity, of: site, needed: true, summary: Where}
      diver: {type: word, summary: Who}
      depth: {type: figure, unit: m, needed: true, summary: How deep}
      air: {type: flag, summary: Whether on air alone}
"""
RULE = """\
code: DIV001
name: deeper-than-air-allows
since: 0.1.0
severity: error
summary: Somebody dived deeper on air than anyone can.
why: Below 66 metres the oxygen of air is poison, and training ends far above that.
each: {kind: dive}
where: air
assert: depth <= 66
examples:
  - name: a dive within limits
    claims:
      - {id: a, kind: dive, site: reef, depth: 40 metres, air: true, on: 2024-05}
  - name: too deep on air
    claims:
      - {id: a, kind: dive, site: reef, depth: 90 metres, air: true, on: 2024-05}
    expect:
      - {severity: error, at: [a.depth], says: "90 > 66 m"}
"""
PAIR = RULE.replace("each: {kind: dive}\nwhere: air\n", "each: {one: {kind: dive}, other: {kind: dive}}\n")
KINDS = VOCABULARY.partition("\n")[2]


def rules(root: Path, text: str, vocabulary: str | None = VOCABULARY) -> RuleSet:
    (root / "claims").mkdir()
    (root / "rules").mkdir()
    if vocabulary is not None:
        (root / "claims" / "vocabulary.yaml").write_text(vocabulary, encoding="utf-8")
    (root / "rules" / "deeper-than-air-allows.yaml").write_text(text, encoding="utf-8")
    return load_rules((root / "rules",), root, kinds_of(open_project((), root)))


def own(found: RuleSet) -> list[str]:
    return [f"{each.place.line}:{each.place.column} {each.message}" for each in found.findings]


def test_a_rule_speaks_of_a_kind_of_the_project(tmp_path: Path) -> None:
    found = rules(tmp_path, RULE)
    assert own(found) == []
    rule = found.get("DIV001")
    assert rule is not None
    assert [each.differences for each in run_examples(rule, found)] == [(), ()]


MISTAKES = {
    "a field that the kind lacks": (
        RULE.replace("depth <= 66", "dpth <= 66"),
        "9:9 `dpth` is no field, no index name declared in `for`, and no constant; an id is written in quotes; "
        "did you mean `depth`?",
    ),
    "a constant field that the kind lacks": (
        RULE.replace("{kind: dive}\n", "{kind: dive, sits: reef}\n", 1),
        "7:20 a claim of kind `dive` has no field `sits`; did you mean `site`?",
    ),
    "a kind that nobody declares": (
        RULE.replace("each: {kind: dive}", "each: {kind: dove}"),
        "7:14 there is no kind `dove`; did you mean `dive`?",
    ),
    "a flag that is compared": (
        RULE.replace("where: air", "where: depth"),
        "8:8 a comparison is needed where a bare value stands: write == or < behind it",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_about_a_declared_kind_is_told_at_its_column(tmp_path: Path, name: str) -> None:
    text, message = MISTAKES[name]
    assert own(rules(tmp_path, text)) == [message]


def test_claims_of_a_declared_kind_are_joined_by_their_ids_and_words(tmp_path: Path) -> None:
    where = "where: one.site == other.site and one.diver == other.diver and one.depth < other.depth\n"
    found = rules(tmp_path, PAIR.replace("assert: depth <= 66", f"{where}assert: one.depth <= 66"))
    assert own(found) == []
    rule = found.get("DIV001")
    assert rule is not None
    assert [(join.left.name, join.right.name) for join in rule.joins] == [("site", "site"), ("diver", "diver")]


def test_a_rule_brings_its_kinds_where_the_project_lacks_them(tmp_path: Path) -> None:
    found = rules(tmp_path, RULE.replace("each:", f"{KINDS}each:"), None)
    assert own(found) == []
    rule = found.get("DIV001")
    assert rule is not None
    assert [each.differences for each in run_examples(rule, found)] == [(), ()]


def test_what_the_project_declares_counts_before_what_a_rule_brings(tmp_path: Path) -> None:
    brought = KINDS.replace("depth: {type: figure", "deep: {type: figure")
    assert own(rules(tmp_path, RULE.replace("each:", f"{brought}each:"))) == []


def test_the_pack_and_the_rules_of_a_project_are_loaded_with_its_kinds(tmp_path: Path) -> None:
    rules(tmp_path, RULE)
    found = rules_of(open_project((), tmp_path))
    assert found.findings == ()
    assert {rule.code for rule in found.rules} > {"DIV001", "GRM001"}


def test_a_mistake_in_a_kind_that_a_rule_brings_is_a_broken_rule(tmp_path: Path) -> None:
    brought = KINDS.replace("type: word", "type: wrd")
    found = rules(tmp_path, RULE.replace("each:", f"{brought}each:"), None)
    message = '13:21 the kind "dive" has a field of the type "wrd", which does not exist; did you mean `word`?'
    assert own(found) == [message]
    assert {each.code for each in found.findings} == {"RUL001"}


def test_the_rules_of_one_project_do_not_know_the_kinds_of_another(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    assert own(rules(tmp_path / "one", RULE)) == []
    assert own(rules(tmp_path / "other", RULE, None)) == [
        "7:14 there is no kind `dive`; a project declares its own under `kinds` in the vocabulary"
    ]


def test_claims_that_nothing_compares_are_told_to_be_near_when_their_times_differ_a_little(tmp_path: Path) -> None:
    rules(tmp_path, RULE)
    for name, when in (("a", "2024-03"), ("b", "2024-03-02/2024-04-01")):
        source = f"source: {{id: {name}, published: 2024-06-01, publisher: {name}}}\n"
        claim = f"claims:\n  - {{id: d, kind: dive, site: reef, depth: 40 metres, on: {when}, quote: q}}\n"
        (tmp_path / "claims" / f"{name}.yaml").write_text(source + claim, encoding="utf-8")
    result = check(load(open_project((), tmp_path)), ())
    assert [each.message for each in result.findings if each.code == "KEY001"] == [
        "a#d and b#d seem to be about one thing but were never compared: one speaks of 2024-03, "
        "the other of 2024-03-02/2024-04-01"
    ]


def test_a_folder_of_rules_without_a_project_knows_what_ships(tmp_path: Path) -> None:
    (tmp_path / "deeper-than-air-allows.yaml").write_text(RULE, encoding="utf-8")
    assert own(load_rules((tmp_path,), tmp_path)) == [
        "7:14 there is no kind `dive`; a project declares its own under `kinds` in the vocabulary"
    ]
