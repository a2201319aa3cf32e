"""Examples of a mined rule: claims as the corpus states them, and the same with one figure changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from claimcheck.claims.base import Model
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.mining.candidate import Instance

Entry = dict[str, object]
FIELDS = {
    "quantity": ("metric", "of", "on", "during", "value", "basis"),
    "edition": ("series", "ordinal", "on"),
    "anniversary": ("event", "ordinal", "on"),
}
"""What an example takes over of each kind of claim."""
FACTORS = (Decimal("1.1"), Decimal("0.9"), Decimal(3), Decimal("0.1"), Decimal(10))
"""What a figure is changed by, the least first: what rules notice of a small change, they notice of a large one."""
MAX_METRICS = 200
"""How many metrics of the corpus are declared beside those of a case, for what follows from their bounds."""
LATEST = "2025-01-01"
"""When the sources of examples are published, unless they say otherwise."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PLAIN = re.compile(r"[A-Za-z0-9$€£](?:[A-Za-z0-9 ._/~%$€£-]*[A-Za-z0-9._/~%-])?")


def entries(instance: Instance) -> list[Entry]:
    """Return the claims of an instance as an example gives them, called a, b and so on."""
    return [
        {"id": chr(ord("a") + number), "kind": record.kind, **_fields(record)}
        for number, record in enumerate(instance.records)
    ]


def _fields(record: ClaimRecord) -> Entry:
    found: Entry = {}
    for name in FIELDS[record.kind]:
        value = record.fields.get(name)
        if value is not None and value != ():
            found[name] = list(value) if isinstance(value, tuple) else str(getattr(value, "text", value))
    return found


def changed(claims: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the claims with one figure changed beyond any rounding: each figure, upwards and downwards."""
    for number, claim in enumerate(claims):
        for key in ("ordinal", "value"):
            written_as = str(claim.get(key, ""))
            for text in _neighbours(written_as) if key == "ordinal" else _other_figures(written_as):
                yield [*claims[:number], {**claim, key: text}, *claims[number + 1 :]]


def _neighbours(ordinal: str) -> Iterator[str]:
    if ordinal.isdecimal() and ordinal.isascii():
        yield str(int(ordinal) + 1)
        yield str(int(ordinal) + 2)


def _other_figures(text: str) -> Iterator[str]:
    found = _NUMBER.search(text)
    if found is None:
        return
    with localcontext(prec=60):
        value = Decimal(found.group().replace(",", ""))
        for factor in FACTORS:
            # A figure keeps its decimals, so that a count stays whole; what is zero is changed to one.
            other = (value * factor).quantize(value) or Decimal(1)
            if other != value:
                yield f"{text[: found.start()]}{other:,f}{text[found.end() :]}"
    yield f"-{text}"


def written(
    name: str, claims: Sequence[Entry], instance: Instance, vocabulary: Vocabulary, *, whole: bool = False
) -> list[str]:
    """Return an example as lines of YAML, without what it expects; `whole` declares the metrics of other claims too."""
    lines = [f"  - name: {name}", "    claims:"]
    lines += [f"      - {flow(claim)}" for claim in claims]
    declared = _declared(
        instance.records, vocabulary, tuple(vocabulary.declared.metrics)[:MAX_METRICS] if whole else ()
    )
    if declared:
        lines.append("    vocabulary:")
        lines += [f"      {section}: {flow(found)}" for section, found in declared.items()]
    later = _later(instance.records, claims)
    return [*lines, f"    sources: {flow(later)}"] if later else lines


def _later(records: Sequence[ClaimRecord], claims: Sequence[Entry]) -> Entry:
    """Return when sources were published that are newer than those of examples."""
    dates = [record.source.model.published for record in records]
    pairs = zip(claims, dates, strict=True)
    return {str(claim["id"]): {"published": str(date)} for claim, date in pairs if str(date) > LATEST}


def _declared(records: Sequence[ClaimRecord], vocabulary: Vocabulary, others: Sequence[str]) -> dict[str, Entry]:
    """Return what the vocabulary declares of all that the claims are about."""
    found: dict[str, Entry] = {"entities": {}, "metrics": {}, "series": {}}
    for record in records:
        for identifier in _named(record.fields.get("of")):
            kind = vocabulary.type_of(identifier)
            if kind is not None and identifier in vocabulary.declared.entities:
                found["entities"][identifier] = {"type": kind}
        for metric in _bases(record.fields.get("metric"), vocabulary):
            found["metrics"][metric] = _given(vocabulary.declared.metrics[metric])
        series = record.fields.get("series")
        if isinstance(series, str) and series in vocabulary.declared.series:
            found["series"][series] = _given(vocabulary.declared.series[series])
    for metric in others:
        found["metrics"][metric] = _given(vocabulary.declared.metrics[metric])
    return {section: content for section, content in found.items() if content}


def _named(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def _bases(metric: object, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield a metric, and what it takes its declaration from."""
    seen: set[str] = set()
    while isinstance(metric, str) and metric in vocabulary.declared.metrics and metric not in seen:
        seen.add(metric)
        yield metric
        declared = vocabulary.declared.metrics[metric]
        metric = declared.mirror_of or declared.part_of


PLAIN_KEYS = (
    "unit",
    "measures",
    "of",
    "symmetric",
    "at_least",
    "at_most",
    "whole",
    "mirror_of",
    "part_of",
    "additive",
    "frequency",
    "gaps",
)
"""What examples need of a declaration; names and notes are none of it."""


def _given(declared: Model) -> Entry:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name in PLAIN_KEYS
        if name in declared.model_fields_set and (value := getattr(declared, name)) is not None
    }


def flow(value: object) -> str:
    """Return data as YAML in the short style."""
    match value:
        case Mapping():
            return f"{{{', '.join(f'{flow(key)}: {flow(item)}' for key, item in value.items())}}}"
        case list():
            return f"[{', '.join(map(flow, value))}]"
        case bool():
            return "true" if value else "false"
        case _:
            text = str(value)
            return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
