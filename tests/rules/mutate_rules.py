"""Changes each rule of the pack in one small way at a time, and prints which changes no example notices.

    python tests/rules/mutate_rules.py            every rule
    python tests/rules/mutate_rules.py CHG REC001  the rules whose code begins so
    python tests/rules/mutate_rules.py --list      the changes alone, nothing run

A change is noticed when an example of its rule comes to something else than it says; what they all miss is tried on the
examples of every other rule. The exit status is 2 when examples fail without any change, and 1 when a change survives
that `KNOWN` does not explain, or, of the changes of every rule, more than `LIMIT`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

from claimcheck.corpus.yaml_nodes import at

# The runner of the product judges each example; its list form would run them all where the first is enough.
from claimcheck.engine.examples import differences
from claimcheck.engine.rule_mutants import Mutant, mutants
from claimcheck.rules.load import RuleSet, load_rules
from claimcheck.rules.rule import Rule, RuleMistake, build_rule

ROOT = Path(__file__).resolve().parents[2]
LIMIT = Fraction(3, 100)
UNEXPLAINED = "UNEXPLAINED"

_PEOPLE = "claims of two people alone are left, and words have no order"
KNOWN: dict[tuple[str, str], str] = {
    ("DAT007", "no where"): "an actual claim is made on the day of its source, which fits",
    ("EDI006", "assert: within("): "a place and what lies in it are possibly one, never apart",
    ("GRP001", "where: additive(m)"): "what has no group cannot be expanded; it would be listed as not checked",
    ("NTH004", "(lower.ordinal <= higher.ordinal)"): "NTH002 says the same of two equal ordinals, under its own code",
    ("REC001", "t <= when"): "a value is as high as itself",
    ("REC002", "t <= when"): "a value is as low as itself",
    ("ROL005", "assert: first.person <= second.person"): _PEOPLE,
    ("ROL005", "assert: first.person >= second.person"): _PEOPLE,
    ("ROL005", "and single_holder(first.role)"): "claims of one person are left out for the cost alone: they agree",
    ("SHR004", "no where"): "what is not counted fits SHR001, which is stricter",
}
"""Changes that survive, by code and words of the change, with the reason why no example can notice them."""


def is_noticed(mutant: Mutant, rules: RuleSet) -> bool | None:
    """Whether some example comes to something else with the mutant; None when it is no rule at all."""
    own = rules.get(mutant.code)
    assert own is not None
    try:
        changed = build_rule(mutant.model, own.file, own.path)
    except RuleMistake:
        return None
    pack = tuple(changed if rule.code == mutant.code else rule for rule in rules.rules)
    if _differs(changed, range(len(own.model.examples)), rules, pack):
        return True
    others = (rule for rule in rules.rules if rule is not own)
    return any(_differs(rule, _reached(rule, changed), rules, pack) for rule in others)


def _reached(rule: Rule, changed: Rule) -> list[int]:
    """Return the examples of a rule that hold a claim of every kind that a changed rule binds."""
    return [
        number
        for number, example in enumerate(rule.model.examples)
        if all(any(claim["kind"] in binder.kinds for claim in example.claims) for binder in changed.binders)
    ]


def _differs(rule: Rule, numbers: Sequence[int], rules: RuleSet, pack: Sequence[Rule]) -> bool:
    """Whether some of a rule's examples come to something else than they say; those that expect findings first."""
    node, examples = rules.nodes[rule.code], rule.model.examples
    for number in sorted(numbers, key=lambda number: not examples[number].expect):
        try:
            if differences(rule, examples[number], at(node, ("examples", number)), pack):
                return True
        except Exception:  # whatever the engine trips over is noticed as well
            return True
    return False


_pack: list[RuleSet] = []


def _worker(mutant: Mutant) -> tuple[Mutant, bool | None]:
    return mutant, is_noticed(mutant, _pack[0])


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
    broken = [rule.code for rule in rules.rules if _differs(rule, range(len(rule.model.examples)), rules, rules.rules)]
    if broken:
        print(
            f"examples of {', '.join(broken)} fail as the rules are; nothing can be told from changes before they pass"
        )
        return 2
    _pack.append(rules)
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
