"""Changes each rule of the pack in one small way at a time, and prints which changes no example notices.

    python tests/rules/mutate_rules.py            every rule
    python tests/rules/mutate_rules.py CHG REC001  the rules whose code begins so
    python tests/rules/mutate_rules.py --list      the changes alone, nothing run

A change is noticed when an example of its rule comes to something else than it says; what they all miss is tried on the
examples of every other rule. The exit status is 2 when examples fail without any change, and 1 when a change survives
that `KNOWN` does not explain, or, of the changes of every rule, more than `LIMIT`.
"""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

from claimcheck.corpus.yaml_nodes import at

# The runner of the product judges each example; its list form would run them all where the first is enough.
from claimcheck.engine.examples import differences
from claimcheck.rules.load import RuleSet, load_rules
from claimcheck.rules.model import RuleFile
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

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one change: its code, what the change is, and the rule as a file would give it."""

    code: str
    change: str
    model: RuleFile


def mutants(model: RuleFile) -> Iterator[Mutant]:
    """Yield every rule that differs from this one in one comparison, condition, sign, constant or pattern."""
    for number, text in enumerate(model.assert_):
        for changed in _expressions(text):
            asserts = (*model.assert_[:number], changed, *model.assert_[number + 1 :])
            yield _mutant(model, f"assert: {changed}", {"assert_": asserts})
        if len(model.assert_) > 1:
            fewer = (*model.assert_[:number], *model.assert_[number + 1 :])
            yield _mutant(model, f"assert without: {text}", {"assert_": fewer})
    if model.where is not None:
        for changed in _expressions(model.where):
            yield _mutant(model, f"where: {changed}", {"where": changed})
        yield _mutant(model, "no where", {"where": None})
    if model.as_of is not None:
        yield _mutant(model, "no as_of", {"as_of": None})
    yield from _wider_patterns(model)


def _mutant(model: RuleFile, change: str, update: dict[str, object]) -> Mutant:
    return Mutant(model.code, change, model.model_copy(update=update))


def _wider_patterns(model: RuleFile) -> Iterator[Mutant]:
    """Yield the rule without one of the words that a claim's field must be."""
    single = "kind" in model.each and not isinstance(model.each["kind"], dict)
    for name, pattern in ({"": model.each} if single else model.each).items():
        for key in pattern:
            if key == "kind":
                continue
            wider = {other: value for other, value in pattern.items() if other != key}
            each = wider if single else {**model.each, name: wider}
            yield _mutant(model, f"each {name} without {key}".replace("  ", " "), {"each": each})


def _expressions(text: str) -> list[str]:
    """Return the expressions that differ from one in a single place, each once."""
    tree = ast.parse(" ".join(text.split()), mode="eval")
    before = ast.unparse(tree)
    found: dict[str, None] = {}
    for number, node in enumerate(ast.walk(tree)):
        for change in _changes(node):
            changed: ast.AST = copy.deepcopy(tree)
            place = list(ast.walk(changed))[number]
            new = change(place)
            found[ast.unparse(changed if new is None else _Swap(place, new).visit(changed))] = None
    found.pop(before, None)
    return list(found)


class _Swap(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


Change = Callable[[ast.AST], "ast.expr | None"]
"""Changes a node where it stands, or returns what takes its place."""


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                for other in _COMPARISONS[type(op)]:
                    yield _comparison(i, other())
        case ast.BoolOp(op=op, values=values):
            yield _junction(ast.Or() if isinstance(op, ast.And) else ast.And())
            for i in range(len(values)):
                yield _dropped(i)
        case ast.UnaryOp(op=ast.Not(), operand=_):
            yield lambda place: getattr(place, "operand", None)
        case ast.BinOp(op=op) if type(op) in _SIGNS:
            yield _sign(_SIGNS[type(op)]())
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            yield _constant(value - 1)
            yield _constant(value + 1)
        case ast.List(elts=elts) if _are_words(elts):
            for i in range(len(elts)):
                yield _without_word(i)
        case ast.GeneratorExp(generators=[ast.comprehension(ifs=[_])]):
            yield _unconditional
        case _:
            return


def _comparison(i: int, op: ast.cmpop) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.Compare)
        place.ops[i] = op

    return change


def _junction(op: ast.boolop) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.BoolOp)
        place.op = op

    return change


def _dropped(i: int) -> Change:
    def change(place: ast.AST) -> ast.expr | None:
        assert isinstance(place, ast.BoolOp)
        del place.values[i]
        return place.values[0] if len(place.values) == 1 else None

    return change


def _sign(op: ast.operator) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.BinOp)
        place.op = op

    return change


def _constant(value: int) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.Constant)
        place.value = value

    return change


def _without_word(i: int) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.List)
        del place.elts[i]

    return change


def _unconditional(place: ast.AST) -> None:
    assert isinstance(place, ast.GeneratorExp)
    place.generators[0].ifs.clear()


def _are_words(items: Sequence[ast.expr]) -> bool:
    """Whether a list is one of words to choose from, with more than one of them."""
    return len(items) > 1 and all(
        isinstance(item, ast.Name) or (isinstance(item, ast.Constant) and isinstance(item.value, str)) for item in items
    )


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
