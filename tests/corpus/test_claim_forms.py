"""Claims that are made without asking pydantic are those that it makes, and ids that are plainly known are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.registry import KindSet, built_in_kinds
from claimcheck.claims.source import Source
from claimcheck.corpus.build import ClaimMaker, build_claims
from claimcheck.corpus.identifiers import check_closely
from claimcheck.corpus.known_ids import is_plainly_known
from claimcheck.corpus.load import load
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.project import open_exactly
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.vocabulary_files import build_vocabulary
from claimcheck.corpus.yaml_entries import Entry
from claimcheck.corpus.yaml_nodes import Mapping, Sequence
from claimcheck.corpus.yaml_reader import read_yaml

ROOT = Path(__file__).parents[2]
SOURCE = SourceRecord(Source.model_validate({"id": "s", "published": "2024-01-02"}), "c.yaml")
WORDS = """
entities:
  kz: {label: Kazakhstan, type: country}
  cn: {label: China, type: country}
  ast: {label: Astana, type: city, in: kz}
  acme: {label: Acme, type: company}
groups:
  sco: {label: SCO, members: [kz, cn]}
  empty: {label: Empty, members: [acme, kz]}
events:
  ties: {label: Ties, on: 1992-01-03, type: founding, who: [kz, cn]}
series:
  forum: {label: Forum, type: summit, who: [sco]}
metrics:
  trade: {label: trade, unit: USD, measures: flow, of: [country, country]}
  sales: {label: sales, unit: USD, measures: flow, of: [company]}
  share: {label: share, unit: percent, measures: rate, of: [any]}
  people: {label: people, measures: stock, of: [group]}
  abroad: {label: abroad, part_of: sales}
properties:
  capital: {of: country, value: city}
kinds:
  poll:
    summary: What a poll found.
    facts: {about: [question, city]}
    needs_one_of: [share, sample]
    fields:
      question: {type: word, needed: true, summary: What was asked}
      city: {type: entity, of: city, summary: Where}
      share: {type: figure, unit: percent, summary: The share}
      sample: {type: figure, unit: people, summary: The sample}
      answer: {type: choice, choices: {in-favour: [for], against: [against]}, summary: Said}
      weighted: {type: flag, summary: Whether}
"""


def _vocabulary() -> Vocabulary:
    problems = Problems("v.yaml")
    root = read_yaml(WORDS).root
    assert isinstance(root, Mapping)
    made = build_vocabulary([(root, problems)])
    assert problems.found == []
    return made


VOCABULARY = _vocabulary()
KINDS: KindSet = VOCABULARY.kinds
IDS = [*("kz", "cn", "ast", "acme", "sco", "ties", "forum", "trade", "sales", "share", "people", "abroad", "nobody")]
VALUES: list[Any] = [
    *(*IDS, "2020", "2021-05", "2020-02-30", "before 2010", "2023-Q3", "30", "30th", "0", "last", "$41 billion", "up"),
    *("53.5 percent", "more than 30 years", "18 months", "true", "False", "highest", "LOWEST", "monday", "equal", ""),
    *("abroad", "estimate", "in-favour", "x y", None, "capital", "x" * 300, "1,003", "2 points"),
    *([], ["kz"], ["kz", "cn"], ["acme"], ["2020", "2021"], ["up", None], [["kz"]], ["x y"], {"a": "b"}),
    {"metric": "sales", "of": ["acme"]},
    {"metric": ["sales"], "of": "acme", "during": "2020", "value": "$3"},
    {"metric": "sales", "unit": "x"},
]
FIELDS = {
    name: sorted({field.alias or key for key, field in kind.model_fields.items()}) for name, kind in KINDS.items()
}
FITTING: dict[str, list[Any]] = {
    **{key: ["30", "30th", "more than 1"] for key in ("ordinal", "rank")},
    **{key: ["2020", "2021-05", "2023-Q3", ["2020", "2021"]] for key in ("on", "during", "base")},
    **{key: ["$41 billion", "53.5 percent", "30", "up"] for key in ("value", "to", "share", "by")},
    **{key: [VALUES[-3], VALUES[-2]] for key in ("part", "whole", "left", "right")},
    "metric": ["trade", "sales", "share", "people", "abroad"],
    "of": [["kz", "cn"], ["acme"], ["sco"], "kz"],
    "event": ["ties"],
    "series": ["forum"],
    "id": ["c1"],
    "quote": ["words of it"],
    "type": ["visit", "summit"],
    "ignore": [{"CLM001": "x"}],
    "question": ["bridge"],
    "where": ["kz", ["kz", "cn"]],
    "who": ["sco", ["kz"]],
}


@st.composite
def told(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    required = [
        field.alias or name
        for name, field in KINDS[kind].model_fields.items()
        if field.is_required() and name != "kind"
    ]
    keys = draw(st.permutations([*required, *draw(st.lists(st.sampled_from(FIELDS[kind]), max_size=3, unique=True))]))
    data: dict[str, Any] = {"kind": kind}
    for key in keys:
        fitting = FITTING.get(key, []) if draw(st.integers(0, 9)) else []
        data[key] = kind if key == "kind" else draw(st.sampled_from(fitting or VALUES))
    if draw(st.integers(0, 9)) == 0:
        data[draw(st.sampled_from(["kid", *data]))] = draw(st.sampled_from(VALUES))
    return data


def _entry(data: dict[str, Any]) -> Mapping:
    lines = [f"{key}: {json.dumps(value)}" for key, value in data.items()]
    root = read_yaml("source: x\nclaims:\n  - " + "\n    ".join(lines) + "\n").root
    assert isinstance(root, Mapping)
    claims = root.get("claims")
    assert isinstance(claims, Sequence)
    entry = claims.items[0]
    assert isinstance(entry, Mapping)
    return entry


def _said(record: ClaimRecord) -> tuple[object, ...]:
    model = record.model
    own = list(model.__dict__.items()), model.model_fields_set, model.model_extra, type(model)
    return record.id, record.kind, list(record.fields.items()), own, dict(record.paths), record.node


def _all_alike(entry: Mapping, maker: ClaimMaker) -> tuple[ClaimRecord, ...]:
    quick, slow = Problems("c.yaml"), Problems("c.yaml")
    made = maker.records(entry, SOURCE, quick)
    expected = build_claims(entry, SOURCE, slow, {"calendars": VOCABULARY.calendars}, KINDS)
    assert list(map(_said, made)) == list(map(_said, expected))
    assert quick.found == slow.found
    return made


MAKER = ClaimMaker(KINDS, {"calendars": VOCABULARY.calendars})


@settings(max_examples=1500, deadline=None)
@given(told())
def test_a_claim_is_made_as_pydantic_makes_it(data: dict[str, Any]) -> None:
    for record in _all_alike(_entry(data), MAKER):
        assert record.model == record.model.model_copy()
        problems = Problems("c.yaml")
        if is_plainly_known(record, VOCABULARY):
            assert check_closely(record, VOCABULARY, problems)
            assert problems.found == []


def test_the_claims_of_this_project_are_made_as_pydantic_makes_them() -> None:
    corpus = load(open_exactly(ROOT))
    for file in sorted((ROOT / "claims").glob("*-*.yaml")):
        root = read_yaml(file.read_bytes()).root
        assert isinstance(root, Mapping)
        claims = root.get("claims")
        assert isinstance(claims, Sequence)
        for entry in claims.items:
            assert isinstance(entry, Entry)
            assert _all_alike(entry, MAKER)
            assert entry.told is None
    assert sum(is_plainly_known(claim, corpus.vocabulary) for claim in corpus.claims) > len(corpus.claims) / 2


@pytest.mark.parametrize("kind", sorted(built_in_kinds()))
def test_every_kind_that_ships_has_a_form(kind: str) -> None:
    maker = ClaimMaker(KINDS, {})
    assert maker.form(kind) is not None
