"""Checks the kinds that a vocabulary declares, and makes them part of what a corpus knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from claimcheck.claims.declared_kind import TIMES, default_of, make_kind
from claimcheck.claims.field_types import FIELD_TYPES, FieldType
from claimcheck.claims.kind_declaration import (
    FIELD_PATTERN,
    KIND_PATTERN,
    MAX_KINDS,
    MAX_PHRASES,
    FieldDeclaration,
    KindDeclaration,
)
from claimcheck.claims.registry import COMMON, KindSet
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.yaml_nodes import Mapping as MappingNode
from claimcheck.corpus.yaml_nodes import Node, at
from claimcheck.values.value_class import value_class

RESERVED = COMMON | {"when", "published", "spoken", "source", "publisher", "ever", "percent", "points", "true", "false"}
"""Names that mean something in every claim or in every rule, so that no field of a kind can have them."""

SPECIAL_KEYS = frozenset({"of", "unit", "metric", "choices", "phrases", "default"})
"""Keys of a field that suit some types alone."""

Path = tuple[str | int, ...]


@value_class
class Mistake:
    """What is wrong in the declaration of a kind, and where: a path below it, and whether its key is meant."""

    path: Path
    message: str
    at_key: bool = False


def known_kinds(
    declared: Mapping[str, KindDeclaration],
    homes: Mapping[str, tuple[Node, Problems]],
    before: KindSet,
    metrics: Collection[str] | None,
) -> KindSet:
    """Return the kinds that are known before and those that are declared, after noting what is wrong with them.

    `homes` tells for each kind the file that has it under `kinds`, and where to note. Of a wrong declaration what is
    right is kept: a field that cannot be used takes anything, so that one slip is not told of every claim. Without
    `metrics` any may be named.
    """
    found = dict(before)
    for number, (name, declaration) in enumerate(declared.items()):
        root, problems = homes[name]
        refused = _refused(name, declaration, before, number)
        mistakes = [refused] if refused is not None else list(_mistakes(declaration, metrics))
        for each in mistakes:
            node = _shown(root, ("kinds", name, *each.path), at_key=each.at_key)
            problems.add("VOC001", f'the kind "{name[:60]}" {each.message}', node)
        if refused is None:
            unusable = {str(each.path[1]) for each in mistakes if each.path[:1] == ("fields",)}
            found[name] = make_kind(name, _without_strays(declaration, unusable), unusable)
    return MappingProxyType(found)


def _shown(root: Node, path: Path, *, at_key: bool) -> Node:
    parent = at(root, path[:-1])
    key = parent.key_node(str(path[-1])) if at_key and isinstance(parent, MappingNode) else None
    return key or at(root, path)


def _refused(name: str, declaration: KindDeclaration, before: KindSet, number: int) -> Mistake | None:
    """Return why a kind cannot be known under its name, or at all."""
    if number >= MAX_KINDS:
        return Mistake((), f"is one too many: a project declares at most {MAX_KINDS} kinds", at_key=True)
    if name in before:
        return Mistake((), "is known already, so its name is taken; call yours otherwise", at_key=True)
    if not re.fullmatch(KIND_PATTERN, name):
        return Mistake((), "cannot be called so: write lower-case words, such as opinion-poll", at_key=True)
    if (count := _phrases_in(declaration)) > MAX_PHRASES:
        return Mistake((), f"has {count} phrases; at most {MAX_PHRASES} are looked for in a passage", at_key=True)
    return None


def _mistakes(declaration: KindDeclaration, metrics: Collection[str] | None) -> Iterator[Mistake]:
    for name, field in declaration.fields.items():
        yield from _name_mistakes(name)
        yield from _field_mistakes(name, field, metrics)
    yield from _fact_mistakes(declaration)


def _phrases_in(declaration: KindDeclaration) -> int:
    told = [declaration.phrases]
    for field in declaration.fields.values():
        told += [field.phrases, *field.choices.values()]
    return sum(map(len, told))


def _name_mistakes(name: str) -> Iterator[Mistake]:
    path = ("fields", name)
    if name in TIMES:
        yield Mistake(path, f"has a field `{name}`, which `facts: {{time: …}}` gives it", at_key=True)
    elif name in RESERVED:
        yield Mistake(path, f"has a field `{name}`, a word that has its meaning in every claim or rule", at_key=True)
    elif not re.fullmatch(FIELD_PATTERN, name):
        yield Mistake(path, f'has a field "{name[:60]}": write a lower-case word, with `_` between two', at_key=True)


def _field_mistakes(name: str, field: FieldDeclaration, metrics: Collection[str] | None) -> Iterator[Mistake]:
    path = ("fields", name)
    kind = FIELD_TYPES.get(field.type)
    if kind is None:
        hint = did_you_mean(field.type, FIELD_TYPES) or f"; the types are {', '.join(FIELD_TYPES)}"
        yield Mistake((*path, "type"), f'has a field of the type "{field.type}", which does not exist{hint}')
        return
    for key in sorted(field.model_fields_set & SPECIAL_KEYS - kind.keys):
        suited = ", ".join(word for word, each in FIELD_TYPES.items() if key in each.keys)
        yield Mistake(
            (*path, key), f"has `{key}` in a field of the type {field.type}; it goes with {suited}", at_key=True
        )
    yield from _list_mistakes(path, field, kind)
    if field.type == "choice" and not field.choices:
        yield Mistake(path, f"has a choice `{name}` without `choices`: the words to choose from", at_key=True)
    elif field.default is not None:
        yield from _default_mistakes(path, field, kind)
    if field.metric is not None and metrics is not None and field.metric not in metrics:
        hint = did_you_mean(field.metric, metrics)
        yield Mistake((*path, "metric"), f'names "{field.metric}", which is no metric{hint}')


def _list_mistakes(path: Path, field: FieldDeclaration, kind: FieldType) -> Iterator[Mistake]:
    many = (*path, "many")
    if field.many == "together" and kind.together is None:
        suited = ", ".join(word for word, each in FIELD_TYPES.items() if each.together is not None)
        yield Mistake(many, f"takes a list of type {field.type} together; only {suited} make one value")
    elif field.many == "each" and kind.together is not None and kind.reading() is None:
        yield Mistake(many, f"takes a list of type {field.type}, which are always `together`")
    elif field.many is not None and field.type == "flag":
        yield Mistake(many, "takes a list of flags; one is true or false")


def _default_mistakes(path: Path, field: FieldDeclaration, kind: FieldType) -> Iterator[Mistake]:
    if "default" not in kind.keys:
        return
    if field.needed or field.many is not None:
        reason = "is needed" if field.needed else "takes a list"
        yield Mistake((*path, "default"), f"has a default for a field that {reason}", at_key=True)
        return
    try:
        default_of(field)
    except ValueError as error:
        yield Mistake((*path, "default"), f"has a default that cannot be read: {error}")


def _fact_mistakes(declaration: KindDeclaration) -> Iterator[Mistake]:
    for index, name in enumerate(declaration.facts.about):
        path = ("facts", "about", index)
        field = declaration.fields.get(name)
        if field is None:
            yield Mistake(
                path, f'is about "{name}", which is none of its fields{did_you_mean(name, declaration.fields)}'
            )
        elif field.type in FIELD_TYPES and not FIELD_TYPES[field.type].names:
            yield Mistake(path, f"is about `{name}`, a {field.type}: that is what it says, not what it is about")
    for index, name in enumerate(declaration.needs_one_of):
        if name not in declaration.fields:
            hint = did_you_mean(name, declaration.fields)
            yield Mistake(("needs_one_of", index), f'needs one of "{name}", which is none of its fields{hint}')


def _without_strays(declaration: KindDeclaration, unusable: Collection[str]) -> KindDeclaration:
    """Return a declaration without the names that are none of its fields, and without needs that none may meet."""
    known = declaration.fields
    about = tuple(name for name in declaration.facts.about if name in known)
    facts = declaration.facts.model_copy(update={"about": about})
    needs = tuple(name for name in declaration.needs_one_of if name in known)
    needs = () if set(needs) & set(unusable) else needs
    return declaration.model_copy(update={"facts": facts, "needs_one_of": needs})
