"""What differs between two states of a project: claims, rules, sources, articles, vocabulary, settings, baseline."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from pathlib import PurePosixPath
from typing import Any

from claimcheck.corpus.bulk.documents import documents_in
from claimcheck.corpus.bulk.registry import is_bulk
from claimcheck.corpus.bulk.row import MAX_BYTES as MAX_BULK_BYTES
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.files import UnreadableFile, contained, read_regular
from claimcheck.corpus.project import Project, yaml_files
from claimcheck.corpus.settings import keys_of
from claimcheck.corpus.validate import to_data
from claimcheck.corpus.yaml_nodes import Mapping as MappingNode
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.corpus.yaml_text import MAX_BYTES
from claimcheck.values.value_class import value_class

KINDS = ("claim", "rule", "source", "baseline entry", "vocabulary entry", "article", "setting", "file")
ABOUT_A_RULE = frozenset(("why", "summary", "examples", "since", "source"))
"""Keys of a rule that decide nothing."""
MAX_DETAILS = 5
MAX_SHOWN = 60

Key = tuple[str, str]
"""A kind of thing, and its name."""


@value_class
class Change:
    """A thing that was added, removed or changed, and which of its keys changed: `ordinal: 30 → 31`."""

    kind: str
    name: str
    how: str
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        details = f" ({'; '.join(self.details)})" if self.details else ""
        return f"the {self.kind} {self.name} was {self.how}{details}"


@value_class
class Changes:
    """Everything that differs. `mentions` tells which names a vocabulary entry uses, in either state."""

    found: Mapping[Key, Change]
    mentions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> Change | None:
        """Return the change of a thing, or None when it is as it was."""
        return self.found.get((kind, name))

    def all_of(self, kind: str) -> tuple[Change, ...]:
        """Return all changes of a kind of thing, by name."""
        return tuple(self.found[key] for key in sorted(self.found) if key[0] == kind)


def compare(before: Project, after: Project, corpora: tuple[Corpus, ...]) -> Changes:
    """Compare two states of a project. `corpora` are those whose sources' articles are compared."""
    old: dict[Key, Any] = dict(_settings(before))
    new: dict[Key, Any] = dict(_settings(after))
    mentions: dict[str, frozenset[str]] = {}
    for file, read in sorted({**_files(before), **_files(after)}.items()):
        one, other = _bytes(before, file), _bytes(after, file)
        is_vocabulary = read is _vocabulary
        if one == other and not is_vocabulary:
            continue
        for data, into in ((one, old), (other, new)):
            entries = {key: value for root in _roots(file, data) for key, value in read(root)}
            if is_vocabulary:
                for (_, name), value in entries.items():
                    mentions[name] = mentions.get(name, frozenset()) | frozenset(words_of(value))
            into.update(entries if one != other else {})
            if data is not None and one != other:
                into["file", file] = data
    changes = {key: change for key in old.keys() | new.keys() if (change := _change(key, old, new)) is not None}
    changes |= {change_key(each): each for corpus in corpora for each in _articles(before, after, corpus)}
    return Changes(changes, mentions)


def change_key(change: Change) -> Key:
    """Return the kind and the name of what changed."""
    return change.kind, change.name


def words_of(value: object) -> Iterator[str]:
    """Yield every text in data as it is written, keys included: ids are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from words_of(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from words_of(item)


Reader = Callable[[MappingNode], Iterator[tuple[Key, Any]]]


def _files(project: Project) -> dict[str, Reader]:
    """Return the files whose entries are compared, by path, each with what reads it."""
    found: dict[str, Reader] = {project.relative(path): _claims for path in project.claim_files()}
    found |= {project.relative(path): _vocabulary for path in project.vocabulary_files()}
    found |= {project.relative(path): _rule for path in yaml_files(project.rules_folder)}
    return found | {project.relative(project.baseline_file): _baseline}


def _roots(file: str, data: bytes | None) -> list[MappingNode]:
    """Return the mappings that a file holds: one, or of claims in bulk one for each source."""
    if data is None:
        return []
    path = PurePosixPath(file)
    if is_bulk(path):
        return documents_in(data, path.suffix)
    root = read_yaml(data).root
    return [root] if isinstance(root, MappingNode) else []


def _bytes(project: Project, file: str) -> bytes | None:
    limit = MAX_BULK_BYTES if is_bulk(PurePosixPath(file)) else MAX_BYTES
    try:
        return read_regular(contained(project.root, project.root / file), limit)
    except UnreadableFile:
        return None


def _claims(root: MappingNode) -> Iterator[tuple[Key, Any]]:
    source = to_data(root.get("source"))
    identifier = source.get("id") if isinstance(source, dict) else None
    if not isinstance(identifier, str):
        return
    yield ("source", identifier), source
    claims = to_data(root.get("claims"))
    for claim in claims if isinstance(claims, list) else ():
        if isinstance(claim, dict) and isinstance(claim.get("id"), str):
            yield ("claim", f"{identifier}#{claim['id']}"), claim


def _vocabulary(root: MappingNode) -> Iterator[tuple[Key, Any]]:
    for section, node in root.entries:
        data = to_data(node)
        if isinstance(data, dict):
            yield from ((("vocabulary entry", name), value) for name, value in data.items())
        else:
            yield ("vocabulary entry", section.text), data


def _rule(root: MappingNode) -> Iterator[tuple[Key, Any]]:
    data: dict[str, Any] = to_data(root)
    code = data.get("code")
    if isinstance(code, str):
        yield ("rule", code), {key: value for key, value in data.items() if key not in ABOUT_A_RULE}


def _baseline(root: MappingNode) -> Iterator[tuple[Key, Any]]:
    entries = to_data(root.get("findings"))
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("fingerprint"), str):
            yield ("baseline entry", entry["fingerprint"]), entry


def _settings(project: Project) -> Iterator[tuple[Key, Any]]:
    written = project.settings.model_dump(mode="json", by_alias=True)
    yield from ((("setting", key), {key: written[key]}) for key in keys_of(type(project.settings)))


def _change(key: Key, old: Mapping[Key, Any], new: Mapping[Key, Any]) -> Change | None:
    if key not in old:
        return Change(*key, "added")
    if key not in new:
        return Change(*key, "removed")
    one, other = old[key], new[key]
    return None if one == other else Change(*key, "changed", _details(one, other))


def _details(one: object, other: object) -> tuple[str, ...]:
    """Return the keys whose values differ, as `key: before → after`."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return ()
    keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    shown = [f"{key}: {_shown(one.get(key))} → {_shown(other.get(key))}" for key in keys[:MAX_DETAILS]]
    return (*shown, f"{len(keys) - MAX_DETAILS} more") if len(keys) > MAX_DETAILS else tuple(shown)


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        text = f"[{', '.join(map(_shown, value))}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key}: {_shown(item)}' for key, item in value.items())}}}"
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def _articles(before: Project, after: Project, corpus: Corpus) -> Iterator[Change]:
    for source in corpus.sources:
        if source.model.text is None:
            continue
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source.file), source.model.text))
        one, other = _bytes(before, file), _bytes(after, file)
        if one != other:
            how = "added" if one is None else "removed" if other is None else "changed"
            yield Change("article", source.id, how)
