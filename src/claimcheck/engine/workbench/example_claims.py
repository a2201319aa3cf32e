"""Makes a claim of a kind to begin an example with: its fields filled with values that the kind takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import Any

from pydantic import ValidationError

from claimcheck.claims.base import Claim
from claimcheck.claims.registry import COMMON, shapes_of

MAX_TRIES = 400
_PART = {"metric": "some-metric", "of": "some-place"}
_WHOLE = {"metric": "some-whole", "of": "some-place"}
_BY_NAME: dict[str, tuple[Any, ...]] = {
    "on": ("2024-05-01", "2024"),
    "during": ("2023",),
    "base": ("2022",),
    "since": ("2020",),
    "from": ("2020",),
    "until": ("2024",),
    "to": ("500", "2024"),
    "weekday": ("Wednesday",),
    "share": ("40 percent",),
    "who": ("somebody",),
    "with": ("somebody-else",),
    "where": ("some-place",),
    "role": ("president",),
    "type": ("visit",),
    "whole": (_WHOLE,),
    "right": (_WHOLE,),
}
"""Values by the name of a field, in the order to try them. 2024-05-01 is a Wednesday."""
_BY_SHAPE: dict[str, tuple[Any, ...]] = {
    "figure": ("500", "40 percent", "$500 million", "500 km", "twice"),
    "change": ("10 percent",),
    "ordinal": ("3",),
    "length": ("3 years", "3 days"),
    "date": ("2023", "2024-05-01"),
    "moment": ("2020",),
    "metric": ("some-metric",),
    "metrics": ("some-metric",),
    "dimensions": ("some-place",),
    "scope": ("some-place",),
    "flag": ("true",),
    "operand": (_PART,),
    "operands": ([{"metric": "some-part"}, {"metric": "some-other-part"}],),
}


def example_claim(
    kind: type[Claim], name: str, identifier: str, wanted: Collection[str], fixed: Mapping[str, str]
) -> dict[str, Any]:
    """Return a claim as YAML would hold it.

    It has the fields that its kind needs, those that a rule speaks of as far as they go together, and the fixed ones.
    """
    keys = [field.alias or key for key, field in kind.model_fields.items()]
    own = sorted((key for key in keys if key not in COMMON or key in fixed), key=lambda key: _place(kind, key))
    needed = {field.alias or key for key, field in kind.model_fields.items() if field.is_required()}
    for chosen in _choices(own, needed | set(fixed), set(wanted)):
        claim = _filled(kind, name, [key for key in own if key in chosen], fixed)
        if claim is not None:
            return {"id": identifier, **claim}
    return {"id": identifier, "kind": name, **fixed}


def _place(kind: type[Claim], key: str) -> int:
    """Return where a field is written: what the claim is about, then its time, then what it states."""
    shape = shapes_of(kind).get(key)
    return 1 if key in ("on", "during") else 2 if shape is not None and shape.states else 0


def _choices(own: list[str], needed: set[str], wanted: set[str]) -> Iterator[set[str]]:
    """Yield sets of fields to try, the ones that a rule speaks of first; a time is taken where there can be one."""
    times = [key for key in ("during", "on") if key in own]
    some_time = set(times[:1]) if times and not {*times} & (needed | wanted) else set()
    begun = [needed | wanted | some_time, needed | wanted, needed | some_time, needed]
    tries = 0
    for count in range(4):
        for start in begun:
            for more in combinations([key for key in own if key not in start], count):
                tries += 1
                if tries > MAX_TRIES:
                    return
                yield start | set(more)


def _filled(kind: type[Claim], name: str, chosen: list[str], fixed: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the fields with the first values that the kind takes, or None when there are none such."""
    options = {key: (fixed[key],) if key in fixed else _values(kind, key) for key in chosen if key != "kind"}
    at = dict.fromkeys(options, 0)
    while True:
        claim = {"kind": name, **{key: values[at[key]] for key, values in options.items()}}
        try:
            kind.model_validate({"id": "a", "quote": "…", **claim})
        except ValidationError as error:
            wrong = {str(details["loc"][0]) for details in error.errors() if details["loc"]}
            if not _advance(wrong, at, options):
                return None
        else:
            return claim


def _advance(wrong: set[str], at: dict[str, int], options: Mapping[str, tuple[Any, ...]]) -> bool:
    """Go on to the next value of each field that is wrong; say whether there was one."""
    moved = False
    for key in wrong & set(options):
        if at[key] + 1 < len(options[key]):
            at[key] += 1
            moved = True
    return moved


def _values(kind: type[Claim], key: str) -> tuple[Any, ...]:
    shape = shapes_of(kind).get(key)
    named = _BY_NAME.get(key, ())
    words = _listed_words(kind.model_json_schema().get("properties", {}).get(key, {}))
    by_shape = () if shape is None else _BY_SHAPE.get(shape.type, ())
    refers = ("some-event",) if shape is not None and shape.refers == ("events",) else ()
    return (*words[:1], *named, *by_shape, *refers, f"some-{key}") if key != "weekday" else named


def _listed_words(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words that a field takes, where its schema lists them."""
    for part in (schema, *schema.get("anyOf", ())):
        if "enum" in part:
            return tuple(map(str, part["enum"]))
    return ()
