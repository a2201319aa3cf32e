"""Writes one claim file in the plain style that people and formatters write, or in any style that YAML has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from topics import Fields, Value

STYLES = ("plain", "any")


def claim_file(source: Mapping[str, str], claims: Sequence[Fields], style: str, rng: Random) -> str:
    """Return a claim file; in the style `any` each claim is written in a way of its own."""
    lines = ["source:", *(f"  {key}: {value}" for key, value in source.items()), "", "claims:"]
    for claim in claims:
        write = rng.choice(WRITERS) if style == "any" else plain
        lines.extend((*write(claim, rng), ""))
    return "\n".join(lines)


def plain(claim: Fields, _: Random) -> list[str]:
    """Return a claim with a key a line and short lists in brackets."""
    return _item([f"{key}: {_in_line(value)}" for key, value in claim.items()])


def flow(claim: Fields, _: Random) -> list[str]:
    """Return a claim as one mapping in braces."""
    return [f"  - {{{', '.join(f'{key}: {_flow(value)}' for key, value in claim.items())}}}"]


def quoted(claim: Fields, rng: Random) -> list[str]:
    """Return a claim whose texts stand in single or double quotation marks, its keys in any order."""
    mark = rng.choice("'\"")
    keys = rng.sample(list(claim), len(claim))
    return _item([f"{key}: {_flow(claim[key], mark)}" for key in keys])


def folded(claim: Fields, rng: Random) -> list[str]:
    """Return a claim whose quote is a folded block, with comments between its keys."""
    lines: list[str] = []
    for key, value in claim.items():
        if key == "quote" and isinstance(value, str):
            words = value.split()
            half = len(words) // 2
            lines += ["quote: >-", f"  {' '.join(words[:half])}", f"  {' '.join(words[half:])}"]
        else:
            comment = "  # as printed" if rng.random() < 0.3 else ""
            lines.append(f"{key}: {_in_line(value)}{comment}")
    return ["  # Checked by hand.", *_item(lines)]


def spread(claim: Fields, _: Random) -> list[str]:
    """Return a claim whose lists and mappings take a line an item."""
    lines: list[str] = []
    for key, value in claim.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {item}" for item in value)]
        elif isinstance(value, dict):
            lines += [f"{key}:", *(f"  {name}: {_in_line(inner)}" for name, inner in value.items())]
        else:
            lines.append(f"{key}:   {value}")
    return _item(lines)


WRITERS: tuple[Callable[[Fields, Random], list[str]], ...] = (plain, flow, quoted, folded, spread)


def _item(lines: Sequence[str]) -> list[str]:
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _in_line(value: Value) -> str:
    return value if isinstance(value, str) else _flow(value)


def _flow(value: Value, mark: str = "") -> str:
    if isinstance(value, list):
        return f"[{', '.join(_flow(item, mark) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(inner, mark)}' for key, inner in value.items())}}}"
    return f"{mark}{value}{mark}"
