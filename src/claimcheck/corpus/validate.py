"""Reads nodes into models, and turns what is wrong into findings at the node that is wrong."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from claimcheck.corpus.problems import Problems
from claimcheck.corpus.suggest import did_you_mean, nearest
from claimcheck.corpus.yaml_hints import flow_comma_hint
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar, Sequence, at, to_data

__all__ = ["Path", "existing_path", "read_model", "sharing", "to_data"]

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]
MAX_SHOWN = 80
_GIVEN: dict[frozenset[str], set[str]] = {}
_MAX_SHARED = 4096


def read_model(
    model: type[M], node: Node, problems: Problems, what: str, context: MappingType[str, object] | None = None
) -> M | None:
    """Return the model that a node says, or None after noting what is wrong with it."""
    try:
        return sharing(model.model_validate(to_data(node), context=dict(context or {})))
    except ValidationError as error:
        errors = error.errors()
        meant = {_meant(details, node, model) for details in errors if details["type"] == "extra_forbidden"}
        for details in errors:
            # A misspelt key is one slip: that the right one is missing is said by the suggestion.
            if details["type"] != "missing" or details["loc"] not in meant:
                _note(details, node, problems, what, model)
        return None


def sharing(model: M) -> M:
    """Let models that give the same keys share the set of these, which is a third of what a model takes."""
    given = model.model_fields_set
    if len(_GIVEN) < _MAX_SHARED:
        object.__setattr__(model, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))
    return model


def _meant(details: ErrorDetails, root: Node, model: type[BaseModel]) -> tuple[int | str, ...]:
    """Return where the key would stand that an unknown one is most likely a slip of."""
    path = existing_path(root, details["loc"][:-1])
    found = nearest(str(details["loc"][-1]), _keys_beside(model, path))
    return (*details["loc"][:-1], found or "")


def _note(details: ErrorDetails, root: Node, problems: Problems, what: str, model: type[BaseModel]) -> None:
    path = existing_path(root, details["loc"])
    item = getattr(details.get("ctx", {}).get("error"), "index", None)
    if item is not None:
        path = (*path, item)
    node = _shown_at(root, path)
    match details["type"]:
        case "extra_forbidden":
            _note_extra(str(details["loc"][-1]), root, path, problems, what, model)
        case "missing":
            name = str(details["loc"][-1])
            problems.add("CLM002", f"{_where(path, what)} lacks `{name}`", node)
        case _:
            problems.add("CLM003", f"{_where(path, what)}: {_sentence(details, at(root, path))}", node)


def _shown_at(root: Node, path: Path) -> Node:
    """Return the node to point at: for a value that is not there its key."""
    node = at(root, path)
    if isinstance(node, Scalar) and node.start == node.end and path:
        parent = at(root, path[:-1])
        key = parent.key_node(str(path[-1])) if isinstance(parent, Mapping) else None
        return key or node
    return node


def existing_path(root: Node, loc: tuple[str | int, ...]) -> Path:
    """Return the part of an error's path that the file has; pydantic adds the names of its own types."""
    path: list[str | int] = []
    node: Node = root
    for step in loc:
        if isinstance(node, Mapping) and isinstance(step, str) and node.get(step) is not None:
            node = at(node, (step,))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _note_extra(key: str, root: Node, path: Path, problems: Problems, what: str, model: type[BaseModel]) -> None:
    parent = at(root, path[:-1]) if path and path[-1] == key else at(root, path)
    if not isinstance(parent, Mapping):
        return
    known = _keys_beside(model, path[:-1] if path and path[-1] == key else path)
    node = parent.key_node(key) or parent
    hint = flow_comma_hint(parent, node) if isinstance(node, Scalar) else None
    if hint is None:
        hint = f"its keys are {', '.join(sorted(known))}" if known else None
    place = _where(path[:-1] if path and path[-1] == key else path, what)
    problems.add("CLM001", f"{place} has no key `{key[:MAX_SHOWN]}`{did_you_mean(key, known)}", node, hint)


def _keys_beside(model: type[BaseModel], path: Path) -> set[str]:
    """Return the keys that a nested model knows, as far as the path can be followed through the models."""
    current: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int) or current is None:
            continue
        current = _nested_model(current, step)
    return set() if current is None else {f.alias or name for name, f in current.model_fields.items()}


def _nested_model(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            return _model_in(field.annotation)
    # A key that is no field is an id in a mapping of entries, whose model stays the same.
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None


def _where(path: Path, what: str) -> str:
    """Return what to call a place in a message: `parts[2].value` of what it is in."""
    written = ""
    for step in path:
        written += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return f"`{written.removeprefix('.')}` of {what}" if path else what


def _sentence(details: ErrorDetails, node: Node) -> str:
    message = details["msg"]
    found = f' (found "{node.text[:MAX_SHOWN]}")' if isinstance(node, Scalar) else ""
    limits = details.get("ctx", {})
    if isinstance(node, Scalar) and node.is_null and details["type"] != "value_error":
        return "a value is expected here, and nothing stands here"
    match details["type"]:
        case "value_error":
            return message.removeprefix("Value error, ")
        case "literal_error":
            expected = details.get("ctx", {}).get("expected", "")
            return f"expected one of {expected}{found}"
        case "string_type":
            return f"text is expected here, and {_found(node)} stands here"
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"a mapping of keys is expected here, and {_found(node)} stands here"
        case "tuple_type" | "list_type":
            return f"a list is expected here, and {_found(node)} stands here"
        case "string_too_short":
            return "the text is empty, or too short to say anything"
        case "string_too_long":
            length = len(node.text) if isinstance(node, Scalar) else 0
            return f"the text has {length} characters; at most {limits.get('max_length')} are read"
        case "string_pattern_mismatch":
            return f"the text is not of the form {limits.get('pattern')}{found}"
        case "too_short":
            return f"at least {limits.get('min_length')} are needed here, and there are {limits.get('actual_length')}"
        case "too_long":
            return f"at most {limits.get('max_length')} are allowed here, and there are more"
        case "int_parsing" | "int_type":
            return f"a whole number is expected here{found}"
        case "greater_than_equal" | "less_than_equal":
            return f"the number is outside what is allowed: {message[:1].lower()}{message[1:]}{found}"
        case _:
            return f"{message[:1].lower()}{message[1:]}{found}"


def _found(node: Node) -> str:
    if isinstance(node, Scalar):
        return "nothing" if node.is_null else f'"{node.text[:MAX_SHOWN]}"'
    return "a list" if isinstance(node, Sequence) else "a mapping"
