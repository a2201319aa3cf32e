"""Adds entries to the text of a baseline and takes entries out; every other line stays as it is."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence

from ruamel.yaml import YAML

from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar
from claimcheck.corpus.yaml_nodes import Sequence as SequenceNode
from claimcheck.engine.baseline.entries import Baseline, Entry, Written

HEAD = """\
# Findings that are known and answered for. An entry names one finding, and holds as long as its claims state what
# they stated. Reasons may be edited by hand; `claimcheck baseline` adds entries and takes stale ones out.
version: 1
findings:
"""


class NotEditable(Exception):
    """A baseline that is written in a way that cannot be edited line by line: a sentence that says what to change."""


def edited(baseline: Baseline, added: Sequence[Entry], removed: Collection[str] = ()) -> str:
    """Return the text of a baseline with entries added at its end, and those of some fingerprints taken out.

    An entry that is added under a fingerprint that is there takes its place. Raises NotEditable when the list is
    not written with one `-` for each entry on lines of its own.
    """
    text = baseline.text or HEAD
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    renewed = {entry.fingerprint: entry for entry in added}
    listed = _listed(baseline.root)
    indent = "  "
    if listed is not None:
        indent = _indent_of(listed, lines)
        for written in reversed(baseline.entries):
            name = written.entry.fingerprint
            if name in renewed or name in removed:
                first, last = _span(written)
                lines[first:last] = _lines_of(renewed.pop(name), indent) if name in renewed else []
    elif baseline.root is not None:
        lines = _opened(baseline.root, lines)
    new = [line for entry in renewed.values() for line in _lines_of(entry, indent)]
    if new and listed is not None:
        end = _last_line(listed.items[-1]) - _shrunk(text, lines)
        return "".join([*lines[:end], *new, *lines[end:]])
    return "".join(lines + new)


def _shrunk(text: str, lines: Sequence[str]) -> int:
    return len(text.splitlines()) - len(lines)


def _listed(root: Node | None) -> SequenceNode | None:
    """Return the list of entries where there is one with entries; None where it is still to be begun."""
    listed = root.get("findings") if isinstance(root, Mapping) else None
    if not isinstance(listed, SequenceNode) or not listed.items:
        return None
    if listed.flow or len({item.start.line for item in listed.items}) < len(listed.items):
        raise NotEditable('write each entry of `findings` on lines of its own, with a "-" before it')
    return listed


def _opened(root: Node, lines: list[str]) -> list[str]:
    """Return the lines with an empty `findings:` at their end."""
    listed = root.get("findings") if isinstance(root, Mapping) else None
    key = root.key_node("findings") if isinstance(root, Mapping) else None
    if key is None:
        return [*lines, "findings:\n"]
    number = key.start.line - 1
    if not isinstance(listed, Scalar | SequenceNode) or any(line.split("#")[0].strip() for line in lines[number + 1 :]):
        raise NotEditable("put the empty `findings:` on the last line")
    return [*lines[:number], "findings:\n", *lines[number + 1 :]]


def _indent_of(listed: SequenceNode, lines: Sequence[str]) -> str:
    line = lines[listed.items[0].start.line - 1]
    head, dash, _ = line.partition("-")
    if not dash or head.strip():
        raise NotEditable('write each entry of `findings` with its "-" on the line of its first key')
    return head


def _span(written: Written) -> tuple[int, int]:
    """Return the lines of an entry, as a slice."""
    return written.node.start.line - 1, _last_line(written.node)


def _last_line(node: Node) -> int:
    """Return the line on which a node's last value ends; comments and empty lines behind it are not its own."""
    while not isinstance(node, Scalar) and not node.flow:
        below = node.items if isinstance(node, SequenceNode) else [value for _, value in node.entries]
        if not below:
            break
        node = below[-1]
    return node.end.line if node.end.column > 1 or node.end.line == node.start.line else node.end.line - 1


def _lines_of(entry: Entry, indent: str) -> list[str]:
    """Return an entry as lines of YAML behind a dash."""
    data = {key: value for key, value in entry.model_dump().items() if value not in (None, {})}
    if data["count"] == 1:
        del data["count"]
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.allow_unicode = True
    yaml.width = 100
    buffer = io.StringIO()
    yaml.dump(data, buffer)
    written: Iterable[str] = buffer.getvalue().splitlines()
    return [f"{indent}{'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(written)]
