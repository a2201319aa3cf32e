"""Writes a regularity as a rule file whose examples are claims of the corpus, and runs them before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from claimcheck.corpus.problems import Problems
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_nodes import Node, at
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.engine.mining.candidate import Candidate, Instance
from claimcheck.engine.mining.evidence import Evidence
from claimcheck.engine.mining.examples_of import Entry, changed, entries, flow, written
from claimcheck.engine.result import Result
from claimcheck.engine.workbench.examples import differences, run_example
from claimcheck.findings.model import Finding, Severity
from claimcheck.rules.model import RuleFile
from claimcheck.rules.rule import Rule, RuleMistake, build_rule
from claimcheck.values.value_class import value_class

MAX_TRIES = 18
"""How many changes of an example are tried for one that the rule notices."""
MAX_INSTANCES = 5
MAX_NAMED = 5
"""How many sources a rule file names."""


@value_class
class Draft:
    """A rule that its examples prove, the instance that they are taken from, and its claims with one changed."""

    text: str
    rule: Rule
    instance: Instance
    conflicting: tuple[Entry, ...]
    vocabulary: Vocabulary

    def beside(self, others: Sequence[Instance], rules: Sequence[Rule]) -> tuple[Finding, ...]:
        """Return what rules find in the changed claims beside other instances, as they stand in the corpus."""
        records = (*self.instance.records, *(record for each in others for record in each.records))
        listed: list[Entry] = [*self.conflicting, *(entry for each in others for entry in entries(each))]
        claims = [{**entry, "id": f"c{number}"} for number, entry in enumerate(listed)]
        together = Instance(frozenset(), frozenset(), records)
        lines = written("all of them", claims, together, self.vocabulary, whole=True)
        head = self.text[: self.text.index("examples:")]
        built = _built("\n".join((f"{head}examples:", *lines, *lines, "")), self.rule.file, self.vocabulary)
        return () if built is None else _findings(built, 0, rules)


@value_class
class _Built:
    """A rule file as read: the rule, and its node for running examples."""

    rule: Rule
    node: Node


class Known(Exception):
    """The rules that there are find the least change of an example by themselves, under their own names."""


def drafted(candidate: Candidate, code: str, name: str, evidence: Evidence, rules: Sequence[Rule]) -> Draft | None:
    """Return the rule file of a regularity; None where no case of the corpus can be made an example of it.

    Raises Known where the rules that there are speak in its place.
    """
    head = _head(candidate, code, name)
    for instance in [each for each in candidate.instances if each.records][:MAX_INSTANCES]:
        claims = entries(instance)
        for other in islice(changed(claims), MAX_TRIES):
            draft = _draft(head, instance, (claims, other), evidence.vocabulary, rules)
            if draft is not None:
                return draft
    return None


def _head(candidate: Candidate, code: str, name: str) -> list[str]:
    sources = sorted(candidate.sources)
    named = ", ".join(sources[:MAX_NAMED]) + (" and others" if len(sources) > MAX_NAMED else "")
    count, many = len(candidate.instances), len(sources)
    return [
        f"code: {code}",
        f"name: {name}",
        "since: 0.1.0",
        "status: preview",
        "severity: warning",
        f"summary: {flow(candidate.summary)}",
        "why: |",
        f"  Mined: it holds in {count} independent cases of {many} {'source' if many == 1 else 'sources'} and fails in",
        "  none, even as the words may be meant. Nothing else speaks for it: say here why it must hold, or delete it.",
        f"case: {flow(f'Mined from the claims of {named}.'[:490])}",
        candidate.pattern,
        f"assert: {candidate.assertion}",
        "examples:",
    ]


def _draft(
    head: list[str],
    instance: Instance,
    claims: tuple[list[Entry], list[Entry]],
    vocabulary: Vocabulary,
    rules: Sequence[Rule],
) -> Draft | None:
    """Return the rule with an agreeing and a conflicting example, when both come to what they are to show."""
    agreeing = written("as the sources say", claims[0], instance, vocabulary)
    conflicting = written("one figure changed", claims[1], instance, vocabulary)
    built = _built("\n".join((*head, *agreeing, *conflicting, "")), "mined.yaml", vocabulary)
    if built is None:
        return None
    code = built.rule.code
    found = _findings(built, 1, (*rules, built.rule))
    if not any(finding.code == code for finding in found):
        if _findings(built, 1, rules):
            raise Known
        return None
    text = "\n".join((*head, *agreeing, *conflicting, "    expect:", *_expected(found, code), ""))
    final = _built(text, "mined.yaml", vocabulary)
    if final is None or any(_differs(final, number, (*rules, final.rule)) for number in (0, 1)):
        return None
    return Draft(text, final.rule, instance, tuple(claims[1]), vocabulary)


def _built(text: str, file: str, vocabulary: Vocabulary) -> _Built | None:
    problems = Problems(file)
    node = read_yaml(text).root
    model = None if node is None else read_model(RuleFile, node, problems, "the rule")
    if model is None or node is None:
        return None
    try:
        return _Built(build_rule(model, file, kinds=vocabulary.kinds), node)
    except RuleMistake:
        return None


def _findings(built: _Built, number: int, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    node = at(built.node, ("examples", number))
    result = run_example(built.rule, built.rule.model.examples[number], node, rules)
    found = result.findings if isinstance(result, Result) else ()
    return tuple(each for each in found if each.claims and each.severity is not Severity.INFO)


def _differs(built: _Built, number: int, rules: Sequence[Rule]) -> bool:
    node = at(built.node, ("examples", number))
    return bool(differences(built.rule, built.rule.model.examples[number], node, rules))


def _expected(found: Sequence[Finding], code: str) -> Iterator[str]:
    for finding in found:
        places = [f"{member.claim}.{member.field}" for member in finding.claims]
        other = {} if finding.code == code else {"code": finding.code}
        yield f"      - {flow({'severity': finding.severity.value, 'at': places, **other})}"
