"""Reads a file of declarations although one of them is wrong, so that one slip is not told of every claim."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from claimcheck.corpus.problems import Problems
from claimcheck.corpus.validate import Path, existing_path, read_model, to_data
from claimcheck.corpus.yaml_nodes import Mapping, Node, Sequence

M = TypeVar("M", bound=BaseModel)
MAX_ROUNDS = 3
"""Without the keys that are wrong an entry may lack what it needs, and without the entry all is well."""


def read_what_is_right(
    model: type[M], node: Node, problems: Problems, what: str, context: MappingType[str, object] | None = None
) -> tuple[M | None, Node]:
    """Return the model of all that is right, and the nodes that it came from; what is wrong is noted.

    A wrong key is left out of its entry, so that the entry itself stays known; only where the entry cannot do
    without, it goes too.
    """
    found = read_model(model, node, problems, what, context)
    for keep in range(MAX_ROUNDS, 0, -1):
        if found is not None:
            return found, node
        for path in _wrong_paths(model, node, context):
            node = _without(node, path[:keep] if path else path)
        found = read_model(model, node, Problems(problems.file), what, context)
    return found, node


def _wrong_paths(model: type[BaseModel], node: Node, context: MappingType[str, object] | None) -> list[Path]:
    try:
        model.model_validate(to_data(node), context=dict(context or {}))
    except ValidationError as error:
        paths = {existing_path(node, details["loc"]) for details in error.errors()}
        # From the back, so that taking an item out moves none that is still to be taken out.
        return sorted((path for path in paths if path), key=lambda path: tuple(map(_key, path)), reverse=True)
    return []


def _key(step: str | int) -> str:
    return f"{step:06d}" if isinstance(step, int) else step


def _without(node: Node, path: Path) -> Node:
    """Return the node without what stands at a path."""
    if not path:
        return node
    step, rest = path[0], path[1:]
    if isinstance(node, Mapping):
        entries = [
            (key, _without(value, rest) if rest and key.text == step else value)
            for key, value in node.entries
            if rest or key.text != step
        ]
        return Mapping(tuple(entries), node.start, node.end, node.flow)
    if isinstance(node, Sequence) and isinstance(step, int):
        items = [
            _without(item, rest) if rest and index == step else item
            for index, item in enumerate(node.items)
            if rest or index != step
        ]
        return Sequence(tuple(items), node.start, node.end, node.flow)
    return node
