"""What there is to tell about a code, as a page: `explain` prints it and the reference is made of it."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.corpus.yaml_nodes import Mapping, Node, at
from claimcheck.engine.result import Result
from claimcheck.engine.workbench.example_differences import places_of
from claimcheck.engine.workbench.examples import run_example
from claimcheck.findings.codes import Check
from claimcheck.findings.model import Finding
from claimcheck.reporters.witness import READINGS, choices, corrected
from claimcheck.rules.load import RuleSet
from claimcheck.rules.model import Example
from claimcheck.rules.rule import Rule
from claimcheck.values.value_class import value_class

PATTERN = ("kinds", "each", "for", "where", "as_of", "assert", "message")
EXAMPLE = ("claims", "sources", "vocabulary")


@value_class
class Section:
    """A part of a page: a heading, paragraphs, lines of YAML, and lines of what claimcheck says to them."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    yaml: tuple[str, ...] = ()
    output: tuple[str, ...] = ()


@value_class
class Page:
    """What there is to tell about a code. `facts` are its severity, its status and the like, in a few words each."""

    code: str
    name: str
    summary: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    file: str | None = None


def check_page(check: Check) -> Page:
    """Return the page of a check that the loader or the engine makes itself."""
    facts = (str(check.severity), *(("the run is not to be trusted",) if check.untrusted else ()))
    return Page(check.code, check.name, check.summary, facts, (Section("Why", (check.why,)),))


def rule_page(rule: Rule, rules: RuleSet) -> Page:
    """Return the page of a rule. Its examples are run, so that the page says what is really found."""
    model = rule.model
    facts = (str(rule.severity), model.status, f"since {model.since}")
    return Page(rule.code, model.name, model.summary, facts, tuple(_sections(rule, rules)), rule.file)


def _sections(rule: Rule, rules: RuleSet) -> Iterator[Section]:
    model, lines, node = rule.model, _lines(rule), rules.nodes[rule.code]
    yield Section("Why", tuple(_paragraphs(model.why)))
    origin = tuple(text for text in (model.case, model.source) if text)
    if origin:
        yield Section("Where it comes from", origin)
    yield Section("What must hold", _what_must_hold(rule), tuple(_excerpt(node, PATTERN, lines)))
    agreeing = next((n for n, each in enumerate(model.examples) if not each.expect), None)
    conflicting = next((n for n, each in enumerate(model.examples) if each.expect), None)
    for title, number in (("This agrees", agreeing), ("This conflicts", conflicting)):
        if number is not None:
            yield _example(title, rule, rules, number, lines)


def _what_must_hold(rule: Rule) -> tuple[str, ...]:
    if len(rule.binders) > 1:
        return (f"For each match of {len(rule.binders)} claims:",)
    return ("For each claim of the pattern:",) if rule.binders else ("For all values, whoever states them:",)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.strip().split("\n\n"):
        yield " ".join(paragraph.split())


def _lines(rule: Rule) -> list[str]:
    try:
        return rule.path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _excerpt(node: Node, keys: tuple[str, ...], lines: list[str]) -> Iterator[str]:
    """Yield keys of a mapping with their values as they are written, moved to the left edge."""
    if not isinstance(node, Mapping):
        return
    for key, value in node.entries:
        if key.text not in keys:
            continue
        margin = key.start.column - 1
        for number in range(key.start.line - 1, min(value.end.line, len(lines))):
            line = lines[number]
            yield line[margin:].rstrip() if number == key.start.line - 1 or not line[:margin].strip() else line.strip()


def _example(title: str, rule: Rule, rules: RuleSet, number: int, lines: list[str]) -> Section:
    example: Example = rule.model.examples[number]
    node = at(rules.nodes[rule.code], ("examples", number))
    result = run_example(rule, example, node, rules.rules)
    said = tuple(_said(result)) if isinstance(result, Result) else ("The example cannot be read.",)
    return Section(f"{title} ({example.name})", (), tuple(_excerpt(node, EXAMPLE, lines)), said)


def _said(result: Result) -> Iterator[str]:
    """Yield what is found in an example: its findings, else what its sources agree on."""
    found = [finding for finding in result.findings if finding.claims]
    for finding in found:
        yield from _finding(finding)
    if not found:
        yield "Nothing contradicts anything."
        for agreement in result.agreements:
            yield f"Sources agree: {agreement.subject} is {agreement.value}."


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity} {finding.code} at {', '.join(places_of(finding))}"
    # What it says ends with its arithmetic, which follows line by line.
    yield f"  {finding.message.removesuffix(': ' + '; '.join(finding.derivation))}"
    for number, line in enumerate(finding.derivation):
        yield f"  {'Arithmetic:' if number == 0 else '           '} {line}"
    if finding.reading in READINGS:
        yield f"  {READINGS[finding.reading]}"
    for suspect in finding.suspects:
        yield f"  Suspect: {corrected(suspect)}"
    for number, way in enumerate(choices(finding)):
        yield f"  {'either' if number == 0 else 'or    '} {' and '.join(map(corrected, way))}"
