"""Keys of claims: made once for claims that differ in names alone, and the same as if each were made by itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.engine.parting.forms import FormReader, Namesakes, constants_of, template_of
from claimcheck.engine.parting.joins import Joins
from claimcheck.engine.parting.key_maker import KeyMaker
from claimcheck.engine.parting.keys import Keys, key
from claimcheck.engine.parting.merge import comparable
from claimcheck.rules.load import load_rules
from claimcheck.rules.scope import PSEUDO_FIELDS
from claimcheck.values.periods import When

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "tests" / "worlds"), str(ROOT / "benchmarks"), str(ROOT / "tests" / "rules")]

from corpora import corpus_of  # noqa: E402
from drafts import draft  # noqa: E402
from made_corpus import Recipe, make  # noqa: E402

from worlds import consistent  # noqa: E402

RULES = load_rules([ROOT / "rules"], ROOT).rules

VOCABULARY = """\
entities:
  AA: {label: Aland, type: country}
  BB: {label: Bland, type: country}
  CC: {label: Cland, type: country}
  DD: {label: Dland, type: country}
  KK: {label: Kland, type: country}
  town: {label: Town, type: city, in: KK}
groups:
  isles: [DD]
metrics:
  trade: {label: trade, unit: USD, of: [country, country], symmetric: true}
  exports: {label: exports, unit: USD, of: [country, country]}
  imports: {label: imports, mirror_of: exports}
"""
CLAIMS = """\
source: {id: s, publisher: Paper, published: 2024-01-01, text: ../seeds/s.txt}
claims:
"""


def project(folder: Path, *claims: str) -> Corpus:
    for name in ("claims", "seeds"):
        (folder / name).mkdir()
    (folder / "claims/vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    lines = [f"  - {{id: c{number}, {claim}, quote: '5'}}\n" for number, claim in enumerate(claims)]
    (folder / "claims/s.yaml").write_text(CLAIMS + "".join(lines), encoding="utf-8")
    (folder / "seeds/s.txt").write_text("5", encoding="utf-8")
    return load(open_project((folder,)))


def alone(corpus: Corpus) -> list[Keys]:
    """Return the keys of claims where no id stands for another, and nothing is known from other claims."""
    found = []
    for claim in corpus.claims:
        maker = KeyMaker(RULES, corpus.vocabulary)
        maker._forms = FormReader(lambda _: None, constants_of(RULES))
        found += maker.keys_of([claim])
    return found


def worlds() -> list[Corpus]:
    return [corpus_of(*consistent(seed)) for seed in (1, 2)]


def test_keys_of_the_articles_and_of_worlds_are_those_of_each_claim_by_itself() -> None:
    for corpus in (load(open_project((ROOT,))), *worlds()):
        assert KeyMaker(RULES, corpus.vocabulary).keys_of(corpus.claims) == alone(corpus)


def test_claims_of_made_corpora_are_of_few_forms_and_have_the_keys_of_each_by_itself(tmp_path: Path) -> None:
    corpus = load(open_project((make(Recipe(300), tmp_path).root,)))
    maker = KeyMaker(RULES, corpus.vocabulary)
    assert maker.keys_of(comparable(corpus)) == alone(corpus)
    assert len(maker._of_form) < 12


@pytest.mark.parametrize("metric", ["trade", "exports", "imports"])
def test_which_of_two_names_comes_first_makes_a_form_of_its_own(tmp_path: Path, metric: str) -> None:
    pairs = ("[AA, BB]", "[BB, AA]", "[BB, CC]", "[CC, AA]", "[KK, AA]", "[CC, KK]")
    claims = [f"kind: quantity, metric: {metric}, of: {pair}, during: 2020, value: $5" for pair in pairs]
    corpus = project(tmp_path, *claims)
    assert len(corpus.claims) == len(pairs)
    assert KeyMaker(RULES, corpus.vocabulary).keys_of(corpus.claims) == alone(corpus)


def test_an_id_that_another_declaration_or_a_rule_names_stands_for_no_other(tmp_path: Path) -> None:
    like = Namesakes(project(tmp_path).vocabulary, RULES).like
    assert like("AA") == like("BB") != like("town")
    assert like("town") is not None
    # A place that another lies in, a member of a group, a group, a metric, and what nobody declares.
    assert [like(name) for name in ("KK", "DD", "isles", "trade", "nobody")] == [None] * 5
    named = load_rules([ROOT / "examples/casualties/rules"], ROOT).rules
    assert all(Namesakes(project(tmp_path).vocabulary, [rule]).like("AA") is not None for rule in named)


def test_a_key_with_room_is_filled_in_as_it_is_written_without() -> None:
    when = When(1, 2, "during")
    parts = ("is", "measure", "in EUR", ("AA", "KK"), frozenset({"BB", "AA"}), when, 3)
    made = template_of(parts, ("AA", "BB"))
    assert made is not None
    assert made.key([repr("AA"), repr("BB")]) == key(*parts)
    other = ("is", "measure", "in EUR", ("CC", "KK"), frozenset({"DD", "CC"}), when, 3)
    assert made.key([repr("CC"), repr("DD")]) == key(*other)


def test_an_id_inside_of_another_word_has_no_room() -> None:
    assert template_of(("is", "measure", "on the basis of AA"), ("AA",)) is None
    assert template_of(("is", "measure", "on the basis of A"), ("AA",)) is not None


def test_only_what_a_claim_states_itself_is_asked_of_it_before_a_join() -> None:
    joins = Joins([rule for rule in RULES if len(rule.binders) > 1], load(open_project((ROOT,))).vocabulary)
    asked = {
        (place.rule.code, name)
        for by in joins._places.values()
        for places in by.values()
        for place in places
        for name in place.given
    }
    assert ("SPK001", "speaker") in asked
    assert {name for _, name in asked} & PSEUDO_FIELDS.keys() <= {"speaker", "basis"}


def test_claims_are_joined_by_a_rule_that_asks_for_what_they_do_not_state(tmp_path: Path) -> None:
    rule = draft(
        each={"one": {"kind": "quantity"}, "other": {"kind": "quantity"}},
        where="one.metric == other.metric and given(one.when) and given(other.when) and given(other.speaker)",
        assert_="one.value == other.value",
    )
    stated = "kind: quantity, metric: trade, of: [AA, BB], during: 2020, value: $5"
    corpus = project(tmp_path, stated, f"{stated}, speaker: someone")
    places = Joins([rule], corpus.vocabulary)._places["quantity"]["metric",]
    assert [(place.binder.name, place.given) for place in places] == [("one", ()), ("other", ("speaker",))]
    silent, spoken = (set(Joins([rule], corpus.vocabulary).keys_of(claim)) for claim in corpus.claims)
    assert silent == spoken != set()


def test_keys_are_packed_and_unpacked(tmp_path: Path) -> None:
    corpus = load(open_project((make(Recipe(60), tmp_path).root,)))
    made = KeyMaker(RULES, corpus.vocabulary).keys_of(corpus.claims)
    assert any(each.own and each.asked and each.offered for each in made)
    assert any(not each.asked for each in made)
    assert [Keys.unpacked(each.packed()) for each in (*made, Keys())] == [*made, Keys()]
