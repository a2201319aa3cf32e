"""Makes claim records of the entries of a claim file: one for each value of a list that stands for several claims."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from functools import lru_cache
from itertools import product
from typing import Any, cast

from claimcheck.claims.base import Claim
from claimcheck.claims.registry import KindSet, built_in_kinds, shapes_of
from claimcheck.corpus.claim_forms import Form, Unread, form_of
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.yaml_entries import Entry
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar, to_data

COMMON_FIELDS = {"as_": "as", "made": "made", "basis": "basis", "speaker": "speaker"}
MAX_EXPANSION = 200


def build_claims(
    node: Node,
    source: SourceRecord,
    problems: Problems,
    context: MappingType[str, object],
    kinds: KindSet | None = None,
) -> tuple[ClaimRecord, ...]:
    """Return the claims of one entry, or none after noting what is wrong with it.

    `kinds` are those that the vocabulary knows; without them those that ship.
    """
    if not isinstance(node, Mapping):
        problems.add("CLM003", "a claim is a mapping of keys such as id, kind and quote", node)
        return ()
    model_class = _kind_of(node, problems, built_in_kinds() if kinds is None else kinds)
    if model_class is None:
        return ()
    model = read_model(model_class, node, problems, describe(node), context)
    return () if model is None else tuple(_expand(model, node, source, problems))


class ClaimMaker:
    """Makes claims of entries: without asking pydantic where their form is known, else as `build_claims` does."""

    def __init__(self, kinds: KindSet, context: MappingType[str, object]) -> None:
        self._kinds = kinds
        self._context = context
        self._forms: dict[str, Form | None] = {}
        self._layouts: dict[tuple[str, frozenset[str]], _Layout] = {}

    def records(self, node: Node, source: SourceRecord, problems: Problems) -> tuple[ClaimRecord, ...]:
        """Return the claims of one entry, or none after noting what is wrong with it."""
        if isinstance(node, Mapping):
            told = node.told if isinstance(node, Entry) else to_data(node)
            made = None if told is None else self._made(told, node, source, problems)
            if isinstance(node, Entry):
                node.told = None
            if made is not None:
                return made
        return build_claims(node, source, problems, self._context, self._kinds)

    def _made(
        self, told: MappingType[str, Any], node: Mapping, source: SourceRecord, problems: Problems
    ) -> tuple[ClaimRecord, ...] | None:
        kind = told.get("kind")
        form = self.form(kind) if isinstance(kind, str) else None
        if form is None:
            return None
        keys = frozenset(told)
        try:
            model = cast("Claim", form.make(told, keys))
        except (Unread, ValueError):
            return None
        layout = self._layouts.get((model.kind, keys))
        if layout is None:
            layout = self._layouts[model.kind, keys] = _layout_of(model)
        fields = _laid_out(layout, model.__dict__)
        if fields is None:
            return tuple(_expand(model, node, source, problems))
        return (ClaimRecord(f"{source.id}#{model.id}", model.kind, fields, source, model, node, _NOWHERE),)

    def form(self, kind: str) -> Form | None:
        """Return how claims of a kind are made; None where pydantic has to make them."""
        if kind not in self._forms:
            model = self._kinds.get(kind)
            if model is None:
                return None
            self._forms[kind] = form_of(model, self._context)
        return self._forms[kind]


_NOWHERE: MappingType[str, tuple[str | int, ...]] = {}
"""The paths of a claim whose lists stand for one claim."""
_Layout = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Fields that rules see, by their names in YAML and in the model: those that stay as they are, and lists."""


def _layout_of(model: Claim) -> _Layout:
    """Return which fields rules see of claims with the keys that a model was given."""
    given, known = model.model_fields_set, type(model).model_fields
    seen = [
        (alias, name, expands)
        for name, alias, expands in _seen_of(type(model))
        if name in given or known[name].get_default(call_default_factory=True) is not None
    ]
    fixed = tuple((alias, name) for alias, name, expands in seen if not expands)
    return fixed, tuple((alias, name) for alias, name, expands in seen if expands)


def _laid_out(layout: _Layout, values: MappingType[str, Any]) -> dict[str, object] | None:
    """Return what rules see of a claim; None where it stands for several."""
    fixed, lists = layout
    fields: dict[str, object] = {}
    for alias, name in fixed:
        value = values[name]
        if value is not None:
            fields[alias] = value
    for alias, name in lists:
        value = values[name]
        if value is not None:
            if len(value) != 1:
                return None
            fields[alias] = value[0]
    return fields


def describe(node: Mapping) -> str:
    """Return what to call an entry in a message."""
    identifier = node.get("id")
    if isinstance(identifier, Scalar) and identifier.text:
        return f'claim "{identifier.text[:60]}"'
    return "this claim"


def _kind_of(node: Mapping, problems: Problems, kinds: KindSet) -> type[Claim] | None:
    kind = node.get("kind")
    listed = f"the kinds are {', '.join(kinds)}"
    if kind is None:
        problems.add("CLM002", f"{describe(node)} lacks `kind`", node, listed)
        return None
    if not isinstance(kind, Scalar) or kind.is_null:
        stands = "nothing" if isinstance(kind, Scalar) else "a list or a mapping"
        problems.add("CLM004", f"`kind` of {describe(node)} is one word, and {stands} stands here", kind, listed)
        return None
    name = kind.text
    found = kinds.get(name)
    if found is None:
        problems.add(
            "CLM004",
            f'{describe(node)} is of the kind "{name[:60]}", which does not exist{did_you_mean(name, kinds)}',
            kind,
            listed,
        )
    return found


def _expand(model: Claim, node: Mapping, source: SourceRecord, problems: Problems) -> Iterator[ClaimRecord]:
    fixed, lists = _fields(model)
    total = 1
    for values in lists.values():
        total *= len(values)
    if total > MAX_EXPANSION:
        problems.add("CLM003", f"{describe(node)} stands for {total} claims; at most {MAX_EXPANSION} are made", node)
        return
    names = [name for name, values in lists.items() if len(values) > 1]
    single = {name: values[0] for name, values in lists.items() if len(values) == 1}
    base = f"{source.id}#{model.id}"
    if not names:
        yield ClaimRecord(base, model.kind, {**fixed, **single}, source, model, node)
        return
    choices = product(*(enumerate(lists[name]) for name in names))
    for number, chosen in enumerate(choices, 1):
        fields = {**fixed, **single, **{name: value for name, (_, value) in zip(names, chosen, strict=True)}}
        paths = {name: (name, index) for name, (index, _) in zip(names, chosen, strict=True)}
        yield ClaimRecord(f"{base}[{number}]", model.kind, fields, source, model, node, paths)


def _fields(model: Claim) -> tuple[dict[str, object], dict[str, tuple[object, ...]]]:
    fixed: dict[str, object] = {}
    lists: dict[str, tuple[object, ...]] = {}
    for name, alias, expands in _seen_of(type(model)):
        value = getattr(model, name)
        if value is None:
            continue
        if expands:
            lists[alias] = value
        else:
            fixed[alias] = value
    return fixed, lists


@lru_cache(maxsize=1024)
def _seen_of(kind: type[Claim]) -> tuple[tuple[str, str, bool], ...]:
    """Return the fields of a kind that rules see: name, name in YAML, and whether a list stands for several claims."""
    shapes = shapes_of(kind)
    found = []
    for name, field in kind.model_fields.items():
        alias = field.alias or name
        if name in COMMON_FIELDS or alias in shapes:
            found.append((name, alias, alias in shapes and shapes[alias].expands))
    return tuple(found)
