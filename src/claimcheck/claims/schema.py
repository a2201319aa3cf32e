"""The JSON Schema of claim and vocabulary files, made from the models, for editors that complete and check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from claimcheck.claims.base import TimedClaim
from claimcheck.claims.declared_kind import DeclaredClaim
from claimcheck.claims.registry import KindSet, built_in_kinds
from claimcheck.claims.source import Source
from claimcheck.claims.vocabulary import VocabularyFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_EXAMPLE: Schema = {
    "source": {"id": "cgtn-2022-09-16", "publisher": "CGTN", "published": "2022-09-16", "text": "../seeds/003.txt"},
    "claims": [
        {
            "id": "trade-2021",
            "kind": "quantity",
            "metric": "trade",
            "of": ["CN", "KZ"],
            "during": 2021,
            "value": "above $25 billion",
            "quote": "bilateral trade reaching above $25 billion in 2021",
        }
    ],
}


def claim_file_schema(known: KindSet | None = None) -> Schema:
    """Return the schema of a claim file: a source and its claims, each with the fields of its kind.

    `known` are the kinds of a project; without them those that ship.
    """
    definitions: Schema = {}
    models = built_in_kinds() if known is None else known
    kinds = {name: _claim_schema(model, definitions) for name, model in models.items()}
    definitions.update({f"claim-{name}": schema for name, schema in kinds.items()})
    choices = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {"$ref": f"#/$defs/claim-{name}"},
        }
        for name in kinds
    ]
    kind = {"enum": list(kinds), "description": "What the claim says; it decides which fields it has"}
    claim = {"type": "object", "required": ["kind"], "properties": {"kind": kind}, "allOf": choices}
    return {
        "$schema": DIALECT,
        "title": "Claim file of claimcheck",
        "description": "One source and what it says",
        "type": "object",
        "required": ["source", "claims"],
        "additionalProperties": False,
        "properties": {
            "source": {"$ref": "#/$defs/Source"},
            "claims": {"type": "array", "items": claim, "description": "What the source says, one statement each"},
        },
        "$defs": {"Source": file_schema(Source, definitions), **definitions},
        "examples": [_EXAMPLE],
    }


def vocabulary_schema() -> Schema:
    """Return the schema of a vocabulary file."""
    definitions: Schema = {}
    schema = file_schema(VocabularyFile, definitions)
    member: Schema = {"type": "string", "description": "The id of the member alone"}
    members = {"anyOf": [member, {"$ref": "#/$defs/Member"}]}
    shorthands: dict[str, Schema] = {
        "Alias": {"type": "string", "description": "The name alone"},
        "Member": member,
        "Group": {"type": "array", "items": members, "description": "The members alone"},
    }
    widen = _or_shorthand(shorthands)
    return {
        "$schema": DIALECT,
        "title": "Vocabulary of claimcheck",
        **_rewritten(schema, widen),
        "$defs": _rewritten(definitions, widen),
    }


def file_schema(model: type[BaseModel], definitions: Schema) -> Schema:
    """Return the schema of a model; the schemas that it refers to are put into `definitions`."""
    schema = model.model_json_schema(by_alias=True, mode="validation", ref_template="#/$defs/{model}")
    nested = schema.pop("$defs", {})
    definitions.update({name: _closed(item) for name, item in nested.items()})
    closed: Schema = _closed(schema)
    return closed


def one_or_list(schema: Schema, *keys: str) -> None:
    """Let a key that takes a list take one item alone too, as the files may be written."""
    for key in keys:
        listed = schema["properties"].get(key)
        if listed is None:
            continue
        described = {name: listed.pop(name) for name in ("description", "default") if name in listed}
        schema["properties"][key] = {**described, "anyOf": [listed["items"], listed]}


def _claim_schema(model: type[BaseModel], definitions: Schema) -> Schema:
    schema = file_schema(model, definitions)
    one_or_list(schema, "tags", "supersedes", "parts")
    if issubclass(model, TimedClaim):
        schema["not"] = {"required": ["on", "during"]}
    if issubclass(model, DeclaredClaim) and model.one_of:
        schema["allOf"] = [{"anyOf": [{"required": [name]} for name in names]} for names in model.one_of]
    return schema


def _closed(schema: Schema) -> Schema:
    """Refuse keys that no pattern of a mapping allows, and drop the titles that only repeat the key."""

    def close(item: Schema) -> Schema:
        if "patternProperties" in item:
            item["additionalProperties"] = False
        return {key: value for key, value in item.items() if key != "title" or not isinstance(value, str)}

    closed: Schema = _rewritten(schema, close)
    return closed


def _or_shorthand(shorthands: Mapping[str, Schema]) -> Callable[[Schema], Schema]:
    def widen(item: Schema) -> Schema:
        name = str(item.get("$ref", "")).rpartition("/")[2]
        if name not in shorthands:
            return item
        rest = {key: value for key, value in item.items() if key != "$ref"}
        return {**rest, "anyOf": [shorthands[name], {"$ref": item["$ref"]}]}

    return widen


def _rewritten(node: Any, change: Callable[[Schema], Schema]) -> Any:
    """Return a schema with every mapping in it changed, from the inside out."""
    if isinstance(node, dict):
        return change({key: _rewritten(value, change) for key, value in node.items()})
    if isinstance(node, list):
        return [_rewritten(item, change) for item in node]
    return node
