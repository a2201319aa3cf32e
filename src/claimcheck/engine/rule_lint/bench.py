"""What a critic of rules works with: the rules, and what becomes of their examples, each run once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from claimcheck.corpus.yaml_nodes import Mapping, Node, at
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import ground
from claimcheck.engine.result import Result
from claimcheck.engine.workbench.examples import run_example
from claimcheck.findings.model import Finding, Place, Severity
from claimcheck.rules.load import RuleSet
from claimcheck.rules.model import Example
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import slot_class, value_class


@dataclass(frozen=True, slots=True, order=True)
class RuleProblem:
    """What is wrong with a rule, and where in its file. `check` is the name under which the docs explain it."""

    place: Place
    code: str
    check: str
    severity: Severity
    message: str


@value_class
class Trial:
    """One example of a rule and what came of it: its findings, and the constraints that the rule made."""

    rule: Rule
    number: int
    example: Example
    place: Place
    findings: tuple[Finding, ...]
    grounds: tuple[Ground, ...]

    @property
    def is_agreeing(self) -> bool:
        """Whether the example expects nothing to be found."""
        return not self.example.expect

    def found_by(self, code: str) -> Iterator[Finding]:
        """Yield the findings that a rule has a part in."""
        return (finding for finding in self.findings if code == finding.code or code in finding.rules)


@slot_class()
class Bench:
    """The rules under test. `examples` are run when a check first asks for them."""

    rules: RuleSet
    _trials: dict[str, tuple[Trial, ...]] = field(default_factory=dict)

    def trials(self, rule: Rule) -> tuple[Trial, ...]:
        """Return the examples of a rule that can be run, with what came of them beside all the rules."""
        if rule.code not in self._trials:
            numbers = range(len(rule.model.examples))
            self._trials[rule.code] = tuple(trial for i in numbers if (trial := self._trial(rule, i)) is not None)
        return self._trials[rule.code]

    def findings(self, rule: Rule, number: int, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
        """Return what some rules find in an example: errors and warnings."""
        result = self._run(rule, number, rules)
        return _compared(result) if isinstance(result, Result) else ()

    def outcome(self, rule: Rule, number: int, rules: tuple[Rule, ...]) -> object:
        """Return all that some rules make of an example, to be compared: what they find and could not check."""
        try:
            result = self._run(rule, number, rules)
        except Exception as error:  # a rule that was changed may ask for anything
            return type(error).__name__
        if not isinstance(result, Result):
            return ()
        findings = [(f.code, f.severity, [(m.claim, m.field) for m in f.claims], f.derivation) for f in result.findings]
        missed = sorted(entry.claims for entry in result.not_checked if entry.rule == rule.code)
        return findings, missed, [(agreement.subject, agreement.value) for agreement in result.agreements]

    def place(self, rule: Rule, *path: str | int, key: bool = False) -> Place:
        """Return where something stands in a rule's file, or where the rule begins."""
        root = self.rules.nodes[rule.code]
        node: Node | None = at(root, path) if path else root
        if key and isinstance(root, Mapping):
            node = root.key_node(str(path[0])) or node
        start = (node or root).start
        return Place(rule.file, start.line, start.column)

    @property
    def families(self) -> dict[str, list[Rule]]:
        """The rules by the folder that they lie in."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules.rules:
            found.setdefault(rule.file.rpartition("/")[0], []).append(rule)
        return found

    def _run(self, rule: Rule, number: int, rules: tuple[Rule, ...]) -> object:
        node = at(self.rules.nodes[rule.code], ("examples", number))
        return run_example(rule, rule.model.examples[number], node, rules)

    def _trial(self, rule: Rule, number: int) -> Trial | None:
        result = self._run(rule, number, self.rules.rules)
        if not isinstance(result, Result):
            return None
        corpus = result.corpus
        made = ground(self.rules.rules, corpus.claims, corpus.vocabulary, Reading.PLAIN).constraints
        own = tuple(each for each in made if each.rule.code == rule.code)
        place = self.place(rule, "examples", number)
        return Trial(rule, number, rule.model.examples[number], place, _compared(result), own)


def _compared(result: Result) -> tuple[Finding, ...]:
    """Return the errors and warnings about claims, for the loader's own remarks are no contradictions."""
    return tuple(each for each in result.findings if each.claims and each.severity is not Severity.INFO)


Check = Callable[[Rule, Bench], Iterator[RuleProblem]]
"""A check: what it finds wrong with a rule."""
