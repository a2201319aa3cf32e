"""Makes claim records of the entries of a claim file: one for each value of a list that stands for several claims."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from functools import lru_cache
from itertools import product
from sys import intern

from claimcheck.claims.base import Claim
from claimcheck.claims.registry import KindSet, built_in_kinds, shapes_of
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar

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
    # Findings, coverage and whoever reads the claim again name it by the same words.
    base = intern(f"{source.id}#{model.id}")
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
