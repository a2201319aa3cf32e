"""Runs the examples of rules: each is a corpus of its own, and what comes of it must be exactly what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.claims.source import Source
from claimcheck.corpus.build import build_claims
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.validate import read_model, to_data
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.vocabulary_files import build_vocabulary
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar, at
from claimcheck.corpus.yaml_nodes import Sequence as SequenceNode
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.findings.model import Finding, Place, Severity
from claimcheck.findings.printable import printable
from claimcheck.rules.load import RuleSet
from claimcheck.rules.model import Example, ExpectedFinding
from claimcheck.rules.rule import Rule

PUBLISHED = "2025-01-01"
LOADER_CODES = frozenset(("CFG001", "SRC002", "KEY001"))


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What an example came to: nothing, or how it differs from what it says."""

    rule: Rule
    name: str
    place: Place
    differences: tuple[str, ...]


def run_examples(rule: Rule, rules: RuleSet) -> list[ExampleResult]:
    """Run every example of a rule, with all the rules of the pack."""
    node = rules.nodes[rule.code].get("examples")
    results = []
    for number, example in enumerate(rule.model.examples):
        item: Node = at(node, (number,)) if node is not None else rules.nodes[rule.code]
        place = Place(rule.file, item.start.line, item.start.column)
        results.append(ExampleResult(rule, example.name, place, _differences(rule, example, item, rules.rules)))
    return results


def example_source(rules: RuleSet, rule: Rule, number: int) -> str:
    """Return the claims of an example as they are written in the rule's file."""
    node = at(rules.nodes[rule.code], ("examples", number, "claims"))
    lines = rule.path.read_text(encoding="utf-8").splitlines()[node.start.line - 1 : node.end.line]
    return "\n".join(printable(line) for line in lines)


def run_example(rule: Rule, example: Example, node: Node, rules: Sequence[Rule]) -> Result | tuple[Finding, ...]:
    """Return the result of one example, or what is wrong with how it is written."""
    problems = Problems(rule.file)
    vocabulary = _vocabulary(node, problems)
    claims: dict[str, ClaimRecord] = {}
    listed = node.get("claims") if isinstance(node, Mapping) else None
    for index, entry in enumerate(listed.items if isinstance(listed, SequenceNode) else ()):
        source = _source(example, entry, index, rule, node, problems)
        for record in build_claims(_quoted(entry), source, problems, {"calendars": vocabulary.calendars}):
            short = _renamed(record)
            claims[short.id] = short
    if problems.found:
        return tuple(problems.found)
    corpus = Corpus(Path(), vocabulary, (), tuple(claims[key] for key in sorted(claims)))
    return check(corpus, rules, near=False)


def _vocabulary(node: Node, problems: Problems) -> Vocabulary:
    declared = node.get("vocabulary") if isinstance(node, Mapping) else None
    return build_vocabulary([] if declared is None else [(declared, problems)], lenient=True)


def _source(example: Example, entry: Node, index: int, rule: Rule, node: Node, problems: Problems) -> SourceRecord:
    identifier = entry.get("id") if isinstance(entry, Mapping) else None
    name = identifier.text if isinstance(identifier, Scalar) else f"claim-{index}"
    model = Source.model_validate({"id": name, "published": PUBLISHED, "publisher": name})
    if name in example.sources:
        given = at(node, ("sources", name))
        data = to_data(given)
        read = (
            read_model(Source, _source_node(given, name), problems, f"the source of {name}")
            if isinstance(data, dict)
            else None
        )
        model = read or model
    return SourceRecord(model, rule.file, entry)


def _source_node(given: Node, name: str) -> Node:
    if not isinstance(given, Mapping):
        return given
    entries = list(given.entries)
    defaults = {"id": name, "published": PUBLISHED, "publisher": name}
    for key, value in defaults.items():
        if given.get(key) is None:
            entries.append(
                (Scalar(key, given.start, given.end, "plain"), Scalar(value, given.start, given.end, "plain"))
            )
    return Mapping(tuple(entries), given.start, given.end, given.flow)


def _quoted(entry: Node) -> Node:
    """Give an example claim the quote that it may leave out."""
    if not isinstance(entry, Mapping) or entry.get("quote") is not None:
        return entry
    extra = (Scalar("quote", entry.start, entry.end, "plain"), Scalar("…", entry.start, entry.end, "plain"))
    return Mapping((*entry.entries, extra), entry.start, entry.end, entry.flow)


def _renamed(record: ClaimRecord) -> ClaimRecord:
    """Call an example's claim by its bare id, since every one is a source of its own."""
    short = record.id.split("#", 1)[1]
    return ClaimRecord(short, record.kind, record.fields, record.source, record.model, record.node, record.paths)


def _differences(rule: Rule, example: Example, node: Node, rules: Sequence[Rule]) -> tuple[str, ...]:
    result = run_example(rule, example, node, rules)
    if isinstance(result, tuple):
        return tuple(f"line {finding.place.line}: {finding.message}" for finding in result)
    found = [finding for finding in result.findings if finding.code not in LOADER_CODES]
    differences = _finding_differences(rule, example.expect, found)
    if example.agree:
        agreed = {agreement.subject: agreement.value for agreement in result.agreements}
        if agreed != example.agree:
            differences.append(f"agreements: expected {_pairs(example.agree)}, found {_pairs(agreed)}")
    if example.not_checked:
        missed = sorted({claim for entry in result.not_checked if entry.rule == rule.code for claim in entry.claims})
        if missed != sorted(example.not_checked):
            wanted = ", ".join(sorted(example.not_checked))
            differences.append(f"not checked: expected {wanted}, found {', '.join(missed) or 'nothing'}")
    return tuple(differences)


def _pairs(values: dict[str, str]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in sorted(values.items())) or "nothing"


def _finding_differences(rule: Rule, expected: Sequence[ExpectedFinding], found: Sequence[Finding]) -> list[str]:
    left = list(found)
    differences = []
    for wish in expected:
        match = next((finding for finding in left if _same(wish, finding, rule)), None)
        if match is None:
            differences.append(f"expected {_wish_text(wish, rule)}")
            continue
        left.remove(match)
        text = "; ".join((match.message, *match.derivation))
        unsaid = [words for words in wish.says if words not in text]
        differences += [f'{_finding_text(match)} does not say "{words}"; it says: {text}' for words in unsaid]
        if wish.suspects is not None:
            suspects = tuple(f"{entry.claim}.{entry.field}" for entry in match.suspects)
            if suspects != wish.suspects:
                differences.append(
                    f"suspects: expected {', '.join(wish.suspects)}, found {', '.join(suspects) or 'none'}"
                )
    differences += [f"found {_finding_text(finding)}: {finding.message}" for finding in left]
    return differences


def _same(wish: ExpectedFinding, finding: Finding, rule: Rule) -> bool:
    places = tuple(f"{member.claim}.{member.field}" for member in finding.claims)
    return (
        finding.code == (wish.code or rule.code) and finding.severity is Severity(wish.severity) and places == wish.at
    )


def _wish_text(wish: ExpectedFinding, rule: Rule) -> str:
    return f"{wish.severity} {wish.code or rule.code} at {', '.join(wish.at)}"


def _finding_text(finding: Finding) -> str:
    places = ", ".join(f"{member.claim}.{member.field}" for member in finding.claims)
    return f"{finding.severity} {finding.code} at {places or finding.place}"
