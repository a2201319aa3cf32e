"""What there is to tell about a kind of claims, for `explain`: those that ship and a project's own alike."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator

from pydantic.fields import FieldInfo

from claimcheck.claims.base import Claim
from claimcheck.claims.registry import COMMON, shapes_of
from claimcheck.claims.shape import FREE, Shape
from claimcheck.findings.printable import printable


def kind_page(name: str, kind: type[Claim], width: int) -> str:
    """Return a kind as text: what its claims say, its fields with what is asked of them, and what they are about."""
    head = [f"{name} (a kind of claims)", "", *_wrapped(inspect.cleandoc(kind.__doc__ or ""), width), ""]
    return "\n".join(printable(line) for line in (*head, *_fields(kind, width), *_facts(kind, width))) + "\n"


def _fields(kind: type[Claim], width: int) -> Iterator[str]:
    own = {field.alias or key: field for key, field in kind.model_fields.items()}
    named = [key for key in own if key not in COMMON]
    longest = max(map(len, named), default=0)
    shapes = shapes_of(kind)
    for key in named:
        lines = _wrapped(_field(own[key], shapes.get(key)), width - longest - 4)
        yield f"  {key:<{longest}}  {lines[0]}"
        yield from (f"  {'':<{longest}}  {line}" for line in lines[1:])
    yield ""
    yield from _wrapped(
        "Besides it has what every claim has: id, kind and quote; it may have speaker, as and others.", width
    )


def _field(field: FieldInfo, shape: Shape | None) -> str:
    words = [(field.description or "").rstrip(".")]
    bound = shape.bound if shape is not None else FREE
    asked = [("of the type", bound.of), ("in", bound.unit), ("of the metric", bound.metric)]
    words += [f"{what} {value}" for what, value in asked if value is not None]
    words += [f"{word} is told by {', '.join(phrases)}" for word, phrases in bound.phrases]
    return f"{'; '.join(words)}{' (needed)' if field.is_required() else ''}"


def _facts(kind: type[Claim], width: int) -> Iterator[str]:
    if kind.about:
        yield from _wrapped(f"It is about {', '.join(kind.about)}; the other fields are what it says.", width)
    if kind.phrases:
        yield from _wrapped(f"Its quote or the paragraph has one of: {', '.join(kind.phrases)}.", width)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(20, width)) or [""]
