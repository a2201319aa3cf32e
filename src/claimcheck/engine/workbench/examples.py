"""Runs the examples of rules: each is a corpus of its own, and what comes of it must be exactly what it says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.claims.registry import KindSet
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
from claimcheck.engine.workbench.example_differences import Difference, compare, unreadable
from claimcheck.findings.model import Finding, Place
from claimcheck.rules.load import RuleSet
from claimcheck.rules.model import Example
from claimcheck.rules.rule import Rule
from claimcheck.values.value_class import value_class

PUBLISHED = "2025-01-01"


@value_class
class ExampleResult:
    """What an example came to: how it differs from what it says, which is by nothing where it is right."""

    rule: Rule
    name: str
    place: Place
    difference: Difference

    @property
    def differences(self) -> tuple[str, ...]:
        """The lines of the difference."""
        return self.difference.lines


def run_examples(rule: Rule, rules: RuleSet) -> list[ExampleResult]:
    """Run every example of a rule, with all the rules of the pack."""
    node = rules.nodes[rule.code].get("examples")
    results = []
    for number, example in enumerate(rule.model.examples):
        item: Node = at(node, (number,)) if node is not None else rules.nodes[rule.code]
        place = Place(rule.file, item.start.line, item.start.column)
        results.append(ExampleResult(rule, example.name, place, differences(rule, example, item, rules.rules)))
    return results


def differences(rule: Rule, example: Example, node: Node, rules: Sequence[Rule]) -> Difference:
    """Run one example with rules and return how it differs from what it says."""
    result = run_example(rule, example, node, rules)
    return unreadable(result) if isinstance(result, tuple) else compare(rule, example, result)


def run_example(rule: Rule, example: Example, node: Node, rules: Sequence[Rule]) -> Result | tuple[Finding, ...]:
    """Return the result of one example, or what is wrong with how it is written."""
    corpus = example_corpus(rule, example, node)
    return check(corpus, rules, near=False) if isinstance(corpus, Corpus) else corpus


def example_corpus(rule: Rule, example: Example, node: Node) -> Corpus | tuple[Finding, ...]:
    """Return the claims of an example as a corpus of their own, or what is wrong with how it is written."""
    problems = Problems(rule.file)
    vocabulary = _vocabulary(node, problems, rule.kinds)
    claims: dict[str, ClaimRecord] = {}
    listed = node.get("claims") if isinstance(node, Mapping) else None
    for index, entry in enumerate(listed.items if isinstance(listed, SequenceNode) else ()):
        source = _source(example, entry, index, rule, node, problems)
        for record in _claims_of(entry, source, problems, vocabulary):
            short = _renamed(record)
            claims[short.id] = short
    if problems.found:
        return tuple(problems.found)
    return Corpus(Path(), vocabulary, (), tuple(claims[key] for key in sorted(claims)))


def _claims_of(
    entry: Node, source: SourceRecord, problems: Problems, vocabulary: Vocabulary
) -> tuple[ClaimRecord, ...]:
    context = {"calendars": vocabulary.calendars}
    return build_claims(_quoted(entry), source, problems, context, vocabulary.kinds)


def _vocabulary(node: Node, problems: Problems, kinds: KindSet) -> Vocabulary:
    declared = node.get("vocabulary") if isinstance(node, Mapping) else None
    return build_vocabulary([] if declared is None else [(declared, problems)], lenient=True, kinds=kinds)


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
