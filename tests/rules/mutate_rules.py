"""Changes each rule of the pack in one small way at a time, and prints which changes no example notices.

    python tests/rules/mutate_rules.py            every rule
    python tests/rules/mutate_rules.py CHG REC001  the rules whose code begins so
    python tests/rules/mutate_rules.py --list      the changes alone, nothing run

A change is noticed when an example of its rule comes to something else than it says; what they all miss is tried on the
examples of every other rule. An example is judged only where the changed rule makes other constraints of it. The exit
status is 2 when examples fail without any change, and 1 when a change survives that `KNOWN` does not explain, or, of
the changes of every rule, more than `LIMIT`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.yaml_nodes import Node, at
from claimcheck.engine.grounding.grounding import Grounder, ground, in_scope
from claimcheck.engine.grounding.mentions import Mentions
from claimcheck.engine.run import check
from claimcheck.engine.workbench.example_differences import compare
from claimcheck.engine.workbench.examples import example_corpus
from claimcheck.engine.workbench.rule_mutants import Mutant, mutants
from claimcheck.rules.load import RuleSet, load_rules
from claimcheck.rules.model import Example
from claimcheck.rules.rule import Rule, RuleMistake, build_rule
from claimcheck.values.figure import Reading

ROOT = Path(__file__).resolve().parents[2]
LIMIT = Fraction(3, 100)
UNEXPLAINED = "UNEXPLAINED"

_APART = "one event with two dates that lie so far apart has a rule of its own"
_FRACTION = "a whole number of days never equals a bound with a fraction of a day"
_INEXACT = "percentages are never exact, so those that are worded alike can differ"
_ITSELF = "a value is no more and no less than itself"
_NO_GROUP = "what has no group cannot be expanded; it would be listed as not checked"
_ONE_YEAR = "of one year there is nothing to average: its growth is its own"
_ORDERS = "a pair is met in both orders"
_PEOPLE = "claims of two people alone are left, and words have no order"
KNOWN: dict[tuple[str, str], str] = {
    ("AGE004", "start[of] > on - (value + 2) * 365.2425 - 2"): _FRACTION,
    ("AGE005", "start[of] > on - (value + 1) * 365.2425 - 2"): _FRACTION,
    ("CHG011", "measure[m, of, y] <= measure[m, of, t]"): _INEXACT,
    ("CHG011", "measure[m, of, y] >= measure[m, of, t]"): _INEXACT,
    ("CHG011", "where: is_growth(m)"): _ONE_YEAR,
    ("DAT007", "no where"): "an actual claim is made on the day of its source, which fits",
    ("EDI006", "assert: within("): "a place and what lies in it are possibly one, never apart",
    ("EVT001", "assert: within("): "a place and what lies in it are possibly one, never apart",
    ("GRP001", "where: additive(m)"): _NO_GROUP,
    ("GRP005", "measure[m, x, t] <= measure[m, of, t]"): _INEXACT,
    ("GRP005", "measure[m, x, t] >= measure[m, of, t]"): _INEXACT,
    (
        "GRP005",
        "where: measures(m) == 'rate'",
    ): _NO_GROUP,
    ("NTH004", "(lower.ordinal <= higher.ordinal)"): "NTH002 says the same of two equal ordinals, under its own code",
    ("NTH005", "(late.who == second.who) and (not given(second.with_)) and"): _APART,
    ("PER003", "and within(t, u)"): _ITSELF,
    ("REC001", "t <= when"): _ITSELF,
    ("REC002", "t <= when"): _ITSELF,
    ("RNK006", "rank >= count("): "a rank beyond the group has a rule of its own",
    ("RNK008", "one.when] <= measure"): _ORDERS,
    ("RNK008", "one.when] >= measure"): _ORDERS,
    ("ROL005", "assert: first.person <= second.person"): _PEOPLE,
    ("ROL005", "assert: first.person >= second.person"): _PEOPLE,
    ("ROL005", "and single_holder(first.role)"): "claims of one person are left out for the cost alone: they agree",
    ("ROL006", "end[tenure(person, role, of)] <"): "plainly a length ends before the day on which it would be longer",
    ("SHR004", "no where"): "what is not counted fits SHR001, which is stricter",
    ("UNT002", "assert: one.value <= "): _ORDERS,
    ("UNT002", "assert: one.value >= "): _ORDERS,
}
"""Changes that survive, by code and words of the change, with the reason why no example can notice them."""


@dataclass(slots=True)
class Case:
    """An example as a corpus, and what each rule makes of it as it is."""

    rule: Rule
    example: Example
    node: Node
    corpus: Corpus
    mentions: dict[Reading, Mentions]
    made: dict[str, tuple[object, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rule: Rule, number: int, rules: RuleSet) -> Case:
        """Return an example of a rule. Fails for one that cannot be read."""
        example, node = rule.model.examples[number], at(rules.nodes[rule.code], ("examples", number))
        corpus = example_corpus(rule, example, node)
        assert isinstance(corpus, Corpus), corpus
        statements = [each for each in rules.rules if each.binders and not each.indices]
        known = {reading: ground(statements, corpus.claims, corpus.vocabulary, reading).mentions for reading in Reading}
        return cls(rule, example, node, corpus, known)

    def makes(self, rule: Rule) -> tuple[object, ...]:
        """Return all that one rule makes of the claims, under both readings."""
        made: list[object] = []
        for reading in Reading:
            scope = in_scope([rule], self.corpus.claims, reading)
            grounder = Grounder(*scope, self.corpus.vocabulary, reading)
            grounder.result.mentions = self.mentions[reading] if rule.indices else Mentions()
            result = grounder.go()
            constraints = [(each.condition, each.claims, each.as_of) for each in result.constraints]
            made += [
                constraints,
                result.not_checked,
                sorted(result.excepted),
                [fault.message for fault in result.faults],
            ]
        return tuple(made)

    def is_changed_by(self, changed: Rule, original: Rule) -> bool:
        """Whether a changed rule makes anything else of the claims than the original does."""
        kinds = {claim.kind for claim in self.corpus.claims}
        if not all(kinds.intersection(binder.kinds) for binder in changed.binders):
            return False
        if original.code not in self.made:
            self.made[original.code] = self.makes(original)
        return self.makes(changed) != self.made[original.code]

    def differs(self, pack: Sequence[Rule]) -> bool:
        """Whether the example comes to something else than it says."""
        return bool(compare(self.rule, self.example, check(self.corpus, pack, near=False)))


def is_noticed(mutant: Mutant, rules: RuleSet, cases: Sequence[Case]) -> bool | None:
    """Whether some example comes to something else with the mutant; None when it is no rule at all."""
    original = rules.get(mutant.code)
    assert original is not None
    try:
        changed = build_rule(mutant.model, original.file, original.path)
    except RuleMistake:
        return None
    pack = tuple(changed if rule.code == mutant.code else rule for rule in rules.rules)
    return any(
        _notices(case, changed, original, pack) for case in sorted(cases, key=lambda each: _distance(each, mutant))
    )


def _distance(case: Case, mutant: Mutant) -> tuple[bool, bool]:
    """Order the mutant's own examples before those of others, and those that expect findings before the rest."""
    return case.rule.code != mutant.code, not case.example.expect


def _notices(case: Case, changed: Rule, original: Rule, pack: Sequence[Rule]) -> bool:
    try:
        return case.is_changed_by(changed, original) and case.differs(pack)
    except Exception:  # whatever the engine trips over is noticed as well
        return True


_pack: list[tuple[RuleSet, Sequence[Case]]] = []
"""What the workers inherit by the fork."""


def _worker(mutant: Mutant) -> tuple[Mutant, bool | None]:
    return mutant, is_noticed(mutant, *_pack[0])


def _reason(mutant: Mutant) -> str:
    fitting = (why for (code, words), why in KNOWN.items() if code == mutant.code and words in mutant.change)
    return next(fitting, UNEXPLAINED)


def main(arguments: Sequence[str]) -> int:
    """Run the changes of the rules that are asked for and print the survivors; return the exit status."""
    rules = load_rules([ROOT / "rules"], ROOT)
    wanted = tuple(word for word in arguments if not word.startswith("--"))
    made = [m for rule in rules.rules if not wanted or rule.code.startswith(wanted) for m in mutants(rule.model)]
    if "--list" in arguments:
        print(*(f"{mutant.code} {mutant.change}" for mutant in made), sep="\n")
        return 0
    cases = [Case.of(rule, number, rules) for rule in rules.rules for number in range(len(rule.model.examples))]
    broken = sorted({case.rule.code for case in cases if case.differs(rules.rules)})
    if broken:
        print(
            f"examples of {', '.join(broken)} fail as the rules are; nothing can be told from changes before they pass"
        )
        return 2
    _pack.append((rules, cases))
    tried, surviving = 0, []
    with get_context("fork").Pool() as pool:
        for mutant, noticed in pool.imap(_worker, made, chunksize=4):
            tried += noticed is not None
            if noticed is False:
                reason = _reason(mutant)
                surviving.append(reason)
                print(f"survives: {mutant.code} {mutant.change}\n    {reason}", flush=True)
    print(f"{tried} changes of {len(rules.rules)} rules, {len(surviving)} survive, {len(made) - tried} are no rules")
    return int(UNEXPLAINED in surviving or (not wanted and len(surviving) > LIMIT * tried))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
