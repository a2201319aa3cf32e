"""Writes the pages of the reference that the code knows better than anyone: `python docs/make.py`.

A test compares them with what stands in docs/, so that they cannot drift.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from claimcheck.claims.base import Claim, Operand
from claimcheck.claims.field_types import FIELD_TYPES
from claimcheck.claims.kind_declaration import Facts, FieldDeclaration
from claimcheck.claims.registry import COMMON, built_in_kinds, shapes_of
from claimcheck.claims.source import Source
from claimcheck.claims.vocabulary import VocabularyFile
from claimcheck.findings.codes import CHECKS
from claimcheck.reporters.rule_page import check_page, rule_page
from claimcheck.reporters.rule_page_text import as_markdown, escaped
from claimcheck.rules.functions import FUNCTIONS
from claimcheck.rules.load import RuleSet, load_rules
from claimcheck.rules.rule import Rule
from claimcheck.rules.scope import CONSTANTS, INDEX_TYPES, PSEUDO_FIELDS
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
        if section == "kinds":
            yield from field_types()


def field_types() -> Iterator[str]:
    """Yield what a declared kind is made of: its fields, their types, and its facts."""
    yield ""
    yield "A field, under `fields`:"
    yield ""
    yield from fields_table(FieldDeclaration)
    yield ""
    yield "The types of fields:"
    yield ""
    yield "| type | what stands in it | further keys |"
    yield "| --- | --- | --- |"
    for name, kind in FIELD_TYPES.items():
        keys = ", ".join(f"`{key}`" for key in sorted(kind.keys))
        yield f"| `{name}` | {cell(kind.meaning)} | {keys} |"
    yield ""
    yield "What its claims are about, under `facts`:"
    yield ""
    yield from fields_table(Facts)
    yield ""
    yield "[own-kinds.md](own-kinds.md) tells how to declare a kind."


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


@cache
def pack() -> RuleSet:
    """Return the rules that ship."""
    return load_rules([ROOT / "rules"], ROOT)


def page_of(code: str, name: str) -> str:
    """Return the page of a code, as a path from docs/."""
    return f"rules/{code}-{name}.md"


def codes() -> Iterator[str]:
    """Yield the page of all codes."""
    yield "# Codes"
    yield ""
    yield NOTE
    yield ""
    yield "Each code has a page, which `claimcheck explain CODE` prints. [By family](rules/index.md)."
    yield ""
    yield "## Rules"
    yield ""
    yield "| code | name | severity | what is wrong |"
    yield "| --- | --- | --- | --- |"
    for rule in pack().rules:
        link = f"[{rule.model.name}]({page_of(rule.code, rule.model.name)})"
        yield f"| {rule.code} | {link} | {rule.severity} | {cell(escaped(rule.model.summary))} |"
    yield ""
    yield "## What the loader and the engine check themselves"
    yield ""
    yield "| code | name | severity | what is wrong |"
    yield "| --- | --- | --- | --- |"
    for check in CHECKS.values():
        link = f"[{check.name}]({page_of(check.code, check.name)})"
        yield f"| {check.code} | {link} | {check.severity} | {cell(escaped(check.summary))} |"


def index() -> Iterator[str]:
    """Yield the page that lists the rules by family."""
    families: dict[str, list[Rule]] = {}
    for rule in pack().rules:
        families.setdefault(Path(rule.file).parent.name, []).append(rule)
    yield "# The rules by family"
    yield ""
    yield NOTE
    yield ""
    yield f"{len(pack().rules)} rules in {len(families)} families, and what the loader and the engine check"
    yield "themselves. [How to write one](../authoring.md), [the language](../language.md)."
    for family in sorted(families):
        yield ""
        yield f"## {family}"
        yield ""
        for rule in families[family]:
            yield from _entry(rule.code, rule.model.name, rule.model.summary)
    yield ""
    yield "## The files, the claims and the run"
    yield ""
    for check in CHECKS.values():
        yield from _entry(check.code, check.name, check.summary)


def _entry(code: str, name: str, summary: str) -> Iterator[str]:
    yield f"- [{code} {name}]({code}-{name}.md): {escaped(summary)}"


def of_rule(rule: Rule) -> Iterator[str]:
    """Yield the page of a rule."""
    yield from as_markdown(rule_page(rule, pack()), NOTE, f"../../{rule.file}").splitlines()


def of_check(code: str) -> Iterator[str]:
    """Yield the page of a check of the loader or the engine."""
    yield from as_markdown(check_page(CHECKS[code]), NOTE).splitlines()


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "kinds.md": kinds,
    "vocabulary.md": vocabulary,
    "figures.md": figures,
    "language.md": language,
    "codes.md": codes,
    "rules/index.md": index,
    **{page_of(rule.code, rule.model.name): partial(of_rule, rule) for rule in pack().rules},
    **{page_of(check.code, check.name): partial(of_check, check.code) for check in CHECKS.values()},
}
"""Every generated page, as a path from docs/. In docs/rules/ nothing else stands."""


def page(name: str) -> str:
    """Return the text of a page."""
    return "\n".join(PAGES[name]()) + "\n"


def write() -> None:
    """Write every page, and remove those of rules that are gone."""
    (ROOT / "docs" / "rules").mkdir(exist_ok=True)
    for name in PAGES:
        (ROOT / "docs" / name).write_text(page(name), encoding="utf-8")
    for path in (ROOT / "docs" / "rules").glob("*.md"):
        if f"rules/{path.name}" not in PAGES:
            path.unlink()


if __name__ == "__main__":
    write()
