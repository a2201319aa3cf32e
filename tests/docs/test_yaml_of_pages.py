"""Every block of YAML in a document is read by the real loader."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import DOCUMENTS, Block, blocks_of

from claimcheck.claims.registry import KindSet
from claimcheck.corpus.load import kinds_of, load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar
from claimcheck.corpus.yaml_nodes import Sequence as SequenceNode
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.rules.load import load_rules
from claimcheck.rules.syntax import parse

BLOCKS = [block for document in DOCUMENTS for block in blocks_of(document) if block.language == "yaml"]
HEAD = {
    "code": "DOC001",
    "name": "fragment-of-a-document",
    "since": "0.1.0",
    "severity": "error",
    "summary": "A fragment of a document.",
    "why": "It stands in a document without its head.",
    "examples": "[{name: one, claims: [{id: a}]}, {name: two, claims: [{id: a}]}]",
}
SHAPE = ("YML", "CLM", "IDS", "VOC", "RUN")
"""Codes of what is wrong with a file as such, and not with what it says of an article."""


def root_of(block: Block) -> Node:
    read = read_yaml(block.text)
    assert read.root is not None, read.problems
    assert read.problems == ()
    return read.root


def keys_of(node: Node) -> set[str]:
    return {key.text for key, _ in node.entries} if isinstance(node, Mapping) else set()


def kinds_before(block: Block, project: Path) -> KindSet:
    """Declare what the document declares with kinds of its own before this block; return the kinds that are known."""
    for other in BLOCKS:
        if other.document == block.document and other.line < block.line and "kinds" in keys_of(root_of(other)):
            (project / "claims" / "vocabulary").mkdir(exist_ok=True)
            (project / "claims" / "vocabulary" / f"line-{other.line}.yaml").write_text(other.text, encoding="utf-8")
    return kinds_of(open_project((), project))


def check_rule(block: Block, keys: set[str], folder: Path, kinds: KindSet) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in HEAD.items() if key not in keys)
    root = root_of(block)
    name = root.get("name") if isinstance(root, Mapping) else None
    stem = name.text if isinstance(name, Scalar) else HEAD["name"]
    (folder / f"{stem}.yaml").write_text(block.text + head, encoding="utf-8")
    loaded = load_rules([folder], folder, kinds)
    assert [f"{finding.place.line}: {finding.message}" for finding in loaded.findings] == []
    assert len(loaded.rules) == 1


def check_claims(text: str, project: Path) -> None:
    (project / "claims" / "of-a-document.yaml").write_text(text, encoding="utf-8")
    corpus = load(open_project((), project))
    assert [finding.message for finding in corpus.findings if finding.code.startswith(SHAPE)] == []
    assert any(claim.source.file == "claims/of-a-document.yaml" for claim in corpus.claims)


def check_vocabulary(text: str, project: Path) -> None:
    (project / "claims" / "vocabulary").mkdir(exist_ok=True)
    (project / "claims" / "vocabulary" / "of-a-document.yaml").write_text(text, encoding="utf-8")
    corpus = load(open_project((), project))
    assert [finding.message for finding in corpus.findings if finding.code.startswith(SHAPE)] == []


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_a_block_is_read_by_the_loader_of_its_kind(block: Block, first_project: Path, tmp_path: Path) -> None:
    root = root_of(block)
    keys = keys_of(root)
    known = kinds_before(block, first_project)
    if keys == {"assert"} and isinstance(root, Mapping):
        written = root.get("assert")
        assert isinstance(written, Scalar)
        parse(written.text)
    elif "assert" in keys:
        (tmp_path / "alone").mkdir()
        check_rule(block, keys, tmp_path / "alone", known)
    elif keys == {"source", "claims"}:
        check_claims(block.text, first_project)
    elif isinstance(root, SequenceNode):
        source = "source: {id: of-a-document, published: 2024-05-10, publisher: P}\nclaims:\n"
        check_claims(source + block.text, first_project)
    else:
        check_vocabulary(block.text, first_project)


def test_blocks_are_found_at_all() -> None:
    assert {block.document for block in BLOCKS} >= {"README.md", "docs/rules.md"}
