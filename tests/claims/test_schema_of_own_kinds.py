"""The schema for editors takes what the loader takes of a project's own kinds, and refuses what it refuses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from editors import mistakes, read
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from claimcheck.claims.schema import Schema, claim_file_schema, vocabulary_schema
from claimcheck.cli.main import command_line
from claimcheck.corpus.load import kinds_of
from claimcheck.corpus.project import open_project

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(path for name in ("polls", "casualties") for path in (EXAMPLES / name / "claims").glob("*.yaml"))
POLL = "id: p, kind: poll, poll: p, answer: a, on: 2024-05, quote: q"


@cache
def schema_of(project: str) -> Schema:
    made = claim_file_schema(kinds_of(open_project((), EXAMPLES / project)))
    Draft202012Validator.check_schema(made)
    return made


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_examples_fit_the_schema_of_their_project(path: Path) -> None:
    made = vocabulary_schema() if path.stem == "vocabulary" else schema_of(path.parents[1].name)
    assert mistakes(made, read(path.read_text(encoding="utf-8"))) == []


CLAIMS = [
    (f"{{{POLL}, share: 5 percent}}", []),
    (f"{{{POLL}, sample: 17, method: telephone, weighted: true}}", []),
    (f"{{{POLL}, sample: 17, method: fax}}", ["claims/0/method anyOf"]),
    (f"{{{POLL}, shre: 5 percent, sample: 17}}", ["claims/0 additionalProperties"]),
    (f"{{{POLL}}}", ["claims/0 anyOf"]),
    ("{id: p, kind: poll, answer: a, on: 2024-05, quote: q, sample: 17}", ["claims/0 required"]),
    ("{id: p, kind: casualties, quote: q}", ["claims/0/kind enum"]),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS)
def test_a_slip_is_seen_in_the_editor(claim: str, expected: list[str]) -> None:
    data = read(f"source: {{id: s, published: 2024-01-02}}\nclaims:\n  - {claim}\n")
    assert mistakes(schema_of("polls"), data) == expected


DECLARED: dict[str, Any] = {"summary": "One two.", "fields": {"a": {"type": "word", "summary": "The a."}}}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"phrases": "poll"}, []),
        ({"phrases": ["poll", "survey"]}, []),
        ({"facts": {"time": "sometimes"}}, ["kinds/poll/facts/time enum"]),
        ({"fields": {"a": {"type": "wrd", "summary": "The a."}}}, ["kinds/poll/fields/a/type enum"]),
        ({"fields": {"a": {"type": "choice", "summary": "The a.", "choices": ["x", "y"]}}}, []),
        ({"fields": {"a": {"type": "choice", "summary": "The a.", "choices": {"x": "ex", "y": ["why"]}}}}, []),
        ({"fields": {}}, ["kinds/poll/fields minProperties"]),
        ({"sumary": "x"}, ["kinds/poll additionalProperties"]),
    ],
)
def test_a_declaration_is_completed_and_checked(change: dict[str, Any], expected: list[str]) -> None:
    assert mistakes(vocabulary_schema(), {"kinds": {"poll": {**DECLARED, **change}}}) == expected


def test_the_command_prints_the_kinds_of_the_project_that_it_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def kinds(folder: Path) -> list[str]:
        monkeypatch.chdir(folder)
        result = CliRunner().invoke(command_line(), ["schema", "claims"])
        assert result.exit_code == 0
        found: list[str] = json.loads(result.output)["properties"]["claims"]["items"]["properties"]["kind"]["enum"]
        return found

    assert kinds(EXAMPLES / "polls")[-1] == "poll"
    assert "poll" not in kinds(EXAMPLES)
