from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editors import mistakes, read
from jsonschema import Draft202012Validator

from claimcheck.claims.registry import built_in_kinds
from claimcheck.claims.schema import Schema, claim_file_schema, vocabulary_schema
from claimcheck.rules.schema import rule_schema

ROOT = Path(__file__).parents[2]
CLAIM_FILES = sorted(path for path in (ROOT / "claims").glob("*.yaml") if path.stem != "vocabulary")
RULE_FILES = sorted((ROOT / "rules").rglob("*.yaml"))


def file_with(claim: str) -> Any:
    return read(f"source: {{id: s, published: 2024-01-02}}\nclaims:\n  - {claim}\n")


@pytest.mark.parametrize("schema", [claim_file_schema(), vocabulary_schema(), rule_schema()])
def test_each_is_a_schema_of_the_dialect_that_it_names(schema: Schema) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("path", CLAIM_FILES, ids=lambda path: path.name)
def test_the_claims_of_this_repository_are_valid(path: Path) -> None:
    assert mistakes(claim_file_schema(), read(path.read_text())) == []


def test_the_vocabulary_of_this_repository_is_valid() -> None:
    assert mistakes(vocabulary_schema(), read((ROOT / "claims/vocabulary.yaml").read_text())) == []


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.name)
def test_the_rules_of_this_repository_are_valid(path: Path) -> None:
    assert mistakes(rule_schema(), read(path.read_text())) == []


def test_the_example_of_the_schema_is_valid() -> None:
    schema = claim_file_schema()
    assert [mistakes(schema, example) for example in schema["examples"]] == [[]]


def test_every_kind_is_offered_with_a_description_of_each_field() -> None:
    schema = claim_file_schema()
    assert schema["properties"]["claims"]["items"]["properties"]["kind"]["enum"] == list(built_in_kinds())
    bare = {"kind", "note", "tags"}
    for name in built_in_kinds():
        for key, field in schema["$defs"][f"claim-{name}"]["properties"].items():
            assert key in bare or field.get("description"), (name, key)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("{id: a, kind: quantity, metric: m, value: 5, quote: q}", []),
        ("{id: a, kind: quantity, metric: m, of: CN, value: $5, during: 2021, quote: q, tags: x}", []),
        ("{id: a, kind: quantty, metric: m, value: 5, quote: q}", ["claims/0/kind enum"]),
        ("{id: a, metric: m, value: 5, quote: q}", ["claims/0 required"]),
        ("{id: a, kind: quantity, metric: m, quote: q}", ["claims/0 required"]),
        ("{id: a, kind: quantity, metric: m, vlue: 5, value: 5, quote: q}", ["claims/0 additionalProperties"]),
        ("{id: a, kind: quantity, metric: m, value: [5], quote: q}", ["claims/0/value type"]),
        ("{id: a, kind: quantity, metric: m m, value: 5, quote: q}", ["claims/0/metric pattern"]),
        ("{id: a, kind: quantity, metric: m, value: 5, on: 2021, during: 2021, quote: q}", ["claims/0 not"]),
        ("{id: a, kind: change, metric: m, quote: q}", ["claims/0 anyOf"]),
        ("{id: a, kind: change, metric: m, by: [up, 5 percent], quote: q}", []),
        ("{id: a, kind: compare, left: {metric: m}, right: {metric: n}, quote: q}", ["claims/0 anyOf"]),
        ("{id: a, kind: duration, event: e, length: 3 years, quote: q}", ["claims/0 anyOf"]),
        ("{id: a, kind: duration, event: e, on: 2021, length: 3 years, quote: q}", []),
        ("{id: a, kind: breakdown, whole: {metric: m}, parts: {metric: n}, quote: q}", []),
        ("{id: a, kind: share, part: m, whole: {metric: m}, share: half, quote: q}", ["claims/0/part type"]),
        (
            "{id: a, kind: share, part: {metrc: m}, whole: {metric: m}, share: half, quote: q}",
            ["claims/0/part additionalProperties", "claims/0/part required"],
        ),
    ],
)
def test_claims_right_and_wrong(claim: str, expected: list[str]) -> None:
    assert mistakes(claim_file_schema(), file_with(claim)) == expected


def test_a_file_without_a_source_or_with_another_key() -> None:
    assert mistakes(claim_file_schema(), read("claims: []\nclaim: []\n")) == [" additionalProperties", " required"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("groups: {g: [CN, {id: KZ, during: 2017/..}]}", []),
        ("groups: {g: {members: [CN], complete: false}}", []),
        ("groups: {g: CN}", ["groups/g anyOf"]),
        ("entities: {CN: {label: China, aliases: [Cathay, {name: PRC, during: 1949/..}]}}", []),
        ("entities: {CN: {labl: China}}", ["entities/CN additionalProperties"]),
        ("entities: {C N: {label: China}}", ["entities additionalProperties"]),
        ("metrics: {m: {measures: level}}", ["metrics/m/measures enum"]),
        ("entites: {}", [" additionalProperties"]),
    ],
)
def test_vocabularies_right_and_wrong(text: str, expected: list[str]) -> None:
    assert mistakes(vocabulary_schema(), read(text)) == expected


def test_rules_right_and_wrong() -> None:
    path = ROOT / "rules/anniversary/conflicting-anniversaries.yaml"
    data = read(path.read_text())
    assert mistakes(rule_schema(), {**data, "assert": ["a == b", "b == c"]}) == []
    assert mistakes(rule_schema(), {**data, "asert": "a == b"}) == [" additionalProperties"]
    assert mistakes(rule_schema(), {**data, "severity": "fatal"}) == ["severity enum"]
    assert mistakes(rule_schema(), {**data, "examples": data["examples"][:1]}) == ["examples minItems"]
