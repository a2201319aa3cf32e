"""Takes the claims out of a project's files as they are written, to be kept in bulk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from claimcheck.corpus.bulk.documents import ROW_KEYS, read_rows
from claimcheck.corpus.bulk.registry import is_bulk
from claimcheck.corpus.bulk.row import Unreadable, Written
from claimcheck.corpus.files import UnreadableFile, contained, read_regular
from claimcheck.corpus.project import Project
from claimcheck.corpus.validate import to_data
from claimcheck.corpus.yaml_nodes import Mapping as MappingNode
from claimcheck.corpus.yaml_nodes import Node, Scalar, Sequence
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.corpus.yaml_text import MAX_BYTES
from claimcheck.values.value_class import slot_class


@slot_class()
class Export:
    """The claims of a project for a file in `folder`, from which the articles' paths then lead.

    A file that JSON or a table could not say in full is left out: `left_out` tells why, by place.
    """

    project: Project
    folder: Path
    left_out: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)

    def claims(self) -> Iterator[Written]:
        """Yield every claim, file by file; may be called again."""
        self.left_out.clear()
        self.taken.clear()
        for path in self.project.claim_files():
            try:
                yield from self._of_bulk(path) if is_bulk(path) else self._of_yaml(path)
            except (UnreadableFile, Unreadable) as error:
                self.left_out[self.project.relative(path)] = str(error)

    def _of_yaml(self, path: Path) -> Iterator[Written]:
        file = self.project.relative(path)
        read = read_yaml(read_regular(contained(self.project.root, path), MAX_BYTES))
        if read.problems or read.root is None:
            problem = read.problems[0]
            self.left_out[f"{file}:{problem.line}:{problem.column}"] = problem.message
            return
        reason = _unsayable(read.root)
        if reason is not None or not isinstance(read.root, MappingNode):
            self.left_out[file] = reason or ""
            return
        source, claims = read.root.get("source"), read.root.get("claims")
        assert isinstance(source, MappingNode)
        assert isinstance(claims, Sequence)
        data = self._source(source, path, file)
        if data is None:
            return
        if not claims.items:
            yield Written(data, None, _place(file, source))
        for claim in claims.items:
            yield Written(data, to_data(claim), _place(file, claim))

    def _of_bulk(self, path: Path) -> Iterator[Written]:
        file = self.project.relative(path)
        sources: dict[str, Mapping[str, Any]] = {}
        named: set[str] = set()
        for row in read_rows(path, self.project.root):
            reason = row.problems[0][1] if row.problems else _unsayable_row(row.node, sources)
            if reason is not None or not isinstance(row.node, MappingNode):
                self.left_out[f"{file}:{row.number}"] = reason or ""
                continue
            source, claim, place = (row.node.get(key) for key in ROW_KEYS)
            if isinstance(source, MappingNode):
                data = self._source(source, path, f"{file}:{row.number}")
                if data is None:
                    continue
                name = str(data["id"])
                sources.setdefault(name, data)
            else:
                assert isinstance(source, Scalar)
                name = source.text
            if claim is not None:
                named.add(name)
                where = place.text if isinstance(place, Scalar) else f"{file}:{row.number}"
                yield Written(sources[name], to_data(claim), where)
        for name in sources.keys() - named:
            yield Written(sources[name], None, file)

    def _source(self, node: MappingNode, path: Path, where: str) -> dict[str, Any] | None:
        """Return a source with the path of its article as it is from the folder; None if another has its id."""
        data: dict[str, Any] = to_data(node)
        file = self.project.relative(path)
        if self.taken.setdefault(data["id"], file) != file:
            self.left_out[where] = f'the source id "{data["id"][:60]}" is taken by {self.taken[data["id"]]}'
            return None
        text = data.get("text")
        if isinstance(text, str) and _is_relative(text) and path.parent != self.folder:
            data["text"] = Path(os.path.relpath(path.parent / text, self.folder)).as_posix()
        return data


def _is_relative(text: str) -> bool:
    return bool(text.strip()) and "\0" not in text and not text.startswith(("/", "\\", "~")) and ":" not in text


def _place(file: str, node: Node) -> str:
    return f"{file}:{node.start.line}:{node.start.column}"


def _unsayable(root: Node) -> str | None:
    """Return why a file is not a source with claims, each with keys; None when it is."""
    if not isinstance(root, MappingNode):
        return "it is no mapping of `source` and `claims`"
    if {key.text for key, _ in root.entries} != {"source", "claims"}:
        return "its keys are not `source` and `claims`"
    claims = root.get("claims")
    if not isinstance(claims, Sequence) or not all(map(_has_keys, claims.items)):
        return "`claims` is not a list of mappings, each with keys"
    return _unsayable_source(root.get("source"))


def _has_keys(node: Node) -> bool:
    return isinstance(node, MappingNode) and bool(node.entries)


def _unsayable_source(source: Node | None) -> str | None:
    identifier = source.get("id") if isinstance(source, MappingNode) else None
    named = isinstance(identifier, Scalar) and not identifier.is_null
    return None if named else "`source` is not a mapping with an `id`"


def _unsayable_row(node: Node | None, sources: Mapping[str, object]) -> str | None:
    if not isinstance(node, MappingNode) or not {key.text for key, _ in node.entries} <= set(ROW_KEYS):
        return "it is no mapping of `source` and `claim`"
    source, claim = node.get("source"), node.get("claim")
    if claim is not None and not _has_keys(claim):
        return "`claim` is not a mapping with keys"
    if isinstance(source, Scalar):
        return None if source.text in sources else "no row before it gives its source"
    return _unsayable_source(source)
