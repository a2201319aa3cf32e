"""Writes the pages of the reference that the code knows better than anyone: `python docs/make.py`.

A test compares them with what stands in docs/, so that they cannot drift.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from claimcheck.claims.base import Claim, Operand
from claimcheck.claims.registry import COMMON, built_in_kinds, shapes_of
from claimcheck.claims.source import Source
from claimcheck.claims.vocabulary import VocabularyFile
from claimcheck.findings.codes import CHECKS
from claimcheck.rules.compile import CONSTANTS, INDEX_TYPES, PSEUDO_FIELDS
from claimcheck.rules.functions import FUNCTIONS
from claimcheck.rules.load import load_rules
from claimcheck.rules.variables import KINDS
from claimcheck.values.readings import DEFAULT_TABLE

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by docs/make.py from the code. Change the code, then run it again. -->"


def cell(text: object) -> str:
    """Return a text as one cell of a table."""
    return " ".join(str(text).split()).replace("|", "\\|")


def model_in(field: FieldInfo) -> type[BaseModel] | None:
    """Return the model that a field's entries are of, if it has one."""

    def search(annotation: object) -> type[BaseModel] | None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        for part in getattr(annotation, "__args__", ()):
            found = search(part)
            if found is not None:
                return found
        return None

    return search(field.annotation)


def fields_table(model: type[BaseModel], skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield a table of a model's keys."""
    yield "| key | needed | what it is |"
    yield "| --- | --- | --- |"
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key not in skip:
            yield f"| `{key}` | {'yes' if field.is_required() else ''} | {cell(field.description or '')} |"


def kinds() -> Iterator[str]:
    """Yield the page of the kinds of claims."""
    yield "# The kinds of claims"
    yield ""
    yield NOTE
    yield ""
    yield "Every claim has an `id`, a `kind` and a `quote`. `on` means at some time within the date, `during`"
    yield "throughout the period, `since` and `until` a start and an end. A list in `on`, `where` or `by` stands for"
    yield "one claim each."
    yield ""
    yield "## What every claim may have"
    yield ""
    yield from fields_table(Claim)
    yield ""
    yield "## The source"
    yield ""
    yield from fields_table(Source)
    for name, kind in built_in_kinds().items():
        yield ""
        yield f"## `{name}`"
        yield ""
        yield inspect.cleandoc(kind.__doc__ or "")
        yield ""
        yield from fields_table(kind, COMMON)
        operands = [key for key, shape in shapes_of(kind).items() if shape.type in ("operand", "operands")]
        if operands:
            yield ""
            named = ", ".join(f"`{key}`" for key in operands)
            yield f"An operand ({named}) is a mapping; what it leaves out, the claim gives:"
            yield ""
            yield from fields_table(Operand)


def vocabulary() -> Iterator[str]:
    """Yield the page of the vocabulary."""
    yield "# The vocabulary"
    yield ""
    yield NOTE
    yield ""
    yield "`claims/vocabulary.yaml`, or several files in `claims/vocabulary/`, declare what claims refer to by id. An"
    yield "id is declared once. A claim that fits no declaration is a finding: two claims about one thing that are"
    yield "encoded in two ways never meet, and that is the worst failure."
    for section, field in VocabularyFile.model_fields.items():
        yield ""
        yield f"## `{section}`"
        yield ""
        model = model_in(field)
        if field.description:
            yield f"{field.description}."
            yield ""
        if model is not None:
            yield inspect.cleandoc(model.__doc__ or "")
            yield ""
            yield from fields_table(model)


def figures() -> Iterator[str]:
    """Yield the page of figures and their readings."""
    yield "# Figures and their readings"
    yield ""
    yield NOTE
    yield ""
    yield "A figure is written as the source words it: `$41 billion`, `above $25 billion`, `nearly half`, "
    yield "`53.5 percent`. It stands for an interval, and under two readings for two: the plain one is what a reader"
    yield "understands, the charitable one the widest meaning that the words allow. A contradiction under the"
    yield "charitable reading is an error, one under the plain reading alone a warning ([readings.md](readings.md)"
    yield "says why). The plain interval always lies within the charitable one."
    yield ""
    yield "| row | wordings | its numbers are | plain | charitable | reason |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in DEFAULT_TABLE.rows:
        reaches = f"{cell(row.plain)} | {cell(row.charitable)}"
        yield f"| `{row.name}` | {cell(row.wordings)} | {cell(row.measure)} | {reaches} | {cell(row.why)} |"
    yield ""
    yield "Counts are treated in their own way below these limits:"
    yield ""
    yield "| limit | below | reason |"
    yield "| --- | --- | --- |"
    for limit in DEFAULT_TABLE.limits:
        yield f"| `{limit.name}` | {limit.below} | {cell(limit.why)} |"
    yield ""
    yield "A corpus changes a row in its vocabulary: `readings: {about: {plain: 3 percent}}`."


def language() -> Iterator[str]:
    """Yield the page of the rule language."""
    yield "# The rule language: reference"
    yield ""
    yield NOTE
    yield ""
    yield "How to write a rule is told in [rules.md](rules.md). This page lists every word of the language."
    yield ""
    yield "## Variables"
    yield ""
    yield "| variable | is |"
    yield "| --- | --- |"
    for _, _, written, meaning in KINDS.values():
        yield f"| `{written}` | {cell(meaning)} |"
    yield ""
    yield "## Fields of every claim"
    yield ""
    yield "| name | is |"
    yield "| --- | --- |"
    for name, meaning in PSEUDO_FIELDS.items():
        yield f"| `{name}` | {cell(meaning)} |"
    yield ""
    yield "Where Python keeps a word for itself, the field is written with `_` behind it: `with_`, `from_`, `as_`."
    yield ""
    yield "## Functions"
    yield ""
    yield "| function | is |"
    yield "| --- | --- |"
    yield "| `default(field, value)` | the field, or the value where the claim does not state it |"
    yield "| `given(field)` | whether the claim states the field |"
    yield "| `sum(… for x in list if …)` | the sum over a list |"
    yield "| `count(… for x in list if …)`, `count(list)` | how many there are |"
    yield "| `all(condition for x in list)` | whether the condition holds for each |"
    yield "| `after(n)` | as an index: the next ordinal that claims mention |"
    for function in sorted(FUNCTIONS.values(), key=lambda each: each.name):
        yield f"| `{function.signature}` | {cell(function.meaning)} |"
    yield ""
    yield f"Constants: {', '.join(f'`{name}`' for name in CONSTANTS)}. Types of index names in `for`:"
    yield f"{', '.join(f'`{name}`' for name in INDEX_TYPES)}, and every type of entities, such as `country`."


def codes() -> Iterator[str]:
    """Yield the page of all codes."""
    yield "# Codes"
    yield ""
    yield NOTE
    yield ""
    yield "`claimcheck explain CODE` tells more of each."
    yield ""
    yield "## Rules"
    yield ""
    yield "| code | name | severity | what is wrong |"
    yield "| --- | --- | --- | --- |"
    for rule in load_rules([ROOT / "rules"], ROOT).rules:
        yield f"| {rule.code} | [{rule.model.name}](../{rule.file}) | {rule.severity} | {cell(rule.model.summary)} |"
    yield ""
    yield "## What the loader and the engine check themselves"
    yield ""
    yield "| code | name | severity | what is wrong | why it matters |"
    yield "| --- | --- | --- | --- | --- |"
    for check in CHECKS.values():
        yield f"| {check.code} | {check.name} | {check.severity} | {cell(check.summary)} | {cell(check.why)} |"


PAGES = {
    "kinds.md": kinds,
    "vocabulary.md": vocabulary,
    "figures.md": figures,
    "language.md": language,
    "codes.md": codes,
}


def page(name: str) -> str:
    """Return the text of a page."""
    return "\n".join(PAGES[name]()) + "\n"


if __name__ == "__main__":
    for name in PAGES:
        (ROOT / "docs" / name).write_text(page(name), encoding="utf-8")
