"""The JSON Schema of rule files, made from the model, for editors that complete and check."""

from __future__ import annotations

from claimcheck.claims.schema import DIALECT, Schema, file_schema, one_or_list
from claimcheck.rules.model import RuleFile


def rule_schema() -> Schema:
    """Return the schema of a rule file."""
    definitions: Schema = {}
    schema = file_schema(RuleFile, definitions)
    one_or_list(schema, "assert")
    one_or_list(definitions["ExpectedFinding"], "says")
    return {"$schema": DIALECT, "title": "Rule of claimcheck", **schema, "$defs": definitions}
