"""Claims written as data, grounded by one rule, and conditions shown as text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from claimcheck.claims.source import Source
from claimcheck.corpus.build import build_claims
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.vocabulary_files import build_vocabulary
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.engine.grounding.grounding import Grounding, ground
from claimcheck.rules.rule import Rule
from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Const,
    Leaf,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Term,
    Times,
    Var,
    YearOf,
)
from claimcheck.rules.variables import describe
from claimcheck.values.figure import Reading


def claims_of(*entries: Mapping[str, Any], published: str = "2025-01-01") -> list[ClaimRecord]:
    """Return claims, each of a source of its own, called by their bare ids."""
    found = []
    for entry in entries:
        data = {"quote": "…", **entry}
        node = read_yaml(json.dumps(data)).root
        assert node is not None
        model = Source.model_validate({"id": data["id"], "published": data.pop("published", published)})
        if "published" in entry:
            node = read_yaml(json.dumps(data)).root
            assert node is not None
        problems = Problems("test.yaml")
        for record in build_claims(node, SourceRecord(model, "test.yaml"), problems, {}):
            short = record.id.split("#", 1)[1]
            found.append(
                ClaimRecord(short, record.kind, record.fields, record.source, record.model, record.node, record.paths)
            )
        assert problems.found == []
    return found


def vocabulary_of(declared: Mapping[str, Any]) -> Vocabulary:
    """Return a vocabulary that takes ids that it does not declare."""
    node = read_yaml(json.dumps(declared)).root
    assert node is not None
    return build_vocabulary([(node, Problems("v.yaml"))], lenient=True)


def grounded(
    rules: Rule | Sequence[Rule],
    claims: Sequence[ClaimRecord],
    *,
    vocabulary: Mapping[str, Any] | None = None,
    reading: Reading = Reading.PLAIN,
) -> Grounding:
    """Apply rules to claims under one reading."""
    listed = [rules] if isinstance(rules, Rule) else list(rules)
    return ground(listed, claims, vocabulary_of(vocabulary or {"metrics": {"m": {}}}), reading)


def show(condition: Condition) -> str:
    """Return a condition as text; what all must hold is joined by semicolons."""
    match condition:
        case Relation(left, op, right):
            return f"{_term(left)} {op} {_term(right)}"
        case All(items):
            return "; ".join(map(show, items))
        case AnyOf(items):
            return " or ".join(map(show, items))
        case _:
            return condition.value


def _term(term: Term) -> str:
    match term:
        case Const(text=text) | Leaf(text=text):
            return text
        case Var(slot=slot):
            return describe(slot)
        case Plus(items):
            return " + ".join(map(_term, items))
        case Minus(item):
            return f"-{_term(item)}"
        case Times(left, right):
            return f"{_bracketed(left)} * {_bracketed(right)}"
        case Over(left, right):
            return f"{_bracketed(left)} / {_bracketed(right)}"
        case Power(base, exponent):
            return f"{_bracketed(base)}^{exponent}"
        case YearOf(item):
            return f"year({_term(item)})"
        case Magnitude(item):
            return f"|{_term(item)}|"


def _bracketed(term: Term) -> str:
    return f"({_term(term)})" if isinstance(term, (Plus, Times, Over)) else _term(term)
