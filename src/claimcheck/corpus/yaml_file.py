"""Reads a YAML file of a project, as a finding where it cannot be read."""

from __future__ import annotations

from pathlib import Path

from claimcheck.corpus.files import UnreadableFile, contained, inside, read_regular
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.yaml_nodes import Node
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.corpus.yaml_text import MAX_BYTES


def read_node(
    path: Path, problems: Problems, root: Path, until: str | None = None, real: tuple[Path, Path] | None = None
) -> Node | None:
    """Read a YAML file inside a root into nodes, noting what is wrong with it; `until` is lines to stop before.

    `real` are the real paths of the root and of the file, where they are known.
    """
    try:
        found = contained(root, path) if real is None else inside(*real, path)
        data = read_regular(found, MAX_BYTES)
    except UnreadableFile as error:
        problems.add("YML001", f"the file {error}, so it is not read")
        return None
    problems.text = data.decode("utf-8-sig", "replace")
    if until is not None:
        data, cut, _ = data.partition(until.encode())
        data += cut[:1]
    result = read_yaml(data)
    for problem in result.problems:
        code = "YML002" if result.root is not None else "YML001"
        problems.at(code, problem.message, problem.line, problem.column)
    return result.root
