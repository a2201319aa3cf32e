"""What an editor makes of a file, and what a schema says against it."""

from __future__ import annotations

import re
from typing import Any

from jsonschema import Draft202012Validator

from claimcheck.claims.schema import Schema
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar
from claimcheck.corpus.yaml_reader import read_yaml


def as_an_editor(node: Node) -> Any:
    """Type plain scalars as YAML 1.2 does, which is what editors check against a schema."""
    if isinstance(node, Mapping):
        return {key.text: as_an_editor(value) for key, value in node.entries}
    if not isinstance(node, Scalar):
        return [as_an_editor(item) for item in node.items]
    if node.style != "plain":
        return node.text
    if node.is_null:
        return None
    if node.text in ("true", "false"):
        return node.text == "true"
    if re.fullmatch(r"-?(0|[1-9][0-9]*)", node.text):
        return int(node.text)
    return float(node.text) if re.fullmatch(r"-?[0-9]+\.[0-9]+", node.text) else node.text


def read(text: str) -> Any:
    root = read_yaml(text).root
    assert root is not None
    return as_an_editor(root)


def mistakes(schema: Schema, data: Any) -> list[str]:
    found = Draft202012Validator(schema).iter_errors(data)
    return sorted(f"{'/'.join(map(str, error.absolute_path))} {error.validator}" for error in found)
